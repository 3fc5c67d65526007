"""What people are told by themselves: that something is asked, decided or over; and how to rate it at the end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.models import ApplicationRow
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.guards import is_machine
from onething.core.cases.matter import Matter
from onething.core.cases.ports import CaseMessages, CaseRatings
from onething.kit.ports import SHANGHAI, port

#: event -> kind of message
KINDS: Mapping[type[e.Event], str] = {
    e.Submitted: "received",
    e.NoticeSent: "asked",
    e.Decided: "decided",
    e.Declined: "declined",
    e.PreconditionFailed: "ended",
    e.Terminated: "ended",
    e.Lapsed: "ended",
    e.Paused: "paused",
    e.Extended: "extended",
    e.DueRecomputed: "date_moved",
    e.Delivered: "delivered",
    e.Closed: "closed",
}


def after(
    actor: Actor,
    row: ApplicationRow,
    recorded: Sequence[e.Recorded],
    matter: Matter,
    issued: Sequence[str],
    *,
    now: datetime,
) -> None:
    """Tell the applicant, and whoever represents and still may, what these events mean for them."""
    told = [row.person]
    if doors.represents_still(row, on=now.astimezone(SHANGHAI).date()):
        told.append(row.representative)
    for one in recorded:
        if isinstance(one.event, e.Closed) and not row.rating:
            row.rating = port(CaseRatings).ask(  # type: ignore[type-abstract]
                actor, application=row.number, person=row.person, channel=row.channel, now=now
            )
            row.save(update_fields=["rating"])
        kind = KINDS.get(type(one.event))
        if kind is None or (isinstance(one.event, e.Delivered) and not is_machine(actor)):
            continue  # an officer's proof of delivery says that it reached the person
        facts = _facts(one, row, matter)
        for person in dict.fromkeys(told):
            port(CaseMessages).tell(  # type: ignore[type-abstract]
                actor, person=person, kind=kind, facts=facts, application=row.number, now=now
            )


def _facts(one: e.Recorded, row: ApplicationRow, matter: Matter) -> dict[str, Any]:
    """Return what the words of a message need; texts in both languages, days as ISO."""
    facts: dict[str, Any] = {"number": row.number, "scene": {"zh": row.name_zh, "en": row.name_en}}
    case = matter.cases.get(one.stream)
    if case is not None:
        facts |= {"case": case.number, "item": {"zh": case.opening.name.zh, "en": case.opening.name.en}}
    event = one.event
    if isinstance(event, e.NoticeSent):
        facts |= {
            "supplement_on": event.supplement_on.isoformat(),
            "points": sum(len(points) for points in event.points.values()),
        }
    elif isinstance(event, e.Decided):
        facts["outcome"] = event.outcome.value
    elif isinstance(event, e.PreconditionFailed):
        facts["reason"] = {"zh": event.reason.zh, "en": event.reason.en}
    elif isinstance(event, e.Terminated):
        facts["reason"] = {"zh": event.reason, "en": event.reason}
    elif isinstance(event, e.Closed):
        facts |= {"outcome": event.outcome, "rating": row.rating}
    return facts
