import csv
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar, read_notice
from onething.core.source import Text
from onething.core.workdays import (
    CalendarMissing,
    DayStatus,
    HolidayNotice,
    NoticeBroken,
    WorkCalendar,
    statutory_days,
)

CALENDAR = load_calendar()
days = st.dates(date(2004, 1, 1), date(2026, 12, 31))
NOTICE_2027 = b"""
year: 2027
notice: A notice for the test
festivals:
  new_year: {rest: [2027-01-01/2027-01-03], work: [2026-12-27]}
  spring_festival: {rest: [2027-02-05/2027-02-11], work: [2027-02-20]}
"""


def every_day(first: int, last: int):
    day = date(first, 1, 1)
    while day.year <= last:
        yield day
        day += timedelta(1)


class TestWorkCalendar:
    def test_agrees_with_chinesecalendar_on_every_day_of_23_years(self):
        differing = [
            d for d in every_day(2004, 2026) if CALENDAR.is_working_day(d) != chinese_calendar.is_workday(d)
        ]
        assert differing == []

    def test_agrees_with_holidays_on_every_day_since_2019(self):
        china = holidays.China(years=range(2019, 2027))
        worked = {d for d in every_day(2019, 2026) if CALENDAR.is_working_day(d) and d.weekday() < 5}
        assert [d for d in sorted(worked) if d in china] == []
        assert [
            d for d in every_day(2019, 2026) if d.weekday() < 5 and d not in china and d not in worked
        ] == []

    def test_agrees_with_holidays_on_the_statutory_days_of_older_years(self):
        for year in range(2004, 2019):
            off = [d for d in holidays.China(years=year, observed=False) if CALENDAR.is_working_day(d)]
            assert off == [], year

    @pytest.mark.shared
    def test_agrees_with_the_published_table_day_by_day(self, shared_dir):
        with (shared_dir / "data" / "holidays" / "workdays_2023_2026.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 1461
        adjusted = {"放假": DayStatus.FESTIVAL, "调休上班": DayStatus.WORKED_WEEKEND}
        for row in rows:
            day = date.fromisoformat(row["date"])
            assert CALENDAR.is_working_day(day) == (row["is_workday"] == "1"), day
            if row["adjust"]:
                assert CALENDAR.kind(day) is adjusted[row["adjust"]], day

    @pytest.mark.parametrize(("year", "total"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
    def test_counts_the_working_days_of_a_year(self, year, total):
        assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == total

    def test_names_the_festival_of_a_day_off_and_of_a_worked_weekend(self):
        assert CALENDAR.festival(date(2026, 2, 17)) == Text("春节", "Spring Festival")
        assert CALENDAR.worked_for(date(2026, 2, 28)) == Text("春节", "Spring Festival")
        assert CALENDAR.festival(date(2026, 2, 28)) is None
        assert CALENDAR.festival(date(2026, 3, 7)) is None

    def test_gives_every_statutory_day_a_festival_name_since_2008(self):
        changed = {(2024, 2, 9)}  # the eve of 2024 was a working day: it is statutory since 2025
        for year in range(2008, 2027):
            for day, name in statutory_days(year, CALENDAR.lunar[year]).items():
                second_of_may = (day.month, day.day) == (5, 2) and year < 2025
                old_eve = name == "spring_festival" and day < CALENDAR.lunar[year].new_year and year == 2014
                if not second_of_may and not old_eve and (day.year, day.month, day.day) not in changed:
                    assert CALENDAR.kind(day) is DayStatus.FESTIVAL, day

    def test_refuses_years_without_a_notice(self):
        for question in (CALENDAR.is_working_day, CALENDAR.festival, CALENDAR.kind, CALENDAR.is_provisional):
            with pytest.raises(CalendarMissing) as refused:
                question(date(2027, 1, 4))
            assert refused.value.year == 2027
        with pytest.raises(CalendarMissing, match="no working-day calendar for 2027"):
            CALENDAR.add_working_days(date(2026, 12, 1), 30)
        with pytest.raises(CalendarMissing, match="2003"):
            CALENDAR.add_working_days(date(2004, 1, 5), -30)
        with pytest.raises(CalendarMissing, match="2027"):
            CALENDAR.working_days_between(date(2026, 12, 1), date(2027, 1, 1))

    @pytest.mark.parametrize("day", [date.min, date.max])
    def test_refuses_the_ends_of_time_without_overflow(self, day):
        for n in (1, -1, 10**9):
            with pytest.raises(CalendarMissing):
                CALENDAR.add_working_days(day, n)

    def test_refuses_a_year_missing_between_two_known_ones(self):
        gap = WorkCalendar.of(notice for year, notice in CALENDAR.notices.items() if year != 2025)
        with pytest.raises(CalendarMissing, match="2025"):
            gap.add_working_days(date(2024, 12, 20), 15)
        with pytest.raises(CalendarMissing, match="2025"):
            gap.working_days_between(date(2024, 12, 20), date(2026, 1, 9))
        with pytest.raises(CalendarMissing, match="2025"):
            gap.add_working_days(date(2026, 1, 9), -15)
        assert gap.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 4)

    def test_needs_no_notice_for_the_day_of_the_event_itself(self):
        assert CALENDAR.add_working_days(date(2003, 12, 31), 1) == date(2004, 1, 2)
        assert CALENDAR.add_working_days(date(2030, 5, 1), 0) == date(2030, 5, 1)

    @given(day=days, n=st.integers(1, 300))
    def test_counts_back_what_it_counted_forward(self, day, n):
        try:
            later = CALENDAR.add_working_days(day, n)
        except CalendarMissing:
            return
        assert CALENDAR.is_working_day(later)
        assert CALENDAR.working_days_between(day, later) == n
        assert CALENDAR.working_days_between(later, day) == -n

    @given(day=days, n=st.integers(1, 300))
    def test_counts_backward_day_by_day(self, day, n):
        try:
            earlier = CALENDAR.add_working_days(day, -n)
        except CalendarMissing:
            assert (day - date(2004, 1, 1)).days < 2 * n + 15
            return
        walked, left = day, n
        while left:
            walked -= timedelta(1)
            left -= CALENDAR.is_working_day(walked)
        assert walked == earlier


class TestProvisionalCalendar:
    def test_takes_monday_to_friday_less_statutory_days(self):
        guess = CALENDAR.provisional()
        off = [d for d in every_day(2027, 2027) if d.weekday() < 5 and not guess.is_working_day(d)]
        assert off == [
            date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5), date(2027, 6, 9),
            date(2027, 9, 15), date(2027, 10, 1),
        ]  # fmt: skip
        assert not any(guess.is_working_day(d) for d in every_day(2027, 2027) if d.weekday() >= 5)
        assert guess.is_provisional(date(2027, 3, 1))
        assert not guess.is_provisional(date(2026, 3, 1))

    def test_knows_lunar_dates_beyond_2050(self):
        assert max(CALENDAR.lunar) >= 2050
        assert CALENDAR.lunar[2050].new_year == date(2050, 1, 23)
        assert CALENDAR.provisional().add_working_days(date(2050, 1, 20), 1) == date(2050, 1, 21)

    def test_still_refuses_beyond_its_table_and_before_the_first_notice(self):
        with pytest.raises(CalendarMissing, match="2100"):
            CALENDAR.provisional().is_working_day(date(2100, 1, 4))
        with pytest.raises(CalendarMissing, match="2003"):
            CALENDAR.provisional().is_working_day(date(2003, 1, 6))

    def test_leads_back_to_the_published_one(self):
        assert CALENDAR.provisional().published() == CALENDAR
        assert CALENDAR.published() is CALENDAR
        assert CALENDAR.provisional().provisional() is CALENDAR.provisional()


class TestANewerNotice:
    def test_is_added_as_data(self):
        newer = load_calendar({"2027.yaml": NOTICE_2027})
        assert newer.add_working_days(date(2027, 2, 4), 1) == date(2027, 2, 12)
        assert newer.is_working_day(date(2027, 2, 20))
        assert not newer.provisional().is_provisional(date(2027, 3, 1))

    def test_may_move_a_day_of_the_last_december(self):
        assert not CALENDAR.is_working_day(date(2026, 12, 27))
        newer = load_calendar({"2027.yaml": NOTICE_2027})
        assert newer.is_working_day(date(2026, 12, 27))
        assert newer.worked_for(date(2026, 12, 27)) == Text("元旦", "New Year's Day")

    def test_changes_the_version_and_nothing_else_does(self):
        newer = load_calendar({"2027.yaml": NOTICE_2027})
        assert newer.version != CALENDAR.version
        assert newer.version.startswith("2004-2027/")
        assert load_calendar() == CALENDAR
        assert WorkCalendar.of(reversed(CALENDAR.notices.values())).hash == CALENDAR.hash

    def test_takes_the_place_of_the_one_for_its_year(self):
        changed = read_notice(
            "x", b"year: 2026\nnotice: changed\nfestivals: {new_year: {rest: [2026-01-01]}}"
        )
        calendar = CALENDAR.with_notice(changed)
        assert calendar.is_working_day(date(2026, 2, 17))
        assert calendar.hash != CALENDAR.hash

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (b"a: [", "it is no YAML"),
            (b"\xff\xfe\x80", "it is no YAML"),
            (b"{}", "year, notice and festivals"),
            (b"{year: 27, notice: x, festivals: {}}", "four digits"),
            (b"{year: 2027, notice: [], festivals: {}}", "name the published notice"),
            (b"{year: 2027, notice: x, festivals: []}", "map each festival"),
            (b"{year: 2027, notice: x, festivals: {new_year: {off: []}}}", "rest and work"),
            (b"{year: 2027, notice: x, festivals: {new_year: {rest: 2027-01-01}}}", "a list"),
            (b"{year: 2027, notice: x, festivals: {new_year: {rest: [2027-13-01]}}}", "is no day"),
            (
                b"{year: 2027, notice: x, festivals: {new_year: {rest: [2027-01-03/2027-01-01]}}}",
                "run forward",
            ),
            (b"{year: 2027, notice: x, festivals: {easter: {rest: [2027-01-03]}}}", "unknown festival"),
            (b"{year: 2027, notice: x, festivals: {new_year: {work: [2027-01-04]}}}", "worked anyway"),
            (b"{year: 2027, notice: x, festivals: {new_year: {rest: [2029-01-01]}}}", "not in that year"),
            (
                b"{year: 2027, notice: x, festivals: {new_year: {rest: [2027-01-02], work: [2027-01-02]}}}",
                "both",
            ),
        ],
    )
    def test_is_refused_with_a_sentence_when_it_is_none(self, text, says):
        from onething.core.errors import RuleBroken

        with pytest.raises(RuleBroken, match=says):
            read_notice("2027.yaml", text)

    def test_is_refused_by_core_too_when_it_contradicts_the_week(self):
        with pytest.raises(NoticeBroken):
            HolidayNotice(2027, ("x",), {}, {date(2027, 1, 4): "new_year"})
