"""How the number of each identity document is written, so that every door takes and refuses the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onething.core.codes import parse_citizen_number
from onething.core.errors import RuleBroken
from onething.core.people import Document, DocumentKind
from onething.core.source import Text

#: Built like a citizen number, with its day and its check character.
CITIZEN = re.compile(r"\d{17}[\dX]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the number of one kind of document is written. said: for the person who copies it."""

    pattern: re.Pattern[str]
    said: Text


class DocumentMisread(RuleBroken):
    """A number that no document of this kind has. reason: what such a number has, in both languages."""

    code = "codes.document_misread"

    def __init__(self, said: Text, *, is_citizen_number: bool = False) -> None:
        zh, en = "对照证件再填一次", "compare it with the document and fill it in again"
        if is_citizen_number:
            zh = "写的是公民身份号码，多半是证件种类选错了，改选后再交"
            en = "this is a citizen number, so the kind is probably wrong; choose the right one"
        self.reason = Text(
            f"这种证件的号码是{said.zh}；{zh}", f"the number of this kind of document has {said.en}; {en}"
        )
        super().__init__(self.reason.en)


def _shape(pattern: str, zh: str, en: str) -> Shape:
    return Shape(re.compile(pattern, re.ASCII), Text(zh, en))


#: Numbers of other countries are kept as they are: only what no such document has is found.
SHAPES: Mapping[DocumentKind, Shape] = {
    DocumentKind.CITIZEN_NUMBER: _shape(
        r"(?!8[123])\d{17}[\dX]",
        "18 位，不以 81、82、83 开头（那是港澳台居民居住证的）",
        "18 characters, not beginning with 81, 82 or 83 as those of residence permits do",
    ),
    DocumentKind.RESIDENCE_PERMIT: _shape(
        r"8[123]\d{15}[\dX]", "18 位，81、82 或 83 开头", "18 characters, beginning with 81, 82 or 83"
    ),
    DocumentKind.HONG_KONG_MACAO: _shape(
        r"[HM]\d{8}(\d{2})?", "字母 H 或 M 加 8 位数字", "the letter H or M and 8 digits"
    ),
    DocumentKind.TAIWAN: _shape(r"\d{8}(\d{2})?(\(?[A-Z]\)?)?", "8 位数字", "8 digits"),
    DocumentKind.PASSPORT: _shape(
        r"(?!\d{17}[\dX]$)[A-Z0-9]{5,20}",
        "5 到 20 位字母和数字，不是 18 位数字",
        "5 to 20 letters and digits, not 18 digits",
    ),
    DocumentKind.FOREIGN_PERMANENT: _shape(
        r"[A-Z]{3}\d{12}|9\d{16}[\dX]",
        "3 个字母加 12 位数字，或 18 位",
        "3 letters and 12 digits, or 18 characters",
    ),
}
_CHECKED = (DocumentKind.CITIZEN_NUMBER, DocumentKind.RESIDENCE_PERMIT)


def parse_document(kind: DocumentKind, typed: str, *, on: date) -> Document:
    """Return a document with its number in canonical form; a kind without a shape here is kept as it is.

    on: a birthday in a number after this day is impossible. Raises CodeBroken, DocumentMisread.
    """
    document = Document.of(kind, typed)
    if kind in _CHECKED or (kind is DocumentKind.FOREIGN_PERMANENT and CITIZEN.fullmatch(document.number)):
        parse_citizen_number(document.number, on=on)
    shape = SHAPES.get(kind)
    if shape is not None and not shape.pattern.fullmatch(document.number):
        citizen = SHAPES[DocumentKind.CITIZEN_NUMBER].pattern.fullmatch(document.number) is not None
        raise DocumentMisread(shape.said, is_citizen_number=citizen)
    return document
