"""Making a licence, and using its data for a case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.licences.models import LicenceRow
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.queries import LicenceNotFound
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.codes import make_licence_identifier
from onething.core.looks import LookKind
from onething.core.papers import HeldLicence
from onething.core.source import Text
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI, new_id, token
from onething.kit.statements import insert

SEAL = "licences.seal"
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
        keeper=holder.rpartition("/")[0],
        fields={key: _plain(value) for key, value in fields.items()},
        issued_on=issued_on,
        valid_to=_years_later(issued_on, kind.valid_years) if kind.valid_years else None,
        case=case,
        code=token(),
    )
    row.close()
    insert([row])
    jobs.wake(SEAL, {SEAL: {}}, now=now)
    return row.to_core(issued_on)


@transaction.atomic
def use(
    actor: Actor, *, holder: str, licence: str, case: str, purpose: Text, now: datetime
) -> Mapping[str, Any]:
    """Return the data of the holder's valid licence for a case; the holder sees the look.

    The caller has the holder's leave or a legal basis; a citizen uses the own licences and those of whom one
    represents. Raises NotAllowed, LicenceNotFound.
    """
    actor.must(LicencesPermission.USE)
    today = now.astimezone(SHANGHAI).date()
    if Role.CITIZEN in actor.roles and holder != actor.person_id:
        principals = {one.principal for one in people.list_principals(actor, scene="", on=today)}
        if holder not in principals:
            raise LicenceNotFound
    rows = LicenceRow.objects.filter(holder=holder, licence=licence, state="valid").order_by(
        "-issued_on", "-pk"
    )
    row = next((row for row in rows if row.valid_to is None or row.valid_to >= today), None)
    if row is None:
        raise LicenceNotFound
    audit.record_look(
        actor,
        subject=holder,
        fields=sorted(row.fields),
        purpose=purpose,
        now=now,
        case=case,
        source=f"licence:{licence}",
        kind=LookKind.SYSTEM,
    )
    return dict(row.fields)


def _years_later(day: date, years: int) -> date:
    """Return the last day of so many years: the day before the same day of the year."""
    try:
        same = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        same = date(day.year + years, 3, 1)
    return date.fromordinal(same.toordinal() - 1)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class Licences:
    """The licences as `areas.cases` asks for them (`core.cases.ports.CaseLicences`)."""

    def make(
        self,
        actor: Actor,
        *,
        licence: str,
        holder: str,
        holder_name: str,
        fields: Mapping[str, Any],
        department: str,
        case: str,
        now: datetime,
    ) -> str:
        made = make(
            actor,
            licence=licence,
            holder=holder,
            holder_name=holder_name,
            fields=fields,
            department=department,
            case=case,
            now=now,
        )
        return made.identifier
