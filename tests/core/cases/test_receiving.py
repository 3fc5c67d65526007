"""What is judged once more when a submission arrives, whatever channel it came through."""

from dataclasses import replace

import pytest

from onething.core.cases.receiving import faults_of
from onething.core.catalogue.words import Constraints, ElementKind
from tests.areas.cases.world import city, plan_of, submission

SCENE = city().scenes["disabled-services"]
KEY = "applicant/person.residence_address"


def faults(value, **limits):
    """Judge `value` where the form asks for a decimal between these limits."""
    plan, given = plan_of("disabled-services-full"), submission()
    asked = next(one for one in plan.fields if one.key == KEY)
    decimal = replace(city().elements[asked.element], kind=ElementKind.DECIMAL)
    package = replace(city(), elements={**city().elements, asked.element: decimal})
    fields = tuple(
        replace(one, constraints=Constraints(**limits)) if one.key == KEY else one for one in plan.fields
    )
    values = tuple(replace(one, value=value) if one.key == KEY else one for one in given.values)
    found = faults_of(replace(given, values=values), replace(plan, fields=fields), package, SCENE)
    return [one.message.zh for one in found]


@pytest.mark.parametrize("value", ["1", "12.5", "20"])
def test_a_decimal_within_its_limits_is_taken(value):
    assert faults(value, min=1, max=20) == []


@pytest.mark.parametrize(("value", "says"), [("0.5", "小于 1"), ("20.5", "大于 20"), ("好", "格式")])
def test_a_decimal_beyond_its_limits_is_named(value, says):
    (said,) = faults(value, min=1, max=20)
    assert says in said
