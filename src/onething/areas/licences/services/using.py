"""Using the data of a licence, as fields and never as a picture; each use is kept, and the holder sees it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.licences.finding import LicenceNotFound, held_row
from onething.areas.licences.models import GrantRow, LicenceRow, UseRow
from onething.areas.licences.permissions import LicencesPermission
from onething.core import licences as core
from onething.core.actors import Actor
from onething.core.errors import RuleBroken
from onething.core.licences import Basis
from onething.core.looks import LookKind
from onething.core.source import Text
from onething.core.values import is_blank
from onething.kit.ports import SHANGHAI
from onething.kit.statements import insert


class UseIncomplete(RuleBroken):
    """A use says which fields, and for what."""

    code = "licences.use_incomplete"

    def __init__(self, missing: str) -> None:
        super().__init__(f"missing: {missing}")
        self.missing = missing


@transaction.atomic
def use(
    actor: Actor,
    *,
    holder: str,
    licence: str,
    fields: Collection[str] = (),
    purpose: Text,
    now: datetime,
) -> Mapping[str, Any]:
    """Return data of a person's valid licence for the actor's office, on the holder's leave; the holder sees the use.

    For work that is no case: there no law counts. holder: person key. licence: id of its kind. fields: element ids,
    none = all that the leave covers. Raises NotAllowed, LicenceNotFound, LeaveMissing.
    """
    actor.must(LicencesPermission.USE)
    row = held_row(holder=holder, licence=licence, on=now.astimezone(SHANGHAI).date())
    grant = _grant_for(actor, row, now) if row else None
    if row is None or grant is None:
        raise core.LeaveMissing
    basis = core.basis_of(leave=grant.purpose, law="", articles=())
    given = {name: row.fields[name] for name in grant.fields if not fields or name in fields}
    _keep(actor, row, given, basis, case="", purpose=purpose, now=now)
    return given


@transaction.atomic
def use_in_case(
    actor: Actor,
    *,
    case: str,
    licence: str,
    fields: Collection[str],
    law: str = "",
    purpose: str,
    now: datetime,
) -> core.LicenceData:
    """Return fields of a valid licence of a case's applicant, on the holder's leave or a law on which the item rests.

    The case rests on it from now on: what becomes of the licence reaches it. The holder sees the use. licence: id of
    its kind. fields: element ids; those beyond the leave are left out. law: one of the item's articles, as it cites it.
    Raises NotAllowed, CaseNotFound, AlreadyEnded, UseIncomplete, LeaveMissing, LawNotListed, LicenceNotFound.
    """
    actor.must(LicencesPermission.USE)
    there = cases.get_basis(actor, case=case)
    actor = replace(actor, department=there.department)
    for name, said in (("fields", any(fields)), ("purpose", not is_blank(purpose))):
        if not said:
            raise UseIncomplete(name)
    row = held_row(holder=there.person, licence=licence, on=now.astimezone(SHANGHAI).date())
    grant = _grant_for(actor, row, now, fields) if row else None
    # the same refusal whether there is such a licence or not
    basis = core.basis_of(leave=grant.purpose if grant else None, law=law, articles=there.articles)
    if row is None:
        raise LicenceNotFound
    allowed = set(grant.fields if grant else row.fields) & set(fields)
    given = {name: row.fields[name] for name in sorted(allowed) if name in row.fields}
    keys = [f"applicant/{name}" for name in given]
    _keep(actor, row, given, basis, case=case, purpose=Text(purpose.strip()), now=now, keys=keys)
    return core.LicenceData(row.identifier, Text(row.label_zh, row.label_en), given, *basis)


@transaction.atomic
def rely(
    actor: Actor,
    *,
    holder: str,
    relied: Mapping[str, Collection[str]],
    case: str,
    purpose: Text,
    now: datetime,
) -> tuple[str, ...]:
    """Keep that a case rests on licences of its applicant, who agreed to it in the submission; returns their identifiers.

    relied: id of the kind of licence -> keys of the fields and materials of the case that come from it. A licence that
    another register holds has no line here. Belongs inside the transaction of the submission.
    """
    actor.must(LicencesPermission.RELY)
    found = []
    for licence, keys in sorted(relied.items()):
        row = held_row(holder=holder, licence=licence, on=now.astimezone(SHANGHAI).date())
        if row is None:
            continue
        elements = {key.rpartition("/")[2] for key in keys}
        given = {name: value for name, value in row.fields.items() if name in elements}
        agreed = (Basis.CONSENT, "")
        _keep(actor, row, given, agreed, case=case, purpose=purpose, now=now, keys=keys)
        found.append(row.identifier)
    return tuple(found)


def _grant_for(actor: Actor, row: LicenceRow, now: datetime, fields: Collection[str] = ()) -> GrantRow | None:
    """Return the leave that holds today and covers one of these fields, if any are named."""
    today = now.astimezone(SHANGHAI).date()
    grants = GrantRow.objects.select_related("licence").filter(licence=row, receiver=actor.department)
    return next(
        (
            one
            for one in grants.order_by("given_at", "pk")
            if one.to_core().allows(to=actor.department, on=today)
            and (not fields or set(fields) & set(one.fields))
        ),
        None,
    )


def _keep(
    actor: Actor,
    row: LicenceRow,
    given: Mapping[str, Any],
    basis: tuple[Basis, str],
    *,
    case: str,
    purpose: Text,
    now: datetime,
    keys: Collection[str] = (),
) -> None:
    kept = UseRow(
        licence=row,
        case=case,
        purpose_zh=purpose.zh,
        purpose_en=purpose.en,
        fields=sorted(given),
        basis=basis[0].value,
        basis_text=basis[1],
        keys=" ".join(sorted(keys)),
        at=now,
        by=actor.id,
        by_name=actor.name,
        department=actor.department,
    )
    insert([kept])
    audit.record_look(
        actor,
        subject=row.keeper or row.holder,
        fields=sorted(given),
        purpose=purpose,
        now=now,
        case=case,
        source=f"licence:{row.licence}",
        kind=LookKind.SYSTEM,
    )
