"""What a submission must have before it becomes an application, and which office each step of a case belongs to.

Both look at the plan that the frozen scene gives for the submission's own answers: the same one that was shown.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import InvalidOperation
from typing import Any

from onething.core.cases.parts import OfficeKey
from onething.core.catalogue.bodies import body_chosen
from onething.core.catalogue.model import Package, Scene, Step, Supplies
from onething.core.catalogue.words import TOWN, Constraints, Element, Way
from onething.core.composition import Circumstances, Plan, plan_to_json
from onething.core.composition.following import may_follow_until
from onething.core.composition.plan import PlanItem, PlanMaterial
from onething.core.findings import Finding, Level
from onething.core.people import Document, DocumentKind
from onething.core.places import address_element, at_level, town_named
from onething.core.source import Text
from onething.core.submission import GivenMaterial, Person, Submission
from onething.core.values import is_beyond, show_value

#: Ways that the person carries out; for each of them something must lie there.
BY_FILE = frozenset({Way.UPLOAD})
#: The same content of the same person for the same thing within this time is the same submission.
SAME_WITHIN = timedelta(hours=24)


def is_repeat(submitted_at: datetime, at: datetime, *, came_to_nothing: bool) -> bool:
    """Whether the same content once more is shown the number that is there, instead of being taken again.

    came_to_nothing: the first has ended with nothing granted, so that the same may be asked for anew.
    """
    return submitted_at > at - SAME_WITHIN and not came_to_nothing


def circumstances_of(submission: Submission) -> Circumstances:
    """Return what the plan of a submission depends on."""
    return Circumstances(
        on=submission.on,
        answers=submission.answers,
        facts=submission.facts,
        supplies=Supplies(frozenset(submission.shares), frozenset(submission.licences)),
        dropped=frozenset(submission.dropped),
        bearers=submission.bearers,
        insisted=frozenset(submission.insisted),
        division=submission.division,
    )


def to_bring(submission: Submission) -> frozenset[str]:
    """Return the materials that come on paper and that no window had in hand when this was submitted."""
    if submission.intake:
        return frozenset()
    seen = {one.key for one in submission.originals}
    return frozenset(one.key for one in submission.materials if one.way is Way.PAPER) - seen


def plan_hash(plan: Plan) -> str:
    """Return the SHA-256 of a plan as every channel shows it."""
    text = json.dumps(plan_to_json(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def person_key(person: Person) -> str:
    """Return the one string by which cases, licences and the log know a person, also one without a number yet."""
    number = Document.of(DocumentKind.NONE, person.number).number
    if person.document == DocumentKind.CITIZEN_NUMBER:
        return number
    return f"{person.document}:{number or person.name}"


def promises_of(submission: Submission) -> dict[str, date]:
    """Return the materials that the person promises for later, each with its day."""
    return {
        one.key: one.promised_until
        for one in submission.materials
        if one.way is Way.LATER and one.promised_until is not None
    }


def declared_by(submission: Submission) -> frozenset[str]:
    """Return the materials for which the person declares instead of proving (告知承诺)."""
    return frozenset(one.key for one in submission.materials if one.way is Way.DECLARATION)


def faults_of(submission: Submission, plan: Plan, package: Package, scene: Scene) -> tuple[Finding, ...]:
    """Return everything that is missing or does not belong, in the order of the plan; `scene` holds the key."""
    return (*_fields(submission, plan, package), *_materials(submission, plan, package, scene))


def _fault(code: str, key: str, zh: str, en: str) -> Finding:
    return Finding(f"cases.{code}", Level.ERROR, Text(zh, en), scene=key)


def _fields(submission: Submission, plan: Plan, package: Package) -> Iterator[Finding]:
    given = {one.key: one.value for one in submission.values}
    asked = {one.key: one for one in plan.fields}
    for key, field in asked.items():
        element = package.elements[field.element]
        label, value = element.label, given.get(key)
        if field.prefilled_from.startswith("result:"):
            continue
        if value is None or value == "":
            if field.required and not field.possible:
                yield _fault(
                    "field_missing",
                    key,
                    f"“{label.zh}”没有填写；请补填。",
                    f"{label.say('en')} is empty; fill it in.",
                )
        elif (why := _outside(element, value, field.constraints)) is not None:
            yield _fault(
                "value_outside",
                key,
                f"“{label.zh}”{why.zh}；请改正。",
                f"{label.say('en')} {why.en}; correct it.",
            )
    for key in given:
        if key not in asked:
            yield _fault(
                "field_unknown",
                key,
                f"这张表没有“{key}”这一项；请重新打开表单。",
                f"This form has no field {key}; open it again.",
            )


def _outside(element: Element, value: Any, limits: Constraints) -> Text | None:
    if limits.allowed is not None and not _among(value, limits.allowed):
        return Text("不在可选范围内", "is none of the choices")
    if isinstance(value, str) and (wrong := _length(len(value), limits.min_length, limits.max_length)):
        return wrong
    for bound, below in ((limits.min, True), (limits.max, False)):
        if bound is None:
            continue
        try:
            out = is_beyond(element, value, bound, below=below)
        except (TypeError, ValueError, InvalidOperation):
            return Text("不是这一项要的格式", "is not of the kind that this field takes")
        if out:
            side = ("小于", "less") if below else ("大于", "more")
            return Text(
                f"{side[0]} {show_value(element, bound, 'zh')}",
                f"is {side[1]} than {show_value(element, bound, 'en')}",
            )
    return None


def _length(length: int, least: int | None, most: int | None) -> Text | None:
    short, long = least is not None and length < least, most is not None and length > most
    if (short or long) and least == most:
        return Text(
            f"要正好 {most} 个字符，现在是 {length} 个", f"has exactly {most} characters, now {length}"
        )
    if short:
        return Text(f"不到 {least} 个字", f"has fewer than {least} characters")
    return Text(f"超过 {most} 个字", f"has more than {most} characters") if long else None


def _among(value: Any, allowed: frozenset[str]) -> bool:
    return all(one in allowed for one in value) if isinstance(value, list | tuple) else str(value) in allowed


def _materials(submission: Submission, plan: Plan, package: Package, scene: Scene) -> Iterator[Finding]:
    given: dict[str, list[GivenMaterial]] = {}
    for one in submission.materials:
        given.setdefault(one.key, []).append(one)
    asked: dict[str, list[PlanMaterial]] = {}
    for line in plan.materials:
        asked.setdefault(line.key, []).append(line)
    for key, lines in asked.items():
        if all(line.form or line.way is Way.RESULT for line in lines):
            continue
        label = package.materials[lines[0].material].label
        if key not in given:
            if any(line.required and not line.possible for line in lines):
                yield _fault(
                    "material_missing",
                    key,
                    f"缺少“{label.zh}”；请提供。",
                    f"{label.say('en')} is missing; provide it.",
                )
            continue
        for one in given[key]:
            fault = next(_given(one, lines, label, at_window=bool(submission.intake)), None)
            if fault is None and one.promised_until is not None and one.way is Way.LATER:
                fault = _promised(one.key, one.promised_until, lines, label, plan, scene)
            if fault is not None:
                yield fault
    for key in given:
        if key not in asked:
            yield _fault(
                "material_unknown",
                key,
                f"本次不需要“{key}”这份材料；请去掉。",
                f"The material {key} is not needed; leave it out.",
            )


def _given(
    one: GivenMaterial, lines: list[PlanMaterial], label: Text, *, at_window: bool
) -> Iterator[Finding]:
    """A share or licence that failed may be met by an upload at any time; paper only where someone takes it."""
    ways = {line.way for line in lines} | {way for line in lines for way in line.offered}
    ways |= {Way.UPLOAD, Way.PAPER}
    if one.way not in ways:
        yield _fault(
            "way_refused",
            one.key,
            f"“{label.zh}”不能以这种方式提供；请换一种。",
            f"{label.say('en')} cannot be provided in this way; choose another.",
        )
    elif one.way in BY_FILE and not one.files:
        yield _fault(
            "file_missing",
            one.key,
            f"“{label.zh}”还没有上传文件；请上传。",
            f"No file of {label.say('en')} was uploaded; upload it.",
        )
    elif one.way is Way.CONFIRM and (one.confirmed is None or not one.confirmed.holds):
        yield _fault(
            "confirmation_missing",
            one.key,
            f"“{label.zh}”还没有得到对方确认；请等对方确认，或者换一种方式。",
            f"{label.say('en')} is not confirmed yet; wait for it, or give it in another way.",
        )
    elif one.way is Way.LATER and one.promised_until is None:
        yield _fault(
            "promise_without_day",
            one.key,
            f"“{label.zh}”没有写明哪天前补交；请填写日期。",
            f"Say by which day {label.say('en')} will follow.",
        )


def _promised(
    key: str, until: date, lines: list[PlanMaterial], label: Text, plan: Plan, scene: Scene
) -> Finding | None:
    offering = [line for line in lines if Way.LATER in line.offered]
    days = [may_follow_until(line, plan, scene) for line in offering]
    latest = min((day for day in days if day), default=None)
    if None in days or latest is None:
        return _fault(
            "promise_refused",
            key,
            f"“{label.zh}”不能后补；请换一种方式。",
            f"{label.say('en')} cannot follow later; choose another way.",
        )
    if not plan.circumstances.on < until <= latest:
        return _fault(
            "promise_outside",
            key,
            f"“{label.zh}”要在今天之后、最迟 {latest} 补交；请改日期。",
            f"{label.say('en')} may follow after today and by {latest}; change the day.",
        )
    return None


# --- offices -----------------------------------------------------------------------------------------------


def offices(
    submission: Submission, package: Package, scene: Scene
) -> Callable[[PlanItem, str, Step], OfficeKey]:
    """Return what says which office a step belongs to: the department at the step's level, where it is competent. The
    department is the step's, or the one that a field of the bearer names (each record of credit to whoever made it).

    The item's rule names an address; the town that stands in it is the place. Where the rule names none, or the
    address no town, it is the submission's division: that of the window, or the city. A step goes to
    the one of its level that holds the place, of a finer level than the place to the place itself (semantics §2).
    """
    root = package.division
    divisions = package.divisions
    elsewhere = submission.division if submission.division in divisions else root
    given = {one.key: one.value for one in submission.values}
    roles = {line.item.id: line.roles for line in scene.items}
    subjects = {line.item.id: line.item.subject for line in scene.items}

    def place_of(planned: PlanItem, bearer: str) -> str:
        kind, _, role = planned.competent.partition(":")
        element = address_element(package, kind)
        if kind == TOWN:
            role, _, element = role.partition("/")
        whose = roles[planned.id].get(role, role) if role else bearer
        return town_named(given.get(f"{whose}/{element}"), divisions) or elsewhere

    def key_of(key: str, planned: PlanItem, bearer: str) -> str:
        role, _, element = key.partition("/")
        own = role == subjects[planned.id]
        return f"{bearer if own else roles[planned.id].get(role, role)}/{element}"

    def office_of(planned: PlanItem, bearer: str, step: Step) -> OfficeKey:
        place = place_of(planned, bearer)
        chosen = given.get(key_of(step.department_by, planned, bearer)) if step.department_by else None
        department = body_chosen(step, chosen, package)
        return OfficeKey(department, at_level(divisions, place, step.level) or place, step.level)

    return office_of
