"""Ratings counted, without persons: by item, office, hall and window; and the list behind every figure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries.orders import of_office
from onething.areas.ratings.views import Page, RatedLine
from onething.core.actors import Actor, Role
from onething.core.papers import Level
from onething.core.ratings import Counted, Tally
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

#: What can be counted by -> the column, and which ratings it is about.
GROUPS: Mapping[str, tuple[str, Q]] = {
    "item": ("served__item", ~Q(served__item="")),
    "office": ("served__department", Q(served__isnull=False)),
    "hall": ("division", ~Q(visit="")),
    "window": ("window", ~Q(window="")),
}
_MARKS = ("level", "default", "held", "invalid")


_ANY = Q()


def visible_to(actor: Actor, *, which: Q = _ANY) -> QuerySet[RatingRow]:
    """All for those who watch the city, those of what the own department served for its manager, else none.

    which: a condition that holds of the same served item.
    """
    actor.must(RatingsPermission.COUNT)
    if actor.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        return RatingRow.objects.filter(which)
    if not actor.department:
        return RatingRow.objects.none()
    return RatingRow.objects.filter(which, of_office(actor, prefix="served__"))


def tally(actor: Actor, *, group: str) -> list[Tally]:
    """Return one tally for each value of the group, most ratings first. group: of `GROUPS`."""
    column, which = GROUPS[group]
    counted = _counted(visible_to(actor, which=which), column)
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in counted:
        found.setdefault(row[column], []).append(row)
    tallies = [_tally(key, lines) for key, lines in found.items()]
    return sorted(tallies, key=lambda one: (-one.rated, one.key))


def tally_all(actor: Actor) -> Tally:
    """Return the tally of everything that the actor may count, each rating once."""
    return _tally("", _counted(visible_to(actor)))


def count_levels(actor: Actor) -> Mapping[Level, int]:
    """Return how many rated themselves at each level; who rated is not in it."""
    return tally_all(actor).active


def list_rated(
    actor: Actor,
    *,
    group: str = "",
    key: str = "",
    counted: Counted | None = None,
    level: Level | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[RatedLine]:
    """Return the ratings behind a figure, those asked last first, each once."""
    rows = visible_to(actor)
    if group:
        column, which = GROUPS[group]
        rows = visible_to(actor, which=which & Q(**{column: key}))
    if counted is not None:
        rows = rows.filter(_that_count_as(counted))
    if level is not None:
        rows = rows.filter(level=level)
    if cursor:
        moment, _, ref = cursor.partition("_")
        try:
            at, last = datetime.fromisoformat(moment), UUID(ref)
        except ValueError:
            return Page(())
        rows = rows.filter(Q(asked_at__lt=at) | Q(asked_at=at, ref__lt=last))
    found = list(rows.distinct().prefetch_related("served").order_by("-asked_at", "-ref")[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    more = f"{last_row.asked_at.isoformat()}_{last_row.ref}" if last_row else ""
    return Page(tuple(_line(row, group, key) for row in found[:limit]), more)


def _counted(rows: QuerySet[RatingRow], *columns: str) -> list[dict[str, Any]]:
    return list(rows.values(*columns, *_MARKS).annotate(n=Count("token", distinct=True)).order_by())


def _that_count_as(counted: Counted) -> Q:
    """The same distinction as `Counted.of`, for the database."""
    rated, invalid, held, default = (
        ~Q(level=""),
        Q(invalid=True),
        Q(held=True),
        Q(default=True),
    )
    return {
        Counted.ASKED: ~rated,
        Counted.INVALID: rated & invalid,
        Counted.HELD: rated & ~invalid & held,
        Counted.DEFAULT: rated & ~invalid & ~held & default,
        Counted.ACTIVE: rated & ~invalid & ~held & ~default,
    }[counted]


def _tally(key: str, lines: Sequence[Mapping[str, Any]]) -> Tally:
    by_level: dict[Counted, dict[Level, int]] = {Counted.ACTIVE: {}, Counted.DEFAULT: {}}
    others: dict[Counted, int] = {}
    for line in lines:
        level = line["level"]
        counted = Counted.of(
            level=level,
            default=line["default"],
            held=line["held"],
            invalid=line["invalid"],
        )
        if counted in by_level:
            levels = by_level[counted]
            levels[Level(level)] = levels.get(Level(level), 0) + line["n"]
        else:
            others[counted] = others.get(counted, 0) + line["n"]
    return Tally(
        key,
        active=by_level[Counted.ACTIVE],
        default=by_level[Counted.DEFAULT],
        held=others.get(Counted.HELD, 0),
        invalid=others.get(Counted.INVALID, 0),
        asked=others.get(Counted.ASKED, 0),
    )


def _line(row: RatingRow, group: str, key: str) -> RatedLine:
    """Return what a list shows of a rating; of several items the one that the list is about."""
    served = list(row.served.all())
    meant = next((one for one in served if group == "item" and one.item == key), None)
    one = meant or next(iter(served), None)
    return RatedLine(
        row.counted,
        Level(row.level) if row.level else None,
        row.rated_at.astimezone(SHANGHAI).date().replace(day=1) if row.rated_at else None,
        Text(one.name_zh, one.name_en) if one else Text(""),
        one.department if one else "",
        row.channel,
    )
