"""Supervision (监察): which warnings a case deserves today, whom they are for, what they say, and what to do.

A case at rest is not lit: while the applicant supplies, while another result is awaited, while a special procedure runs,
the office's limits stand. What cannot exist is not watched: a decision without reason and a special procedure without document are
refused when somebody tries (`cases.grounds_missing`, `clock.pause_not_told`).

Thresholds are the city's: domain dossier §3.6.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import How
from onething.core.clock import DueDay, Limit, Stage, Thresholds, alarm_on, stage
from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


class Watched(NamedTuple):
    """What supervision has to know of a case. Days as in its row; id: as its database gives it."""

    id: Any
    number: str
    item: str
    status: str
    received_on: date
    started_on: date
    tell_on: date | None
    supplement_on: date | None
    promised_on: date | None
    statutory_on: date | None
    deliver_on: date | None
    paused_until: date | None
    decided_on: date | None
    rounds: int
    how: str
    hearing_by: date | None = None
    check_on: date | None = None
    provisional: bool = False


class Audience(StrEnum):
    """Whom a warning is for. Each sees what those before are told, too."""

    OFFICER = "officer"  # who holds the case, else whoever works in the office
    MANAGER = "manager"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning, once for each case, limit, last day and stage: a last day that moves is another."""

    limit: Limit
    stage: Stage
    started_on: date
    due_on: date

    @property
    def red(self) -> bool:
        """Overdue by the office: explained by it, corrected, and seen by the supervisor."""
        return self.stage is Stage.OVERDUE and self.limit is not Limit.SUPPLEMENT


@dataclass(frozen=True, slots=True)
class Rules:
    """The city's thresholds: by the clock profile of the item, by the kind of limit, else the usual ones."""

    named: Mapping[str, Thresholds]

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Rules":
        """Return the rules in the settings of a city package (`lights`), which its loader has checked."""
        lights = settings.get("lights", {})
        usual = lights.get("default", {})
        return cls(
            {
                "default": Thresholds(),
                **{name: Thresholds(**{**usual, **one}) for name, one in lights.items()},
            }
        )

    def for_(self, limit: Limit, profile: str) -> Thresholds:
        return self.named.get(profile) or self.named.get(limit) or self.named["default"]


#: The twenty working days in which a hearing is held (行政许可法 47), near enough to say how much of them is used.
_FOUR_WEEKS = timedelta(weeks=4)
_RUNNING = frozenset({Status.ACCEPTED.value, Status.IN_REVIEW.value})
_TO_CHECK = frozenset(one.value for one in TO_CHECK)
_TO_DELIVER = frozenset({Status.GRANTED.value, Status.TO_DELIVER.value})


def limits_of(case: Watched) -> Iterator[tuple[Limit, date, date]]:
    """Return the limits that run for a case: which, day 0, and the last day."""
    status = case.status
    if case.hearing_by:  # runs on in a special procedure, too
        yield Limit.HEARING, case.hearing_by - _FOUR_WEEKS, case.hearing_by
    if case.check_on and case.decided_on:
        yield Limit.DECLARATION, case.decided_on, case.check_on
    if status in _RUNNING:
        if case.promised_on:
            yield Limit.PROMISED, case.started_on, case.promised_on
        if case.statutory_on:
            yield Limit.STATUTORY, case.started_on, case.statutory_on
    elif status in _TO_CHECK:
        if case.tell_on:
            yield Limit.TELLING, case.started_on, case.tell_on
    elif status in _TO_DELIVER:
        if case.deliver_on:
            yield Limit.DELIVERY, case.started_on, case.deliver_on
    elif status == Status.PAUSED.value and case.paused_until:
        yield Limit.PAUSE, case.started_on, case.paused_until
    elif status == Status.TO_SUPPLEMENT.value and case.supplement_on:
        yield Limit.SUPPLEMENT, case.started_on, case.supplement_on


