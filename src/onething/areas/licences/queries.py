"""Reading licences: the holder's wallet, and what anyone may verify."""

from datetime import date

from django.db.models import Q

from onething.areas.licences.models import LicenceRow
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.codes import mask
from onething.core.errors import NotFound
from onething.core.papers import HeldLicence, LicenceState, VerifiedLicence
from onething.kit import sealing
from onething.kit.ports import today


class LicenceNotFound(NotFound):
    code = "licences.not_found"

    def __init__(self) -> None:
        super().__init__("no such licence, or not one that you may see")


def list_own(actor: Actor) -> list[HeldLicence]:
    """Return the actor's licences, those of whom one represents, and those kept for a child without a number yet.

    The newest first.
    """
    actor.must(LicencesPermission.SEE_OWN)
    principals = [one.principal for one in people.list_principals(actor, scene="", on=today())]
    theirs = Q(holder__in=[actor.person_id, *principals])
    rows = LicenceRow.objects.filter(theirs | Q(keeper=actor.person_id) if actor.person_id else theirs)
    return [row.to_core(today()) for row in rows.order_by("-issued_on", "-pk")]


def list_of_application(actor: Actor, *, application: str) -> list[HeldLicence]:
    """Return what the cases of an application gave, whoever holds it: a parent sees the child's.

    The caller has already shown the application to this actor.
    """
    actor.must(LicencesPermission.SEE_OWN)
    rows = LicenceRow.objects.filter(case__startswith=f"{application}-").order_by("issued_on", "pk")
    return [row.to_core(today()) for row in rows]


def get_own(actor: Actor, *, identifier: str) -> HeldLicence:
    """Raises LicenceNotFound."""
    found = next((one for one in list_own(actor) if one.identifier == identifier), None)
    if found is None:
        raise LicenceNotFound
    return found


def list_held(actor: Actor, *, person: str, on: date) -> list[HeldLicence]:
    """Return the valid licences of a person, for a job of ours that the person asked for, or for oneself.

    Raises NotAllowed.
    """
    actor.must(LicencesPermission.SEE_OWN)
    if Role.SYSTEM not in actor.roles and actor.person_id != person:
        raise LicenceNotFound
    held = (row.to_core(on) for row in LicenceRow.objects.filter(holder=person).order_by("-issued_on", "-pk"))
    return [one for one in held if one.state is LicenceState.VALID]


def verify(actor: Actor, *, code: str = "", identifier: str = "") -> VerifiedLicence:
    """Return what anyone may learn of a licence, by the code of its QR or by its identifier.

    Raises LicenceNotFound, Unavailable (no seal).
    """
    actor.must(LicencesPermission.VERIFY)
    rows = LicenceRow.objects.filter(code=code) if code else LicenceRow.objects.filter(identifier=identifier)
    row = rows.first() if code or identifier else None
    if row is None:
        raise LicenceNotFound
    held = row.to_core(today())
    return VerifiedLicence(
        label=held.label,
        identifier=held.identifier,
        issuer=held.issuer,
        holder_name=mask(held.holder_name, "name"),
        issued_on=held.issued_on,
        valid_to=held.valid_to,
        state=held.state,
        intact=sealing.is_intact(row),
    )
