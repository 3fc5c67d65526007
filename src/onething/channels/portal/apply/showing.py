"""From a plan to what the pages draw: finished words in the reader's language, nothing to be looked up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onething.channels.portal.apply.started import questions_of
from onething.core.cases.views import ApplicationView
from onething.core.catalogue.model import Package, Question, QuestionKind, Scene
from onething.core.catalogue.words import Way
from onething.core.composition import ItemState, Plan, Reason
from onething.core.composition.plan import PlanMaterial
from onething.core.guidance.conditions import conditions_of
from onething.core.guidance.lookups import OfferLine, reach_of
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from onething.kit.problems import written_day


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A question with its answer; change: the question to be opened again."""

    question: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the plan. taken: not taken off. state: an `ItemState`. waits: names of items that come first."""

    id: str
    name: str
    department: str
    days: str
    taken: bool
    possible: bool
    waits: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftLine:
    """An item that is not in the plan. forward: what can be done now. law: the article, "" if none."""

    id: str
    name: str
    state: str
    why: str
    law: str
    forward: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """key: without a bearer, as the condition trees name it."""

    key: str
    name: str
    source: str
    used_for: str
    ways: str
    possible: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that the guide draws.

    more_items, more_needed: what other answers would bring; drawn hidden, for the browser to show at once. rules: the
    condition trees by which it decides.
    """

    answered: tuple[AnsweredLine, ...]
    items: tuple[ItemLine, ...]
    proactive: tuple[ItemLine, ...]
    left: tuple[LeftLine, ...]
    needed: tuple[MaterialLine, ...]
    free: tuple[MaterialLine, ...]
    departments: int
    looked_up: int
    more_items: tuple[ItemLine, ...]
    more_needed: tuple[MaterialLine, ...]
    rules: Mapping[str, Any]


def language() -> str:
    return get_language() or "zh-hans"


def say(text: Text | None) -> str:
    return text.say(language()) if text else ""


def guide_of(
    plan: Plan,
    *,
    scene: Scene,
    package: Package,
    answers: Mapping[str, Any],
    dropped: frozenset[str],
    offer: Sequence[OfferLine] = (),
) -> Guide:
    """Return the plan as the guide draws it. dropped: items the person took off; they stay in the list.

    offer: what could be looked up, as the consent page lists it.
    """
    departments, looked_up = reach_of(offer)
    names = {one.item.id: say(one.item.name) for one in scene.items}
    items = [
        ItemLine(
            one.id,
            say(one.name),
            department(package, one.department),
            days_of(package, scene, one.id),
            True,
            one.state is ItemState.POSSIBLE,
            _("、").join(names[item] for item in one.waits_for),
            say(one.why.text) if one.why else "",
        )
        for one in plan.items
        if one.state is not ItemState.PROACTIVE
    ]
    items += [_absent(scene, package, one.item.id) for one in scene.items if one.item.id in dropped]
    order = {one.item.id: at for at, one in enumerate(scene.items)}
    items.sort(key=lambda one: order[one.id])
    proactive = [
        ItemLine(one.id, say(one.name), department(package, one.department), "", True, False, "", "")
        for one in plan.items
        if one.state is ItemState.PROACTIVE
    ]
    forwards = {
        part.item.id: next((say(one.way_forward) for one in part.item.eligible if one.way_forward), "")
        for part in scene.items
    }
    left = [
        LeftLine(one.id, say(one.name), one.state.value, say(one.why.text), one.why.law, forwards[one.id])
        for one in plan.left_out
        if one.id not in dropped
    ]
    lines = [one for one in plan.materials if not one.form]
    free = [one for one in lines if one.way in {Way.SHARE, Way.LICENCE, Way.RESULT}]
    needed = [one for one in lines if one not in free]
    rules = conditions_of(scene, package, plan.circumstances)
    return Guide(
        answered=answered_lines(plan, scene, answers),
        items=tuple(items),
        proactive=tuple(proactive),
        left=tuple(left),
        needed=tuple(material(one, scene, package) for one in needed),
        free=tuple(material(one, scene, package) for one in free),
        departments=departments,
        looked_up=looked_up,
        more_items=tuple(_absent(scene, package, one.id) for one in plan.left_out if one.id not in dropped),
        more_needed=tuple(
            MaterialLine(key, name_of(*key.split("/"), scene, package), "", "", "", possible=True)
            for key in rules["materials"]
            if key not in {bare(one.key) for one in lines}
        ),
        rules=rules,
    )


def _absent(scene: Scene, package: Package, id_: str) -> ItemLine:
    """Return an item that is not in the plan."""
    item = scene.item(id_).item
    office = department(package, item.department)
    return ItemLine(id_, say(item.name), office, days_of(package, scene, id_), False, False, "", "")


def bare(key: str) -> str:
    """Return a key without the number of its bearer."""
    return re.sub(r"\[\d+\]", "", key)


def answered_lines(plan: Plan, scene: Scene, answers: Mapping[str, Any]) -> tuple[AnsweredLine, ...]:
    """Return the answers that still matter, in the order of the questions."""
    return tuple(
        AnsweredLine(one.id, say(one.text), answer_text(one, answers[one.id]))
        for one in questions_of(scene)
        if one.id in answers and one.id in plan.settled_questions
    )


