"""What nobody has to ask for: notices that are due, silence, lapses, rules, days that move; what is due, and in which
order, `core.cases.agenda` says. Each case is its own transaction, and one that fails does not hold up the others.
"""

from datetime import date, datetime
from typing import Any

import structlog
from django.db.models import F, QuerySet

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import act, act_on_application, next_notice_number
from onething.areas.cases.engine.automatic import approve
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import agenda
from onething.core.cases import commands as c
from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.state import CaseState
from onething.core.errors import DomainError
from onething.kit.ports import SHANGHAI

log = structlog.get_logger("onething.cases")

#: The city's rules by which what never came counts as withdrawn: after a notice, after a promise.
LAPSE_RULE, TOLERANCE_RULE = "lapse_ground", "tolerance_lapse_ground"


def look_after(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Do what is due and return how many of each kind, as `core.cases.agenda` names them."""
    actor.must(CasesPermission.LOOK_AFTER)
    return agenda.look_after(DatabaseDuties(actor, now), now.astimezone(SHANGHAI))


class DatabaseDuties:
    """What is due, as the rows say, and how it is done."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self._actor, self._now = actor, now

    def notices(self, until: date) -> list[str]:
        return _first(ApplicationRow.objects.filter(notice_on__lte=until).order_by("notice_on", "id"))

    def silent(self, until: date) -> list[str]:
        rows = CaseRow.objects.filter(silence_on__lte=until, status__in=list(TO_CHECK))
        return _first(rows.order_by("silence_on", "id"))

    def lapsed(self, until: date) -> list[str]:
        rows = CaseRow.objects.filter(supplement_on__lte=until, status=Status.TO_SUPPLEMENT)
        return _first(rows.order_by("supplement_on", "id"))

    def run_out(self, until: date) -> list[str]:
        rows = CaseRow.objects.filter(paused_until__lte=until, status=Status.PAUSED)
        return _first(rows.order_by("paused_until", "id"))

    def to_remind(self, until: date) -> list[str]:
        return _first(CaseRow.objects.filter(remind_on__lte=until).order_by("remind_on", "id"))

    def not_followed(self, until: date) -> list[str]:
        rows = CaseRow.objects.filter(later_on__lte=until, remind_on=None)
        return _first(rows.order_by("later_on", "id"))

    def for_rules(self) -> list[str]:
        rows = CaseRow.objects.filter(is_open=True, automatic=True, holder="")
        rows = rows.exclude(status__in=list(agenda.BEYOND_RULES)).exclude(ruled=F("sequence"))
        return _first(rows.order_by("id"))

    def send_notice(self, application: str) -> object:
        return act_on_application(
            self._actor,
            application,
            lambda loaded: c.SendNotice(self._actor, next_notice_number(loaded.matter, self._now)),
            now=self._now,
        )

    def draw_silence(self, case: str) -> object:
        return act(self._actor, c.ApplySilence(self._actor, case), now=self._now)

    def resume(self, case: str) -> object | None:
        return act(self._actor, c.ResumeByDay(self._actor, case), now=self._now)

    def remind(self, case: str) -> object:
        return act(self._actor, c.RemindPromise(self._actor, case), now=self._now)

    def draw_lapse(self, case: str) -> object | None:
        return self._lapse(case, LAPSE_RULE)

    def draw_broken_promise(self, case: str) -> object | None:
        return self._lapse(case, TOLERANCE_RULE)

    def _lapse(self, case: str, rule: str) -> object | None:
        """Only where the city has such a rule (its setting); else the case goes on waiting."""
        application = ApplicationRow.objects.get(number=case.rpartition("-")[0])
        package = doors.frozen(application.scene, application.scene_hash).package
        ground = str(package.settings.get(rule, ""))
        return act(self._actor, c.Lapse(self._actor, case, ground), now=self._now) if ground else None

    def decide_by_rule(self, case: str) -> object | None:
        """A case that its rule cannot decide is a person's, until something happens to it: also while the rule is
        asked."""
        seen = CaseRow.objects.values_list("sequence", flat=True).get(number=case)
        try:
            return approve(self._actor, case, now=self._now)
        finally:
            CaseRow.objects.filter(number=case).update(ruled=seen)

    def not_done(self, number: str, error: DomainError) -> None:
        log.warning("not_looked_after", number=number, code=error.code)


def _first(rows: QuerySet[Any]) -> list[str]:
    return list(rows.values_list("number", flat=True)[: agenda.BATCH])


def recompute_dates(actor: Actor, *, now: datetime) -> int:
    """Compute the provisional days again after a newer calendar was loaded. Returns how many cases were looked at."""
    actor.must(CasesPermission.LOOK_AFTER)
    version = doors.calendar().version
    rows = CaseRow.objects.filter(is_open=True, provisional=True).exclude(calendar=version)
    numbers = list(rows.order_by("id").values_list("number", flat=True)[: agenda.BATCH])
    duties, done = DatabaseDuties(actor, now), 0
    for number in numbers:
        try:
            done += _recompute(actor, number, version, now) is not None
        except DomainError as error:
            duties.not_done(number, error)
    return done


def _recompute(actor: Actor, number: str, version: str, now: datetime) -> CaseState:
    """A case whose days do not move leaves the queue, too."""
    try:
        return act(actor, c.RecomputeDue(actor, number), now=now)
    finally:
        CaseRow.objects.filter(number=number).update(calendar=version)
