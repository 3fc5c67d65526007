"""One question for all codes: is this one right, how is it written, and if not, why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onething.core.codes.cases import parse_case_number
from onething.core.codes.citizen import parse_citizen_number
from onething.core.codes.credit import parse_credit_code
from onething.core.codes.errors import CodeBroken, Kind
from onething.core.codes.items import parse_item_code
from onething.core.codes.licences import parse_licence_identifier
from onething.core.codes.phones import parse_phone
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Valid:
    canonical: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """code: stable, such as `codes.wrong_length`. likely: what was probably meant, "" if unsure; never logged."""

    code: str
    reason: Text
    likely: str = ""


def check(kind: Kind | str, text: str, *, on: date) -> Valid | Invalid:
    """Return whether a code is right. on: the day for which a citizen's birthday must be past.

    An item code with a broken credit code inside is invalid here, though `parse_item_code` keeps it.
    Raises ValueError for a kind that there is not.
    """
    try:
        return Valid(_READERS[Kind(kind)](text, on))
    except CodeBroken as error:
        return Invalid(error.code, error.reason, error.likely)


def _item(text: str, on: date) -> str:
    item = parse_item_code(text)
    if item.organisation_broken is not None:
        raise item.organisation_broken
    return item.text


_READERS: dict[Kind, Callable[[str, date], str]] = {
    Kind.CITIZEN: lambda text, on: parse_citizen_number(text, on=on).text,
    Kind.CREDIT: lambda text, on: parse_credit_code(text).text,
    Kind.LICENCE: lambda text, on: parse_licence_identifier(text).text,
    Kind.ITEM: _item,
    Kind.CASE: lambda text, on: parse_case_number(text).text,
    Kind.PHONE: lambda text, on: parse_phone(text).text,
}