def answer_text(question: Question, value: Any) -> str:
    labels = {one.id: say(one.label) for one in question.choices}
    if question.kind is QuestionKind.MULTI:
        return _("、").join(labels[one] for one in value if one in labels) or _("都不要")
    if question.kind is QuestionKind.DATE:
        day = value if isinstance(value, date) else _day(value)
        return written_day(day, language(), weekday=False) if day else str(value)
    return labels.get(value, str(value))


def _day(value: Any) -> date | None:
    """A draft keeps a day in ISO form."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def counted_roles(plan: Plan, scene: Scene) -> frozenset[str]:
    """Return the roles of which somebody may say how many there are: borne by an item that is sure to be part of it, or by several
    that may be. What one item alone asks waits until that item is sure.
    """
    states = {one.id: one.state for one in plan.items}
    sure: set[str] = set()
    maybe: list[str] = []
    for line in scene.items:
        roles = {line.roles.get(role, role) for role in line.item.roles}
        state = states.get(line.item.id)
        if state is ItemState.POSSIBLE:
            maybe += roles
        elif state is not None:
            sure |= roles
    return frozenset(
        one.id
        for one in scene.roles.values()
        if one.many and one.max > one.min and (one.id in sure or maybe.count(one.id) > 1)
    )


def department(package: Package, id_: str) -> str:
    known = package.departments.get(id_)
    return say(known.short) if known else id_


def days_of(package: Package, scene: Scene, item: str) -> str:
    found = next(one.item for one in scene.items if one.item.id == item)
    if not found.promised_days:
        return _("当天")
    words = _("%(n)s 个自然日") if found.day_kind == "calendar" else _("%(n)s 个工作日")
    return words % {"n": found.promised_days}


def way_name(way: Way) -> str:
    return {
        Way.UPLOAD: _("拍照上传"),
        Way.PAPER: _("交纸质件"),
        Way.CONFIRM: _("请对方网上确认"),
        Way.DECLARATION: _("写承诺代替"),
        Way.LATER: _("先办后补"),
        Way.SHARE: _("我们去查"),
        Way.LICENCE: _("电子证照"),
        Way.RESULT: _("这次办出来"),
    }[way]


def name_of(role_id: str, material_id: str, scene: Scene, package: Package) -> str:
    """Return what a paper is called, with whose it is unless it is the applicant's own."""
    name = say(package.materials[material_id].label)
    role = scene.roles.get(role_id)
    if role is None or role.id == "applicant":
        return name
    return _("%(paper)s（%(who)s）") % {"paper": name, "who": say(role.label)}


def material(one: PlanMaterial, scene: Scene, package: Package) -> MaterialLine:
    names = {part.item.id: say(part.item.name) for part in scene.items}
    asked = dict.fromkeys(names.get(reason.item, reason.item) for reason in one.asked_by)
    ways = [one.way, *one.offered] if one.way else list(one.offered)
    return MaterialLine(
        key=bare(one.key),
        name=name_of(one.role, one.material, scene, package),
        source=source_of(one, names, package),
        used_for=_("、").join(asked),
        ways=_("，或者").join(way_name(way) for way in ways),
        possible=one.possible,
    )


def source_of(one: PlanMaterial, names: Mapping[str, str], package: Package) -> str:
    """Return where a line that the person need not give comes from."""
    if one.way is Way.SHARE and one.source in package.shares:
        return department(package, package.shares[one.source].department)
    if one.way is Way.RESULT:
        return _("%(item)s办好就有") % {"item": names.get(one.source, one.source)}
    return way_name(one.way) if one.way else ""


def why_lines(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(say(one.text) for one in reasons))


def promised_of(view: ApplicationView, scene: Scene, calendar: WorkCalendar) -> dict[str, date]:
    """Return case number -> the day it is promised for, as if it were accepted on the day of receipt.

    A case that waits for others starts on the last of their days; what the scene promises counts for the cases that it
    names, from the receipt or the last day of what comes before them. Days that bind replace these once they are known.
    """
    known: dict[str, date] = {}
    jointly: dict[str, date] = {}  # covered case -> the day from which the scene's promise counts for it
    day = timezone.localtime(view.submitted_at).date()
    for _round in view.cases:  # a chain is at most as long as there are cases
        for case in view.cases:
            if case.number in known or any(one not in known for one in case.needs):
                continue
            item = scene.item(case.item).item
            start = max([day, *(known[one] for one in case.needs)])
            if item.day_kind == "calendar":
                end = start + timedelta(days=item.promised_days)
            else:
                end = calendar.add_working_days(start, item.promised_days)
            if scene.promise and case.item in scene.promise.items:
                before = [jointly.get(one, known[one]) for one in case.needs]
                jointly[case.number] = max([day, case.accepted_on or day, *before])
                end = min(end, calendar.add_working_days(jointly[case.number], scene.promise.days))
            known[case.number] = case.promised_on or end
    return known
