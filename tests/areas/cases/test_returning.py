"""A packet goes back to the window and is counted on one side; every number opens to its list."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, ReturnRow
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import AtIntake, NoIntake
from onething.core.cases.parts import Cause, Outcome, Side
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_working import GIVES
from tests.areas.cases.world import (
    APPLICANT,
    CLERK,
    FEDERATION,
    FULL,
    SUPERVISOR,
    at,
    decide,
    manager,
    reviewer,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05", 11)
TODAY = NOW.date()
BOSS = manager("disabled-federation")
DAYS = {"since": TODAY, "until": TODAY}


@pytest.fixture(autouse=True)
def permit():
    with permits():
        yield


def at_window(key="w"):
    given = signed(replace(submission(), channel="desk", intake=CLERK.id))
    receipt = cases.submit(CLERK, submission=given, key=key, now=at("2026-03-05"))
    number = next(one.number for one in receipt.cases if one.item == PERMIT)
    cases.accept(FEDERATION, case=number, now=NOW)
    return number


@pytest.fixture
def number():
    return at_window()


def back(number, actor=FEDERATION, **more):
    given = {"cause": Cause.UNREADABLE, "key": "applicant/photo", "reason": "照片扫歪了", "now": NOW}
    return cases.send_to_intake(actor, case=number, **{**given, **more})


def grant(number):
    view = cases.case_view(FEDERATION, case=number, now=NOW)
    decision = next(index for index, step in enumerate(view.steps) if step[0] == "decision")
    for step in range(view.step + 1, decision + 1):
        cases.enter_step(FEDERATION, case=number, step=step, now=NOW)
    decide(FEDERATION, case=number, outcome=Outcome.GRANTED, grounds=FULL, gives=GIVES, now=NOW)


class TestAReturn:
    def test_lies_at_the_window_that_took_the_case_in_until_it_is_mended(self, number):
        back(number)
        (waiting,) = cases.list_to_mend(CLERK, today=TODAY)
        assert (waiting.line.number, waiting.reason) == (number, "照片扫歪了")
        assert cases.list_to_mend(replace(CLERK, department="health"), today=TODAY) == ()
        assert CaseRow.objects.get(number=number).at_intake
        cases.mend(CLERK, case=number, note="重扫了", now=NOW)
        assert cases.list_to_mend(CLERK, today=TODAY) == ()
        assert not CaseRow.objects.get(number=number).at_intake
        assert ReturnRow.objects.get().mended_by == CLERK.id

    def test_holds_the_decision_back(self, number):
        back(number)
        with pytest.raises(AtIntake):
            grant(number)

    @pytest.mark.parametrize(
        ("key", "cause", "side"),
        [
            ("applicant/photo", Cause.MISSED, Side.INTAKE),
            ("", Cause.UNREADABLE, Side.INTAKE),
            ("applicant/tax-return", Cause.MISSED, Side.OFFICE),
            ("applicant/photo", Cause.NOT_LISTED, Side.OFFICE),
            ("applicant/photo", Cause.UNTRUE, Side.APPLICANT),
        ],
    )
    def test_is_counted_on_the_side_that_the_published_list_says(self, number, key, cause, side):
        back(number, key=key, cause=cause)
        assert ReturnRow.objects.get().side == side
        assert cases.apart(BOSS, **DAYS).returned == {(side, cause): 1}

    def test_is_not_possible_where_the_person_applied_online(self):
        receipt = cases.submit(APPLICANT, submission=submission(), key="o", now=at("2026-03-05"))
        number = next(one.number for one in receipt.cases if one.item == PERMIT)
        cases.accept(FEDERATION, case=number, now=NOW)
        with pytest.raises(NoIntake):
            back(number)
        assert ReturnRow.objects.count() == 0

    def test_is_for_the_office_and_mended_at_that_window(self, number):
        with pytest.raises(PermissionMissing):
            back(number, SUPERVISOR)
        with pytest.raises(cases.CaseNotFound):
            back(number, reviewer("health"))
        back(number)
        with pytest.raises(PermissionMissing):
            cases.mend(FEDERATION, case=number, note="好了", now=NOW)
        with pytest.raises(cases.CaseNotFound):
            cases.mend(replace(CLERK, department="health"), case=number, note="好了", now=NOW)

    def test_is_nothing_that_the_person_reads(self, number):
        back(number)
        application = number.rpartition("-")[0]
        view = cases.application_view(APPLICANT, application=application, today=TODAY)
        assert {"SentToIntake", "Mended"}.isdisjoint(one.name for one in view.history)


class TestTheFigures:
    def test_count_what_passed_at_first_and_open_to_the_lists(self):
        clean = at_window("a")
        grant(clean)
        figures = cases.apart(BOSS, **DAYS)
        assert (figures.decided, figures.first_pass) == (1, 1)
        passed = cases.list_passed(BOSS, first=True, today=TODAY, **DAYS)
        assert [one.number for one in passed] == [clean]
        assert cases.list_passed(BOSS, first=False, today=TODAY, **DAYS) == ()

    def test_count_a_case_that_was_sent_back_as_not_passed_at_first(self, number):
        back(number)
        cases.mend(CLERK, case=number, note="重扫了", now=NOW)
        grant(number)
        figures = cases.apart(BOSS, **DAYS)
        assert (figures.decided, figures.first_pass) == (1, 0)
        listed = cases.list_returned(BOSS, side=Side.INTAKE, cause=Cause.UNREADABLE, today=TODAY, **DAYS)
        assert [one.line.number for one in listed] == [number]
        assert [one.number for one in cases.list_passed(BOSS, first=False, today=TODAY, **DAYS)] == [number]

    def test_count_the_load_of_each_officer(self, number):
        cases.take_over(FEDERATION, case=number, now=NOW)
        figures = cases.apart(BOSS, **DAYS)
        assert dict(figures.loads) == {FEDERATION.id: 1}
        assert [one.number for one in cases.list_load(BOSS, officer=FEDERATION.id, today=TODAY)] == [number]

    def test_are_of_the_own_office_and_all_for_a_supervisor(self, number):
        back(number)
        assert cases.apart(manager("health"), **DAYS).returned == {}
        assert cases.list_returned(manager("health"), today=TODAY, **DAYS) == ()
        assert cases.apart(SUPERVISOR, **DAYS).returned == {(Side.INTAKE, Cause.UNREADABLE): 1}

    def test_are_not_for_reviewers(self):
        for look in (
            lambda: cases.apart(FEDERATION, **DAYS),
            lambda: cases.list_returned(FEDERATION, today=TODAY, **DAYS),
            lambda: cases.list_passed(FEDERATION, first=True, today=TODAY, **DAYS),
            lambda: cases.list_load(FEDERATION, officer="x", today=TODAY),
        ):
            with pytest.raises(PermissionMissing):
                look()
