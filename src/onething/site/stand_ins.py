"""The invented people of the demo city, read from the file of the stand-ins; and their electronic licences.

Nothing imports the stand-ins: they are another party. Their file says who may sign in to the demo and what each holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onething.core.actors import Actor
from onething.core.guidance.ports import HeldLicence, HeldLicences
from onething.core.people import Document, DocumentKind


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """key: of the document, as `people` knows it. represents: (principal's key, kind of authority, scenes). confirms:
    (credit code, name, scenes) of organisations.
    """

    key: str
    name: str
    document: Document
    phone: str
    licences: tuple[str, ...]
    represents: tuple[tuple[str, str, tuple[str, ...]], ...]
    confirms: tuple[tuple[str, str, tuple[str, ...]], ...]
    shares: Mapping[str, Any] = field(repr=False)


@cache
def people(file: Path) -> tuple[DemoPerson, ...]:
    """Return the people of the file, in its order; none where it is not shipped."""
    if not file.is_file():
        return ()
    return tuple(_person(key, data) for key, data in yaml.safe_load(file.read_text("utf-8")).items())


def _person(key: str, data: Mapping[str, Any]) -> DemoPerson:
    number = key.rpartition(":")[2]
    return DemoPerson(
        key,
        data["name"],
        Document.of(DocumentKind(data["document"]), number),
        data["phone"],
        tuple(data["licences"]),
        tuple(
            (one["principal"], one["kind"], tuple(one.get("scenes", ())))
            for one in data.get("represents", ())
        ),
        tuple((one["code"], one["name"], tuple(one["scenes"])) for one in data.get("confirms", ())),
        data["shares"],
    )


class DemoLicences:
    """The register of the house, and the licences that the invented people hold from elsewhere.

    An identity card carries what the household register says.
    """

    def __init__(self, register: HeldLicences, persons: Sequence[DemoPerson]) -> None:
        self._register = register
        self._persons = {one.key: one for one in persons}

    def held(self, actor: Actor, *, person: str, on: date) -> list[HeldLicence]:
        ours = list(self._register.held(actor, person=person, on=on))
        found = self._persons.get(person)
        if found is None:
            return ours
        values: dict[str, Any] = {"person.name": found.name, "person.id_number": found.document.number}
        for share in ("household-register", "disability-register"):
            values |= found.shares.get(share, {}).get("fields", {})
        kinds = {one.licence for one in ours}
        others = [one for one in found.licences if one not in kinds]
        return [*ours, *(HeldLicence(one, f"demo-{one}-{found.document.number}", values) for one in others)]
