"""Supervision lights (红黄灯): how near a last day is. Thresholds differ by place and are data."""

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
