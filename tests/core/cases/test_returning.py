"""A packet goes back to the window: whose fault it is, and what happens meanwhile."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    AtIntake,
    NoIntake,
    NotAtIntake,
    NotHolder,
    PersonNeeded,
    ReasonMissing,
    SamePerson,
)
from onething.core.cases.parts import Cause, Side
from onething.core.cases.returning import side_of
from tests.core.cases.story import CLERK, COLLEAGUE, MANAGER, NIGHT, REVIEWER, Story, at, opening

CASE = "A-1"


def at_window() -> Story:
    story = Story(opening(CASE), on=at(2026, 3, 2))
    story.send(c.TakeIn(CLERK, CASE))
    return story.accept(CASE)


def back(by=REVIEWER, cause=Cause.UNREADABLE, reason="身份证看不清", *, listed=True):
    return c.SendToIntake(by, CASE, cause, "applicant/id-card", reason, listed)


@pytest.mark.parametrize(
    ("cause", "listed", "side"),
    [
        (Cause.MISSED, True, Side.INTAKE),
        (Cause.UNREADABLE, True, Side.INTAKE),
        (Cause.MISTYPED, True, Side.INTAKE),
        (Cause.MISSED, False, Side.OFFICE),
        (Cause.NOT_LISTED, True, Side.OFFICE),
        (Cause.NOT_LISTED, False, Side.OFFICE),
        (Cause.UNTRUE, True, Side.APPLICANT),
        (Cause.UNTRUE, False, Side.APPLICANT),
    ],
)
def test_the_published_list_says_whose_fault_it_is(cause, listed, side):
    assert side_of(cause, listed=listed) is side


class TestAReturn:
    def test_keeps_the_case_from_being_decided_until_it_is_mended(self):
        story = at_window()
        story.send(back())
        with pytest.raises(AtIntake):
            story.grant(CASE)
        story.send(c.Mend(CLERK, CASE, "重扫"))
        story.grant(CASE)
        assert story.status(CASE) == "granted"

    def test_moves_no_date_and_no_state(self):
        story = at_window()
        before = story.case(CASE)
        story.send(back())
        after = story.case(CASE)
        assert (after.status, after.dues, after.clock) == (before.status, before.dues, before.clock)

    def test_says_cause_and_side(self):
        story = at_window()
        (change,) = story.send(back(listed=False))
        assert (change.event.cause, change.event.side) == (Cause.UNREADABLE, Side.OFFICE)

    def test_is_refused_where_no_window_took_the_case_in(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        with pytest.raises(NoIntake):
            story.send(back())

    def test_is_one_at_a_time(self):
        story = at_window()
        story.send(back())
        with pytest.raises(AtIntake):
            story.send(back())

    def test_needs_a_person_a_reason_and_somebody_else_than_the_clerk(self):
        story = at_window()
        for command, refusal in (
            (back(NIGHT), PersonNeeded),
            (back(reason=" "), ReasonMissing),
            (back(replace(REVIEWER, id=CLERK.id)), SamePerson),
        ):
            with pytest.raises(refusal):
                story.send(command)

    def test_is_mended_once_and_in_words(self):
        story = at_window()
        with pytest.raises(NotAtIntake):
            story.send(c.Mend(CLERK, CASE, "重扫"))
        story.send(back())
        with pytest.raises(ReasonMissing):
            story.send(c.Mend(CLERK, CASE, ""))


class TestHandingOver:
    def test_leaves_the_case_with_the_giver_until_it_is_confirmed(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        story.send(c.TakeOver(REVIEWER, CASE))
        assert story.case(CASE).holder == REVIEWER.id
        story.send(c.ReceiveFrom(COLLEAGUE, CASE, REVIEWER.id, REVIEWER.name, "轮岗"))
        assert story.case(CASE).holder == COLLEAGUE.id
        (taken,) = (one.event for one in story.last)
        assert isinstance(taken, e.TakenOver)
        assert (taken.previous, taken.reason) == (REVIEWER.id, "轮岗")

    def test_is_refused_when_the_giver_does_not_have_it_any_more(self):
        story = Story(opening(CASE), on=at(2026, 3, 2)).accept(CASE)
        story.send(c.TakeOver(MANAGER, CASE))
        with pytest.raises(NotHolder):
            story.send(c.ReceiveFrom(COLLEAGUE, CASE, REVIEWER.id, REVIEWER.name, "轮岗"))

    def test_is_not_confirmed_by_whoever_took_it_in(self):
        story = Story(opening(CASE), on=at(2026, 3, 2))
        story.send(c.TakeIn(COLLEAGUE, CASE))
        story.send(c.TakeOver(REVIEWER, CASE))
        with pytest.raises(SamePerson):
            story.send(c.ReceiveFrom(COLLEAGUE, CASE, REVIEWER.id, REVIEWER.name, "轮岗"))
