"""Places at schools: by catchment, preferential policy and points, and by a draw where places are short (电脑派位).

The draw has no chance in it: who comes first follows from a seed that is published after the roll is closed, so that everybody can
reckon it again. Source: domain §4.6 (rules of 2025; matching [design]), §5.18.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from onething.core.enrolment.points import NO_POINTS, Points


class Way(StrEnum):
    """By which a child comes to a public school; ids of the element `school.category`."""

    HOUSEHOLD = "household"
    PREFERENTIAL = "preferential"
    POINTS = "points"


class By(StrEnum):
    """How a place was given; ids of the element `school.assigned_by`. NONE: there was no place."""

    CATCHMENT = "catchment"
    DRAW = "draw"
    AREA = "area"
    PREFERENTIAL = "preferential"
    POINTS = "points"
    NONE = ""


@dataclass(frozen=True, slots=True)
class School:
    """places: of the year. points_places: those of them that are kept for points. A catchment belongs to one school."""

    id: str
    area: str
    places: int
    points_places: int = 0
    catchments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Child:
    """number: that of the registration, never of a person. wishes: ids of schools. together: number of a twin who wants the same
    school, "" for none. points: for those who come by points.
    """

    number: str
    way: Way
    catchment: str = ""
    wishes: tuple[str, ...] = ()
    points: Points = NO_POINTS
    together: str = ""


#: Which way has its places first, where the plan of the year says nothing else.
ORDER = (Way.PREFERENTIAL, Way.HOUSEHOLD, Way.POINTS)


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything that decides but the seed, held to its sense by `read_roll`. digest: SHA-256 of its file."""

    digest: str
    schools: tuple[School, ...]
    children: tuple[Child, ...]
    order: tuple[Way, ...] = ORDER


@dataclass(frozen=True, slots=True)
class Placed:
    """school: "" without a place. lot: what was drawn for the child, or for the twins as one."""

    number: str
    way: Way
    school: str
    by: By
    lot: str


@dataclass(frozen=True, slots=True)
class _Group:
    """A child, or twins who want one school: one lot, and places for all or for none."""

    children: tuple[Child, ...]
    lot: str

    @property
    def first(self) -> Child:
        return self.children[0]

    @property
    def size(self) -> int:
        return len(self.children)

    @property
    def drawn(self) -> tuple[str, str]:
        return (self.lot, self.first.number)


@dataclass(slots=True)
class _Room:
    """Places that are left, those for points apart."""

    usual: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)


def lot_of(seed: str, number: str) -> str:
    """Return the lot: the SHA-256 of seed, a new line and the number, hex. The smaller one comes first."""
    return hashlib.sha256(f"{seed}\n{number}".encode()).hexdigest()


def place(roll: Roll, *, seed: str) -> tuple[Placed, ...]:
    """Return every child of the roll with a place, by number. The same roll and seed give the same places for ever.

    By preference: the first wish with room. By household: the school of the catchment; where its places are fewer than the
    children, by lot, and whoever is not drawn is placed in the area. By points: the highest first, ties by the rules, then by lot,
    at the first wish with room among the places for points. In the area: by lot, at the first of its schools that has room, then at
    the first of the town; places for points that nobody needs count. Twins who want one school have one lot, that of the smaller
    number, the weaker points of the two, and get it together or go on together.
    """
    room = _Room(
        Counter({one.id: one.places - one.points_places for one in roll.schools}),
        Counter({one.id: one.points_places for one in roll.schools}),
    )
    groups = _groups(roll.children, seed)
    found: list[Placed] = []
    left: list[_Group] = []
    steps = {Way.PREFERENTIAL: _by_preference, Way.HOUSEHOLD: _by_household, Way.POINTS: _by_points}
    for way in roll.order:
        mine = sorted((one for one in groups if one.first.way is way), key=lambda one: one.drawn)
        for group, school, by in steps[way](mine, roll.schools, room):
            if school or way is Way.POINTS:
                found += _placed(group, school, by)
            else:
                left.append(group)
    for group in sorted(left, key=lambda one: one.drawn):
        school = _in_the_area(group, roll.schools, room)
        found += _placed(group, school, By.AREA if school else By.NONE)
    return tuple(sorted(found, key=lambda one: one.number))


def _groups(children: Sequence[Child], seed: str) -> list[_Group]:
    """Return twins and triplets who name each other as one, everybody else alone."""
    head = {one.number: one.number for one in children}

    def head_of(number: str) -> str:
        while head[number] != number:  # ends: a head is never larger than who has it
            number = head[number]
        return number

    for one in children:
        if one.together:
            first, second = sorted((head_of(one.number), head_of(one.together)))
            head[second] = first
    members: dict[str, list[Child]] = defaultdict(list)
    for one in sorted(children, key=lambda one: one.number):
        members[head_of(one.number)].append(one)
    return [_Group(tuple(one), lot_of(seed, number)) for number, one in members.items()]


_Step = Iterator[tuple[_Group, str, By]]


def _by_preference(groups: Sequence[_Group], schools: Sequence[School], room: _Room) -> _Step:
    for group in groups:
        school = next((one for one in group.first.wishes if room.usual[one] >= group.size), "")
        if school:
            room.usual[school] -= group.size
        yield group, school, By.PREFERENTIAL


def _by_household(groups: Sequence[_Group], schools: Sequence[School], room: _Room) -> _Step:
    by_catchment: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_catchment[group.first.catchment].append(group)
    for school in schools:
        mine = sorted(
            (one for catchment in school.catchments for one in by_catchment[catchment]),
            key=lambda one: one.drawn,
        )
        short = sum(one.size for one in mine) > room.usual[school.id]
        for group in mine:
            fits = group.size <= room.usual[school.id]
            room.usual[school.id] -= group.size if fits else 0
            yield group, school.id if fits else "", By.DRAW if short else By.CATCHMENT


def _by_points(groups: Sequence[_Group], schools: Sequence[School], room: _Room) -> _Step:
    for group in sorted(groups, key=lambda one: (max(each.points.rank for each in one.children), *one.drawn)):
        school = next((one for one in group.first.wishes if room.points[one] >= group.size), "")
        if school:
            room.points[school] -= group.size
        yield group, school, By.POINTS if school else By.NONE


def _in_the_area(group: _Group, schools: Sequence[School], room: _Room) -> str:
    """Return the school that takes the group after all, "" if none of the town has room."""
    home = next(
        (
            one.area
            for one in schools
            if group.first.catchment in one.catchments or one.id in group.first.wishes[:1]
        ),
        "",
    )
    near = sorted(schools, key=lambda one: one.area != home)  # a stable order: those of the area first
    for school in near:
        if room.usual[school.id] + room.points[school.id] >= group.size:
            short = max(0, group.size - room.usual[school.id])
            room.usual[school.id] -= group.size - short
            room.points[school.id] -= short
            return school.id
    return ""


def _placed(group: _Group, school: str, by: By) -> list[Placed]:
    return [Placed(one.number, one.way, school, by, group.lot) for one in group.children]
