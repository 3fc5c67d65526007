"""What conditions may name while they are written: every variable with its words, choices and kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onething.core.catalogue.model import Fact, Item, Package, Question, QuestionKind, Scene
from onething.core.catalogue.variables import ON, facts_of, questions_of, types_of
from onething.core.rules import Labels, Type
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of one scene or item. labels: of variables and of (variable, choice)."""

    types: Mapping[str, Type]
    labels: Labels
    questions: Mapping[str, Question]

    def label(self, name: str) -> Text:
        return self.labels.variables.get(name, Text(name, name))

    def choice(self, name: str, value: str) -> Text:
        return self.labels.choices.get((name, value), Text(value, value))


def variables_of_scene(scene: Scene) -> Variables:
    """Return what a condition of the scene may name: its questions and facts and those of its items."""
    return _variables(questions_of(scene), facts_of(scene))


def variables_of_item(item: Item, package: Package) -> Variables:
    """Return what a condition of the item may name: its own, and what every scene that has it declares.

    In no scene yet: its own only.
    """
    scenes = [s for s in package.scenes.values() if any(line.item.id == item.id for line in s.items)]
    common: list[str] = []
    if scenes:
        names = [{*(one.id for one in s.questions), *(one.id for one in s.facts)} for s in scenes]
        common = [name for name in names[0] if all(name in others for others in names)]
    lent = [q for s in scenes[:1] for q in s.questions if q.id in common]
    known = [f for s in scenes[:1] for f in s.facts if f.id in common]
    return _variables((*item.questions, *lent), (*item.facts, *known))


def _variables(questions: Iterable[Question], facts: Iterable[Fact]) -> Variables:
    questions, facts = tuple(questions), tuple(facts)
    labels: dict[str, Text] = {ON: Text("办理那天", "the day of the plan")}
    choices: dict[tuple[str, str], Text] = {}
    for question in questions:
        for choice in question.choices:
            if question.kind is QuestionKind.MULTI:
                labels[f"{question.id}.{choice.id}"] = choice.label
            choices[question.id, choice.id] = choice.label
        labels.setdefault(question.id, _asked(question.text))
    for fact in facts:
        labels.setdefault(fact.id, fact.label)
        source = next((q for q in questions if fact.id == q.known_from or fact.stands_in == q.id), None)
        for choice in source.choices if source else ():
            choices.setdefault((fact.id, choice.id), choice.label)
    return Variables(types_of(questions, facts), Labels(labels, choices), {q.id: q for q in questions})


def _asked(text: Text) -> Text:
    """Return a question without its mark, so that it can stand inside a sentence."""
    return Text(text.zh.rstrip("？?。"), text.en.rstrip("?."))
