"""What an office has decided: today, and when the same was to be judged before."""

from datetime import date, timedelta

from django.db.models import Count, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine.doors import Frozen
from onething.areas.cases.engine.showing import newest_lines
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.models import UNCOUNTED, CaseRow, EventRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.parts import Outcome
from onething.core.cases.views import CaseLine, Precedents

#: As far as precedents go back: two years.
PRECEDENTS_WITHIN = timedelta(days=730)


def list_decided(actor: Actor, *, on: date, limit: int = 50, today: date) -> tuple[CaseLine, ...]:
    """Return the cases that the actor's office has and that were decided on this day, newest first. Raises NotAllowed."""
    actor.must(CasesPermission.SEE)
    return newest_lines(scope.cases_of(actor).filter(decided_on=on), limit, today)


def list_precedents(
    actor: Actor, *, case: str, outcome: Outcome, limit: int = 50, today: date
) -> tuple[CaseLine, ...]:
    """Return cases of the actor's office decided so, in which the same was to be judged as in this one, newest first.

    Raises CaseNotFound, NotAllowed.
    """
    actor.must(CasesPermission.SEE)
    row = scope.find_case(actor, case)
    if row is None:
        raise CaseNotFound(case)
    rows = _alike(actor, row, today)
    return () if rows is None else newest_lines(rows.filter(outcome=outcome.value), limit, today)


def precedents_of(actor: Actor, *, row: CaseRow, frozen: Frozen, today: date) -> Precedents | None:
    """Return how such cases went before, None where nothing is to be judged."""
    rows = _alike(actor, row, today)
    if rows is None:
        return None
    counts = dict(rows.values_list("outcome").annotate(Count("pk")))
    return Precedents(
        about=tuple(frozen.name_of(key) for key in row.differs.split()),
        since=today - PRECEDENTS_WITHIN,
        counts={one: counts[one.value] for one in Outcome if one.value in counts},
        refused_because=_why_refused(rows) if Outcome.REFUSED.value in counts else "",
    )


def _alike(actor: Actor, row: CaseRow, today: date) -> QuerySet[CaseRow] | None:
    if row.differs in ("", UNCOUNTED):
        return None
    since = today - PRECEDENTS_WITHIN
    alike = scope.cases_of(actor).filter(item=row.item, differs=row.differs, decided_on__gte=since)
    return alike.exclude(pk=row.pk)


def _why_refused(rows: QuerySet[CaseRow]) -> str:
    """Return the reason of the newest refusal, as its decision gives it."""
    newest = rows.filter(outcome=Outcome.REFUSED.value).order_by("-id").values("number")[:1]
    events = EventRow.objects.filter(stream=newest, name=e.Decided.__name__).order_by("-sequence")
    decided = events[0].to_core().event
    assert isinstance(decided, e.Decided)
    return decided.grounds.reason