def warnings_of(
    case: Watched, today: date, *, calendar: WorkCalendar, rules: Rules, profile: str = ""
) -> tuple[Warned, ...]:
    """Return the warnings that a case deserves today, of each limit only the furthest.

    A decision after its last day is overdue, too, whenever it is looked at. Somebody's own time to supply has no half: the office
    follows it up when it has passed. Raises CalendarMissing beyond the provisional years.
    """
    found: list[Warned] = []
    for limit, started_on, due_on in limits_of(case):
        at = _stage(started_on, due_on, today, calendar, rules.for_(limit, profile))
        if limit in _TWICE:
            at = {Stage.HALF: None, Stage.LAST_DAY: Stage.MOST}.get(at, at) if at else None
        if at is not None and at in _STAGES.get(limit, _ALL):
            found.append(Warned(limit, at, started_on, due_on))
    if case.decided_on is not None:
        found += [
            Warned(limit, Stage.OVERDUE, case.received_on, due_on)
            for limit, due_on in _late(case, case.decided_on)
        ]
    found += _without_notice(case, today, calendar)
    if case.how == How.DEEMED.value:
        found.append(Warned(Limit.NOT_TOLD, Stage.OVERDUE, case.received_on, case.received_on))
    if case.rounds > 1:
        found.append(Warned(Limit.SECOND_NOTICE, Stage.OVERDUE, case.received_on, case.received_on))
    return tuple(found)


_ALL = frozenset(Stage)
#: Limits of which not every stage is warned of: of a procedure, that the clock runs again tomorrow.
_STAGES: Mapping[Limit, frozenset[Stage]] = {
    Limit.SUPPLEMENT: frozenset({Stage.OVERDUE}),
    Limit.PAUSE: frozenset({Stage.LAST_DAY, Stage.OVERDUE}),
}
#: Somebody is warned of these once before, and once after.
_TWICE = frozenset({Limit.HEARING, Limit.DECLARATION})
_stage = lru_cache(65_536)(
    lambda started_on, due_on, today, calendar, thresholds: stage(
        started_on=started_on, due_on=due_on, today=today, calendar=calendar, thresholds=thresholds
    )
)


def _without_notice(case: Watched, today: date, calendar: WorkCalendar) -> Iterator[Warned]:
    """Give the next last day of a case that is near and rests on a year without a notice: nothing lawful can follow it.

    Our reading of semantics §6: an alarm 20 working days before; for the city, which loads the notice.
    """
    days = (started_due for _, *started_due in limits_of(case)) if case.provisional else ()
    started_on, due_on = min(days, key=lambda one: one[1], default=(today, today))
    if not case.provisional or calendar.knows(due_on.year):
        return
    alarm = alarm_on(DueDay(due_on, provisional=True), calendar)
    if alarm is not None and alarm <= today:
        yield Warned(Limit.CALENDAR, Stage.MOST, started_on, due_on)


def _late(case: Watched, decided_on: date) -> Iterator[tuple[Limit, date]]:
    for limit, due_on in ((Limit.PROMISED, case.promised_on), (Limit.STATUTORY, case.statutory_on)):
        if due_on is not None and decided_on > due_on:
            yield limit, due_on


def audience(warning: Warned) -> Audience:
    """Return the highest for whom it is: red goes up to the supervisor, through the manager."""
    if warning.red or warning.limit is Limit.CALENDAR:
        return Audience.SUPERVISOR
    return Audience.MANAGER if warning.stage is Stage.OVERDUE else Audience.OFFICER


# --- in words ----------------------------------------------------------------------------------------------

