"""A hearing to be held and a declaration to be checked: a warning before the last day, a red light after it, each once."""

from datetime import date, timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.supervision.models import WarningRow
from onething.core.cases.parts import DeliveryWay
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.test_declared import check
from tests.areas.cases.test_declared import story as declared  # noqa: F401  a case granted on a declaration
from tests.areas.cases.test_working import Story
from tests.areas.cases.tolerant import ITEM
from tests.areas.cases.world import APPLICANT, FEDERATION, at
from tests.areas.offices.test_staffing import officer
from tests.areas.supervision.test_lights import days, sweep

pytestmark = pytest.mark.django_db


def watched(limit, first, last):
    """Sweep from the first to the last day, twice a day; returns stage, day and color of each warning of the limit."""
    for day in days(first.isoformat(), (last - first).days + 1):
        sweep(day)
        sweep(day, 12)
    rows = WarningRow.objects.filter(limit=limit).order_by("raised_at", "id")
    return [(one.stage, one.due_on, one.red) for one in rows]


class TestAHearing:
    @pytest.fixture
    def case(self, house):
        with permits():
            story = Story().accept(PERMIT)
            number = story.numbers[PERMIT]
            cases.offer_hearing(
                FEDERATION, case=number, about="油烟管道经过窗前。", to=["邻居李某"], now=story.now
            )
            cases.ask_hearing(APPLICANT, case=number, now=story.now)
            yield number

    def test_that_was_asked_for_is_warned_of_before_its_last_day_and_red_after_it(self, case):
        by = CaseRow.objects.get(number=case).hearing_by
        assert by == date(2026, 4, 2)
        found = watched("hearing", date(2026, 3, 5), by)
        assert found == [("most", by, False)]
        assert watched("hearing", by + timedelta(1), by + timedelta(4)) == [
            ("most", by, False),
            ("overdue", by, True),
        ]

    def test_is_lit_while_its_own_notice_stops_the_clock(self, case):
        day = {"held_on": date(2026, 4, 10), "time": "09:30", "place": "三楼听证室"}
        cases.set_hearing(
            FEDERATION,
            case=case,
            chair=officer("谭雨桐").id.partition(":")[2],
            **day,
            reason="当事人住院",
            now=at("2026-03-20"),
        )
        row = CaseRow.objects.get(number=case)
        assert (row.status, row.hearing_by) == ("paused", date(2026, 4, 2))
        assert ("overdue", row.hearing_by, True) in watched("hearing", date(2026, 4, 3), date(2026, 4, 3))

    def test_that_was_held_is_watched_no_longer(self, case):
        day = {"held_on": date(2026, 3, 20), "time": "09:30", "place": "三楼听证室"}
        cases.set_hearing(
            FEDERATION, case=case, chair=officer("谭雨桐").id.partition(":")[2], **day, now=at("2026-03-06")
        )
        minutes = {"minutes": "听笔〔2026〕1号", "summary": "双方同意。", "present": ["黎国安"]}
        cases.hold_hearing(FEDERATION, case=case, **minutes, now=at("2026-03-20", 14))
        assert CaseRow.objects.get(number=case).hearing_by is None
        assert watched("hearing", date(2026, 4, 1), date(2026, 4, 6)) == []

    def test_of_a_case_that_was_withdrawn_is_watched_no_longer(self, case):
        cases.withdraw(APPLICANT, case=case, now=at("2026-03-06"))
        assert CaseRow.objects.get(number=case).hearing_by is None


class TestADeclaration:
    @pytest.fixture
    def granted(self, declared):  # noqa: F811
        declared.grant(ITEM)
        return declared

    def test_that_is_to_be_checked_is_warned_of_before_its_last_day_and_red_after_it(self, granted):
        by = CaseRow.objects.get(number=granted.numbers[ITEM]).check_on
        first = granted.now.date()
        found = watched("declaration", first, by)
        assert found == [("most", by, False)]
        after = watched("declaration", by + timedelta(1), by + timedelta(3))
        assert after == [("most", by, False), ("overdue", by, True)]

    def test_is_watched_also_when_the_case_was_delivered(self, granted):
        number = granted.numbers[ITEM]
        cases.make_certificate(FEDERATION, case=number, result=ITEM, now=granted.now)
        cases.deliver(
            FEDERATION,
            case=number,
            way=DeliveryWay.WINDOW,
            proof="签收",
            receiver="黎国安",
            now=granted.now,
        )
        row = CaseRow.objects.get(number=number)
        assert not row.is_open
        last = row.check_on + timedelta(1)
        assert [stage for stage, _, _ in watched("declaration", row.check_on, last)] == ["most", "overdue"]

    def test_that_was_checked_is_watched_no_longer(self, granted):
        by = CaseRow.objects.get(number=granted.numbers[ITEM]).check_on
        check(granted, holds=True, finding="是本人")
        assert watched("declaration", by, by + timedelta(2)) == []
