"""What is true of every plan of every scene."""

from dataclasses import astuple, replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onething.core.composition import Circumstances, ItemState, OrderCircular, Plan, compose
from onething.core.composition.prepare import prepare
from tests.core.composition.factories import CALENDAR, THURSDAY, asked, at_most, shown, supplies
from tests.core.composition.strategies import ANSWER_SETS, ANSWERS, FACT_SETS, SOURCES, World, worlds

BEARERS = st.sampled_from([{}, {}, {"child": 2}])
few = settings(max_examples=150, deadline=None)


def plan_of(world: World, answers: Any, facts: Any, sources: Any, bearers: Any = None) -> Plan:
    """Compose; a world that is circular for this person is no example."""
    have = supplies(
        shares=[one for one in sources if one.startswith("s")],
        licences=[one for one in sources if one.startswith("l")],
    )
    person = Circumstances(THURSDAY, answers, facts, have, bearers=bearers or {})
    try:
        return compose(world.scene, person, package=world.city, calendar=CALENDAR)
    except OrderCircular:
        assume(False)
        raise


def has_ways(plan: Plan) -> bool:
    """Every line has a way: the person can carry the plan out. Figures of a plan that stops somewhere compare with none."""
    return all(one.way is not None for one in plan.materials)


class TestAPlan:
    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, BEARERS)
    def test_together_is_never_more_than_alone(self, world, answers, facts, sources, bearers):
        made = plan_of(world, answers, facts, sources, bearers)
        assert all(saved >= 0 for saved in astuple(made.saving))

    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, st.sampled_from(["s0", "s1", "l1", "l2"]))
    def test_asks_no_more_of_a_person_for_whom_one_more_source_answers(
        self, world, answers, facts, sources, more
    ):
        before = plan_of(world, answers, facts, sources)
        after = plan_of(world, answers, facts, sources | {more})
        if not has_ways(before):
            return
        assert has_ways(after)
        assert after.asked_of_person.materials <= before.asked_of_person.materials
        assert after.asked_of_person.fields <= before.asked_of_person.fields

    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, BEARERS, st.data())
    def test_never_grows_above_what_it_said_at_most(self, world, answers, facts, sources, bearers, data):
        before = plan_of(world, answers, facts, sources, bearers)
        if before.next_question is None:
            return
        question = data.draw(st.sampled_from([one.id for one in before.open_questions]))
        said = data.draw(st.sampled_from(ANSWERS[question]))
        after = plan_of(world, {**answers, question: said}, facts, sources, bearers)
        by_itself = {line.item.id for line in world.scene.items if line.proactive}
        if all(one.id in by_itself for one in after.items):
            return  # nothing is left to apply for: the questions of the outcome begin, everything else is 0
        assert set(asked(after)) < set(asked(before))
        if has_ways(before):
            assert all(now <= then for now, then in zip(at_most(after), at_most(before), strict=True))

    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, st.randoms(use_true_random=False))
    def test_does_not_depend_on_the_order_in_which_the_scene_lists_its_items(
        self, world, answers, facts, sources, dice
    ):
        lines = list(world.scene.items)
        dice.shuffle(lines)
        other = World(replace(world.scene, items=tuple(lines)), world.city)
        one, two = (plan_of(each, answers, facts, sources) for each in (world, other))
        assert (one.figures, one.alone, one.together, one.schedule) == (
            two.figures,
            two.alone,
            two.together,
            two.schedule,
        )
        assert {line.key: line.prefilled_from for line in one.fields} == {
            line.key: line.prefilled_from for line in two.fields
        }
        assert {(line.key, line.way, line.source) for line in one.materials} == {
            (line.key, line.way, line.source) for line in two.materials
        }

    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, BEARERS)
    def test_is_the_same_when_composed_again_and_when_nothing_was_kept(
        self, world, answers, facts, sources, bearers
    ):
        first = plan_of(world, answers, facts, sources, bearers)
        assert plan_of(world, answers, facts, sources, bearers) == first
        afresh = World(replace(world.scene), replace(world.city))
        assert prepare(afresh.scene, afresh.city) is not prepare(world.scene, world.city)
        assert plan_of(afresh, answers, facts, sources, bearers) == first

    @few
    @given(worlds(), ANSWER_SETS, FACT_SETS, SOURCES, BEARERS)
    def test_counts_what_it_lists(self, world, answers, facts, sources, bearers):
        made = plan_of(world, answers, facts, sources, bearers)
        assert made.together.fields == len(made.fields)
        assert made.asked_of_person.fields == sum(not one.prefilled_from for one in made.fields)
        assert made.together.materials == made.together.forms + made.asked_of_person.materials
        if made.figures.sure:
            taken = [one for one in made.materials if one.way not in ("share", "licence", "result")]
            assert made.together.materials == len(taken)


class TestTheQuestions:
    @few
    @given(worlds(), ANSWER_SETS, SOURCES, st.booleans())
    def test_end_exactly_when_nothing_is_possible_any_more(self, world, answers, sources, known):
        """Every variable of these conditions is a question, or a fact that is known here or stood in for."""
        made = plan_of(world, answers, {"f": known}, sources)
        undecided = any(one.state is ItemState.POSSIBLE for one in made.items) or not made.figures.sure
        by_itself = {line.item.id for line in world.scene.items if line.proactive}
        nothing_to_apply_for = all(one.id in by_itself for one in made.items)
        undecided = undecided or (nothing_to_apply_for and made.outcome is None)
        assert (made.next_question is not None) == undecided

    @settings(max_examples=100, deadline=None)
    @given(worlds(most=3), ANSWER_SETS, FACT_SETS, SOURCES)
    def test_that_are_not_open_cannot_change_the_plan(self, world, answers, facts, sources):
        made = plan_of(world, answers, facts, sources)
        open_ = {one.id for one in made.open_questions}
        for question, said in ANSWERS.items():
            if question in answers or question in open_:
                continue
            for one in said:
                if question == "c" and "f" in facts:
                    continue  # known from a fact: whoever says something else corrects it
                assert shown(plan_of(world, {**answers, question: one}, facts, sources)) == shown(made)

    @settings(max_examples=100, deadline=None)
    @given(worlds(most=3), ANSWER_SETS, FACT_SETS, SOURCES, st.data())
    def test_can_be_answered_one_by_one_until_none_is_left(self, world, answers, facts, sources, data):
        answers = dict(answers)
        for _ in range(len(ANSWERS) + 1):
            question = plan_of(world, answers, facts, sources).next_question
            if question is None:
                return
            assert question.id not in answers
            answers[question.id] = data.draw(st.sampled_from(ANSWERS[question.id]))
        raise AssertionError("a question was asked twice")
