"""A draft belongs to the town of the household, as soon as the form or a register says it."""

import pytest

from onething.areas.guidance import api as guidance
from tests.areas.guidance.drafts import FULL, begin, change
from tests.areas.guidance.people import CLERK, LIANG, NOW, citizen

pytestmark = pytest.mark.django_db
ADDRESS = "applicant/person.household_address"
NANCHENG, DONGCHENG = "441900004000", "441900003000"


def place(view):
    return view.draft.division


def test_of_nobody_knows_what_is_the_city():
    assert place(begin(citizen(LIANG), answers=FULL)) == ""


def test_follows_what_is_typed():
    view = begin(citizen(LIANG), answers=FULL)
    view = change(citizen(LIANG), view, values={ADDRESS: "东莞市东城街道示例路 1 号"})
    assert place(view) == DONGCHENG
    view = change(citizen(LIANG), view, values={ADDRESS: "东莞市南城街道示例路 1 号"})
    assert place(view) == NANCHENG


def test_is_that_of_the_window_until_the_household_is_known():
    view = begin(CLERK, answers=FULL)
    view = change(CLERK, view, division=NANCHENG)
    assert place(view) == NANCHENG
    view = change(CLERK, view, values={ADDRESS: "东莞市东城街道示例路 1 号"})
    assert place(view) == DONGCHENG


def test_follows_what_the_register_says(systems):
    view = begin(citizen(LIANG), answers=FULL)
    view = guidance.agree(
        citizen(LIANG),
        draft_id=view.id,
        version=view.version,
        sources=[one.id for one in view.offer],
        now=NOW,
    )
    said = next(one for one in view.fields if one.key == ADDRESS)
    assert (said.source, said.value) == ("share:household-register", "东莞市南城街道示例路 11 号 302")
    assert place(view) == NANCHENG


def test_goes_back_to_that_of_the_window_when_the_address_names_no_town_any_more():
    view = begin(CLERK, answers=FULL)
    view = change(CLERK, view, division=NANCHENG)
    view = change(CLERK, view, values={ADDRESS: "东莞市东城街道示例路 1 号"})
    view = change(CLERK, view, values={ADDRESS: "广州市示例路 1 号"})
    assert place(view) == NANCHENG


def test_is_the_city_again_where_no_window_was():
    view = begin(citizen(LIANG), answers=FULL)
    view = change(citizen(LIANG), view, values={ADDRESS: "东莞市东城街道示例路 1 号"})
    view = change(citizen(LIANG), view, values={ADDRESS: "东莞市示例路 1 号"})
    assert place(view) == ""
