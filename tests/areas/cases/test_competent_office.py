"""Each step goes to the office of the place that its item's rule names, whoever took the application in."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from tests.areas.cases.world import (
    APPLICANT,
    CITY_CODE,
    CLERK,
    DONGCHENG,
    NANCHENG,
    at,
    reviewer,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
ADDRESS = "applicant/person.household_address"


def submit(address, *, division=NANCHENG, actor=APPLICANT, **more):
    whole = submission(division=division, **more)
    assert any(one.key == ADDRESS for one in whole.values)
    values = tuple(replace(one, value=address) if one.key == ADDRESS else one for one in whole.values)
    cases.submit(actor, submission=signed(replace(whole, values=values)), key=address, now=NOW)
    return CaseRow.objects.get(item="hardship-allowance")


class TestAnItemOfTheHousehold:
    def test_goes_to_the_town_of_the_household_and_to_no_other(self):
        number = submit("东莞市东城街道示例路 27 号").number
        there, elsewhere = (reviewer("civil-affairs", division=one) for one in (DONGCHENG, NANCHENG))
        assert number in [one.number for one in cases.inbox(there, today=NOW.date()).lines]
        assert cases.inbox(elsewhere, today=NOW.date()).lines == ()
        with pytest.raises(cases.CaseNotFound):
            cases.case_view(elsewhere, case=number, now=NOW)

    def test_goes_there_also_from_a_window_of_another_town(self):
        clerk = replace(CLERK, division=NANCHENG)
        row = submit("东莞市东城街道示例路 27 号", actor=clerk, intake=clerk.id, channel="desk")
        assert (row.town, row.application.intake_division) == (DONGCHENG, NANCHENG)

    def test_stays_with_the_place_of_the_window_where_the_address_names_no_town(self):
        assert submit("东莞市示例路 27 号").town == NANCHENG

    def test_goes_to_the_city_where_nothing_names_a_town(self):
        row = submit("东莞市示例路 27 号", division="")
        assert (row.town, row.division) == ("", CITY_CODE)

    def test_leaves_steps_of_the_city_with_the_city(self):
        number = submit("东莞市东城街道示例路 27 号").number
        there = reviewer("civil-affairs", division=DONGCHENG)
        view = cases.case_view(there, case=number, now=NOW)
        places = {office.level: office.division for _, _, office in view.steps}
        assert places == {"town": DONGCHENG, "city": CITY_CODE}


def test_a_step_of_the_village_stays_in_the_town_of_the_household():
    submit("东莞市东城街道示例路 27 号")
    number = CaseRow.objects.get(item="disability-certificate").number
    there = reviewer("disabled-federation", division=DONGCHENG)
    steps = cases.case_view(there, case=number, now=NOW).steps
    assert {office.division for _, _, office in steps if office.level == "village"} == {DONGCHENG}


def test_a_childs_entry_goes_to_the_town_of_the_parent_whom_it_follows():
    whole = submission("birth-first-child", division="")
    towns = {"mother": "东莞市石龙镇示例路 1 号", "father": "东莞市虎门镇示例路 2 号"}
    follows = whole.answers["follows"]
    values = tuple(
        replace(one, value=towns[role])
        if (role := one.key.partition("/")[0]) in towns and one.key.endswith("household_address")
        else one
        for one in whole.values
    )
    cases.submit(APPLICANT, submission=signed(replace(whole, values=values)), key="b", now=NOW)
    town = {"mother": "441900102000", "father": "441900121000"}[follows]
    assert {row.town for row in CaseRow.objects.filter(item="birth-registration")} == {town}


def test_the_case_of_one_twin_shows_nothing_of_the_other():
    whole = submission("birth-twins", division="")
    cases.submit(APPLICANT, submission=whole, key="t", now=NOW)
    rows = CaseRow.objects.filter(item="birth-registration").order_by("bearer")
    assert [row.bearer for row in rows] == ["newborn[1]", "newborn[2]"]
    for row, other in zip(rows, reversed(rows), strict=True):
        view = cases.case_view(reviewer(row.department), case=row.number, now=NOW)
        keys = {one.key for one in (*view.values, *view.materials)}
        assert any(key.startswith(f"{row.bearer}/") for key in keys)
        assert not any(key.startswith(f"{other.bearer}/") for key in keys)
