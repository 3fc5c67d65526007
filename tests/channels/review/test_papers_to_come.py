"""A paper that nobody has brought: the draft does not say that it came, and nobody calls the papers complete unwarned."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.core.catalogue.words import Way
from onething.core.submission import GivenMaterial
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, CLERK, LI, at, city, signed, submission
from tests.channels.review.conftest import house as house
from tests.channels.review.staff import (
    DAY,
    FEDERATION,
    accept,
    act,
    number_of,
    officer,
    status,
    text,
    to_decision,
)

pytestmark = pytest.mark.django_db
PHOTO = "applicant/photo"
NAME = city().materials["photo"].label.zh


@pytest.fixture
def receipt(house):
    """Everything uploaded but the photograph, which comes on paper."""
    whole = submission()
    materials = tuple(GivenMaterial(PHOTO, Way.PAPER) if one.key == PHOTO else one for one in whole.materials)
    with permits():
        given = signed(replace(whole, materials=materials))
        yield cases.submit(APPLICANT, submission=given, key="one", now=at(DAY))


@pytest.fixture
def number(receipt):
    return number_of(receipt, PERMIT)


@pytest.fixture
def federation(receipt):
    return officer("许知行", FEDERATION, staff="2208")


def bring(receipt):
    here = cases.in_presence(CLERK, application=receipt.number, person=LI, now=at(DAY))
    paper = [GivenMaterial(PHOTO, Way.PAPER)]
    cases.supplement(here, application=receipt.number, materials=paper, now=at(DAY))


class TestTheDraftOfADecision:
    def facts(self, federation, number):
        act(federation, number, "accept", sure="1")
        page = to_decision(federation, number)
        return page.context["decision"].initial["facts"], page.context["view"]

    def test_counts_what_is_there_and_names_what_is_not(self, federation, number):
        facts, view = self.facts(federation, number)
        assert facts.startswith(f"收到材料 {len(view.materials) - 1} 份、")
        assert f"另有材料 1 份还没交来（{NAME}）" in facts

    def test_counts_all_once_all_is_there(self, federation, receipt, number):
        bring(receipt)
        facts, view = self.facts(federation, number)
        assert facts.startswith(f"收到材料 {len(view.materials)} 份、")
        assert "还没交来" not in facts

    def test_of_an_item_that_asks_for_nothing_counts_nothing(self, receipt):
        medical = officer("严立", "medical-insurance", staff="2401")
        number = number_of(receipt, "medical-aid")
        act(medical, number, "accept")
        facts = to_decision(medical, number).context["decision"].initial["facts"]
        assert "0" not in facts
        assert facts == "本项不用申请人交材料、填表。"


class TestCallingThePapersComplete:
    @pytest.mark.parametrize("name", ["checked", "accept"])
    def test_says_first_which_are_not_here(self, federation, number, name):
        page = act(federation, number, name)
        assert f"还没交来：{NAME}" in text(page)
        assert status(number) == "submitted"
        act(federation, number, name, sure="1")
        view = federation.get(f"/review/{number}/").context["view"]
        assert view.line.checked

    def test_says_nothing_where_all_is_here(self, federation, receipt, number):
        bring(receipt)
        accept(federation, number)
