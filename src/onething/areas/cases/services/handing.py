"""One parcel, or one pick-up, for all results of an application. Law: 行政许可法 44."""

from datetime import datetime

from onething.areas.cases.engine.acting import act_on_application
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.state import ApplicationState


def send_parcel(
    actor: Actor, *, application: str, parcel: str, courier: str, now: datetime, seen: int | None = None
) -> ApplicationState:
    """Record that all results that are ready left in one parcel. parcel: its number.

    Raises ApplicationNotFound, NotAllowed, NotPosted, NothingReady, HandoverWaits, ParcelKnown, ProofMissing.
    """
    actor.must(CasesPermission.DELIVER)
    command = c.SendParcel(actor, parcel.strip(), courier.strip())
    return act_on_application(actor, application, lambda _: command, now=now, seen=seen)


def receive_parcel(
    actor: Actor, *, application: str, parcel: str, receiver: str, now: datetime, seen: int | None = None
) -> ApplicationState:
    """Record that the person has it: every case in it is delivered. Raises NoSuchParcel, ProofMissing."""
    actor.must(CasesPermission.DELIVER)
    command = c.ReceiveParcel(actor, parcel, receiver)
    return act_on_application(actor, application, lambda _: command, now=now, seen=seen)


def return_parcel(
    actor: Actor, *, application: str, parcel: str, reason: str, now: datetime, seen: int | None = None
) -> ApplicationState:
    """Record that it came back; what is in it is handed over again. Raises NoSuchParcel, ReasonMissing."""
    actor.must(CasesPermission.DELIVER)
    command = c.ReturnParcel(actor, parcel, reason)
    return act_on_application(actor, application, lambda _: command, now=now, seen=seen)


def hand_out(
    actor: Actor, *, application: str, receiver: str, proof: str, now: datetime, seen: int | None = None
) -> ApplicationState:
    """Record that somebody fetched all that is ready. proof: number of the receipt that was signed.

    Raises ApplicationNotFound, NotAllowed, NothingReady, ProofMissing.
    """
    actor.must(CasesPermission.DELIVER)
    command = c.HandOut(actor, receiver, proof)
    return act_on_application(actor, application, lambda _: command, now=now, seen=seen)
