"""A case that a rule granted, on the reviewer's page: its trace, taking it back in time, and the quality check."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import RuledRow
from onething.core.submission import Delivery
from tests.areas.cases.ruled import live
from tests.areas.cases.world import APPLICANT, NIGHT, at, signed, submission
from tests.channels.review.staff import DAY, act, number_of, officer, status, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruled(house, clock):
    """The aid is granted by its rule, and waits to be fetched at a window."""
    live()
    made = submission()
    here = replace(
        made,
        facts={**made.facts, "income_state": "dibao"},
        delivery=Delivery("post", "东城街道 1 号", "黎国安", "13800001357"),
    )
    receipt = cases.submit(APPLICANT, submission=signed(here), key="one", now=at(DAY))
    cases.look_after(NIGHT, now=at(DAY))
    number = number_of(receipt, "medical-aid")
    assert status(number) == "granted"
    return number


@pytest.fixture
def medical(ruled):
    return officer("温医保", "medical-insurance", staff="5001")


class TestTheTrace:
    def test_stands_on_the_page_of_the_case_with_each_datum_its_source_and_day(self, medical, ruled):
        page = text(medical.get(f"/review/{ruled}/"))
        assert "规则说：可以批准。" in page
        assert "起决定作用" in page
        assert "困难家庭类型为特困供养人员、低保家庭之一" in page
        assert "<dd>低保家庭 <b>起决定作用" in page
        assert "income_state in [&quot;destitute&quot;, &quot;dibao&quot;]" in page


class TestTakingItBack:
    def test_is_offered_before_delivery_and_gives_the_case_to_a_person(self, medical, ruled):
        act(medical, ruled, "override", reason="名册是上月的", sure="1")
        assert status(ruled) == "in_review"
        assert "override" not in {one.name for one, _ in medical.get(f"/review/{ruled}/").context["acts"]}

    def test_needs_a_reason(self, medical, ruled):
        act(medical, ruled, "override", sure="1")
        assert status(ruled) == "granted"


class TestTheQualityCheck:
    def test_is_offered_for_a_sample_only(self, medical, ruled):
        names = {one.name for one, _ in medical.get(f"/review/{ruled}/").context["acts"]}
        assert "check-sample" not in names
        RuledRow.objects.update(sampled="after")
        act(medical, ruled, "check-sample", agrees="no", note="名册已过期")
        row = RuledRow.objects.get()
        assert (row.agrees, row.note, row.checked_name) == (False, "名册已过期", "温医保")
        assert "批准得不对" in text(medical.get(f"/review/{ruled}/"))

    def test_that_disagrees_says_why(self, medical, ruled):
        RuledRow.objects.update(sampled="after")
        act(medical, ruled, "check-sample", agrees="no")
        assert RuledRow.objects.get().agrees is None
