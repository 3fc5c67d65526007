"""Unified social credit codes (统一社会信用代码, GB 32100-2015) of bodies, companies and traders.

Registering authority, kind of body, six digits of region, nine characters of organisation code, check character.
The first two may be letters (A, N, Y: military, rural and other bodies), so they are not held to digits.
"""

from collections.abc import Callable
from dataclasses import dataclass

from stdnum.cn import uscc

from onething.core.codes.errors import CodeEmpty, Kind, WrongCharacter, WrongCheckCharacter, WrongLength
from onething.core.codes.reading import LOOKALIKES, half_width, likely_slip, typed_twice
from onething.core.source import Text

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z

_DIGIT = Text("数字", "a digit")
_ANY = Text("数字或大写字母（不含 I、O、S、V、Z）", "a digit or a capital other than I, O, S, V, Z")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """text: canonical form. kind: authority and kind of body, such as 91 for a company. region: six digits."""

    text: str
    kind: str
    region: str
    organisation: str

    def __str__(self) -> str:
        return self.text


def parse_credit_code(text: str) -> CreditCode:
    """Return a unified social credit code; full width is the same code typed differently, small letters are not.

    A published code with a small letter at its end is real data; no alphabet of the standard has it.

    Raises CodeEmpty, WrongLength, WrongCharacter, WrongCheckCharacter.
    """
    code = half_width(text)
    if not code:
        raise CodeEmpty(Kind.CREDIT)
    for at, character in enumerate(code, start=1):
        only = "0123456789" if 3 <= at <= 8 else ALPHABET
        if character not in only:
            instead = character.upper() if character.upper() in only else ""
            instead = instead or next(
                (one for one in LOOKALIKES.get(character.upper(), "") if one in only), ""
            )
            raise WrongCharacter(
                Kind.CREDIT, character, at, _DIGIT if 3 <= at <= 8 else _ANY, instead=instead
            )
    if len(code) != LENGTH:
        raise _wrong_length(code, credit_code_fits)
    if not credit_code_fits(code):
        slip = likely_slip(code, credit_code_fits)
        raise WrongCheckCharacter(
            Kind.CREDIT,
            credit_check_character(code[:-1]),
            swapped=slip.swapped if slip else None,
            mistaken=slip.mistaken if slip else None,
            likely=slip.meant if slip else "",
        )
    return CreditCode(code, code[:2], code[2:8], code[8:17])


def credit_check_character(first17: str) -> str:
    """Return the check character of the first seventeen characters."""
    assert len(first17) == LENGTH - 1, len(first17)
    assert set(first17) <= set(ALPHABET), first17
    character: str = uscc.calc_check_digit(first17)
    return character


def credit_code_fits(code: str) -> bool:
    """Return whether a text in canonical form is a correct credit code."""
    return (
        len(code) == LENGTH
        and all(one in ALPHABET for one in code)
        and code[2:8].isdigit()
        and credit_check_character(code[:-1]) == code[-1]
    )


def make_credit_code(kind: str, region: str, organisation: str) -> str:
    """Return a correct code for an invented body. kind: 2 characters, region: 6 digits, organisation: 9."""
    first17 = kind + region + organisation
    return first17 + credit_check_character(first17)


def _wrong_length(code: str, fits: Callable[[str], bool]) -> WrongLength:
    hint, likely = None, ""
    if len(code) == LENGTH + 1 and (twice := typed_twice(code, fits)):
        at, likely = twice
        hint = Text(f"第 {at} 位可能多打了一次", f"character {at} may be typed twice")
    elif len(code) == 15 and code.isdigit():
        hint = Text(
            "15 位是旧工商注册号，请填统一社会信用代码", "15 digits are an old business registration number"
        )
    return WrongLength(Kind.CREDIT, len(code), LENGTH, hint=hint, likely=likely)
