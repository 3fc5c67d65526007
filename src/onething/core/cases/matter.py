"""An application with its cases as one whole: `handle(matter, command, at, …)` gives the changes of every stream.

What one case does to another is drawn here and nowhere else: the one notice, the supplement that serves all, the
result that starts what waits for it, the end that stops only what depends on it, the annulment that brings it back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onething.core.actors import Actor, Role
from onething.core.cases import archiving, handing, notice
from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.deciding import asked_keys, decide, noticed, opened, supplemented
from onething.core.cases.errors import (
    AlreadyEnded,
    EmptyApplication,
    KeyReused,
    NoSuchCase,
    NothingAsked,
    NothingToDeliver,
    NothingToTell,
    NoticeTooEarly,
    ResultUsed,
    SupervisorNeeded,
)
from onething.core.cases.graph import MAY_WAIT, RUNNING, UNACCEPTED, UNDECIDED, Status
from onething.core.cases.guards import dated
from onething.core.cases.parts import NO_TEXT, Given
from onething.core.cases.state import ApplicationState, CaseState, evolve
from onething.core.clock import due_for_display
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


class Standing(StrEnum):
    """Where an application as a whole stands, derived from its cases."""

    WAITING_FOR_YOU = "waiting_for_you"
    WAITING_FOR_OFFICE = "waiting_for_office"
    ENDED = "ended"


class JointOutcome(StrEnum):
    ALL = "all"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """One more event of one stream."""

    stream: str
    event: e.Event


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a waiting case's own conditions still hold with what was given, and if not, why and what then."""

    holds: bool
    reason: Text = NO_TEXT
    way_forward: Text = NO_TEXT


HOLDS = Verdict(True)

#: Decides a waiting case's conditions again with everything it has been given, by field and fact.
Recheck = Callable[[CaseState, Mapping[str, Given]], Verdict]


@dataclass(frozen=True, slots=True)
class Matter:
    """An application and its cases, by number and in their order."""

    application: ApplicationState
    cases: Mapping[str, CaseState]

    @property
    def standing(self) -> Standing:
        """Any case waiting for the applicant > any running > all ended."""
        if any(case.waits_for_applicant for case in self.cases.values()):
            return Standing.WAITING_FOR_YOU
        if all(case.ended for case in self.cases.values()):
            return Standing.ENDED
        return Standing.WAITING_FOR_OFFICE

    @property
    def outcome(self) -> JointOutcome | None:
        """All, part or none granted; None until every case has ended. What came unasked and was not found counts not."""
        if self.standing is not Standing.ENDED:
            return None
        asked = [case for case in self.cases.values() if case.granted or not case.opening.proactive]
        granted = sum(case.granted for case in asked)
        fully = granted == len(asked) and all(case.outcome == "granted" for case in asked)
        if granted == 0:
            return JointOutcome.NONE
        return JointOutcome.ALL if fully else JointOutcome.PART

    def asking(self) -> dict[str, frozenset[str]]:
        """Return the keys that each undecided case waits to be supplied with, by its number."""
        return {
            case.number: asked_keys(case)
            for case in self.cases.values()
            if not case.ended and case.status in UNDECIDED
        }

    def case(self, number: str) -> CaseState:
        """Raises NoSuchCase."""
        if number not in self.cases:
            raise NoSuchCase(case=number)
        return self.cases[number]


def matter_of(application: ApplicationState, cases: Iterable[CaseState]) -> Matter:
    """Return the application with its folded cases."""
    return Matter(application, {case.number: case for case in cases})


def apply(matter: Matter | None, changes: Iterable[Change]) -> Matter:
    """Return the matter after these changes; None is the matter before its submission."""
    application = matter.application if matter else None
    cases = dict(matter.cases) if matter else {}
    for change in changes:
        if isinstance(change.event, e.ApplicationEvent):
            application = evolve(application, change.event)
        else:
            assert isinstance(change.event, e.CaseEvent), change
            cases[change.stream] = evolve(cases.get(change.stream), change.event)
    assert application is not None, "a matter begins with its submission"
    return Matter(application, cases)


@dataclass(slots=True)
class _Work:
    """A matter while one command is worked through it."""

    matter: Matter
    at: datetime
    calendar: WorkCalendar
    recheck: Recheck
    by: Actor
    changes: list[Change]

    @property
    def today(self) -> date:
        return self.at.date()

    def note(self, stream: str, *events: e.Event) -> None:
        new = [Change(stream, event) for event in events]
        self.matter = apply(self.matter, new)
        self.changes += new

    def has_moved(self, stream: str) -> bool:
        """Whether this command did something to that stream."""
        return any(change.stream == stream for change in self.changes)

    def ask(self, command: c.CaseCommand) -> None:
        case = self.matter.case(command.case)
        self.note(command.case, *decide(case, command, self.at, self.calendar))


