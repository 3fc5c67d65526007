"""Why a line is there, in words: the item, its requirement, the condition with the deciding answers, the law."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onething.core.catalogue.model import Eligibility, LocalException, QuestionKind
from onething.core.composition.outcomes import Row
from onething.core.composition.plan import ItemState, LeftOut, Plan, PlanField, PlanMaterial, Reason
from onething.core.source import Text

if TYPE_CHECKING:
    from onething.core.composition.known import Layout
    from onething.core.composition.prepare import Asked, Prepared, PreparedItem


def said_in_words(layout: "Layout", said: Iterable[tuple[str, Any]]) -> Text:
    """Return deciding answers and facts as the person knows them: the question's wording and the choice's label.

    A fact has no labels of its own: its choices are called as the result that gives it calls them, or the question that it answers.
    """
    zh, en = [], []
    for name, value in said:
        words = _one(layout, name, value)
        zh.append(words.zh)
        en.append(words.say("en"))
    return Text("；".join(zh), "; ".join(en))


def _one(layout: "Layout", name: str, value: Any) -> Text:
    if name == "on":
        return Text(f"日期：{value}", f"day: {value}")
    at = layout.question_of.get(name)
    if at is not None and name not in layout.facts:
        question = layout.questions[at]
        if question.kind is QuestionKind.MULTI:
            label = next(choice.label for choice in question.choices if f"{question.id}.{choice.id}" == name)
            yes_zh, yes_en = ("选了", "taken") if value else ("没有选", "not taken")
            return Text(f"“{label.zh}”{yes_zh}", f"“{label.say('en')}” {yes_en}")
        label = next((choice.label for choice in question.choices if choice.id == value), Text(str(value)))
        return Text(f"{question.text.zh}{label.zh}", f"{question.text.say('en')} {label.say('en')}")
    label = layout.facts[name].label
    if value is True or value is False:
        return Text(
            f"{label.zh}：{'是' if value else '否'}", f"{label.say('en')}: {'yes' if value else 'no'}"
        )
    words = layout.labels[name].get(value) if name in layout.labels else Text(str(value))
    if words is None:  # a choice that nobody ever reads has no words: the id of a value is none
        return label
    return Text(f"{label.zh}：{words.zh}", f"{label.say('en')}: {words.say('en')}")


def line_reason(prepared: "Prepared", asked: "Asked", names: tuple[str, ...]) -> Reason:
    """Return why an item asks for a line. names: the variables that decide the line's condition."""
    found = asked.reasons.get(names)
    if found is None:
        item = prepared.items[asked.item].item
        line = asked.line
        law = getattr(line, "law", "") or (item.law[0] if item.law else "")
        text = Text(f"办“{item.name.zh}”要用", f"Needed for “{item.name.say('en')}”")
        exception = prepared.exceptions.get(item.id)
        if exception is not None and any(one.key == line.key for one in exception.ways):
            text = _by_exception(text, prepared, exception, Text("提供方式另定", "given in other ways"))
        found = asked.reasons[names] = Reason(
            item.id,
            text,
            line.when.text if line.when is not None else "",
            names,
            law,
        )
    return found


def item_reason(prepared: "Prepared", item: "PreparedItem", own: Sequence[Row], state: ItemState) -> Reason:
    """Return why an item is in the plan. own: the outcomes of the conditions that decide it."""
    key = (state, *[row.names for row in own])
    found = item.reasons.get(key)
    if found is None:
        names = tuple(dict.fromkeys(name for row in own for name in row.names))
        conditions = [item.line.when.text] if item.line.when is not None else []
        conditions += [rule.condition.text for _, rule in item.eligible]
        found = item.reasons[key] = Reason(
            item.item.id,
            _in_plan(prepared, item, state),
            " && ".join(f"({text})" for text in conditions) if len(conditions) > 1 else "".join(conditions),
            names,
            item.item.law[0] if item.item.law else "",
        )
    return found


def _in_plan(prepared: "Prepared", item: "PreparedItem", state: ItemState) -> Text:
    exception = item.exception
    if exception is None or exception.promised_days is None:
        return _IN_PLAN[state]
    days = exception.promised_days
    zh, en = ("工作日", "working") if item.item.day_kind == "working" else ("自然日", "calendar")
    promise = Text(f"承诺 {days} 个{zh}", f"{days} {en} {'day' if days == 1 else 'days'} promised")
    return _by_exception(_IN_PLAN[state], prepared, exception, promise)


