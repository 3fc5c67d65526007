"""Which catchment (学区) a house lies in: streets with ranges of house numbers, as the roll of a town says them.

How streets are written is that of the register of standard addresses (标准地址); that a number with an addition (35 号之一)
lies where its house does is our reading.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from onething.core.codes.reading import half_width

#: The largest house number that is read.
MOST_HOUSES = 99_999
_HOUSE = re.compile(
    r"(?P<street>(?:(?!\d号(?![路街巷道])).)*[^\d-])(?P<number>[1-9]\d{0,4})(?:-\d+)?(?:号(?:之[一二三四五六七八九十\d]+)?)?"
)

_WITHIN = re.compile(r"(?P<street>.*?[^\d-])(?P<number>[1-9]\d{0,4})(?:-\d+)?(?:号(?![路街巷道])|$)")


class Parity(StrEnum):
    """Which side of a street a range means."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The houses of one street from a number to a number, both included. place: where the file says so."""

    catchment: str
    street: str
    first: int
    last: int
    parity: Parity = Parity.ALL
    place: str = field(default="", compare=False)

    def houses(self, odd: bool) -> tuple[int, int]:
        """Return the first and the last odd (even) house; the first is the larger one where there is none."""
        if self.parity is (Parity.EVEN if odd else Parity.ODD):
            return (1, 0)
        return (self.first + (self.first % 2 != odd), self.last - (self.last % 2 != odd))

    def has(self, number: int) -> bool:
        first, last = self.houses(number % 2 == 1)
        return first <= number <= last

    @property
    def is_empty(self) -> bool:
        return not any(first <= last for first, last in (self.houses(True), self.houses(False)))


@dataclass(frozen=True, slots=True)
class House:
    """One house of a street."""

    street: str
    number: int


def street_of(text: str) -> str:
    """Return a street as it is compared: half-width, without blanks."""
    return "".join(half_width(text).split())


def read_house(address: str) -> House | None:
    """Return the house that a street and number name, None where they name none.

    `示例路 12 号`, `示例路12`, `示例路 12-3 号` and `示例路 12 号之一` are read; anything after the number (a flat, a floor) is
    not: where a child lives is nobody's business further than the house.
    """
    found = _HOUSE.fullmatch(street_of(address))
    return House(found["street"], int(found["number"])) if found else None


def house_in(address: str, above: Collection[str]) -> House | None:
    """Return the house of a whole address, None where it names none: what stands before the street and after the number is cut.

    above: names of the divisions with which an address may begin; the province may stand before them.
    """
    text = street_of(address)
    heads = sorted((street_of(one) for one in above if one.strip()), key=len, reverse=True)
    while head := next((one for one in heads if text.startswith(one)), ""):
        text = text[len(head) :]
    found = _WITHIN.match(text)
    return House(found["street"], int(found["number"])) if found else None


class Houses:
    """All stretches of a roll, by street."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        streets: dict[str, list[Stretch]] = defaultdict(list)
        for one in stretches:
            streets[one.street].append(one)
        self._streets: Mapping[str, Sequence[Stretch]] = dict(streets)

    def catchments_of(self, house: House) -> tuple[str, ...]:
        """Return the catchments in which a house lies, each once, in the order of the roll."""
        found = (one.catchment for one in self._streets.get(house.street, ()) if one.has(house.number))
        return tuple(dict.fromkeys(found))

    def overlaps(self) -> Iterator[tuple[Stretch, Stretch, int]]:
        """Give stretches that have a house in common, with such a house; none is given where no house is in two.

        Each stretch is named beside one that overlaps it, not beside all of them.
        """
        told: set[tuple[str, str]] = set()
        for one, other, house in self._common():
            if (one.place, other.place) not in told:
                told.add((one.place, other.place))
                yield one, other, house

    def _common(self) -> Iterator[tuple[Stretch, Stretch, int]]:
        for stretches in self._streets.values():
            for odd in (True, False):
                lane = [(first, last, one) for one in stretches for first, last in [one.houses(odd)]]
                lane = sorted((one for one in lane if one[0] <= one[1]), key=lambda one: one[:2])
                farthest: tuple[int, Stretch] | None = None
                for first, last, one in lane:
                    if farthest is not None and first <= farthest[0]:
                        yield farthest[1], one, first
                    if farthest is None or last > farthest[0]:
                        farthest = (last, one)
