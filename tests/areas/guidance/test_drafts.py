"""A draft from the first answer to the signature: nothing typed is lost, nobody else sees it."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from onething.adapters.packages import read_folder
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange import api as exchange
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import Change, ChosenWay
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.catalogue.words import Way
from onething.core.composition import AnswerRefused
from onething.core.guidance import BearersOutside, LineUnknown, QuestionUnknown, WayRefused
from onething.core.submission import Delivery, GivenFile, Person
from tests.areas.cases.world import CIVIL
from tests.areas.guidance.people import (
    CHEN,
    CLERK,
    FOREIGNER,
    LIANG,
    NOW,
    SISTER,
    TAN,
    VISITOR,
    authorise,
    citizen,
)

FULL = {
    "certified": "none", "household": "dongguan", "wants": ["pension", "hardship", "care"], "kind": "limb", "level": "1", "age": "40",
    "income": "dibao", "by": "self", "student": "no", "pension": "none", "drawing": [], "account": "card",
}  # fmt: skip


def picture(color: int = 0) -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (40, 40), (color, 90, 90)).save(made, "PNG")
    return BytesIO(made.getvalue())


def begin(actor, scene="disabled-services", answers=None, **more):
    return guidance.open_draft(actor, scene=scene, now=NOW, change=Change(answers=answers or {}), **more)


def change(actor, view, now=NOW, guest="", **parts):
    return guidance.change_draft(
        actor, draft_id=view.id, version=view.version, change=Change(**parts), now=now, guest=guest
    )


def get(actor, view, now=NOW, **more):
    return guidance.get_draft(actor, draft_id=view.id, now=now, **more)


def field(view, key):
    return next(one for one in view.fields if one.key == key)


def material(view, line):
    return next(one for one in view.materials if one.line == line)


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


class TestLookingUp:
    def agreed(self, key=LIANG, scene="disabled-services", sources=None, **more):
        me = citizen(key)
        view = begin(me, scene=scene, **more)
        every = [one.id for one in view.offer]
        return me, guidance.agree(
            me, draft_id=view.id, version=view.version, sources=every if sources is None else sources, now=NOW
        )

    def test_is_offered_before_anything_is_asked(self):
        view = begin(citizen(LIANG))
        offer = {one.id: one for one in view.offer}
        household = offer["household-register"]
        assert "性别" in {one.zh for one in household.what}
        assert household.department.zh
        assert household.purpose.zh
        assert household.items
        assert not household.agreed
        assert "licence:id-card" not in offer  # nothing of this person's card is of use here
        assert view.draft.agreed is None

    def test_answers_questions_and_fills_fields_with_their_source(self, systems):
        _, view = self.agreed()
        assert view.draft.facts["income_state"] == "dibao"
        assert "income" not in {one.id for one in view.plan.open_questions}
        sex = field(view, "applicant/person.sex")
        assert (sex.value, sex.source, sex.as_of) == ("male", "share:household-register", date(2026, 2, 28))
        assert sex.source_label.zh == "户籍信息"

    def test_asks_again_when_an_answer_needs_more(self, systems):
        me, view = self.agreed(answers={"wants": []})
        assert "applicant/bank.account" not in {one.key for one in view.fields}
        view = change(me, view, answers={"wants": ["pension", "care"], "age": "40", "pension": "none"})
        assert field(view, "applicant/bank.account").source == "share:card-account"

    def test_of_nothing_means_more_to_type_and_no_worse_answer(self, systems):
        me, view = self.agreed(sources=[])
        assert view.draft.agreed == ()
        assert view.draft.looked == ()
        view = change(me, view, answers=FULL)
        assert {one.id for one in view.plan.items} >= {"disability-certificate", "hardship-allowance"}
        assert field(view, "applicant/person.sex").open

    def test_of_some_asks_only_those(self, systems):
        _, view = self.agreed(sources=["household-register"], answers=FULL)
        assert {one.share for one in view.draft.looked} == {"household-register"}
        assert [one.share for one in view.draft.consents] == ["household-register"]

    def test_of_someone_unknown_says_why_it_must_be_typed(self, systems):
        _, view = self.agreed(TAN, answers=FULL)
        assert {one.outcome for one in view.draft.looked} == {"not_found"}
        assert all(one.reason.zh for one in view.draft.looked)
        assert field(view, "applicant/person.sex").open

    def test_of_a_system_that_is_down_leaves_the_rest_and_can_be_tried_again(self, systems):
        systems["civil-affairs"].behave(mode="down")
        me, view = self.agreed(answers=FULL)
        assert field(view, "applicant/person.sex").value == "male"
        kind = field(view, "applicant/hardship.kind")
        assert kind.open
        assert kind.value is None
        assert material(view, "applicant/low-income-certificate").way is Way.UPLOAD
        systems["civil-affairs"].behave(mode="normal")
        view = guidance.look_again(me, draft_id=view.id, now=NOW)
        assert field(view, "applicant/hardship.kind").value == "dibao"
        assert material(view, "applicant/low-income-certificate").way is Way.SHARE

    def test_of_twins_and_their_parents(self, systems):
        me, view = self.agreed(
            CHEN, scene="birth", answers={"you": "mother", "wants": ["insurance", "reimbursement"]}
        )
        view = change(me, view, bearers={"newborn": 2})
        assert field(view, "newborn[1]/person.sex").value == "female"
        assert field(view, "newborn[2]/person.sex").value == "male"
        assert field(view, "father/person.name").value == "周启航"
        assert field(view, "household/household.head").value == "周启航"
        assert material(view, "mother/marriage-certificate").way is Way.SHARE

    def test_can_be_called_wrong_and_nothing_is_blocked(self, systems):
        me, view = self.agreed(answers=FULL)
        view = change(
            me,
            view,
            disputes={"applicant/person.household_address": "已经搬了"},
            values={"applicant/person.household_address": "东莞市示例路 9 号"},
        )
        address = field(view, "applicant/person.household_address")
        assert (address.value, address.source, address.disputed) == ("东莞市示例路 9 号", "typed", "已经搬了")

    def test_withdrawn_takes_back_what_came(self, systems):
        me, view = self.agreed(answers=FULL)
        view = guidance.agree(me, draft_id=view.id, version=view.version, sources=[], now=NOW)
        assert field(view, "applicant/person.sex").value is None
        assert {one.withdrawn_at for one in exchange.list_consents(me)} == {NOW}

    def test_needs_to_know_who_it_is(self):
        view = begin(VISITOR, guest="cookie")
        with pytest.raises(guidance.DraftNotFound):
            guidance.agree(VISITOR, draft_id=view.id, version=view.version, sources=[], now=NOW)


class TestMaterials:
    def test_take_files_and_keep_their_order(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        line = "applicant/photo"
        for color, name in ((1, "正面.png"), (2, "反面.png"), (1, "又一次.png")):
            view = guidance.add_file(
                me, draft_id=view.id, line=line, content=picture(color), name=name, now=NOW
            )
        assert [one.name for one in material(view, line).files] == ["正面.png", "反面.png"]
        assert material(view, line).done
        first = material(view, line).files[0]
        file, name = guidance.open_draft_file(me, draft_id=view.id, hash_=first.hash, now=NOW)
        assert (file.read(), name) == (picture(1).getvalue(), "正面.png")
        with pytest.raises(guidance.DraftNotFound):
            guidance.open_draft_file(citizen(TAN), draft_id=view.id, hash_=first.hash, now=NOW)
        view = guidance.remove_file(me, draft_id=view.id, line=line, hash_=first.hash, now=NOW)
        assert [one.name for one in material(view, line).files] == ["反面.png"]

    def test_take_no_file_for_a_line_that_is_not_there(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        with pytest.raises(LineUnknown):
            guidance.add_file(
                me, draft_id=view.id, line="applicant/x", content=picture(), name="a.png", now=NOW
            )

    def test_are_given_in_a_way_that_is_open(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        view = change(me, view, ways={"applicant/id-card": ChosenWay(Way.PAPER)})
        assert material(view, "applicant/id-card").way is Way.PAPER
        with pytest.raises(WayRefused):
            change(me, view, ways={"applicant/id-card": ChosenWay(Way.DECLARATION)})


class TestActingForSomeone:
    def test_needs_an_authority_that_holds(self):
        sister = citizen(SISTER)
        citizen(LIANG)
        with pytest.raises(guidance.NotRepresented):
            begin(sister, principal=LIANG)
        authorise(SISTER, LIANG)
        view = begin(sister, principal=LIANG, answers={**FULL, "by": "agent", "authority": "registered"})
        assert view.draft.applicant.name == "梁志恒"
        assert view.draft.representative.person.name == "梁志慧"
        assert field(view, "applicant/person.id_number").value == LIANG
        assert field(view, "representative/person.name").value == "梁志慧"

    def test_forgets_what_was_looked_up_about_another(self, systems):
        sister = citizen(SISTER)
        authorise(SISTER, LIANG)
        view = begin(sister, principal=LIANG, answers=FULL)
        view = guidance.agree(
            sister, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        assert view.draft.facts["income_state"] == "dibao"
        view = guidance.choose_principal(
            sister, draft_id=view.id, version=view.version, principal="", now=NOW
        )
        assert view.draft.applicant.name == "梁志慧"
        assert view.draft.facts == {}
        assert view.draft.agreed is None

    def test_is_possible_for_a_foreigner_without_a_citizen_number(self):
        view = begin(citizen(FOREIGNER), scene="birth", answers={"you": "mother", "foreign": "mother"})
        assert field(view, "mother/person.id_kind").value == "passport"
        assert field(view, "mother/person.id_number").value == "XK0099001"


class TestANewVersion:
    def test_is_told_in_words_and_loses_nothing(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        assert view.news == ()
        files = read_folder(settings.CITY_FOLDER)
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
        assert guidance.delete_expired(job, now=later + timedelta(days=29)) == 0
        assert guidance.delete_expired(job, now=later + timedelta(days=30)) == 1
        with pytest.raises(guidance.DraftNotFound):
            get(me, view, now=later + timedelta(days=30))

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.ADMIN])
    def test_is_brought_about_by_our_own_work_only(self, role):
        actor = Actor("user:x", "", frozenset({role}))
        for work in (guidance.warn_of_end, guidance.delete_expired):
            with pytest.raises(PermissionMissing):
                work(actor, now=NOW)


TYPED = {
    "applicant/person.residence_address": "东莞市南城街道示例路 11 号 302", "applicant/disability.cause": "illness", "applicant/disability.since": "2020年5月",
    "applicant/pension.tier": "tier1", "applicant/pension.start": "2026-04", "applicant/care.carer": "family",
}  # fmt: skip
UPLOADED = (
    "applicant/id-card",
    "applicant/household-book",
    "applicant/photo",
    "applicant/disability-assessment",
    "applicant/bank-account",
)


class TestHandingOver:
    def filled(self):
        me = citizen(LIANG)
        view = begin(me)
        view = guidance.agree(
            me, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        view = change(me, view, answers={**FULL, "student": None, "income": None})
        view = change(
            me, view, values=TYPED, delivery=Delivery("post", "梁志恒", "13800000119", "东莞市示例路 11 号")
        )
        for at, line in enumerate(UPLOADED):
            view = guidance.add_file(
                me, draft_id=view.id, line=line, content=picture(at), name=f"{at}.png", now=NOW
            )
        return me, view

    def submit(self, me, view, **more):
        told = {"signed_hash": guidance.make_sheet(me, draft_id=view.id, now=NOW).hash, "now": NOW, **more}
        return guidance.submit_draft(me, draft_id=view.id, version=view.version, **told)

    def test_gives_an_application_and_sent_again_the_same(self, systems):
        me, view = self.filled()
        assert view.wrong_fields == ()
        assert view.open_materials == ()
        assert view.ready
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        receipt = self.submit(me, view)
        assert (
            guidance.submit_draft(
                me, draft_id=view.id, version=view.version, signed_hash=sheet.hash, now=NOW
            ).number
            == receipt.number
        )
        assert {one.item for one in receipt.cases} == {
            "disability-certificate", "medical-aid", "pension-enrolment", "hardship-allowance", "care-allowance"
        }  # fmt: skip
        assert get(me, view).number == receipt.number
        assert guidance.list_drafts(me, now=NOW) == []
        with pytest.raises(guidance.DraftSubmitted):
            change(me, get(me, view), values={"applicant/person.ethnicity": "壮族"})

    def test_is_what_the_sheet_shows(self, systems):
        me, view = self.filled()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        said = {(one.section, one.label.zh): one.value.zh for one in sheet.lines}
        assert said["fields", "本人 民族"] == "汉族"
        assert said["delivery", "领取方式"].startswith("邮寄 梁志恒")
        assert (
            said["materials", "低保（边缘）证"] == "部门共享"
            if ("materials", "低保（边缘）证") in said
            else True
        )
        assert {one.section for one in sheet.lines} == {
            "who",
            "items",
            "fields",
            "materials",
            "delivery",
            "consents",
        }
        assert {one.key for one in sheet.submission.values} <= {one.key for one in view.fields}

    def insisting(self):
        """A draft in which an item is asked for though the answers do not meet its condition."""
        me, view = self.filled()
        view = change(me, view, answers={"income": "none", "wants": ["pension", "hardship", "care"]})
        assert "hardship-allowance" not in {one.id for one in view.plan.items}
        return me, change(me, view, insisted=["hardship-allowance"])

    def test_of_an_item_that_one_insists_on_opens_its_case_and_an_officer_decides(self, systems):
        me, view = self.insisting()
        receipt = self.submit(me, view)
        (number,) = [one.number for one in receipt.cases if one.item == "hardship-allowance"]
        seen = cases.case_view(CIVIL, case=number, now=NOW)
        assert seen.insists.zh == "属于低保或低保边缘家庭"
        others = [one.number for one in receipt.cases if one.item == "care-allowance"]
        assert [cases.case_view(CIVIL, case=one, now=NOW).insists for one in others] == [None]

    def test_signs_what_is_insisted_on(self, systems):
        me, view = self.insisting()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        assert sheet.submission.insisted == ("hardship-allowance",)
        (line,) = [one for one in sheet.lines if one.label.zh == "困难残疾人生活补贴"]
        assert line.value.zh.endswith("按回答暂不符合，您仍要申请")
        assert replace(sheet.submission, insisted=()).sheet_hash() != sheet.hash

    def test_takes_along_what_the_departments_said(self, systems):
        me, view = self.filled()
        said = {
            one.key: one for one in guidance.make_sheet(me, draft_id=view.id, now=NOW).submission.answered
        }
        sex = said["applicant/person.sex"]
        assert (sex.source, sex.outcome, sex.value) == ("share:household-register", "answered", "male")
        assert (sex.as_of, sex.asked_at) == (date(2026, 2, 28), NOW)

    def test_of_another_sheet_than_was_signed_is_refused(self, systems):
        me, view = self.filled()
        sheet = guidance.make_sheet(me, draft_id=view.id, now=NOW)
        view = change(me, view, values={"applicant/pension.tier": "tier2"})
        with pytest.raises(guidance.SheetChanged):
            guidance.submit_draft(me, draft_id=view.id, version=view.version, signed_hash=sheet.hash, now=NOW)

    def test_of_an_older_version_is_refused(self, systems):
        me, view = self.filled()
        with pytest.raises(guidance.DraftMoved):
            self.submit(me, replace(view, version=view.version - 1))

    def test_of_something_unfinished_names_what_is_open(self, systems):
        me, view = self.filled()
        view = change(me, view, values={"applicant/pension.tier": None})
        with pytest.raises(guidance.NotReady) as refused:
            guidance.make_sheet(me, draft_id=view.id, now=NOW)
        assert refused.value.names.zh == "缴费档次"

    def test_a_second_time_shows_the_first(self, systems):
        me, view = self.filled()
        receipt = self.submit(me, view)
        again = begin(me)
        assert again.twin.number == receipt.number

    def test_after_its_authority_ended_is_refused(self, systems):
        sister = citizen(SISTER)
        authorise(SISTER, LIANG, to_on=date(2026, 3, 6))
        view = begin(sister, principal=LIANG)
        view = guidance.agree(
            sister, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        view = change(sister, view, answers={**FULL, "by": "agent", "student": None, "income": None})
        view = change(
            sister,
            view,
            values={
                **TYPED,
                "applicant/person.phone": "13800000119",
                "representative/representative.relation": "sibling",
            },
        )
        for at, line in enumerate(UPLOADED):
            view = guidance.add_file(
                sister, draft_id=view.id, line=line, content=picture(at), name=f"{at}.png", now=NOW
            )
        later = NOW + timedelta(days=1)
        assert view.ready, (
            view.plan.next_question,
            [(f.key, f.issue) for f in view.wrong_fields],
            view.open_materials,
        )
        paper = next(one for one in view.materials if one.files)
        with pytest.raises(guidance.DraftNotFound):
            guidance.submit_draft(sister, draft_id=view.id, version=view.version, signed_hash="x", now=later)
        for look in (
            lambda: guidance.get_draft(sister, draft_id=view.id, now=later),
            lambda: guidance.make_sheet(sister, draft_id=view.id, now=later),
            lambda: guidance.look_again(sister, draft_id=view.id, now=later),
            lambda: change(sister, view, now=later, answers={}),
            lambda: guidance.open_draft_file(sister, draft_id=view.id, hash_=paper.files[0].hash, now=later),
            lambda: guidance.delete_draft(sister, draft_id=view.id, now=later),
        ):
            with pytest.raises(guidance.DraftNotFound):
                look()
        assert guidance.list_drafts(sister, now=later) == []

    def test_is_not_for_visitors(self):
        view = begin(VISITOR, guest="cookie")
        with pytest.raises(PermissionMissing):
            guidance.make_sheet(VISITOR, draft_id=view.id, now=NOW)


class TestAtTheWindow:
    def test_a_clerk_fills_it_in_for_whoever_stands_there(self, systems):
        view = begin(CLERK, channel="desk")
        assert view.draft.applicant is None
        with pytest.raises(guidance.SignInFirst):
            guidance.agree(CLERK, draft_id=view.id, version=view.version, sources=[], now=NOW)
        person = Person("梁志恒", "citizen_number", LIANG, "13800000119")
        view = change(CLERK, view, applicant=person, division="441900004000")
        view = guidance.agree(
            CLERK, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        view = change(CLERK, view, answers={**FULL, "student": None, "income": None}, values=TYPED)
        papers = {line: ChosenWay(Way.PAPER) for line in UPLOADED}
        view = change(CLERK, view, ways=papers)
        sheet = guidance.make_sheet(CLERK, draft_id=view.id, now=NOW)
        assert sheet.submission.intake == CLERK.id
        assert sheet.submission.signature.signer == "梁志恒"
        signed = {"version": view.version, "signed_hash": sheet.hash, "now": NOW, "method": "paper"}
        with pytest.raises(guidance.SignOnPaper):
            guidance.submit_draft(CLERK, draft_id=view.id, **signed)
        scan = GivenFile("ab" * 32, "signed.jpg", "jpeg", 1000)
        receipt = guidance.submit_draft(CLERK, draft_id=view.id, scan=scan, **signed)
        assert receipt.number

    def test_nobody_else_says_who_applies(self):
        me = citizen(TAN)
        view = begin(me)
        with pytest.raises(PermissionMissing):
            change(me, view, applicant=Person("梁志恒", "citizen_number", LIANG))

    def test_who_stands_there_for_the_applicant_needs_an_authority_of_today(self, systems):
        told = {"channel": "desk", "representative": SISTER}
        with pytest.raises(guidance.NotRepresented):
            begin(CLERK, **told)
        person = Person("梁志恒", "citizen_number", LIANG, "13800000119")
        told |= {"scene": "disabled-services", "change": Change(applicant=person), "now": NOW}
        with pytest.raises(guidance.NotRepresented):
            guidance.open_draft(CLERK, **told)
        authorise(SISTER, LIANG, to_on=date(2026, 3, 5))
        with pytest.raises(guidance.NotRepresented):  # its last day was yesterday
            guidance.open_draft(CLERK, **told)
        authorise(SISTER, LIANG)
        view = guidance.open_draft(CLERK, **told)
        assert view.draft.representative.person.number == SISTER
        with pytest.raises(PermissionMissing):
            guidance.open_draft(citizen(TAN), scene="disabled-services", representative=SISTER, now=NOW)
