"""Making a licence, the first of its line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.licences.models import LicenceRow
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.versions import keep, plain, years_later
from onething.core.actors import Actor
from onething.core.codes import make_licence_identifier
from onething.core.papers import HeldLicence
from onething.kit.ports import SHANGHAI, new_id, token

FIRST_VERSION = 1


@transaction.atomic(savepoint=False)
def make(
    actor: Actor,
    *,
    licence: str,
    holder: str,
    holder_name: str,
    fields: Mapping[str, Any],
    department: str,
    case: str,
    now: datetime,
) -> HeldLicence:
    """Make the electronic licence of a granted case; a job seals it. Belongs inside the transaction of the act.

    licence: id in the package. fields: element id -> value. Raises NotAllowed, KeyError for a licence that the
    package does not know.
    """
    actor.must(LicencesPermission.MAKE)
    package = catalogue.current(Actor.job("licences"))
    kind, issuer = package.licences[licence], package.departments[department]
    issued_on = now.astimezone(SHANGHAI).date()
    id_ = new_id()
    row = LicenceRow(
        id=id_,
        identifier=make_licence_identifier(
            type_code=kind.type_code, issuer_code=issuer.code, serial=id_.hex.upper(), version=FIRST_VERSION
        ),
        licence=licence,
        label_zh=kind.label.zh,
        label_en=kind.label.en,
        issuer=department,
        issuer_zh=issuer.name.zh,
        issuer_en=issuer.name.en,
        holder=holder,
        holder_name=holder_name,
        holder_document=_document_of(holder),
        keeper=holder.rpartition("/")[0],
        fields={key: plain(value) for key, value in fields.items()},
        issued_on=issued_on,
        valid_from=issued_on,
        valid_to=years_later(issued_on, kind.valid_years) if kind.valid_years else None,
        case=case,
        code=token(),
    )
    return keep(row, now=now)


def _document_of(holder: str) -> str:
    """Return the kind of the document that a person key is of, "" for someone without a number yet."""
    if "/" in holder:
        return ""
    kind, colon, _ = holder.partition(":")
    return kind if colon else "citizen_number"
