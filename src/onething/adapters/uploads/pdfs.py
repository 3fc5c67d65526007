"""A bounded look into a PDF: is it whole, does it act by itself, how many pages. It is never run or rendered here.

Names can be written with `#xx` escapes and hidden in compressed object streams, so both are undone first.
Whatever of that we cannot undo (unusual filters on object streams) is refused rather than trusted.
"""

import re
import zlib
from collections.abc import Iterator

from onething.adapters.uploads.limits import Limits
from onething.adapters.uploads.refusals import (
    ActiveContent,
    Bomb,
    EmbeddedFile,
    Encrypted,
    TooManyPages,
    Truncated,
    Unreadable,
)

_KEPT_OF_A_STREAM = 1024 * 1024  # an ordinary stream is searched only so far
_KEPT_OF_OBJECTS = 32 * 1024 * 1024
_CHUNK = 1 << 18


def _name(word: str) -> bytes:
    """Return a pattern for the PDF name `/word`, each letter plain or escaped, not followed by another letter."""
    letters = (
        f"(?:{re.escape(letter)}|#{''.join(f'[{c}{c.upper()}]' if c.isalpha() else c for c in f'{ord(letter):02x}')})"
        for letter in word
    )
    return (r"/" + "".join(letters) + r"(?![A-Za-z0-9#_.\-])").encode()


_ACTING = {
    word: re.compile(_name(word))
    for word in ("JavaScript", "Launch", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE", "Rendition")
}
_EMBEDDED = re.compile(_name("EmbeddedFile") + b"|" + _name("EmbeddedFiles"))
_ENCRYPT = re.compile(_name("Encrypt") + rb"\s*(?:<<|\d+\s+\d+\s+R)")
_OBJECT_STREAM = re.compile(_name("Type") + rb"\s*" + _name("ObjStm"))
_PAGE = re.compile(_name("Type") + rb"\s*" + _name("Page"))
_FLATE = _name("FlateDecode") + b"|" + _name("Fl")
_TWICE = re.compile(_name("Filter") + rb"\s*\[\s*(?:" + _FLATE + rb")\s*(?:" + _FLATE + rb")")
_PLAIN_FILTER = re.compile(_name("Filter") + rb"\s*(?:\[\s*)?(?:" + _FLATE + rb")\s*(?:\]|/|>|\s)")
_ANY_FILTER = re.compile(_name("Filter"))
_PREDICTOR = re.compile(_name("Predictor") + rb"\s*(?:[2-9]|1\d)")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def inspect_pdf(content: bytes, name: str, limits: Limits) -> int:
    """Return the number of pages.

    Raises Truncated, Encrypted, ActiveContent, EmbeddedFile, Bomb, TooManyPages, Unreadable.
    """
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        raise Truncated(name)
    if _ENCRYPT.search(content):
        raise Encrypted(name)
    pages = 0
    for part in (content, *_streams(content, name, limits)):
        for word, pattern in _ACTING.items():
            if pattern.search(part):
                raise ActiveContent(name, what=word)
        if _EMBEDDED.search(part):
            raise EmbeddedFile(name)
        pages += len(_PAGE.findall(part))
    if pages == 0:
        raise Unreadable(name)
    if pages > limits.pages:
        raise TooManyPages(name, pages=pages, limit=limits.pages)
    return pages


def _streams(content: bytes, name: str, limits: Limits) -> Iterator[bytes]:
    """Give the start of every compressed stream, and object streams whole."""
    left = limits.unpacked_bytes * 4  # scanned pages are large and honest
    for count, found in enumerate(_STREAM.finditer(content)):
        if count >= limits.streams:
            raise Bomb(name)
        head = content[max(content.rfind(b"obj", 0, found.start()), found.start() - 4096, 0) : found.start()]
        holds_objects = bool(_OBJECT_STREAM.search(head))
        if _TWICE.search(head):
            raise Bomb(name)
        filtered = bool(_ANY_FILTER.search(head))
        if holds_objects and filtered and (not _PLAIN_FILTER.search(head) or _PREDICTOR.search(head)):
            raise Unreadable(name)
        end = content.find(b"endstream", found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        if not packed or not filtered:
            continue
        kept, total = _inflate(packed, _KEPT_OF_OBJECTS if holds_objects else _KEPT_OF_A_STREAM, left)
        left -= total
        if left <= 0 or (total > 16 * limits.ratio_from_bytes and total > limits.ratio * len(packed)):
            raise Bomb(name)
        if kept:
            yield kept


def _inflate(packed: bytes, keep: int, most: int) -> tuple[bytes, int]:
    """Return the first `keep` bytes of the unpacked stream and its length, counted up to `most`."""
    unpacker, kept, total, rest = zlib.decompressobj(), bytearray(), 0, packed
    try:
        while rest and total < most:
            piece = unpacker.decompress(rest, _CHUNK)
            if not piece:
                break
            total += len(piece)
            if len(kept) < keep:
                kept += piece[: keep - len(kept)]
            rest = unpacker.unconsumed_tail
    except zlib.error:
        pass  # not a Flate stream, or a damaged one: what could be read is searched
    return bytes(kept), total
