"""Reads one item: what it asks for, in which ways, who decides in which steps, and what it gives."""

import re

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import LEVELS, read_constraints, read_sample, texts_by_name
from onething.core.catalogue.bodies import read_department_by
from onething.core.catalogue.confirming import read_to_confirm
from onething.core.catalogue.context import Context, Schema
from onething.core.catalogue.declarations import Declared
from onething.core.catalogue.forms import ID, PLACE, Form, check_id, form_of
from onething.core.catalogue.local_forms import read_exceptions
from onething.core.catalogue.model import (
    Case,
    Eligibility,
    Fee,
    FieldLine,
    Item,
    MaterialLine,
    Result,
    Step,
    StepKind,
    Visit,
)
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_
from onething.core.catalogue.words import ALL_HERE, TOWN, ElementKind, Integration, Level, Way
from onething.core.rules import Condition
from onething.core.source import Text

OBJECTS = ("person", "company", "institution", "association", "unincorporated", "agency", "other")
CHANNELS = ("window", "online", "app", "kiosk", "courier", "video", "phone")
SCOPES = ("town", "city", "bay-area", "province", "cross-province", "country", "cross-border")
RESULT_KINDS = ("certificate", "document", "approval", "proof", "record")
DAY_KINDS = ("working", "calendar")

#: How a result fills a field: by an officer, by the system, with the day of the decision, or as the copy of another field.
GIVEN_BY = ("officer", "generated", "decided_on")

_KIND = re.compile(r"[0-9]{2}\Z")


def item_roles(form: Form) -> tuple[str, ...]:
    """Return the roles that an item has, before anything else of it is read."""
    if not form.has("roles"):
        return ("applicant",)
    return tuple(name for name, _ in form.marked("roles") if ID.match(name))


def read_item(
    ctx: Context,
    id: str,
    form: Form,
    declared: Declared,
    schema: Schema,
    facts: frozenset[str],
    blocks: dict[str, tuple[Form, ...]],
) -> Item:
    """Return the item of a file. facts: those that its results may give."""
    roles = item_roles(form)
    for name, at in form.marked("roles"):
        form.check_id(name, at)
    clock = form.form("clock", shapes.CLOCK)
    fields = _read_fields(ctx, form, roles, schema, blocks)
    materials = tuple(
        _read_material(ctx, line, roles, schema, fields)
        for line in form.forms("materials", shapes.MATERIAL_LINE)
    )
    subject = form.string("subject", "applicant")
    if subject not in roles:
        ctx.role(subject, form.place("subject"), roles)
    kind = form.string("kind")
    if kind and not _KIND.match(kind):
        form.found.error(
            "bad_value",
            form.place("kind"),
            f'“kind”应当是国标事项类型的两位数字（如 "05" 给付），不能是“{kind}”。',
            f"'kind' needs the two digits of the national list (\"05\" benefit), not {kind!r}.",
        )
    return Item(
        id=id,
        name=form.text("name"),
        code=form.string("code"),
        kind=kind,
        department=ctx.refer(form, "department", "department"),
        profile=clock.identifier("profile", PLACE) if clock else "",
        promised_days=clock.integer("promised_days", least=0, most=3650) if clock else 0,
        statutory_days=clock.optional_integer("statutory_days", least=0, most=3650) if clock else None,
        day_kind=clock.one_of("day_kind", DAY_KINDS, "working") if clock else "working",
        levels=form.some_of("levels", LEVELS),
        service_object=form.some_of("service_object", OBJECTS, ("person",)),
        law=form.strings("law"),
        subject=subject,
        roles=roles,
        questions=declared.questions,
        facts=declared.facts,
        eligible=_read_eligible(ctx, form, schema),
        fields=fields,
        materials=materials,
        steps=tuple(_read_step(ctx, line, roles, fields) for line in form.forms("steps", shapes.STEP)),
        result=_read_results(ctx, form, roles, facts),
        fees=tuple(
            Fee(
                fee.text("name"),
                fee.integer("fen", least=0),
                fee.string("basis"),
                ctx.condition(fee, "when", schema),
                because=fee.because(),
                at=fee.at,
            )
            for fee in form.forms("fees", shapes.FEE)
        ),
        visits=tuple(
            Visit(
                visit.identifier("place", PLACE),
                visit.string("purpose"),
                visit.string("reason"),
                ctx.condition(visit, "when", schema),
                because=visit.because(),
                at=visit.at,
            )
            for visit in form.forms("visits", shapes.VISIT)
        ),
        competent=_read_competent(ctx, form, roles, schema),
        scope=form.one_of("scope", SCOPES, "city"),
        channels=form.some_of("channels", CHANNELS, ("window", "online")),
        depth=form.integer("depth", 4, least=1, most=4),
        tolerance=form.flag("tolerance"),
        declaration=form.flag("declaration"),
        automatic=ctx.condition(form, "automatic", schema),
        retention_years=form.integer("retention_years", least=0, most=100)
        if form.has("retention_years")
        else None,
        exceptions=read_exceptions(ctx, form, materials),
        own_grounds=texts_by_name(clock, "own_grounds") if clock else {},
        integration=_read_integration(form),
        because=form.reasons(),
        at=form.at,
    )


