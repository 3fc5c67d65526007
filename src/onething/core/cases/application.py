"""From a plan to the cases of an application: one per item and bearer of its subject role, joined by the order."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from onething.core.cases.errors import PlanOpen
from onething.core.cases.four_eyes import OFFICERS_AGAINST
from onething.core.cases.matter import HOLDS, Recheck, Verdict
from onething.core.cases.parts import FOR_EVER, CaseStep, Given, OfficeKey, Opening, Promise
from onething.core.cases.state import CaseState
from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.local import item_under
from onething.core.catalogue.model import Item, Package, Scene, SceneItem, Step
from onething.core.catalogue.words import Way
from onething.core.clock import Limits, profile_named
from onething.core.composition.compose import compose
from onething.core.composition.plan import ItemState, Plan, PlanItem
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Says which office a step of an item belongs to, for one bearer ("applicant", "newborn[2]").
OfficeOf = Callable[[PlanItem, str, Step], OfficeKey]

NO_PROMISES: Mapping[str, date] = {}
OPENED = frozenset({ItemState.APPLIES, ItemState.POSSIBLE, ItemState.PROACTIVE})

_WAY_FORWARD = Text(
    "这不是不予决定，不影响您以后申请；情况变化后可以再次申请。",
    "This is no refusal and does not count against you; apply again when your situation has changed.",
)


def open_cases(
    number: str,
    plan: Plan,
    scene: Scene,
    *,
    office_of: OfficeOf,
    to_bring: Collection[str] = (),
    promises: Mapping[str, date] = NO_PROMISES,
    declared: Collection[str] = (),
    check_days: int = 0,
) -> tuple[Opening, ...]:
    """Return the openings of an application's cases, `NUMBER-1` to `NUMBER-n`, in the order of the plan.

    Twins make two cases of each item whose subject they are; an order edge joins cases of the same bearer, and all
    of them where one side has another subject. An item that is only possible is opened, too: what is unknown once
    every question is answered is for the office to find. to_bring: keys of the materials that are still to come on paper.
    promises: of those that the person supplies later, by key, each with its day. declared: of those that a declaration
    stands for; check_days: working days after a grant in which it is checked.
    Raises PlanOpen while a question can still change the plan, ProfileUnknown, NoLimit.
    """
    if plan.next_question is not None:
        raise PlanOpen(question=plan.next_question.text)
    planned = [item for item in plan.items if item.state in OPENED]
    slots = [
        (item, bearer)
        for item in planned
        for bearer in _bearers(scene, scene.item(item.id), plan.circumstances)
    ]
    numbers = {(item.id, bearer): f"{number}-{index}" for index, (item, bearer) in enumerate(slots, start=1)}
    whole = scene.promise.days if scene.promise else None
    made = (
        _opening(numbers, item, bearer, plan, scene.item(item.id), office_of, to_bring, promises, whole)
        for item, bearer in slots
    )
    return tuple(
        _declaring(one, _materials_of(scene.item(one.item).item, one.bearer, plan), declared, check_days)
        for one in made
    )


def retention_of(openings: Collection[Opening], scene: Scene, package: Package) -> int:
    """Return the years for which the archive is kept: the longest of the items', 0 = for ever."""
    usual = int(package.settings.get("retention_years", 10))
    own = (scene.item(one.item).item.retention_years for one in openings)
    years = [usual if one is None else one for one in own]
    return FOR_EVER if FOR_EVER in years else max(years, default=usual)


def _declaring(opening: Opening, asked: tuple[str, ...], declared: Collection[str], days: int) -> Opening:
    keys = tuple(key for key in asked if key in declared)
    return replace(opening, declared=keys, check_days=days) if keys else opening


def _bearers(scene: Scene, line: SceneItem, circumstances: Circumstances) -> tuple[str, ...]:
    role = _scene_role(line, line.item.subject)
    if role not in scene.roles or not scene.roles[role].many:
        return (role,)
    count = circumstances.bearers.get(role, 1)
    return tuple(f"{role}[{index}]" for index in range(1, count + 1))


def _scene_role(line: SceneItem, role: str) -> str:
    return line.roles.get(role, role)


