"""One question, two answers: what may not stand beside each other in the knowledge base."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from onething.core.catalogue.local import holders
from onething.core.catalogue.words import Division
from onething.core.knowledge.model import Content
from onething.core.search.folding import gist


@dataclass(frozen=True, slots=True)
class AnswersDiffer:
    """Two answers to one question that hold at one place on one day and say different things.

    one, other: keys of the answers, in their order. asked: the words that both answer.
    """

    one: str
    other: str
    asked: str


def find_conflicts(
    answers: Iterable[tuple[str, Content]], divisions: Mapping[str, Division]
) -> tuple[AnswersDiffer, ...]:
    """Return every pair of published answers that contradict each other, once, by key. answers: key and content."""
    asked: dict[str, dict[str, tuple[str, Content]]] = defaultdict(dict)
    for key, content in answers:
        for words in (content.question.zh, content.question.en, *content.variants):
            if folded := gist(words):
                asked[folded].setdefault(key, (words, content))
    found: dict[tuple[str, str], AnswersDiffer] = {}
    for same in asked.values():
        for one, other in combinations(sorted(same), 2):
            (words, first), (_, second) = same[one], same[other]
            if differ(first, second, divisions):
                found.setdefault((one, other), AnswersDiffer(one, other, words))
    return tuple(found[pair] for pair in sorted(found))


def differ(one: Content, other: Content, divisions: Mapping[str, Division]) -> bool:
    """Say whether two answers to one question can meet, and do not say the same."""
    same = "".join(one.text.zh.split()) == "".join(other.text.zh.split())
    return not same and _days_meet(one, other) and _places_meet(one, other, divisions)


def _days_meet(one: Content, other: Content) -> bool:
    def begins_before_end(first: Content, second: Content) -> bool:
        return first.from_on is None or second.to_on is None or first.from_on < second.to_on

    return begins_before_end(one, other) and begins_before_end(other, one)


def _places_meet(one: Content, other: Content, divisions: Mapping[str, Division]) -> bool:
    if not one.places or not other.places:
        return True
    return any(
        first in set(holders(second, divisions)) or second in set(holders(first, divisions))
        for first in one.places
        for second in other.places
    )
