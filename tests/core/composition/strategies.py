"""Random small scenes: every kind of condition, source, order and line that a scene may have."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from onething.core.catalogue.model import Package, QuestionKind, Scene
from onething.core.catalogue.words import Role
from onething.core.source import Text
from tests.core.composition.factories import (
    SceneItem,
    Visit,
    Way,
    choice,
    eligible,
    fact,
    field,
    form,
    item,
    material,
    multi,
    package,
    result,
    scene,
    share,
)

NAMES = ("one", "two", "three", "four")
QUESTIONS = (
    choice("a", "x", "y", "z"),
    choice("b", "x", "y", fills="applicant/e1"),
    choice("c", "x", "y", known_from="f", answers_by_fact={True: "x", False: "y"}),
    multi("w", *NAMES[:3]),
)
FACTS = (fact("f"), fact("g", "x", "y", "z", given_by="one", stands_in="a"))
WAYS = tuple(Way)
ELEMENTS = ("e1", "e2", "e3")
MATERIALS = ("m1", "m2")
ROLES = {
    "applicant": Role("applicant", Text("申请人")),
    "child": Role("child", Text("孩子"), many=True, max=4),
}

#: Every answer that may be given to each question.
ANSWERS: dict[str, list[Any]] = {
    "a": ["x", "y", "z"],
    "b": ["x", "y"],
    "c": ["x", "y"],
    "w": [[], ["one"], ["two", "three"]],
}

LEAVES = st.sampled_from(
    [
        'a == "x"',
        'a != "y"',
        'a in ["x", "z"]',
        'b == "x"',
        'c == "x"',
        "f",
        'g == "x"',
        'g != "z"',
        "w.one",
        "w.two",
    ]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
    ),
    max_leaves=4,
)
MAYBE = st.none() | CONDITIONS
ROLE = st.sampled_from(["applicant", "applicant", "child"])


@st.composite
def items(draw: st.DrawFn, name: str) -> SceneItem:
    fields = draw(
        st.lists(
            st.builds(
                lambda role, element, when, required: field(f"{role}/{element}", when, required=required),
                ROLE,
                st.sampled_from(ELEMENTS),
                MAYBE,
                st.booleans(),
            ),
            max_size=3,
        )
    )
    materials = draw(
        st.lists(
            st.builds(
                lambda role, what, ways, when: material(f"{role}/{what}", sorted(ways), when),
                ROLE,
                st.sampled_from(MATERIALS),
                st.sets(st.sampled_from(WAYS), min_size=1, max_size=4),
                MAYBE,
            ),
            max_size=2,
        )
    )
    gives = draw(
        st.dictionaries(st.sampled_from(["applicant/e2", "applicant/e3"]), st.just("officer"), max_size=1)
    )
    stands_for = draw(st.sampled_from(["", *MATERIALS]))
    one = item(
        name,
        days=draw(st.integers(0, 9)),
        day_kind=draw(st.sampled_from(["working", "working", "calendar"])),
        eligible=tuple(eligible(condition) for condition in draw(st.lists(CONDITIONS, max_size=1))),
        fields=tuple(fields),
        materials=(*((form(name),) if draw(st.booleans()) else ()), *materials),
        visits=tuple(
            Visit(place, purpose, when=draw(MAYBE))
            for place, purpose in draw(st.lists(st.sampled_from([("hall", "p"), ("hall", "q")]), max_size=2))
        ),
        result=(result(stands_for=stands_for, gives=gives),) if stands_for or gives else (),
    )
    return SceneItem(
        one,
        when=draw(MAYBE),
        optional=draw(st.sampled_from(["", "", "", "w.one", "w.two"])),
        proactive=draw(st.sampled_from([False, False, False, True])),
    )


@dataclass(frozen=True)
class World:
    scene: Scene
    city: Package


SHARES = tuple(
    share(f"s{at}", items=NAMES[: 2 + at], fields=ELEMENTS[at : at + 2], materials=[MATERIALS[at]])
    for at in (0, 1)
)
CITY = package(
    shares=SHARES,
    licences={"l1": ["e3"], "l2": []},
    materials={"m1": "l1", "m2": "l2"},
    sign_in=["applicant/e2"],
)


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> World:
    """Items wait only for earlier ones, and results go only forward, so that no order is circular."""
    lines = []
    given: set[str] = set()
    for name in NAMES[: draw(st.integers(1, most))]:
        line = draw(items(name))
        after = draw(st.sets(st.sampled_from(sorted(given)), max_size=1)) if given else set()
        lines.append(SceneItem(line.item, line.when, line.optional, line.proactive, tuple(sorted(after))))
        given.add(name)
    made = scene(
        *lines,
        questions=QUESTIONS,
        facts=FACTS,
        outcomes={'a == "x"': "去窗口", 'a != "x"': "打 12345"},
        roles=ROLES,
    )
    return World(made, CITY)


ANSWER_SETS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(said) for name, said in ANSWERS.items()}
)
FACT_SETS = st.fixed_dictionaries({}, optional={"f": st.booleans(), "g": st.sampled_from(["x", "y", "z"])})
SOURCES = st.sets(st.sampled_from(["s0", "s1", "l1", "l2"]))

assert all(question.kind in QuestionKind for question in QUESTIONS)
