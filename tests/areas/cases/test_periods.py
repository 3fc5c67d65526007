"""A matter that takes applications on certain days takes none on the others, whoever hands them in."""

from datetime import date, datetime

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from tests.areas.cases.world import APPLICANT, SHANGHAI, at, submission

pytestmark = pytest.mark.django_db
SCHOOL = "school-entry-household"


def moment(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "now", [moment(2026, 3, 31, 23, 59), moment(2026, 6, 1, 0, 0), moment(2026, 11, 27, 12, 0)]
)
def test_on_another_day_nothing_is_kept_and_the_refusal_says_which_days(now):
    with pytest.raises(cases.OutsidePeriod) as refused:
        cases.submit(APPLICANT, submission=submission(SCHOOL), key="k", now=now)
    year = 2026 if now.month == 3 else 2027
    assert (refused.value.opens_on, refused.value.closes_on) == (date(year, 4, 1), date(year, 5, 31))
    assert refused.value.days.zh == "每年 4 月 1 日到 5 月 31 日"
    assert not ApplicationRow.objects.exists()


@pytest.mark.parametrize("now", [moment(2026, 4, 1, 0, 0), moment(2026, 5, 31, 23, 59)])
def test_the_first_and_the_last_day_count_wholly_in_china_time(now):
    assert cases.submit(APPLICANT, submission=submission(SCHOOL), key="k", now=now).cases


def test_what_came_in_time_is_acknowledged_again_after_the_last_day():
    given = submission(SCHOOL)
    first = cases.submit(APPLICANT, submission=given, key="k", now=at("2026-05-31"))
    again = cases.submit(APPLICANT, submission=given, key="k", now=at("2026-06-02"))
    assert (again.number, again.repeated) == (first.number, True)


def test_other_matters_take_applications_on_every_day():
    assert cases.submit(APPLICANT, submission=submission(), key="k", now=at("2026-06-02")).cases