def submit(
    existing: ApplicationState | None, command: c.Submit, at: datetime, calendar: WorkCalendar
) -> tuple[Change, ...]:
    """Return the first changes of an application; none if the same submission is there already.

    existing: the application that holds the key, None if none does.
    Raises KeyReused for the same key with other content, EmptyApplication without any item.
    """
    if existing is not None:
        same = (existing.submitted.key, existing.submitted.content_hash) == (
            command.key,
            command.content_hash,
        )
        if not same:
            raise KeyReused(number=existing.number)
        return ()
    if not command.openings:
        raise EmptyApplication(scene=command.scene)
    first = e.Submitted(
        number=command.number,
        key=command.key,
        content_hash=command.content_hash,
        envelope_hash=command.envelope_hash,
        scene=command.scene,
        applicant=command.applicant,
        received_on=at.date(),
        channel=command.channel,
        cases=tuple(opening.number for opening in command.openings),
        plan_hash=command.plan_hash,
        versions=command.versions,
        answers=command.answers,
        consents=command.consents,
        representative=command.representative,
        contact=command.contact,
        delivery=command.delivery,
        supplement_days=command.supplement_days,
        archive_days=command.archive_days,
        retention_years=command.retention_years,
    )
    cases = (
        Change(opening.number, opened(command, index, at, calendar))
        for index, opening in enumerate(command.openings)
    )
    return (Change(command.number, first), *cases)


def handle(
    matter: Matter,
    command: c.Command,
    at: datetime,
    *,
    calendar: WorkCalendar,
    recheck: Recheck,
) -> tuple[Change, ...]:
    """Return everything that follows from a command, in order; nothing if nothing would change.

    at: aware, Asia/Shanghai. Raises RuleBroken, Conflict, NotFound, CalendarMissing, as `deciding` does.
    """
    work = _Work(matter, at, calendar, recheck, command.by, [])
    if isinstance(command, c.CaseCommand):
        if isinstance(command, c.OverrideRule):
            _must_be_unused(work.matter, command.case)
        work.ask(command)
        if isinstance(command, c.Annul):
            _bring_back(work, command.case, command.document, command.reason)
        elif isinstance(command, c.ConfirmRighting):
            _hand_on(work, command.case)
    else:
        _APPLICATION[type(command)](work, command)
    _settle(work)
    return tuple(work.changes)


# --- commands to the application ---------------------------------------------------------------------------


def _submit_again(work: _Work, command: c.Submit) -> None:
    work.changes += submit(work.matter.application, command, work.at, work.calendar)


def _send_notice(work: _Work, command: c.SendNotice) -> None:
    """Law: 行政许可法 32(4): once, and everything."""
    application = work.matter.application
    gathering = notice.gather(work.matter.cases.values(), work.today, work.calendar)
    if gathering is None:
        raise NothingToTell(application=application.number)
    if not gathering.may_leave(work.today):
        raise NoticeTooEarly(
            unchecked=", ".join(gathering.unchecked),
            leaves_on=gathering.leaves_on,
        )
    allowed_by = command.allowed_by
    if gathering.round > 1 and (
        allowed_by is None or Role.SUPERVISOR not in allowed_by.roles or is_blank(command.reason)
    ):
        raise SupervisorNeeded(application=application.number)
    earlier = application.rounds.get(gathering.round)
    number = earlier.number if earlier else command.number
    page = earlier.pages + 1 if earlier else 1
    assert number, "the first page of a round needs its number"
    supply = due_for_display(work.today, application.submitted.supplement_days, work.calendar)
    work.note(
        application.number,
        e.NoticeSent(
            number=number,
            page=page,
            round=gathering.round,
            points={case.number: case.found for case in gathering.cases},
            supplement_on=supply.day,
            provisional=supply.provisional,
            allowed_by=allowed_by.id if allowed_by and gathering.round > 1 else "",
            reason=command.reason if gathering.round > 1 else "",
        ),
    )
    for case in gathering.cases:
        work.note(case.number, noticed(case, number, page, gathering.round, work.at, work.calendar))


def _supplement(work: _Work, command: c.Supplement) -> None:
    """One supply serves every case that asked for it; what nobody asked for is a change of the request."""
    asking = work.matter.asking()
    asked = frozenset[str]().union(*asking.values())
    unasked = [line.key for line in command.lines if line.key not in asked]
    if unasked or not (command.lines or command.changes):
        raise NothingAsked(keys=", ".join(unasked))
    changes = tuple(line.key for line in command.changes)
    number = work.matter.application.number
    concerned = [
        (case, tuple(line for line in command.lines if line.key in asking[case.number]))
        for case in work.matter.cases.values()
        if case.number in asking
    ]
    if command.changes and not any(case.status in UNACCEPTED for case, _ in concerned):
        raise AlreadyEnded(case=number, status=Text("各办件均已受理", "every case is accepted"))
    work.note(number, e.ApplicationSupplemented(command.lines, command.changes))
    for case, lines in concerned:
        moved = changes if case.status in UNACCEPTED else ()
        if lines or moved:
            work.note(case.number, supplemented(case, lines, moved, work.at, work.calendar))


