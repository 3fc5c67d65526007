"""Deciding, making the result, delivering it; ends without a decision; annulled refusals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onething.areas.cases.engine import relying, rightings
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.automatic import approve
from onething.areas.cases.engine.licensing import make_licence
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.results import decision_command
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import NO_GROUNDS, DeliveryWay, Ending, Grounds, Outcome
from onething.core.cases.state import CaseState
from onething.kit.ports import SHANGHAI


def decide(
    actor: Actor,
    *,
    case: str,
    outcome: Outcome,
    grounds: Grounds = NO_GROUNDS,
    content: str = "",
    gives: Mapping[str, Any] | None = None,
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record the decision; what waits for its result goes on, or ends, in the same transaction.

    content: what is granted, with its conditions. gives: field key -> value of what the result hands on, for the
    fields that the officer fills (`Result.gives` says "officer").
    Raises CaseNotFound, NotAllowed, NotNow, GroundsMissing, HeldByColleague, SamePerson, LaterOpen, WrongStep.
    Law: 行政许可法 34, 38.
    """
    actor.must(CasesPermission.DECIDE)

    def command(loaded: Loaded) -> c.Decide:
        relying.bring_up_to_date(loaded, case, now=now)
        return decision_command(
            actor, case, outcome, grounds, content, gives or {}, loaded, on=now.astimezone(SHANGHAI).date()
        )

    return act(actor, command, case=case, now=now, seen=seen)


def approve_automatically(actor: Actor, *, case: str, now: datetime) -> CaseState | None:
    """Accept and grant a case whose item allows it and whose condition is true by now; None if it is not.

    A machine never refuses: unknown or false leaves the case to a person.
    """
    actor.must(CasesPermission.LOOK_AFTER)
    return approve(actor, case, now=now)


def make_certificate(
    actor: Actor,
    *,
    case: str,
    result: str,
    licence: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Make the certificate of a granted case. licence: number of the paper; "" makes the electronic licence.

    Raises CaseNotFound, NotAllowed, NotNow, NoSuchResult.
    """
    actor.must(CasesPermission.CERTIFY)

    def command(loaded: Loaded) -> c.MakeCertificate:
        number = licence or make_licence(actor, loaded, case, result, now=now)
        return c.MakeCertificate(actor, case, result, number)

    return act(actor, command, case=case, now=now, seen=seen)


def deliver(
    actor: Actor,
    *,
    case: str,
    way: DeliveryWay,
    proof: str,
    receiver: str,
    address: str = "",
    refused: str = "",
    witness: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record that the result, or the refusal, reached the person. proof: receipt, parcel number, reading mark.

    address: where, if not where the applicant chose. refused, witness: of what was left with whoever would not take it.
    """
    actor.must(CasesPermission.DELIVER)
    command = c.Deliver(actor, case, way, proof, receiver, address, refused, witness)
    return act(actor, command, now=now, seen=seen)


@transaction.atomic
def terminate(
    actor: Actor, *, case: str, ground: Ending, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """End the case on a ground of the closed list; a licence that was made and not delivered is cancelled with it."""
    actor.must(CasesPermission.TERMINATE)
    after = act(actor, c.Terminate(actor, case, ground, reason), now=now, seen=seen)
    rightings.undo(actor, after, ground=ground, reason=reason, now=now)
    return after


def annul(
    actor: Actor, *, case: str, document: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Record that a review body or court annulled the refusal: the case is decided again, and what had failed with
    it comes back. document: number of the review decision or judgment."""
    actor.must(CasesPermission.ANNUL)
    return act(actor, c.Annul(actor, case, document, reason), now=now, seen=seen)