LIMITS: Mapping[Limit, Text] = {
    Limit.TELLING: Text("告知期限", "time to tell what is missing"),
    Limit.SUPPLEMENT: Text("补正期限", "time to supply"),
    Limit.PROMISED: Text("承诺期限", "promised time"),
    Limit.STATUTORY: Text("法定期限", "statutory time"),
    Limit.DELIVERY: Text("送达期限", "time to deliver"),
    Limit.PAUSE: Text("停表期限", "time of a special procedure"),
    Limit.NOT_TOLD: Text("没有告知", "nobody told in time"),
    Limit.SECOND_NOTICE: Text("二次补正", "second notice"),
    Limit.STUCK: Text("卡在部门系统", "stuck at a department system"),
    Limit.CALENDAR: Text("缺放假安排", "holiday notice missing"),
    Limit.HEARING: Text("听证期限", "time to hold the hearing"),
    Limit.DECLARATION: Text("承诺核查期限", "time to check the declaration"),
}
_FOUND: Mapping[Limit, tuple[Text, Text]] = {
    Limit.SUPPLEMENT: (
        Text("申请人没有在补正期限内补齐", "the applicant did not supply in time"),
        Text("联系申请人，或者按本市规则办结", "ask the applicant, or end it by the city's rule"),
    ),
    Limit.PAUSE: (
        Text(
            "特别程序已超过书面告知的时间，第二天起恢复计时",
            "it lasts longer than was told in writing; the time runs again since",
        ),
        Text("收取结论，恢复办理，并告诉申请人", "get the result, resume the case, and tell the applicant"),
    ),
    Limit.NOT_TOLD: (
        Text("告知期限内没有答复，已视为受理", "nobody answered within the days, so it counts as accepted"),
        Text(
            "按收到申请之日起算办理，并补发受理通知书",
            "work on it as accepted on receipt, and send the letter",
        ),
    ),
    Limit.SECOND_NOTICE: (
        Text("发了第二份补正告知", "a second notice was sent"),
        Text("核对是否只涉及补正后出现的新情况", "check that it names only what arose from the supplement"),
    ),
    Limit.STUCK: (
        Text("推给部门系统的消息一直没有送到", "the system of the department has not taken what was sent"),
        Text("联系该部门系统的管理员", "call who runs the system of that department"),
    ),
    Limit.HEARING: (
        Text(
            "申请了听证，二十个工作日内没有举行",
            "a hearing was asked for and not held within twenty working days",
        ),
        Text("马上组织听证，写明原因", "hold the hearing now, and say why it is late"),
    ),
    Limit.DECLARATION: (
        Text(
            "按承诺准予的，没有在本市规定的时间内核查",
            "granted on a declaration that nobody checked in the city's time",
        ),
        Text("今天核查，写明结果", "check it today, and say what was found"),
    ),
    Limit.DELIVERY: (
        Text(
            "已经准予，证件或决定还没有送达",
            "it is granted, and neither certificate nor decision is delivered",
        ),
        Text("今天送达，写明原因", "deliver today, and say why it was late"),
    ),
    Limit.TELLING: (
        Text("收件后没有答复", "nothing was said since it came in"),
        Text("今天一次性告知或者受理", "tell everything at once today, or accept it"),
    ),
}
_DECIDE = Text("今天决定，写明原因", "decide today, and say why it was late")
_SOON = Text("在最后一天前办完", "finish before the last day")
_TODAY = Text("今天办完", "finish today")


def why(limit: Limit, at: Stage, due_on: date) -> Text:
    """Return why there is a warning."""
    if at is Stage.OVERDUE and limit in _FOUND:
        return _FOUND[limit][0]
    name, day = LIMITS[limit], due_on.isoformat()
    if limit is Limit.CALENDAR:
        return Text(
            f"暂定最后一天 {day}，{due_on.year} 年的放假安排还没有装入",
            f"the provisional last day is {day}; the holiday notice of {due_on.year} is not loaded",
        )
    match at:
        case Stage.OVERDUE:
            return Text(f"{name.zh}到 {day}，已经过了", f"{name.en} ended on {day}")
        case Stage.LAST_DAY:
            return Text(f"{name.zh}到 {day}，是最后一天", f"{day} is the last day of the {name.en}")
        case Stage.MOST:
            return Text(f"{name.zh}到 {day}，快到了", f"the {name.en} ends soon, on {day}")
    return Text(f"{name.zh}到 {day}，已经过半", f"half of the {name.en} has passed; it ends on {day}")


