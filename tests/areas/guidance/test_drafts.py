"""A draft from the first answer on: nothing typed is lost, nobody else sees it."""

from datetime import date, datetime, timedelta

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.notices.words import title_of
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.composition import AnswerRefused
from onething.core.guidance import BearersOutside, QuestionUnknown
from onething.kit.ports import SHANGHAI
from tests.areas.guidance.drafts import FULL, begin, change, field, get
from tests.areas.guidance.people import (
    CHEN,
    CLERK,
    LIANG,
    NOW,
    TAN,
    VISITOR,
    citizen,
)
from tests.shipped import FILES


class TestADraft:
    def test_is_resumed_on_another_device_where_it_was_left(self):
        view = begin(citizen(LIANG), answers=FULL)
        view = change(
            citizen(LIANG), view, values={"applicant/person.residence_address": "东莞市示例路 1 号"}
        )
        again = get(citizen(LIANG), view)
        assert again == view
        assert [one.id for one in guidance.list_drafts(citizen(LIANG), now=NOW)] == [view.id]

    def test_keeps_what_is_typed_wrong_and_says_everything_at_once(self):
        view = begin(citizen(LIANG), answers=FULL)
        typed = {
            "applicant/person.birth_date": "2026-13-40",
            "applicant/bank.account": "abc",
            "applicant/person.household_address": "东莞\u202e",
        }
        view = change(citizen(LIANG), view, values=typed)
        wrong = {one.key: one for one in view.wrong_fields if one.raw is not None}
        assert set(wrong) == set(typed)
        assert {key: one.raw for key, one in wrong.items()} == typed
        assert all(one.issue.text.zh and one.issue.text.en for one in wrong.values())
        assert get(citizen(LIANG), view).wrong_fields == view.wrong_fields
        assert not view.ready

    def test_is_nobody_elses(self):
        view = begin(citizen(LIANG))
        for stranger, guest in ((citizen(TAN), ""), (VISITOR, "g"), (CLERK, "")):
            with pytest.raises(guidance.DraftNotFound):
                get(stranger, view, guest=guest)
            assert guidance.list_drafts(stranger, now=NOW, guest=guest) == []
        with pytest.raises(guidance.DraftNotFound):
            change(citizen(TAN), view, answers={"age": "3"})
        with pytest.raises(guidance.DraftNotFound):
            guidance.delete_draft(citizen(TAN), draft_id=view.id, now=NOW)

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.MANAGER])
    def test_is_not_for_those_who_decide_or_watch(self, role):
        with pytest.raises(PermissionMissing):
            begin(Actor("user:r", "", frozenset({role})))

    def test_of_a_visitor_is_adopted_at_sign_in(self):
        view = begin(VISITOR, guest="cookie", answers={"certified": "none"})
        view = change(VISITOR, view, guest="cookie", values={"applicant/person.ethnicity": "汉族"})
        me = citizen(LIANG)
        assert guidance.adopt_drafts(me, guest="cookie", now=NOW) == 1
        mine = get(me, view)
        assert mine.draft.answers == {"certified": "none"}
        assert field(mine, "applicant/person.ethnicity").value == "汉族"
        assert field(mine, "applicant/person.name").value == "梁志恒"
        with pytest.raises(guidance.DraftNotFound):
            get(VISITOR, view, guest="cookie")
        assert guidance.adopt_drafts(citizen(TAN), guest="cookie", now=NOW) == 0

    def test_of_a_visitor_needs_a_key(self):
        with pytest.raises(guidance.SignInFirst):
            begin(VISITOR)
        view = begin(VISITOR, guest="cookie")
        with pytest.raises(guidance.DraftNotFound):
            get(VISITOR, view)

    def test_is_deleted_with_what_was_agreed(self):
        me = citizen(LIANG)
        view = begin(me)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        with pytest.raises(guidance.DraftNotFound):
            get(me, view)


