"""Identifiers of electronic licences (电子证照标识, GB/T 36904).

`1.2.156.3005.2` . type code (18 of the defining body and 3 of the kind) . issuer 18 . serial . version 3 . check
character (ISO 7064 MOD 37,36 over the four parts without dots).
"""

from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

from onething.core.codes.errors import (
    CodeBroken,
    CodeEmpty,
    Kind,
    WrongCharacter,
    WrongCheckCharacter,
    WrongShape,
)
from onething.core.codes.reading import likely_slip, plain
from onething.core.source import Text

ROOT = "1.2.156.3005.2"
TYPE_LENGTH, ISSUER_LENGTH, VERSION_LENGTH = 21, 18, 3
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_PARTS = (
    (Text("证照类型代码", "type code"), TYPE_LENGTH),
    (Text("颁发机构代码", "issuer code"), ISSUER_LENGTH),
    (Text("流水号", "serial"), 0),
    (Text("版本号", "version"), VERSION_LENGTH),
    (Text("校验位", "check character"), 1),
)


@dataclass(frozen=True, slots=True)
class LicenceIdentifier:
    text: str
    type_code: str
    issuer_code: str
    serial: str
    version: str

    def __str__(self) -> str:
        return self.text


class PartLength(CodeBroken):
    """A part of the identifier has the wrong number of characters."""

    code = "codes.part_length"

    def __init__(self, part: Text, length: int, expected: int) -> None:
        self.part = part
        self.length = length
        self.expected = expected
        should = (
            (f"应为 {expected} 位", f"must have {expected}")
            if expected
            else ("不能为空", "must have at least one")
        )
        super().__init__(
            Kind.LICENCE,
            f"{part.zh}{should[0]}，现为 {length} 位",
            f"the {part.en} {should[1]} characters, it has {length}",
        )


def parse_licence_identifier(text: str) -> LicenceIdentifier:
    """Return a licence identifier; lower case and full width are the same one typed differently.

    Raises CodeEmpty, WrongShape, PartLength, WrongCharacter, WrongCheckCharacter.
    """
    code = plain(text)
    if not code:
        raise CodeEmpty(Kind.LICENCE)
    if not code.startswith(ROOT + "."):
        raise WrongShape(Kind.LICENCE, f"应以 {ROOT}. 开头", f"a licence identifier begins with {ROOT}.")
    parts = code[len(ROOT) + 1 :].split(".")
    if len(parts) != len(_PARTS):
        raise WrongShape(
            Kind.LICENCE,
            f"{ROOT} 之后应有 5 段（类型、颁发机构、流水号、版本、校验位），现有 {len(parts)} 段",
            f"after {ROOT} come five parts (type, issuer, serial, version, check), here are {len(parts)}",
        )
    at = len(ROOT) + 1
    for part, (name, length) in zip(parts, _PARTS, strict=True):
        if not part or (length and len(part) != length):
            raise PartLength(name, len(part), length)
        for offset, character in enumerate(part, start=at + 1):
            if character not in ALPHABET:
                raise WrongCharacter(
                    Kind.LICENCE, character, offset, Text("数字或字母", "a digit or a letter")
                )
        at += len(part) + 1
    *body, check = parts
    joined = "".join(body)
    expected = licence_check_character(joined)
    if check != expected:
        slip = likely_slip(joined + check, lambda other: licence_check_character(other[:-1]) == other[-1])
        places = [at for at, character in enumerate(code, start=1) if at > len(ROOT) + 1 and character != "."]
        raise WrongCheckCharacter(
            Kind.LICENCE,
            expected,
            swapped=(places[slip.swapped[0] - 1], places[slip.swapped[1] - 1])
            if slip and slip.swapped
            else None,
            mistaken=(places[slip.mistaken[0] - 1], slip.mistaken[1]) if slip and slip.mistaken else None,
        )
    return LicenceIdentifier(code, *body)


def licence_check_character(joined: str) -> str:
    """Return the check character over type, issuer, serial and version written without dots."""
    character: str = mod_37_36.calc_check_digit(joined)
    return character


def make_licence_identifier(type_code: str, issuer_code: str, serial: str, version: int = 1) -> str:
    """Return the identifier of a licence. version: 1 to 999. Raises as `parse_licence_identifier`."""
    assert 1 <= version <= 999, version
    parts = (type_code.upper(), issuer_code.upper(), serial.upper(), f"{version:03d}")
    check = licence_check_character("".join(parts))
    return parse_licence_identifier(".".join((ROOT, *parts, check))).text
