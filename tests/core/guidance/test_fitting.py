"""What an older version of a matter took and this one does not is set aside; what is left can be planned."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.composition import AnswerRefused, compose
from onething.core.guidance import Draft, Looked, circumstances, fitting, miscounted, set_aside
from onething.core.guidance.draft import questions_of
from onething.core.guidance.lookups import facts_of
from tests.areas.cases.world import CALENDAR, city

PACKAGE = city()
SCENE = PACKAGE.scenes["disabled-services"]
ON = date(2026, 3, 5)
QUESTIONS = {one.id: one for one in questions_of(SCENE)}
FACTS = [one.id for one in facts_of(SCENE)]
WORDS = [*{choice.id for one in QUESTIONS.values() for choice in one.choices}, "gone"]
said = st.one_of(
    st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=3), st.integers(-5, 200), st.booleans()
)
drafts = st.builds(
    lambda answers, facts: Draft(
        SCENE.id,
        SCENE.hash,
        answers=answers,
        looked=(Looked("s", "applicant", 0, "answered", (), facts=facts),),
    ),
    st.dictionaries(st.sampled_from([*QUESTIONS, "unknown"]), said, max_size=8),
    st.dictionaries(st.sampled_from([*FACTS, "unknown"]), said, max_size=8),
)


def plan(draft, scene=SCENE):
    return compose(scene, circumstances(draft, scene, on=ON), package=PACKAGE, calendar=CALENDAR)


@given(drafts)
def test_what_is_left_can_be_planned_and_nothing_that_fits_is_lost(draft):
    left = fitting(draft, SCENE, PACKAGE)
    plan(left)
    assert left.answers.items() <= draft.answers.items()
    assert left.facts.items() <= draft.facts.items()
    try:
        plan(draft)
    except AnswerRefused:
        assert left != draft
    else:
        assert left is draft


@pytest.mark.parametrize(("number", "left", "told"), [(2, 2, 0), (4, 4, 0), (7, 4, 1), (0, 1, 1)])
def test_a_number_of_bearers_outside_its_limits_is_brought_within_them_and_told(number, left, told):
    birth = PACKAGE.scenes["birth"]
    draft = Draft(birth.id, birth.hash, bearers={"newborn": number})
    fit = fitting(draft, birth, PACKAGE)
    assert fit.bearers == {"newborn": left}
    assert len(miscounted(draft, birth)) == told
    said = list(set_aside(draft, birth, birth, PACKAGE, plan(fit, birth)))
    assert [(str(number) in one.text.zh, str(left) in one.text.zh) for one in said] == [(True, True)] * told


@pytest.mark.parametrize("age", [-1, 131])
def test_a_number_outside_its_limits_is_set_aside_and_the_fact_counts_again(age):
    draft = Draft(
        SCENE.id,
        SCENE.hash,
        answers={"age": age, "by": "self"},
        looked=(Looked("household-register", "applicant", 0, "answered", (), facts={"known_age": 40}),),
    )
    left = fitting(draft, SCENE, PACKAGE)
    assert (left.answers, left.facts) == ({"by": "self"}, {"known_age": 40})
