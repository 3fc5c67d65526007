"""What a structure chart (结构图) says, before anything is drawn: computed from the definitions, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onething.core.source import Text


class Goal(StrEnum):
    """What a node opens."""

    SCENE = "scene"
    QUESTION = "question"
    CHOICE = "choice"  # id: QUESTION.CHOICE
    ITEM = "item"
    ENTRY = "entry"  # of the register; id: its key
    GROUP = "group"  # of a family of items; id: its number


@dataclass(frozen=True, slots=True)
class Target:
    """Where a node leads: always within the version of the chart."""

    goal: Goal
    id: str = ""


#: Gives a target its address.
Link = Callable[[Target], str]


class Effect(StrEnum):
    """What one answer, with nothing else known, makes of an item."""

    APPLIES = "applies"  # whatever else is answered
    POSSIBLE = "possible"  # other answers decide
    OUT = "out"


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item as charts name it. days: of its promise, in `day_kind` days; 0 = the same day. hash: its version.

    proactive: it comes by itself. results: what it gives.
    """

    id: str
    name: Text
    department: Text
    days: int
    day_kind: str
    hash: str
    proactive: bool = False
    results: tuple[Text, ...] = ()

    @property
    def target(self) -> Target:
        return Target(Goal.ITEM, self.id)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer and what it leads to.

    leads: items on which the question bears and that this answer leaves, with the effect. out: those that it rules out.
    every: all on which the question bears are left, so that the drawing may say so in one word. skips: questions that
    need not be asked any more. asks, spares: materials that it makes certain or rules out. outcome: where to go instead.
    """

    id: str
    text: Text
    leads: tuple[tuple[ItemCard, Effect], ...] = ()
    out: tuple[ItemCard, ...] = ()
    every: bool = False
    skips: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()
    spares: tuple[Text, ...] = ()
    outcome: Text | None = None

    @property
    def sure(self) -> tuple[ItemCard, ...]:
        return tuple(card for card, effect in self.leads if effect is Effect.APPLIES)

    @property
    def possible(self) -> tuple[ItemCard, ...]:
        return tuple(card for card, effect in self.leads if effect is Effect.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its place. number: from 1. kind: as in the definitions. answers: () for a number or a day.

    decides: the items on which it bears, for a question without choices.
    """

    number: int
    id: str
    text: Text
    help: Text | None
    kind: str
    answers: tuple[Answer, ...] = ()
    decides: tuple[ItemCard, ...] = ()

    @property
    def target(self) -> Target:
        return Target(Goal.QUESTION, self.id)


@dataclass(frozen=True, slots=True)
class InquiryChart:
    """问政清单: topic → theme (the scene) → situation (questions and answers → items).

    hash: of the scene. always: items that no answer decides, either because they always come or by what is known.
    """

    scene: str
    hash: str
    name: Text
    topic: Text
    questions: tuple[Asked, ...]
    always: tuple[tuple[ItemCard, Effect], ...]

    @property
    def unasked(self) -> tuple[ItemCard, ...]:
        return tuple(card for card, _ in self.always)

    @property
    def items(self) -> dict[str, ItemCard]:
        """Every item that the chart shows, by id."""
        found = {card.id: card for card, _ in self.always}
        for question in self.questions:
            found |= {one.id: one for one in question.decides}
            for answer in question.answers:
                found |= {card.id: card for card, _ in answer.leads}
        return found


@dataclass(frozen=True, slots=True)
class Handing:
    """Two items of which the second waits for the first. what: what is handed over. granted: it must be granted, not only end."""

    first: str
    then: str
    what: tuple[Text, ...]
    granted: bool


@dataclass(frozen=True, slots=True)
class OrderChart:
    """办理顺序. items: in an order in which each comes after what it waits for. path: items of the longest way.

    days: working days of the longest way; of the whole scene as if every item were needed, natural days counted as five of seven.
    Of somebody's own answers besides: on, the day from which is counted; ends, the day by which each item is promised;
    possible, the items that open questions decide.
    """

    scene: str
    hash: str
    name: Text
    items: tuple[ItemCard, ...]
    edges: tuple[Handing, ...]
    path: tuple[str, ...]
    days: int
    on: date | None = None
    ends: Mapping[str, date] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()

    @property
    def last(self) -> date | None:
        """The day by which everything is done."""
        return max(self.ends.values(), default=None)
