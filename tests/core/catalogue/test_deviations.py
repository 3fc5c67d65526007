"""What towns do otherwise, as it stands on a day."""

from datetime import date

import pytest

from onething.core.catalogue.deviations import Standing, deviations
from tests.areas.revisions.town import ALLOWANCE, FILES
from tests.core.catalogue import small

EXCEPTION = """exceptions:
  - division: "990000001000"
    approved: {number: 〔2026〕1号, on: 2026-01-10}
    ends_on: 2026-02-01
    promised_days: 18
    ways: {applicant/id-card: [paper]}
    because: 人手不足
"""
PACKAGE = small.package({**FILES, ALLOWANCE: FILES[ALLOWANCE] + EXCEPTION.encode()})


@pytest.mark.parametrize(
    ("on", "standing", "left", "past"),
    [
        (date(2026, 1, 9), Standing.COMING, 23, 0),
        (date(2026, 1, 10), Standing.ENDING, 22, 0),
        (date(2026, 2, 1), Standing.ENDING, 0, 0),
        (date(2026, 2, 2), Standing.EXPIRED, 0, 1),
    ],
)
def test_an_exception_stands_so_on_a_day(on, standing, left, past):
    (one,) = deviations(PACKAGE, on)
    assert (one.standing, one.days_left, one.days_past) == (standing, left, past)


def test_an_exception_says_what_differs_and_by_which_approval():
    (one,) = deviations(PACKAGE, date(2026, 1, 20))
    assert (one.town_name, one.item, one.approved, one.because) == (
        "东街",
        "allowance",
        "〔2026〕1号",
        "人手不足",
    )
    assert [(part.master.zh, part.local.zh) for part in one.departures] == [
        ("15", "18"),
        ("电子证照、上传、纸件", "纸件"),
    ]


def test_only_a_town_or_an_item_is_asked_for():
    on = date(2026, 1, 20)
    assert deviations(PACKAGE, on, town="990000001000", item="allowance") == deviations(PACKAGE, on)
    assert deviations(PACKAGE, on, town="990000000000") == ()
    assert deviations(PACKAGE, on, item="subsidy") == ()
