"""Files that people hand over, the licences they hold, and the fonts: what guidance asks of this house."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from onething.adapters.fonts import missing_glyphs
from onething.adapters.uploads import ALLOWED, FileStore, display_copy, inspect, quarter_turn
from onething.areas.licences import api as licences
from onething.areas.people import api as people
from onething.channels.rest.models import UploadRow
from onething.core.actors import Actor
from onething.core.guidance.ports import HeldLicence
from onething.core.submission import GivenFile

KINDS = {one.id: one for one in ALLOWED}
SMALL_SIDE = 240  # pixels: enough to see which page it is and how it lies


class KeptFiles:
    """Inspects what comes and keeps the original under its hash."""

    def __init__(self, folder: Path) -> None:
        self._store = FileStore(folder)

    def keep(self, actor: Actor, *, content: BinaryIO, name: str) -> GivenFile:
        """Raises UploadRefused, in its own words."""
        taken = inspect(content, name=name)
        address = self._store.put(taken.content)
        return GivenFile(address, taken.safe_name, taken.kind.id, taken.size, taken.pages, taken.notes)

    def turn(self, actor: Actor, *, file: GivenFile) -> GivenFile:
        kind = KINDS[file.kind]
        if not kind.is_image:
            return file
        content = quarter_turn(self._store.read(file.hash), kind, name=file.name)
        name = f"{file.name.rpartition('.')[0] or file.name}.jpg"
        return GivenFile(self._store.put(content), name, "jpeg", len(content))

    def small(self, actor: Actor, *, file: GivenFile) -> bytes:
        kind = KINDS[file.kind]
        if not kind.is_image:
            return b""
        return display_copy(self._store.read(file.hash), kind, name=file.name, side=SMALL_SIDE).content

    def display(self, actor: Actor, *, file: GivenFile) -> bytes:
        kind = KINDS[file.kind]
        if not kind.is_image:
            return b""
        return display_copy(self._store.read(file.hash), kind, name=file.name).content

    def open(self, actor: Actor, *, hash_: str) -> BinaryIO:
        return self._store.open(hash_)

    def remove(self, actor: Actor, *, hash_: str, untouched_since: datetime) -> bool:
        return self._store.remove(hash_, untouched_since=untouched_since.timestamp())


class MachineUploads:
    """Files that machines uploaded to hand them over later, and the papers of authorities."""

    def used(self, hashes: Collection[str]) -> frozenset[str]:
        uploaded = frozenset(UploadRow.objects.filter(hash__in=hashes).values_list("hash", flat=True))
        return uploaded | people.files_used(Actor.job("files"), hashes=hashes)


class LicenceRegister:
    """The electronic licences of this city, as far as they were made here."""

    def held(self, actor: Actor, *, person: str, on: date) -> Sequence[HeldLicence]:
        return [
            HeldLicence(one.licence, one.identifier, one.fields, one.issued_on)
            for one in licences.list_held(Actor.job("guidance"), person=person, on=on)
        ]


class Fonts:
    """The characters that our documents can show."""

    def missing(self, text: str) -> Sequence[str]:
        return missing_glyphs(text)
