"""The rules that approve: switching them, a person instead of them, and the quality check of what they granted."""

from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.ruling import newest
from onething.areas.cases.errors import CaseNotFound, ItemNotRuled, NothingToConfirm
from onething.areas.cases.models import AutomaticRow, RuledRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.scope import is_of_office
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.automatic import (
    EVERY_ITEM,
    Mode,
    Sampling,
    Setting,
    may_set,
    needs_second,
    own_of,
)
from onething.core.cases.errors import ReasonMissing, SecondPersonNeeded
from onething.core.cases.state import CaseState
from onething.core.values import is_blank
from onething.kit.ports import new_id, token


@transaction.atomic
def set_automatic(
    actor: Actor,
    *,
    item: str,
    mode: Mode,
    share: int = 0,
    sampling: Sampling = Sampling.AFTER,
    reason: str,
    now: datetime,
) -> bool:
    """Set how the rule of an item works, "*" for every item at once; returns whether it counts already.

    Stopping counts at once. What lets a rule decide more, or people look at less, waits for `confirm_automatic` of a
    second person, as does lifting a stop of every item. It counts for the rule as it is published now; another one has to
    go through the shadow again. A manager sets the items of the own department, a supervisor any.
    Raises NotAllowed, ItemNotRuled, ReasonMissing, ShareNotAllowed, ModeNotAllowed.
    """
    actor.must(CasesPermission.SET_AUTOMATIC)
    rule = _rule_of(actor, item)
    before = newest(item)
    known = own_of(before.to_core() if before else None, rule)
    seed = before.seed if before else token()
    wanted = Setting(mode, share, sampling, seed, rule)
    second = _needs_second(item, known, wanted)
    stand_in = "second" if second else None  # whoever confirms is another person, which is checked then
    may_set(
        known,
        wanted,
        reason=reason,
        proposed_by=actor.id,
        confirmed_by=stand_in,
        compared=_compared(item, rule),
    )
    AutomaticRow.objects.create(
        id=new_id(),
        item=item,
        mode=mode.value,
        share=share,
        sampling=sampling.value,
        seed=seed,
        rule=rule,
        reason=reason,
        set_by=actor.id,
        set_name=actor.name,
        set_at=now,
        in_force=not second,
    )
    _note(actor, item, mode, "automatic" if not second else "automatic_proposed", now)
    return not second


@transaction.atomic
def confirm_automatic(actor: Actor, *, item: str, now: datetime) -> None:
    """Let what a colleague proposed for an item count. Raises NotAllowed, ItemNotRuled, NothingToConfirm, SecondPersonNeeded."""
    actor.must(CasesPermission.SET_AUTOMATIC)
    _rule_of(actor, item)
    row = AutomaticRow.objects.select_for_update().filter(item=item).order_by("-id").first()
    if row is None or row.in_force:
        raise NothingToConfirm
    if row.set_by == actor.id:
        raise SecondPersonNeeded(case=item)
    row.in_force, row.confirmed_by, row.confirmed_name, row.confirmed_at = True, actor.id, actor.name, now
    row.save(update_fields=["in_force", "confirmed_by", "confirmed_name", "confirmed_at"])
    _note(actor, item, Mode(row.mode), "automatic_confirmed", now)


def _rule_of(actor: Actor, item: str) -> str:
    """Return the text of an item's rule, "" for every item at once.

    Raises ItemNotRuled for an item that no rule may approve, or of another department than the manager's.
    """
    if item == EVERY_ITEM:
        if Role.SUPERVISOR not in actor.roles:
            raise ItemNotRuled(item)
        return ""
    lines = (line for scene in catalogue.current(actor).scenes.values() for line in scene.items)
    found = next((line.item for line in lines if line.item.id == item and line.item.automatic), None)
    over = Role.SUPERVISOR in actor.roles
    if found is None or found.automatic is None or not (over or found.department == actor.department):
        raise ItemNotRuled(item)
    return found.automatic.text


def _needs_second(item: str, known: Setting, wanted: Setting) -> bool:
    lifted = item == EVERY_ITEM and known.mode is Mode.KILLED and wanted.mode is not Mode.KILLED
    return lifted or needs_second(known, wanted)


def _compared(item: str, rule: str) -> int:
    """Return how often a person decided what this very rule had spoken on in the shadow."""
    rows = RuledRow.objects.filter(item=item, mode=Mode.SHADOW.value, receipt__rule=rule)
    return rows.exclude(case__outcome="").count()


def _note(actor: Actor, item: str, mode: Mode, action: str, now: datetime) -> None:
    audit.record(actor, action=f"cases:{action}", detail={"item": item, "mode": mode.value}, now=now)


def ask_for_person(actor: Actor, *, case: str, reason: str = "", now: datetime) -> CaseState:
    """Want a person to decide instead of a rule; what the rule granted and nobody delivered is for an officer to decide.

    Raises CaseNotFound, NotAllowed, NotAutomatic, AlreadyEnded.
    """
    actor.must(CasesPermission.ASK_PERSON)
    return act(actor, c.AskForPerson(actor, case, reason), now=now)


def override_rule(
    actor: Actor, *, case: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Take a grant of a rule back before it is delivered; a person decides anew.

    Raises CaseNotFound, NotAllowed, Moved, NotAutomatic, NotNow, ResultUsed, ReasonMissing.
    """
    actor.must(CasesPermission.OVERRIDE_RULE)
    return act(actor, c.OverrideRule(actor, case, reason), now=now, seen=seen)


@transaction.atomic
def check_sample(actor: Actor, *, case: str, agrees: bool, note: str = "", now: datetime) -> None:
    """Say whether a person would have granted what a rule granted; disagreeing needs a note.

    Raises CaseNotFound, NotAllowed, ReasonMissing.
    """
    actor.must(CasesPermission.CHECK_SAMPLE)
    row = (
        RuledRow.objects.select_related("case")
        .filter(case__number=case, sampled=Sampling.AFTER.value)
        .first()
    )
    if row is None or not is_of_office(actor, row.case):
        raise CaseNotFound(case)
    if not agrees and is_blank(note):
        raise ReasonMissing(case=case)
    row.agrees, row.note, row.checked_by, row.checked_name, row.checked_at = (
        agrees,
        note,
        actor.id,
        actor.name,
        now,
    )
    row.save(update_fields=["agrees", "note", "checked_by", "checked_name", "checked_at"])
    audit.record(actor, action="cases:sample_checked", case=case, detail={"agrees": agrees}, now=now)
