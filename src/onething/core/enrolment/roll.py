"""The file of a draw: everything that decides, frozen before the seed is known. Shape: docs/enrolment.md."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from onething.core.codes.citizen import citizen_check_character
from onething.core.enrolment.catchments import MOST_HOUSES, Houses, Parity, Stretch, read_house, street_of
from onething.core.enrolment.placing import ORDER, Child, Roll, School, Way
from onething.core.enrolment.points import Factor, NoPointsRule, Points, PointsRule, points_of, rule_of
from onething.core.errors import RuleBroken

#: Bounds of one roll: bytes of the file, children of a town and year.
MOST_BYTES, MOST_CHILDREN = 64_000_000, 200_000
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")
_TEXT, _COUNT, _LIST, _TABLE = "a text", "a number, 0 or more", "a list", "a table"
_ROLL = {
    "year": _COUNT, "town": _TEXT, "schools": _LIST, "catchments": _LIST, "children": _LIST, "rules": _LIST, "order": _LIST,
}  # fmt: skip
_SCHOOL = {"id": _TEXT, "area": _TEXT, "places": _COUNT, "points_places": _COUNT, "catchments": _LIST}
_CHILD = {
    "number": _TEXT, "way": _TEXT, "catchment": _TEXT, "address": _TEXT, "wishes": _LIST, "points": _COUNT, "evidence": _TABLE,
    "together": _TEXT,
}  # fmt: skip
_CATCHMENT = {"id": _TEXT, "addresses": _LIST}
_ADDRESS = {"street": _TEXT, "from": _COUNT, "to": _COUNT, "parity": _TEXT}
_RULE = {"town": _TEXT, "year": _COUNT, "factors": _LIST, "ties": _LIST}
_FACTOR = {"id": _TEXT, "points": _COUNT, "per": _COUNT, "cap": _COUNT, "source": _TEXT}


class BadRoll(RuleBroken):
    """The file cannot be drawn from. problems: all of them, each with its place."""

    code = "enrolment.bad_roll"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_roll(data: bytes) -> Roll:
    """Return the roll that a file says; its digest is that of the file's bytes. Raises BadRoll with every problem at once."""
    if len(data) > MOST_BYTES:
        raise BadRoll([f"the file is larger than {MOST_BYTES} bytes"])
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadRoll([f"the file is no JSON: {error}"]) from None
    if problems := list(_shape(said)):
        raise BadRoll(problems)
    rules = tuple(
        PointsRule(
            one.get("town", ""),
            one["year"],
            tuple(Factor(**factor) for factor in one["factors"]),
            tuple(one.get("ties", ())),
        )
        for one in said.get("rules", ())
    )
    schools = tuple(
        School(**{**one, "catchments": frozenset(one.get("catchments", ()))}) for one in said["schools"]
    )
    order = tuple(Way(one) for one in said.get("order", ())) or ORDER
    houses = Houses(stretches_of(said))
    problems = list(_sense_of_catchments(said, houses, schools))
    homes = _homes(said, houses, problems)
    try:
        children = tuple(
            _child(one, said, rules, homes.get(at, "")) for at, one in enumerate(said["children"])
        )
    except NoPointsRule as error:
        raise BadRoll([*problems, str(error)]) from None
    roll = Roll(hashlib.sha256(data).hexdigest(), schools, children, order)
    homeless = {children[at].number for at, area in homes.items() if not area}
    problems += _sense(roll, homeless)
    if problems:
        raise BadRoll(problems)
    return roll


def stretches_of(said: Mapping[str, Any]) -> list[Stretch]:
    """Return the ranges of houses of a file whose shape is right, each with its place."""
    return [
        Stretch(
            catchment["id"],
            street_of(one["street"]),
            one["from"],
            one["to"],
            Parity(one.get("parity", Parity.ALL)),
            f"{place}.{inner}",
        )
        for place, catchment in _each(said, "catchments")
        for inner, one in _each(catchment, "addresses")
    ]