def what_to_do(limit: Limit, at: Stage) -> Text:
    """Return what whoever has the case should do."""
    if at is Stage.OVERDUE:
        return _FOUND[limit][1] if limit in _FOUND else _DECIDE
    if limit is Limit.CALENDAR:
        return Text(
            "公布了就装入放假安排，日期会重新算并告诉申请人",
            "load the notice as soon as it is published; days are computed again and told",
        )
    return _TODAY if at is Stage.LAST_DAY else _SOON


# --- what becomes of a warning -----------------------------------------------------------------------------


class Standing(StrEnum):
    """Where a warning stands. A red one asks the office for an explanation as soon as it is there."""

    OPEN = "open"
    ASKED = "asked"  # the office has to explain
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"  # it was wrong; it stays in the list, and counts no longer

    @property
    def label(self) -> Text:
        return STANDINGS[self]


STANDINGS: Mapping[Standing, Text] = {
    Standing.OPEN: Text("提醒", "reminder"),
    Standing.ASKED: Text("待部门说明", "the office has to explain"),
    Standing.EXPLAINED: Text("已说明，待整改", "explained, to be corrected"),
    Standing.CORRECTED: Text("已整改", "corrected"),
    Standing.CANCELLED: Text("已撤销", "cancelled"),
}
#: What may be said of a warning where it stands.
NEXT: Mapping[Standing, frozenset[Standing]] = {
    Standing.OPEN: frozenset({Standing.ASKED, Standing.CANCELLED}),
    Standing.ASKED: frozenset({Standing.EXPLAINED, Standing.CANCELLED}),
    Standing.EXPLAINED: frozenset({Standing.ASKED, Standing.CORRECTED, Standing.CANCELLED}),
    Standing.CORRECTED: frozenset({Standing.CANCELLED}),
    Standing.CANCELLED: frozenset(),
}


def first_standing(warning: Warned) -> Standing:
    return Standing.ASKED if warning.red else Standing.OPEN


class NotNow(RuleBroken):
    """The warning stands where this cannot be said of it."""

    code = "supervision.not_now"

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"the warning is {standing.value}")
        self.standing = standing.label


class WordsMissing(RuleBroken):
    code = "supervision.words_missing"

    def __init__(self) -> None:
        super().__init__("say in words what is to be kept")


def say(standing: Standing, said: Standing, text: str) -> Standing:
    """Return where a warning stands after something was said of it. Raises NotNow, WordsMissing."""
    if said not in NEXT[standing]:
        raise NotNow(standing)
    if is_blank(text):
        raise WordsMissing
    return said


# --- the rate ----------------------------------------------------------------------------------------------

#: Below so many cases due an office is not ranked, where the city does not say otherwise: one more case would move it far.
RANK_FROM = 30


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of what was due was overdue. key: of a department or a town, "" for all."""

    key: str
    due: int
    late: int

    @property
    def percent(self) -> float:
        """Overdue ÷ due in percent; nothing due, nothing overdue."""
        return self.late * 100 / self.due if self.due else 0.0


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of several offices: those with enough cases, the worst first, then the others by key."""

    whole: Rate
    ranked: tuple[Rate, ...]
    unranked: tuple[Rate, ...]


def rates(counted: Iterable[tuple[str, int, int]], *, rank_from: int = RANK_FROM) -> Rates:
    """Return the rates of what was counted: key, due, overdue. Lines of one key are added up; lines without key count in
    the whole only."""
    due: dict[str, int] = {}
    late: dict[str, int] = {}
    for key, more_due, more_late in counted:
        due[key] = due.get(key, 0) + more_due
        late[key] = late.get(key, 0) + more_late
    each = [Rate(key, due[key], late[key]) for key in sorted(due) if key]
    ranked = sorted((one for one in each if one.due >= rank_from), key=lambda one: (-one.percent, one.key))
    return Rates(
        Rate("", sum(due.values()), sum(late.values())),
        tuple(ranked),
        tuple(one for one in each if one.due < rank_from),
    )


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def begins_on(period: Period, today: date) -> date:
    """Return the first day of the period that holds today; it is looked at up to today."""
    match period:
        case Period.WEEK:
            return today - timedelta(days=today.weekday())
        case Period.MONTH:
            return today.replace(day=1)
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
