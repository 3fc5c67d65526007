"""Archives (OFD is one), judged from the table of contents and bounded reading; nothing is written to disk."""

import itertools
import re
import stat
import zipfile
import zlib
from io import BytesIO

from onething.adapters.uploads.limits import Limits
from onething.adapters.uploads.refusals import (
    Bomb,
    EmbeddedFile,
    Encrypted,
    TooManyPages,
    Truncated,
    Unreadable,
    UnsafeArchive,
)

_NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_OFD_MEMBERS = frozenset(
    [
        "xml",
        "xsd",
        "png",
        "jpg",
        "jpeg",
        "bmp",
        "gif",
        "tif",
        "tiff",
        "jb2",
        "jbig2",
        "ttf",
        "otf",
        "ttc",
        "cff",
        "esl",
        "dat",
    ]
)
_CHUNK = 1 << 16


def open_checked(content: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """Return the archive after the checks that need only its table of contents.

    Raises Truncated, Bomb, UnsafeArchive, Encrypted.
    """
    _count_before_reading(content, name, limits)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise Truncated(name) from error
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes or (
        unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * packed
    ):
        raise Bomb(name)
    if any(
        entry.file_size > limits.ratio_from_bytes
        and entry.file_size > limits.ratio * max(entry.compress_size, 1)
        for entry in entries
    ):
        raise Bomb(name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Encrypted(name)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or not all(_safe(entry) for entry in entries):
        raise UnsafeArchive(name)
    by_place = sorted(entries, key=lambda entry: entry.header_offset)
    for first, second in itertools.pairwise(by_place):
        if first.header_offset + 30 + first.compress_size > second.header_offset:
            raise Bomb(name)  # entries that share bytes
    return archive


def _count_before_reading(content: bytes, name: str, limits: Limits) -> None:
    """Refuse a table of a million entries before the library builds it."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(content):
        raise Truncated(name)
    count = int.from_bytes(content[end + 10 : end + 12], "little")
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    if count > limits.entries or content.count(b"PK\x01\x02", max(0, end - size), end) > limits.entries:
        raise Bomb(name)


def _safe(entry: zipfile.ZipInfo) -> bool:
    path = entry.filename
    if (
        path.startswith(("/", "\\"))
        or "\\" in path
        or "\x00" in entry.orig_filename
        or re.match(r"^[A-Za-z]:", path)
    ):
        return False
    return ".." not in path.split("/") and not stat.S_ISLNK(entry.external_attr >> 16)


def check_members(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, bytes]:
    """Read every entry in bounds and return the XML ones. Raises Bomb, UnsafeArchive, Unreadable."""
    left = limits.unpacked_bytes
    texts: dict[str, bytes] = {}
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        is_text = entry.filename.lower().endswith(".xml")
        kept = bytearray()
        try:
            with archive.open(entry) as member:
                first = True
                while chunk := member.read(_CHUNK):
                    if first and chunk.startswith(_NESTED):
                        raise UnsafeArchive(name)
                    first = False
                    left -= len(chunk)
                    if left < 0:
                        raise Bomb(name)
                    if is_text:
                        kept += chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Unreadable(name) from error  # ValueError: an entry before the beginning of the file
        if is_text:
            texts[entry.filename] = bytes(kept)
    return texts


def is_ofd(archive: zipfile.ZipFile) -> bool:
    return "OFD.xml" in archive.namelist()


def describe_other(archive: zipfile.ZipFile) -> str:
    """Return what an archive that is no OFD is, for the sentence."""
    names = archive.namelist()
    for start, told in (("word/", "Word"), ("xl/", "Excel"), ("ppt/", "PowerPoint")):
        if any(entry.startswith(start) for entry in names):
            return told
    return "ZIP"


def inspect_ofd(archive: zipfile.ZipFile, name: str, limits: Limits) -> int:
    """Return the number of pages. Raises EmbeddedFile, UnsafeArchive, Unreadable, TooManyPages, Bomb."""
    for entry in archive.namelist():
        ending = entry.rpartition(".")[2].lower() if "." in entry.rpartition("/")[2] else ""
        if not entry.endswith("/") and ending not in _OFD_MEMBERS:
            raise EmbeddedFile(name)
    texts = check_members(archive, name, limits)
    if any(re.search(rb"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE) for text in texts.values()):
        raise UnsafeArchive(name)
    if any(re.search(rb"<(\w+:)?Attachment[\s>]", text) for text in texts.values()):
        raise EmbeddedFile(name)
    pages = sum(
        len(re.findall(rb"<(?:\w+:)?Page\s", text))
        for path, text in texts.items()
        if path.rpartition("/")[2] == "Document.xml"
    )
    if pages == 0:
        raise Unreadable(name)
    if pages > limits.pages:
        raise TooManyPages(name, pages=pages, limit=limits.pages)
    return pages
