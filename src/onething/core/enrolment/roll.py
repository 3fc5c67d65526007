"""The file of a draw: everything that decides, frozen before the seed is known. Shape: docs/enrolment.md."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from onething.core.enrolment.catchments import Houses, Parity, Stretch, street_of
from onething.core.enrolment.checking import each, homes_of, no_json, sense, sense_of_catchments, shape
from onething.core.enrolment.placing import ORDER, Child, Roll, School, Way
from onething.core.enrolment.points import Factor, NoPointsRule, Points, PointsRule, points_of, rule_of
from onething.core.errors import RuleBroken
from onething.core.source import Text

#: Bytes of the file of one roll.
MOST_BYTES = 64_000_000


class BadRoll(RuleBroken):
    """The file cannot be drawn from. problems: all of them, each with its place."""

    code = "enrolment.bad_roll"

    def __init__(self, problems: Sequence[Text]) -> None:
        super().__init__("; ".join(one.en for one in problems))
        self.problems = tuple(problems)


def read_roll(data: bytes) -> Roll:
    """Return the roll that a file says; its digest is that of the file's bytes. Raises BadRoll with every problem at once."""
    if len(data) > MOST_BYTES:
        raise BadRoll([Text(f"文件超过 {MOST_BYTES} 字节", f"the file is larger than {MOST_BYTES} bytes")])
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadRoll([no_json(error)]) from None
    if problems := list(shape(said)):
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
    problems = list(sense_of_catchments(said, houses, schools))
    homes = homes_of(said, houses, problems)
    try:
        children = tuple(
            _child(one, said, rules, homes.get(at, "")) for at, one in enumerate(said["children"])
        )
    except NoPointsRule as error:
        whose = error.town or "全市"
        none = Text(f"没有 {whose} {error.year} 年的积分规则", str(error))
        raise BadRoll([*problems, none]) from None
    roll = Roll(hashlib.sha256(data).hexdigest(), schools, children, order)
    homeless = {children[at].number for at, area in homes.items() if not area}
    problems += sense(roll, homeless)
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
        for place, catchment in each(said, "catchments")
        for inner, one in each(catchment, "addresses")
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
