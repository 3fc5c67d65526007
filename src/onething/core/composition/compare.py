"""Two plans for one person, before and after: a changed answer, or a draft whose scene has a new version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Constraints, Way
from onething.core.composition.lines import intersect
from onething.core.composition.plan import (
    ItemState,
    LeftOut,
    Plan,
    PlanField,
    PlanItem,
    PlanMaterial,
)
from onething.core.source import Text


class Effect(StrEnum):
    """What a difference is for the person: something asked more or lost is worse, something spared or gained is better."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is new, gone or other. kind: "item", "field", "material", "question", "figure", "date", "fee"; of
    a draft also "answer", "fact" and "bearers", which no longer fit.

    change: "new", "gone" or "other". key: id of the item or question, key of the line, name of the figure.
    """

    kind: str
    change: str
    key: str
    text: Text
    effect: Effect = Effect.NEITHER


WAYS = {
    Way.SHARE: Text("部门共享", "looked up at a department"),
    Way.LICENCE: Text("电子证照", "electronic licence"),
    Way.RESULT: Text("本次办理结果", "result of this matter"),
    Way.UPLOAD: Text("上传", "upload"),
    Way.PAPER: Text("交纸质件", "on paper"),
    None: Text("没有办法提供", "no way to give it"),
}

#: How much a way of giving a material asks of the person; what an office gives asks nothing.
_BURDEN = {Way.UPLOAD: 1, Way.PAPER: 2, None: 3}
_IN_PLAN = frozenset({ItemState.APPLIES, ItemState.POSSIBLE, ItemState.PROACTIVE})

STATES = {
    ItemState.APPLIES: Text("要办", "part of it"),
    ItemState.POSSIBLE: Text("可能要办", "perhaps part of it"),
    ItemState.PROACTIVE: Text("自动办理", "comes by itself"),
    ItemState.NOT_CHOSEN: Text("没有选", "not chosen"),
    ItemState.NOT_MET: Text("暂不符合条件", "conditions not met"),
    ItemState.NOT_NEEDED: Text("不需要办", "not needed"),
}


def compare(before: Plan, after: Plan, *, package: Package | None = None) -> tuple[Difference, ...]:
    """Return what is other in the second plan, the items first. No difference gives an empty tuple.

    package: names fields and materials in words; without it by their ids.
    """
    return (
        *_items(before, after),
        *_questions(before, after),
        *_fields(before.fields, after.fields, package),
        *_materials(before.materials, after.materials, package),
        *_dates(before, after),
        *_fees(before, after),
        *_figures(before, after),
    )


def _items(before: Plan, after: Plan) -> Iterable[Difference]:
    old: dict[str, PlanItem | LeftOut] = {one.id: one for one in before.items}
    old |= {one.id: one for one in before.left_out}
    new: dict[str, PlanItem | LeftOut] = {one.id: one for one in after.items}
    new |= {one.id: one for one in after.left_out}
    for id, one in new.items():
        name = one.name
        had, has = id in old and old[id].state in _IN_PLAN, one.state in _IN_PLAN
        if id not in old:
            text = Text(f"新增事项“{name.zh}”", f"New: “{name.say('en')}”")
            yield Difference("item", "new", id, text, _less(had, has))
        elif old[id].state is not one.state:
            was, now = STATES[old[id].state], STATES[one.state]
            text = Text(
                f"“{name.zh}”原来{was.zh}，现在{now.zh}",
                f"“{name.say('en')}”: was {was.en}, now {now.en}",
            )
            yield Difference("item", "other", id, text, _less(had, has))
    for id, one in old.items():
        if id not in new:
            text = Text(f"不再有事项“{one.name.zh}”", f"No longer there: “{one.name.say('en')}”")
            yield Difference("item", "gone", id, text, _less(one.state in _IN_PLAN, False))


def _questions(before: Plan, after: Plan) -> Iterable[Difference]:
    known = {*(one.id for one in before.open_questions), *before.settled_questions}
    for question in after.open_questions:
        if question.id not in known:
            text = Text(f"还要问：{question.text.zh}", f"Also asked: {question.text.say('en')}")
            yield Difference("question", "new", question.id, text, Effect.WORSE)


def _fields(
    before: Sequence[PlanField], after: Sequence[PlanField], package: Package | None
) -> Iterable[Difference]:
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    for key, one in new.items():
        label = _field_label(one, package)
        zh, en = label.zh, label.say("en")
        was = old.get(key)
        if was is None:
            text = Text(f"多填“{zh}”", f"To be filled in as well: “{en}”")
            yield Difference("field", "new", key, text, _more(0, not one.prefilled_from))
            continue
        if was.required != one.required:
            now_zh, now_en = ("必填", "required") if one.required else ("选填", "optional")
            text = Text(f"“{zh}”改为{now_zh}", f"“{en}” is now {now_en}")
            yield Difference("field", "other", key, text, _more(was.required, one.required))
        if was.constraints != one.constraints:
            text = Text(f"“{zh}”的填写要求变了", f"The limits of “{en}” have changed")
            yield Difference("field", "other", key, text, _narrowed(was.constraints, one.constraints))
        if bool(was.prefilled_from) != bool(one.prefilled_from):
            text = Text(
                f"“{zh}”{'不用再填' if one.prefilled_from else '要自己填'}",
                f"“{en}” {'is filled for you' if one.prefilled_from else 'is to be typed'}",
            )
            effect = _more(not was.prefilled_from, not one.prefilled_from)
            yield Difference("field", "other", key, text, effect)
    for key, one in old.items():
        if key not in new:
            label = _field_label(one, package)
            text = Text(f"不用填“{label.zh}”", f"No longer asked: “{label.say('en')}”")
            yield Difference("field", "gone", key, text, _more(not one.prefilled_from, 0))


def _materials(
    before: Sequence[PlanMaterial], after: Sequence[PlanMaterial], package: Package | None
) -> Iterable[Difference]:
    old, new = _by_key(before), _by_key(after)
    for key, lines in new.items():
        label = _material_label(lines[0], package)
        if key not in old:
            text = Text(f"多一份材料“{label.zh}”", f"One more material: “{label.say('en')}”")
            yield Difference("material", "new", key, text, _more(0, _burden(lines)))
        else:
            yield from _material(key, label, old[key], lines)
    for key, lines in old.items():
        if key not in new:
            label = _material_label(lines[0], package)
            text = Text(f"不用交“{label.zh}”", f"No longer needed: “{label.say('en')}”")
            yield Difference("material", "gone", key, text, _more(_burden(lines), 0))


def _material(
    key: str, label: Text, before: Sequence[PlanMaterial], after: Sequence[PlanMaterial]
) -> Iterable[Difference]:
    """Return what is other in the lines of one material."""
    zh, en = label.zh, label.say("en")
    was, now = _ways(before), _ways(after)
    if was != now:
        text = Text(f"“{zh}”原来{was.zh}，现在{now.zh}", f"“{en}”: was {was.en}, now {now.en}")
        yield Difference("material", "other", key, text, _more(_burden(before), _burden(after)))
    copies = (sum(one.copies for one in before), sum(one.copies for one in after))
    if copies[0] != copies[1]:
        text = Text(
            f"“{zh}”的复印件由 {copies[0]} 份变为 {copies[1]} 份",
            f"Copies of “{en}”: {copies[0]} before, {copies[1]} now",
        )
        yield Difference("material", "other", key, text, _more(*copies))
    if (had := any(one.required for one in before)) != (has := any(one.required for one in after)):
        now_zh, now_en = ("必交", "required") if has else ("可以不交", "optional")
        text = Text(f"“{zh}”改为{now_zh}", f"“{en}” is now {now_en}")
        yield Difference("material", "other", key, text, _more(had, has))
    if (had := any(one.original for one in before)) != (has := any(one.original for one in after)):
        now_zh, now_en = ("要看", "is to be shown") if has else ("不用看", "need not be shown")
        text = Text(f"“{zh}”的原件{now_zh}", f"The original of “{en}” {now_en}")
        yield Difference("material", "other", key, text, _more(had, has))


def _dates(before: Plan, after: Plan) -> Iterable[Difference]:
    was, now = before.schedule.promised_on, after.schedule.promised_on
    if was != now:
        text = Text(f"最迟办好的日子由 {was} 变为 {now}", f"Done at the latest on {now}, before {was}")
        yield Difference("date", "other", "promised_on", text, _more(was.toordinal(), now.toordinal()))


def _fees(before: Plan, after: Plan) -> Iterable[Difference]:
    was, now = before.fees.total_fen, after.fees.total_fen
    if was != now:
        text = Text(
            f"费用由 {_yuan(was)} 元变为 {_yuan(now)} 元",
            f"Fees {_yuan(now)} yuan, before {_yuan(was)} yuan",
        )
        yield Difference("fee", "other", "total_fen", text, _more(was, now))


_FIGURES = {
    "forms": Text("填表份数", "Forms"),
    "materials": Text("要交的材料", "Materials to hand in"),
    "minutes": Text("填写用时（分钟）", "Minutes to fill in"),
    "visits": Text("要跑的次数", "Visits"),
}


def _figures(before: Plan, after: Plan) -> Iterable[Difference]:
    """Minutes follow from everything else and are no effect of their own: the city may reckon a choice otherwise."""
    for name, label in _FIGURES.items():
        was, now = _figure(before, name), _figure(after, name)
        if was != now:
            text = Text(f"{label.zh}由 {was} 变为 {now}", f"{label.en}: {now}, before {was}")
            effect = Effect.NEITHER if name == "minutes" else _more(was, now)
            yield Difference("figure", "other", name, text, effect)


def _figure(plan: Plan, name: str) -> int:
    return plan.together.visits if name == "visits" else int(getattr(plan.figures, name))


def _more(before: float, after: float) -> Effect:
    """Asking more is worse, asking less is better."""
    return Effect.WORSE if after > before else Effect.BETTER if after < before else Effect.NEITHER


def _less(before: float, after: float) -> Effect:
    """Having less is worse, having more is better."""
    return _more(-before, -after)


def _narrowed(before: Constraints, after: Constraints) -> Effect:
    try:
        both = intersect((before, after))
    except TypeError:  # a number before and a day now
        return Effect.NEITHER
    return _more(both == before, both == after)


def _burden(lines: Iterable[PlanMaterial]) -> int:
    return sum(_BURDEN.get(one.way, 0) for one in lines)


def _by_key(lines: Iterable[PlanMaterial]) -> dict[str, list[PlanMaterial]]:
    found: dict[str, list[PlanMaterial]] = {}
    for one in lines:
        found.setdefault(one.key, []).append(one)
    return found


def _ways(lines: Iterable[PlanMaterial]) -> Text:
    ways = [WAYS[one.way] for one in lines]
    return Text("、".join(way.zh for way in ways), ", ".join(way.en for way in ways))


def _field_label(one: PlanField, package: Package | None) -> Text:
    element = package.elements.get(one.element) if package else None
    return element.label if element else Text(one.key)


def _material_label(one: PlanMaterial, package: Package | None) -> Text:
    if one.form:
        return Text("联办申请表", "Joint application form")
    material = package.materials.get(one.material) if package else None
    return material.label if material else Text(one.key)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
