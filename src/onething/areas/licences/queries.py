"""Reading licences: the holder's wallet, what anyone may verify, and who relied on what."""

from datetime import date
from uuid import UUID

from django.db.models import CharField, UUIDField

from onething.areas.licences.copies import number_of, paper_of
from onething.areas.licences.finding import LicenceNotFound, changes_of, own_row, own_rows
from onething.areas.licences.models import ChangeRow, CopyRow, GrantRow, LicenceRow, UseRow
from onething.areas.licences.permissions import LicencesPermission
from onething.core import licences as core
from onething.core.actors import Actor, Role
from onething.core.codes import mask
from onething.core.licences import Basis, LicenceGrant, ReliedLicence
from onething.core.papers import (
    HeldLicence,
    LicenceCopy,
    LicenceState,
    LicenceUse,
    Printer,
    VerifiedLicence,
)
from onething.core.source import Text
from onething.kit import sealing
from onething.kit.ports import SHANGHAI, now, port, today
from onething.kit.statements import Written

#: Asked before every decision.
_RELIED = Written(
    lambda case: (
        UseRow.objects.filter(case=case)
        .exclude(keys="")
        .order_by("pk")
        .values_list(
            "licence",
            "licence__identifier",
            "licence__label_zh",
            "licence__label_en",
            "licence__state",
            "keys",
        )
    ),
    CharField(),
)
_LAST_GROUND = Written(
    lambda licence: ChangeRow.objects.filter(licence=licence).order_by("-sequence").values_list("ground")[:1],
    UUIDField(),
)


def list_own(actor: Actor) -> list[HeldLicence]:
    """Return the actor's licences, those of whom one represents, and those kept for a child without a number yet.

    The newest first.
    """
    actor.must(LicencesPermission.SEE_OWN)
    return [row.to_core(today()) for row in own_rows(actor).order_by("-issued_on", "-pk")]


def list_of_application(actor: Actor, *, application: str) -> list[HeldLicence]:
    """Return what the cases of an application gave, whoever holds it: a parent sees the child's.

    The caller has already shown the application to this actor.
    """
    actor.must(LicencesPermission.SEE_OWN)
    rows = LicenceRow.objects.filter(case__startswith=f"{application}-").order_by("issued_on", "pk")
    return [row.to_core(today()) for row in rows]


def list_of_case(actor: Actor, *, case: str) -> list[HeldLicence]:
    """Return the licences that a case of the actor's department gave, each in its newest version.

    The caller has already shown the case to this actor. Raises NotAllowed.
    """
    actor.must(LicencesPermission.CHANGE)
    rows = LicenceRow.objects.filter(case=case, issuer=actor.department, successor="")
    return [row.to_core(today(), changes_of(row)) for row in rows.order_by("issued_on", "pk")]


def get_own(actor: Actor, *, identifier: str) -> HeldLicence:
    """Return one licence with its history. Raises LicenceNotFound."""
    actor.must(LicencesPermission.SEE_OWN)
    row = own_row(actor, identifier)
    return row.to_core(today(), changes_of(row))


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
    """Return what anyone may learn of a licence now, by the code of its QR or by its identifier.

    Intact: the data and every change of it still carry their seals, and the state is what the changes give.
    Raises LicenceNotFound, Unavailable (no seal).
    """
    actor.must(LicencesPermission.VERIFY)
    rows = LicenceRow.objects.filter(code=code) if code else LicenceRow.objects.filter(identifier=identifier)
    row = rows.first() if code or identifier else None
    if row is None:
        raise LicenceNotFound
    changes = changes_of(row)
    held = row.to_core(today(), changes)
    begun = LicenceState.OTHER if row.state_text else LicenceState.VALID
    folded = core.fold((one.to_core() for one in changes), begun=begun)
    return VerifiedLicence(
        label=held.label,
        identifier=held.identifier,
        issuer=held.issuer,
        holder_name=mask(held.holder_name, "name"),
        issued_on=held.issued_on,
        valid_to=held.valid_to,
        state=held.state,
        intact=folded == row.standing and all(sealing.is_intact(one) for one in (row, *changes)),
        at=now().astimezone(SHANGHAI),
        state_text=held.state_text,
        since=held.history[-1].on if held.history else None,
        successor=held.successor,
    )


