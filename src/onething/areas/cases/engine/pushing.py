"""The outbox: what department systems are told about their cases, each effect once, by its key.

A push is meant in the transaction of the act, sent by a job afterwards, and sent again under the same key until the
system has confirmed it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import PushRow
from onething.core.audit import canonical
from onething.core.cases import events as e
from onething.core.cases.matter import Matter
from onething.core.cases.ports import CasePushes
from onething.core.cases.shapes import name_of
from onething.kit.jobs import api as jobs
from onething.kit.points import point
from onething.kit.ports import PortNotBound, port

KIND = "cases.push"
#: What a department system hears of.
TOLD = (
    e.Opened,
    e.Supplemented,
    e.Accepted,
    e.Decided,
    e.Withdrawn,
    e.Terminated,
    e.Lapsed,
    e.PreconditionFailed,
    e.Reopened,
)


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
                key=f"{one.stream}/{one.sequence}",
                system=system,
                case=one.stream,
                body=body,
                body_hash=hashlib.sha256(canonical(body)).hexdigest(),
                made_at=now,
            )
        )
    if rows:
        PushRow.objects.bulk_create(rows)
        jobs.enqueue(KIND, {"keys": [row.key for row in rows]}, now=now, key=rows[0].key)


def _connected() -> bool:
    try:
        port(CasePushes)
    except PortNotBound:
        return False
    return True


def _body(loaded: Loaded, one: e.Recorded, item: str, bearer: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "case": one.stream,
        "sequence": one.sequence,
        "event": name_of(one.event),
        "at": one.at.isoformat(),
        "item": item,
        "bearer": bearer,
        "scene": loaded.row.scene,
    }
    if isinstance(one.event, e.Opened):
        body["person"] = loaded.row.person
        body["name"] = loaded.row.person_name
    if isinstance(one.event, e.Decided):
        body["outcome"] = one.event.outcome.value
    return body


def send(keys: Sequence[str], *, now: datetime) -> None:
    """Send what is not confirmed yet, in order. Raises Unavailable when a system does not answer."""
    rows = {row.key: row for row in PushRow.objects.filter(key__in=list(keys), done_at=None)}
    for key in keys:
        if (row := rows.get(key)) is None:
            continue
        port(CasePushes).push(row.system, key=row.key, body=row.body)
        point("cases.push.sent")
        PushRow.objects.filter(key=key, done_at=None).update(done_at=now)
        point("cases.push.confirmed")
