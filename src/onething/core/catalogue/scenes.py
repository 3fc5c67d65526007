"""Reads one scene: which items it binds, for whom, in which order, and what it asks itself."""

from collections.abc import Collection, Iterable, Mapping

from onething.core.catalogue import shapes
from onething.core.catalogue.context import Context, Schema
from onething.core.catalogue.declarations import Declared
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.items import conditions_of
from onething.core.catalogue.model import Fact, Item, Outcome, QuestionKind, Scene, SceneItem, ScenePromise
from onething.core.catalogue.period_forms import read_periods
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_
from onething.core.catalogue.words import Role
from onething.core.rules import Condition
from onething.core.source import Text, Where

#: Bearers of a role that has several, unless the scene says otherwise, and the most that it may say.
USUAL_BEARERS = 10
MOST_BEARERS = 1000


def bound_items(root: Node | None) -> dict[str, Where]:
    """Return the ids of the items that a scene names, before anything of it is checked."""
    lines = root.get("items") if isinstance(root, Mapping_) else None
    found: dict[str, Where] = {}
    for line in lines.items if isinstance(lines, Sequence_) else ():
        item = line.get("item") if isinstance(line, Mapping_) else None
        if isinstance(item, Scalar):
            found.setdefault(item.text, item.at)
    return found


def scene_roles(form: Form) -> tuple[str, ...]:
    """Return the ids of the roles of a scene."""
    return tuple(name.text for name, _ in form.pairs("roles"))


def read_scene(
    ctx: Context,
    id: str,
    form: Form,
    declared: Declared,
    schema: Schema,
    items: Mapping[str, Item],
    questions: Declared,
) -> Scene:
    """Return the scene of a file. schema, questions: its own and those of its items."""
    roles = _read_roles(ctx, form)
    order = tuple(bound_items(form.node))
    return Scene(
        id=id,
        name=form.text("name"),
        summary=form.text("summary"),
        lead=ctx.refer(form, "lead", "department"),
        topic=_topic(ctx, form),
        words=form.strings("words"),
        roles=roles,
        items=_read_items(ctx, id, form, schema, roles, items, order, questions),
        questions=declared.questions,
        facts=declared.facts,
        outcomes=_read_outcomes(ctx, form, schema),
        promise=_read_promise(ctx, id, form, order),
        joint_visits=form.strings("joint_visits"),
        constraints=tuple(
            condition
            for node in form.nodes("constraints")
            if (condition := ctx.condition_of(form, "constraints", node, schema)) is not None
        ),
        because=form.reasons(),
        version=form.string("version", "1"),
        effective_from=form.day("effective_from"),
        periods=read_periods(form),
        at=form.at,
    )


def _read_roles(ctx: Context, form: Form) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for name, node in form.pairs("roles"):
        form.check_id(name.text, name.at)
        if isinstance(node, Mapping_):
            part = Form(ctx.found, node, shapes.ROLE, name.text, name.at)
            roles[name.text] = _read_role(name, part)
        else:
            form_of(ctx.found, node, shapes.ROLE, name.text)
            roles[name.text] = Role(name.text, Text(name.text), at=name.at)
    return roles


def _read_role(name: Scalar, form: Form) -> Role:
    many = form.flag("many")
    most = form.integer("max", USUAL_BEARERS if many else 1, least=1, most=MOST_BEARERS)
    least = form.integer("min", 1, least=0, most=MOST_BEARERS)
    if not many and most > 1:
        form.found.error(
            "out_of_place",
            form.place("max"),
            f"角色“{name.text}”只有一人（没有 many: true），max 不能大于 1；请加上 many: true 或改为 1。",
            f"Role {name.text!r} has one bearer (no 'many: true'), max cannot exceed 1; add 'many: true' or write 1.",
        )
        most = 1
    if least > most:
        form.wrong(
            "min",
            form.get("min") or form.node,
            f"不大于 max（{most}）的整数",
            f"at most max ({most})",
            code="bad_value",
        )
        least = most
    return Role(name.text, form.text("label"), many, least, most, at=name.at)


def _read_items(
    ctx: Context,
    scene: str,
    form: Form,
    schema: Schema,
    roles: Mapping[str, Role],
    items: Mapping[str, Item],
    order: tuple[str, ...],
    questions: Declared,
) -> tuple[SceneItem, ...]:
    lines: dict[str, SceneItem] = {}
    seen: set[str] = set()
    for part in form.forms("items", shapes.SCENE_ITEM):
        id = ctx.refer(part, "item", "item")
        when = ctx.condition(part, "when", schema)
        optional = part.string("optional")
        if optional:
            _check_optional(ctx, part, optional, questions)
        after, needs = (
            _others(ctx, scene, part, "after", id, order),
            _others(ctx, scene, part, "needs", id, order),
        )
        item = items.get(id)
        bound = _read_binding(ctx, scene, part, item, roles)
        reasons, proactive = part.reasons(), part.flag("proactive")
        if id in seen:
            ctx.found.error(
                "duplicate_id",
                part.place("item"),
                f"事项“{id}”在这件事里已经有了；一个事项只写一行，分情形用 when。",
                f"Item {id!r} is already in this scene; write one line an item, situations go into 'when'.",
            )
            continue
        seen.add(id)
        if item is not None:
            lines[id] = SceneItem(
                item, when, optional, proactive, after, needs, bound, because=reasons, at=part.at
            )
    return tuple(lines.values())


