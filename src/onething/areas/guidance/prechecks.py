"""The advice before submission goes along with the application; how often something was missing all the same."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from onething.areas.cases import api as cases
from onething.areas.guidance.models import AdviceRow, DraftRow, PrecheckRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.guidance.advice import AdviceLine
from onething.core.guidance.precheck import Precheck, Prechecked, changed, figures_of
from onething.core.guidance.sheet import Sheet
from onething.kit.ports import SHANGHAI

#: Lines of one list.
MOST = 200


def carry(row: DraftRow, sheet: Sheet | None, *, application: str, now: datetime) -> None:
    """Keep the newest answered advice on a draft that is handed in now; nothing if no window had read it.

    sheet: what was signed, None where an earlier request handed it in and broke off.
    """
    advice = AdviceRow.objects.filter(draft=row, answered_at__isnull=False).order_by("-answered_at").first()
    if advice is None or advice.answered_at is None:
        return
    read = [AdviceLine.from_data(one) for one in advice.lines]
    other = sheet is not None and sheet.hash != advice.sheet_hash
    names = changed(read, map(AdviceLine.of, sheet.lines)) if sheet and other else ()
    PrecheckRow.objects.get_or_create(
        application=application,
        defaults={
            "stream": application,
            "scene": row.scene,
            "division": advice.division,
            "advised_at": advice.answered_at,
            "submitted_at": now,
            "fine": advice.fine,
            "answer": advice.answer,
            "answerer": advice.answerer,
            "changed": [[one.zh, one.say("en")] for one in names],
        },
    )


def find_precheck(actor: Actor, *, application: str) -> Precheck | None:
    """Return what a window had said of an application that the actor may know of, None if none had read it. Raises NotAllowed."""
    actor.must(GuidancePermission.PRECHECKED)
    row = PrecheckRow.objects.filter(cases.in_sight(actor), application=application).first()
    return row.to_core() if row else None


def count_prechecked(actor: Actor, *, since: date, until: date) -> Prechecked:
    """Return the figures of the days from `since` to `until`, both included; `list_prechecked` has the list of each. Raises NotAllowed."""
    every = list_prechecked(actor, since=since, until=until, limit=None)
    return figures_of(every, since=since, until=until)


def list_prechecked(
    actor: Actor, *, since: date, until: date, told: bool | None = None, limit: int | None = MOST
) -> list[Precheck]:
    """Return applications that were handed in after an advice, the newest first. told: those of which something was missing, or not.

    Two queries. Raises NotAllowed.
    """
    actor.must(GuidancePermission.COUNT_PRECHECKED)
    first = datetime.combine(since, time.min, SHANGHAI)
    last = datetime.combine(until + timedelta(days=1), time.min, SHANGHAI)
    rows = PrecheckRow.objects.filter(submitted_at__gte=first, submitted_at__lt=last)
    found = [row.to_core() for row in rows.order_by("-submitted_at", "-pk")]
    noticed = cases.noticed_among(actor, applications=[one.application for one in found])
    judged = [replace(one, told=one.application in noticed) for one in found]
    return [one for one in judged if told is None or one.told is told][:limit]
