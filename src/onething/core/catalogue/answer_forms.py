"""Reads the answers, facts and supplies of one person, checked against the scene that they are for."""

import re
from collections.abc import Mapping
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.context import Context
from onething.core.catalogue.declarations import fact_value, values_of
from onething.core.catalogue.findings import shown
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import Question, QuestionKind, Scene, Supplies
from onething.core.catalogue.reading import Node, Scalar, Sequence_
from onething.core.catalogue.variables import facts_of, questions_of


def read_answers_of(ctx: Context, form: Form, scene: Scene) -> dict[str, Any]:
    """Return question id → choice id, tuple of choice ids, int or date; what is unknown is left out."""
    questions = {question.id: question for question in questions_of(scene)}
    answers: dict[str, Any] = {}
    for name, node in form.pairs("answers"):
        question = questions.get(name.text)
        if question is None:
            ctx.unknown_in(scene.id, "问题", "question", name.text, name.at, questions)
        elif not (isinstance(node, Scalar) and node.value is None):
            value = _answer(ctx, form, question, node)
            if value is not None:
                answers[name.text] = value
    return answers


def _answer(ctx: Context, form: Form, question: Question, node: Node) -> Any:
    match question.kind:
        case QuestionKind.CHOICE:
            return _choice(ctx, form, question, node)
        case QuestionKind.MULTI:
            return _choices(ctx, form, question, node)
        case QuestionKind.INTEGER:
            if (
                not isinstance(node, Scalar)
                or isinstance(node.value, bool)
                or not isinstance(node.value, int)
            ):
                form.wrong(question.id, node, "一个整数", "a whole number")
                return None
            value: Any = node.value
        case QuestionKind.DATE:
            value = form.day_of(node, question.id)
    if value is None:
        return None
    if (question.min is not None and value < question.min) or (
        question.max is not None and value > question.max
    ):
        least = "" if question.min is None else question.min
        most = "" if question.max is None else question.max
        form.wrong(
            question.id,
            node,
            f"{least} 到 {most} 之间的值",
            f"a value from {least} to {most}"
            if least != "" and most != ""
            else f"at least {least}"
            if least != ""
            else f"at most {most}",
            code="bad_value",
        )
        return None
    return value


def _choice(ctx: Context, form: Form, question: Question, node: Node) -> str | None:
    names = [choice.id for choice in question.choices]
    if not isinstance(node, Scalar):
        form.wrong(question.id, node, "一个选项", "one choice")
        return None
    if node.text in names:
        return node.text
    _not_a_choice(ctx, question, node, names)
    return None


def _not_a_choice(ctx: Context, question: Question, node: Scalar, names: list[str]) -> None:
    ctx.found.error(
        "bad_answer",
        node.at,
        f"问题“{question.id}”没有“{shown(node.text)}”这个选项；可选的有：{'、'.join(names)}。",
        f"{shown(node.text)!r} is no choice of question {question.id!r}; valid are: {', '.join(names)}.",
    )


def _choices(ctx: Context, form: Form, question: Question, node: Node) -> tuple[str, ...] | None:
    names = [choice.id for choice in question.choices]
    if not isinstance(node, Sequence_):
        form.wrong(question.id, node, "选项的列表，写作 [甲, 乙]", "a list of choices, written [one, two]")
        return None
    chosen: dict[str, None] = {}
    for part in node.items:
        if isinstance(part, Scalar) and part.text in names:
            chosen[part.text] = None
        elif isinstance(part, Scalar):
            _not_a_choice(ctx, question, part, names)
        else:
            form.wrong(question.id, part, "一个选项", "one choice")
    if question.required_choice and not node.items:
        form.wrong(question.id, node, "至少一个选项", "at least one choice", code="bad_answer")
        return None
    return tuple(name for name in names if name in chosen)


def read_facts_of(ctx: Context, form: Form, scene: Scene) -> dict[str, Any]:
    """Return fact id → value; what is unknown is left out."""
    facts = {fact.id: fact for fact in facts_of(scene)}
    values: dict[str, Any] = {}
    for name, node in form.pairs("facts"):
        fact = facts.get(name.text)
        if fact is None:
            ctx.unknown_in(scene.id, "已知信息", "fact", name.text, name.at, facts)
        elif not (isinstance(node, Scalar) and node.value is None):
            value = fact_value(fact, node)
            if value is None:
                form.wrong(name.text, node, *values_of(fact), code="bad_answer")
            else:
                values[name.text] = value
    return values


def read_supplies(ctx: Context, form: Form, scene: Scene) -> Supplies:
    """Return shares and licences; a licence may be that of one role only, `mother/id-card`."""
    part = form.form("supplies", shapes.SUPPLIES)
    if part is None:
        return Supplies()
    licences = set()
    for name, at in part.marked("licences"):
        role, slash, licence = name.rpartition("/")
        if slash and role not in scene.roles:
            ctx.unknown_in(scene.id, "角色", "role", role, at, scene.roles)
        elif ctx.known("licence", licence, at):
            licences.add(name)
    return Supplies(frozenset(ctx.refer_all(part, "shares", "share")), frozenset(licences))


def read_bearers(ctx: Context, form: Form, scene: Scene) -> dict[str, int]:
    """Return many-role → number of bearers, within what the scene allows."""
    many = {id: role for id, role in scene.roles.items() if role.many}
    bearers: dict[str, int] = {}
    for name, node in form.pairs("bearers"):
        role = many.get(name.text)
        if role is None:
            ctx.unknown_in(scene.id, "可有多人的角色", "role with several bearers", name.text, name.at, many)
            continue
        count = node.value if isinstance(node, Scalar) else None
        if isinstance(count, int) and not isinstance(count, bool) and role.min <= count <= role.max:
            bearers[name.text] = count
        else:
            form.wrong(
                name.text,
                node,
                f"{role.min} 到 {role.max} 的整数",
                f"a whole number from {role.min} to {role.max}",
                code="bad_value",
            )
    return bearers


def read_dropped(ctx: Context, form: Form, scene: Scene) -> frozenset[str]:
    items = [line.item.id for line in scene.items]
    dropped = set()
    for name, at in form.marked("dropped"):
        if name in items:
            dropped.add(name)
        else:
            ctx.unknown_in(scene.id, "本件事的事项", "item of this scene", name, at, items)
    return frozenset(dropped)


def key_without_bearer(key: str, bearers: Mapping[str, int], scene: Scene) -> str:
    """Return `newborn/photo` for `newborn[2]/photo` if there are so many newborns, else the key as it is."""
    match = _BEARER.fullmatch(key)
    if match is None or match["role"] not in scene.roles or not scene.roles[match["role"]].many:
        return key
    return (
        f"{match['role']}/{match['name']}" if int(match["number"]) <= bearers.get(match["role"], 1) else key
    )


_BEARER = re.compile(r"(?P<role>[a-z0-9-]+)\[(?P<number>[1-9][0-9]{0,3})\]/(?P<name>[^/]+)")


def keys_of(scene: Scene) -> Mapping[str, None]:
    """Return the keys of all material lines of a scene, in the roles of the scene."""
    return {
        f"{line.roles.get(material.role, material.role)}/{material.material}": None
        for line in scene.items
        for material in line.item.materials
    }
