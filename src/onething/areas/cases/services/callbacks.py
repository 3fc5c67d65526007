"""The inbox: answers of department systems, kept as they came, applied in the order of their own versions.

Systems repeat themselves, answer late and out of order: a version that is there already changes nothing, and one
older than the last applied is kept and never applied (I15). A decision that comes before the case can be decided waits
in the inbox for that. Whether a caller is who it says is the channel's check.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from onething.areas.cases.engine import departments, doors
from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.loading import Loaded, load
from onething.areas.cases.engine.pushing import DECIDED_THERE
from onething.areas.cases.engine.results import decision_command
from onething.areas.cases.errors import AnswerChanged, AnswerUnreadable, CaseNotFound
from onething.areas.cases.models import CallbackRow, PushRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.callbacks import counts
from onething.core.cases.elsewhere import missing_in, sequence_of
from onething.core.cases.graph import Status
from onething.core.cases.guards import against_the_person
from onething.core.cases.parts import Grounds, Outcome
from onething.core.catalogue.model import StepKind
from onething.core.catalogue.words import Level
from onething.core.values import is_blank
from onething.kit.points import point
from onething.kit.ports import SHANGHAI

KIND = DECIDED_THERE
#: The facts of a grant of which the department's system says no more than that.
GRANTED_THERE = "部门在自己的系统里审核，符合条件"
_DECIDABLE = frozenset({Status.ACCEPTED, Status.IN_REVIEW})


def receive_callback(
    actor: Actor, *, system: str, version: int, case: str, body: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an answer, and apply it if it is the newest of this system for this case. Returns whether it was applied.

    version: the system's own count, from 1; thousands name the push that it answers. body: `{received: true}` only ends
    the silence. `text` and `favourable` become an opinion of the case until it is decided, also before it is accepted:
    what is found then belongs into the one notice. With a `decision` (outcome, officer, facts, article, reason, remedy,
    content, gives) the case is decided, where its item is decided there (L2) and as soon as it is accepted; for every
    other item it is an opinion, too.
    Raises CaseNotFound, also for a case of which this system was told nothing; AnswerUnreadable; GroundsMissing for a grant
    in part without grounds for the rest; AnswerChanged for a version that came before with another body; what `decide` raises.
    """
    actor.must(CasesPermission.CALL_BACK)
    if version < 1 or not _is_readable(body):
        raise AnswerUnreadable(case)
    if (body.get("decision") or {}).get("outcome") == Outcome.PARTLY:
        against_the_person(_said(body["decision"]))
    with transaction.atomic():
        loaded = load(case.rpartition("-")[0], lock=True)
        told = PushRow.objects.filter(system=system, case=case)
        if loaded is None or case not in loaded.cases or not told.exists():
            raise CaseNotFound(case)
        earlier = _of(system, case)
        same = earlier.filter(version=version).first()
        if same is not None:
            if same.body != dict(body):
                raise AnswerChanged(case, version)
            return False
        row = CallbackRow.objects.create(
            system=system, case=case, version=version, body=dict(body), applied=False, came_at=now
        )
        answered = told.filter(sequence__lte=sequence_of(version), done_at__isnull=False)
        departments.settle(answered, system=system, cases=[case], now=now)
        point("cases.callback.kept")
        _apply(actor, loaded, row, now=now)
    point("cases.callback.committed")
    return row.applied


def apply_waiting(actor: Actor, *, case: str, now: datetime) -> bool:
    """Apply the newest decision that came before the case could be decided. Returns whether there was one."""
    actor.must(CasesPermission.LOOK_AFTER)
    with transaction.atomic():
        loaded = load(case.rpartition("-")[0], lock=True)
        waiting = CallbackRow.objects.filter(case=case, applied=False, body__has_key="decision")
        row = waiting.order_by("-version").first()
        if loaded is None or row is None:
            return False
        system = Actor(f"system:{row.system}", row.system, frozenset({Role.SYSTEM}))
        _apply(system, loaded, row, now=now)
        return row.applied


def _is_readable(body: Mapping[str, Any]) -> bool:
    text, favourable, decision = body.get("text", ""), body.get("favourable", True), body.get("decision")
    if not isinstance(text, str) or not isinstance(favourable, bool):
        return False
    if decision is None:
        return body.get("received") is True or not is_blank(text)
    if not isinstance(decision, Mapping) or decision.get("outcome") not in set(Outcome):
        return False
    return not missing_in(decision)


def _of(system: str, case: str) -> QuerySet[CallbackRow]:
    return CallbackRow.objects.filter(system=system, case=case)


def _apply(actor: Actor, loaded: Loaded, row: CallbackRow, *, now: datetime) -> None:
    """Let the answer have its effect, if it is the newest and the case can take it."""
    state = loaded.matter.case(row.case)
    newest = _of(row.system, row.case).filter(applied=True).aggregate(newest=Max("version"))["newest"] or 0
    if "received" in row.body or not counts(row.version, newest=newest, status=state.status):
        return
    decision = row.body.get("decision")
    if decision is not None and state.opening.level is Level.DECIDED_THERE:
        if state.status not in _DECIDABLE or state.at_intake:
            return
        _decide(actor, loaded, row, decision, now=now)
    else:
        opinion = c.GiveOpinion(actor, row.case, row.body["text"], row.body.get("favourable", True))
        carry_out(actor, loaded, opinion, now=now)
    row.applied = True
    row.save(update_fields=["applied"])


def _decide(
    actor: Actor, loaded: Loaded, row: CallbackRow, decision: Mapping[str, Any], *, now: datetime
) -> None:
    """Decide as it was decided there. What is not granted in full is the act of who signed it, never of the machine."""
    outcome = Outcome(decision["outcome"])
    if outcome is not Outcome.GRANTED:
        actor = _signer(loaded, row, str(decision["officer"]))
    grounds = _grounds(loaded, row.case, decision)
    case = loaded.matter.case(row.case)
    steps = [index for index, step in enumerate(case.opening.steps) if step.kind == StepKind.DECISION]
    if steps and steps[0] != case.step:
        carry_out(actor, loaded, c.EnterStep(actor, row.case, steps[0]), now=now)
    on = now.astimezone(SHANGHAI).date()
    content, gives = str(decision.get("content", "")), decision.get("gives") or {}
    carry_out(
        actor,
        loaded,
        decision_command(actor, row.case, outcome, grounds, content, gives, loaded, on=on, there=row.system),
        now=now,
    )


def _grounds(loaded: Loaded, case: str, decision: Mapping[str, Any]) -> Grounds:
    """Return what the decision rests on as the system says it; a plain grant rests on the item's own articles."""
    said = _said(decision)
    if decision["outcome"] == "granted":
        frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
        item = frozen.scene.item(loaded.matter.case(case).opening.item).item
        said = replace(said, facts=said.facts or GRANTED_THERE, article=said.article or "；".join(item.law))
    return replace(said, reason=said.reason or said.facts)


def _said(decision: Mapping[str, Any]) -> Grounds:
    return Grounds(*(str(decision.get(name) or "") for name in ("facts", "article", "reason", "remedy")))


def _signer(loaded: Loaded, row: CallbackRow, officer: str) -> Actor:
    """Return the person who signed in the department's system; the system vouches for who that is."""
    office = loaded.matter.case(row.case).office
    return Actor(
        f"system:{row.system}/signer"[:60],
        officer,
        frozenset({Role.REVIEWER}),
        department=office.department,
        division=office.division,
    )
