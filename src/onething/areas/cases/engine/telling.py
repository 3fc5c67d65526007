"""What people are told by themselves: that something is asked, decided or over; and how to rate it at the end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.models import ApplicationRow
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases import handing
from onething.core.cases.graph import Status
from onething.core.cases.guards import is_machine
from onething.core.cases.matter import Matter
from onething.core.cases.parts import DeliveryWay, Dues, How
from onething.core.cases.ports import CaseMessages, CaseRatings, Served
from onething.core.cases.state import CaseState
from onething.core.cases.wording import RIGHTINGS, ended_before
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, port

#: event -> kind of message
KINDS: Mapping[type[e.Event], str] = {
    e.Submitted: "received",
    e.NoticeSent: "asked",
    e.Accepted: "accepted",
    e.Decided: "decided",
    e.Declined: "declined",
    e.PreconditionFailed: "ended",
    e.Terminated: "ended",
    e.Lapsed: "ended",
    e.Paused: "paused",
    e.Resumed: "resumed",
    e.Extended: "extended",
    e.DueRecomputed: "date_moved",
    e.ParcelSent: "parcel_sent",
    e.ParcelReturned: "parcel_returned",
    e.PromiseReminded: "promise_due",
    e.HearingOffered: "hearing_offered",
    e.HearingSet: "hearing_set",
    e.Started: "started",
    e.Reopened: "reopened",
    e.Delivered: "delivered",
    e.Closed: "closed",
    e.RuleOverridden: "overridden",
    e.RightingProposed: "righting_proposed",
    e.RightingDropped: "righting_dropped",
    e.DecisionCorrected: "corrected",
    e.GrantTakenBack: "taken_back",
    e.GrantRestored: "restored",
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
    if _all_ready(recorded, matter):
        facts = {"number": row.number, "scene": {"zh": row.name_zh, "en": row.name_en}}
        for person in dict.fromkeys(told):
            port(CaseMessages).tell(  # type: ignore[type-abstract]
                actor, person=person, kind="ready", facts=facts, application=row.number, now=now
            )
    for one in recorded:
        if isinstance(one.event, e.Closed) and not row.rating:
            row.rating = port(CaseRatings).ask(  # type: ignore[type-abstract]
                actor,
                application=row.number,
                person=row.person,
                channel=row.channel,
                now=now,
                representative=row.representative,
                served=[_served(case) for case in matter.cases.values()],
            )
            row.save(update_fields=["rating"])
        kind = KINDS.get(type(one.event))
        if isinstance(one.event, e.NoticeSent) and one.event.page > 1:
            kind = "asked_more"
        if isinstance(one.event, e.DeclarationChecked) and not one.event.holds:
            kind = "declaration_broken"
        if kind is None or (isinstance(one.event, e.Delivered) and not is_machine(actor)):
            continue  # an officer's proof of delivery says that it reached the person
        if isinstance(one.event, e.RightingProposed) and one.event.heard_until is None:
            continue  # nobody has to be heard: the decision itself is told
        if isinstance(one.event, e.DueRecomputed) and not one.event.moved:
            continue  # what was provisional is certain now, and the same
        if isinstance(one.event, e.Accepted) and one.event.how is How.RULES:
            continue  # the grant follows at once
        facts = _facts(one, row, matter)
        for person in dict.fromkeys(told):
            port(CaseMessages).tell(  # type: ignore[type-abstract]
                actor, person=person, kind=kind, facts=facts, application=row.number, now=now
            )


def _served(case: CaseState) -> Served:
    return Served(case.opening.item, case.opening.name, case.office.department, case.office.division)


def _all_ready(recorded: Sequence[e.Recorded], matter: Matter) -> bool:
    """Whether what happened has made the last result ready that somebody fetches at a window."""
    ready = handing.gather(matter.application, matter.cases.values())
    if matter.application.delivery.way != DeliveryWay.WINDOW or ready is None or ready.awaited:
        return False
    numbers = {case.number for case in ready.ready}
    made = (e.CertificateMade, e.Decided)
    ended = any(isinstance(one.event, e.Withdrawn | e.Terminated | e.Lapsed) for one in recorded)
    return ended or any(isinstance(one.event, made) and one.stream in numbers for one in recorded)


def _facts(one: e.Recorded, row: ApplicationRow, matter: Matter) -> dict[str, Any]:
    """Return what the words of a message need; texts in both languages, days as ISO."""
    facts: dict[str, Any] = {"number": row.number, "scene": {"zh": row.name_zh, "en": row.name_en}}
    case = matter.cases.get(one.stream)
    if case is not None:
        name = doors.frozen(row.scene, row.scene_hash).told_apart(
            case.opening.name, case.opening.bearer, [one.opening.bearer for one in matter.cases.values()]
        )
        facts |= {"case": case.number, "item": {"zh": name.zh, "en": name.en}}
    event = one.event
    if isinstance(event, e.NoticeSent):
        facts |= {
            "supplement_on": event.supplement_on.isoformat(),
            "page": event.page,
            "points": sum(len(points) for points in event.points.values()),
        }
    elif isinstance(event, e.Decided):
        facts["outcome"] = event.outcome.value
    elif isinstance(event, e.PreconditionFailed):
        reason = ended_before(event)
        facts["reason"] = {"zh": reason.zh, "en": reason.en}
    elif isinstance(event, e.Lapsed):
        last = event.supplement_on
        facts["reason"] = {
            "zh": f"{last} 前没有补正，视为撤回",
            "en": f"not supplied by {last}, treated as withdrawn",
        }
    elif isinstance(event, e.Terminated):
        facts["reason"] = {"zh": event.reason, "en": event.reason}
    elif isinstance(event, e.Accepted | e.Resumed | e.RuleOverridden | e.Started | e.Reopened):
        assert case is not None
        ahead = _ahead(event.dues, case)
        facts["next"] = {"zh": ahead.zh, "en": ahead.en}
        if isinstance(event, e.Started):
            facts["since"] = event.as_of.isoformat()
        elif isinstance(event, e.RuleOverridden):
            facts["reason"] = {"zh": event.reason, "en": event.reason}
    elif isinstance(event, e.DueRecomputed):
        assert case is not None
        ahead = _ahead(event.dues, case)
        facts["next"] = {"zh": ahead.zh, "en": ahead.en}
    elif isinstance(event, e.ParcelSent):
        facts |= {"courier": event.courier, "parcel": event.parcel}
    elif isinstance(event, e.ParcelReturned):
        facts["reason"] = {"zh": event.reason, "en": event.reason}
    elif isinstance(event, e.PromiseReminded):
        facts["until"] = event.until.isoformat()
    elif isinstance(event, e.DeclarationChecked):
        facts["finding"] = {"zh": event.finding, "en": event.finding}
    elif isinstance(event, e.HearingOffered):
        facts["until"] = event.until.isoformat()
    elif isinstance(event, e.HearingSet):
        facts |= {"on": event.held_on.isoformat(), "time": event.time, "place": event.place}
    elif isinstance(event, e.RightingProposed | e.GrantTakenBack):
        name = RIGHTINGS[event.kind]
        facts |= {
            "what": {"zh": name.zh, "en": name.en.lower()},
            "heard_until": _heard_until(event),
            "until": _heard_until(event),
        }
    elif isinstance(event, e.Closed):
        facts |= {"outcome": event.outcome, "rating": row.rating}
    return facts


def _heard_until(event: e.Event) -> str:
    heard_until = getattr(event, "heard_until", None)
    return heard_until.isoformat() if heard_until else ""


def _ahead(dues: Dues, case: CaseState) -> Text:
    """Return until when what comes next has to happen to a case that starts or comes back."""
    if last := dues.promised_on or dues.statutory_on:
        by_law = dues.statutory_on if dues.promised_on else None
        zh = f"最迟 {last} 办结" + (f"（法定最迟 {by_law}）" if by_law else "")
        en = f"to be decided by {last}" + (f" (by law by {by_law})" if by_law else "")
    elif dues.supplement_on:
        zh, en = (
            f"请在 {dues.supplement_on} 前补上要补的",
            f"please supply what was asked by {dues.supplement_on}",
        )
    elif dues.tell_on:
        zh, en = (
            f"缺什么，{dues.tell_on} 前一次告诉您",
            f"what is missing is told in one notice by {dues.tell_on}",
        )
    elif case.status is Status.WAITING:
        zh, en = (
            "等前一项的结果，到了再告诉您最迟办结的日期",
            "it waits for another result; its last day is told then",
        )
    else:
        return Text("部门接着办", "the office goes on with it")
    return Text(zh + "，日期暂定", en + " (provisional)") if dues.provisional else Text(zh, en)
