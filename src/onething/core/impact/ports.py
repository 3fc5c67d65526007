"""What refers to definitions from elsewhere (answers of the knowledge base, exam questions), asked without knowing who it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.knowledge.changing import Change
from onething.core.source import Text


class DependentKind(StrEnum):
    """What refers to items. Sources come in this order."""

    ANSWER = "answer"
    EXAM_QUESTION = "exam_question"

    @property
    def label(self) -> Text:
        return _KINDS[self]


_KINDS = {
    DependentKind.ANSWER: Text("知识答案", "answer"),
    DependentKind.EXAM_QUESTION: Text("试题", "exam question"),
}


@dataclass(frozen=True, slots=True)
class Dependent:
    """Something that refers to an item and is to be looked at when the item changes.

    id, title: as its own area calls it. items: those of the question that it is about or refers to. changes: what of it
    would read otherwise, empty where it would read the same. opens: whether the actor may open its page.
    """

    kind: DependentKind
    id: str
    title: Text
    items: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    opens: bool = False


class DependentSource(Protocol):
    """An area that holds such things."""

    def depending_on(
        self, actor: Actor, *, items: Collection[str], after: Package, on: date
    ) -> Sequence[Dependent]:
        """Return what is about any of these items (ids of the city package) or would read otherwise, in an order that stays.

        after: the package that would hold instead of the one that does. on: the day.
        """
        ...


class Dependents:
    """All the sources of the house. `site.wiring` names them, so that no area needs to know the others."""

    def __init__(self, *sources: DependentSource) -> None:
        self._sources = sources

    def depending_on(
        self, actor: Actor, *, items: Collection[str], after: Package, on: date
    ) -> tuple[Dependent, ...]:
        return tuple(self._each(actor, items, after, on))

    def _each(self, actor: Actor, items: Collection[str], after: Package, on: date) -> Iterator[Dependent]:
        for source in self._sources:
            yield from source.depending_on(actor, items=items, after=after, on=on)
