"""The originals of a case: what the person uploaded for it, and the scan of a paper signature."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from onething.areas.audit import api as audit
from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import read_submission
from onething.areas.cases.engine.showing import keys_asked_by
from onething.areas.cases.engine.wording import handling
from onething.areas.cases.errors import CaseNotFound, OriginalNotFound
from onething.areas.cases.models import ApplicationRow, FileRow, SuppliedRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.shapes import read_as
from onething.core.guidance.ports import FileKeeper
from onething.core.naming import SIGNATURE
from onething.core.source import Text
from onething.core.submission import GivenFile, GivenMaterial, Submission
from onething.kit.ports import port


@dataclass(frozen=True, slots=True)
class Original:
    """content: open at its beginning; whoever takes it closes it. key: of the material, or `SIGNATURE`."""

    content: BinaryIO = field(repr=False)
    file: GivenFile
    key: str


def open_original(actor: Actor, *, case: str, hash_: str, now: datetime) -> Original:
    """Return a file that was given for what this case asks, also one that was replaced since. The look is written
    down before anything is shown, and the person sees it.

    Raises CaseNotFound, also for what the actor's office may not know of; OriginalNotFound; NotAllowed; FileMissing.
    """
    actor.must(CasesPermission.SEE)
    row = scope.find_case(actor, case)
    if row is None:
        raise CaseNotFound(case)
    application = ApplicationRow.objects.get(pk=row.application_id)
    submission = read_submission(application)
    frozen = doors.frozen(application.scene, application.scene_hash)
    plan = frozen.plan_of(submission)
    keys = {SIGNATURE, *keys_asked_by(plan, row.item, row.bearer)[1]}
    given = _files(application, submission)
    found = next(((key, one) for key, one in given if one.hash == hash_ and key in keys), None)
    if found is None:
        raise OriginalNotFound(case)
    key, file = found
    content = port(FileKeeper).open(actor, hash_=hash_)  # type: ignore[type-abstract]
    audit.record_look(
        actor,
        subject=application.person,
        fields=[key],
        purpose=handling(Text(row.name_zh, row.name_en), original=True),
        case=case,
        now=now,
    )
    return Original(content, file, key)


def _files(application: ApplicationRow, submission: Submission) -> Iterator[tuple[str, GivenFile]]:
    """Give every file of the application with the key of its material, the first ones in front."""
    materials = list(submission.materials)
    for row in SuppliedRow.objects.filter(application=application).order_by("sequence"):
        materials += [read_as(GivenMaterial, data) for data in row.materials]
    for material in materials:
        for file in material.files:
            yield material.key, file
    if submission.signature.scan is not None:
        yield SIGNATURE, submission.signature.scan


def files_used(actor: Actor, *, hashes: Collection[str]) -> frozenset[str]:
    """Return those of the files that were handed in with an application. Raises NotAllowed."""
    actor.must(CasesPermission.LOOK_AFTER)
    return frozenset(FileRow.objects.filter(hash__in=hashes).values_list("hash", flat=True))
