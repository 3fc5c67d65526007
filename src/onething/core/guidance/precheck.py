"""What became of an advice before submission (预审): the window said so, then this was changed, then it was handed in.

It binds nobody after the submission either; whoever reviews sees what was found before, and supervision how often something was missing
all the same (domain §2.4).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onething.core.guidance.advice import AdviceLine
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Precheck:
    """An application that a window had read before. fine: nothing was missing then.

    changed: lines of the sheet that are other than when the window read them, by their names. told: something was missing after the
    submission all the same, None where it was not asked.
    """

    application: str
    scene: str
    advised_at: datetime
    submitted_at: datetime
    fine: bool
    answer: str
    answerer: str
    changed: tuple[Text, ...]
    told: bool | None = None


@dataclass(frozen=True, slots=True)
class Prechecked:
    """The figures of some days. told: of those handed in after an advice, how many were told of something missing."""

    since: date
    until: date
    handed_in: int
    fine: int
    told: int


def figures_of(every: Sequence[Precheck], *, since: date, until: date) -> Prechecked:
    """Return the figures of all that was handed in on those days after an advice."""
    fine, told = sum(one.fine for one in every), sum(bool(one.told) for one in every)
    return Prechecked(since, until, len(every), fine, told)


def changed(read: Iterable[AdviceLine], signed: Iterable[AdviceLine]) -> tuple[Text, ...]:
    """Return the names of the lines that are other on the signed sheet, or only on one of the two, each once and in its order."""
    before, after = list(read), list(signed)
    left, right = Counter(map(_same, before)), Counter(map(_same, after))
    return tuple(dict.fromkeys([*_others(after, left), *_others(before, right)]))


def _others(lines: Iterable[AdviceLine], there: Counter[object]) -> Iterator[Text]:
    there = there.copy()
    for line in lines:
        if there[_same(line)]:
            there[_same(line)] -= 1
        else:
            yield line.label


def _same(line: AdviceLine) -> object:
    return line.section, line.label, line.value
