"""Where the house keeps what `site` bound: the clock, the ids, the dice, and every adapter behind a core protocol.

Areas and channels ask here and nowhere else; a static test finds any other clock, id or die.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from onething.core.errors import Unavailable
from onething.core.ports import Clock, Dice, Ids, Steady

P = TypeVar("P")

SHANGHAI = ZoneInfo("Asia/Shanghai")

_bound: dict[type, Any] = {}


class PortNotBound(Unavailable):
    code = "kit.port_not_bound"

    def __init__(self, port: str) -> None:
        super().__init__(f"nothing is bound to {port}; onething.site.wiring binds it")
        self.port = port


def bind(kind: type[P], made: P) -> None:
    """Let `made` stand behind the protocol `kind` from now on. Called by `site.wiring`."""
    _bound[kind] = made


@contextmanager
def bound(kind: type[P], made: P) -> Iterator[P]:
    """Bind for the length of a `with`: how a test passes its fake."""
    before = _bound.get(kind)
    _bound[kind] = made
    try:
        yield made
    finally:
        if before is None:
            del _bound[kind]
        else:
            _bound[kind] = before


def port(kind: type[P]) -> P:
    """Return what is bound to the protocol `kind`. Raises PortNotBound."""
    try:
        made: P = _bound[kind]
    except KeyError:
        raise PortNotBound(kind.__name__) from None
    return made


def now() -> datetime:
    """Return the moment, aware, in Asia/Shanghai."""
    return port(Clock).now()


def today() -> date:
    """Return the day in Asia/Shanghai."""
    return now().astimezone(SHANGHAI).date()


def steady() -> float:
    """Return seconds by a clock that nobody sets: for lengths of time, never for a date."""
    return port(Steady).seconds()


def new_id() -> UUID:
    """Return an identifier never given before, growing with time."""
    return port(Ids).new()


def token(*, bytes_: int = 16) -> str:
    """Return an unguessable url-safe token."""
    return port(Dice).token(bytes_=bytes_)


def choose(count: int) -> int:
    """Return a whole number in [0, count)."""
    return port(Dice).choose(count)
