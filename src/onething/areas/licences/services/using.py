"""Using the data of a licence, as fields and never as a picture; each use is kept, and the holder sees it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.licences.finding import LicenceNotFound, held_row
from onething.areas.licences.models import GrantRow, LicenceRow, UseRow
from onething.areas.licences.permissions import LicencesPermission
from onething.core.actors import Actor
from onething.core.errors import NotAllowed
from onething.core.licences import Basis
from onething.core.looks import LookKind
from onething.core.source import Text
from onething.kit.ports import SHANGHAI
from onething.kit.statements import insert


class LeaveMissing(NotAllowed):
    """Neither the holder nor a law that was named lets the actor's office use the data."""

    code = "licences.leave_missing"

    def __init__(self) -> None:
        super().__init__("the holder gave this office no leave, and no law was named")


@transaction.atomic
def use(
    actor: Actor,
    *,
    holder: str,
    licence: str,
    fields: Collection[str] = (),
    law: str = "",
    case: str = "",
    purpose: Text,
    now: datetime,
) -> Mapping[str, Any]:
    """Return data of a person's valid licence for the actor's office, as far as there is leave; the holder sees the use.

    holder: person key. licence: id of its kind. fields: element ids, none = all that the leave covers. law: the article
    that allows it where the holder gave no leave. Raises NotAllowed, LicenceNotFound, LeaveMissing.
    """
    actor.must(LicencesPermission.USE)
    row = held_row(holder=holder, licence=licence, on=now.astimezone(SHANGHAI).date())
    grant = _grant_for(actor, row, now) if row else None
    if grant is None and not law.strip():
        raise LeaveMissing  # the same whether there is such a licence or not
    if row is None:
        raise LicenceNotFound
    allowed = set(grant.fields) if grant else row.fields.keys()
    given = {
        name: row.fields[name] for name in sorted(allowed & row.fields.keys()) if not fields or name in fields
    }
    basis = (Basis.GRANT, grant.purpose) if grant else (Basis.LAW, law.strip())
    _keep(actor, row, given, basis, case=case, purpose=purpose, now=now)
    return given


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


def _grant_for(actor: Actor, row: LicenceRow, now: datetime) -> GrantRow | None:
    today = now.astimezone(SHANGHAI).date()
    grants = GrantRow.objects.select_related("licence").filter(licence=row, receiver=actor.department)
    return next((one for one in grants if one.to_core().allows(to=actor.department, on=today)), None)


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
