"""Two plans for one person, before and after: a changed answer, or a draft whose scene has a new version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Way
from onething.core.composition.plan import (
    Figures,
    ItemState,
    LeftOut,
    Plan,
    PlanField,
    PlanItem,
    PlanMaterial,
)
from onething.core.source import Text


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


WAYS = {
    Way.SHARE: Text("部门共享", "looked up at a department"),
    Way.LICENCE: Text("电子证照", "electronic licence"),
    Way.RESULT: Text("本次办理结果", "result of this matter"),
    Way.UPLOAD: Text("上传", "upload"),
    Way.PAPER: Text("交纸质件", "on paper"),
    None: Text("没有办法提供", "no way to give it"),
}

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
        *_figures(before.figures, after.figures),
    )


def _items(before: Plan, after: Plan) -> Iterable[Difference]:
    old: dict[str, PlanItem | LeftOut] = {one.id: one for one in before.items}
    old |= {one.id: one for one in before.left_out}
    new: dict[str, PlanItem | LeftOut] = {one.id: one for one in after.items}
    new |= {one.id: one for one in after.left_out}
    for id, one in new.items():
        name = one.name
        if id not in old:
            yield _difference("item", "new", id, f"新增事项“{name.zh}”", f"New: “{name.say('en')}”")
        elif old[id].state is not one.state:
            was, now = STATES[old[id].state], STATES[one.state]
            yield _difference(
                "item",
                "other",
                id,
                f"“{name.zh}”原来{was.zh}，现在{now.zh}",
                f"“{name.say('en')}”: was {was.en}, now {now.en}",
            )
    for id, one in old.items():
        if id not in new:
            yield _difference(
                "item", "gone", id, f"不再有事项“{one.name.zh}”", f"No longer there: “{one.name.say('en')}”"
            )


def _questions(before: Plan, after: Plan) -> Iterable[Difference]:
    known = {*(one.id for one in before.open_questions), *before.settled_questions}
    for question in after.open_questions:
        if question.id not in known:
            zh, en = question.text.zh, question.text.say("en")
            yield _difference("question", "new", question.id, f"还要问：{zh}", f"Also asked: {en}")


def _fields(
    before: Sequence[PlanField], after: Sequence[PlanField], package: Package | None
) -> Iterable[Difference]:
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    for key, one in new.items():
        label = _field_label(one, package)
        zh, en = label.zh, label.say("en")
        was = old.get(key)
        if was is None:
            yield _difference("field", "new", key, f"多填“{zh}”", f"To be filled in as well: “{en}”")
            continue
        if was.required != one.required:
            now_zh, now_en = ("必填", "required") if one.required else ("选填", "optional")
            yield _difference("field", "other", key, f"“{zh}”改为{now_zh}", f"“{en}” is now {now_en}")
        if was.constraints != one.constraints:
            yield _difference(
                "field", "other", key, f"“{zh}”的填写要求变了", f"The limits of “{en}” have changed"
            )
        if bool(was.prefilled_from) != bool(one.prefilled_from):
            yield _difference(
                "field",
                "other",
                key,
                f"“{zh}”{'不用再填' if one.prefilled_from else '要自己填'}",
                f"“{en}” {'is filled for you' if one.prefilled_from else 'is to be typed'}",
            )
    for key, one in old.items():
        if key not in new:
            label = _field_label(one, package)
            yield _difference(
                "field", "gone", key, f"不用填“{label.zh}”", f"No longer asked: “{label.say('en')}”"
            )


def _materials(
    before: Sequence[PlanMaterial], after: Sequence[PlanMaterial], package: Package | None
) -> Iterable[Difference]:
    old, new = _by_key(before), _by_key(after)
    for key, lines in new.items():
        label = _material_label(lines[0], package)
        zh, en = label.zh, label.say("en")
        if key not in old:
            yield _difference("material", "new", key, f"多一份材料“{zh}”", f"One more material: “{en}”")
            continue
        was, now = _ways(old[key]), _ways(lines)
        if was != now:
            yield _difference(
                "material",
                "other",
                key,
                f"“{zh}”原来{was.zh}，现在{now.zh}",
                f"“{en}”: was {was.en}, now {now.en}",
            )
        copies = (sum(one.copies for one in old[key]), sum(one.copies for one in lines))
        if copies[0] != copies[1]:
            yield _difference(
                "material",
                "other",
                key,
                f"“{zh}”的复印件由 {copies[0]} 份变为 {copies[1]} 份",
                f"Copies of “{en}”: {copies[0]} before, {copies[1]} now",
            )
    for key, lines in old.items():
        if key not in new:
            label = _material_label(lines[0], package)
            yield _difference(
                "material", "gone", key, f"不用交“{label.zh}”", f"No longer needed: “{label.say('en')}”"
            )


def _dates(before: Plan, after: Plan) -> Iterable[Difference]:
    was, now = before.schedule.promised_on, after.schedule.promised_on
    if was != now:
        yield _difference(
            "date",
            "other",
            "promised_on",
            f"最迟办好的日子由 {was} 变为 {now}",
            f"Done at the latest on {now}, before {was}",
        )


def _fees(before: Plan, after: Plan) -> Iterable[Difference]:
    was, now = before.fees.total_fen, after.fees.total_fen
    if was != now:
        yield _difference(
            "fee",
            "other",
            "total_fen",
            f"费用由 {_yuan(was)} 元变为 {_yuan(now)} 元",
            f"Fees {_yuan(now)} yuan, before {_yuan(was)} yuan",
        )


_FIGURES = {
    "forms": Text("填表份数", "Forms"),
    "materials": Text("要交的材料", "Materials to hand in"),
    "minutes": Text("填写用时（分钟）", "Minutes to fill in"),
}


def _figures(before: Figures, after: Figures) -> Iterable[Difference]:
    for name, label in _FIGURES.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield _difference(
                "figure", "other", name, f"{label.zh}由 {was} 变为 {now}", f"{label.en}: {now}, before {was}"
            )


def _difference(kind: str, change: str, key: str, zh: str, en: str) -> Difference:
    return Difference(kind, change, key, Text(zh, en))


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
