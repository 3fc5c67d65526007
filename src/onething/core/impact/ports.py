"""What refers to definitions from elsewhere (answers of the knowledge base, exam questions), asked without knowing who it is."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from onething.core.actors import Actor
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Dependent:
    """Something that refers to an item and is to be looked at when the item changes.

    kind: what it is, in words ("知识答案"). id, title: as its own area calls it. items: those of the question that it
    refers to. address: of its page, "" if there is none.
    """

    kind: Text
    id: str
    title: Text
    items: tuple[str, ...]
    address: str = ""


class DependentSource(Protocol):
    """An area that holds such things."""

    def depending_on(self, actor: Actor, *, items: Collection[str]) -> Sequence[Dependent]:
        """Return what refers to any of these items (ids of the city package), in an order that stays."""
        ...


class Dependents:
    """All the sources of the house. `site.wiring` names them, so that no area needs to know the others."""

    def __init__(self, *sources: DependentSource) -> None:
        self._sources = sources

    def depending_on(self, actor: Actor, *, items: Collection[str]) -> tuple[Dependent, ...]:
        if not items:
            return ()
        return tuple(_each(self._sources, actor, items))


def _each(sources: Iterable[DependentSource], actor: Actor, items: Collection[str]) -> Iterable[Dependent]:
    for source in sources:
        yield from source.depending_on(actor, items=items)
