"""A caller of 12345: what is told for a number, and for a number with what shows whose it is; and what the log keeps."""

from datetime import date

import pytest

from onething.areas.audit import api as audit
from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.calling import Caller, CallerNotShown, CallReason, NumberUnknown
from onething.core.cases.graph import Status
from onething.core.cases.matter import Standing
from onething.core.codes import CodeBroken, make_case_number
from tests.areas.cases.test_working import Story, asked_by_two_departments
from tests.areas.cases.world import APPLICANT, FULL, LI, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
AGENT = Actor("user:12345", "叶知秋", frozenset({Role.HOTLINE}), department="data-services")


@pytest.fixture
def receipt():
    return cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)


NOTHING = Caller()


def called(number, caller=NOTHING, **more):
    asked = {"reason": CallReason.MISSING, "now": NOW, **more}
    return cases.caller_view(AGENT, number=number, caller=caller, **asked)


class TestANumberAlone:
    def test_says_that_there_is_an_application_and_nothing_of_what_it_is_about(self, receipt):
        view = called(receipt.printed)
        assert (view.shown, view.total, view.ended) == (False, 5, 0)
        assert view.standing is Standing.WAITING_FOR_OFFICE
        assert (view.name.zh, view.scene, view.applicant) == ("", "", "")
        assert (view.cases, view.notices, view.awaited) == ((), (), ())

    def test_may_be_that_of_one_of_its_cases(self, receipt):
        assert called(receipt.cases[0].number).number == receipt.number

    def test_that_nobody_has_or_that_cannot_be_says_so(self, receipt):
        with pytest.raises(NumberUnknown):
            called(make_case_number(date(2026, 3, 5), "441900", "A001", 999).text)
        with pytest.raises(CodeBroken):
            called(receipt.number[:-1] + ("A" if receipt.number[-1] != "A" else "B"))
        assert not EntryRow.objects.filter(actor=AGENT.id).exists()


class TestACallerWhoShowsWhoseItIs:
    def test_is_told_state_clock_what_is_missing_and_until_when(self):
        story = asked_by_two_departments()
        number, today = story.receipt.number, story.now.date()
        view = called(number, Caller(code=story.receipt.code), now=story.now)
        whole = cases.application_view(APPLICANT, application=number, today=today)
        assert view.shown
        assert view.asked
        assert (view.name, view.applicant) == (whole.name, "黎**")
        told = [(one.number, one.status, one.who, one.until, one.promised_on, one.left) for one in view.cases]
        assert told == [
            (one.number, one.status, one.who, one.until, one.promised_on, one.left) for one in whole.cases
        ]
        assert view.notices == whole.notices
        assert {point.key for point in view.notices[0].open} == {"applicant/photo", "applicant/id-card"}
        assert view.until == min(one.until for one in whole.cases if one.until)

    def test_may_name_the_applicant_and_the_end_of_the_number(self, receipt):
        assert called(receipt.number, Caller(name="黎国安", last=LI[-4:])).shown

    def test_is_told_nothing_that_was_filled_in_found_or_decided(self, receipt):
        view = called(receipt.number, Caller(code=receipt.code))
        said = repr(view)
        for value in (LI, "黎国安", "13800001357", receipt.code):
            assert value not in said
        assert view.materials == ()
        assert all(one.gives == () and not one.certificates and one.bearer == "" for one in view.cases)

    def test_is_told_that_it_was_refused_but_not_why(self):
        story = Story().accept("disability-certificate")
        story.refuse("disability-certificate")
        view = called(story.receipt.number, Caller(code=story.receipt.code), now=story.now)
        number = story.numbers["disability-certificate"]
        assert next(one.status for one in view.cases if one.number == number) is Status.REFUSED
        assert FULL.reason not in repr(view)

    def test_who_names_something_else_is_told_nothing_and_it_is_written_down(self, receipt):
        with pytest.raises(CallerNotShown):
            called(receipt.number, Caller(code="000000"))
        assert EntryRow.objects.get(actor=AGENT.id).detail["kind"] == "refused"


class TestALook:
    def test_is_seen_by_the_applicant_with_its_reason_and_keeps_no_number_of_a_person(self, receipt):
        called(receipt.number, Caller(code=receipt.code), note="说是 13800001357 打来的")
        look = audit.list_looks(APPLICANT)[0]
        assert (look.who, look.purpose.zh, look.case) == (
            "叶知秋",
            "接听 12345 来电：问还缺什么",
            receipt.number,
        )
        assert EntryRow.objects.get(actor=AGENT.id).detail["note"] == "说是 ［手机号］ 打来的"

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.HOTLINE}))
    def test_is_for_12345_alone(self, receipt, role):
        actor = Actor("user:9", "别人", frozenset({role}), department="data-services")
        with pytest.raises(PermissionMissing):
            cases.caller_view(
                actor, number=receipt.number, reason=CallReason.RESULT, caller=Caller(), now=NOW
            )
        assert not EntryRow.objects.filter(actor="user:9").exists()
