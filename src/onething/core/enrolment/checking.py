"""What is wrong with the file of a roll: its shape first, then what its parts say against each other. All is said, each with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from onething.core.codes.citizen import citizen_check_character
from onething.core.enrolment.catchments import MOST_HOUSES, Houses, Parity, Stretch, read_house, street_of
from onething.core.enrolment.placing import Roll, School, Way
from onething.core.source import Text

#: Children of a town and year.
MOST_CHILDREN = 200_000
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")
_TEXT, _COUNT = Text("文字", "a text"), Text("0 或更大的整数", "a number, 0 or more")
_LIST, _TABLE = Text("列表", "a list"), Text("对象", "a table")
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


def shape(said: Any) -> Iterator[Text]:
    """Yield what a file says that a roll has no place for, and what it lacks."""
    yield from _table(said, _ROLL, "JSON", must=("year", "town", "schools", "children"))
    if not isinstance(said, dict):
        return
    for name, keys, must in (
        ("schools", _SCHOOL, ("id", "area", "places")),
        ("catchments", _CATCHMENT, ("id", "addresses")),
        ("children", _CHILD, ("number", "way")),
        ("rules", _RULE, ("year", "factors")),
    ):
        for place, one in each(said, name):
            yield from _table(one, keys, place, must=must)
            for part in ("catchments", "wishes", "ties"):
                yield from _texts(one, part, place)
            for inner, factor in each(one, "factors"):
                yield from _table(factor, _FACTOR, f"{place}.{inner}", must=tuple(_FACTOR))
                if isinstance(factor, dict) and factor.get("per") == 0:
                    yield _at(f"{place}.{inner}.per", "至少 1", "at least 1")
            for inner, address in each(one, "addresses"):
                yield from _range(address, f"{place}.{inner}")
    for place, one in each(said, "children"):
        if isinstance(one, dict):
            if one.get("way") not in set(Way):
                yield _at(f"{place}.way", *_one_of(Way))
            evidence = one.get("evidence")
            for factor, units in evidence.items() if isinstance(evidence, dict) else ():
                if not _is(units, _COUNT):
                    yield _must_be(f"{place}.evidence.{factor}", _COUNT)
    if len(said.get("children", ())) > MOST_CHILDREN:
        yield _at("children", f"超过 {MOST_CHILDREN} 个", f"more than {MOST_CHILDREN}")
    order = said.get("order", list(Way))
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(Way):
        ways = ", ".join(Way)
        yield _at("order", f"{ways} 各写一次", f"each of {ways} once")


def _range(address: Any, place: str) -> Iterator[Text]:
    """Yield what is wrong with a range of house numbers."""
    wrong = list(_table(address, _ADDRESS, place, must=("street", "from", "to")))
    yield from wrong
    if wrong:
        return
    if not street_of(address["street"]):
        yield _at(f"{place}.street", "不能空着", "must not be empty")
    if address.get("parity", Parity.ALL) not in set(Parity):
        yield _at(f"{place}.parity", *_one_of(Parity))
        return
    first, last = address["from"], address["to"]
    if not 1 <= first <= last <= MOST_HOUSES:
        yield _at(
            place,
            f"从 {first} 到 {last}；门牌号从小到大，1 到 {MOST_HOUSES}",
            f"from {first} to {last}; house numbers go up, from 1 to {MOST_HOUSES}",
        )
    elif Stretch("", "", first, last, Parity(address.get("parity", Parity.ALL))).is_empty:
        side = Text("单号", "odd") if address["parity"] == Parity.ODD else Text("双号", "even")
        yield _at(place, f"{first} 到 {last} 里没有{side.zh}", f"no {side.en} number from {first} to {last}")


def sense_of_catchments(said: Mapping[str, Any], houses: Houses, schools: Sequence[School]) -> Iterator[Text]:
    """Yield what catchments with addresses say against the schools and each other."""
    served = {area for one in schools for area in one.catchments}
    seen = Counter(one["id"] for one in said.get("catchments", ()))
    yield from (_twice("catchments", one) for one, n in seen.items() if n > 1)
    yield from (
        _at("catchments", f"没有学校是 {one} 的", f"no school has {one}") for one in seen if one not in served
    )
    for one, other, house in houses.overlaps():
        yield _at(
            other.place,
            f"{other.street}{house}号也写在 {one.place}（{one.catchment}）",
            f"{other.street} {house} also stands in {one.place} ({one.catchment})",
        )


def homes_of(said: Mapping[str, Any], houses: Houses, problems: list[Text]) -> dict[int, str]:
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
            problems.append(_at(place, "学区和住址只写一个", "the catchment or the address, not both"))
        elif house is None:
            problems.append(
                _at(
                    f"{place}.address",
                    "只写路名和门牌号，比如 示例路 12 号",
                    "must be street and number only, such as 示例路 12 号",
                )
            )
        elif len(areas) != 1:
            where = Text(f"在 {'、'.join(areas)} 里", f"in {' and '.join(areas)}")
            where = where if areas else Text("不在任何学区里", "in no catchment")
            problems.append(
                _at(
                    f"{place}.address",
                    f"{house.street}{house.number}号{where.zh}",
                    f"{house.street} {house.number} lies {where.en}",
                )
            )
    return found


def sense(roll: Roll, homeless: Set[str]) -> Iterator[Text]:
    """Yield what the parts say against each other. homeless: children of whose address it is said already."""
    schools = {one.id for one in roll.schools}
    served = Counter(area for one in roll.schools for area in one.catchments)
    numbers = Counter(one.number for one in roll.children)
    by_number = {one.number: one for one in roll.children}
    yield from (_twice("schools", one) for one, n in Counter(s.id for s in roll.schools).items() if n > 1)
    yield from (
        _at("catchments", f"{one} 属于不止一所学校", f"{one} belongs to more than one school")
        for one, n in served.items()
        if n > 1
    )
    yield from (_twice("children", one) for one, n in numbers.items() if n > 1)
    for school in roll.schools:
        if school.points_places > school.places:
            yield _at(f"school {school.id}", "积分学位比学位总数还多", "more places for points than places")
    for child in roll.children:
        who = f"child {child.number}"
        if not _NUMBER.fullmatch(child.number):
            yield _at(
                who,
                "编号只有字母、数字和连字符，最多 40 个",
                "a number has letters, digits and hyphens, at most 40",
            )
        elif _is_citizen(child.number):
            yield _at(
                f"{who[:12]}…",
                "这是身份号码，请用报名编号",
                "this is the number of a person; use that of the registration",
            )
        lost = child.way is Way.HOUSEHOLD and child.catchment not in served
        if lost and (child.catchment or child.number not in homeless):
            area = Text(child.catchment, child.catchment) if child.catchment else Text("（空）", "(none)")
            yield _at(who, f"没有学校是学区 {area.zh} 的", f"no school has the catchment {area.en}")
        if child.way is not Way.HOUSEHOLD and not child.wishes:
            yield _at(who, "至少一个志愿", "at least one wish")
        yield from (
            _at(who, f"没有学校 {one}", f"no school {one}") for one in child.wishes if one not in schools
        )
        twin = by_number.get(child.together)
        if child.together and (twin is None or twin.number == child.number):
            yield _at(who, f"没有另一个孩子 {child.together}", f"no other child {child.together}")
        elif twin and (twin.way, twin.catchment, twin.wishes) != (child.way, child.catchment, child.wishes):
            yield _at(
                who,
                f"{twin.number} 的类别、学区或志愿不一样；上同一所学校的双胞胎要一样",
                f"{twin.number} has another way, catchment or wishes; twins of one school have the same",
            )


def _is_citizen(number: str) -> bool:
    return (
        len(number) == 18
        and number[:17].isdigit()
        and number[17].upper() == citizen_check_character(number[:17])
    )


def _table(one: Any, keys: Mapping[str, Text], place: str, *, must: Sequence[str]) -> Iterator[Text]:
    if not isinstance(one, dict):
        yield _must_be(place, _TABLE)
        return
    yield from (_at(place, f"缺 {name}", f"{name} is missing") for name in must if name not in one)
    for name, value in one.items():
        if name not in keys:
            known = ", ".join(keys)
            yield _at(place, f"不认识 {name}；认识的有 {known}", f"{name} is not known; known are {known}")
        elif not _is(value, keys[name]):
            yield _must_be(f"{place}.{name}", keys[name])


def each(one: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Give the parts of a list, each with its place; nothing where there is no list."""
    found = one.get(name) if isinstance(one, dict) else None
    for number, part in enumerate(found if isinstance(found, list) else ()):
        yield f"{name}[{number}]", part


def _texts(one: Any, name: str, place: str) -> Iterator[Text]:
    yield from (
        _must_be(f"{place}.{inner}", _TEXT) for inner, part in each(one, name) if not _is(part, _TEXT)
    )


def _is(value: Any, kind: Text) -> bool:
    if kind == _COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return isinstance(value, {_TEXT: str, _LIST: list, _TABLE: dict}[kind])


# --- in words ------------------------------------------------------------------------------------------------


def no_json(error: Exception) -> Text:
    return Text(f"文件不是 JSON：{error}", f"the file is no JSON: {error}")


def _at(place: str, zh: str, en: str) -> Text:
    return Text(f"{place}：{zh}", f"{place}: {en}")


def _must_be(place: str, kind: Text) -> Text:
    return _at(place, f"应是{kind.zh}", f"must be {kind.en}")


def _one_of(values: Iterable[str]) -> tuple[str, str]:
    named = ", ".join(values)
    return f"只能是 {named} 之一", f"one of {named}"


def _twice(place: str, one: str) -> Text:
    return _at(place, f"{one} 写了两次", f"{one} stands twice")
