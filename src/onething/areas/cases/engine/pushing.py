"""The outbox: what department systems are told about their cases, each effect once, by its key.

A push is meant in the transaction of the act and sent afterwards, again and again under the same key until the system
has confirmed it. Each system has a job of its own, so one that is down or slow keeps nobody else waiting.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import PushRow
from onething.core.audit import canonical
from onething.core.cases import events as e
from onething.core.cases.matter import Matter
from onething.core.cases.outbox import TOLD, body_of, key_of
from onething.core.cases.ports import CasePushes
from onething.kit.jobs import api as jobs
from onething.kit.points import point
from onething.kit.ports import PortNotBound, port
from onething.kit.statements import insert

KIND = "cases.push"
#: So many pushes are read, sent and confirmed together.
BATCH = 50
#: A push that waits so long without having been tried has been forgotten by its job.
FORGOTTEN = timedelta(seconds=10)


def after(loaded: Loaded, recorded: Sequence[e.Recorded], matter: Matter, *, now: datetime) -> None:
    """Mean the pushes that these events call for; none where no department system is connected."""
    if not _connected():
        return
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    systems = {share.department: share.system for share in frozen.package.shares.values()}
    rows = []
    for one in recorded:
        case = matter.cases.get(one.stream)
        if case is None or not isinstance(one.event, TOLD):
            continue
        if (system := systems.get(case.office.department)) is None:
            continue
        body = _body(loaded, one, case.opening.item, case.opening.bearer)
        rows.append(
            PushRow(
                key=key_of(one),
                system=system,
                case=one.stream,
                sequence=one.sequence,
                body=body,
                body_hash=hashlib.sha256(canonical(body)).hexdigest(),
                made_at=now,
            )
        )
    if rows:
        insert(rows)
        _enqueue({row.system for row in rows}, now=now)


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


def send(system: str, *, now: datetime) -> None:
    """Send what the system has not confirmed, the oldest first. Raises Unavailable when it does not answer."""
    while rows := list(_left().filter(system=system).order_by("made_at", "case", "sequence")[:BATCH]):
        confirmed: list[str] = []
        try:
            for row in rows:
                port(CasePushes).push(row.system, key=row.key, body=row.body)
                confirmed.append(row.key)
                point("cases.push.sent")
        finally:
            _left().filter(key__in=confirmed).update(done_at=now)
        point("cases.push.confirmed")


def send_forgotten(*, now: datetime) -> None:
    """Give a job to each system that is owed a push and has none: what was meant while its last job was ending."""
    owed = _left().filter(made_at__lt=now - FORGOTTEN).order_by()
    _enqueue(owed.values_list("system", flat=True).distinct(), now=now)


def _left() -> QuerySet[PushRow]:
    return PushRow.objects.filter(done_at=None)