def _withdraw_all(work: _Work, command: c.WithdrawAll) -> None:
    undecided = [case for case in work.matter.cases.values() if case.status in UNDECIDED]
    if not undecided:
        first = next(iter(work.matter.cases.values()))
        raise AlreadyEnded(case=work.matter.application.number, status=first.status.label)
    for case in undecided:
        work.ask(c.Withdraw(command.by, case.number, command.reason))


def _change_contact(work: _Work, command: c.ChangeContact) -> None:
    _still_open(work)
    if command.contact != work.matter.application.contact:
        work.note(work.matter.application.number, e.ContactChanged(command.contact))


def _choose_delivery(work: _Work, command: c.ChooseDelivery) -> None:
    _still_open(work)
    if command.delivery != work.matter.application.delivery:
        work.note(work.matter.application.number, e.DeliveryChosen(command.delivery))


def _still_open(work: _Work) -> None:
    """Results still to come, a refusal not yet delivered included. Raises NothingToDeliver."""
    for case in work.matter.cases.values():
        if not case.ended or (case.status is Status.REFUSED and case.delivered_on is None):
            return
    raise NothingToDeliver(application=work.matter.application.number)


def _send_parcel(work: _Work, command: c.SendParcel) -> None:
    application = work.matter.application
    work.note(
        application.number, handing.send_parcel(application, work.matter.cases.values(), command, work.at)
    )


def _receive_parcel(work: _Work, command: c.ReceiveParcel) -> None:
    application = work.matter.application
    numbers = handing.parcel_of(application, command.parcel).cases
    received, delivered = handing.receive_parcel(application, command, work.at)
    work.note(application.number, received)
    _delivered(work, numbers, delivered)


def _return_parcel(work: _Work, command: c.ReturnParcel) -> None:
    application = work.matter.application
    work.note(application.number, handing.return_parcel(application, command, work.at))


def _hand_out(work: _Work, command: c.HandOut) -> None:
    application = work.matter.application
    handed, delivered = handing.hand_out(application, work.matter.cases.values(), command, work.at)
    work.note(application.number, handed)
    _delivered(work, handed.cases, delivered)


def _archive(work: _Work, command: c.Archive) -> None:
    application = work.matter.application
    event = archiving.archive(application, work.matter.cases.values(), command, work.at)
    work.note(application.number, event)


def _transfer_to_archives(work: _Work, command: c.TransferToArchives) -> None:
    application = work.matter.application
    work.note(application.number, archiving.transfer(application, command, work.at))


def _delivered(work: _Work, numbers: Iterable[str], event: e.Delivered) -> None:
    """What was ended or reopened while it travelled is not delivered."""
    for number in numbers:
        if handing.is_ready(work.matter.case(number)):
            work.note(number, event)


_APPLICATION: dict[type[c.Command], Callable[..., None]] = {
    c.Submit: _submit_again,
    c.SendNotice: _send_notice,
    c.Supplement: _supplement,
    c.WithdrawAll: _withdraw_all,
    c.Archive: _archive,
    c.TransferToArchives: _transfer_to_archives,
    c.SendParcel: _send_parcel,
    c.ReceiveParcel: _receive_parcel,
    c.ReturnParcel: _return_parcel,
    c.HandOut: _hand_out,
    c.ChangeContact: _change_contact,
    c.ChooseDelivery: _choose_delivery,
}


# --- what follows by itself --------------------------------------------------------------------------------


def _settle(work: _Work) -> None:
    """Tell every waiting case what it waits for until nothing moves, then close or open the application.

    Ends: each round takes a case out of someone's waiting, or ends one.
    """
    while arrival := _next_arrival(work):
        work.ask(arrival)
    while begun := _next_promise(work):
        case, day = begun
        work.note(case.number, dated(case, e.PromiseBegun(day), work.calendar))
    application = work.matter.application
    if work.matter.standing is Standing.ENDED:
        outcome = work.matter.outcome
        if not application.closed and outcome is not None:
            work.note(application.number, e.Closed(outcome.value))


