"""Every complete situation of a scene, as one space that the solver searches.

A situation is complete when each question is answered and each fact that a condition names is known. Such a fact
and the question that it answers (`known_from`), or that stands in for it (`stands_in`), are tied together: nobody
is one thing by the register and another by the answer. A fact that no condition names only saves a question, so
it may as well be unknown. The scene's own constraints say what cannot be.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

import z3

from onething.core.catalogue.items import conditions_of as conditions_of_item
from onething.core.catalogue.model import Question, QuestionKind, Scene, SceneItem
from onething.core.catalogue.variables import schema_of
from onething.core.errors import Unavailable
from onething.core.rules import Bool, Choice, Condition, Type
from onething.core.rules.solver import Formula, Space, Undecided


class GaveUp(Unavailable):
    code = "core.solver_gave_up"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the solver gave up: {reason}")
        self.reason = reason


class Situations:
    """The space of one scene, and the questions that a proof puts to it.

    before: those of the scene as it was. If people are asked the same and the same cannot be, the space is the same,
    and what was found out in it holds still. Then both are of one thread at a time.
    """

    def __init__(self, scene: Scene, on: date, before: "Situations | None" = None) -> None:
        self.scene = scene
        self.on = on
        self.questions = {
            question.id: question
            for question in (*scene.questions, *(q for line in scene.items for q in line.item.questions))
        }
        named = {name for condition in conditions_of(scene) for name in condition.names}
        self.facts = {
            fact.id: fact
            for fact in (*scene.facts, *(f for line in scene.items for f in line.item.facts))
            if fact.id in named
        }
        schema = schema_of(scene)
        self.space: Space
        self.world: Formula
        if before is None or not self._same_as(before, schema):
            self.space = Space(schema, on)
            self.space.declare(schema)
            self.world = self.all_of(self._world())
            self.space.assume(self.world)
        self.applies = {line.item.id: self._applies(line) for line in scene.items}

    def _same_as(self, before: "Situations", schema: Mapping[str, Type]) -> bool:
        """Take over the space of before if it is the same; say whether it is."""
        if (before.space.schema, before.on) != (schema, self.on):
            return False
        self.space = before.space
        self.world = self.all_of(self._world())
        return bool(self.world.get_id() == before.world.get_id())

    def of(self, scene: Scene) -> "Situations":
        """Return the same situations for a scene that differs in promises and ways only: no condition names these."""
        same = copy(self)
        same.scene = scene
        return same

    def all_of(self, formulas: Iterable[Formula]) -> Formula:
        return z3.And(z3.BoolVal(True, self.space.context), *formulas)

    def any_of(self, formulas: Iterable[Formula]) -> Formula:
        return z3.Or(z3.BoolVal(False, self.space.context), *formulas)

    def formula(self, condition: Condition | None) -> Formula:
        """True exactly in the situations in which the condition holds; no condition always holds."""
        return self.all_of(()) if condition is None else self.space.formula(condition)

    def find(self, *formulas: Formula) -> Mapping[str, Any] | None:
        """Return the answers and facts of one situation in which all hold, None if there is none.

        Raises GaveUp.
        """
        found = self.space.check(*formulas)
        if isinstance(found, Undecided):
            raise GaveUp(found.reason)
        return None if found is None else self._witness(found.values)

    def can_be(self, *formulas: Formula) -> bool:
        """True iff there is a situation in which all hold, whichever. Raises GaveUp."""
        found: bool | Undecided = self.space.possible(*formulas)
        if isinstance(found, Undecided):
            raise GaveUp(found.reason)
        return found

    def can_differ(self, names: Iterable[str], formulas: Iterable[Formula]) -> bool:
        """True iff two situations that differ in these variables only decide one of the formulas differently.

        Raises GaveUp.
        """
        names = tuple(names)
        differ = self.any_of(formula != self.space.twin(formula, names) for formula in formulas)
        return self.can_be(self.space.twin(self.world, names), differ)

    def taken(self, question: Question, choice: str) -> Formula:
        """True in the situations in which this choice is given (or, of a multi question, taken)."""
        if question.kind is QuestionKind.MULTI:
            return self.space.equals(f"{question.id}.{choice}", True)
        return self.space.equals(question.id, choice)

    def variables_of(self, question: Question) -> tuple[str, ...]:
        if question.kind is QuestionKind.MULTI:
            return tuple(f"{question.id}.{choice.id}" for choice in question.choices)
        return (question.id,)

    def _witness(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an answer set of the shape of `examples/*.yaml`, which replays through `compose`."""
        answers: dict[str, Any] = {}
        for question in self.questions.values():
            if question.kind is QuestionKind.MULTI:
                answers[question.id] = [c.id for c in question.choices if values.get(f"{question.id}.{c.id}")]
            elif question.id in values:
                answers[question.id] = values[question.id]
        facts = {name: values[name] for name in self.facts if name in values}
        return {"scene": self.scene.id, "on": self.on, "answers": answers, "facts": facts}

    def _world(self) -> Iterable[Formula]:
        yield from (self.formula(condition) for condition in self.scene.constraints)
        for question in self.questions.values():
            if question.kind is QuestionKind.MULTI and question.required_choice:
                yield self.any_of(self.space.equals(name, True) for name in self.variables_of(question))
            for value, choice in question.answers_by_fact.items():
                if question.known_from in self.facts:
                    yield z3.Implies(
                        self.space.equals(question.known_from, value), self.space.equals(question.id, choice)
                    )
        for fact in self.facts.values():
            if fact.stands_in in self.questions:
                yield from self._same(fact.id, fact.stands_in)

    def _same(self, fact: str, question: str) -> Iterable[Formula]:
        """The fact is what the person says, as far as both have finitely many values."""
        for value in values_of(self.space.schema[fact]):
            if value in values_of(self.space.schema[question]):
                yield self.space.equals(fact, value) == self.space.equals(question, value)

    def _applies(self, line: SceneItem) -> Formula:
        """The item is part of the matter, asked for, and by the answers its conditions are met."""
        met = (self.formula(rule.condition) for rule in line.item.eligible)
        return self.all_of((self.wanted(line), *met))

    def wanted(self, line: SceneItem) -> Formula:
        """The item is part of the matter and asked for, met or not."""
        chosen = (self.space.equals(line.optional, True),) if line.optional else ()
        return self.all_of((self.formula(line.when), *chosen))


@dataclass(slots=True)
class Asked:
    """The situations of the last proof of a scene, with all that was found out; none before there was one."""

    last: Situations | None = None


def conditions_of(scene: Scene) -> Iterable[Condition]:
    """Every condition of the scene and its items."""
    yield from scene.constraints
    yield from (outcome.when for outcome in scene.outcomes)
    for line in scene.items:
        yield from (line.when,) if line.when else ()
        yield from conditions_of_item(line.item)


def values_of(type_: Type) -> tuple[Any, ...]:
    """Return the values of a type that has finitely many; () for the others."""
    if isinstance(type_, Bool):
        return (True, False)
    return type_.values if isinstance(type_, Choice) else ()
