"""The leave that a holder gives, and takes back."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.licences.finding import LicenceNotFound, own_row
from onething.areas.licences.models import GrantRow
from onething.areas.licences.permissions import LicencesPermission
from onething.core.actors import Actor
from onething.core.errors import RuleBroken
from onething.core.licences import LicenceGrant
from onething.core.values import is_blank
from onething.kit.ports import SHANGHAI, new_id

#: A leave ends by itself after at most so many days.
LONGEST_DAYS = 365


class GrantIncomplete(RuleBroken):
    """A leave says to whom, for what, which fields, and until when."""

    code = "licences.grant_incomplete"

    def __init__(self, missing: str) -> None:
        super().__init__(f"missing or wrong: {missing}")
        self.missing = missing


@transaction.atomic
def give_grant(
    actor: Actor,
    *,
    identifier: str,
    to: str,
    fields: Collection[str],
    purpose: str,
    until: date,
    now: datetime,
) -> LicenceGrant:
    """Let somebody use fields of one's own licence. to: id of a department, or the name of an organisation.

    until: the last day, within a year. Raises NotAllowed, LicenceNotFound, GrantIncomplete.
    """
    actor.must(LicencesPermission.LEND)
    row = own_row(actor, identifier)
    today = now.astimezone(SHANGHAI).date()
    wanted = sorted(set(fields) & row.fields.keys())
    for name, there in (("to", not is_blank(to)), ("purpose", not is_blank(purpose)), ("fields", wanted)):
        if not there:
            raise GrantIncomplete(name)
    if not 0 <= (until - today).days <= LONGEST_DAYS:
        raise GrantIncomplete("until")
    made = GrantRow(
        id=new_id(),
        licence=row,
        holder=row.holder,
        receiver=to.strip(),
        fields=wanted,
        purpose=purpose.strip(),
        given_by=actor.id,
        given_at=now,
        until=until,
    )
    made.save(force_insert=True)
    _note(actor, made, "licences:lend", now)
    return made.to_core()


@transaction.atomic
def end_grant(actor: Actor, *, grant: UUID, now: datetime) -> LicenceGrant:
    """Take a leave back; from now on nobody reads on it. Raises NotAllowed, LicenceNotFound."""
    actor.must(LicencesPermission.LEND)
    made = GrantRow.objects.select_related("licence").filter(pk=grant).first()
    if made is None or own_row(actor, made.licence.identifier).pk != made.licence_id:
        raise LicenceNotFound
    if made.ended_at is None:
        made.ended_at = now
        made.save(update_fields=["ended_at"])
        _note(actor, made, "licences:lend_ended", now)
    return made.to_core()


def _note(actor: Actor, made: GrantRow, action: str, now: datetime) -> None:
    detail = {"licence": made.licence.identifier, "to": made.receiver, "until": made.until.isoformat()}
    audit.record(actor, action=action, subject=made.holder, detail=detail, now=now)
