"""Village certificates (村级证明): which may not be demanded, by which items they are, and the slip that says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from onething.core.catalogue.model import Item, MaterialLine, Package
from onething.core.catalogue.words import CertificateKind, CertificateStatus
from onething.core.errors import NotAllowed, NotFound, RuleBroken
from onething.core.source import Text

#: The rule for what is on no list, too: without a legal basis or a place on the kept list nothing may be demanded.
LIST = "民发〔2020〕20号"


class KindUnknown(NotFound):
    code = "certificates.kind_unknown"

    def __init__(self, kind: str) -> None:
        super().__init__(f"no kind of village certificate {kind!r}")
        self.kind = kind


class KindKept(RuleBroken):
    """A kind that the village may issue: there is nothing to say no to."""

    code = "certificates.kind_kept"

    def __init__(self, kind: Text) -> None:
        super().__init__(f"{kind.say('en')} is kept; the village issues it")
        self.kind = kind


class AskerMissing(RuleBroken):
    """Nobody is named who asked for the certificate: neither an office of the city nor another body by its name."""

    code = "certificates.asker_missing"


class VillageOnly(NotAllowed):
    """The slip says that this village does not issue: only somebody of a village or community gives it."""

    code = "certificates.village_only"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip "not needed" (不需要开具告知单) as it was given. code: in the address that its QR leads to.

    instead, basis: as they were on that day. office: department id of who asked, "" for a body outside; asker: its name.
    matter: for what it was asked. person: who was asked for it, masked for everybody but the village that gave it.
    """

    id: UUID
    number: str
    code: str
    kind: Text
    status: CertificateStatus
    instead: Text
    basis: str
    source: Text
    phone: str
    office: str
    asker: Text
    matter: str
    person: str = field(repr=False)
    division: str
    place: str
    issued_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Demanded:
    """An item that asks for a kind of certificate as a material."""

    item: Item
    line: MaterialLine


def refusable(kind: str, package: Package) -> CertificateKind:
    """Return a kind for which a slip may be given: forbidden, or under review. Raises KindUnknown, KindKept."""
    found = package.certificates.get(kind)
    if found is None:
        raise KindUnknown(kind)
    if found.status is CertificateStatus.KEPT:
        raise KindKept(found.name)
    return found


def demands(kind: str, package: Package) -> Iterator[Demanded]:
    """Give the items that ask for this kind. Of a forbidden one there is none in what is published."""
    for item in package.items.values():
        for line in item.materials:
            material = package.materials.get(line.material)
            if material is not None and material.village_certificate == kind:
                yield Demanded(item, line)