def _read_integration(form: Form) -> Integration:
    part = form.form("integration", shapes.INTEGRATION)
    if part is None:
        return ALL_HERE
    return Integration(
        Level(part.one_of("level", [one.value for one in Level], Level.HERE.value)),
        part.identifier("system", PLACE) if part.has("system") else "",
        part.integer("answer_hours", ALL_HERE.answer_hours, least=1, most=8760),
        part.string("link"),
    )


def _read_eligible(ctx: Context, form: Form, schema: Schema) -> tuple[Eligibility, ...]:
    lines: dict[str, Eligibility] = {}
    for part in form.forms("eligible", shapes.ELIGIBILITY):
        id = part.identifier("id")
        text, law, way = part.text("text"), part.string("law"), part.optional_text("way_forward")
        condition = ctx.condition(part, "if", schema)
        if once(part, id, lines) and condition is not None:
            lines[id] = Eligibility(id, condition, text, law, way, because=part.because(), at=part.at)
    return tuple(lines.values())


def once(form: Form, id: str, known: object) -> bool:
    """Say so if an id of a list stands twice; false also for no id at all."""
    if not id:
        return False
    if id not in known:  # type: ignore[operator]
        return True
    form.found.error(
        "duplicate_id",
        form.place("id"),
        f"标识“{id}”在这个列表里已经有了；请改名或合并。",
        f"The id {id!r} already stands in this list; rename or merge it.",
    )
    return False


def _read_fields(
    ctx: Context, form: Form, roles: tuple[str, ...], schema: Schema, blocks: dict[str, tuple[Form, ...]]
) -> tuple[FieldLine, ...]:
    lines: list[FieldLine] = []
    for node in form.nodes("fields"):
        if isinstance(node, Mapping_) and node.get("block") is not None:
            use = Form(ctx.found, node, shapes.BLOCK_USE)
            block = use.string("block")
            role = _role(ctx, use, roles)
            when = ctx.condition(use, "when", schema)
            if ctx.known("block", block, use.place("block")):
                for line in blocks.get(block, ()):
                    lines.append(_block_line(ctx, use, line, role, when, schema))
        elif (part := form_of(ctx.found, node, shapes.FIELD, "fields")) is not None:
            lines.append(
                FieldLine(
                    _role(ctx, part, roles),
                    ctx.refer(part, "element", "element"),
                    required=part.flag("required", True),
                    when=ctx.condition(part, "when", schema),
                    constraints=read_constraints(part, ctx.elements.get(part.string("element"))),
                    because=part.because(),
                    at=part.at,
                )
            )
    return tuple(lines)


def _role(ctx: Context, form: Form, roles: tuple[str, ...], default: str = "") -> str:
    role = form.string("role", default)
    if role:
        ctx.role(role, form.place("role"), roles)
    return role


