"""The promises of the clock that one story cannot show: years without a notice, lights, extensions."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.documents import DocumentKind, kinds_for
from onething.core.cases.parts import How
from onething.core.clock import (
    PROFILES,
    ExtensionIncomplete,
    ExtensionTooLate,
    NoExtension,
    SecondExtension,
)
from onething.core.clock.lights import Light, light
from onething.core.errors import DomainError
from onething.core.workdays import CalendarMissing, WorkCalendar
from tests.core.cases.story import CALENDAR, MANAGER, NIGHT, REVIEWER, Story, at, opening

SRC = Path(__file__).parents[3] / "src" / "onething"
BEFORE_2026 = WorkCalendar.of(
    [notice for year, notice in CALENDAR.notices.items() if year < 2026], CALENDAR.lunar
)
DAYS_OF_CASE = ("tell_on", "supplement_on", "promised_on", "statutory_on", "deliver_on")
days_of_2026 = st.dates(date(2026, 1, 2), date(2026, 11, 1))


class TestAYearWithoutANotice:
    """T2: provisional days, computed again when the notice is there, and nothing moves in silence."""

    @given(on=days_of_2026, profile=st.sampled_from(("permit", "benefit", "joint_permit")))
    def test_has_provisional_days_each_of_which_is_named_when_it_moves(self, on, profile):
        story = Story(
            opening("A-1", profile=profile, statutory=20),
            on=at(on.year, on.month, on.day),
            calendar=BEFORE_2026,
        )
        before = story.case("A-1").dues
        assert before.provisional
        story.calendar = CALENDAR
        story.send(c.RecomputeDue(NIGHT, "A-1"))
        after = story.case("A-1").dues
        moved = {name for name in DAYS_OF_CASE if getattr(before, name) != getattr(after, name)}
        assert not after.provisional
        assert [set(one.event.moved) for one in story.last] == [moved]
        assert {one.event.calendar for one in story.last} == {CALENDAR.version}

    @given(on=days_of_2026, wait=st.integers(0, 60))
    def test_draws_no_silence_however_long_nobody_tells(self, on, wait):
        story = Story(opening("A-1"), on=at(on.year, on.month, on.day), calendar=BEFORE_2026).wait(wait)
        with pytest.raises(CalendarMissing):
            story.send(c.ApplySilence(NIGHT, "A-1"))
        assert story.case("A-1").how is None

    def test_lets_silence_speak_as_of_the_receipt_once_the_notice_is_there(self):
        story = Story(opening("A-1"), on=at(2026, 3, 2), calendar=BEFORE_2026).wait(40)
        story.calendar = CALENDAR
        story.send(c.RecomputeDue(NIGHT, "A-1"))
        story.send(c.ApplySilence(NIGHT, "A-1"))
        case = story.case("A-1")
        assert (case.how, case.accepted_as_of) == (How.DEEMED, date(2026, 3, 2))

    def test_says_nothing_twice(self):
        story = Story(opening("A-1"), on=at(2026, 3, 2), calendar=BEFORE_2026)
        story.calendar = CALENDAR
        story.send(c.RecomputeDue(NIGHT, "A-1"))
        assert story.send(c.RecomputeDue(NIGHT, "A-1")) == ()


class TestTheLightOfALimit:
    """T4, as far as the light itself goes: each colour comes once and in order."""

    @given(start=st.dates(date(2024, 1, 1), date(2026, 6, 1)), limit=st.integers(1, 60))
    def test_goes_from_green_over_yellow_to_red_and_never_back(self, start, limit):
        due = CALENDAR.add_working_days(start, limit)
        shown = [
            light(started_on=start, due_on=due, today=start + timedelta(n), calendar=CALENDAR)
            for n in range((due - start).days + 3)
        ]
        changes = [one for one, before in zip(shown, [None, *shown], strict=False) if one is not before]
        assert changes in ([Light.GREEN, Light.YELLOW, Light.RED], [Light.YELLOW, Light.RED])
        assert shown[(due - start).days] is Light.YELLOW
        assert shown[(due - start).days + 1] is Light.RED


def accepted(profile: str) -> Story:
    story = Story(opening("A-1", profile=profile, statutory=20), on=at(2026, 3, 2))
    return story.accept("A-1")


class TestAnExtension:
    """T5: signer, reason and notice; once; in time; by no machine."""

    @given(
        profile=st.sampled_from(sorted(PROFILES)),
        by=st.sampled_from((REVIEWER, MANAGER, NIGHT)),
        days=st.integers(-1, 20),
        approver=st.sampled_from(("局长", "", " ")),
        reason=st.sampled_from(("情况复杂", "", "\n")),
        wait=st.integers(0, 60),
        paper=st.sampled_from(("府办 3", "", " ")),
    )
    def test_has_a_signer_a_reason_and_a_letter_and_comes_once(
        self, profile, by, days, approver, reason, wait, paper
    ):
        story = accepted(profile).wait(wait)
        try:
            story.send(c.Extend(by, "A-1", days, approver, reason, paper))
        except (DomainError, CalendarMissing):
            assert story.case("A-1").clock.extension is None
            return
        event = story.last[0].event
        assert isinstance(event, e.Extended)
        assert event.approver.strip()
        assert event.reason.strip()
        assert by is not NIGHT
        assert event.document.strip() or not PROFILES[profile].approved_elsewhere
        assert 1 <= days <= PROFILES[profile].extension_days
        assert kinds_for(event) == (DocumentKind.EXTENSION,)
        with pytest.raises((SecondExtension, DomainError)):
            story.send(c.Extend(by, "A-1", 1, "局长", "再延"))

    def test_of_a_permit_of_several_bodies_is_for_the_government_to_approve(self):
        story = accepted("joint_permit")
        with pytest.raises(ExtensionIncomplete):
            story.send(c.Extend(MANAGER, "A-1", 15, "局长", "情况复杂"))
        story.send(c.Extend(MANAGER, "A-1", 15, "市长", "情况复杂", "府办〔2026〕3号"))
        assert story.case("A-1").clock.extension.document == "府办〔2026〕3号"

    def test_a_second_one_is_refused_by_its_name(self):
        story = accepted("permit")
        story.send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))
        with pytest.raises(SecondExtension):
            story.send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))

    def test_without_a_signer_after_the_last_day_or_where_there_is_none_is_refused(self):
        with pytest.raises(ExtensionIncomplete):
            accepted("permit").send(c.Extend(MANAGER, "A-1", 5, " ", "情况复杂"))
        with pytest.raises(ExtensionTooLate):
            accepted("permit").wait(60).send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))
        with pytest.raises(NoExtension):
            accepted("benefit").send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))

    def test_is_made_in_one_place_of_the_house(self):
        made = [
            f"{path.relative_to(SRC)}"
            for path in sorted(SRC.rglob("*.py"))
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) in ("e.Extended", "Extended", "events.Extended")
        ]
        assert made == ["core/cases/deciding.py"]
