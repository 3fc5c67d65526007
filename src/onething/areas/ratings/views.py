"""Ratings and orders as staff look at them. Nothing here says who rated; `Rater` is for the hotline alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from onething.core.cases.views import Page
from onething.core.clock import Light
from onething.core.papers import Level
from onething.core.ratings import Counted, Dimension, Order
from onething.core.source import Text

__all__ = ["Act", "HeldRating", "OrderLine", "OrderView", "Page", "RatedLine", "Rater"]


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
