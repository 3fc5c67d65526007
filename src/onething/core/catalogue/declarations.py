"""Reads the questions and facts that an item or a scene declares, and compares what both declare."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import read_choices, read_value
from onething.core.catalogue.context import Context, Schema
from onething.core.catalogue.findings import shown
from onething.core.catalogue.forms import CHOICE_ID, NAME, Form, as_day, as_decimal, check_id
from onething.core.catalogue.model import Fact, Question, QuestionKind
from onething.core.catalogue.reading import Mapping_, Node, Scalar, plain_value
from onething.core.catalogue.variables import ON, same_type, type_of_fact, types_of, types_of_question
from onething.core.rules import Choice, Type
from onething.core.rules.lexer import RESERVED

_TAKEN = RESERVED | {ON, "in", "true", "false", "null"}

FACT_TYPES = ("bool", "int", "decimal", "date", "choice")


class Declared:
    """The questions and facts of one item or scene, as far as they could be read."""

    def __init__(self, owner: str, *, lenient: bool = False) -> None:
        self.owner = owner
        self.questions: tuple[Question, ...] = ()
        self.facts: tuple[Fact, ...] = ()
        self.doubtful: set[str] = set()
        self.lenient = lenient

    def schema(self, *others: "Declared") -> Schema:
        """Return what the conditions of the owner may name, with what others lend."""
        everyone = (self, *others)
        return Schema(
            types_of(
                (question for one in everyone for question in one.questions),
                (fact for one in everyone for fact in one.facts),
            ),
            {name for one in everyone for name in one.doubtful},
            any(one.lenient for one in everyone),
        )


def read_facts(ctx: Context, form: Form, declared: Declared) -> None:
    """Read the facts of an item or scene. `stands_in` and `given_by` are checked when everything is known."""
    facts = []
    for name, node in form.pairs("facts"):
        usable = _usable_name(ctx, name)
        if not isinstance(node, Mapping_):
            form.wrong(name.text, node, "映射（label、type …）", "a mapping (label, type …)")
            declared.doubtful.add(name.text)
            continue
        part = Form(ctx.found, node, shapes.FACT, name.text, name.at)
        fact = _read_fact(ctx, name.text, part)
        if fact is None or not usable:
            declared.doubtful.add(name.text)
        else:
            facts.append(fact)
    declared.facts = tuple(facts)


def _read_fact(ctx: Context, id: str, form: Form) -> Fact | None:
    label = form.text("label")
    kind = form.one_of("type", FACT_TYPES)
    choices = tuple(name for name, at in form.marked("choices") if form.check_id(name, at, CHOICE_ID))
    share = ctx.refer(form, "share", "share")
    given_by = ctx.refer(form, "given_by", "item")
    stands_in = form.string("stands_in")
    scale = form.integer("scale", 2, least=0, most=9)
    if kind == "choice" and not choices:
        form.found.error(
            "missing_key",
            form.at,
            f"已知信息“{id}”是选项类（type: choice），但没有 choices；请列出选项。",
            f"Fact {id!r} is a choice but has no 'choices'; list them.",
        )
        return None
    if kind and kind != "choice" and form.has("choices"):
        _misplaced(form, "choices", "type: choice")
    if kind and kind != "decimal" and form.has("scale"):
        _misplaced(form, "scale", "type: decimal")
    if not kind:
        return None
    return Fact(
        id, label, kind, choices, share, given_by, stands_in, scale, because=form.because(), at=form.at
    )


def _misplaced(form: Form, key: str, needs: str) -> None:
    form.found.error(
        "out_of_place",
        form.place(key),
        f"“{key}”只能和 {needs} 一起使用；请删除它，或改正类型。",
        f"{key!r} only goes with {needs}; delete it or correct the type.",
    )


def _usable_name(ctx: Context, name: Scalar) -> bool:
    if not check_id(ctx.found, name.text, name.at, NAME):
        return False
    if name.text in _TAKEN:
        ctx.found.error(
            "bad_id",
            name.at,
            f"“{name.text}”在条件语言里另有含义，不能用作名称；请换一个名称。",
            f"{name.text!r} means something else in conditions; choose another name.",
        )
        return False
    return True


def read_questions(
    ctx: Context, form: Form, declared: Declared, facts: Iterable[Fact], roles: Collection[str]
) -> None:
    """Read the questions of an item or scene. facts: those that a question may be known from."""
    known = {fact.id: fact for fact in reversed(list(facts))}
    questions: dict[str, Question] = {}
    for part in form.forms("questions", shapes.QUESTION):
        id_node = part.get("id")
        if not isinstance(id_node, Scalar):
            part.identifier("id", NAME)
            declared.lenient = True
            continue
        id = id_node.text
        part.name = id
        usable = _usable_name(ctx, id_node)
        question = _read_question(ctx, id, part, declared, known, roles)
        if question is None or not usable:
            declared.doubtful.add(id)
        elif id in questions:
            _said_twice(ctx, id_node, questions[id])
        else:
            questions[id] = question
    declared.questions = tuple(questions.values())
    _check_own_names(ctx, declared)


def _said_twice(ctx: Context, node: Scalar, first: Question) -> None:
    ctx.found.error(
        "duplicate_id",
        node.at,
        f"问题“{node.text}”在第 {first.at.line} 行已经有了；请改名或合并。",
        f"The question {node.text!r} already stands in line {first.at.line}; rename or merge it.",
    )


def _check_own_names(ctx: Context, declared: Declared) -> None:
    questions = {question.id: question for question in declared.questions}
    for fact in declared.facts:
        if (question := questions.get(fact.id)) is not None:
            ctx.found.error(
                "duplicate_id",
                fact.at,
                f"“{fact.id}”既是问题（第 {question.at.line} 行）又是已知信息；条件分不清两者，请改一个名称。",
                f"{fact.id!r} is a question (line {question.at.line}) and a fact; conditions cannot tell them apart, "
                "rename one.",
            )


def _read_question(
    ctx: Context,
    id: str,
    form: Form,
    declared: Declared,
    known: Mapping[str, Fact],
    roles: Collection[str],
) -> Question | None:
    text = form.text("text")
    help_ = form.optional_text("help")
    kind_text = form.one_of("kind", [kind.value for kind in QuestionKind])
    kind = QuestionKind(kind_text) if kind_text else None
    choices = read_choices(form, "choices", NAME if kind is QuestionKind.MULTI else CHOICE_ID)
    chooses = kind in (QuestionKind.CHOICE, QuestionKind.MULTI)
    if chooses and not form.has("choices"):
        form.found.error(
            "missing_key",
            form.at,
            f"问题“{id}”没有 choices；请列出选项。",
            f"Question {id!r} has no 'choices'; list them.",
        )
        return None
    if kind is not None and not chooses and form.has("choices"):
        _misplaced(form, "choices", "choice、multi")
    least, most = _limit(form, "min", kind), _limit(form, "max", kind)
    if least is not None and most is not None and least > most:
        form.wrong(
            "min",
            form.get("min") or form.node,
            f"不大于 max（{most}）的值",
            f"at most max ({most})",
            code="bad_value",
        )
        least = most = None
    if form.has("required_choice") and kind is not None and kind is not QuestionKind.MULTI:
        _misplaced(form, "required_choice", "kind: multi")
    known_from = form.string("known_from")
    answers_by_fact: dict[Any, str] = {}
    if known_from:
        fact = known.get(known_from)
        if fact is None:
            if known_from not in declared.doubtful and not declared.lenient:
                ctx.unknown("已知信息", "fact", known_from, form.place("known_from"), known)
        elif kind is not None:
            answers_by_fact = _read_answers_by_fact(form, id, kind, [c.id for c in choices], fact)
    elif form.has("answers_by_fact"):
        _misplaced(form, "answers_by_fact", "known_from")
    fills, fills_with = _read_fills(ctx, form, [choice.id for choice in choices], roles)
    if kind is None:
        return None
    return Question(
        id,
        text,
        kind,
        choices=choices,
        help=help_,
        known_from=known_from,
        answers_by_fact=answers_by_fact,
        fills=fills,
        fills_with=fills_with,
        is_role=_read_is_role(ctx, form, [choice.id for choice in choices], roles),
        min=least,
        max=most,
        required_choice=form.flag("required_choice"),
        because=form.because(),
        at=form.at,
    )


def _limit(form: Form, key: str, kind: QuestionKind | None) -> Any:
    if not form.has(key) or kind is None:
        return None
    if kind is QuestionKind.INTEGER:
        return form.optional_integer(key)
    if kind is QuestionKind.DATE:
        return form.day(key)
    _misplaced(form, key, "integer、date")
    return None


def _read_answers_by_fact(
    form: Form, id: str, kind: QuestionKind, choices: list[str], fact: Fact
) -> dict[Any, str]:
    answers: dict[Any, str] = {}
    if not form.has("answers_by_fact"):
        direct = types_of((Question(id, fact.label, kind),), ()) if kind in _DIRECT else {}
        fits = (
            set(fact.choices) <= set(choices)
            if kind is QuestionKind.CHOICE and fact.type == "choice"
            else id in direct and same_type(direct[id], type_of_fact(fact))
        )
        if not fits:
            form.found.error(
                "missing_key",
                form.place("known_from"),
                f"已知信息“{fact.id}”的值不是问题“{id}”的答案；请用 answers_by_fact 写明各值对应的选项。",
                f"The values of fact {fact.id!r} are no answers to {id!r}; say in 'answers_by_fact' which choice each means.",
            )
        return answers
    for key, node in form.pairs("answers_by_fact"):
        value = fact_value(fact, key)
        if value is None:
            form.wrong("answers_by_fact", key, *values_of(fact), code="bad_value")
        elif choice := form.value_of(node, key.text, choices):
            answers[value] = choice
    return answers


_DIRECT = (QuestionKind.INTEGER, QuestionKind.DATE)


def fact_value(fact: Fact, node: Node) -> Any:
    """Return the value of a fact, None if the node is no value that the fact can have."""
    if not isinstance(node, Scalar):
        return None
    match fact.type:
        case "bool":
            return {"true": True, "false": False}.get(node.text) if not node.style else None
        case "int":
            return (
                node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else _int(node)
            )
        case "decimal":
            number = as_decimal(node)
            fine = number is not None and number == round(number, fact.scale)
            return number if fine else None
        case "date":
            return as_day(node.text)
        case _:
            return node.text if node.text in fact.choices and node.value is not None else None


def _int(node: Scalar) -> int | None:
    """A key of JSON is a text also where it means a number."""
    value = plain_value(node.text)
    return value if isinstance(value, int) and not isinstance(value, bool) and not node.style else None


def values_of(fact: Fact) -> tuple[str, str]:
    match fact.type:
        case "bool":
            return " true 或 false", "true or false"
        case "int":
            return "整数", "a whole number"
        case "decimal":
            return f"最多 {fact.scale} 位小数的数", f"a number of at most {fact.scale} decimals"
        case "date":
            return "日期，写作 2026-03-05", "a day, written 2026-03-05"
        case _:
            return f"以下之一：{'、'.join(fact.choices)}", f"one of: {', '.join(fact.choices)}"


def _read_fills(
    ctx: Context, form: Form, choices: list[str], roles: Collection[str]
) -> tuple[str, dict[str, Any]]:
    fills = form.string("fills")
    if not fills:
        if form.has("fills_with"):
            _misplaced(form, "fills_with", "fills")
        return "", {}
    if not ctx.key(fills, form.place("fills"), roles):
        return fills, {}
    element = ctx.elements.get(fills.partition("/")[2])
    values: dict[str, Any] = {}
    for key, node in form.pairs("fills_with"):
        if key.text not in choices:
            ctx.unknown("选项", "choice", key.text, key.at, choices)
        elif element is not None and (value := read_value(form, key.text, node, element)) is not None:
            values[key.text] = value
    return fills, values


def _read_is_role(ctx: Context, form: Form, choices: list[str], roles: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, node in form.pairs("is_role"):
        role = node.text if isinstance(node, Scalar) else ""
        if key.text not in choices:
            ctx.unknown("选项", "choice", key.text, key.at, choices)
        elif role not in roles:
            ctx.unknown("角色", "role", role, node.at, roles)
        else:
            found[key.text] = role
    return found


def check_stands_in(
    ctx: Context, facts: Iterable[Fact], questions: Iterable[Question], schema: Schema
) -> None:
    """Say so where the question that stands in for a fact does not exist or answers something else."""
    known = {question.id: question for question in questions}
    for fact in facts:
        if not fact.stands_in:
            continue
        question = known.get(fact.stands_in)
        if question is None:
            if not schema.lenient and fact.stands_in not in schema.doubtful:
                ctx.unknown("问题", "question", fact.stands_in, fact.at, known)
        elif not _answers(question, fact):
            ctx.found.error(
                "type_conflict",
                fact.at,
                f"问题“{question.id}”的答案不能代替已知信息“{fact.id}”：类型或选项不同；请让两者一致。",
                f"Answers to {question.id!r} cannot stand in for fact {fact.id!r}: type or choices differ; make them alike.",
            )


def _answers(question: Question, fact: Fact) -> bool:
    type_ = types_of_question(question).get(question.id)
    if isinstance(type_, Choice) and fact.type == "choice":
        return set(type_.values) <= set(fact.choices)
    return type_ is not None and same_type(type_, type_of_fact(fact))


def check_same(ctx: Context, scene: Declared, items: Iterable[Declared]) -> None:
    """Say so where a scene and its items declare one variable in two ways."""
    first: dict[str, tuple[Type, Question | Fact, str]] = {}
    for declared in (scene, *items):
        things: tuple[Question | Fact, ...] = (*declared.questions, *declared.facts)
        for thing in things:
            types = {thing.id: type_of_fact(thing)} if isinstance(thing, Fact) else _whole(thing)
            for name, type_ in types.items():
                if name not in first:
                    first[name] = (type_, thing, declared.owner)
                elif type(first[name][1]) is not type(thing) or not same_type(first[name][0], type_):
                    _say_conflict(ctx, name, thing, scene.owner, first[name])


def _whole(question: Question) -> dict[str, Type]:
    """A multi question is compared by its choices, as one."""
    if question.kind is QuestionKind.MULTI:
        return {question.id: Choice(("multi:", *(choice.id for choice in question.choices)))}
    return types_of_question(question)


def _say_conflict(
    ctx: Context, name: str, thing: Question | Fact, scene: str, first: tuple[Type, Question | Fact, str]
) -> None:
    _, other, owner = first
    ctx.found.error(
        "type_conflict",
        thing.at,
        f"“{shown(name)}”在“{owner}”（{other.at.file} 第 {other.at.line} 行）里的类型或选项不同，"
        f"而它们在“{scene}”里是同一个变量；请改为一致，或者换一个名称。",
        f"{shown(name)!r} has another type or other choices in {owner!r} ({other.at.file} line {other.at.line}), "
        f"but both are one variable in {scene!r}; make them alike or rename one.",
        scene=scene,
    )