def _child(one: Mapping[str, Any], said: Mapping[str, Any], rules: Sequence[PointsRule], home: str) -> Child:
    """Points that are given count as they are: an office has decided them. Evidence is counted by the rules of the roll."""
    points = Points(one.get("points", 0))
    if "evidence" in one:
        points = points_of(rule_of(rules, town=said["town"], year=said["year"]), one["evidence"])
    return Child(
        one["number"],
        Way(one["way"]),
        one.get("catchment", "") or home,
        tuple(one.get("wishes", ())),
        points,
        one.get("together", ""),
    )


def _shape(said: Any) -> Iterator[str]:
    yield from _table(said, _ROLL, "the file", must=("year", "town", "schools", "children"))
    if not isinstance(said, dict):
        return
    for name, keys, must in (
        ("schools", _SCHOOL, ("id", "area", "places")),
        ("catchments", _CATCHMENT, ("id", "addresses")),
        ("children", _CHILD, ("number", "way")),
        ("rules", _RULE, ("year", "factors")),
    ):
        for place, one in _each(said, name):
            yield from _table(one, keys, place, must=must)
            for part in ("catchments", "wishes", "ties"):
                yield from _texts(one, part, place)
            for inner, factor in _each(one, "factors"):
                yield from _table(factor, _FACTOR, f"{place}.{inner}", must=tuple(_FACTOR))
                if isinstance(factor, dict) and factor.get("per") == 0:
                    yield f"{place}.{inner}.per: at least 1"
            for inner, address in _each(one, "addresses"):
                yield from _range(address, f"{place}.{inner}")
    for place, one in _each(said, "children"):
        if isinstance(one, dict):
            if one.get("way") not in set(Way):
                yield f"{place}.way: one of {', '.join(Way)}"
            evidence = one.get("evidence")
            for factor, units in evidence.items() if isinstance(evidence, dict) else ():
                if not _is(units, _COUNT):
                    yield f"{place}.evidence.{factor}: must be {_COUNT}"
    if len(said.get("children", ())) > MOST_CHILDREN:
        yield f"children: more than {MOST_CHILDREN}"
    order = said.get("order", list(Way))
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(Way):
        yield f"order: each of {', '.join(Way)} once"


def _range(address: Any, place: str) -> Iterator[str]:
    """Yield what is wrong with a range of house numbers."""
    wrong = list(_table(address, _ADDRESS, place, must=("street", "from", "to")))
    yield from wrong
    if wrong:
        return
    if not street_of(address["street"]):
        yield f"{place}.street: must not be empty"
    if address.get("parity", Parity.ALL) not in set(Parity):
        yield f"{place}.parity: one of {', '.join(Parity)}"
        return
    first, last = address["from"], address["to"]
    if not 1 <= first <= last <= MOST_HOUSES:
        yield f"{place}: from {first} to {last}; house numbers go up, from 1 to {MOST_HOUSES}"
    elif Stretch("", "", first, last, Parity(address.get("parity", Parity.ALL))).is_empty:
        yield f"{place}: no {address['parity']} number from {first} to {last}"


def _sense_of_catchments(said: Mapping[str, Any], houses: Houses, schools: Sequence[School]) -> Iterator[str]:
    """Yield what catchments with addresses say against the schools and each other."""
    served = {area for one in schools for area in one.catchments}
    seen = Counter(one["id"] for one in said.get("catchments", ()))
    yield from (f"catchments: {one} stands twice" for one, n in seen.items() if n > 1)
    yield from (f"catchments: no school has {one}" for one in seen if one not in served)
    for one, other, house in houses.overlaps():
        yield f"{other.place}: {other.street} {house} also stands in {one.place} ({one.catchment})"