def list_uses(actor: Actor, *, identifier: str, limit: int = 100) -> list[LicenceUse]:
    """Return who used one's own licence, for what and on what leave, the newest first. Raises LicenceNotFound."""
    actor.must(LicencesPermission.SEE_OWN)
    rows = UseRow.objects.filter(licence=own_row(actor, identifier)).order_by("-at", "-pk")[:limit]
    return [
        LicenceUse(
            at=row.at.astimezone(SHANGHAI),
            who=row.by_name,
            department=row.department,
            purpose=Text(row.purpose_zh, row.purpose_en),
            case=row.case,
            fields=tuple(row.fields),
            basis=Basis(row.basis).label,
            basis_text=row.basis_text,
        )
        for row in rows
    ]


def list_grants(actor: Actor, *, identifier: str) -> list[LicenceGrant]:
    """Return the leave that was given for one's own licence, the newest first. Raises LicenceNotFound."""
    actor.must(LicencesPermission.SEE_OWN)
    rows = GrantRow.objects.filter(licence=own_row(actor, identifier)).select_related("licence")
    return [row.to_core() for row in rows.order_by("-given_at", "-pk")]


def list_copies(actor: Actor, *, identifier: str) -> list[LicenceCopy]:
    """Return the annotated copies of one's own licence, the newest first. Raises LicenceNotFound."""
    actor.must(LicencesPermission.SEE_OWN)
    rows = CopyRow.objects.filter(licence=own_row(actor, identifier)).select_related("licence")
    return [_copy(row) for row in rows.order_by("-made_at", "-pk")]


def verify_copy(actor: Actor, *, code: str) -> LicenceCopy:
    """Return what anyone may learn of an annotated copy. Raises LicenceNotFound, Unavailable (no seal)."""
    actor.must(LicencesPermission.VERIFY)
    return _copy(_copy_by(code))


def copy_pdf(actor: Actor, *, code: str, address: str) -> bytes:
    """Return an annotated copy as PDF, to whoever has its code, until its last day and while the licence is valid.

    address: of the site, for the code that verifies it. Raises LicenceNotFound, CopyEnded, LicenceNotValid, Unavailable.
    """
    actor.must(LicencesPermission.VERIFY)
    row = _copy_by(code)
    copy = _copy(row)
    if copy.ended:
        raise core.CopyEnded(copy.until)
    if copy.state is not LicenceState.VALID:
        raise core.LicenceNotValid(copy.state)
    return port(Printer).print(  # type: ignore[type-abstract]
        "licence_copy",
        paper_of(row),
        number=number_of(row),
        on=copy.made_on,
        verify_url=f"{address}/licences/copies/{row.code}",
        organ=row.licence.issuer_zh,
    )


def _copy_by(code: str) -> CopyRow:
    row = CopyRow.objects.select_related("licence").filter(code=code).first() if code else None
    if row is None:
        raise LicenceNotFound
    return row


def _copy(row: CopyRow) -> LicenceCopy:
    licence = row.licence
    return LicenceCopy(
        code=row.code,
        label=Text(licence.label_zh, licence.label_en),
        receiver=row.receiver,
        purpose=row.purpose,
        case=row.case,
        made_on=row.made_at.astimezone(SHANGHAI).date(),
        until=row.until,
        ended=row.until < today(),
        state=licence.standing.on(today(), valid_to=licence.valid_to),
        intact=all(sealing.is_intact(one) for one in (row, licence)),
    )


def relied_on(actor: Actor, *, case: str) -> tuple[ReliedLicence, ...]:
    """Return the licences that a case rests on, as acts left them: one that ran out since then held when it was used."""
    actor.must(LicencesPermission.RELY)
    return tuple(_relied(*use) for use in _RELIED.rows(case))


def _relied(id: UUID, identifier: str, zh: str, en: str, state: str, keys: str) -> ReliedLicence:
    there = LicenceState(state)
    why = next((core.GROUNDS[ground].text for (ground,) in _LAST_GROUND.rows(id)), there.label)
    return ReliedLicence(identifier, Text(zh, en), there, why, tuple(keys.split()))


def list_relying(actor: Actor, *, identifier: str = "", limit: int = 200) -> list[tuple[str, HeldLicence]]:
    """Return the cases that rest on licences which no longer hold by an act, each with the licence, the newest first.

    identifier: of one licence, whatever it is now. For supervisors and our own work.
    """
    actor.must(LicencesPermission.TRACE)
    uses = UseRow.objects.exclude(keys="").exclude(case="").select_related("licence")
    rows = uses.filter(licence__identifier=identifier) if identifier else uses.exclude(licence__state="valid")
    return [(use.case, use.licence.to_core(today())) for use in rows.order_by("-at", "-pk")[:limit]]
