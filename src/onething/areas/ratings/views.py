"""Ratings and orders as staff look at them. Nothing here says who rated; `Rater` is for the hotline alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from onething.core.cases.views import Page
from onething.core.clock import Light
from onething.core.papers import Level
from onething.core.ratings import Counted, Dimension, Order
from onething.core.source import Text

__all__ = ["Act", "FollowUp", "HeldRating", "OrderLine", "OrderView", "Page", "RatedLine", "Rater"]


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One rating behind a figure. month: its first day; the day and the number would tell who rated."""

    counted: Counted
    level: Level | None
    month: date | None
    name: Text
    department: str
    channel: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    id: UUID
    order: Order
    level: Level
    name: Text
    department: str
    light: Light | None


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    kind: str
    who: str
    department: str
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    line: OrderLine
    channel: str
    dimensions: dict[Dimension, Level]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Orders of bad ratings: open, of these late; closed, so that the rater was told; called back, open or closed."""

    open: int
    late: int
    closed: int
    called: int

    @property
    def told_share(self) -> int | None:
        """Of all orders, those whose rater was told, in per mille rounded down; None where there are none."""
        whole = self.open + self.closed
        return self.closed * 1000 // whole if whole else None


@dataclass(frozen=True, slots=True)
class Rater:
    """Whom the hotline calls back: seen by the hotline alone, each look written down."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    text: str = field(repr=False)
    application: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeldRating:
    """A rating that is held back. source: "device" or "window"; alike: how many of the same source are held."""

    ref: UUID
    level: Level
    rated_at: datetime
    source: str
    alike: int
    window: str
    department: str
