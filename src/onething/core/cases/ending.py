"""The end of a case by command: certificate, delivery, withdrawal, termination, lapse; and how a refusal is reopened."""

import re
from datetime import datetime, timedelta

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    AlreadyEnded,
    CertificateFirst,
    CertificateNumberMisread,
    NoPromiseDue,
    NoSuchResult,
    NotNow,
    NotProactive,
    PersonNeeded,
    PromiseNotOver,
    ProofMissing,
    ReasonMissing,
    RecordIncomplete,
    SupplementNotDue,
)
from onething.core.cases.graph import Status
from onething.core.cases.guards import Events, dated, is_machine, may
from onething.core.cases.parts import DeliveryWay, Ending
from onething.core.cases.promising import last_day_of
from onething.core.cases.state import CaseState
from onething.core.clock import supplement_deadline
from onething.core.codes.reading import plain
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)
#: The number of a paper or an electronic certificate, whoever issues it.
_CERTIFICATE_NUMBER = re.compile(r"[A-Z0-9\u4e00-\u9fff()〔〕\[\]./ -]{1,120}")


def make_certificate(
    state: CaseState, command: c.MakeCertificate, at: datetime, calendar: WorkCalendar
) -> Events:
    may(state, e.CertificateMade)
    if command.result not in state.opening.certificates or command.result in state.certificates:
        raise NoSuchResult(result=command.result)
    number = plain(command.licence)
    if not _CERTIFICATE_NUMBER.fullmatch(number):
        raise CertificateNumberMisread(case=state.number)
    return (e.CertificateMade(command.result, number),)


def deliver(state: CaseState, command: c.Deliver, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 44; 民事诉讼法 89 by analogy (left before a witness). A refusal is delivered, too; its time for
    review runs from then. Raises CertificateFirst, ProofMissing, RecordIncomplete, AlreadyEnded."""
    may(state, e.Delivered)
    if state.status is Status.GRANTED and state.opening.certificates:
        raise CertificateFirst(case=state.number)
    if is_blank(command.proof) or is_blank(command.receiver):
        raise ProofMissing(case=state.number)
    if state.status is Status.REFUSED and state.delivered_on is not None:
        raise AlreadyEnded(case=state.number, status=state.status.label)
    if command.way is DeliveryWay.LEFT:
        for what, said in (
            (Text("留置的地址", "the address where it was left"), command.address),
            (Text("拒收的事由", "why it was not taken"), command.refused),
            (Text("见证人", "the witness"), command.witness),
        ):
            if is_blank(said):
                raise RecordIncomplete(missing=what)
    left = (command.address.strip(), command.refused.strip(), command.witness.strip())
    return (e.Delivered(command.way, command.proof, command.receiver, at.date(), *left),)


def withdraw(state: CaseState, command: c.Withdraw, at: datetime, calendar: WorkCalendar) -> Events:
    """Until it is decided; 不动产登记暂行条例 15: before the entry in the register."""
    may(state, e.Withdrawn)
    return (e.Withdrawn(at.date(), command.reason),)


def terminate(state: CaseState, command: c.Terminate, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.Terminated)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    if command.ground is Ending.NOT_FOUND:
        if not state.opening.proactive:
            raise NotProactive(case=state.number)
    elif is_machine(command.by):
        raise PersonNeeded(case=state.number)
    return (e.Terminated(command.ground, command.reason, at.date()),)


def lapse(state: CaseState, command: c.Lapse, at: datetime, calendar: WorkCalendar) -> Events:
    """By the city's rule, and never before the day that the notice named nor on a provisional day.

    It lapses at 00:00 after that day, whenever this is drawn: the day of the event is the legal one.
    """
    may(state, e.Lapsed)
    if is_blank(command.ground):
        raise ReasonMissing(case=state.number)
    if state.status is not Status.TO_SUPPLEMENT:
        return (_promise_lapsed(state, command.ground, at),)
    told_on = state.clock.told_on
    assert told_on is not None, state.number
    last = supplement_deadline(told_on, state.supplement_days, calendar)
    if state.supplement_told is not None:
        last = max(last, state.supplement_told)
    if at.date() <= last:
        raise SupplementNotDue(supplement_on=last)
    return (e.Lapsed(command.ground, last, last + ONE_DAY),)


def _promise_lapsed(state: CaseState, ground: str, at: datetime) -> e.Lapsed:
    """A paper promised for later never came: not before its day is over, nor on the day of a late reminder."""
    last = last_day_of(state)
    if last is None:
        raise NoPromiseDue(case=state.number)
    if state.reminded_of != last or state.reminded_on is None:
        raise PromiseNotOver(until=last)
    over = max(last, state.reminded_on)
    if at.date() <= over:
        raise PromiseNotOver(until=over)
    return e.Lapsed(ground, last, over + ONE_DAY)


def annul(state: CaseState, command: c.Annul, at: datetime, calendar: WorkCalendar) -> Events:
    """A refusal falls by review or judgment; a new decision is due, on a fresh clock (our reading)."""
    if state.status is not Status.REFUSED:
        raise NotNow(case=state.number, status=state.status.label, event=e.Reopened.__name__)
    return _reopened(state, state.number, command.document, command.reason, at, calendar)


def reopen(state: CaseState, command: c.Reopen, at: datetime, calendar: WorkCalendar) -> Events:
    awaited = command.annulled == state.ended_because or command.annulled in state.waits_for
    if state.status is not Status.PRECONDITION_FAILED or not awaited:
        raise NotNow(case=state.number, status=state.status.label, event=e.Reopened.__name__)
    return _reopened(state, command.annulled, command.document, command.reason, at, calendar)


def _reopened(
    state: CaseState, annulled: str, document: str, reason: str, at: datetime, calendar: WorkCalendar
) -> Events:
    if is_blank(document) or is_blank(reason):
        raise ReasonMissing(case=state.number)
    return (dated(state, e.Reopened(annulled, document, reason, at.date()), calendar),)
