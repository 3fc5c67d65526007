"""Which files belong to applications, noted when they are handed in."""

from collections.abc import Iterable
from uuid import UUID

from onething.areas.cases.models import FileRow
from onething.core.submission import GivenMaterial, Signature
from onething.kit.statements import insert


def note_files(
    application: UUID, materials: Iterable[GivenMaterial], signature: Signature | None = None
) -> None:
    """Note every file that was handed in, in the transaction that keeps what it belongs to."""
    hashes = {file.hash: None for one in materials for file in one.files}
    if signature is not None and signature.scan is not None:
        hashes[signature.scan.hash] = None
    if hashes:
        insert([FileRow(application_id=application, hash=one) for one in hashes], ignore_conflicts=True)
