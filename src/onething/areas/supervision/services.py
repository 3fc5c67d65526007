"""Every write of the area: lighting the cases, and what is said of a warning."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.supervision import queries
from onething.areas.supervision.models import RemarkRow, SweepRow, WarningRow
from onething.areas.supervision.permissions import SupervisionPermission
from onething.core.actors import Actor
from onething.core.clock import Limit, Stage
from onething.core.supervision import (
    Rules,
    Standing,
    Warned,
    Watched,
    audience,
    first_standing,
    say,
    warnings_of,
)
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, new_id, port
from onething.kit.statements import Columns, insert, unwaited

#: Cases of one step: this bounds the memory.
STEP = 5000
#: Rows of one statement: SQLite takes 32,766 values.
AT_ONCE = 500
#: What was changed is looked at again for so long, for acts that commit late.
OVERLAP = timedelta(minutes=2)
STUCK_HOURS = 24
_RAISED = Columns(WarningRow, "case_id", "limit", "due_on", "stage", by="case_id")


@dataclass(frozen=True, slots=True)
class Swept:
    """One step of a day's sweep. done: nothing is left of the day."""

    cases: int
    raised: int
    done: bool


def sweep(actor: Actor, *, now: datetime, step: int = STEP) -> Iterator[Swept]:
    """Look at every open case once a day and raise the warnings that it deserves; then at what has changed since.

    Each step is a transaction that begins where the last one of the day ended, whoever did it: it may stop anywhere. Two may
    run at once, and the clock may jump: the same warning is never raised twice, nor a lower one after a higher.
    """
    actor.must(SupervisionPermission.SWEEP)
    return _sweep(actor, now, step)


def _sweep(actor: Actor, now: datetime, step: int) -> Iterator[Swept]:
    lighting = _Lighting(actor, now)
    while True:
        swept = _next_step(actor, lighting, now, step)
        yield swept
        if swept.done:
            return


def _next_step(actor: Actor, lighting: "_Lighting", now: datetime, step: int) -> Swept:
    with transaction.atomic():
        SweepRow.objects.get_or_create(day=lighting.today)
        row = SweepRow.objects.select_for_update().get(day=lighting.today)
        if row.done_at is None:
            found = cases.watch(actor, after=row.after, most=step)
            raised = lighting.light(found, after=row.after) if found else 0
            if len(found) < step:  # the last step of the day
                raised += lighting.light_some(cases.watch_checks(actor))
            row.after = found[-1].id if found else row.after
            row.cases, row.raised = row.cases + len(found), row.raised + raised
            row.done_at = None if len(found) == step else now
            row.passed_at = row.passed_at or now
        else:
            found = cases.watch_touched(actor, since=(row.passed_at or row.done_at) - OVERLAP)
            raised = lighting.light_some(found) + lighting.light_stuck()
            row.raised, row.passed_at = row.raised + raised, now
        row.save()
    return Swept(len(found), raised, row.done_at is not None)


def count_to_sweep(actor: Actor, *, now: datetime) -> int:
    """Return how many cases today's sweep has looked at."""
    actor.must(SupervisionPermission.SWEEP)
    row = SweepRow.objects.filter(day=now.astimezone(SHANGHAI).date()).first()
    return row.cases if row else 0


