"""Supervision lights (红黄灯): how near a last day is, and at which points of its time somebody is warned.

Thresholds differ by place and are data of the city (its setting `lights`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onething.core.clock.profiles import DayKind
from onething.core.workdays import WorkCalendar


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"  # due soon
    RED = "red"  # overdue


@dataclass(frozen=True, slots=True)
class LightRules:
    """Yellow from when at most this share (whole percent) of the time, or this many days, is left."""

    yellow_percent: int = 20
    yellow_days: int = 1


def light(
    *,
    started_on: date,
    due_on: date,
    today: date,
    calendar: WorkCalendar,
    rules: LightRules = LightRules(),
    day_kind: DayKind | str = DayKind.WORKING,
) -> Light:
    """Return the light of a limit that began on `started_on` (day 0) and ends with `due_on`.

    On the last day nothing is left, and it is yellow; red from the day after. A provisional last day may be
    lit, for a light has no legal consequence. Raises CalendarMissing beyond the provisional years.
    """
    if today > due_on:
        return Light.RED
    if day_kind == DayKind.WORKING:
        known = calendar.provisional() if not calendar.knows(due_on.year) else calendar
        left, whole = (
            known.working_days_between(today, due_on),
            known.working_days_between(started_on, due_on),
        )
    else:
        left, whole = (due_on - today).days, (due_on - started_on).days
    soon = left <= rules.yellow_days or left * 100 <= whole * rules.yellow_percent
    return Light.YELLOW if soon else Light.GREEN


class Limit(StrEnum):
    """What is watched: the limits, each with its own light (a promise is not the statute), and what is found."""

    TELLING = "telling"  # to tell what is missing
    SUPPLEMENT = "supplement"  # the applicant's time to supply, after which the office follows it up
    PROMISED = "promised"
    STATUTORY = "statutory"
    DELIVERY = "delivery"  # a certificate to be delivered
    PAUSE = "pause"  # a special procedure, for as long as was told
    NOT_TOLD = "not_told"  # nobody told within the days, and it counts as accepted
    SECOND_NOTICE = "second_notice"
    STUCK = "stuck"  # at the system of a department
    CALENDAR = "calendar"  # a provisional last day comes near, and the notice of its year is missing
    HEARING = "hearing"  # to hold the hearing that was asked for
    DECLARATION = "declaration"  # to check what was declared instead of proved


class Stage(StrEnum):
    """A point of a limit's time at which somebody is warned, in their order."""

    HALF = "half"  # half of the time is used
    MOST = "most"  # most of it
    LAST_DAY = "last_day"
    OVERDUE = "overdue"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {one: place for place, one in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a limit is warned of: so many whole percent of its working days used, or so many days left (yellow)."""

    half: int = 50
    most: int = 80
    days_left: int = 1

    @property
    def rules(self) -> LightRules:
        return LightRules(yellow_percent=100 - self.most, yellow_days=self.days_left)


def stage(
    *,
    started_on: date,
    due_on: date,
    today: date,
    calendar: WorkCalendar,
    thresholds: Thresholds = Thresholds(),
) -> Stage | None:
    """Return the furthest point that a limit has reached by today, None before the first.

    It is the last day when no working day is left after today. Days are counted as `light` counts them; a provisional
    last day may be warned of, for a warning has no legal consequence. Raises CalendarMissing beyond the provisional years.
    """
    if today > due_on:
        return Stage.OVERDUE
    known = calendar if calendar.knows(due_on.year) else calendar.provisional()
    left = known.working_days_between(today, due_on)
    if left <= 0:
        return Stage.LAST_DAY
    whole = known.working_days_between(started_on, due_on)
    used = whole - left
    if used * 100 >= thresholds.most * whole or left <= thresholds.days_left:
        return Stage.MOST
    return Stage.HALF if used * 100 >= thresholds.half * whole else None
