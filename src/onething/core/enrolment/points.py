"""Points for school entry (积分制入学): what each factor gives, by the rules of a town and a year, with caps and ties.

Source: domain §4.6 (points engine [design]); factors and figures are data of whoever publishes the plan of a year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onething.core.errors import NotFound


class NoPointsRule(NotFound):
    """Neither the town nor the city has rules on points for this year."""

    code = "enrolment.no_points_rule"

    def __init__(self, town: str, year: int) -> None:
        super().__init__(f"no rules on points of {town or 'the city'} for {year}")
        self.town, self.year = town, year


@dataclass(frozen=True, slots=True)
class Factor:
    """points for every full `per` units of evidence, at most `cap` of them. source: the register or paper that proves the units."""

    id: str
    points: int
    per: int
    cap: int
    source: str


@dataclass(frozen=True, slots=True)
class PointsRule:
    """Rules of one town and year; town "" holds for every town that has none of its own.

    ties: factors that decide between equal totals, the first first. What is still equal is drawn.
    """

    town: str
    year: int
    factors: tuple[Factor, ...]
    ties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """total, and what each factor gave; ties: what decides between equal totals, more is better."""

    total: int
    lines: tuple[tuple[str, int], ...] = ()
    ties: tuple[int, ...] = ()

    @property
    def rank(self) -> tuple[int, ...]:
        """Smaller is better."""
        return (-self.total, *(-one for one in self.ties))


NO_POINTS = Points(0)


def rule_of(rules: Iterable[PointsRule], *, town: str, year: int) -> PointsRule:
    """Return the rules of the town for that year, else those of the city. Raises NoPointsRule."""
    held = {one.town: one for one in rules if one.year == year}
    found = held.get(town) or held.get("")
    if found is None:
        raise NoPointsRule(town, year)
    return found


def points_of(rule: PointsRule, evidence: Mapping[str, int]) -> Points:
    """Return the points for this evidence (factor → units, 0 or more); a factor without evidence gives none.

    Between equal totals the units decide, not the points: whoever has paid in longer comes first, also above a cap.
    """
    lines = tuple(
        (one.id, min(evidence.get(one.id, 0) // one.per * one.points, one.cap)) for one in rule.factors
    )
    ties: Sequence[int] = [evidence.get(one, 0) for one in rule.ties]
    return Points(sum(given for _, given in lines), lines, tuple(ties))
