"""The outbox: what department systems are told about their cases, each effect once, by its key.

A push is meant in the transaction of the act and sent afterwards, again and again under the same key until the system
has confirmed it. Each system has a job of its own, so one that is down or slow keeps nobody else waiting.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet

from onething.areas.cases.engine import departments, doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import CallbackRow, PushRow
from onething.core.audit import canonical
from onething.core.cases import events as e
from onething.core.cases.matter import Matter
from onething.core.cases.outbox import TOLD, body_of, key_of
from onething.core.cases.ports import CasePushes, PushRefused
from onething.core.catalogue.integration import system_of
from onething.core.catalogue.words import Level
from onething.kit.jobs import api as jobs
from onething.kit.points import point
from onething.kit.ports import PortNotBound, port
from onething.kit.ports import now as this_moment
from onething.kit.statements import insert

log = structlog.get_logger("onething.departments")
KIND, DECIDED_THERE = "cases.push", "cases.decided-there"
#: So many pushes are read, sent and confirmed in one turn, or as many as go in so long; then other systems have theirs.
BATCH, TURN = 50, timedelta(seconds=2)
#: A push that the system refused so often is set aside.
MOST_REFUSALS = 5
#: A push that waits so long without having been tried has been forgotten by its job.
FORGOTTEN = timedelta(seconds=10)

#: After these a case can be decided that could not be before.
NOW_DECIDABLE = (e.Accepted, e.Started, e.Resumed, e.Reopened, e.Mended)


def after(loaded: Loaded, recorded: Sequence[e.Recorded], matter: Matter, *, now: datetime) -> None:
    """Mean the pushes that these events call for; none where no department system is connected."""
    if not _connected():
        return
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    rows = []
    for one in recorded:
        case = matter.cases.get(one.stream)
        if case is None or not isinstance(one.event, TOLD):
            continue
        item = frozen.scene.item(case.opening.item).item
        department = case.office.department
        if not (system := system_of(item, frozen.package, department=department)):
            continue
        body = _body(loaded, one, item.id, case.opening.bearer)
        rows.append(
            PushRow(
                key=key_of(one),
                system=system,
                case=one.stream,
                sequence=one.sequence,
                body=body,
                body_hash=hashlib.sha256(canonical(body)).hexdigest(),
                made_at=now,
                department=department,
                answers=case.opening.level is Level.DECIDED_THERE,
                answer_by=now + timedelta(hours=item.integration.answer_hours),
            )
        )
    if rows:
        insert(rows)
        _enqueue({row.system for row in rows}, now=now)
    _wake_decisions(recorded, matter, now=now)


def _wake_decisions(recorded: Sequence[e.Recorded], matter: Matter, *, now: datetime) -> None:
    """See that a decision that came too early is applied, once the case can be decided."""
    ready = {
        one.stream
        for one in recorded
        if isinstance(one.event, NOW_DECIDABLE)
        and matter.cases[one.stream].opening.level is Level.DECIDED_THERE
    }
    if ready:
        waiting = CallbackRow.objects.filter(case__in=ready, applied=False, body__has_key="decision")
        cases = waiting.values_list("case", flat=True)
        jobs.wake(DECIDED_THERE, {case: {"case": case} for case in sorted(set(cases))}, now=now)


def _connected() -> bool:
    try:
        port(CasePushes)
    except PortNotBound:
        return False
    return True


def _body(loaded: Loaded, one: e.Recorded, item: str, bearer: str) -> dict[str, Any]:
    row = loaded.row
    return body_of(
        one, item=item, bearer=bearer, scene=row.scene, person=row.person, person_name=row.person_name
    )


def _enqueue(systems: Iterable[str], *, now: datetime) -> None:
    jobs.wake(KIND, {system: {"system": system} for system in sorted(systems)}, now=now)


def wake(system: str, *, now: datetime) -> None:
    """See that what a system is owed is sent soon."""
    _enqueue([system], now=now)


def send(system: str, *, now: datetime) -> bool:
    """Send what the system has not confirmed, the oldest first, for one turn. Returns whether more is left.

    A system that refuses one push has the others; what follows in the same case waits, so that a case is told in order.
    After `MOST_REFUSALS` the push is set aside with its reason. Raises Unavailable when the system does not answer.
    """
    ends_at = this_moment() + TURN
    held = set(_dead().filter(system=system).order_by().values_list("case", flat=True))
    rows = _left().filter(system=system, dead_at=None).order_by("made_at", "case", "sequence")
    confirmed: list[PushRow] = []
    try:
        for row in rows.exclude(case__in=held)[:BATCH]:
            if row.case not in held and not _send(row, now=now):
                held.add(row.case)
            elif row.case not in held:
                confirmed.append(row)
                point("cases.push.sent")
            if this_moment() >= ends_at:
                break
    finally:
        _confirm(system, confirmed, now=now)
    point("cases.push.confirmed")
    return bool(confirmed) and rows.exclude(case__in=held).exists()


def _send(row: PushRow, *, now: datetime) -> bool:
    """Whether the system took it. Raises Unavailable."""
    try:
        port(CasePushes).push(row.system, key=row.key, body=row.body)
    except PushRefused as error:
        row.tries, row.reason = row.tries + 1, error.reason[:2000]
        row.dead_at = now if row.tries >= MOST_REFUSALS else None
        row.save(update_fields=["tries", "reason", "dead_at"])
        if row.dead_at:
            log.error("push_set_aside", key=row.key, system=row.system, department=row.department)
        return False
    return True


def _confirm(system: str, rows: Sequence[PushRow], *, now: datetime) -> None:
    """Keep that the system has these; those that need no answer are settled."""
    if not rows:
        return
    keys = [row.key for row in rows]
    with transaction.atomic():
        _left().filter(key__in=keys).update(done_at=now)
        told = PushRow.objects.filter(key__in=keys, answers=False)
        departments.settle(told, system=system, cases={row.case for row in rows}, now=now)


def revive(push: PushRow, *, now: datetime) -> None:
    """Let a push that was set aside be sent again, from the first try."""
    push.tries, push.dead_at = 0, None
    push.save(update_fields=["tries", "dead_at"])
    _enqueue([push.system], now=now)


def give_up(push: PushRow, *, now: datetime) -> None:
    """Never send a push that was set aside; what follows in its case goes on."""
    push.done_at, push.dead_at = now, None
    push.save(update_fields=["done_at", "dead_at"])
    departments.settle(PushRow.objects.filter(pk=push.pk), system=push.system, cases=[push.case], now=now)
    _enqueue([push.system], now=now)


def send_forgotten(*, now: datetime) -> None:
    """Give a job to each system that is owed a push and has none: what was meant while its last job was ending."""
    owed = _left().filter(made_at__lt=now - FORGOTTEN, dead_at=None).order_by()
    _enqueue(owed.values_list("system", flat=True).distinct(), now=now)


def _left() -> QuerySet[PushRow]:
    return PushRow.objects.filter(done_at=None)


def _dead() -> QuerySet[PushRow]:
    return PushRow.objects.filter(dead_at__isnull=False)
