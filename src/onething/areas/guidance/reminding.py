"""Telling those who prepared a draft when the days of application begin, and when they are nearly over."""

from datetime import datetime, timedelta

from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import showing
from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.catalogue.periods import applying_on
from onething.core.guidance import draft_from_data
from onething.kit.ports import SHANGHAI, port

#: Days before the last one on which the second message leaves.
NEARLY_OVER = 3


@transaction.atomic
def tell_of_periods(actor: Actor, *, now: datetime) -> int:
    """Tell each owner of a draft once that its period has begun, where it was kept before, and once that it is nearly over.

    A draft that was begun or changed within the period needs only the second. Returns how many were told. Raises NotAllowed.
    """
    actor.must(GuidancePermission.TIDY)
    today, told = now.astimezone(SHANGHAI).date(), 0
    for scene in catalogue.current(actor).scenes.values():
        applying = applying_on(scene.periods, today)
        if applying is None or applying.now is None:
            continue
        first, last = applying.now.first, applying.now.last
        nearly = today > last - timedelta(days=NEARLY_OVER)
        kind = "period_ends" if nearly else "period_begins"
        rows = DraftRow.objects.select_for_update().filter(scene=scene.id, number="", expires_at__gt=now)
        rows = rows.exclude(owner="").exclude(person="").exclude(told_of=f"{first}/{kind}")
        for row in rows.order_by("pk"):
            if not nearly and row.changed_at.astimezone(SHANGHAI).date() >= first:
                continue
            draft = draft_from_data(row.content)
            person = draft.representative.person if draft.representative else draft.applicant
            assert person is not None, row.pk
            port(CaseMessages).tell(  # type: ignore[type-abstract]
                actor,
                person=showing.key_of(person),
                kind=kind,
                facts={
                    "draft": str(row.pk),
                    "scene": {"zh": scene.name.zh, "en": scene.name.en},
                    "ends_on": last.isoformat(),
                },
                application="",
                now=now,
            )
            row.told_of = f"{first}/{kind}"
            row.save(update_fields=["told_of"])
            told += 1
    return told
