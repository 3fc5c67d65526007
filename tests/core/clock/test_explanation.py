from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.clock import (
    ClockHistory,
    DayKind,
    Light,
    LightRules,
    Limits,
    Pause,
    StripMark,
    StripTime,
    Why,
    due,
    explain,
    explain_case,
    light,
    profile_named,
    strip,
)
from onething.core.workdays import CalendarMissing

CALENDAR = load_calendar()
LIMITS = Limits.of(profile_named("permit"), promised_days=10)
PAUSE = Pause(date(2026, 2, 26), "expert_review", 3, "特字 7 号")
USUAL = LightRules()
CASE = ClockHistory(date(2026, 2, 11), accepted_on=date(2026, 2, 13), pauses=(PAUSE,))


class TestExplain:
    def test_has_a_sentence_for_each_day_that_is_not_plain(self):
        explained = explain(date(2026, 2, 13), 5, CALENDAR)
        assert explained.due_on.day == date(2026, 2, 27)
        assert [note.day.day for note in explained.notes] == [14, *range(15, 24)]
        assert explained.notes[0].text.zh == "2026-02-14（周六）因春节调休上班，计入。"
        assert explained.notes[0].counted
        assert explained.notes[3].text.zh == "2026-02-17（周二）春节放假，不计。"
        assert (
            explained.notes[3].text.en == "Tuesday 2026-02-17 is off for Spring Festival and is not counted."
        )
        assert {note.why for note in explained.notes} == {Why.WORKED_WEEKEND, Why.FESTIVAL}

    @given(day=st.dates(date(2004, 1, 1), date(2026, 6, 1)), n=st.integers(0, 45))
    def test_accounts_for_every_day(self, day, n):
        explained = explain(day, n, CALENDAR)
        assert explained.due_on.day == due(day, n, CALENDAR)
        skipped = [note for note in explained.notes if not note.counted]
        assert (explained.due_on.day - day).days == n + len(skipped)
        assert [note.day for note in explained.notes] == sorted({note.day for note in explained.notes})
        assert all(
            str(note.day) in note.text.zh and str(note.day) in note.text.en for note in explained.notes
        )

    def test_skips_nothing_where_all_days_count(self):
        assert explain(date(2026, 2, 13), 20, CALENDAR, DayKind.CALENDAR).notes == ()

    def test_says_of_guessed_days_that_the_notice_is_missing(self):
        with pytest.raises(CalendarMissing):
            explain(date(2026, 12, 30), 30, CALENDAR)
        explained = explain(date(2026, 12, 30), 30, CALENDAR, provisional=True)
        assert explained.due_on.provisional
        festivals = [note for note in explained.notes if note.why is Why.FESTIVAL]
        assert festivals
        assert all("尚未公布" in note.text.zh and "not published yet" in note.text.en for note in festivals)

    def test_names_ground_and_document_of_a_pause(self):
        notes = {note.day: note for note in explain_case(LIMITS, CASE, CALENDAR).notes}
        assert notes[date(2026, 2, 26)].text.zh == "2026-02-26（周四）因专家评审暂停计时（特字 7 号），不计。"
        assert "an expert review" in notes[date(2026, 2, 26)].text.en
        assert notes[date(2026, 2, 28)].why is Why.PAUSE  # a worked Saturday inside the pause
        assert notes[date(2026, 3, 1)].why is Why.WEEKEND

    def test_keeps_the_first_of_two_pauses_on_one_day(self):
        other = replace(PAUSE, first=date(2026, 2, 27), ground="hearing", document="特字 8 号")
        both = replace(CASE, pauses=(other, PAUSE))
        notes = {note.day: note for note in explain_case(LIMITS, both, CALENDAR).notes}
        assert "特字 7 号" in notes[date(2026, 2, 27)].text.zh

    def test_has_nothing_to_explain_before_acceptance(self):
        assert explain_case(LIMITS, replace(CASE, accepted_on=None), CALENDAR) is None


class TestStrip:
    def test_numbers_the_counted_days_up_to_the_limit(self):
        days = strip(LIMITS, CASE, CALENDAR, date(2026, 3, 3))
        assert days[0].mark is StripMark.START
        assert [day.nth for day in days if day.nth] == list(range(1, 21))
        assert days[-1].day == explain_case(LIMITS, CASE, CALENDAR).due_on.day

    def test_marks_today_what_is_past_and_what_is_ahead(self):
        days = {day.day: day for day in strip(LIMITS, CASE, CALENDAR, date(2026, 3, 3), promised=True)}
        assert days[date(2026, 3, 3)].time is StripTime.TODAY
        assert days[date(2026, 3, 2)].time is StripTime.PAST
        assert days[date(2026, 3, 4)].time is StripTime.AHEAD
        assert days[date(2026, 2, 26)].mark is StripMark.PAUSED
        assert days[date(2026, 2, 20)].mark is StripMark.REST
        assert len([day for day in days.values() if day.nth]) == 10

    def test_goes_on_counting_when_the_case_is_overdue(self):
        days = strip(LIMITS, CASE, CALENDAR, date(2026, 4, 30))
        assert days[-1].day == date(2026, 4, 30)
        assert days[-1].nth > 20

    def test_is_empty_before_acceptance(self):
        assert strip(LIMITS, replace(CASE, accepted_on=None), CALENDAR, date(2026, 3, 3)) == ()


class TestLight:
    def lit(self, today: date, rules: LightRules = USUAL, **more) -> Light:
        days = {"started_on": date(2026, 3, 2), "due_on": date(2026, 3, 30)} | more  # 20 working days
        return light(today=today, calendar=CALENDAR, rules=rules, **days)

    def test_turns_yellow_at_a_fifth_of_the_time_and_red_after_the_last_day(self):
        assert self.lit(date(2026, 3, 23)) is Light.GREEN
        assert self.lit(date(2026, 3, 24)) is Light.YELLOW
        assert self.lit(date(2026, 3, 30)) is Light.YELLOW
        assert self.lit(date(2026, 3, 31)) is Light.RED

    def test_takes_its_thresholds_as_data(self):
        rules = LightRules(yellow_percent=0, yellow_days=0)
        assert self.lit(date(2026, 3, 30), rules) is Light.YELLOW  # the last day: nothing is left
        assert self.lit(date(2026, 3, 29), rules) is Light.GREEN
        assert self.lit(date(2026, 3, 17), LightRules(yellow_percent=50)) is Light.YELLOW

    def test_counts_calendar_days_where_the_limit_does(self):
        assert self.lit(date(2026, 3, 24), day_kind="calendar") is Light.GREEN
        assert self.lit(date(2026, 3, 25), day_kind="calendar") is Light.YELLOW

    def test_lights_a_provisional_day_too(self):
        assert (
            self.lit(date(2026, 12, 30), started_on=date(2026, 12, 1), due_on=date(2027, 1, 20))
            is Light.GREEN
        )

    @given(st.lists(st.dates(date(2026, 3, 2), date(2026, 6, 1)), min_size=2))
    def test_never_goes_back(self, moments):
        order = [Light.GREEN, Light.YELLOW, Light.RED]
        lights = [order.index(self.lit(today)) for today in sorted(moments)]
        assert lights == sorted(lights)