def _opening(
    numbers: Mapping[tuple[str, str], str],
    planned: PlanItem,
    bearer: str,
    plan: Plan,
    line: SceneItem,
    office_of: OfficeOf,
    to_bring: Collection[str],
    promises: Mapping[str, date],
    whole: int | None,
) -> Opening:
    item = item_under(line.item, planned.exception)
    needed, comes = set(line.needs), []
    for field in plan.fields:
        if field.prefilled_from.startswith("result:") and _asks(item, field.asked_by):
            comes.append(field.key)
    for material in plan.materials:
        if material.way is Way.RESULT and _asks(item, material.asked_by):
            comes.append(material.key)
            needed.add(material.source)
    tolerable = tuple(
        f"{_scene_role(line, one.role)}/{one.material}"
        for one in item.materials
        if item.tolerance and Way.LATER in one.accepts
    )
    asked = _materials_of(item, bearer, plan)
    needs = _cases_before(numbers, [one for one in planned.waits_for if one in needed], bearer)
    after = _cases_before(numbers, [one for one in planned.waits_for if one not in needed], bearer)
    return Opening(
        number=numbers[planned.id, bearer],
        item=item.id,
        item_hash=item.hash,
        name=item.name,
        bearer=bearer,
        limits=Limits.of(
            profile_named(item.profile).with_own_grounds(item.own_grounds),
            promised_days=item.promised_days,
            statutory_days=item.statutory_days,
            day_kind=item.day_kind,
        ),
        steps=tuple(
            CaseStep(step.kind.value, step.name, office_of(planned, bearer, step), step.days, step.officers)
            for step in item.steps
        ),
        needs=needs,
        after=after,
        certificates=tuple(one.id for one in item.result if one.kind == "certificate" or one.licence),
        tolerable=tolerable,
        comes=tuple(sorted(set(comes))),
        automatic=item.automatic is not None,
        proactive=planned.state is ItemState.PROACTIVE,
        to_bring=tuple(key for key in asked if key in to_bring),
        promised=tuple(
            Promise(key, promises[key]) for key in asked if key in promises and _tolerated(key, tolerable)
        ),
        scene_days=planned.within,
        scene_whole=None if planned.within is None else whole,
        level=item.integration.level,
        officers_against=OFFICERS_AGAINST,
    )


def _materials_of(item: Item, bearer: str, plan: Plan) -> tuple[str, ...]:
    """Return the keys of the materials that an item asks for, without those of other bearers of the same role."""
    role = bearer.partition("[")[0]
    return tuple(
        dict.fromkeys(
            one.key
            for one in plan.materials
            if _asks(item, one.asked_by)
            and (one.key.startswith(f"{bearer}/") or not one.key.startswith(f"{role}["))
        )
    )


def _tolerated(key: str, tolerable: tuple[str, ...]) -> bool:
    """Whether a material may follow: `tolerable` names roles, the key may name one bearer of a role."""
    role, slash, material = key.partition("/")
    return role.partition("[")[0] + slash + material in tolerable


def _asks(item: Item, asked_by: tuple[object, ...]) -> bool:
    return any(getattr(reason, "item", "") == item.id for reason in asked_by)


def _cases_before(numbers: Mapping[tuple[str, str], str], items: list[str], bearer: str) -> tuple[str, ...]:
    """Return the cases of these items: of the same bearer where they have it, else of all their bearers."""
    found: list[str] = []
    for id in items:
        if (id, bearer) in numbers:
            found.append(numbers[id, bearer])
        else:
            found += [number for (item, _), number in numbers.items() if item == id]
    return tuple(found)


def rechecking(
    scene: Scene, circumstances: Circumstances, *, package: Package, calendar: WorkCalendar
) -> Recheck:
    """Return what decides a waiting item's conditions again with the facts that results have given.

    scene, circumstances: those of the submission. A fact that is given takes the place of the applicant's statement.
    """

    def recheck(case: CaseState, given: Mapping[str, Given]) -> Verdict:
        facts = {name: value for one in given.values() for name, value in one.facts.items()}
        if not facts:
            return HOLDS
        known = replace(circumstances, facts={**circumstances.facts, **facts})
        plan = compose(scene, known, package=package, calendar=calendar)
        if any(item.id == case.opening.item and item.state in OPENED for item in plan.items):
            return HOLDS
        for left in plan.left_out:
            if left.id == case.opening.item:
                return Verdict(False, left.why.text, _way_forward(scene.item(left.id).item, left.why.text))
        return HOLDS  # the plan says nothing about the item: nothing speaks against it

    return recheck


def _way_forward(item: Item, reason: Text) -> Text:
    for rule in item.eligible:
        if rule.way_forward is not None and rule.text == reason:
            return rule.way_forward
    return _WAY_FORWARD
