"""Every read of the area."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.certificates.models import SlipRow
from onething.areas.certificates.permissions import CertificatesPermission
from onething.core.actors import Actor
from onething.core.catalogue.words import CertificateKind
from onething.core.certificates import Demanded, Slip, demands
from onething.core.codes.masking import mask
from onething.core.errors import NotFound
from onething.core.source import Text


class SlipNotFound(NotFound):
    """No such slip, or one of another village."""

    code = "certificates.slip_not_found"


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of the registry. office: whose data replaces it. demanded: items that ask for it. slips: given so far."""

    kind: CertificateKind
    office: Text
    share: Text
    demanded: tuple[Demanded, ...]
    slips: int


@dataclass(frozen=True, slots=True)
class DemandCount:
    """How often an office (or a body outside, by its name) asked for a kind."""

    office: str
    asker: Text
    kind: Text
    count: int


def list_kinds(actor: Actor) -> tuple[KindLine, ...]:
    """Return every kind in the order of the package. The number of slips is told to whoever may count them, else 0.

    Raises NothingPublished.
    """
    actor.must(CertificatesPermission.READ)
    package = catalogue.current(actor)
    counted: dict[str, int] = {}
    if actor.can(CertificatesPermission.COUNT):
        counted = dict(SlipRow.objects.values_list("kind").annotate(count=Count("id")))
    return tuple(
        KindLine(
            kind,
            held.name if (held := package.departments.get(kind.department)) else Text(""),
            share.label if (share := package.shares.get(kind.share)) else Text(""),
            tuple(demands(id, package)),
            counted.get(id, 0),
        )
        for id, kind in package.certificates.items()
    )


def visible_to(actor: Actor) -> QuerySet[SlipRow]:
    """Those of one's own village; whoever counts sees all."""
    if actor.can(CertificatesPermission.COUNT):
        return SlipRow.objects.all()
    own = Q(division=actor.division) if actor.can(CertificatesPermission.GIVE) else Q(pk=None)
    return SlipRow.objects.filter(own)


def list_slips(
    actor: Actor, *, kind: str = "", office: str | None = None, asker: str = "", limit: int = 100
) -> tuple[Slip, ...]:
    """Return slips, the newest first. office: None = any; "" = bodies outside, then `asker` is the name of one.

    Raises NotAllowed.
    """
    if not actor.can(CertificatesPermission.GIVE):
        actor.must(CertificatesPermission.COUNT)
    rows = visible_to(actor)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows if office is None else rows.filter(office=office)
    rows = rows.filter(asker_zh=asker) if asker else rows
    return tuple(_seen_by(actor, row.to_core()) for row in rows.order_by("-id")[:limit])


def count_demands(actor: Actor) -> tuple[DemandCount, ...]:
    """Return who asked for what how often, the most frequent first. Raises NotAllowed."""
    actor.must(CertificatesPermission.COUNT)
    rows = (
        SlipRow.objects.values_list("office", "asker_zh", "asker_en", "kind", "kind_en")
        .annotate(count=Count("id"))
        .order_by("-count", "asker_zh", "kind")
    )
    return tuple(
        DemandCount(office, Text(zh, en), Text(kind, kind_en), count)
        for office, zh, en, kind, kind_en, count in rows
    )


def get_slip(actor: Actor, *, slip: UUID) -> Slip:
    """Return a slip to be printed. Raises NotAllowed, SlipNotFound."""
    actor.must(CertificatesPermission.GIVE)
    row = visible_to(actor).filter(pk=slip).first()
    if row is None:
        raise SlipNotFound
    return row.to_core()


def verify_slip(actor: Actor, *, code: str) -> Slip:
    """Return what a slip says, without the person that it was given to. Raises SlipNotFound."""
    actor.must(CertificatesPermission.VERIFY)
    row = SlipRow.objects.filter(code=code).first()
    if row is None:
        raise SlipNotFound
    return replace(row.to_core(), person="", by="")


def _seen_by(actor: Actor, slip: Slip) -> Slip:
    if actor.can(CertificatesPermission.GIVE) and slip.division == actor.division:
        return slip
    return replace(slip, person=mask(slip.person, "name") if slip.person else "")
