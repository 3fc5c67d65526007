"""How long a window code holds, and how it is read."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from onething.core.guidance import WindowCode
from onething.core.guidance.handover import code_ends_at, read_code

NOW = datetime(2026, 3, 5, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))


class TestItsEnd:
    def test_is_midnight_after_seven_more_days(self):
        ends_at = code_ends_at(now=NOW, draft_ends_at=NOW + timedelta(days=30))
        assert ends_at == datetime(2026, 3, 13, tzinfo=NOW.tzinfo)
        assert WindowCode("12345678", ends_at).last_day == date(2026, 3, 12)

    def test_is_never_after_that_of_its_draft(self):
        ends_at = NOW + timedelta(days=2)
        assert code_ends_at(now=NOW, draft_ends_at=ends_at) == ends_at
        assert WindowCode("12345678", ends_at).last_day == date(2026, 3, 7)


class TestReading:
    def test_takes_groups_blanks_and_full_width(self):
        for typed in ("12345678", " 1234 5678 ", "１２３４　５６７８", "1234\u00a05678"):
            assert read_code(typed) == "12345678"

    def test_takes_nothing_else(self):
        for typed in ("", "1234567", "123456789", "1234567x", "١٢٣٤٥٦٧٨", "1234-5678"):
            assert read_code(typed) == ""
