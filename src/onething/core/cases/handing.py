"""One pick-up or one parcel for all results: what is ready, what it waits for, and how it reaches the person.

A parcel waits for the results that are still to come, no longer than the first of its own limits lets it (行政许可法
44). Whoever comes to the window takes what is there. A refusal that is to be delivered goes with the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    HandoverWaits,
    NoSuchParcel,
    NothingReady,
    NotPosted,
    ParcelKnown,
    ProofMissing,
    ReasonMissing,
)
from onething.core.cases.graph import Status
from onething.core.cases.parts import DeliveryWay
from onething.core.cases.state import ApplicationState, CaseState, Parcel
from onething.core.values import is_blank


@dataclass(frozen=True, slots=True)
class Handover:
    """What leaves together. awaited: cases whose results are still to come. leaves_on: the last day to wait for them,
    None if no limit drives it."""

    ready: tuple[CaseState, ...]
    awaited: tuple[CaseState, ...]
    leaves_on: date | None

    def may_leave(self, today: date) -> bool:
        return not self.awaited or (self.leaves_on is not None and today >= self.leaves_on)


def is_ready(case: CaseState) -> bool:
    """Whether the result of a case, or its refusal, can be handed over now."""
    if case.status is Status.REFUSED:
        return case.delivered_on is None
    bare = case.status is Status.GRANTED and not case.opening.certificates
    return bare or case.status is Status.TO_DELIVER


def gather(application: ApplicationState, cases: Iterable[CaseState]) -> Handover | None:
    """Return what would leave next, None if nothing is ready. What travels in a parcel already is not ready."""
    cases = list(cases)
    travelling = travelling_in(application)
    ready = tuple(case for case in cases if is_ready(case) and case.number not in travelling)
    if not ready:
        return None
    awaited = tuple(case for case in cases if not case.ended and not is_ready(case))
    days = [case.dues.deliver_on for case in ready if case.dues.deliver_on]
    return Handover(ready, awaited, min(days, default=None))


def travelling_in(application: ApplicationState) -> frozenset[str]:
    """Return the cases whose results are in a parcel that has neither arrived nor come back."""
    under_way = (one for one in application.parcels.values() if one.travels)
    return frozenset(number for one in under_way for number in one.cases)


def send_parcel(
    application: ApplicationState, cases: Iterable[CaseState], command: c.SendParcel, at: datetime
) -> e.ParcelSent:
    """Raises NotPosted, NothingReady, HandoverWaits, ProofMissing, ParcelKnown."""
    found = gather(application, cases)
    if application.delivery.way != DeliveryWay.POST:
        raise NotPosted(application=application.number)
    if found is None:
        raise NothingReady(application=application.number)
    if not found.may_leave(at.date()):
        names = "、".join(case.opening.name.zh for case in found.awaited)
        raise HandoverWaits(awaited=names, leaves_on=found.leaves_on)
    if is_blank(command.parcel) or is_blank(command.courier):
        raise ProofMissing(case=application.number)
    if command.parcel in application.parcels:
        raise ParcelKnown(parcel=command.parcel)
    numbers = tuple(case.number for case in found.ready)
    return e.ParcelSent(command.parcel, command.courier, numbers, application.delivery.receiver, at.date())


def parcel_of(application: ApplicationState, number: str) -> Parcel:
    """Return a parcel that travels. Raises NoSuchParcel."""
    parcel = application.parcels.get(number)
    if parcel is None or not parcel.travels:
        raise NoSuchParcel(parcel=number)
    return parcel


def receive_parcel(
    application: ApplicationState, command: c.ReceiveParcel, at: datetime
) -> tuple[e.ParcelReceived, e.Delivered]:
    """Return what happens to the application and, once for each case in it, to the cases. Raises NoSuchParcel, ProofMissing."""
    parcel = parcel_of(application, command.parcel)
    if is_blank(command.receiver):
        raise ProofMissing(case=application.number)
    proof = f"{parcel.courier} {parcel.number}"
    delivered = e.Delivered(DeliveryWay.POST, proof, command.receiver, at.date())
    return e.ParcelReceived(parcel.number, command.receiver, at.date()), delivered


def return_parcel(application: ApplicationState, command: c.ReturnParcel, at: datetime) -> e.ParcelReturned:
    """It came back: what is in it is to be handed over again. Raises NoSuchParcel, ReasonMissing."""
    parcel = parcel_of(application, command.parcel)
    if is_blank(command.reason):
        raise ReasonMissing(case=application.number)
    return e.ParcelReturned(parcel.number, command.reason, at.date())


def hand_out(
    application: ApplicationState, cases: Iterable[CaseState], command: c.HandOut, at: datetime
) -> tuple[e.HandedOut, e.Delivered]:
    """Return what happens when somebody fetches all that is there. Raises NothingReady, ProofMissing."""
    found = gather(application, cases)
    if found is None:
        raise NothingReady(application=application.number)
    if is_blank(command.receiver) or is_blank(command.proof):
        raise ProofMissing(case=application.number)
    numbers = tuple(case.number for case in found.ready)
    delivered = e.Delivered(DeliveryWay.WINDOW, command.proof, command.receiver, at.date())
    return e.HandedOut(numbers, command.receiver, command.proof, at.date()), delivered
