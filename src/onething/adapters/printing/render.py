"""Documents as PDF/A-2a and PDF/UA-1, from data, with our own fonts: the same values give the same bytes.

Values reach the templates as JSON and are never read as Typst source. A warm compiler is kept; a lock
guards it, since it changes its own state while it works.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeVar

import segno
import typst

from onething.adapters.fonts import FAMILIES, FOLDER, missing_glyphs
from onething.adapters.printing.kinds import check
from onething.core.errors import RuleBroken
from onething.core.source import Text

TEMPLATES = Path(__file__).parent / "templates"
# Written into a document's data, so that a later template never changes an old document's look unseen.
TEMPLATE_VERSION = "1"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
# How much of its room a letter keeps, in percent: what would just not fit one page is set tighter.
ROOMS = (100, 80, 60, 40)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_LOCK = Lock()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SealImage:
    """The picture of a seal, for the place over the office's name and date."""

    svg: str
    alt: str


class GlyphMissing(RuleBroken):
    """No font of ours draws these characters; a document never shows a box instead."""

    code = "documents.glyph_missing"

    def __init__(self, characters: list[str]) -> None:
        self.characters = "".join(characters)
        self.code_points = " ".join(f"U+{ord(character):04X}" for character in characters)
        super().__init__(
            f"no font draws {self.characters} ({self.code_points}): check the text or report the characters"
        )


def render(
    kind: str,
    values: Mapping[str, Any],
    *,
    number: str,
    on: date,
    demo: bool,
    verify_url: str,
    seal: SealImage | None = None,
    language: Literal["zh", "en"] = "zh",
) -> bytes:
    """Return the document as PDF bytes, the same for the same arguments.

    values: the keys of docs/documents.md; dates and moments as such or in ISO form, amounts as text.
    number: "" only for papers without a number (joint form, all that was sent, checklist).
    on: the date of the document; also the PDF's own creation date (00:00 UTC).
    verify_url: printed as a QR code; "" for none.
    Raises UnknownKind, ValuesMissing, GlyphMissing.
    """
    template, data = _prepare(kind, values, number, on, demo, verify_url, seal, language)

    def compiled(room: int) -> bytes:
        with _LOCK:
            document = _compiler().compile(
                input=str(template),
                format="pdf",
                sys_inputs={"data": json.dumps({**data, "room": room}, ensure_ascii=False)},
                pdf_standards=[*STANDARDS],
                timestamp=(on - date(1970, 1, 1)).days * 86_400,
            )
        assert isinstance(document, bytes)
        return document

    return _on_one_page(compiled, lambda document: len(_PAGE.findall(document)))


def render_pictures(
    kind: str,
    values: Mapping[str, Any],
    *,
    number: str,
    on: date,
    demo: bool,
    verify_url: str,
    seal: SealImage | None = None,
    language: Literal["zh", "en"] = "zh",
    dots_per_inch: int = 110,
) -> list[bytes]:
    """Return the pages as PNG, for a preview on the screen. Arguments and errors as for `render`."""
    template, data = _prepare(kind, values, number, on, demo, verify_url, seal, language)

    def compiled(room: int) -> list[bytes]:
        with _LOCK:
            pages = _compiler().compile(
                input=str(template),
                format="png",
                sys_inputs={"data": json.dumps({**data, "room": room}, ensure_ascii=False)},
                ppi=float(dots_per_inch),
            )
        assert pages is not None
        return pages if isinstance(pages, list) else [pages]

    return _on_one_page(compiled, len)


def check_before(kind: str, values: Mapping[str, Any], *, number: str, glyphs: bool = True) -> None:
    """Raise what would keep this document from being made now; nothing is printed.

    glyphs: also ask whether each character is drawn. Raises UnknownKind, ValuesMissing, GlyphMissing.
    """
    check(kind, values, number=number, today=True)
    if glyphs:
        _must_be_drawn([_plain(values, "zh"), number])


def _must_be_drawn(said: Any) -> None:
    if absent := missing_glyphs("".join(_texts(said))):
        raise GlyphMissing(absent)


def _on_one_page(compiled: Callable[[int], T], pages: Callable[[T], int]) -> T:
    """Return the document with as much room as keeps it on one page; one that needs more pages has all its room."""
    first = compiled(ROOMS[0])
    if pages(first) == 2:
        for room in ROOMS[1:]:
            if pages(tighter := compiled(room)) == 1:
                return tighter
    return first


def _prepare(
    kind: str,
    values: Mapping[str, Any],
    number: str,
    on: date,
    demo: bool,
    verify_url: str,
    seal: SealImage | None,
    language: str,
) -> tuple[Path, dict[str, Any]]:
    known = check(kind, values, number=number)
    said = _plain(values, language)
    _must_be_drawn([said, number])
    data = {
        "values": said,
        "number": number,
        "on": {"year": on.year, "month": on.month, "day": on.day, "iso": on.isoformat()},
        "demo": demo,
        "language": language,
        "publisher": "",
        "families": FAMILIES,
        "verify_url": verify_url,
        "qr": _qr(verify_url) if verify_url else "",
        "seal": {"svg": seal.svg, "alt": seal.alt} if seal else None,
    }
    return TEMPLATES / f"{known.id}.typ", data


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(input=str(TEMPLATES / "acceptance.typ"), root=str(TEMPLATES), font_paths=fonts)


def _qr(url: str) -> str:
    return segno.make(url, error="m", micro=False).svg_inline(border=0, omitsize=True)


def _plain(value: Any, language: str) -> Any:
    """Return `value` as JSON has it; texts in the language, days and moments in ISO form."""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, Enum):
        return _plain(value.value, language)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): _plain(entry, language) for key, entry in value.items()}
    if isinstance(value, Sequence):
        return [_plain(entry, language) for entry in value]
    raise TypeError(
        f"a document cannot print a {type(value).__name__}: give text, whole numbers, dates, lists or mappings"
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
