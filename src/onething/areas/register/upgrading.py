"""Plans on the way to wholly online: made, changed, closed, listed, and the ratio that follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from onething.areas.audit import api as audit
from onething.areas.register.models import ItemRow, UpgradeRow
from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import WHOLLY, Asked, ItemNotFound, tally
from onething.core.actors import Actor
from onething.core.errors import Conflict, NotFound
from onething.core.register.obstacles import obstacles_in
from onething.core.register.ratios import Ratio
from onething.core.register.upgrading import (
    Obstacle,
    Point,
    Remedy,
    Standing,
    State,
    Upgrade,
    UpgradeNotNeeded,
    forecast,
    standing,
)
from onething.kit.ports import SHANGHAI

#: Lines of one list.
MOST = 200


class UpgradeNotFound(NotFound):
    code = "register.upgrade_not_found"


class UpgradeOpenAlready(Conflict):
    """One open plan for an item and obstacle: that one is changed."""

    code = "register.upgrade_open_already"


@dataclass(frozen=True, slots=True)
class UpgradeLine:
    """A plan in a list. source, key, name, department: of its item. late: open, and its day is over."""

    id: UUID
    source: str
    key: str
    name: str
    department: str
    upgrade: Upgrade
    late: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """An item of the base that is not wholly online, with how it stands. reason: why, in the words of its catalogue
    (UNONLINEREASON, or why a visit is needed).
    """

    source: str
    key: str
    name: str
    department: str
    standing: Standing
    reason: str = ""

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        return obstacles_in(self.reason)


def plan_upgrade(actor: Actor, *, city: str, source: str, key: str, upgrade: Upgrade, now: datetime) -> UUID:
    """Plan how an obstacle of an item goes. Raises NotAllowed, ItemNotFound, UpgradeNotNeeded, UpgradeOpenAlready and what
    `Upgrade.checked` raises.
    """
    actor.must(RegisterPermission.PLAN)
    item = ItemRow.objects.filter(city=city, source=source, key=key).first()
    if item is None:
        raise ItemNotFound(source, key)
    if not _blocked(city).filter(pk=item.pk).exists():
        raise UpgradeNotNeeded
    row = UpgradeRow(item=item, city=city, opened_at=now, opened_by=actor.id)
    row.take(upgrade.checked(on=_day(now)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record(actor, row, "planned", now)
    except IntegrityError:
        raise UpgradeOpenAlready from None
    return row.pk


@transaction.atomic
def change_upgrade(
    actor: Actor,
    *,
    upgrade: UUID,
    remedy: Remedy,
    owner: str,
    target_on: date,
    evidence: str,
    now: datetime,
) -> None:
    """Raises NotAllowed, UpgradeNotFound, UpgradeClosed, UpgradeOwnerMissing, UpgradeTooEarly."""
    row = _locked(actor, upgrade)
    row.take(
        row.to_core().changed(
            remedy=remedy, owner=owner, target_on=target_on, evidence=evidence, on=_day(now)
        )
    )
    row.save()
    _record(actor, row, "changed", now)


@transaction.atomic
def close_upgrade(actor: Actor, *, upgrade: UUID, state: State, closing: str, now: datetime) -> None:
    """Close a plan, done or dropped. Raises NotAllowed, UpgradeNotFound, UpgradeClosed, UpgradeUnproved."""
    row = _locked(actor, upgrade)
    row.take(row.to_core().closed(state, closing=closing))
    row.closed_at, row.closed_by = now, actor.id
    row.save()
    _record(actor, row, state.value, now)


def get_upgrade(actor: Actor, *, upgrade: UUID, on: date) -> UpgradeLine:
    """Raises NotAllowed, UpgradeNotFound."""
    actor.must(RegisterPermission.READ)
    row = UpgradeRow.objects.select_related("item").filter(pk=upgrade).first()
    if row is None:
        raise UpgradeNotFound
    return _line(row, on)


def list_upgrades(
    actor: Actor,
    *,
    city: str,
    on: date,
    state: State | None = None,
    obstacle: Obstacle | None = None,
    source: str = "",
    key: str = "",
) -> tuple[UpgradeLine, ...]:
    """Return plans by their day, open ones first. source, key: of one item only. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    rows = UpgradeRow.objects.select_related("item").filter(city=city)
    rows = rows.filter(state=state.value) if state else rows
    rows = rows.filter(obstacle=obstacle.value) if obstacle else rows
    rows = rows.filter(item__source=source, item__key=key) if source else rows
    ordered = sorted(rows[: MOST * 10], key=lambda row: (row.state != State.OPEN, row.target_on, row.pk))
    return tuple(_line(row, on) for row in ordered[:MOST])


