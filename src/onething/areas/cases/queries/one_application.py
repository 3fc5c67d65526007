"""An application as the applicant follows it: the same facts, at the same second, as the office sees."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from onething.areas.audit import api as audit
from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.departments import unknown_of
from onething.areas.cases.engine.handover import handover_of
from onething.areas.cases.engine.loading import load, look_up, read_submission
from onething.areas.cases.engine.procedures import hearing_of
from onething.areas.cases.engine.results import in_order
from onething.areas.cases.engine.righted import righting_of
from onething.areas.cases.engine.rows import binding_day
from onething.areas.cases.engine.showing import Given, clock_of, history_of
from onething.areas.cases.engine.wording import handling
from onething.areas.cases.errors import ApplicationNotFound
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow, SuppliedRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases import wording
from onething.core.cases.dates import counting
from onething.core.cases.deciding import asked_keys
from onething.core.cases.graph import GRAPH, UNACCEPTED, UNDECIDED, Status
from onething.core.cases.matter import Matter, Standing
from onething.core.cases.notice import looking
from onething.core.cases.parts import Point
from onething.core.cases.phrases import in_words
from onething.core.cases.state import CaseState
from onething.core.cases.views import (
    ApplicationView,
    OwnAwaited,
    OwnCase,
    OwnNotice,
    OwnPoint,
    Reached,
    Unknown,
)
from onething.core.codes import parse_case_number
from onething.core.source import Text
from onething.core.submission import GivenMaterial, Submission
from onething.kit.ports import SHANGHAI, now


def find_reached(actor: Actor, *, application: str) -> Reached | None:
    """Return where the applicant is reached now, None if there is no such application. Raises NotAllowed."""
    actor.must(CasesPermission.LOOK_AFTER)
    loaded = load(application)
    if loaded is None:
        return None
    contact = loaded.matter.application.contact
    return Reached(loaded.row.person, contact.email, loaded.submission.applicant.language, contact.phone)


def application_view(actor: Actor, *, application: str, today: date) -> ApplicationView:
    """Return an application with its cases, notices, documents and history.

    A look of others than the applicant and the representative is written down, and what lets one follow or rate an
    application is theirs alone. An office reads its cases instead. Raises ApplicationNotFound, also for what the actor
    may not read.
    """
    row = scope.applications_open_to(actor).filter(number=application).first()
    if row is None:
        raise ApplicationNotFound(application)
    own = scope.is_own(actor, row)
    view = view_of(actor, row=row, own=own, today=today)
    if not own:
        audit.record_look(
            actor,
            subject=row.person,
            fields=[one.key for one in (*view.values, *view.materials)],
            purpose=handling(Text(row.name_zh, row.name_en)),
            case=row.number,
            now=now(),
        )
    return view


def view_of(
    actor: Actor, *, row: ApplicationRow, own: bool, today: date, named: bool = True
) -> ApplicationView:
    """Return an application whole, for whoever was found to be allowed to read it or a part of it.

    own: with what lets one follow and rate it. named: items of several persons are told apart by their names, too.
    """
    cases = {case.number: case for case in CaseRow.objects.filter(application=row).order_by("id")}
    events = list(EventRow.objects.filter(application=row).order_by("id"))
    matter, submission = look_up(row, cases)
    frozen = doors.frozen(row.scene, row.scene_hash)
    given = Given(
        submission, row.submitted_at, list(SuppliedRow.objects.filter(application=row).order_by("sequence"))
    )
    ended = _ended(events)
    unknown = unknown_of(cases)
    bearers = [case.opening.bearer for case in matter.cases.values()]
    known_values = {key: one.value for key, one in given.values.items()} if named else {}
    names = {
        number: frozen.told_apart(case.opening.name, case.opening.bearer, bearers, known_values)
        for number, case in matter.cases.items()
    }
    undecided = any(case.status in UNDECIDED for case in matter.cases.values())
    asked = any(asked_keys(case) for case in matter.cases.values() if case.status in UNDECIDED)
    changeable = any(
        not case.ended or (case.status is Status.REFUSED and case.delivered_on is None)
        for case in matter.cases.values()
    )
    return ApplicationView(
        number=row.number,
        printed=parse_case_number(row.number).printed,
        code=row.code if own else "",
        scene=row.scene,
        scene_hash=row.scene_hash,
        name=Text(row.name_zh, row.name_en),
        submitted_at=row.submitted_at.astimezone(SHANGHAI),
        standing=matter.standing,
        outcome=matter.outcome,
        applicant=submission.applicant,
        representative=submission.representative,
        contact=matter.application.contact,
        delivery=matter.application.delivery,
        cases=tuple(
            _own(
                case,
                names[case.number],
                frozen,
                today,
                ended.get(case.number, Text("")),
                unknown.get(case.number),
            )
            for case in matter.cases.values()
        ),
        notices=_notices(events, matter, names, frozen, today),
        values=tuple(given.values.values()),
        materials=tuple(_to_person(one) for one in given.materials.values()),
        history=history_of(events, matter, office=False),
        documents=doors.documents_of(actor, row),
        rating=row.rating if own else "",
        can_supplement=asked,
        can_withdraw=undecided,
        can_change=matter.standing is not Standing.ENDED or changeable,
        sequence=row.sequence,
        awaited=_awaited(matter, names, frozen),
        handover=handover_of(matter, names),
    )


def _to_person(one: GivenMaterial) -> GivenMaterial:
    return replace(one, confirmed=one.confirmed.to_person()) if one.confirmed else one


def get_submission(actor: Actor, *, application: str) -> Submission:
    """Return what was handed over, exactly as it was signed. Raises NotAllowed, ApplicationNotFound."""
    actor.must(CasesPermission.SEE_OWN)
    row = scope.applications_open_to(actor).filter(number=application).first()
    if row is None:
        raise ApplicationNotFound(application)
    return read_submission(row)


def _ended(events: list[EventRow]) -> dict[str, Text]:
    """Return case -> why it last ended without a decision, and what can be done."""
    found: dict[str, Text] = {}
    for row in events:
        if row.name in ("PreconditionFailed", "Lapsed", "Terminated"):
            event = row.to_core().event
            if isinstance(event, e.PreconditionFailed):
                found[row.stream] = wording.ended_before(event)
            elif isinstance(event, e.Lapsed | e.Terminated):
                found[row.stream] = wording.say(event)
    return found


def _own(
    case: CaseState, name: Text, frozen: doors.Frozen, today: date, ended: Text, unknown: Unknown | None
) -> OwnCase:
    clock = clock_of(case, today)
    until = case.supplement_told if case.waits_for_applicant else binding_day(case)
    counted = counting(case, doors.calendar())
    return OwnCase(
        number=case.number,
        item=case.opening.item,
        name=name,
        bearer=case.opening.bearer,
        status=case.status,
        who=_who(case, frozen),
        until=until,
        because=clock.sentence,
        promised_on=case.dues.promised_on,
        statutory_on=case.dues.statutory_on,
        provisional=case.dues.provisional,
        outcome=case.outcome,
        grounds=case.grounds,
        reason=ended if case.ended else Text(""),
        certificates=case.certificates,
        can_withdraw=case.status in UNDECIDED,
        used=clock.used,
        left=clock.left,
        strip=clock.strip,
        needs=case.opening.needs,
        accepted_on=case.clock.accepted_on and counted.clock.accepted_on,
        promised_days=counted.limits.promised_days,
        statutory_days=case.opening.limits.statutory_days,
        decided_on=case.clock.decided_on,
        gives=tuple(
            (frozen.field_name(key), frozen.value_for_owner(key, value))
            for key, value in in_order(frozen, case, case.given.fields)
        ),
        unknown_since=unknown and unknown.since,
        link=frozen.scene.item(case.opening.item).item.integration.link,
        hearing=hearing_of(case, today),
        righting=righting_of(case, frozen, today),
        receipt=case.receipt,
        can_ask_person=case.opening.automatic
        and not case.person_asked
        and (case.status, e.PersonAsked) in GRAPH,
    )


def _awaited(matter: Matter, names: Mapping[str, Text], frozen: doors.Frozen) -> tuple[OwnAwaited, ...]:
    """Return the materials that are to come without a notice, each once; what a notice asks for stands there."""
    found: dict[str, list[Text]] = {}
    until: dict[str, date] = {}
    for case in matter.cases.values():
        if case.status in UNDECIDED:
            told = {point.key for point in case.open_points}
            promised = {one.key: one.until for one in case.later}
            until = {**promised, **until}
            for key in sorted(case.to_bring.union(promised) - told):
                found.setdefault(key, []).append(names[case.number])
    return tuple(
        OwnAwaited(key, frozen.name_of(key), tuple(items), until.get(key)) for key, items in found.items()
    )


def _who(case: CaseState, frozen: doors.Frozen) -> Text:
    """Return who has it now: the applicant, the case that it waits for, or an office."""
    if case.ended:
        return Text("")
    if case.waits_for_applicant:
        return Text("您", "you")
    if case.status is Status.WAITING:
        return Text("等待前一事项", "waits for another item")
    return frozen.department_name(case.office.department)


def _notices(
    events: list[EventRow], matter: Matter, names: Mapping[str, Text], frozen: doors.Frozen, today: date
) -> tuple[OwnNotice, ...]:
    found: dict[int, OwnNotice] = {}
    for row in events:
        if row.name != "NoticeSent":
            continue
        recorded = row.to_core()
        event = recorded.event
        assert isinstance(event, e.NoticeSent)
        points = tuple(
            _own_point(names[number], point, matter.cases[number], event, frozen)
            for number, several in event.points.items()
            for point in several
        )
        earlier = found.get(event.round)
        points = (*(earlier.points if earlier else ()), *points)
        found[event.round] = OwnNotice(
            number=event.number,
            round=event.round,
            pages=event.page,
            sent_on=earlier.sent_on if earlier else recorded.at.date(),
            supplement_on=min((one.until for one in points if not one.done), default=event.supplement_on),
            provisional=event.provisional,
            points=points,
            whole=not looking(
                matter.cases.values(), round=event.round, today=today, calendar=doors.calendar()
            ),
        )
    return tuple(found[round] for round in sorted(found))


def _own_point(
    name: Text, point: Point, case: CaseState, sent: e.NoticeSent, frozen: doors.Frozen
) -> OwnPoint:
    label = frozen.name_of(point.key)
    what, fix = in_words(point, label)
    return OwnPoint(
        case=case.number,
        item=name,
        key=point.key,
        label=label,
        what=what,
        fix=fix,
        article=point.article,
        done=_done(case, point.key, sent.round),
        field=frozen.is_field(point.key),
        until=sent.supplement_on,
        sample=frozen.sample_of(point.key),
    )


def _done(case: CaseState, key: str, round: int) -> bool:
    if case.rounds != round or case.status not in UNACCEPTED:
        return True
    return all(point.key != key for point in case.open_points)
