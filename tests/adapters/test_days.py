"""Days in a calendar file: read back by the library that others use, the same day known again when it moves."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from onething.adapters.days import write_days
from onething.core.matters_of_day import MarkedDay

AT = datetime(2026, 3, 5, 2, tzinfo=UTC)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).map(str.strip)


def read(content):
    return Calendar.from_ical(content).walk("VEVENT")


class TestADay:
    @given(lines, lines, st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 10_000))
    def test_is_read_back_with_whatever_words(self, title, text, on, sequence):
        (event,) = read(write_days([MarkedDay("1@onething", on, title, text, AT, sequence)], name="一件事"))
        assert (event["UID"], event["DTSTART"].dt, event["SEQUENCE"]) == ("1@onething", on, sequence)
        assert str(event["SUMMARY"]) == title
        assert str(event.get("DESCRIPTION", "")) == text

    def test_is_the_whole_day_and_says_whether_it_may_still_move(self):
        days = [
            MarkedDay("1@onething", date(2026, 3, 5), "a", "", AT),
            MarkedDay("2@onething", date(2027, 3, 5), "b", "", AT, provisional=True),
        ]
        first, second = read(write_days(days, name="x"))
        assert (first["DTEND"].dt - first["DTSTART"].dt).days == 1
        assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "TENTATIVE")
        assert first["DTSTAMP"].dt == AT

    def test_of_nothing_makes_an_empty_calendar(self):
        assert read(write_days([], name="x")) == []
