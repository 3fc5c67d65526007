"""Every write of the area: a village gives a slip."""

from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.certificates.models import CounterRow, SlipRow
from onething.areas.certificates.permissions import CertificatesPermission
from onething.core.actors import Actor
from onething.core.certificates import LIST, AskerMissing, Slip, VillageOnly, refusable
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, new_id, token


@transaction.atomic
def give_slip(
    actor: Actor,
    *,
    kind: str,
    office: str = "",
    asker: str = "",
    matter: str = "",
    person: str = "",
    now: datetime,
) -> Slip:
    """Give a slip that says: this certificate is not needed, by which rule, and what replaces it.

    office: the department that asked, or asker: the name of a body outside. matter: for what. person: who was asked for it.
    Raises NotAllowed, VillageOnly, KindUnknown, KindKept, AskerMissing.
    """
    actor.must(CertificatesPermission.GIVE)
    package = catalogue.current(actor)
    village = package.divisions.get(actor.division)
    if village is None or village.level != "village":
        raise VillageOnly
    found = refusable(kind, package)
    asked_by = package.departments.get(office)
    name = asked_by.name if asked_by else Text(asker.strip())
    if not name.zh:
        raise AskerMissing
    held = package.departments.get(found.department)
    instead = found.instead or Text("")
    row = SlipRow(
        id=new_id(),
        number=_next(village.code, village.name, now),
        code=token(),
        kind=found.id,
        kind_en=found.name.en,
        status=found.status.value,
        instead_zh=instead.zh,
        instead_en=instead.en,
        basis=found.basis or LIST,
        source_zh=held.name.zh if held else "",
        source_en=held.name.en if held else "",
        phone=held.phone if held else "",
        office=asked_by.id if asked_by else "",
        asker_zh=name.zh,
        asker_en=name.en,
        matter=matter.strip(),
        person=person.strip(),
        division=village.code,
        place=village.name,
        issued_at=now,
        issued_by=actor.id,
        by_name=actor.name,
    )
    row.save(force_insert=True)
    audit.record(
        actor,
        action=CertificatesPermission.GIVE.value,
        detail={"number": row.number, "kind": row.kind, "office": row.office or row.asker_zh},
        now=now,
    )
    return row.to_core()


def _next(division: str, name: str, now: datetime) -> str:
    year = now.astimezone(SHANGHAI).year
    counter, _ = CounterRow.objects.select_for_update().get_or_create(division=division, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{name}〔{year}〕不需 {counter.last:04d} 号"
