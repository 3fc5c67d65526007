"""A witness as a filled-in questionnaire: the questions in the order in which they are asked, and what each answer does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Package, Question, QuestionKind, Scene
from onething.core.catalogue.variables import questions_of
from onething.core.composition import compose
from onething.core.composition.plan import ItemState, Plan
from onething.core.editing.writing import inline
from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Questions of one walk.
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Answered:
    """One choice of a question, and whether it is the answer (or among the answers)."""

    id: str
    label: Text
    taken: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One question with its answer. put_out, put_in: items that this answer takes out of the plan, or makes certain.

    value: a number or a day where there are no choices. plan: what holds after the answer.
    """

    number: int
    question: Question
    choices: tuple[Answered, ...]
    value: Any
    put_out: tuple[str, ...]
    put_in: tuple[str, ...]
    plan: Plan

    @property
    def any_taken(self) -> bool:
        return any(one.taken for one in self.choices)


@dataclass(frozen=True, slots=True)
class Walk:
    """The whole way. here: number of the step that decides, 0 if none does more than the others."""

    steps: tuple[Step, ...]
    here: int
    plan: Plan


def circumstances_of_witness(witness: Mapping[str, Any]) -> Circumstances:
    """Return a witness as circumstances; the facts count as known."""
    return Circumstances(
        on=witness["on"],
        answers=witness.get("answers", {}),
        facts=witness.get("facts", {}),
        division=witness.get("division", ""),
    )


def walk(scene: Scene, witness: Mapping[str, Any], *, package: Package, calendar: WorkCalendar) -> Walk:
    """Return the way through the questions that leads to a situation: one question after the other, as people are asked.

    Facts are left out, so that every question is asked; what stays open is asked in the order of the scene.
    Raises what `compose` raises.
    """
    whole = circumstances_of_witness(witness)
    answers = dict(whole.answers)
    now = replace(whole, answers={}, facts={})
    plan = compose(scene, now, package=package, calendar=calendar)
    steps: list[Step] = []
    asked: dict[str, Any] = {}
    while len(steps) < MOST_STEPS:
        question = next(
            (one for one in plan.open_questions if one.id in answers and one.id not in asked), None
        )
        if question is None:
            break
        asked[question.id] = answers[question.id]
        after = compose(scene, replace(now, answers=dict(asked)), package=package, calendar=calendar)
        steps.append(_step(len(steps) + 1, question, asked[question.id], plan, after))
        plan = after
    out = [step.number for step in steps if step.put_out]
    return Walk(tuple(steps), out[0] if out else 0, plan)


def _step(number: int, question: Question, answer: Any, before: Plan, after: Plan) -> Step:
    taken = set(answer) if question.kind is QuestionKind.MULTI else {answer}
    choices = tuple(Answered(one.id, one.label, one.id in taken) for one in question.choices)
    was, now = _states(before), _states(after)
    return Step(
        number,
        question,
        choices,
        None if choices else answer,
        put_out=tuple(id for id, state in was.items() if state in _IN and now.get(id) not in _IN),
        put_in=tuple(id for id, state in now.items() if state in _SURE and was.get(id) not in _SURE),
        plan=after,
    )


_SURE = (ItemState.APPLIES, ItemState.PROACTIVE)
_IN = (*_SURE, ItemState.POSSIBLE)


def _states(plan: Plan) -> dict[str, ItemState]:
    return {one.id: one.state for one in plan.items} | {one.id: one.state for one in plan.left_out}


def as_example(
    scene: Scene,
    witness: Mapping[str, Any],
    *,
    published: Scene | None,
    package: Package,
    calendar: WorkCalendar,
    remark: str = "",
) -> str:
    """Return the text of an `examples/*.yaml` that keeps a situation as a test.

    What must come out is taken from the version that is published, as far as it knows the answers; of a new scene
    nothing is expected but that it can be composed.
    """
    lines = [f"# {line}" for line in remark.splitlines()]
    lines += [f"scene: {scene.id}", f"on: {witness['on'].isoformat()}"]
    if witness.get("division"):
        lines.append(f'division: "{witness["division"]}"')
    known = {one.id for one in questions_of(scene)}
    answers = {name: value for name, value in witness.get("answers", {}).items() if name in known}
    lines.append(f"answers: {inline(answers)}")
    if witness.get("facts"):
        lines.append(f"facts: {inline(dict(witness['facts']))}")
    if published is not None:
        try:
            plan = compose(published, circumstances_of_witness(witness), package=package, calendar=calendar)
        except RuleBroken:
            plan = None
        if plan is not None:
            ids = {line.item.id for line in scene.items}
            states = {id: state.value for id, state in _states(plan).items() if id in ids}
            lines += ["expect:", f"  items: {inline(states)}"]
    return "\n".join(lines) + "\n"
