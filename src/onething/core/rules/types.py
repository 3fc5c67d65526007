"""The types that a variable of a condition may have."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

#: Without limits of its own a whole number is taken to lie within these; 10^15 fen are ten million million yuan.
USUAL_REACH = 10**15

#: What every part of a condition must stay within, so that no engine overflows: 64 bits, signed.
SMALLEST, GREATEST = -(2**63), 2**63 - 1

#: Digits after the point that a decimal may have.
MOST_SCALE = 9


@dataclass(frozen=True, slots=True)
class Bool:
    kind: ClassVar[str] = "bool"


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number, both limits included; None = the usual reach."""

    kind: ClassVar[str] = "int"
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A decimal with `scale` digits after the point; limits included."""

    kind: ClassVar[str] = "decimal"
    scale: int
    min: Decimal | None = None
    max: Decimal | None = None

    def __post_init__(self) -> None:
        assert 0 <= self.scale <= MOST_SCALE, self.scale


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day; limits included, None = 1900-01-01 and fifty years from the day of the question."""

    kind: ClassVar[str] = "date"
    min: date | None = None
    max: date | None = None


@dataclass(frozen=True, slots=True)
class String:
    """A text that is only ever compared with literals."""

    kind: ClassVar[str] = "string"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of finitely many ids, in the order of the question."""

    kind: ClassVar[str] = "choice"
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        assert "" not in self.values, self.values


Type = Bool | Int | Fixed | Date | String | Choice

BOOL = Bool()
INT = Int()
DATE = Date()
STRING = String()

#: A value at run time. Unknown is a missing key or None.
Value = bool | int | Decimal | date | str


def reach_of(type_: Type) -> tuple[int, int]:
    """Return the smallest and greatest value, decimals as whole numbers of their last digit."""
    match type_:
        case Int(low, high):
            return (-USUAL_REACH if low is None else low, USUAL_REACH if high is None else high)
        case Fixed(scale, least, most):
            return (
                -USUAL_REACH if least is None else scaled(least, scale),
                USUAL_REACH if most is None else scaled(most, scale),
            )
    return (0, 0)


def scaled(value: Decimal | int, scale: int) -> int:
    """Return the value as a whole number of its last digit: 12.50 at scale 2 is 1250."""
    whole = Decimal(value).scaleb(scale)
    assert whole == int(whole), (value, scale)
    return int(whole)
