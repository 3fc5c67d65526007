"""When a published record of credit may be repaired: the rules of the day of the application, class, area and month's end.

Law: 失信行为纠正后的信用信息修复管理办法（试行）(发改委令 58 号) until 2026-03-31, 信用修复管理办法 (发改委令 36 号) from 2026-04-01. The texts
were not at hand; figures are those of the domain dossier §3.14, what is our reading is marked.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onething.core.errors import NotFound


class NoRepairRules(NotFound):
    """No rules on repair are known for this day."""

    code = "credit.no_repair_rules"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"no rules on the repair of credit are known for {on}; the first hold from {RULES[0].since}"
        )
        self.on = on


class Gravity(StrEnum):
    """Classes of a record: 轻微, 一般, 严重. Until 2026-03-31 the simple procedure stands for the first (our reading)."""

    MINOR = "minor"
    ORDINARY = "ordinary"
    SERIOUS = "serious"


class Area(StrEnum):
    """Areas for which the trial rules are stricter (食品, 药品, 特种设备, 安全生产, 消防), and all others."""

    FOOD = "food"
    DRUGS = "drugs"
    SPECIAL_EQUIPMENT = "special_equipment"
    WORK_SAFETY = "work_safety"
    FIRE = "fire"
    OTHER = "other"


class Missing(StrEnum):
    """What stands between a record and its repair. NEVER_SHOWN, OVER: there is nothing to repair."""

    FULFILMENT = "fulfilment"  # the wrong corrected and every duty done
    PROMISE = "promise"  # the public credit promise
    TIME = "time"  # the shortest display is not over
    NEVER_SHOWN = "never_shown"  # simple procedure under the trial rules
    OVER = "over"  # the longest display is over, it stops by itself
    MOVED_ON = "moved_on"  # of the abnormal list: three years are over, it is on the list of serious breaches


@dataclass(frozen=True, slots=True)
class Display:
    """least, most: months for which a record is shown at least and at most. shown: whether it is at all."""

    least: int
    most: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One generation of rules. since, until: first and last day on which an application falls under them.

    strict: what holds for an ordinary record of the stricter areas, None where no area is stricter.
    """

    id: str
    since: date
    until: date | None
    displays: tuple[tuple[Gravity, Display], ...]
    strict: Display | None
    law: str

    def display(self, gravity: Gravity, area: Area) -> Display:
        """Return for how long a record is shown."""
        own = dict(self.displays)[gravity]
        return (
            self.strict
            if self.strict and own.shown and own.least < self.strict.least and area != Area.OTHER
            else own
        )


#: Oldest first. The trial rules know no class of their own for serious records: one year, as in the stricter areas (our reading).
#: 令 36 shows a minor record for three months at most, in principle not at all.
RULES: tuple[RuleSet, ...] = (
    RuleSet(
        id="trial",
        since=date(2023, 5, 1),
        until=date(2026, 3, 31),
        displays=(
            (Gravity.MINOR, Display(0, 0, shown=False)),
            (Gravity.ORDINARY, Display(3, 36)),
            (Gravity.SERIOUS, Display(12, 36)),
        ),
        strict=Display(12, 36),
        law="发改委令第58号",
    ),
    RuleSet(
        id="order-36",
        since=date(2026, 4, 1),
        until=None,
        displays=(
            (Gravity.MINOR, Display(0, 3)),
            (Gravity.ORDINARY, Display(3, 12)),
            (Gravity.SERIOUS, Display(12, 36)),
        ),
        strict=None,
        law="发改委令第36号",
    ),
)

