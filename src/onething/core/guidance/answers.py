"""What departments and licences said while the form was filled, field by field, so that an office can compare."""

from dataclasses import replace
from datetime import date

from onething.core.catalogue.model import Package, Scene
from onething.core.composition.plan import Plan
from onething.core.guidance.draft import Draft, Looked
from onething.core.guidance.form import NO_LIMITS, parts_of
from onething.core.submission import SharedAnswer
from onething.core.values import FieldProblem, parse_value


def answers_of(
    draft: Draft, plan: Plan, scene: Scene, package: Package, *, on: date
) -> tuple[SharedAnswer, ...]:
    """Return one answer for each field about which a source was asked; of several, one that has a value.

    A value that the field would not take is given as it came: the office sees what there is.
    """
    own = draft.own_roles(scene)
    found = []
    for line in plan.fields:
        role, bearer, element = parts_of(line.key)
        answers = [
            _answer(line.key, one, element)
            for one in draft.looked
            if (one.role, one.bearer) == (role, bearer) and element in one.names
        ]
        answers += [
            SharedAnswer(line.key, f"licence:{id}", "answered", values[element])
            for id, values in draft.held.items()
            if role in own and values.get(element) is not None
        ]
        answers.sort(key=lambda one: one.value is None)
        if answers:
            found.append(_canonical(answers[0], element, package, on))
    return tuple(found)


def _answer(key: str, looked: Looked, element: str) -> SharedAnswer:
    """A system that answered and does not know this one thing has not found it."""
    source, value = f"share:{looked.share}", looked.values.get(element)
    if value is not None:
        return SharedAnswer(key, source, "answered", value, looked.as_of, looked.at)
    outcome = "not_found" if looked.outcome == "answered" else looked.outcome
    return SharedAnswer(key, source, outcome, asked_at=looked.at)


def _canonical(answer: SharedAnswer, element: str, package: Package, on: date) -> SharedAnswer:
    if answer.value is None:
        return answer
    try:
        return replace(answer, value=parse_value(package.elements[element], answer.value, NO_LIMITS, on=on))
    except FieldProblem:
        return answer
