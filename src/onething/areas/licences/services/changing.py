"""What happens to a licence after it was made; whoever relied on it is told by a job for each case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.licences.finding import LicenceNotFound, changes_of
from onething.areas.licences.models import ChangeRow, LicenceRow, UseRow
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.versions import SEAL, next_identifier, next_version, plain, years_later
from onething.core import licences as core
from onething.core.actors import Actor, Role
from onething.core.errors import RuleBroken
from onething.core.licences import LicenceAct, LicenceChange
from onething.core.papers import HeldLicence
from onething.core.values import is_blank, parse_value
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI
from onething.kit.statements import insert

REACH = "licences.reach"
#: What the holder asks for and an office decides (行政许可法 49, 50); the rest follows from what two officers decided.
ON_REQUEST = frozenset({"renewed", "altered"})
JOB = Actor.job("licences")


@transaction.atomic
def change(
    actor: Actor,
    *,
    identifier: str,
    act: LicenceAct,
    ground: str,
    reason: str,
    article: str = "",
    document: str = "",
    now: datetime,
) -> HeldLicence:
    """Suspend, resume, revoke, recall or cancel a licence. document: number of the decision that does it.

    An officer of the office that made it suspends and resumes; what takes it back for good rests on a decision of two
    officers on its case. Raises NotAllowed, LicenceNotFound, DecisionMissing, and what `core.licences.decide` raises.
    """
    actor.must(LicencesPermission.CHANGE)
    row = _lock(actor, identifier)
    if act not in (LicenceAct.SUSPEND, LicenceAct.RESUME) and not document:
        raise DecisionMissing(act)
    _keep(actor, row, act, ground=ground, reason=reason, article=article, document=document, now=now)
    return row.to_core(now.astimezone(SHANGHAI).date(), changes_of(row))


@transaction.atomic
def replace_licence(
    actor: Actor,
    *,
    identifier: str,
    ground: str,
    reason: str,
    article: str = "",
    document: str = "",
    fields: Mapping[str, Any] | None = None,
    valid_to: date | None = None,
    case: str = "",
    now: datetime,
) -> HeldLicence:
    """Make the next version of a licence and let the old one name it.

    fields: those that change, element id -> value. valid_to: None keeps the last day; of a renewal it gives the time
    that the kind of licence runs. A renewal and an alteration rest on a decision, and on the holder's request
    (行政许可法 49, 50): document is its number. Raises as `change`, and LicenceFieldUnknown, FieldProblem,
    RenewalNotLonger, AlterationEmpty.
    """
    actor.must(LicencesPermission.REPLACE)
    old = _lock(actor, identifier)
    after = {**old.fields, **(fields or {})}
    if ground in ON_REQUEST:
        if is_blank(document):
            raise DecisionMissing(LicenceAct.REPLACE)
        after = {**old.fields, **_read(old, fields or {}, on=now.astimezone(SHANGHAI).date())}
        valid_to = _last_day(old, ground, valid_to, now=now)
        core.must_differ(ground, old=old.fields, new=after, was_to=old.valid_to, valid_to=valid_to)
    _keep(
        actor,
        old,
        LicenceAct.REPLACE,
        ground=ground,
        reason=reason,
        article=article,
        document=document,
        successor=next_identifier(old),
        now=now,
    )
    new = next_version(old, fields=after, valid_to=valid_to or old.valid_to, case=case, now=now)
    return new.to_core(now.astimezone(SHANGHAI).date())


def _read(old: LicenceRow, fields: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """Return the fields in canonical form, each as its element takes it."""
    package = catalogue.current(JOB)
    kind = package.licences.get(old.licence)
    carried = {*old.fields, *(kind.fields if kind else ())}
    for name in fields:
        if name not in carried or name not in package.elements:
            raise LicenceFieldUnknown(name)
    elements = {name: package.elements[name] for name in fields}
    return {
        name: plain(parse_value(one, fields[name], one.constraints, on=on)) for name, one in elements.items()
    }


def _last_day(old: LicenceRow, ground: str, valid_to: date | None, *, now: datetime) -> date | None:
    """Return the last day of the next version: of a renewal, unless it is said, as long as the kind runs."""
    if ground != "renewed":
        return old.valid_to
    kind = catalogue.current(JOB).licences.get(old.licence)
    years = kind.valid_years if kind else None
    return valid_to or (years_later(now.astimezone(SHANGHAI).date(), years) if years else None)


def _lock(actor: Actor, identifier: str) -> LicenceRow:
    """Return the row, locked: of the office that made it, or any for a supervisor who decides and for our own work."""
    row = LicenceRow.objects.select_for_update().filter(identifier=identifier).first()
    over = actor.roles & {Role.SUPERVISOR, Role.SYSTEM}
    if row is None or not (over or row.issuer == actor.department):
        raise LicenceNotFound
    return row


def _keep(
    actor: Actor,
    row: LicenceRow,
    act: LicenceAct,
    *,
    ground: str,
    reason: str,
    article: str,
    document: str,
    successor: str = "",
    now: datetime,
) -> None:
    at = now.astimezone(SHANGHAI).replace(microsecond=0)
    asked = LicenceChange(act, at, actor.id, actor.department, ground, article, reason, document, successor)
    decided = core.decide(row.standing, asked, valid_to=row.valid_to)
    after = core.evolve(row.standing, decided)
    kept = ChangeRow(
        licence=row,
        sequence=ChangeRow.objects.filter(licence=row).count() + 1,
        act=decided.act.value,
        at=decided.at,
        by=decided.by,
        by_name=actor.name,
        department=decided.department,
        ground=decided.ground,
        article=decided.article,
        reason=decided.reason,
        document=decided.document,
        successor=decided.successor,
    )
    kept.close()
    insert([kept])
    row.state, row.successor = after.state.value, after.successor
    row.save(update_fields=["state", "successor"])
    audit.record(
        actor,
        action=f"licences:{act}",
        subject=row.keeper or row.holder,
        case=row.case,
        detail={"licence": row.identifier, "ground": ground, "document": document},
        now=now,
    )
    jobs.wake(SEAL, {SEAL: {}}, now=now)
    relied = UseRow.objects.filter(licence=row).exclude(case="").exclude(keys="").order_by("case")
    for case in dict.fromkeys(relied.values_list("case", flat=True)):
        jobs.enqueue(REACH, {"case": case}, now=now, key=f"{kept.id}/{case}")


class LicenceFieldUnknown(RuleBroken):
    """The kind of licence carries no such field."""

    code = "licences.field_unknown"

    def __init__(self, name: str) -> None:
        super().__init__(f"this licence carries no {name}")
        self.name = name


class DecisionMissing(core.LicenceReasonMissing):
    """What takes a licence back for good has the number of a decision."""

    code = "licences.decision_missing"

    def __init__(self, act: LicenceAct) -> None:
        super().__init__("document")
        self.act = act.label