#: The abnormal list has no least display: whoever has done the duty leaves it; after three years the list of serious breaches follows.
#: Law: 企业信息公示暂行条例 17.
ABNORMAL_LIST = RuleSet(
    id="abnormal-list",
    since=date(2014, 10, 1),
    until=None,
    displays=(),
    strict=None,
    law="企业信息公示暂行条例 第十七条",
)
LISTED_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that is shown to the public. acted_on: date of the act document, from which the display counts.

    fulfilled_on: day on which the wrong was corrected and the last duty done, None = not yet. promised: the public promise is made.
    """

    acted_on: date
    gravity: Gravity
    area: Area = Area.OTHER
    fulfilled_on: date | None = None
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """earliest: first day on which it may be applied for, None while that depends on a duty or there is nothing to repair.

    displayed_until: day on which the display stops by itself. missing: what is in the way on the day of the question, none = it can
    be repaired.
    """

    rules: RuleSet
    earliest: date | None
    displayed_until: date | None
    missing: tuple[Missing, ...]

    @property
    def ready(self) -> bool:
        return not self.missing


def rules_on(day: date) -> RuleSet:
    """Return the rules under which an application of this day falls. Raises NoRepairRules before 2023-05-01."""
    for rules in reversed(RULES):
        if rules.since <= day:
            return rules
    raise NoRepairRules(day)


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later; where that month has no such day, its last one.

    2025-11-30 + 3 months = 2026-02-28. `months()` of the conditions counts the other way round (full on the first of the next month),
    so this reckoning cannot be written as a condition of a package. months: 0 or more. Law: 民法典 202 by analogy.
    """
    assert months >= 0, months
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def repair_of(record: Shown, *, on: date) -> Repair:
    """Return when a record may be repaired by the rules of an application on this day, and what is missing until then.

    The earliest day is the date of the act and the shortest display of its class, and never before the last duty was done.
    Raises NoRepairRules. Law: domain §3.14, §4.5.
    """
    rules = rules_on(on)
    display = rules.display(record.gravity, record.area)
    if not display.shown:
        return Repair(rules, None, None, (Missing.NEVER_SHOWN,))
    until = months_after(record.acted_on, display.most)
    if on >= until:
        return Repair(rules, None, until, (Missing.OVER,))
    least = months_after(record.acted_on, display.least)
    earliest = None if record.fulfilled_on is None else max(least, record.fulfilled_on)
    missing = []
    if record.fulfilled_on is None or record.fulfilled_on > on:
        missing.append(Missing.FULFILMENT)
    if not record.promised:
        missing.append(Missing.PROMISE)
    if least > on:
        missing.append(Missing.TIME)
    return Repair(rules, earliest, until, tuple(missing))


def moves_on(listed_on: date) -> date:
    """Return the day from which an entry in the abnormal list is one of the list of serious breaches. Law: 企业信息公示暂行条例 17."""
    return months_after(listed_on, LISTED_MONTHS)


def removal_of(listed_on: date, fulfilled_on: date | None, *, on: date) -> Repair:
    """Return when an entry may leave the abnormal list, and what is missing until then; the promise is taken as made.

    fulfilled_on: day on which the report was made up for, the information published or corrected; None = not yet.
    displayed_until is None: the list has no end of its own. Law: 企业信息公示暂行条例 17.
    """
    if on >= moves_on(listed_on):
        return Repair(ABNORMAL_LIST, None, None, (Missing.MOVED_ON,))
    if fulfilled_on is None:
        return Repair(ABNORMAL_LIST, None, None, (Missing.FULFILMENT,))
    waits = (Missing.FULFILMENT,) if fulfilled_on > on else ()
    return Repair(ABNORMAL_LIST, max(listed_on, fulfilled_on), None, waits)


class Due(StrEnum):
    """What the records that were chosen have in common, as the scene of credit repair asks it (fact `repair_due`)."""

    READY = "ready"
    EARLY = "early"
    HIDDEN = "hidden"
    EXPIRED = "expired"


def due_of(records: Sequence[Shown], *, on: date) -> Due:
    """Return whether the time of all these records has come: the strictest one decides.

    records: at least one. A record that is never shown, or not any more, is to be left out before the others are repaired.
    Raises NoRepairRules.
    """
    assert records
    missing = {one for record in records for one in repair_of(record, on=on).missing}
    if Missing.NEVER_SHOWN in missing:
        return Due.HIDDEN
    if Missing.OVER in missing:
        return Due.EXPIRED
    return Due.EARLY if Missing.TIME in missing else Due.READY


def duties_done(records: Sequence[Shown], *, on: date) -> bool:
    """Return whether every duty of these records is done on this day (fact `duties_done`)."""
    return all(record.fulfilled_on is not None and record.fulfilled_on <= on for record in records)
