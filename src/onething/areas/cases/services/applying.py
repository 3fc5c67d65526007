"""What the applicant does after submission: supply, change, withdraw."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from onething.areas.cases.engine.acting import act, act_on_application
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.rereading import read_again, refuse_nothing
from onething.areas.cases.engine.supplementing import supplied
from onething.areas.cases.errors import Unreachable
from onething.areas.cases.permissions import CasesPermission
from onething.areas.offices import api as offices
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import Contact
from onething.core.cases.state import ApplicationState, CaseState
from onething.core.codes import parse_phone
from onething.core.submission import Delivery, GivenMaterial, GivenValue
from onething.core.values import is_blank


def supplement(
    actor: Actor,
    *,
    application: str,
    values: Sequence[GivenValue] = (),
    materials: Sequence[GivenMaterial] = (),
    changes: bool = False,
    now: datetime,
    seen: int | None = None,
) -> ApplicationState:
    """Supply something once for all cases that asked for it; a part is kept, the rest may follow.

    values: as typed or canonical, judged by the rules of the form. changes: what was not asked for may be among it,
    too, and is a change of the request.
    Raises ApplicationNotFound, NotAllowed, ValuesRefused, NothingAsked, AuthorityEnded.
    """
    actor.must(CasesPermission.SUPPLEMENT)
    refuse_nothing(materials, at_window=actor.can(CasesPermission.TAKE_IN))
    read = read_again(actor, application, values, materials, now=now)
    given = supplied(read, materials)
    return act_on_application(
        actor,
        application,
        lambda loaded: given.command(actor, loaded, changes=changes),
        now=now,
        seen=seen,
        supplied=given,
    )


def withdraw(
    actor: Actor, *, case: str, reason: str = "", now: datetime, seen: int | None = None
) -> CaseState:
    """Withdraw one item until it is decided; what needs its result ends with it, everything else goes on."""
    actor.must(CasesPermission.WITHDRAW)
    return act(actor, c.Withdraw(actor, case, reason), now=now, seen=seen)


def withdraw_all(actor: Actor, *, application: str, reason: str = "", now: datetime) -> ApplicationState:
    """Withdraw whatever is not decided. Raises AlreadyEnded."""
    actor.must(CasesPermission.WITHDRAW)
    return act_on_application(actor, application, lambda _: c.WithdrawAll(actor, reason), now=now)


def change_contact(actor: Actor, *, application: str, contact: Contact, now: datetime) -> ApplicationState:
    """Change phone, address or e-mail of a running application.

    Raises NothingToDeliver, Unreachable where neither telephone nor e-mail is left, CodeBroken for the phone.
    """
    actor.must(CasesPermission.CHANGE)
    contact = replace(contact, phone=_phone(contact.phone))

    def command(loaded: Loaded) -> c.ChangeContact:
        before = loaded.matter.application.contact
        if (before.phone or before.email) and is_blank(contact.phone + contact.email):
            raise Unreachable
        return c.ChangeContact(actor, contact)

    return act_on_application(actor, application, command, now=now)


def choose_delivery(actor: Actor, *, application: str, delivery: Delivery, now: datetime) -> ApplicationState:
    """Choose another way in which all results come.

    Raises NothingToDeliver, DeliveryIncomplete, WindowUnknown, CodeBroken for the phone.
    """
    actor.must(CasesPermission.CHANGE)
    offices.check_delivery(actor, delivery=delivery)
    delivery = replace(delivery, phone=_phone(delivery.phone))
    return act_on_application(actor, application, lambda _: c.ChooseDelivery(actor, delivery), now=now)


def _phone(typed: str) -> str:
    """Return a telephone in canonical form, however it was typed; "" stays."""
    return str(parse_phone(typed)) if typed else ""
