"""The roll of a town made from its cases: what the plan of the year says, and every child whose case is ready.

A child stands in it by the number of its registration, with the catchment instead of the address, the points instead of what
they were given for, and no wishes where the catchment decides: nothing else about it leaves the cases.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onething.core.catalogue.model import Package
from onething.core.enrolment.catchments import Houses, house_in
from onething.core.enrolment.checking import no_json
from onething.core.enrolment.placing import Roll, Way
from onething.core.enrolment.roll import BadRoll, read_roll, stretches_of
from onething.core.source import Text

NUMBER, WAY, TOTAL = "school.check_number", "school.category", "points.total"
WISHES = ("school.wish_1", "school.wish_2", "school.wish_3")
TWIN, PERSON, ADDRESS = "school.sibling_number", "person.id_number", "house.address"
#: What an item gives that gives places.
GIVEN_BY = "school.assigned_by"
#: What is read of a case, and nothing else.
ELEMENTS = frozenset({NUMBER, WAY, TOTAL, *WISHES, TWIN, PERSON, ADDRESS})


@dataclass(frozen=True, slots=True)
class Registered:
    """One case of a place at a school. values: by element, of the child and its home; only `ELEMENTS`."""

    case: str
    values: Mapping[str, Any] = field(repr=False)

    def text(self, element: str) -> str:
        return str(self.values.get(element) or "").strip()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that cannot stand in the roll as it is, and why."""

    case: str
    why: Text


@dataclass(frozen=True, slots=True)
class MadeRoll:
    """data: the file. left_out: cases that are not in it, each told; a roll that leaves somebody out is not the last one."""

    data: bytes = field(repr=False)
    roll: Roll = field(repr=False)
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    said: Mapping[str, Any]
    roll: Roll
    houses: Houses
    above: Collection[str]


def make_roll(plan: bytes, registered: Sequence[Registered], *, above: Collection[str]) -> MadeRoll:
    """Return the roll of these cases. The same plan and cases give the same bytes, whatever their order.

    plan: the file of a roll whose list of children is empty: year, town, schools, catchments, rules, order. above: names of
    the city, its towns and villages, with which an address may begin. Raises BadRoll for what is wrong with the plan.
    """
    there = _read_plan(plan, above)
    left: list[LeftOut] = []
    ready: dict[str, tuple[Registered, dict[str, Any]]] = {}
    for one in sorted(registered, key=lambda one: one.case):
        child = _child(one, there)
        if isinstance(child, Text):
            left.append(LeftOut(one.case, child))
        elif child["number"] in ready:
            left.append(
                LeftOut(
                    one.case, Text("报名编号和另一件一样", "The number of the check is that of another case")
                )
            )
        else:
            ready[child["number"]] = (one, child)
    while lost := _without_twin(ready):  # ends: each round takes some out
        for number, why in lost.items():
            left.append(LeftOut(ready.pop(number)[0].case, why))
    children = [ready[number][1] for number in sorted(ready)]
    data = json.dumps({**there.said, "children": children}, ensure_ascii=False, indent=1).encode()
    return MadeRoll(data, read_roll(data), tuple(sorted(left, key=lambda one: one.case)))


def items_of(package: Package, department: str) -> tuple[str, ...]:
    """Return the items of a department whose results give places at schools."""
    return tuple(
        item.id
        for item in package.items.values()
        if item.department == department
        and any(key.endswith(f"/{GIVEN_BY}") for result in item.result for key in result.gives)
    )


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_plan(plan: bytes, above: Collection[str]) -> _Plan:
    try:
        said = json.loads(plan)
    except (ValueError, RecursionError) as error:
        raise BadRoll([no_json(error)]) from None
    if isinstance(said, dict) and said.get("children", []) != []:
        raise BadRoll(
            [
                Text(
                    "children：方案里不写孩子，孩子从办件里来",
                    "children: a plan has none; they come from the cases",
                )
            ]
        )
    whole = {**said, "children": []} if isinstance(said, dict) else said
    roll = read_roll(json.dumps(whole).encode())
    return _Plan(whole, roll, Houses(stretches_of(whole)), above)


def _child(one: Registered, plan: _Plan) -> dict[str, Any] | Text:
    """Return the line of a child, or why there is none."""
    if not one.text(NUMBER) or one.text(WAY) not in set(Way):
        return Text("还没有报名审核的编号和入学类别", "The check has not given a number and a way yet")
    way = Way(one.text(WAY))
    child: dict[str, Any] = {"number": one.text(NUMBER), "way": way.value}
    if way is Way.HOUSEHOLD:
        house = house_in(one.text(ADDRESS), plan.above)
        found = plan.houses.catchments_of(house) if house else ()
        if house is None:
            return Text("住址里读不出路名和门牌号", "The address names no street and house number")
        if len(found) != 1:
            where = f"{house.street} {house.number}"
            return Text(f"{where} 号不在方案的任何学区里", f"{where} lies in no catchment of the plan")
        return {**child, "catchment": found[0]}
    wishes = list(dict.fromkeys(wish for name in WISHES if (wish := one.text(name))))
    schools = {school.id for school in plan.roll.schools}
    if unknown := [wish for wish in wishes if wish not in schools]:
        names = "、".join(unknown)
        return Text(f"志愿“{names}”不是方案里的学校", f"No school of the plan is called {names}")
    if not wishes:
        return Text("没有志愿", "There is no wish")
    child["wishes"] = wishes
    if way is Way.POINTS:
        total = one.text(TOTAL)
        if not total.isdecimal():
            return Text("积分还没有定", "The points are not decided yet")
        child["points"] = int(total)
    return child


def _without_twin(ready: Mapping[str, tuple[Registered, dict[str, Any]]]) -> dict[str, Text]:
    """Put the twins of the roll together; return those whose twin is not in it or wants something else."""
    by_person = {one.text(PERSON): number for number, (one, _) in ready.items() if one.text(PERSON)}
    lost: dict[str, Text] = {}
    for number, (one, child) in ready.items():
        child.pop("together", None)
        if not (person := one.text(TWIN)):
            continue
        twin = by_person.get(person, number)
        if twin == number:
            lost[number] = Text("双胞胎的另一个还不在名册里", "The twin is not in the roll yet")
        elif _want(child) != _want(ready[twin][1]):
            lost[number] = Text(
                "和双胞胎的类别、学区或志愿不一样", "The twin has another way, catchment or wishes"
            )
        else:
            child["together"] = twin
    return lost


def _want(child: Mapping[str, Any]) -> tuple[Any, ...]:
    return (child["way"], child.get("catchment"), child.get("wishes"))