def _next_arrival(work: _Work) -> c.ResultArrived | None:
    for case in work.matter.cases.values():
        if case.ended:
            continue
        for number in sorted(case.waits_for):
            before = work.matter.case(number)
            if before.granted:
                verdict = work.recheck(case, {**case.received, number: before.given})
                return c.ResultArrived(work.by, case.number, number, True, before.given, *_told(verdict))
            others = _of_other_bearers(work.matter, case, number)
            if before.ended and all(one.granted or one.ended for one in others):
                return c.ResultArrived(
                    work.by,
                    case.number,
                    number,
                    granted=False,
                    spared=any(one.granted or one.number in case.received for one in others),
                    reason=_without(before),
                    way_forward=_WAY_FORWARD,
                    on=before.ended_on if work.has_moved(number) else None,
                )
    return None


def _next_promise(work: _Work) -> tuple[CaseState, date] | None:
    """Return a waiting case for which the scene's promise begins to count, and from which day: the last on which it
    and what it waits for were accepted; of what the scene does not promise with it, the day on which its result came.
    """
    for case in work.matter.cases.values():
        waits = case.status is Status.WAITING and case.opening.scene_days is not None
        if not waits or case.scene_from is not None or case.accepted_as_of is None:
            continue
        days = [case.accepted_as_of, *_days_before(work.matter, case)]
        if None not in days:
            return case, max(day for day in days if day is not None)
    return None


def _days_before(matter: Matter, case: CaseState) -> Iterator[date | None]:
    for number in (*case.opening.needs, *case.opening.after):
        before = matter.case(number)
        if before.opening.scene_days is None:
            yield None if number in case.waits_for else case.last_result_on
        elif before.scene_from is not None or not before.ended:
            yield before.scene_from


def _of_other_bearers(matter: Matter, case: CaseState, number: str) -> list[CaseState]:
    """Return the other cases of the same item that this case needs: several only where the bearers differ, as a
    mother needs the certificates of her children. Whichever of them gives its result, it is there.
    """
    if number not in case.opening.needs:
        return []
    item = matter.case(number).opening.item
    needed = (matter.case(one) for one in case.opening.needs if one != number)
    return [one for one in needed if one.opening.item == item]


def _told(verdict: Verdict) -> tuple[bool, Text, Text]:
    return verdict.holds, verdict.reason, verdict.way_forward


def _without(before: CaseState) -> Text:
    name, status = before.opening.name, before.status.label
    return Text(
        f"本事项须以“{name.zh}”的结果为前提，该事项{status.zh}。",
        f"This item needs the result of {name.say('en')}, which ended: {status.en}.",
    )


_WAY_FORWARD = Text(
    "这不是不予决定，不影响您以后申请；取得所需结果后可以单独申请本事项。",
    "This is no refusal and does not count against you; once you have the result, you can apply for this item alone.",
)


def _failed_with(matter: Matter, case: CaseState, cause: str) -> bool:
    """Whether a case ended for want of this one's result: of several bearers' the first stands for all."""
    because = case.ended_because
    if cause == because:
        return True
    others = (one.number for one in _of_other_bearers(matter, case, because))
    return cause in others and not matter.case(because).granted


def _must_be_unused(matter: Matter, number: str) -> None:
    """Raises ResultUsed where another case went on with the result: then it is taken back by a decision of two."""
    users = [one.opening.name for one in matter.cases.values() if number in one.received]
    if users:
        raise ResultUsed(case=number, by=users[0])


def _hand_on(work: _Work, number: str) -> None:
    """Let the cases of this application that use a result learn that it was put right, taken back or restored."""
    case = work.matter.case(number)
    if isinstance(event := work.changes[-1].event, e.GrantRestored):
        _bring_back(work, number, event.number, event.grounds.reason)
        return
    for user in tuple(work.matter.cases.values()):
        if number not in user.received or (user.status not in MAY_WAIT and user.status not in RUNNING):
            continue
        if case.granted:
            verdict = work.recheck(user, {**user.received, number: case.given})
            work.ask(c.CorrectResult(work.by, user.number, number, True, case.given, *_told(verdict)))
        elif number in user.opening.needs and not _others_hold(work.matter, user, number):
            reason, ahead = _without(case), _WAY_FORWARD
            work.ask(c.CorrectResult(work.by, user.number, number, False, reason=reason, way_forward=ahead))


def _others_hold(matter: Matter, case: CaseState, number: str) -> bool:
    return any(one.granted for one in _of_other_bearers(matter, case, number))


def _bring_back(work: _Work, restored: str, document: str, reason: str) -> None:
    """Reopen, in their old place, the cases that had failed with this one, and those that failed with them."""
    number = work.matter.application.number
    if work.matter.application.closed:
        work.note(number, e.OpenedAgain(restored))
    back = [restored]
    while back:
        cause = back.pop()
        for case in tuple(work.matter.cases.values()):
            if case.status is Status.PRECONDITION_FAILED and _failed_with(work.matter, case, cause):
                work.ask(c.Reopen(work.by, case.number, cause, document, reason))
                back.append(case.number)
