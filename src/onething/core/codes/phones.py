"""Telephone numbers: mobile, landline with area code, short numbers such as 12345, service lines, other countries.

A small rule of shapes; whether a number is in use only a call can tell.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from onething.core.codes.errors import CodeEmpty, Kind, WrongCharacter, WrongLength, WrongShape
from onething.core.codes.reading import LOOKALIKES, plain
from onething.core.source import Text


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    SHORT = "short"  # 12345, 110, 95588
    SERVICE = "service"  # 400, 800
    ABROAD = "abroad"  # also Hong Kong, Macao, Taiwan


@dataclass(frozen=True, slots=True)
class Phone:
    """text: canonical form, `13800138000`, `0769-22830000`, `0769-22830000-801`, `12345`, `+85223456789`."""

    text: str
    kind: PhoneKind

    def __str__(self) -> str:
        return self.text


_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))([2-9]\d{6,7})", re.ASCII)
_SHORT = re.compile(r"1[012]\d|1[02]\d{3}|9[56]\d{3,6}", re.ASCII)
_LOCAL_SHORT = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(12\d{3}|96\d{3,4})", re.ASCII)
_SERVICE = re.compile(r"[48]00\d{7}", re.ASCII)
_ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})", re.ASCII)
_EXTENSION = re.compile(r"(?:-|转|EXT\.?|X|#)(\d{1,6})$", re.ASCII)


def parse_phone(text: str) -> Phone:
    """Return a telephone number; blanks, hyphens, brackets, +86 and full width do not matter.

    Raises CodeEmpty, WrongCharacter, WrongLength, WrongShape.
    """
    typed = plain(text)
    if not typed:
        raise CodeEmpty(Kind.PHONE)
    number = _bare(typed)
    if found := _ABROAD.fullmatch(number):
        return Phone(f"+{found[1]}", PhoneKind.ABROAD)
    if _MOBILE.fullmatch(number):
        return Phone(number, PhoneKind.MOBILE)
    if found := _LANDLINE.fullmatch(number):
        return Phone(f"{found[1]}-{found[2]}", PhoneKind.LANDLINE)
    if _SHORT.fullmatch(number):
        return Phone(number, PhoneKind.SHORT)
    if found := _LOCAL_SHORT.fullmatch(number):
        return Phone(f"{found[1]}-{found[2]}", PhoneKind.SHORT)
    if _SERVICE.fullmatch(number):
        return Phone(number, PhoneKind.SERVICE)
    extension = _EXTENSION.search(typed)
    if extension and (found := _LANDLINE.fullmatch(_bare(typed[: extension.start()]))):
        return Phone(f"{found[1]}-{found[2]}-{extension[1]}", PhoneKind.LANDLINE)
    raise _what_is_wrong(number)


def _bare(typed: str) -> str:
    """Return the digits without separators and without the country's own prefix; abroad keeps its plus."""
    number = re.sub(r"[\s()（）.‐‑–—-]", "", typed)
    if home := re.fullmatch(r"(?:\+|00)86(\d+)", number, re.ASCII):
        number = home[1]
        if not number.startswith("0") and _LANDLINE.fullmatch(f"0{number}"):
            return f"0{number}"  # the area code loses its 0 behind +86
    return number


def _what_is_wrong(number: str) -> CodeEmpty | WrongCharacter | WrongLength | WrongShape:
    for at, character in enumerate(number, start=1):
        if not (character.isascii() and character.isdigit()) and not (at == 1 and character == "+"):
            instead = next((one for one in LOOKALIKES.get(character, "") if one.isdigit()), "")
            return WrongCharacter(Kind.PHONE, character, at, Text("数字", "a digit"), instead=instead)
    if re.match(r"1[3-9]", number) and 8 <= len(number) <= 14:
        return WrongLength(Kind.PHONE, len(number), 11)
    if re.fullmatch(r"[2-9]\d{6,7}", number):
        return WrongShape(
            Kind.PHONE, "固定电话请加区号，如 0769-", "a landline needs its area code, such as 0769-"
        )
    return WrongShape(
        Kind.PHONE,
        "请填 11 位手机号，或带区号的固定电话",
        "give a mobile number of 11 digits, or a landline with its area code",
    )