def _block_line(
    ctx: Context, use: Form, line: Form, role: str, when: Condition | None, schema: Schema
) -> FieldLine:
    """Return one line of a block as a line of the item: both conditions must hold, either may make it optional."""
    own = ctx.condition(line, "when", schema)
    both = when or own
    if when is not None and own is not None:
        both = ctx.parse(f"({when.text}) && ({own.text})", when.at, schema)
    return FieldLine(
        role,
        line.string("element"),
        required=line.flag("required", True) and use.flag("required", True),
        when=both,
        constraints=read_constraints(line, ctx.elements.get(line.string("element"))),
        because=use.because() or line.because(),
        at=use.at,
    )


def read_block(ctx: Context, node: Node, id: Scalar) -> tuple[Form, ...]:
    """Return the lines of a block, checked as far as they can be without the item that uses them.

    It is a list of lines, or a mapping with its name and its `fields`.
    """
    name = id.text
    check_id(ctx.found, name, id.at, ID)
    if isinstance(node, Mapping_):
        whole = Form(ctx.found, node, shapes.BLOCK, name, id.at)
        whole.optional_text("name")
        parts = whole.nodes("fields")
    elif isinstance(node, Sequence_):
        parts = node.items
    else:
        ctx.found.error(
            "wrong_type",
            node.at,
            f"字段组“{name}”应当是字段行的列表；请写成以“-”开头的各行。",
            f"Block {name!r} needs a list of field lines; write one '- {{element: …}}' a line.",
        )
        return ()
    lines = []
    for part in parts:
        if (line := form_of(ctx.found, part, shapes.BLOCK_LINE, name)) is None:
            continue
        ctx.refer(line, "element", "element")
        read_constraints(line, ctx.elements.get(line.string("element")))
        if (when := line.get("when")) is not None and not isinstance(when, Scalar):
            line.wrong("when", when, "一个条件", "a condition")
        lines.append(line)
    return tuple(lines)


def read_ways(form: Form, key: str) -> tuple[Way, ...]:
    """Return the ways of a list, in its order."""
    return tuple(Way(name) for name in form.some_of(key, [way.value for way in Way]))


def _read_material(
    ctx: Context, form: Form, roles: tuple[str, ...], schema: Schema, fields: tuple[FieldLine, ...]
) -> MaterialLine:
    return MaterialLine(
        _role(ctx, form, roles),
        ctx.refer(form, "material", "material"),
        accepts=read_ways(form, "accepts"),
        form=form.flag("form"),
        required=form.flag("required", True),
        when=ctx.condition(form, "when", schema),
        copies=form.integer("copies", least=0, most=100),
        original=form.flag("original"),
        valid_days=form.optional_integer("valid_days", least=1, most=36500),
        law=form.string("law"),
        confirms=read_to_confirm(ctx, form, roles, fields),
        because=form.because(),
        at=form.at,
    )


def _read_step(ctx: Context, form: Form, roles: tuple[str, ...], fields: tuple[FieldLine, ...]) -> Step:
    return Step(
        form.member("kind", StepKind, StepKind.INTAKE),
        form.text("name"),
        ctx.refer(form, "department", "department"),
        form.one_of("level", LEVELS),
        days=form.integer("days", least=0, most=3650),
        because=form.because(),
        at=form.at,
        officers=form.optional_integer("officers", least=1, most=2) or 1,
        department_by=read_department_by(ctx, form, roles, fields),
    )


def _read_results(
    ctx: Context, form: Form, roles: tuple[str, ...], facts: frozenset[str]
) -> tuple[Result, ...]:
    results: dict[str, Result] = {}
    for part in form.forms("result", shapes.RESULT):
        id = part.identifier("id")
        gives = _read_gives(ctx, part, roles)
        result = Result(
            id,
            part.text("name"),
            part.one_of("kind", RESULT_KINDS),
            licence=ctx.refer(part, "licence", "licence"),
            stands_for=ctx.refer(part, "stands_for", "material"),
            role=_role(ctx, part, roles, "applicant"),
            gives=gives,
            facts=_read_given_facts(ctx, part, roles, facts),
            sample=read_sample(part),
            number=part.one_of("number", list(gives)) if part.has("number") else "",
            valid=part.optional_text("valid"),
            conditions=_read_conditions(part),
            because=part.because(),
            at=part.at,
        )
        if once(part, id, results):
            results[id] = result
    return tuple(results.values())


