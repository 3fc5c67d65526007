"""Who works on what in an office, from when until when, and who stands in for whom.

An office that names the skills of its officers has a pool: cases come to them by lot, and nobody picks one. What no
skill of the office covers stays open to all of it, as before. Days: a period begins with `from_on`; `to_on` is the first
day on which it no longer holds, None = until further notice.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from onething.core.errors import Conflict, RuleBroken

#: In a skill: every item, or every step.
ALL = ""


class PeriodBackwards(RuleBroken):
    code = "offices.period_backwards"

    def __init__(self, from_on: date, to_on: date) -> None:
        super().__init__(f"what begins on {from_on} cannot end on {to_on}")
        self.from_on, self.to_on = from_on, to_on


class StandInForOneself(RuleBroken):
    code = "offices.stand_in_for_oneself"


class AwayAlready(Conflict):
    """One absence at a time: the other one is ended first."""

    code = "offices.away_already"

    def __init__(self, name: str, from_on: date, to_on: date) -> None:
        super().__init__(f"{name} is away from {from_on} to {to_on} already")
        self.name, self.from_on, self.to_on = name, from_on, to_on


class StandInAway(Conflict):
    """Whoever stands in has to be there."""

    code = "offices.stand_in_away"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is away in that time, too")
        self.name = name


@dataclass(frozen=True, slots=True)
class Skill:
    """That an officer may work on an item, in one kind of step. officer: id of the actor; person: key of the officer's
    own identity document, "" if the office does not have it; step: a `StepKind` value."""

    id: UUID
    officer: str
    name: str
    item: str
    step: str
    from_on: date
    to_on: date | None
    person: str = ""

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on < self.to_on)

    def covers(self, *, item: str, step: str) -> bool:
        return self.item in (ALL, item) and self.step in (ALL, step)


@dataclass(frozen=True, slots=True)
class Leave:
    """That an officer is away, and who stands in: gets the new cases, and works on those that lie there."""

    id: UUID
    officer: str
    name: str
    stand_in: str
    stand_in_name: str
    from_on: date
    to_on: date

    def holds(self, on: date) -> bool:
        return self.from_on <= on < self.to_on

    def meets(self, from_on: date, to_on: date) -> bool:
        return self.from_on < to_on and from_on < self.to_on


def check_period(from_on: date, to_on: date | None) -> None:
    """Raises PeriodBackwards."""
    if to_on is not None and to_on <= from_on:
        raise PeriodBackwards(from_on, to_on)


def check_leave(new: Leave, known: Iterable[Leave]) -> None:
    """Raises PeriodBackwards, StandInForOneself, AwayAlready, StandInAway."""
    check_period(new.from_on, new.to_on)
    if new.stand_in == new.officer:
        raise StandInForOneself
    for one in known:
        if not one.meets(new.from_on, new.to_on):
            continue
        if one.officer == new.officer:
            raise AwayAlready(one.name, one.from_on, one.to_on)
        if one.officer == new.stand_in:
            raise StandInAway(one.name)


@dataclass(frozen=True, slots=True)
class Server:
    """Who serves today where a skill is asked for. stands_for: the id of the officer who is away, "" for oneself."""

    officer: str
    name: str
    person: str
    stands_for: str = ""


def serving(
    skills: Collection[Skill], leaves: Iterable[Leave], *, item: str, step: str, on: date
) -> tuple[Server, ...]:
    """Return everybody who can be given a case of this item and step on that day, each once, by id.

    Who is away is served by the stand-in, if that one is there. Whoever has the skill and stands in for another besides
    serves for oneself.
    """
    away = {one.officer: one for one in leaves if one.holds(on)}
    persons = {one.officer: one.person for one in skills}
    found: dict[str, Server] = {}
    for one in sorted(skills, key=lambda skill: skill.officer in away):
        if not (one.holds(on) and one.covers(item=item, step=step)):
            continue
        leave = away.get(one.officer)
        if leave is None:
            found.setdefault(one.officer, Server(one.officer, one.name, one.person))
        elif leave.stand_in not in away:
            person = persons.get(leave.stand_in, "")
            server = Server(leave.stand_in, leave.stand_in_name, person, one.officer)
            found.setdefault(leave.stand_in, server)
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class Workplace:
    """What an officer finds on a day. pooled: items that come by lot there, `ALL` among them for every one.

    stands_for: id -> name of the colleagues for whom the officer stands in. person: key of the officer's own document.
    """

    pooled: frozenset[str] = frozenset()
    stands_for: tuple[tuple[str, str], ...] = ()
    person: str = ""

    def is_pooled(self, item: str) -> bool:
        return ALL in self.pooled or item in self.pooled
