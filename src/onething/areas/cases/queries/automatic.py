"""How the rules that approve work: their settings, and what they said, case by case."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.models import AutomaticRow, RuledRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.automatic import AS_PUBLISHED, EVERY_ITEM, Mode, Said, Sampling, own_of
from onething.core.cases.graph import GRANTS
from onething.core.cases.parts import RuleReceipt
from onething.core.cases.shapes import read_as
from onething.core.cases.views import AutomaticLine, RuledLine, SetBy
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

#: The lists to which a number opens, by what it counts.
LISTS = {
    "granted": Q(mode=Mode.LIVE.value, said=Said.GRANT.value),
    "shadow": Q(mode=Mode.SHADOW.value) & ~Q(case__outcome=""),
    "agree": Q(mode=Mode.SHADOW.value)
    & (
        Q(said=Said.GRANT.value, case__outcome="granted")
        | (Q(said=Said.PERSON.value) & ~Q(case__outcome__in=["", "granted"]))
    ),
    "differ": Q(mode=Mode.SHADOW.value)
    & (
        (Q(said=Said.GRANT.value) & ~Q(case__outcome__in=["", "granted"]))
        | Q(said=Said.PERSON.value, case__outcome="granted")
    ),
    "samples": ~Q(sampled=""),
    "to_check": Q(sampled=Sampling.AFTER.value, agrees=None),
    "disagreed": Q(agrees=False),
}


def list_automatic(actor: Actor, *, items: Iterable[tuple[str, Text, str]]) -> list[AutomaticLine]:
    """Return a line for each of these items, and first one for every item at once: how it is set, and its numbers.

    items: id, name and the text of the rule of those that a rule may approve. A constant number of queries. Raises NotAllowed.
    """
    actor.must(CasesPermission.SEE_AUTOMATIC)
    named = {item: (name, rule) for item, name, rule in items}
    settings: dict[str, AutomaticRow] = {}
    proposed: dict[str, AutomaticRow] = {}
    for row in AutomaticRow.objects.filter(item__in=[EVERY_ITEM, *named]).order_by("id"):
        if row.in_force:
            settings[row.item] = row
            proposed.pop(row.item, None)
        else:
            proposed[row.item] = row
    counts = _counts(actor, named)
    every = AutomaticLine(
        EVERY_ITEM, Text("全部事项", "Every item"), replace(AS_PUBLISHED, mode=Mode.OFF), None, None, {}
    )
    if EVERY_ITEM in settings:
        every = replace(every, setting=settings[EVERY_ITEM].to_core(), set=_set(settings[EVERY_ITEM]))
    if EVERY_ITEM in proposed:
        every = replace(every, proposed=_set(proposed[EVERY_ITEM]))
    lines = [
        AutomaticLine(
            item,
            name,
            own_of(settings[item].to_core() if item in settings else None, rule),
            _set(settings[item]) if item in settings else None,
            _set(proposed[item]) if item in proposed else None,
            counts[item],
        )
        for item, (name, rule) in named.items()
    ]
    return [every, *lines]


def _set(row: AutomaticRow) -> SetBy:
    return SetBy(
        row.to_core(),
        row.set_by,
        row.set_name,
        row.set_at.astimezone(SHANGHAI),
        row.reason,
        row.confirmed_name,
    )


def _counts(actor: Actor, items: Iterable[str]) -> dict[str, dict[str, int]]:
    rows = _visible(actor)
    counts = {item: dict.fromkeys(LISTS, 0) for item in items}
    for name, which in LISTS.items():
        for item in rows.filter(which, item__in=list(counts)).values_list("item", flat=True):
            counts[item][name] += 1
    return counts


def _visible(actor: Actor) -> QuerySet[RuledRow]:
    rows = RuledRow.objects.all()
    return rows if scope.sees_all(actor) else rows.filter(case__in=scope.cases_of(actor))


def list_ruled(
    actor: Actor,
    *,
    item: str,
    which: str = "granted",
    version: str = "",
    source: str = "",
    limit: int = 200,
) -> list[RuledLine]:
    """Return what a rule said of cases, the newest first. which: a key of `LISTS`.

    version, source: only decided by this version of the item, or with a datum from this source: what was decided alike.
    Raises NotAllowed.
    """
    actor.must(CasesPermission.SEE_AUTOMATIC)
    rows = _visible(actor).filter(LISTS.get(which, LISTS["granted"]), item=item)
    if version:
        rows = rows.filter(version=version)
    if source:
        rows = rows.filter(sources__contains=f" {source} ")
    return [_line(row) for row in rows.select_related("case").order_by("-at", "-pk")[:limit]]


def find_ruled(actor: Actor, *, case: str) -> RuledLine | None:
    """Return what the rule said of a case that the caller has already shown to this actor."""
    actor.must(CasesPermission.SEE)
    row = RuledRow.objects.select_related("case").filter(case__number=case).first()
    return _line(row) if row else None


def _line(row: RuledRow) -> RuledLine:
    case = row.case
    return RuledLine(
        case=case.number,
        name=Text(case.name_zh, case.name_en),
        said=Said(row.said),
        mode=Mode(row.mode),
        outcome=case.outcome,
        status=case.status,
        sampled=row.sampled,
        agrees=row.agrees,
        note=row.note,
        version=row.version,
        receipt=read_as(RuleReceipt, row.receipt),
        at=row.at.astimezone(SHANGHAI),
        can_be_righted=case.status in GRANTS,
    )
