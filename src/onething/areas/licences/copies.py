"""What an annotated copy prints."""

from typing import Any

from onething.areas.catalogue import api as catalogue
from onething.areas.licences.models import CopyRow
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.codes import mask

LONG = "长期"


def paper_of(copy: CopyRow) -> dict[str, Any]:
    """Return the values of the paper; a field that the city no longer knows is shown by its value only."""
    row, package = copy.licence, catalogue.current(Actor.job("licences"))
    last = row.valid_to.isoformat() if row.valid_to else LONG
    office = package.departments.get(row.issuer)
    return {
        "organ": row.issuer_zh,
        "phone": office.phone if office else "",
        "item": row.label_zh,
        "licence": row.label_zh,
        "to": row.holder_name,
        "identifier": row.identifier,
        "valid": f"{row.issued_on.isoformat()} 至 {last}",
        "fields": [_line(package, name, row.fields.get(name)) for name in copy.fields],
        "receiver": copy.receiver,
        "purpose": copy.purpose,
        "until": copy.until.isoformat(),
        "case_number": copy.case,
        "digest": " ".join(copy.hash[start : start + 4] for start in range(0, 16, 4)),
    }


def number_of(copy: CopyRow) -> str:
    return f"{copy.licence.identifier.rpartition('.')[0][-8:]}-{copy.pk.hex[-8:].upper()}"


def _line(package: Package, name: str, value: Any) -> dict[str, str]:
    element = package.elements.get(name)
    if element is None:
        return {"label": name, "value": str(value)}
    said = next((one.label.zh for one in element.choices if one.id == value), str(value or ""))
    return {"label": element.label.zh, "value": mask(said, "citizen") if name.endswith("id_number") else said}