def list_blocked(actor: Actor, *, city: str, on: date, wanted: Standing | None = None) -> tuple[Blocked, ...]:
    """Return the items that people apply for and that are not wholly online, with how each stands. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    plans = _plans(city)
    columns = (
        "pk",
        "source",
        "key",
        "name",
        "department",
        KT("data__offline_reason"),
        KT("data__visit_reason"),
    )
    found = (
        Blocked(source, key, name, department, standing(plans.get(pk, ()), on=on), offline or visit or "")
        for pk, source, key, name, department, offline, visit in _blocked(city)
        .order_by("source", "key")
        .values_list(*columns)
    )
    return tuple(one for one in found if wanted in (None, one.standing))


def forecast_wholly_online(actor: Actor, *, city: str, on: date, months: int = 12) -> tuple[Point, ...]:
    """Return the ratio of today and of each month's end if the days hold; `gained` has `SOURCE/KEY` of its items.

    The first point is what `tally` says. Raises NotAllowed.
    """
    actor.must(RegisterPermission.READ)
    (today,) = [one for one in tally(actor, city=city, asked=Asked()) if one.ratio is Ratio.WHOLLY_ONLINE]
    names = dict(_names(_blocked(city).filter(pk__in=UpgradeRow.objects.values("item"))))
    plans = {name: plan for pk, plan in _plans(city).items() if (name := names.get(pk))}
    return forecast(today, plans, on=on, months=months)


def list_gained(actor: Actor, *, city: str, keys: Iterable[str]) -> tuple[Blocked, ...]:
    """Return the items behind a month of the forecast. keys: `Point.gained`. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    wanted = set(keys)
    rows = _blocked(city).filter(pk__in=UpgradeRow.objects.values("item")).order_by("source", "key")
    return tuple(
        Blocked(row.source, row.key, row.name, row.department, Standing.PLANNED)
        for row in rows.only("source", "key", "name", "department")
        if f"{row.source}/{row.key}" in wanted
    )


def _names(rows: "QuerySet[ItemRow]") -> Iterable[tuple[UUID, str]]:
    return ((pk, f"{source}/{key}") for pk, source, key in rows.values_list("pk", "source", "key"))


def _blocked(city: str) -> "QuerySet[ItemRow]":
    """The items of the base that do not say that they are wholly online."""
    base, yes = WHOLLY
    return ItemRow.objects.filter(base, Q(depth=None) | ~yes, city=city)


def _plans(city: str) -> dict[UUID, list[Upgrade]]:
    """Return item → its plans; a newer plan for the same obstacle stands for an older one."""
    newest: dict[tuple[UUID, str], UpgradeRow] = {}
    for row in UpgradeRow.objects.filter(city=city).order_by("opened_at", "pk"):
        newest[row.item_id, row.obstacle] = row
    found: dict[UUID, list[Upgrade]] = {}
    for (item, _), row in newest.items():
        found.setdefault(item, []).append(row.to_core())
    return found


def _locked(actor: Actor, upgrade: UUID) -> UpgradeRow:
    actor.must(RegisterPermission.PLAN)
    row = UpgradeRow.objects.select_for_update().filter(pk=upgrade).first()
    if row is None:
        raise UpgradeNotFound
    return row


def _line(row: UpgradeRow, on: date) -> UpgradeLine:
    plan, item = row.to_core(), row.item
    late = plan.state is State.OPEN and plan.target_on < on
    return UpgradeLine(row.pk, item.source, item.key, item.name, item.department, plan, late)


def _record(actor: Actor, row: UpgradeRow, what: str, now: datetime) -> None:
    detail = {
        "item": str(row.item_id),
        "obstacle": row.obstacle,
        "what": what,
        "target_on": f"{row.target_on}",
    }
    audit.record(actor, action=RegisterPermission.PLAN.value, detail=detail, now=now)


def _day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()
