"""What nobody has to ask for: notices that are due, silence, lapses, rules, days that move.

Every consequence carries its legal day, not the day on which this ran: after a week of downtime the outcome is the
same. Each case is its own transaction, and one that fails does not hold up the others.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db.models import F, Q

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import act, act_on_application, next_notice_number
from onething.areas.cases.engine.automatic import approve
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.state import CaseState
from onething.core.errors import DomainError
from onething.kit.ports import SHANGHAI

log = structlog.get_logger("onething.cases")

#: On its last day a notice waits for other departments until this hour.
LAST_HOUR = 17
#: The city's rules by which what never came counts as withdrawn: after a notice, after a promise.
LAPSE_RULE, TOLERANCE_RULE = "lapse_ground", "tolerance_lapse_ground"
#: At most so many of a kind in one run; the next run goes on.
BATCH = 500


def look_after(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Do what is due and return how many: notices, accepted (by silence), reminded (of a paper that
    was promised for later), lapsed, granted (by rules).

    Notices go first: what was found in time is told in time.
    """
    actor.must(CasesPermission.LOOK_AFTER)
    return {
        "notices": _each(_notices_due(now), lambda number: _send(actor, number, now)),
        "accepted": _each(_silent(now), lambda number: act(actor, c.ApplySilence(actor, number), now=now)),
        "reminded": _each(
            _to_remind(now), lambda number: act(actor, c.RemindPromise(actor, number), now=now)
        ),
        "lapsed": _each(_lapsed(now), lambda number: _lapse(actor, number, now, LAPSE_RULE))
        + _each(_not_followed(now), lambda number: _lapse(actor, number, now, TOLERANCE_RULE)),
        "granted": _each(_automatic(), lambda number: _by_rule(actor, number, now)),
    }


def recompute_dates(actor: Actor, *, now: datetime) -> int:
    """Compute the provisional days again after a newer calendar was loaded. Returns how many cases were looked at."""
    actor.must(CasesPermission.LOOK_AFTER)
    version = doors.calendar().version
    rows = CaseRow.objects.filter(is_open=True, provisional=True).exclude(calendar=version)
    numbers = list(rows.order_by("id").values_list("number", flat=True)[:BATCH])
    return _each(numbers, lambda number: _recompute(actor, number, version, now))


def _recompute(actor: Actor, number: str, version: str, now: datetime) -> CaseState:
    """A case whose days do not move leaves the queue, too."""
    try:
        return act(actor, c.RecomputeDue(actor, number), now=now)
    finally:
        CaseRow.objects.filter(number=number).update(calendar=version)


def _each(numbers: Iterable[str], do: Callable[[str], object]) -> int:
    done = 0
    for number in numbers:
        try:
            done += do(number) is not None
        except DomainError as error:
            log.warning("not_looked_after", number=number, code=error.code)
    return done


def _notices_due(now: datetime) -> list[str]:
    here = now.astimezone(SHANGHAI)
    due = Q(notice_on__lt=here.date())
    if here.hour >= LAST_HOUR:
        due |= Q(notice_on=here.date())
    rows = ApplicationRow.objects.filter(due).order_by("notice_on", "id")
    return list(rows.values_list("number", flat=True)[:BATCH])


def _send(actor: Actor, number: str, now: datetime) -> object:
    return act_on_application(
        actor,
        number,
        lambda loaded: c.SendNotice(actor, next_notice_number(loaded.matter, now)),
        now=now,
    )


def _silent(now: datetime) -> list[str]:
    today = now.astimezone(SHANGHAI).date()
    rows = CaseRow.objects.filter(silence_on__lte=today, status__in=list(TO_CHECK))
    return list(rows.order_by("silence_on", "id").values_list("number", flat=True)[:BATCH])


def _lapsed(now: datetime) -> list[str]:
    today = now.astimezone(SHANGHAI).date()
    rows = CaseRow.objects.filter(supplement_on__lt=today, status=Status.TO_SUPPLEMENT)
    return list(rows.order_by("supplement_on", "id").values_list("number", flat=True)[:BATCH])


def _to_remind(now: datetime) -> list[str]:
    rows = CaseRow.objects.filter(remind_on__lte=now.astimezone(SHANGHAI).date())
    return list(rows.order_by("remind_on", "id").values_list("number", flat=True)[:BATCH])


def _not_followed(now: datetime) -> list[str]:
    today = now.astimezone(SHANGHAI).date()
    rows = CaseRow.objects.filter(later_on__lt=today, remind_on=None)
    return list(rows.order_by("later_on", "id").values_list("number", flat=True)[:BATCH])


def _lapse(actor: Actor, number: str, now: datetime, rule: str) -> object | None:
    """Only where the city has such a rule (its setting); else the case goes on waiting."""
    application = ApplicationRow.objects.get(number=number.rpartition("-")[0])
    package = doors.frozen(application.scene, application.scene_hash).package
    ground = str(package.settings.get(rule, ""))
    return act(actor, c.Lapse(actor, number, ground), now=now) if ground else None


def _by_rule(actor: Actor, number: str, now: datetime) -> CaseState | None:
    """A case that its rule cannot decide is a person's, until something happens to it: also while the rule is asked."""
    seen = CaseRow.objects.values_list("sequence", flat=True).get(number=number)
    try:
        return approve(actor, number, now=now)
    finally:
        CaseRow.objects.filter(number=number).update(ruled=seen)


def _automatic() -> list[str]:
    rows = CaseRow.objects.filter(is_open=True, automatic=True, holder="").exclude(
        status__in=[Status.GRANTED, Status.TO_DELIVER, Status.REFUSED, Status.TO_SUPPLEMENT, Status.WAITING]
    )
    rows = rows.exclude(ruled=F("sequence"))
    return list(rows.order_by("id").values_list("number", flat=True)[:BATCH])
