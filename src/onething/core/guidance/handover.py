"""The code with which a person hands a draft over to a window: how long it holds, and how it is read."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from onething.core.codes.reading import half_width

#: Digits of a code; days for which it holds after the day on which it was given.
CODE_DIGITS, CODE_DAYS = 8, 7


@dataclass(frozen=True, slots=True)
class WindowCode:
    """A code that holds. ends_at: the first moment at which it does not. opened_at: when a window last used it."""

    code: str = field(repr=False)
    ends_at: datetime
    opened_at: datetime | None = None

    @property
    def last_day(self) -> date:
        return last_day(self.ends_at)


def last_day(ends_at: datetime) -> date:
    """Return the last day, included. ends_at: in the time of the city."""
    return (ends_at - timedelta(microseconds=1)).date()


def code_ends_at(*, now: datetime, draft_ends_at: datetime) -> datetime:
    """Return the end of a code given now: the midnight after its last day, never later than its draft."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=CODE_DAYS + 1)
    return min(midnight, draft_ends_at)


def read_code(text: str) -> str:
    """Return the digits of a code as somebody typed or scanned it, in full width or in groups; "" if it is none."""
    typed = "".join(half_width(text).split())
    return typed if len(typed) == CODE_DIGITS and typed.isascii() and typed.isdigit() else ""
