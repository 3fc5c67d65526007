"""Keeping a licence as it is made, and the version that comes after it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from onething.areas.licences.models import LicenceRow
from onething.core.codes import make_licence_identifier, parse_licence_identifier
from onething.core.papers import HeldLicence
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI, new_id, token
from onething.kit.statements import insert

SEAL = "licences.seal"


def next_identifier(old: LicenceRow) -> str:
    """Return the identifier of the version after this one: the same but for the version and its check character."""
    was = parse_licence_identifier(old.identifier)
    return make_licence_identifier(
        type_code=was.type_code,
        issuer_code=was.issuer_code,
        serial=was.serial,
        version=int(was.version) + 1,
    )


def next_version(
    old: LicenceRow, *, fields: Mapping[str, Any], valid_to: date | None, case: str, now: datetime
) -> LicenceRow:
    """Make the next version of a licence, with the same serial; the old one still has to name it."""
    row = LicenceRow(
        id=new_id(),
        identifier=next_identifier(old),
        predecessor=old.identifier,
        fields={key: plain(value) for key, value in fields.items()},
        issued_on=now.astimezone(SHANGHAI).date(),
        valid_from=now.astimezone(SHANGHAI).date(),
        valid_to=valid_to,
        case=case or old.case,
        code=token(),
        **{name: getattr(old, name) for name in _SAME},
    )
    keep(row, now=now)
    return row


#: What the next version takes over as it is.
_SAME = (
    "licence",
    "label_zh",
    "label_en",
    "issuer",
    "issuer_zh",
    "issuer_en",
    "holder",
    "holder_name",
    "holder_document",
    "keeper",
    "number",
)


def keep(row: LicenceRow, *, now: datetime) -> HeldLicence:
    row.close()
    insert([row])
    jobs.wake(SEAL, {SEAL: {}}, now=now)
    return row.to_core(row.issued_on)


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def years_later(day: date, years: int) -> date:
    """Return the last day of so many years: the day before the same day of the year."""
    try:
        same = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        same = date(day.year + years, 3, 1)
    return date.fromordinal(same.toordinal() - 1)
