"""Registering what was handled elsewhere: a department's system hands its case over afterwards (L0, L1)."""

from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases.errors import AnswerChanged, HandoverRefused
from onething.areas.cases.models import ElsewhereRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.core.cases.elsewhere import HandedOver, days_fit
from onething.core.catalogue.integration import system_of
from onething.core.catalogue.words import Level
from onething.core.values import is_blank
from onething.kit.ports import SHANGHAI


@transaction.atomic
def register(actor: Actor, *, system: str, case: HandedOver, now: datetime) -> bool:
    """Register a case, or what is newer of it. Returns whether anything changed; an older or known version does not.

    Raises NotAllowed, HandoverRefused, AnswerChanged for a version that came before with another content.
    """
    actor.must(CasesPermission.CALL_BACK)
    package = catalogue.current(actor)
    item = package.items.get(case.item)
    if item is None or item.integration.level not in (Level.LINK, Level.PUSHED):
        raise HandoverRefused(system, case.number, "the item is not handled elsewhere")
    if system_of(item, package) != system:
        raise HandoverRefused(system, case.number, "the item is another system's")
    if is_blank(case.number) or is_blank(case.person) or case.version < 1:
        raise HandoverRefused(system, case.number, "number, person and version are needed")
    if not days_fit(case, today=now.astimezone(SHANGHAI).date()):
        raise HandoverRefused(system, case.number, "its days cannot be")
    row = ElsewhereRow.objects.select_for_update().filter(system=system, number=case.number).first()
    said = {
        "department": item.department,
        "item": item.id,
        "name_zh": item.name.zh,
        "name_en": item.name.en,
        "person": case.person,
        "person_name": case.name,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "ended_on": case.ended_on,
        "status": case.standing.value,
    }
    if row is not None and row.version >= case.version:
        if row.version == case.version and any(getattr(row, name) != one for name, one in said.items()):
            raise AnswerChanged(case.number, case.version)
        return False
    ElsewhereRow.objects.update_or_create(
        system=system, number=case.number, defaults={**said, "version": case.version, "told_at": now}
    )
    detail = {"system": system, "item": item.id, "status": case.standing.value, "version": case.version}
    audit.record(
        actor, action="cases:registered", subject=case.person, case=case.number, detail=detail, now=now
    )
    return True