def _check_optional(ctx: Context, form: Form, optional: str, questions: Declared) -> None:
    question_id, dot, _ = optional.partition(".")
    if question_id in questions.doubtful or questions.lenient:
        return
    many = [question for question in questions.questions if question.kind is QuestionKind.MULTI]
    names = [f"{question.id}.{choice.id}" for question in many for choice in question.choices]
    if not dot or optional not in names:
        ctx.unknown(
            "多选题选项（问题.选项）",
            "choice of a multi question (QUESTION.CHOICE)",
            optional,
            form.place("optional"),
            names,
        )


def _others(
    ctx: Context, scene: str, form: Form, key: str, own: str, order: tuple[str, ...]
) -> tuple[str, ...]:
    found = []
    for name, at in form.marked(key):
        if name not in order:
            ctx.unknown_in(scene, "本件事的事项", "item of this scene", name, at, order)
        elif name == own:
            ctx.found.error(
                "bad_value",
                at,
                f"事项“{own}”不能等待自己；请从“{key}”中删除它。",
                f"Item {own!r} cannot wait for itself; delete it from {key!r}.",
            )
        else:
            found.append(name)
    return tuple(found)


def _read_binding(
    ctx: Context, scene: str, form: Form, item: Item | None, roles: Mapping[str, Role]
) -> dict[str, str]:
    """Return item role → scene role; roles of equal name are bound to each other without being written."""
    bound: dict[str, str] = {}
    own: Collection[str] = item.roles if item is not None else ()
    for name, node in form.pairs("roles"):
        target = form.text_value(node, name.text)
        fine = item is None or ctx.role(name.text, name.at, own)
        if target is not None and ctx.role(target, node.at, roles) and fine:
            bound[name.text] = target
        else:
            ctx.unbound.add(scene)
    for role in own:
        if role not in bound and role in roles and not _written(form, role):
            bound[role] = role
    return {role: bound[role] for role in (*own, *bound) if role in bound}


def _written(form: Form, role: str) -> bool:
    return any(name.text == role for name, _ in form.pairs("roles"))


def _read_outcomes(ctx: Context, form: Form, schema: Schema) -> tuple[Outcome, ...]:
    found = []
    for part in form.forms("outcomes", shapes.OUTCOME):
        text = part.text("text")
        if (condition := ctx.condition(part, "if", schema)) is not None:
            found.append(Outcome(condition, text, because=part.because(), at=part.at))
    return tuple(found)


def _read_promise(ctx: Context, scene: str, form: Form, order: tuple[str, ...]) -> ScenePromise | None:
    part = form.form("promise", shapes.PROMISE)
    if part is None:
        return None
    items = []
    for name, at in part.marked("items"):
        if name in order:
            items.append(name)
        else:
            ctx.unknown_in(scene, "本件事的事项", "item of this scene", name, at, order)
    return ScenePromise(part.integer("days", least=0, most=3650), tuple(items), part.string("source"))


def _topic(ctx: Context, form: Form) -> str:
    """Return the topic; where the package lists its topics it must be one of these."""
    topic = form.identifier("topic")
    if topic and ctx.names["topic"]:
        ctx.known("topic", topic, form.place("topic"))
    return topic


def check_given(
    ctx: Context, scene: str, facts: Iterable[Fact], order: Collection[str], items: Mapping[str, Item]
) -> None:
    """Say so if a fact is given by an item that is not in the scene or that does not give it."""
    for fact in facts:
        if not fact.given_by or fact.given_by not in ctx.names["item"]:
            continue
        item = items.get(fact.given_by)
        if fact.given_by not in order:
            ctx.unknown_in(scene, "本件事的事项", "item of this scene", fact.given_by, fact.at, order)
        elif item is not None and not any(fact.id in result.facts for result in item.result):
            ctx.found.error(
                "not_given",
                fact.at,
                f"已知信息“{fact.id}”应由事项“{item.id}”给出，但它的结果没有给出这项；请在它的 result 里写 facts。",
                f"Fact {fact.id!r} is to be given by {item.id!r}, but no result of that item gives it; "
                "name it under 'facts' of its result.",
                scene=scene,
            )


def check_lent(
    ctx: Context, scene: str, at: Where, item: Item, own: Schema, lent: Schema, elsewhere: Schema
) -> None:
    """Say so if an item names a variable that neither it nor this scene declares, though another scene does."""
    if own.lenient or lent.lenient:
        return
    missing: dict[str, Condition] = {}
    for condition in conditions_of(item):
        for name in sorted(condition.names - own.types.keys() - lent.types.keys()):
            missing.setdefault(name, condition)
    for question in item.questions:
        here = question.known_from in own.types or question.known_from in lent.types
        if question.known_from in elsewhere.types and not here:
            ctx.unknown("已知信息", "fact", question.known_from, at, [*own.types, *lent.types])
    for name, condition in missing.items():
        if name.partition(".")[0] in lent.doubtful:
            continue
        ctx.found.error(
            "unknown_name",
            at,
            f"事项“{item.id}”的条件（{condition.at.file} 第 {condition.at.line} 行）要用“{name}”，"
            f"但“{scene}”和该事项都没有定义它；请在其中一处定义。",
            f"Item {item.id!r} has a condition ({condition.at.file} line {condition.at.line}) on {name!r}, "
            f"which neither {scene!r} nor the item declares; declare it in one of the two.",
            scene=scene,
        )