def _by_exception(text: Text, prepared: "Prepared", exception: LocalException, what: Text) -> Text:
    """Return the text with the local exception that makes it so: the town, what is otherwise, the approval, the end."""
    town = prepared.package.divisions[exception.division].name
    number, end = exception.approved.number, exception.ends_on
    return Text(
        f"{text.zh}（{town}的地方例外：{what.zh}，{number}，至 {end.year} 年 {end.month} 月 {end.day} 日）",
        f"{text.say('en')} (local exception of {town}: {what.say('en')}, {number}, until {end})",
    )


_IN_PLAN = {
    ItemState.APPLIES: Text("按您的情况要办", "Part of your matter"),
    ItemState.POSSIBLE: Text(
        "可能要办，看您接下来的回答", "Perhaps part of your matter; your next answers decide"
    ),
    ItemState.PROACTIVE: Text("不用申请，自动办理", "Comes by itself; no application needed"),
}


def left_out(
    prepared: "Prepared", item: "PreparedItem", state: ItemState, row: Row | None, rule: Eligibility | None
) -> LeftOut:
    """Return why an item is not in the plan, with the answer that decides. row None: the person took it off."""
    key = (item.number, state, row, rule.id if rule else "")
    found = prepared.left.get(key)
    if found is None:
        if len(prepared.left) > MOST_LEFT_OUT:
            prepared.left.clear()
        found = prepared.left[key] = _left_out(prepared, item, state, row, rule)
    return found


MOST_LEFT_OUT = 8192


def _left_out(
    prepared: "Prepared", item: "PreparedItem", state: ItemState, row: Row | None, rule: Eligibility | None
) -> LeftOut:
    id, name = item.item.id, item.item.name
    if row is None:
        why = Reason(id, Text("您取消了这一项", "You took this off"))
        return LeftOut(id, name, state, why)
    said = said_in_words(prepared.layout, row.said)
    if rule is not None:
        way_zh = rule.way_forward.zh if rule.way_forward else "您仍可申请，由工作人员审核决定。"
        way_en = (rule.way_forward or Text("", "You may still apply; an officer decides.")).say("en")
        text = Text(
            f"按您的回答暂不符合：{rule.text.zh}（{said.zh}）。{way_zh}",
            f"By your answers not met: {rule.text.say('en')} ({said.say('en')}). {way_en}",
        )
        return LeftOut(id, name, state, Reason(id, text, rule.condition.text, row.names, rule.law))
    if state is ItemState.NOT_CHOSEN:
        text = Text(f"您没有选这一项（{said.zh}）", f"You did not choose this ({said.say('en')})")
        return LeftOut(id, name, state, Reason(id, text, item.line.optional, row.names))
    text = Text(f"按您的回答不需要办（{said.zh}）", f"Not needed, by your answers ({said.say('en')})")
    condition = item.line.when.text if item.line.when is not None else ""
    return LeftOut(id, name, state, Reason(id, text, condition, row.names))


def explain_reason(prepared: "Prepared", plan: Plan, reason: Reason) -> Text:
    """Return one sentence: who asks, because of which answers, by which law."""
    known = prepared.layout.read(plan.circumstances).values
    slots = prepared.layout.slots
    said = said_in_words(
        prepared.layout,
        [(name, known[slots[name]]) for name in reason.deciding if known[slots[name]] is not None],
    )
    zh, en = reason.text.zh, reason.text.say("en")
    if said.zh and said.zh not in zh:
        zh, en = f"{zh}，因为：{said.zh}", f"{en}, because: {said.say('en')}"
    if reason.law:
        zh, en = f"{zh}（依据：{reason.law}）", f"{en} (law: {reason.law})"
    return Text(zh, en)


def explain_plan_line(prepared: "Prepared", plan: Plan, name: str) -> tuple[Text, ...]:
    """Return why a line of a plan is there, one sentence per item that asks.

    name: key of a field or material, or id of an item, one that is left out too. Raises KeyError for a name that
    the plan does not have.
    """
    found: list[Reason] = []
    lines: list[PlanField | PlanMaterial] = [*plan.fields, *plan.materials]
    for line in lines:
        if line.key == name:
            found += [reason for reason in line.asked_by if reason not in found]
    found += [item.why for item in plan.items if item.id == name and item.why]
    found += [item.why for item in plan.left_out if item.id == name]
    if not found:
        raise KeyError(name)
    return tuple(explain_reason(prepared, plan, reason) for reason in found)
