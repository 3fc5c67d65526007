"""The one way in for a file: inspected whole, in bounds, before anything is kept."""

import hashlib
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Protocol

from onething.adapters.seals import sm3
from onething.adapters.uploads import archives
from onething.adapters.uploads.images import inspect_image
from onething.adapters.uploads.kinds import ALLOWED, OFD, PDF, FileKind, is_archive, kind_of, name_of_other
from onething.adapters.uploads.limits import STANDARD, Limits
from onething.adapters.uploads.names import check_name, extension, shown
from onething.adapters.uploads.pdfs import inspect_pdf
from onething.adapters.uploads.refusals import (
    EmptyFile,
    Malware,
    NotWhatItsNameSays,
    Polyglot,
    TooLarge,
    TypeNotAllowed,
)

# The test sequence that every virus scanner knows, in two parts so that this file is not found by one.
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_SCRIPT = re.compile(rb"<script[\s>/]|<\?php\s", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:html|svg|body|!doctype)[\s>]", re.IGNORECASE)


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is taken, as it came.

    pages: of PDF and OFD; 1 for an image. safe_name: for showing and download headers, never a path.
    notes: what the reader is told: `turned`, `place_removed`, `first_picture_only`, `converted`, `ending_corrected`.
    """

    kind: FileKind
    pages: int
    size: int
    sha256: str
    sm3: str
    safe_name: str
    notes: tuple[str, ...]
    content: bytes = field(repr=False, default=b"")


def check_announced_size(
    length: int | None, *, name: str = "", limits: Limits = STANDARD, files: int = 1
) -> None:
    """Refuse a body by its announced length, before a byte of it is read. `files`: how many may come in it."""
    if length is not None and length > limits.bytes * files + 1024 * 1024:
        raise TooLarge(shown(name), limit_bytes=limits.bytes)


def read_bounded(source: Readable, *, name: str = "", limits: Limits = STANDARD) -> bytes:
    """Read a stream to its end, but never past the limit. Raises TooLarge."""
    kept = bytearray()
    while chunk := source.read(1 << 16):
        kept += chunk
        if len(kept) > limits.bytes:
            raise TooLarge(shown(name), limit_bytes=limits.bytes)
    return bytes(kept)


def inspect(
    source: bytes | BinaryIO | Readable, *, name: str, declared_type: str = "", limits: Limits = STANDARD
) -> Accepted:
    """Return the file with what it is, or raise the refusal (all are UploadRefused).

    declared_type: the sender's word; it decides nothing. Time and memory are bounded by `limits`.
    """
    content = source if isinstance(source, bytes) else read_bounded(source, name=name, limits=limits)
    if len(content) > limits.bytes:
        raise TooLarge(shown(name), limit_bytes=limits.bytes)
    safe = check_name(name)
    if not content:
        raise EmptyFile(safe)
    if _TEST_VIRUS in content:
        raise Malware(safe)
    kind, pages, notes = _look(content, safe, limits)
    safe, corrected = _name_fits(safe, kind)
    return Accepted(
        kind=kind,
        pages=pages,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        sm3=sm3(content),
        safe_name=safe,
        notes=(*notes, *(("ending_corrected",) if corrected else ())),
        content=content,
    )


def _look(content: bytes, name: str, limits: Limits) -> tuple[FileKind, int, tuple[str, ...]]:
    if is_archive(content):
        return OFD, _look_into_archive(content, name, limits), ()
    kind = kind_of(content)
    if kind is None:
        raise _not_taken(content, name)
    _name_fits(name, kind)
    if zipfile.is_zipfile(BytesIO(content)):
        raise Polyglot(name)
    if kind is PDF:
        if _MARKUP.search(content[:1024]) or _SCRIPT.search(content[:1024]):
            raise Polyglot(name)
        return kind, inspect_pdf(content, name, limits), ()
    if (
        b"%PDF-" in content[:1024]
        or _SCRIPT.search(content)
        or _MARKUP.search(content[:4096] + b" " + content[-4096:])
    ):
        raise Polyglot(name)
    return kind, 1, inspect_image(content, kind, name, limits).notes


def _look_into_archive(content: bytes, name: str, limits: Limits) -> int:
    with archives.open_checked(content, name, limits) as archive:
        if archives.is_ofd(archive):
            _name_fits(name, OFD)
            if any(_TEST_VIRUS in text for text in archives.check_members(archive, name, limits).values()):
                raise Malware(name)
            return archives.inspect_ofd(archive, name, limits)
        archives.check_members(archive, name, limits)
        raise _claims(name, archives.describe_other(archive))


def _not_taken(content: bytes, name: str) -> TypeNotAllowed | NotWhatItsNameSays:
    return _claims(name, name_of_other(content))


def _claims(name: str, found: str) -> TypeNotAllowed | NotWhatItsNameSays:
    """Say that the name lies if it names a kind that is taken; else that the kind is not taken."""
    ending = extension(name)
    if any(ending in kind.endings for kind in ALLOWED):
        return NotWhatItsNameSays(name, says=ending.upper(), found=found or "?")
    return TypeNotAllowed(name, found=found or ending.upper())


def _name_fits(name: str, kind: FileKind) -> tuple[str, bool]:
    """Return the name with a fitting ending and whether it was changed.

    Phones save one picture format under the name of another: that is corrected and told. Anything else is refused.
    """
    ending = extension(name)
    if ending in kind.endings:
        return name, False
    if not ending:
        return f"{name}.{kind.endings[0]}", True
    if kind.is_image and any(ending in other.endings for other in ALLOWED if other.is_image):
        return f"{name.rpartition('.')[0]}.{kind.endings[0]}", True
    raise NotWhatItsNameSays(name, says=ending.upper(), found=kind.endings[0].upper())
