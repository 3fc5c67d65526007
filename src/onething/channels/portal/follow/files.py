"""Files that are chosen on a page: looked through in the form, so that a refusal stands beside its line."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext_lazy as _

from onething.adapters.uploads import Accepted, FileStore, inspect
from onething.adapters.uploads.sentences import NOTES
from onething.core.errors import RuleBroken
from onething.core.submission import GivenFile
from onething.kit.problems import say

ACCEPT = "image/*,.heic,.heif,.pdf,.ofd"
MOST_FILES = 12  # pages of one material; calibrated
KEPT = timedelta(hours=12)  # how long a page carries a file that is not handed in


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class SomeRefused(ValidationError):
    """One bad file of several does not lose the others: `accepted` are those that were taken."""

    def __init__(self, refused: Sequence[str], accepted: Sequence[Accepted]) -> None:
        super().__init__(list(refused))
        self.accepted = tuple(accepted)


class FilesField(forms.FileField):
    """One or more files. Gives what `inspect` accepted; a refusal becomes the error of this field."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> tuple[Accepted, ...]:
        chosen: Sequence[UploadedFile] = [one for one in (data or ()) if one]
        if len(chosen) > MOST_FILES:
            raise ValidationError(
                _("一份材料最多 %(most)d 个文件，现在有 %(count)d 个。合成一个 PDF 再传。"),
                params={"most": MOST_FILES, "count": len(chosen)},
            )
        accepted, refused = [], []
        for one in chosen:
            try:
                accepted.append(inspect(one.file, name=one.name or "", declared_type=one.content_type or ""))
            except RuleBroken as error:
                refused.append(str(say(error)))
        if refused:
            raise SomeRefused(refused, accepted)
        return tuple(accepted)


def notes_of(file: GivenFile) -> list[str]:
    """Return in words what was done with a file when it came."""
    return [str(NOTES[one]) for one in file.notes if one in NOTES]


class KeptFiles:
    """Files that are in the store and not handed in yet, carried by the page itself under our signature.

    about: what they were chosen for; a page of something else cannot name them.
    """

    def __init__(self, about: str) -> None:
        self._signer = TimestampSigner(salt=f"kept-files:{about}")

    def token(self, file: GivenFile) -> str:
        return self._signer.sign_object(asdict(file), compress=True)

    def read(self, tokens: Sequence[str]) -> tuple[GivenFile, ...]:
        """Return the files of the tokens that are ours, of today and still in the store; leave out any other."""
        store, found = FileStore(settings.FILES), []
        for token in tokens[:MOST_FILES]:
            with suppress(BadSignature):
                data = self._signer.unsign_object(token, max_age=KEPT)
                if data["hash"] in store:
                    found.append(GivenFile(**{**data, "notes": tuple(data["notes"])}))
        return tuple(found)


def keep(files: Sequence[Accepted]) -> tuple[GivenFile, ...]:
    """Put accepted files into the store; they are safe when this returns. Raises StorageFull."""
    store = FileStore(settings.FILES)
    return tuple(
        GivenFile(store.put(one.content), one.safe_name, one.kind.id, one.size, one.pages, one.notes)
        for one in files
    )
