"""Many ratings from one device or window within a short time: somebody may rate for others (代评)."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def in_burst(moments: Sequence[datetime], *, most: int, within: timedelta) -> frozenset[int]:
    """Return which of the ratings of one source, by place in `moments`, stand in a burst.

    moments: in ascending order. A burst: more than `most` of them inside a time shorter than `within`.
    """
    found: set[int] = set()
    first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= within:
            first += 1
        if last - first + 1 > most:
            found.update(range(first, last + 1))
    return frozenset(found)