def _homes(said: Mapping[str, Any], houses: Houses, problems: list[str]) -> dict[int, str]:
    """Return the catchment of every child that has an address, by its place among the children; "" where there is not
    exactly one, of which `problems` gets a line.
    """
    found: dict[int, str] = {}
    for at, child in enumerate(said["children"]):
        if "address" not in child:
            continue
        place, house = f"children[{at}]", read_house(child["address"])
        areas = houses.catchments_of(house) if house else ()
        found[at] = areas[0] if len(areas) == 1 else ""
        if child.get("catchment"):
            problems.append(f"{place}: the catchment or the address, not both")
        elif house is None:
            problems.append(f"{place}.address: must be street and number only, such as 示例路 12 号")
        elif len(areas) != 1:
            where = f"in {' and '.join(areas)}" if areas else "in no catchment"
            problems.append(f"{place}.address: {house.street} {house.number} lies {where}")
    return found


def _sense(roll: Roll, homeless: Set[str]) -> Iterator[str]:
    """Yield what the parts say against each other. homeless: children of whose address it is said already."""
    schools = {one.id for one in roll.schools}
    served = Counter(area for one in roll.schools for area in one.catchments)
    numbers = Counter(one.number for one in roll.children)
    by_number = {one.number: one for one in roll.children}
    yield from (
        f"schools: {one} stands twice" for one, n in Counter(s.id for s in roll.schools).items() if n > 1
    )
    yield from (f"catchments: {one} belongs to more than one school" for one, n in served.items() if n > 1)
    yield from (f"children: {one} stands twice" for one, n in numbers.items() if n > 1)
    for school in roll.schools:
        if school.points_places > school.places:
            yield f"school {school.id}: more places for points than places"
    for child in roll.children:
        who = f"child {child.number}"
        if not _NUMBER.fullmatch(child.number):
            yield f"{who}: a number has letters, digits and hyphens, at most 40"
        elif _is_citizen(child.number):
            yield f"{who[:12]}…: this is the number of a person; use that of the registration"
        lost = child.way is Way.HOUSEHOLD and child.catchment not in served
        if lost and (child.catchment or child.number not in homeless):
            yield f"{who}: no school has the catchment {child.catchment or '(none)'}"
        if child.way is not Way.HOUSEHOLD and not child.wishes:
            yield f"{who}: at least one wish"
        yield from (f"{who}: no school {one}" for one in child.wishes if one not in schools)
        twin = by_number.get(child.together)
        if child.together and (twin is None or twin.number == child.number):
            yield f"{who}: no other child {child.together}"
        elif twin and (twin.way, twin.catchment, twin.wishes) != (child.way, child.catchment, child.wishes):
            yield f"{who}: {twin.number} has another way, catchment or wishes; twins of one school have the same"


def _is_citizen(number: str) -> bool:
    return (
        len(number) == 18
        and number[:17].isdigit()
        and number[17].upper() == citizen_check_character(number[:17])
    )


def _table(one: Any, keys: Mapping[str, str], place: str, *, must: Sequence[str]) -> Iterator[str]:
    if not isinstance(one, dict):
        yield f"{place}: must be {_TABLE}"
        return
    yield from (f"{place}: {name} is missing" for name in must if name not in one)
    for name, value in one.items():
        if name not in keys:
            yield f"{place}: {name} is not known; known are {', '.join(keys)}"
        elif not _is(value, keys[name]):
            yield f"{place}.{name}: must be {keys[name]}"


def _each(one: Any, name: str) -> Iterator[tuple[str, Any]]:
    found = one.get(name) if isinstance(one, dict) else None
    for number, part in enumerate(found if isinstance(found, list) else ()):
        yield f"{name}[{number}]", part


def _texts(one: Any, name: str, place: str) -> Iterator[str]:
    yield from (
        f"{place}.{inner}: must be {_TEXT}" for inner, part in _each(one, name) if not _is(part, _TEXT)
    )


def _is(value: Any, kind: str) -> bool:
    if kind == _COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return isinstance(value, {_TEXT: str, _LIST: list, _TABLE: dict}[kind])
