"""What references say otherwise: than they did when somebody read them, or in another version of the package."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onething.core.catalogue.model import Package
from onething.core.knowledge.facts import Facts, Said, render
from onething.core.knowledge.references import braces_in, read_reference
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Change:
    """A reference that says another thing than it did. new: None if nothing is known by this name any more."""

    reference: str
    old: Text
    new: Text | None


def said_of(texts: Iterable[Text], facts: Facts) -> tuple[Said, ...]:
    """Return what the references of some texts say, each once, in their order."""
    return tuple(dict.fromkeys(said for text in texts for said in render(text, facts).said))


def changes_of(said: Iterable[Said], texts: Iterable[Text], facts: Facts) -> tuple[Change, ...]:
    """Return what the references of some texts say otherwise now than they did. facts: without a place, as then."""
    words = {one.reference: one.words for one in said_of(texts, facts)}
    return tuple(
        Change(one.reference, one.words, words.get(one.reference))
        for one in said
        if words.get(one.reference) != one.words
    )


@dataclass(frozen=True, slots=True)
class Differences:
    """What references would say otherwise by another package. Each reference is looked up once, however many texts have it."""

    before: Facts
    after: Facts
    _known: dict[str, Change | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def between(cls, facts: Facts, after: Package) -> "Differences":
        """facts: what holds. after: the package that would hold instead."""
        return cls(facts, replace(facts, package=after))

    def of(self, texts: Iterable[Text]) -> tuple[Change, ...]:
        """Return what the references of some texts would say otherwise, each once, in their order.

        A reference that says nothing now is no difference: it is flagged already.
        """
        found: dict[str, Change] = {}
        for text in texts:
            for name in (*braces_in(text.zh), *braces_in(text.en)):
                if name not in self._known:
                    self._known[name] = self._of(name)
                if (change := self._known[name]) is not None:
                    found[change.reference] = change
        return tuple(found.values())

    def _of(self, name: str) -> Change | None:
        one = read_reference(name)
        old, new = (self.before.say(one), self.after.say(one)) if one else (None, None)
        return Change(str(one), old, new) if old is not None and old != new else None
