"""What a department system says of a case that is decided there: how it counts, and what a refusal must say."""

from collections.abc import Mapping
from typing import Any

from onething.core.values import is_blank

#: A case has one count for all that a system says of it: events of the case first, news of each inside it.
NEWS_OF_A_PUSH = 1000
#: What a refusal must say, whoever it comes from: the person who signed, facts, article, remedy (行政许可法 38).
NEEDED = ("officer", "facts", "article", "remedy")


def version_of(sequence: int, count: int) -> int:
    """Return the version of a piece of news. sequence: of the event that it answers; count: its own, from 1 to 999."""
    return sequence * NEWS_OF_A_PUSH + count


def sequence_of(version: int) -> int:
    """Return the event that a piece of news answers; with it everything that came before is answered."""
    return version // NEWS_OF_A_PUSH


def missing_in(refusal: Mapping[str, Any]) -> list[str]:
    """Return what a refusal must say and does not."""
    return [name for name in NEEDED if is_blank(str(refusal.get(name, "")))]