class TestTwoTabs:
    def test_are_told_what_differs_and_lose_nothing(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        first = change(me, view, values={"applicant/person.ethnicity": "汉族"})
        with pytest.raises(guidance.DraftMoved) as moved:
            change(me, view, values={"applicant/person.ethnicity": "壮族"})
        assert moved.value.version == first.version
        assert [one.zh for one in moved.value.differs] == ["民族"]
        assert field(get(me, view), "applicant/person.ethnicity").value == "汉族"

    def test_that_say_the_same_are_one(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        change(me, view, values={"applicant/person.ethnicity": "汉族"})
        again = change(me, view, values={"applicant/person.ethnicity": "汉族"})
        assert again.version == view.version + 1


class TestAnswers:
    def test_replan_and_keep_what_still_holds(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        view = change(
            me, view, values={"applicant/disability.cause": "illness", "applicant/care.carer": "family"}
        )
        view = change(me, view, answers={"wants": ["pension"]})
        assert "care-allowance" not in {one.id for one in view.plan.items}
        view = change(me, view, answers={"wants": ["pension", "care"]})
        assert field(view, "applicant/care.carer").value == "family"

    def test_can_be_taken_back(self):
        me = citizen(LIANG)
        view = change(me, begin(me, answers=FULL), answers={"age": None})
        assert "age" not in view.draft.answers
        assert "age" in {one.id for one in view.plan.open_questions}

    def test_outside_their_choices_are_refused_and_nothing_is_kept(self):
        me = citizen(LIANG)
        view = begin(me)
        for answers, error in (
            ({"age": "old"}, AnswerRefused),
            ({"level": "9"}, AnswerRefused),
            ({"x": "y"}, QuestionUnknown),
        ):
            with pytest.raises(error):
                change(me, view, answers=answers)
        assert get(me, view).version == view.version

    def test_fill_fields(self):
        view = begin(citizen(LIANG), answers={"certified": "expired"})
        assert field(view, "applicant/disability.application_type").value == "renewal"

    def test_say_which_role_the_applicant_is(self):
        view = begin(citizen(CHEN), scene="birth", answers={"you": "mother"})
        assert field(view, "mother/person.name").value == "陈思敏"
        assert field(view, "mother/person.id_kind").value == "id_card"
        assert field(view, "father/person.name").value is None
        view = change(citizen(CHEN), view, answers={"you": "guardian"})
        assert field(view, "mother/person.name").value is None


class TestBearers:
    def test_repeat_the_block(self):
        me = citizen(CHEN)
        view = begin(me, scene="birth", answers={"you": "mother"})
        assert [(one.role, one.number, one.most) for one in view.bearers] == [("newborn", 1, 4)]
        view = change(me, view, bearers={"newborn": 2}, values={"newborn[1]/person.name": "周一"})
        view = change(me, view, values={"newborn[2]/person.name": "周二"})
        assert field(view, "newborn[1]/person.name").value == "周一"
        assert field(view, "newborn[2]/person.name").role_label.zh == "孩子 2"

    @pytest.mark.parametrize("number", [0, 5])
    def test_outside_their_number_are_refused(self, number):
        me = citizen(CHEN)
        with pytest.raises(BearersOutside):
            change(me, begin(me, scene="birth"), bearers={"newborn": number})


def publish_renamed(old: bytes, new: bytes) -> None:
    """Another version, in which a choice or a limit of the scene is called otherwise, everywhere."""
    files = {
        name: content.replace(old, new)
        if name.startswith(("scenes/disabled", "items/", "shares"))
        else content
        for name, content in FILES.items()
        if not name.startswith("examples/disabled")
    }
    catalogue.publish(Actor.job("load"), files=files, now=NOW)


class TestFewerBearers:
    """Whoever had more than a new version takes is told, and signs only after having taken note."""

    @pytest.fixture
    def view(self):
        me = citizen(TAN)
        view = change(me, begin(me, scene="birth"), bearers={"newborn": 3})
        files = dict(FILES)
        name = "scenes/birth.yaml"
        assert b"min: 1, max: 4" in files[name]
        files[name] = files[name].replace(b"min: 1, max: 4", b"min: 1, max: 2")
        catalogue.publish(Actor.job("load"), files=files, now=NOW)
        return me, get(me, view)

    def test_are_told_and_hold_up_the_signature(self, view):
        me, now_ = view
        assert [(one.number, one.most) for one in now_.bearers] == [(2, 2)]
        assert [one.zh for one in now_.recount] == ["孩子"]
        assert not now_.ready
        assert any("原来是 3 人" in one.text.zh and "2 人" in one.text.zh for one in now_.news)
        with pytest.raises(guidance.NotReady) as refused:
            guidance.make_sheet(me, draft_id=now_.id, now=NOW)
        assert "孩子" in refused.value.names.zh

    @pytest.mark.parametrize("way", ["noted", "said"])
    def test_go_on_once_the_person_has_taken_note_or_said_another_number(self, view, way):
        me, now_ = view
        if way == "noted":
            after = guidance.accept_news(me, draft_id=now_.id, now=NOW)
        else:
            after = change(me, now_, bearers={"newborn": 1})
        assert after.recount == ()
        assert after.draft.bearers == {"newborn": 2 if way == "noted" else 1}


class TestANewVersion:
    def test_is_told_in_words_and_loses_nothing(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        assert view.news == ()
        files = dict(FILES)
        name = "items/disability-certificate.yaml"
        files[name] = files[name].replace(
            b"  - {role: applicant, material: photo,",
            b"  - {role: applicant, material: single-parent-declaration, accepts: [upload, paper]}\n  - {role: applicant, material: photo,",
        )
        catalogue.publish(Actor.job("load"), files=files, now=NOW)
        again = get(me, view)
        assert ("material", "new", "applicant/single-parent-declaration") in {
            (one.kind, one.change, one.key) for one in again.news
        }
        assert all(one.text.zh and one.text.en for one in again.news)
        assert again.draft.answers == view.draft.answers
        seen = guidance.accept_news(me, draft_id=view.id, now=NOW)
        assert seen.news == ()

    def test_sets_aside_what_was_looked_up_and_no_longer_fits(self, systems):
        me = citizen(LIANG)
        view = begin(me, answers={**FULL, "income": None})
        every = [one.id for one in view.offer]
        view = guidance.agree(me, draft_id=view.id, version=view.version, sources=every, now=NOW)
        assert view.draft.facts["income_state"] == "dibao"
        publish_renamed(b"dibao", b"lowest")
        again = get(me, view)
        assert "income_state" not in again.draft.facts
        assert again.plan.next_question.id == "income"
        (told,) = [one.text for one in again.news if one.kind == "fact"]
        assert "困难家庭类型" in told.zh
        assert "no longer" in told.en

    def test_sets_aside_a_number_outside_its_new_limits(self):
        me = citizen(LIANG)
        view = begin(me, answers={**FULL, "age": "110"})
        publish_renamed(b"max: 130", b"max: 105")
        again = get(me, view)
        assert "age" not in again.draft.answers
        assert {one.key for one in again.news if one.kind == "answer"} == {"age"}
        again = change(me, again, answers={"age": "39"})
        assert again.draft.answers == {**view.draft.answers, "age": 39}
        assert "age" not in {one.key for one in again.news if one.kind == "answer"}

    def test_still_refuses_an_answer_that_it_does_not_take(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        publish_renamed(b"dibao", b"lowest")
        with pytest.raises(AnswerRefused):
            change(me, view, answers={"income": "dibao"})

    def test_keeps_what_was_set_aside_until_it_was_told(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        publish_renamed(b"dibao", b"lowest")
        view = change(me, get(me, view), answers={"student": "yes"})
        assert {one.key for one in view.news if one.kind == "answer"} == {"income"}
        seen = guidance.accept_news(me, draft_id=view.id, now=NOW)
        assert (seen.news, seen.plan.next_question.id) == ((), "income")

    def test_takes_an_answer_that_the_version_before_did_not_know(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        publish_renamed(b"dibao", b"lowest")
        view = change(me, get(me, view), answers={"income": "lowest"})
        assert get(me, view).draft.answers["income"] == "lowest"


class TestTheEndOfADraft:
    def test_comes_thirty_days_after_its_last_change_with_a_warning(self, city):
        me, job = citizen(LIANG), Actor.job("drafts")
        view = begin(me)
        later = NOW + timedelta(days=10)
        view = change(me, view, now=later, answers={"certified": "none"})
        assert view.expires_on == date(2026, 4, 14)
        assert guidance.warn_of_end(job, now=later + timedelta(days=26)) == 0
        assert guidance.warn_of_end(job, now=later + timedelta(days=27)) == 1
        assert guidance.warn_of_end(job, now=later + timedelta(days=28)) == 0
        assert [(person, kind) for person, kind, _ in city.messages] == [(LIANG, "draft_ends")]
        title = title_of(*city.messages[0][1:])
        assert (title.zh, title.en) == (
            "草稿快到期了：残疾人服务一件事",
            "A draft is about to end: Services for persons with disabilities",
        )
        assert guidance.delete_expired(job, now=later + timedelta(days=29)) == 0
        assert guidance.delete_expired(job, now=later + timedelta(days=30)) == 1
        with pytest.raises(guidance.DraftNotFound):
            get(me, view, now=later + timedelta(days=30))

    def test_of_days_of_application_is_told_when_they_begin_and_before_they_are_over(self, city):
        me, other, job = citizen(LIANG), citizen(CHEN), Actor.job("drafts")
        kept = begin(me, "school-entry")  # on 5 March; applications are taken from 1 April to 31 May
        assert kept.expires_on == date(2026, 6, 1)

        def told(*day):
            return guidance.tell_of_periods(job, now=datetime(2026, *day, 9, tzinfo=SHANGHAI))

        assert [told(3, 31), told(4, 1), told(4, 2)] == [0, 1, 0]
        guidance.open_draft(other, scene="school-entry", now=datetime(2026, 5, 20, 9, tzinfo=SHANGHAI))
        assert [told(5, 28), told(5, 29), told(5, 31), told(6, 1)] == [0, 2, 0, 0]
        kinds = [(person, kind) for person, kind, _ in city.messages]
        assert kinds[0] == (LIANG, "period_begins")
        assert set(kinds[1:]) == {(LIANG, "period_ends"), (CHEN, "period_ends")}
        assert city.messages[0][2]["ends_on"] == "2026-05-31"

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.ADMIN])
    def test_is_brought_about_by_our_own_work_only(self, role):
        actor = Actor("user:x", "", frozenset({role}))
        for work in (guidance.warn_of_end, guidance.delete_expired, guidance.tell_of_periods):
            with pytest.raises(PermissionMissing):
                work(actor, now=NOW)
