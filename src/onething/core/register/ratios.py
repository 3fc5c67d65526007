"""The ratios by which a register is judged (可网办率、全程网办率、一门、一窗 …): which items count, and which of them are as they should be.

The base is what people apply for: penalties, coercion, levies and inspections are done to them, and a one-thing scene is made of items
that are counted already (domain §1.2: 3,372 items, 3,245 online = 96.23 %, 2,987 wholly online = 88.58 %). An item of which nobody said so
is not as it should be, and is counted apart, so that "no" and "not told" can be told from each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from onething.core.register.entries import Entry, Kind, Named

#: Kinds that nobody applies for.
EX_OFFICIO = frozenset({Kind.PENALTY, Kind.COERCION, Kind.LEVY, Kind.INSPECTION})


class Ratio(Named):
    ONLINE = "online", "可网办率", "can be handled online"
    WHOLLY_ONLINE = "wholly_online", "全程网办率", "wholly online"
    NO_VISIT = "no_visit", "零跑动率", "without a visit"
    ON_THE_SPOT = "on_the_spot", "即办率", "done on the spot"
    ONE_GATE = "one_gate", "一门率", "in a government hall"
    ONE_WINDOW = "one_window", "一窗率", "at an integrated window"


class Says(Named):
    """What an item says of a ratio."""

    YES = "yes", "是", "yes"
    NO = "no", "否", "no"
    UNTOLD = "untold", "没有填", "not told"


def counts(entry: Entry) -> bool:
    """Whether an item belongs to the base of the ratios."""
    return not entry.scene and entry.kind not in EX_OFFICIO


def says(entry: Entry, ratio: Ratio) -> Says:
    """Return what an item says. Wholly online is depth 4 without a visit; depth 4 with visits contradicts itself and is not."""
    held = _TOLD[ratio](entry)
    return Says.UNTOLD if held is None else Says.YES if held else Says.NO


def _wholly(entry: Entry) -> bool | None:
    return None if entry.depth is None else entry.depth == 4 and not entry.visits


_TOLD: Mapping[Ratio, Callable[[Entry], bool | None]] = {
    Ratio.ONLINE: lambda entry: entry.online,
    Ratio.WHOLLY_ONLINE: _wholly,
    Ratio.NO_VISIT: lambda entry: None if entry.visits is None else entry.visits == 0,
    Ratio.ON_THE_SPOT: lambda entry: None if entry.project is None else entry.project == "1",
    Ratio.ONE_GATE: lambda entry: entry.in_hall,
    Ratio.ONE_WINDOW: lambda entry: entry.one_window,
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of the base say yes, no, or nothing."""

    ratio: Ratio
    yes: int
    no: int
    untold: int

    @property
    def base(self) -> int:
        return self.yes + self.no + self.untold

    @property
    def percent(self) -> Decimal | None:
        """Of the base, to two digits, half up; None of nothing."""
        if not self.base:
            return None
        return (Decimal(self.yes) * 100 / self.base).quantize(Decimal("0.01"), ROUND_HALF_UP)