def _read_conditions(form: Form) -> tuple[Text, ...]:
    said = (form.text_of(node, "conditions") for node in form.nodes("conditions"))
    return tuple(one for one in said if one is not None)


def _read_gives(ctx: Context, form: Form, roles: tuple[str, ...]) -> dict[str, str]:
    gives: dict[str, str] = {}
    for key, node in form.pairs("gives"):
        fine = ctx.key(key.text, key.at, roles)
        how = form.text_value(node, key.text)
        if how is None or not fine:
            continue
        if how.startswith("copy:"):
            if ctx.key(how.removeprefix("copy:"), node.at, roles):
                gives[key.text] = how
        elif form.value_of(node, key.text, [*GIVEN_BY, "copy:ROLE/ELEMENT"]) in GIVEN_BY:
            gives[key.text] = how
    return gives


def _read_given_facts(
    ctx: Context, form: Form, roles: tuple[str, ...], facts: frozenset[str]
) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, node in form.pairs("facts"):
        if name.text not in facts and name.text not in ctx.names["fact"]:
            ctx.known("fact", name.text, name.at)
        key = form.text_value(node, name.text)
        if key is not None and ctx.key(key, node.at, roles):
            given[name.text] = key
    return given


def _read_competent(ctx: Context, form: Form, roles: tuple[str, ...], schema: Schema) -> tuple[Case, ...]:
    cases: list[Case] = []
    for node in form.nodes("competent"):
        last = isinstance(node, Mapping_) and node.get("else") is not None and node.get("when") is None
        shape = shapes.ELSE_CASE if last else shapes.CASE
        if (part := form_of(ctx.found, node, shape, "competent")) is None:
            continue
        if any(case.when is None for case in cases):
            form.found.error(
                "out_of_place",
                part.at,
                "else 之后不能再有别的情形；请把 else 放在最后，且只写一次。",
                "Nothing may follow the case with 'else'; put it last and only once.",
            )
        if last:
            cases.append(Case(_office(ctx, part, "else", roles), None, because=part.because(), at=part.at))
            continue
        value = _office(ctx, part, "value", roles)
        if (when := ctx.condition(part, "when", schema)) is not None:
            cases.append(Case(value, when, because=part.because(), at=part.at))
    return tuple(cases)


def _office(ctx: Context, form: Form, key: str, roles: tuple[str, ...]) -> str:
    """Return the kind of division that is competent, with the role whose it is ("household_town:mother"), or with the
    address in which its town stands ("town:site/site.address").
    """
    written = form.string(key)
    kind, colon, role = written.partition(":")
    if kind == TOWN:
        if ctx.key(role, form.place(key), roles):
            element = ctx.elements.get(role.partition("/")[2])
            if element is not None and element.kind is not ElementKind.ADDRESS:
                form.wrong(
                    key,
                    form.get(key) or form.node,
                    "一个地址类的数据元",
                    "an element of kind address",
                    code="bad_value",
                )
    elif written and form.check_id(kind, form.place(key), PLACE) and colon:
        ctx.role(role, form.place(key), roles)
    return written


def conditions_of(item: Item) -> tuple[Condition, ...]:
    """Return every condition of an item, in the order of the file format."""
    found = [
        *(line.condition for line in item.eligible),
        *(line.when for line in item.fields),
        *(line.when for line in item.materials),
        *(fee.when for fee in item.fees),
        *(visit.when for visit in item.visits),
        *(case.when for case in item.competent),
        item.automatic,
    ]
    return tuple(condition for condition in found if condition is not None)
