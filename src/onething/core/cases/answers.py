"""Which answers bear on one item of a scene, and what they say: what its office may know of the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onething.core.catalogue.model import Question, QuestionKind, Scene
from onething.core.catalogue.variables import facts_of, questions_of
from onething.core.source import Text

NOT_CHOSEN = Text("没有选：{choices}", "not chosen: {choices}")


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """One answer in words. question: its id. known: not the person said it, but a source that answers the question."""

    question: str
    text: Text
    said: Text = field(repr=False)
    known: bool = False


def bearing_on(scene: Scene, item: str) -> frozenset[str]:
    """Return the variables on which it hangs whether this item is one, what it asks for, and who decides it.

    Visits are not among them: they are errands of the person, not the office's business.
    """
    line = scene.item(item)
    one = line.item
    conditions = [
        line.when,
        one.automatic,
        *(rule.condition for rule in one.eligible),
        *(
            asked.when
            for several in (one.fields, one.materials, one.fees, one.competent)
            for asked in several
        ),
    ]
    return frozenset(name for condition in conditions if condition is not None for name in condition.names)


def answers_for(
    scene: Scene, item: str, *, answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> tuple[SaidAnswer, ...]:
    """Return the answers that bear on an item, in the order of the questions; of a question with several answers only
    those that bear on it.

    answers, facts: of the submission. A question that a fact answers is said as the source knows it.
    """
    names = bearing_on(scene, item)
    stand_in = {fact.stands_in for fact in facts_of(scene) if fact.id in names}
    found = []
    for question in questions_of(scene):
        choices = _choices(question, names)
        if not (question.id in names or question.id in stand_in or choices):
            continue
        answer, known = answers.get(question.id), False
        if answer is None and question.known_from:
            fact = facts.get(question.known_from)
            answer, known = question.answers_by_fact.get(fact, fact) if fact is not None else None, True
        if answer is not None:
            said = _in_words(question, answer, choices)
            found.append(SaidAnswer(question.id, question.text, said, known))
    return tuple(found)


def _choices(question: Question, names: frozenset[str]) -> tuple[str, ...]:
    if question.kind is not QuestionKind.MULTI:
        return ()
    return tuple(one.id for one in question.choices if f"{question.id}.{one.id}" in names)


def _in_words(question: Question, answer: Any, choices: Sequence[str]) -> Text:
    labels = {one.id: one.label for one in question.choices}
    if question.kind is QuestionKind.MULTI:
        taken = [labels[one] for one in choices if one in answer]
        if taken:
            return _listed(taken)
        of = _listed([labels[one] for one in choices])
        return Text(NOT_CHOSEN.zh.format(choices=of.zh), NOT_CHOSEN.say("en").format(choices=of.say("en")))
    if question.kind is QuestionKind.DATE:
        day = answer if isinstance(answer, date) else date.fromisoformat(str(answer))
        return Text(f"{day.year} 年 {day.month} 月 {day.day} 日", day.isoformat())
    return labels.get(str(answer), Text(str(answer), str(answer)))


def _listed(several: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in several), ", ".join(one.say("en") for one in several))
