"""Rebuilding: an acknowledged submission comes back from its sealed envelope when the database is gone.

One envelope, one transaction; what is there already stays, so that rebuilding can be stopped and taken up again. Cases
begin anew as they were handed over, under their numbers and as of their day of receipt, which is a right; what offices
did since comes from the backup of the database, not from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases.engine import acknowledging, doors, envelopes
from onething.areas.cases.errors import EnvelopeBroken, SceneUnknown
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.services.submission import keep
from onething.core.actors import Actor, Role
from onething.core.cases.receiving import person_key, plan_hash
from onething.core.cases.shapes import read_as
from onething.core.submission import Submission
from onething.kit.points import point


class Came(StrEnum):
    """What became of one envelope."""

    REBUILT = "rebuilt"  # under the number that was acknowledged
    RENUMBERED = "renumbered"  # it was never acknowledged, or before numbers were noted: under a new number
    THERE = "there"  # its key has an application already
    ALIKE = "alike"  # the person's same content of the same day is there
    BROKEN = "broken"  # the envelope is not what its hash says
    NO_SCENE = (
        "no_scene"  # the version of the scene is not published here: load the package of that day first
    )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    envelope: str
    came: Came
    number: str = ""


def rebuild(actor: Actor, *, now: datetime) -> Iterator[Rebuilt]:
    """Rebuild what is missing, the acknowledged first, each in the order of its moment. Yields each envelope's fate."""
    actor.must(CasesPermission.REBUILD)
    known = dict(acknowledging.noted())
    broken, whole = [], []
    for path in envelopes.all_of_them():
        try:
            whole.append(envelopes.open_(path))
        except EnvelopeBroken:
            broken.append(path)
    for one in sorted(whole, key=lambda one: (one.hash not in known, one.at)):
        yield _rebuild(actor, one, known.get(one.hash), now=now)
        point("cases.rebuild.one")
    yield from (Rebuilt(path.name, Came.BROKEN) for path in broken)


def _rebuild(
    actor: Actor, one: envelopes.Opened, given: acknowledging.Acknowledged | None, *, now: datetime
) -> Rebuilt:
    there = ApplicationRow.objects.filter(key=one.key).values_list("number", flat=True).first()
    if there is not None:
        return Rebuilt(one.hash, Came.THERE, there)
    submission = read_as(Submission, one.data)
    try:
        frozen = doors.frozen(submission.scene, submission.scene_hash)
    except SceneUnknown:
        return Rebuilt(one.hash, Came.NO_SCENE, given.number if given else "")
    plan = frozen.plan_of(submission)
    with transaction.atomic():
        receipt = keep(
            _who(one),
            submission=submission,
            plan=plan,
            frozen=frozen,
            shown=plan_hash(plan),
            person=person_key(submission.applicant),
            content=submission.content_hash(one.data),
            key=one.key,
            at=one.at,
            envelope=_sealed(one.path, one),
            given=given,
        )
        detail = {"envelope": one.hash, "acknowledged": given is not None}
        audit.record(actor, action="cases:rebuilt", case=receipt.number, detail=detail, now=now)
    acknowledging.note(receipt)
    if receipt.repeated:
        return Rebuilt(one.hash, Came.ALIKE, receipt.number)
    return Rebuilt(one.hash, Came.REBUILT if given else Came.RENUMBERED, receipt.number)


def _sealed(path: Path, one: envelopes.Opened) -> envelopes.Envelope:
    return envelopes.Envelope(one.hash, envelopes.text_of(one.data), one.data, path)


def _who(one: envelopes.Opened) -> Actor:
    """Return who handed it in, as far as the envelope says."""
    role = Role.CLERK if one.department else Role.CITIZEN
    return Actor(one.actor, one.actor_name, frozenset({role}), one.department, one.division)