class _Lighting:
    """One run: the day, the city's rules, and the profile of each item."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self.today: date = now.astimezone(SHANGHAI).date()
        self._actor, self._now, self._calendar = actor, now, port(WorkCalendar)
        package = catalogue.current(actor)
        self._rules = Rules.of(package.settings)
        self._stuck_after = timedelta(hours=int(package.settings.get("stuck_hours", STUCK_HOURS)))
        self._profile: Callable[[str], str] = cache(
            lambda item: package.items[item].profile if item in package.items else ""
        )

    def light(self, found: Sequence[Watched], *, after: UUID | None) -> int:
        """Raise what these cases deserve; they follow one another in the order of their ids. Returns how many."""
        deserved = {one.id: warnings for one in found if (warnings := self._deserved(one))}
        return self._raise(deserved, found, _raised(_RAISED.between(after, found[-1].id))) if deserved else 0

    def light_some(self, found: Sequence[Watched]) -> int:
        deserved = {one.id: warnings for one in found if (warnings := self._deserved(one))}
        return self._raise(deserved, found, _raised_of(deserved))

    def light_stuck(self) -> int:
        stuck = cases.list_stuck(self._actor, before=self._now - self._stuck_after)
        deserved = {one.id: (Warned(Limit.STUCK, Stage.OVERDUE, since, since),) for one, since in stuck}
        return self._raise(deserved, [one for one, _ in stuck], _raised_of(deserved))

    def _deserved(self, case: Watched) -> tuple[Warned, ...]:
        return warnings_of(
            case, self.today, calendar=self._calendar, rules=self._rules, profile=self._profile(case.item)
        )

    def _raise(
        self, deserved: Mapping[Any, tuple[Warned, ...]], found: Iterable[Watched], raised: "_Raised"
    ) -> int:
        new = [
            (one, warning)
            for one in found
            for warning in deserved.get(one.id, ())
            if warning.stage.rank > raised.get((one.id, warning.limit, warning.due_on), -1)
        ]
        parts = [new[start : start + AT_ONCE] for start in range(0, len(new), AT_ONCE)]
        where: dict[str, cases.Whereabouts] = {}
        for part in parts:
            where |= cases.whereabouts(self._actor, cases=[one.number for one, _ in part])
        with unwaited():
            for part in parts:
                rows = [self._row(one, warning, where[one.number]) for one, warning in part]
                insert(rows, ignore_conflicts=True)
        return len(new)

    def _row(self, case: Watched, warning: Warned, where: cases.Whereabouts) -> WarningRow:
        return WarningRow(
            id=new_id(),
            case_id=case.id,
            case=case.number,
            item=case.item,
            name_zh=where.name_zh,
            name_en=where.name_en,
            department=where.department,
            division=where.division,
            town=where.town,
            holder=where.holder,
            limit=warning.limit.value,
            stage=warning.stage.value,
            red=warning.red,
            audience=audience(warning).value,
            started_on=warning.started_on,
            due_on=warning.due_on,
            raised_at=self._now,
            standing=first_standing(warning).value,
        )


#: case (its id as the database gives it), limit and last day → rank of the furthest stage that was warned of.
_Raised = dict[tuple[Any, Any, Any], int]
#: The same for stages as they are kept.
RANKS: Mapping[Any, int] = {one.value: one.rank for one in Stage}


def _raised(rows: Iterable[Sequence[Any]]) -> _Raised:
    found: _Raised = {}
    for case, limit, due_on, stage in rows:
        key = (case, limit, due_on)
        found[key] = max(found.get(key, -1), RANKS[stage])
    return found


def _raised_of(deserved: Iterable[Any]) -> _Raised:
    ids = list(deserved)
    found: _Raised = {}
    for start in range(0, len(ids), AT_ONCE):
        found |= _raised(_RAISED.rows(ids[start : start + AT_ONCE]))
    return found


# --- what is said of a warning -----------------------------------------------------------------------------


def ask(actor: Actor, *, warning: UUID, text: str, now: datetime) -> Standing:
    """Ask the office for an explanation, also once more. Raises WarningNotFound, NotAllowed, NotNow, WordsMissing."""
    return _say(actor, SupervisionPermission.ASK, warning, Standing.ASKED, text, now)


def explain(actor: Actor, *, warning: UUID, text: str, now: datetime) -> Standing:
    """Explain for the office what happened. Raises as `ask`."""
    return _say(actor, SupervisionPermission.EXPLAIN, warning, Standing.EXPLAINED, text, now)


def correct(actor: Actor, *, warning: UUID, text: str, now: datetime) -> Standing:
    """Record what was put right. Raises as `ask`."""
    return _say(actor, SupervisionPermission.CORRECT, warning, Standing.CORRECTED, text, now)


def cancel(actor: Actor, *, warning: UUID, text: str, now: datetime) -> Standing:
    """Cancel a wrong light: it stays in the list with who, when and why, and counts no longer. Raises as `ask`."""
    return _say(actor, SupervisionPermission.CANCEL, warning, Standing.CANCELLED, text, now)


@transaction.atomic
def _say(
    actor: Actor, needs: SupervisionPermission, id: UUID, said: Standing, text: str, now: datetime
) -> Standing:
    actor.must(needs)
    row = queries.lock_warning(actor, warning=id)
    standing = say(Standing(row.standing), said, text)
    row.standing = standing.value
    row.save(update_fields=["standing"])
    RemarkRow.objects.create(
        warning=row,
        kind=said.value,
        by=actor.id,
        by_name=actor.name,
        department=actor.department,
        at=now,
        text=text.strip(),
    )
    audit.record(
        actor,
        action=f"supervision:{said.value}",
        case=row.case,
        detail={"warning": str(row.id), "limit": row.limit, "stage": row.stage},
        now=now,
    )
    return standing
