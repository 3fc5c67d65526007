"""A draft handed over to whichever window its person goes to: by a code, beside the document of who signs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import Change
from onething.areas.guidance.models import MissedCodeRow
from onething.areas.guidance.tasks import TIDY
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.submission import GivenFile, Person
from tests.areas.guidance.drafts import begin, change, filled, get, picture, submit
from tests.areas.guidance.people import (
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

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
HERE = replace(CLERK, department="data-services", division="441900004000")
OTHER = Actor("user:0190f000-0000-7000-8000-000000000002", "高明", frozenset({Role.CLERK}), "data-services")
SCAN = GivenFile("f" * 64, "signed.jpg", "jpeg", 1)


def given(me, view, now=NOW):
    return guidance.give_window_code(me, draft_id=view.id, now=now)


def opened(code, *, clerk=HERE, person=LIANG, now=NOW):
    return guidance.open_at_window(clerk, code=code.code, person=person, now=now)


@pytest.fixture
def handed(systems):
    """A draft that is filled in, its owner, and the code that hands it over."""
    me, view = filled()
    return me, view, given(me, view)


class TestACode:
    def test_is_eight_digits_for_a_week_and_asked_again_the_same(self, handed):
        me, view, code = handed
        assert (len(code.code), code.code.isdigit()) == (8, True)
        assert code.last_day == date(2026, 3, 12)
        assert given(me, view, NOW + DAY) == code
        assert guidance.find_window_code(me, draft_id=view.id, now=NOW) == code

    def test_ends_before_its_draft_does(self, systems):
        me = citizen(LIANG)
        view = begin(me)
        code = guidance.give_window_code(me, draft_id=view.id, now=NOW + 29 * DAY)
        assert code.last_day <= guidance.get_draft(me, draft_id=view.id, now=NOW + 29 * DAY).expires_on

    def test_is_given_by_the_owner_only(self, handed):
        _, view, _ = handed
        for actor in (citizen(TAN), citizen(SISTER)):
            for act in (guidance.give_window_code, guidance.find_window_code, guidance.take_window_code_back):
                with pytest.raises(guidance.DraftNotFound):
                    act(actor, draft_id=view.id, now=NOW)
        for actor in (HERE, VISITOR):
            with pytest.raises(PermissionMissing):
                given(actor, view)

    def test_of_what_was_sent_is_no_more(self, handed):
        me, view, _ = handed
        submit(me, get(me, view))
        with pytest.raises(guidance.DraftSubmitted):
            given(me, view)

    def test_ends_with_its_draft(self, handed):
        me, view, code = handed
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        with pytest.raises(guidance.WindowCodeUnknown):
            opened(code)


class TestAWindow:
    def test_sees_the_draft_of_who_stands_there(self, handed):
        me, view, code = handed
        with pytest.raises(guidance.DraftNotFound):
            get(HERE, view)
        assert opened(code) == view.id
        seen = get(HERE, view)
        assert seen.handed
        assert seen.draft.applicant.name == "梁志恒"
        assert [one.id for one in guidance.list_drafts(HERE, now=NOW)] == [view.id]
        assert not get(me, view).handed
        with pytest.raises(guidance.DraftNotFound):
            get(OTHER, view)

    def test_takes_a_code_however_it_is_typed(self, handed):
        _, view, code = handed
        full = "".join(chr(ord(one) + 0xFEE0) for one in code.code)
        spaced = replace(code, code=f" {full[:4]} {full[4:]} ")
        assert opened(spaced) == view.id

    def test_says_nothing_of_a_code_that_is_unknown_or_of_somebody_else(self, handed):
        _, _, code = handed
        citizen(TAN)
        wrong = replace(code, code="1" * 8 if code.code != "1" * 8 else "2" * 8)
        told = []
        for one, person in ((wrong, LIANG), (code, TAN), (replace(code, code=""), LIANG), (code, "")):
            with pytest.raises(guidance.WindowCodeUnknown) as refused:
                opened(one, person=person)
            told.append((refused.value.code, str(refused.value)))
        assert len(set(told)) == 1

    def test_hears_no_more_after_five_misses_of_a_clerk_or_about_a_person(self, handed):
        _, _, code = handed
        wrong = replace(code, code="0" * 7)
        for at in range(5):
            with pytest.raises(guidance.WindowCodeUnknown):
                opened(wrong, now=NOW + at * MINUTE)
        for clerk, person in ((HERE, LIANG), (OTHER, LIANG), (HERE, TAN)):
            with pytest.raises(guidance.WindowCodesLocked) as shut:
                opened(code, clerk=clerk, person=person, now=NOW + 5 * MINUTE)
            assert shut.value.again_at == NOW + 15 * MINUTE
        with pytest.raises(guidance.WindowCodeUnknown):
            opened(wrong, clerk=OTHER, person=TAN, now=NOW + 5 * MINUTE)
        assert opened(code, now=NOW + 16 * MINUTE)

    def test_forgets_misses_that_no_longer_count(self, handed):
        _, _, code = handed
        with pytest.raises(guidance.WindowCodeUnknown):
            opened(replace(code, code="0"))
        guidance.delete_expired(TIDY, now=NOW + 20 * MINUTE)
        assert not MissedCodeRow.objects.exists()

    def test_refuses_a_code_whose_time_is_over(self, handed):
        me, view, code = handed
        with pytest.raises(guidance.WindowCodeExpired) as refused:
            opened(code, now=NOW + 8 * DAY)
        assert refused.value.last_day == date(2026, 3, 12)
        again = given(me, view, NOW + 8 * DAY)
        assert again.code != code.code
        assert opened(again, now=NOW + 8 * DAY) == view.id

    def test_refuses_a_code_that_was_taken_back_and_loses_sight_at_once(self, handed):
        me, view, code = handed
        opened(code)
        guidance.take_window_code_back(me, draft_id=view.id, now=NOW)
        guidance.take_window_code_back(me, draft_id=view.id, now=NOW)  # sent twice
        with pytest.raises(guidance.DraftNotFound):
            get(HERE, view)
        with pytest.raises(guidance.WindowCodeRevoked):
            opened(code)
        assert guidance.find_window_code(me, draft_id=view.id, now=NOW) is None
        assert given(me, view).code != code.code

    def test_refuses_a_code_of_what_was_sent_and_says_its_number(self, handed):
        me, view, code = handed
        number = submit(me, get(me, view)).number
        with pytest.raises(guidance.WindowCodeUsed) as refused:
            opened(code)
        assert refused.value.number == number

    def test_forgets_after_half_an_hour_without_a_look(self, handed):
        _, view, code = handed
        opened(code)
        get(HERE, view, now=NOW + 25 * MINUTE)
        get(HERE, view, now=NOW + 50 * MINUTE)
        with pytest.raises(guidance.DraftNotFound):
            get(HERE, view, now=NOW + 81 * MINUTE)
        opened(code, now=NOW + 82 * MINUTE)
        assert get(HERE, view, now=NOW + 83 * MINUTE)

    def test_gives_way_to_the_next_one(self, handed):
        _, view, code = handed
        opened(code)
        opened(code, clerk=OTHER)
        assert get(OTHER, view)
        with pytest.raises(guidance.DraftNotFound):
            get(HERE, view)

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.ADMIN])
    def test_is_what_a_clerk_has(self, handed, role):
        _, _, code = handed
        with pytest.raises(PermissionMissing):
            opened(code, clerk=Actor("user:0190f000-0000-7000-8000-00000000000a", "x", frozenset({role})))

    def test_may_neither_delete_the_draft_nor_give_it_to_somebody_else(self, handed):
        me, view, code = handed
        opened(code)
        seen = get(HERE, view)
        with pytest.raises(guidance.NotYourDraft):
            guidance.delete_draft(HERE, draft_id=view.id, now=NOW)
        with pytest.raises(guidance.NotYourDraft):
            change(HERE, seen, applicant=Person("别人", "citizen_number", TAN))
        assert get(me, view).draft.applicant.name == "梁志恒"


class TestEveryLook:
    def looks(self, me, since=0):
        return [one for one in audit.list_looks(me) if one.who in ("林晓", "高明")]

    def test_is_in_the_log_of_the_person(self, handed):
        me, view, code = handed
        opened(code)
        get(HERE, view)
        get(HERE, view, now=NOW + MINUTE / 2)  # the same page
        get(HERE, view, now=NOW + 2 * MINUTE)
        looks = self.looks(me)
        assert len(looks) == 2
        assert {one.department for one in looks} == {"data-services"}
        assert "applicant/person.residence_address" in looks[0].fields
        assert looks[0].purpose.zh == "您给了窗口码，在窗口办理“残疾人服务一件事”"

    def test_at_a_file_is_there_with_its_material(self, handed):
        me, view, code = handed
        opened(code)
        hash_ = view.draft.files["applicant/photo"][0].hash
        guidance.open_draft_file(HERE, draft_id=view.id, hash_=hash_, now=NOW)[0].close()
        assert self.looks(me)[0].fields == ("applicant/photo",)

    def test_by_way_of_a_change_is_there(self, handed):
        me, view, code = handed
        opened(code)
        guidance.add_file(
            HERE, draft_id=view.id, line="applicant/photo", content=picture(99), name="more.png", now=NOW
        )
        assert len(self.looks(me)) == 1

    def test_of_the_owner_is_not(self, handed):
        me, view, _ = handed
        get(me, view)
        assert self.looks(me) == []


class TestHandingIn:
    def test_is_on_paper_and_the_application_is_the_persons(self, handed):
        me, view, code = handed
        opened(code)
        seen = get(HERE, view)
        with pytest.raises(guidance.SignOnPaper):
            submit(HERE, seen)
        number = submit(HERE, seen, method="paper", scan=SCAN).number
        row = ApplicationRow.objects.get(number=number)
        assert (row.person, row.channel, row.intake_division) == (LIANG, "desk", HERE.division)
        assert cases.get_receipt(me, application=number).number == number
        assert cases.get_receipt(HERE, application=number).number == number
        assert guidance.list_drafts(me, now=NOW) == []
        assert submit_again(HERE, view, seen).number == number
        with pytest.raises(guidance.WindowCodeUsed):
            opened(code, clerk=OTHER)

    def test_of_what_the_person_has_sent_in_the_meantime_is_refused_with_its_number(self, handed):
        me, view, code = handed
        opened(code)
        seen = get(HERE, view)
        number = submit(me, get(me, view)).number
        with pytest.raises(guidance.DraftSubmitted) as refused:
            submit_again(HERE, view, seen)
        assert refused.value.number == number

    def test_goes_by_the_place_of_the_window_where_nothing_else_names_one(self, systems):
        me = citizen(LIANG)
        view = begin(me)
        code = given(me, view)
        opened(code)
        assert get(HERE, view).draft.division == HERE.division
        assert get(me, view).draft.division == ""  # at home the window is nowhere
        assert get(me, view, NOW + 9 * DAY).draft.division == ""
        guidance.take_window_code_back(me, draft_id=view.id, now=NOW)
        assert get(me, view).draft.division == ""

    def test_goes_where_its_owner_says_afterwards(self, systems):
        me = citizen(LIANG)
        view = begin(me)
        opened(given(me, view))
        change(me, get(me, view), division="441900003000")
        assert get(me, view).draft.division == "441900003000"
        guidance.take_window_code_back(me, draft_id=view.id, now=NOW)
        assert get(me, view).draft.division == "441900003000"

    def test_forgets_what_the_window_saw_once_the_person_changes_something(self, handed):
        me, view, code = handed
        opened(code)
        seen = get(HERE, view)
        guidance.see_original(
            HERE, draft_id=view.id, version=seen.version, line="applicant/photo", copies=1, now=NOW
        )
        assert "applicant/photo" in get(me, view).draft.originals
        guidance.add_file(
            me, draft_id=view.id, line="applicant/photo", content=picture(77), name="new.png", now=NOW
        )
        assert get(me, view).draft.originals == {}


def submit_again(clerk, view, seen):
    return guidance.submit_draft(
        clerk, draft_id=view.id, version=seen.version, signed_hash="", now=NOW, method="paper", scan=SCAN
    )


class TestForSomebodyElse:
    @pytest.fixture
    def represented(self, systems):
        authorise(SISTER, LIANG)
        sister = citizen(SISTER)
        view = begin(sister, principal=LIANG)
        return sister, view, given(sister, view)

    def test_opens_for_who_signs_only(self, represented):
        _, view, code = represented
        with pytest.raises(guidance.WindowCodeUnknown):
            opened(code, person=LIANG)
        assert opened(code, person=SISTER) == view.id

    def test_opens_while_the_authority_holds(self, represented):
        sister, _, code = represented
        (authority,) = people.list_authorities(sister)
        people.revoke_authority(sister, authority_id=authority.id, now=NOW)
        with pytest.raises(guidance.NotRepresented):
            opened(code, person=SISTER)

    def test_opens_for_a_passport(self, systems):
        me = citizen(FOREIGNER)
        view = begin(me)
        assert opened(given(me, view), person=FOREIGNER) == view.id


def test_a_change_of_the_window_is_one_of_the_draft(handed):
    me, view, code = handed
    opened(code)
    seen = get(HERE, view)
    changed = guidance.change_draft(
        HERE,
        draft_id=view.id,
        version=seen.version,
        change=Change(values={"applicant/person.ethnicity": "壮族"}),
        now=NOW,
    )
    assert get(me, view).version == changed.version
