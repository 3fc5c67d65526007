"""The inquiry list of a scene: what each answer leads to, computed from the conditions of its items.

Each answer is laid out alone, everything else unknown; an item then applies, is possible or is out by three-valued logic,
exactly as a plan decides (`core.composition`). Nothing is guessed: what a single answer leaves open is called possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Item, Package, Question, QuestionKind, Scene
from onething.core.charts.model import Answer, Asked, Effect, InquiryChart, ItemCard
from onething.core.composition.prepare import Prepared, prepare
from onething.core.source import Text

#: An answer that leaves everything is drawn in one word when it leaves more than so many items.
MOST_NAMED = 4
_ANY_DAY = date(2000, 1, 1)  # laid out and taken away again: no chart depends on a day


def inquiry_chart(scene: Scene, package: Package, *, topic: Text) -> InquiryChart:
    """Return the inquiry list of a scene in its version; the same definitions give the same one."""
    looking = _Looking(scene, package)
    questions = tuple(looking.asked(at) for at in range(len(looking.prepared.layout.questions)))
    return InquiryChart(
        scene=scene.id,
        hash=scene.hash,
        name=scene.name,
        topic=topic,
        questions=_all_named(questions),
        always=looking.of_no_question(questions),
    )


def card_of(item: Item, package: Package, *, proactive: bool = False) -> ItemCard:
    office = package.departments.get(item.department)
    return ItemCard(
        id=item.id,
        name=item.name,
        department=office.short if office else Text(item.department),
        days=item.promised_days,
        day_kind=item.day_kind,
        hash=item.hash,
        proactive=proactive,
        results=tuple(one.name for one in item.result),
    )


class _Looking:
    """A scene under one answer after the other."""

    def __init__(self, scene: Scene, package: Package) -> None:
        self.package = package
        self.prepared: Prepared = prepare(scene, package)
        self.cards = {
            one.item.id: card_of(one.item, package, proactive=one.line.proactive)
            for one in self.prepared.items
        }
        self.nothing = self.values({})
        self.before = self.effects(self.nothing)
        self.materials_before = self.materials(self.nothing)
        self.open_before = self.open_questions(self.nothing)
        self.named_by = [self._named(at) for at in range(len(self.prepared.layout.questions))]
        self.shown_by = self._shown()

    def values(self, answers: Mapping[str, Any], *, alone: str = "") -> list[Any]:
        """Lay answers out. alone: a variable of a question of several choices, said by itself."""
        found = list(self.prepared.layout.read(Circumstances(on=_ANY_DAY, answers=answers)).values)
        found[0] = None
        if alone:
            found[self.prepared.layout.slots[alone]] = True
        return found

    def of_no_question(self, questions: Sequence[Asked]) -> tuple[tuple[ItemCard, Effect], ...]:
        """Return the items that no answer decides: those that always come, and those that something known decides."""
        named = {item for at in range(len(questions)) for item in self.named_by[at]}
        return tuple((card, self.before[id]) for id, card in self.cards.items() if id not in named)

    def effects(self, values: Sequence[Any]) -> dict[str, Effect]:
        found = {}
        for one in self.prepared.items:
            said = {self.prepared.tables[number].row(values).value for number in one.own}
            out, sure = False in said, said <= {True}
            found[one.item.id] = Effect.OUT if out else Effect.APPLIES if sure else Effect.POSSIBLE
        return found

    def materials(self, values: Sequence[Any]) -> dict[str, bool | None]:
        """Return material key -> True if some item that may come asks for it for certain, False if none can ask."""
        effects = self.effects(values)
        found: dict[str, bool | None] = {}
        for item in self.prepared.items:
            for one in item.materials:
                value = self.prepared.tables[one.condition].row(values).value
                if effects[item.item.id] is Effect.OUT:
                    value = False
                earlier = found.get(one.key, False)
                found[one.key] = (
                    True if True in (value, earlier) else None if None in (value, earlier) else False
                )
        return found

    def open_questions(self, values: Sequence[Any]) -> frozenset[int]:
        """Return the numbers of the questions that can still change something."""
        effects = self.effects(values)
        numbers: set[int] = {number for number, _ in self.prepared.outcomes}
        for one in self.prepared.items:
            if effects[one.item.id] is not Effect.OUT:
                numbers |= {*one.own, *one.of_lines, *self.prepared.of_competence[one.number]}
        bits = 0
        for number in numbers:
            bits |= self.prepared.tables[number].row(values).open
        layout = self.prepared.layout
        names = {name: at for name, at in layout.question_of.items() if bits >> layout.bits[name] & 1}
        return frozenset(names.values())

    def asked(self, at: int) -> Asked:
        question = self.prepared.layout.questions[at]
        answers: tuple[Answer, ...] = ()
        decides: tuple[ItemCard, ...] = ()
        if question.choices:
            answers = tuple(self._answers(at, question))
        else:
            decides = tuple(card for id, card in self.cards.items() if id in self.named_by[at])
        return Asked(at + 1, question.id, question.text, question.help, question.kind.value, answers, decides)

    def _named(self, at: int) -> frozenset[str]:
        """Return the items that a condition on the question decides about, by itself or with others."""
        asked = {name for name, number in self.prepared.layout.question_of.items() if number == at}
        return frozenset(
            one.item.id
            for one in self.prepared.items
            if any(asked & self.prepared.tables[number].condition.names for number in one.own)
        )

    def _shown(self) -> list[frozenset[str]]:
        """Return the items that each question is drawn with: those that its answers treat differently.

        Where they treat all alike, all that it decides with other questions; and an item that would be drawn nowhere
        stands at the first question that has a say in it.
        """
        found = []
        for at, question in enumerate(self.prepared.layout.questions):
            under = [self.effects(self._under(question, one.id)) for one in question.choices]
            differ = frozenset(
                id for id in self.named_by[at] if len({effect[id] for effect in under}) > 1 or not under
            )
            several = question.kind is QuestionKind.MULTI
            found.append(self.named_by[at] if several or not differ else differ)
        everywhere = frozenset().union(*found)
        for id in self.cards:
            first = next((at for at, named in enumerate(self.named_by) if id in named), None)
            if id not in everywhere and first is not None:
                found[first] |= {id}
        return found

    def _under(self, question: Question, choice: str) -> list[Any]:
        if question.kind is QuestionKind.MULTI:
            return self.values({}, alone=f"{question.id}.{choice}")
        return self.values({question.id: choice})

    def _answers(self, at: int, question: Question) -> Iterable[Answer]:
        touched = [id for id in self.cards if id in self.shown_by[at]]
        for choice in question.choices:
            values = self._under(question, choice.id)
            effect = self.effects(values)
            leads = tuple(
                (self.cards[id], effect[id])
                for id in touched
                if effect[id] is not Effect.OUT and self._said(question, choice.id, id)
            )
            out = tuple(self.cards[id] for id in touched if effect[id] is Effect.OUT)
            asks, spares = self._materials(values)
            yield Answer(
                id=choice.id,
                text=choice.label,
                leads=leads,
                out=out,
                every=not out and len(leads) > MOST_NAMED,
                skips=self._skipped(at, values),
                asks=asks,
                spares=spares,
                outcome=self._outcome(values),
            )

    def _said(self, question: Question, choice: str, item: str) -> bool:
        """Of several choices, each leads to the items whose conditions name that choice."""
        if question.kind is not QuestionKind.MULTI:
            return True
        one = self.prepared.items[self.prepared.at[item]]
        name = f"{question.id}.{choice}"
        return any(name in self.prepared.tables[number].condition.names for number in one.own)

    def _skipped(self, at: int, values: Sequence[Any]) -> tuple[Text, ...]:
        questions = self.prepared.layout.questions
        left = self.open_before - self.open_questions(values) - {at}
        return tuple(questions[number].text for number in sorted(left))

    def _materials(self, values: Sequence[Any]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Return what the answer makes certain, and what it rules out of items that may still come."""
        after, effects = self.materials(values), self.effects(values)
        asks = [key for key, sure in after.items() if sure is True and self.materials_before[key] is None]
        there = {
            one.key
            for item in self.prepared.items
            if effects[item.item.id] is not Effect.OUT
            for one in item.materials
        }
        spares = [key for key, sure in after.items() if sure is False and self.materials_before[key] is None]
        return self._names(asks), self._names(key for key in spares if key in there)

    def _names(self, keys: Iterable[str]) -> tuple[Text, ...]:
        return tuple(dict.fromkeys(self._name(*key.split("/")) for key in keys))

    def _name(self, role_id: str, material: str) -> Text:
        """Return what a paper is called, with whose it is unless it is the applicant's own."""
        name, role = self.package.materials[material].label, self.prepared.scene.roles.get(role_id)
        if role is None or role.id == "applicant":
            return name
        return Text(f"{name.zh}（{role.label.zh}）", f"{name.say('en')} ({role.label.say('en')})")

    def _outcome(self, values: Sequence[Any]) -> Text | None:
        for number, outcome in self.prepared.outcomes:
            if self.prepared.tables[number].row(values).value is True:
                return outcome.text
        return None


def _all_named(questions: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Let every item be named by its name somewhere: an answer said in one word names its items if nobody else does."""
    named = {
        card.id
        for question in questions
        for answer in question.answers
        if not answer.every
        for card, _ in answer.leads
    } | {card.id for question in questions for card in question.decides}
    found = []
    for question in questions:
        answers = []
        for answer in question.answers:
            ids = {card.id for card, _ in answer.leads}
            if answer.every and not ids <= named:
                answer = replace(answer, every=False)
                named |= ids
            answers.append(answer)
        found.append(replace(question, answers=tuple(answers)))
    return tuple(found)
