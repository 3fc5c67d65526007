"""What is counted of ratings: active ones apart from defaults, from those held back and from those found invalid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onething.core.papers import Level


class Counted(StrEnum):
    """As what a rating counts; each counts as one of these."""

    ACTIVE = "active"  # 主动评价
    DEFAULT = "default"  # 默认评价: nobody rated in time
    HELD = "held"  # 待查: in a burst, nobody has looked yet
    INVALID = "invalid"  # 无效: found so by two persons, or by an appeal
    ASKED = "asked"  # 未评价

    @classmethod
    def of(cls, *, level: str, default: bool, held: bool, invalid: bool) -> "Counted":
        if not level:
            return cls.ASKED
        if invalid:
            return cls.INVALID
        if held:
            return cls.HELD
        return cls.DEFAULT if default else cls.ACTIVE


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one item, office, hall or window, or of all. key: what is counted, "" = all. label: in words.

    active, default: by level. Shares are in whole per mille, rounded down; None where nothing counts.
    """

    key: str
    active: Mapping[Level, int] = field(default_factory=dict)
    default: Mapping[Level, int] = field(default_factory=dict)
    held: int = 0
    invalid: int = 0
    asked: int = 0

    @property
    def rated(self) -> int:
        return sum(self.active.values())

    @property
    def defaults(self) -> int:
        return sum(self.default.values())

    @property
    def bad(self) -> int:
        return _bad(self.active)

    @property
    def dissatisfied(self) -> int:
        return self.active.get(Level.BAD, 0)

    @property
    def very_dissatisfied(self) -> int:
        return self.active.get(Level.TERRIBLE, 0)

    @property
    def good_share(self) -> int | None:
        """Not bad among the active ones."""
        return _per_mille(self.rated - self.bad, self.rated)

    @property
    def good_share_with_defaults(self) -> int | None:
        """The same with defaults: always shown beside the other, never instead of it."""
        whole = self.rated + self.defaults
        return _per_mille(whole - self.bad - _bad(self.default), whole)

    @property
    def active_share(self) -> int | None:
        """How many of those asked rated themselves."""
        return _per_mille(self.rated, self.rated + self.defaults + self.asked + self.held + self.invalid)


def _bad(counts: Mapping[Level, int]) -> int:
    return sum(n for level, n in counts.items() if level.is_bad)


def _per_mille(part: int, whole: int) -> int | None:
    return part * 1000 // whole if whole else None
