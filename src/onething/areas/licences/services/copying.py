"""Annotated copies (加注件) of a licence, for whoever can only take a paper."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.licences.copies import number_of, paper_of
from onething.areas.licences.finding import own_row
from onething.areas.licences.models import CopyRow
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.services.lending import LONGEST_DAYS, GrantIncomplete
from onething.areas.licences.versions import SEAL
from onething.core.actors import Actor
from onething.core.licences import LicenceNotValid
from onething.core.papers import LicenceState, Printer
from onething.core.values import is_blank
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI, new_id, port, token
from onething.kit.statements import insert


@transaction.atomic
def make_copy(
    actor: Actor,
    *,
    identifier: str,
    receiver: str,
    purpose: str,
    until: date,
    fields: Collection[str] = (),
    case: str = "",
    now: datetime,
) -> str:
    """Make a copy of one's own valid licence for one receiver and purpose; returns its code.

    fields: element ids to be shown, none = all. until: the last day, within a year.
    Raises NotAllowed, LicenceNotFound, LicenceNotValid, GrantIncomplete, RuleBroken (a character without a glyph).
    """
    actor.must(LicencesPermission.LEND)
    row = own_row(actor, identifier)
    today = now.astimezone(SHANGHAI).date()
    state = row.standing.on(today, valid_to=row.valid_to)
    if state is not LicenceState.VALID:
        raise LicenceNotValid(state)
    for name, there in (("to", receiver), ("purpose", purpose)):
        if is_blank(there):
            raise GrantIncomplete(name)
    if not 0 <= (until - today).days <= LONGEST_DAYS:
        raise GrantIncomplete("until")
    made = CopyRow(
        id=new_id(),
        licence=row,
        holder=row.keeper or row.holder,
        receiver=receiver.strip(),
        purpose=purpose.strip(),
        case=case.strip(),
        fields=sorted(set(fields) & row.fields.keys()) if fields else sorted(row.fields),
        made_at=now.replace(microsecond=0),
        until=until,
        code=token(),
    )
    made.close()
    printer = port(Printer)  # type: ignore[type-abstract]
    printer.check("licence_copy", paper_of(made), number=number_of(made))
    insert([made])
    jobs.wake(SEAL, {SEAL: {}}, now=now)
    detail = {"licence": row.identifier, "to": made.receiver, "until": until.isoformat()}
    audit.record(actor, action="licences:copy", subject=made.holder, case=case, detail=detail, now=now)
    return made.code
