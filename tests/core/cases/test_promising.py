"""A minor paper that follows later: reminded of once, and treated as withdrawn when it never comes."""

import pytest

from onething.core.cases import commands as c
from onething.core.cases.errors import NoPromiseDue, PromiseNotOver
from onething.core.cases.parts import How, Promise
from onething.core.cases.promising import last_day_of, remind_on
from tests.core.cases.story import APPLICANT, CALENDAR, NIGHT, REVIEWER, Story, at, day, opening, supply

PHOTO = "applicant/photo"
UNTIL = day("2026-03-20")  # a Friday
REMIND, LAPSE = c.RemindPromise(NIGHT, "A-1"), c.Lapse(NIGHT, "A-1", "本市规定")


@pytest.fixture
def story():
    made = Story(opening("A-1", tolerable=(PHOTO,)), opening("A-2", needs=("A-1",)), on=at(2026, 3, 2))
    made.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (Promise(PHOTO, UNTIL),)))
    return made.accept("A-2")


class TestAPaperToFollow:
    def test_is_reminded_of_two_working_days_before_and_once(self, story):
        assert remind_on(story.case("A-1"), CALENDAR) == day("2026-03-18")
        with pytest.raises(NoPromiseDue):
            story.on(at(2026, 3, 17)).send(REMIND)
        story.on(at(2026, 3, 18)).send(REMIND)
        assert (story.last[0].event.keys, story.last[0].event.until) == ((PHOTO,), UNTIL)
        with pytest.raises(NoPromiseDue):
            story.send(REMIND)

    def test_that_came_is_neither_reminded_of_nor_missed(self, story):
        story.send(c.Supplement(APPLICANT, supply(PHOTO)))
        assert last_day_of(story.case("A-1")) is None
        for command in (REMIND, LAPSE):
            with pytest.raises(NoPromiseDue):
                story.on(at(2026, 3, 30)).send(command)

    def test_may_come_until_the_end_of_its_day(self, story):
        story.on(at(2026, 3, 18)).send(REMIND)
        with pytest.raises(PromiseNotOver):
            story.on(at(2026, 3, 20, 23)).send(LAPSE)

    def test_that_never_came_ends_the_case_as_of_the_day_after_however_late_that_is_drawn(self, story):
        story.on(at(2026, 3, 18)).send(REMIND)
        story.on(at(2026, 4, 2)).send(LAPSE)
        assert story.status("A-1") == "lapsed"
        assert story.case("A-1").ended_on == day("2026-03-21")
        assert story.status("A-2") == "precondition_failed"

    def test_is_never_held_against_somebody_who_was_not_reminded(self, story):
        with pytest.raises(PromiseNotOver):
            story.on(at(2026, 4, 2)).send(LAPSE)
        story.send(REMIND)
        with pytest.raises(PromiseNotOver):
            story.send(LAPSE)
        story.on(at(2026, 4, 3)).send(LAPSE)
        assert (story.status("A-1"), story.case("A-1").ended_on) == ("lapsed", day("2026-04-03"))
