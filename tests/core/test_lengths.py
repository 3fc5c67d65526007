"""How many characters a field takes: at least, at most, exactly; one rule for the form, the submission and the proof."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.packages import load_city
from onething.core.cases.receiving import faults_of
from onething.core.catalogue.hashing import hash_of
from onething.core.catalogue.words import Constraints, ElementKind
from onething.core.composition import plan_to_json
from onething.core.composition.lines import intersect
from onething.core.proof.dead_ends import is_empty
from onething.core.submission import Delivery, GivenValue, Person, Signature, Submission
from onething.core.values import FieldProblem, TooLong, TooShort
from tests.core.composition.factories import Element, Text, field, item, package, plan, scene
from tests.core.test_values import ON, read

EXACT = Constraints(min_length=28, max_length=28)
LENGTHS = st.one_of(st.none(), st.integers(1, 12))
LIMITS = st.builds(Constraints, min_length=LENGTHS, max_length=LENGTHS)


def takes(limits, text):
    with suppress(FieldProblem):
        return read(ElementKind.TEXT, text, limits) == text
    return False


@given(st.lists(LIMITS, max_size=4), st.integers(1, 14))
def test_what_several_items_ask_takes_exactly_what_each_of_them_takes(limits, length):
    text = "字" * length
    assert takes(intersect(limits), text) == all(takes(one, text) for one in limits)


@given(st.lists(LIMITS, min_size=1, max_size=4))
def test_limits_are_empty_exactly_where_no_length_is_taken(limits):
    both = intersect(limits)
    assert is_empty(both) == (not any(takes(both, "字" * length) for length in range(1, 14)))


@pytest.mark.parametrize(
    ("limits", "length", "kind", "zh", "en"),
    [
        (EXACT, 27, TooShort, "要正好 28 个字符，现在是 27 个", "exactly 28 characters, now 27"),
        (EXACT, 29, TooLong, "要正好 28 个字符，现在是 29 个", "exactly 28 characters, now 29"),
        (Constraints(min_length=3), 2, TooShort, "最少 3 个字", "at least 3 characters and has 2"),
        (
            Constraints(min_length=3, max_length=5),
            6,
            TooLong,
            "最多 5 个字",
            "at most 5 characters and has 6",
        ),
    ],
)
def test_a_wrong_length_says_what_is_wanted_and_what_is_there(limits, length, kind, zh, en):
    for of_item, of_element in ((limits, Constraints()), (Constraints(), limits)):
        with pytest.raises(kind) as refused:
            read(ElementKind.TEXT, "9" * length, of_item, constraints=of_element)
        assert zh in refused.value.sentence.zh
        assert en in refused.value.sentence.en


@pytest.mark.parametrize(
    ("length", "said"),
    [(27, "要正好 28 个字符，现在是 27 个"), (28, ""), (29, "要正好 28 个字符，现在是 29 个")],
)
def test_what_reaches_the_office_past_the_form_is_held_to_it_as_well(length, said):
    city = package(elements=[Element("unit.number", Text("单元号"), ElementKind.TEXT, constraints=EXACT)])
    of = scene(item("one", fields=(field("applicant/unit.number"),)))
    made = plan(of, city=city)
    person = Person("某某", "citizen_number", "1", "1")
    submission = Submission(
        scene=of.id,
        scene_hash="",
        on=ON,
        answers={},
        facts={},
        shares=(),
        licences=(),
        values=(GivenValue("applicant/unit.number", "9" * length),),
        materials=(),
        consents=(),
        applicant=person,
        representative=None,
        delivery=Delivery("electronic"),
        signature=Signature("electronic", person.name, "", datetime(2026, 3, 5, tzinfo=UTC)),
        channel="portal",
    )
    assert [one.message.zh for one in faults_of(submission, made, city, of)] == (
        [f"“单元号”{said}；请改正。"] if said else []
    )


def test_limits_that_say_no_least_length_keep_the_hash_they_had():
    said = Constraints(max_length=28)
    assert hash_of(said) == hash_of(Constraints(max_length=28, min_length=None)) != hash_of(EXACT)
    of = scene(
        item("one", fields=(field("applicant/x", constraints=said), field("applicant/y", constraints=EXACT)))
    )
    bare, exact = (one["constraints"] for one in plan_to_json(plan(of))["fields"])
    assert (bare, exact["min_length"]) == ({"min": None, "max": None, "max_length": 28, "allowed": None}, 28)


@pytest.mark.parametrize(("element", "length"), [("property.unit", 28), ("project.code", 24)])
def test_the_numbers_of_the_demo_city_have_their_exact_length(element, length):
    asked = load_city("cities/dongguan").package.elements[element].constraints
    assert (asked.min_length, asked.max_length) == (length, length)
