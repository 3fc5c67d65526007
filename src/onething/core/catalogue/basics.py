"""Readers of what a city has before any item: its head file, divisions, departments, dictionary and sources."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.confirming import check_identity_elements
from onething.core.catalogue.context import Context
from onething.core.catalogue.findings import shown
from onething.core.catalogue.forms import (
    CHOICE_ID,
    PATH,
    Form,
    as_day,
    as_decimal,
    check_id,
    form_of,
)
from onething.core.catalogue.model import Minutes
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_, decode
from onething.core.catalogue.words import (
    Choice,
    Constraints,
    Department,
    Division,
    Element,
    ElementKind,
    Grant,
    Licence,
    Material,
    Sensitivity,
    Share,
    Way,
)
from onething.core.clock import PROFILES, Limit
from onething.core.papers import Level
from onething.core.people import DocumentKind
from onething.core.source import Text, Where
from onething.core.submission import DELIVERY_NEEDS

#: Kinds of competent office whose place is the town in an address.
ADDRESSES = ("household_town", "residence_town")
_DAYS = (
    "draft_days",
    "draft_warning_days",
    "supplement_days",
    "declaration_check_days",
    "inquiry_days",
    "inquiry_confirm_days",
    "stuck_hours",
    "rank_from",
    "archive_days",
    "retention_years",
)
#: Whole numbers among the rules about messages: least and most.
_MESSAGES = {
    "quiet_from": (0, 23),
    "quiet_until": (0, 23),
    "merge_minutes": (0, 60),
    "sms_segments": (1, 10),
    "receipt_hours": (1, 720),
}
_RATINGS = {
    "version": (1, 10_000),
    "default_days": (1, 365),
    "start_days": (1, 60),
    "at_once_days": (1, 60),
    "simple_days": (1, 60),
    "complex_days": (1, 60),
    "appeal_days": (1, 60),
    "burst_count": (1, 1000),
    "burst_minutes": (1, 1440),
}
_PROBLEMS = dict.fromkeys(shapes.PROBLEMS.may, (1, 60))
_KNOWLEDGE = {"confirm_months": (1, 60), "answer_days": (1, 60)}
_TABLES = (
    "addresses",
    "identity_kinds",
    "identity_elements",
    "delivery_elements",
    "delivery_ways",
    "publication",
)
#: What a decision to grant says of its being public: that of a permit, and any other.
PUBLICATION = ("permit", "other")

DIVISION_COLUMNS = ("code", "name", "level", "kind", "parent", "unit")
LEVELS = ("nation", "province", "city", "county", "town", "village")

#: Bytes of divisions.csv: a province with all its villages has a tenth of it.
MOST_CSV_BYTES = 8_000_000

_TEXTS = (ElementKind.TEXT, ElementKind.NAME, ElementKind.ADDRESS)


def entries(
    ctx: Context, root: Node | None, shape: shapes.Shape, pattern: re.Pattern[str]
) -> Iterator[tuple[str, Form]]:
    """Give each entry of a file that maps ids to mappings."""
    for key, node in pairs_of(ctx, root):
        check_id(ctx.found, key.text, key.at, pattern)
        if (form := form_of(ctx.found, node, shape, key.text, name=key.text, at=key.at)) is not None:
            yield key.text, form


def pairs_of(ctx: Context, root: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """Return the entries of a file; an empty file has none."""
    if root is None or (isinstance(root, Scalar) and root.value is None):
        return ()
    if isinstance(root, Mapping_):
        return root.entries
    ctx.found.error(
        "wrong_type",
        root.at,
        f"{root.at.file} 应当是映射（键: 值）；请按格式页改写。",
        f"{root.at.file} needs a mapping (key: value); write it as the format page says.",
    )
    return ()


def read_divisions(ctx: Context, file: str, data: bytes) -> dict[str, Division]:
    """Return the divisions of `divisions.csv` by code."""
    text = decode(file, data, ctx.found, most=MOST_CSV_BYTES)
    if text is None:
        ctx.unsure |= {"division", "town"}
        return {}
    divisions: dict[str, Division] = {}
    lines: dict[str, int] = {}
    before = len(ctx.found)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(rows, [])
        if tuple(head) != DIVISION_COLUMNS:
            ctx.unsure |= {"division", "town"}
            ctx.found.error(
                "bad_header",
                Where(file, 1, 1),
                f"{file} 的首行应当是 {','.join(DIVISION_COLUMNS)}；请改正首行。",
                f"The first line of {file} needs to be {','.join(DIVISION_COLUMNS)}; correct it.",
            )
            return {}
        for row in rows:
            line = rows.line_num
            if row:
                _read_division(ctx, file, line, row, divisions, lines)
    except csv.Error as error:
        ctx.unsure.add("division")
        ctx.found.error(
            "syntax",
            Where(file, max(rows.line_num, 1), 1),
            f"{file} 第 {rows.line_num} 行不是合法的 CSV；请检查引号和逗号。",
            f"{file} line {rows.line_num} is not valid CSV ({error}); check quotes and commas.",
        )
    for code, division in divisions.items():
        if division.parent and division.parent not in divisions and "division" not in ctx.unsure:
            at = Where(file, lines[code], _column(code, division.name, division.level, division.kind))
            ctx.unknown("上级区划", "parent division", division.parent, at, divisions)
    ctx.names["division"] = {code: Where(file, lines[code], 1) for code in divisions}
    ctx.names["town"] = {
        code: at for code, at in ctx.names["division"].items() if divisions[code].level == "town"
    }
    if len(ctx.found) > before:
        ctx.unsure.add("town")
    return divisions


def _column(*before: str) -> int:
    return sum(len(part) + 1 for part in before) + 1


def _read_division(
    ctx: Context, file: str, line: int, row: list[str], divisions: dict[str, Division], lines: dict[str, int]
) -> None:
    if len(row) != len(DIVISION_COLUMNS):
        ctx.found.error(
            "bad_row",
            Where(file, line, 1),
            f"{file} 第 {line} 行有 {len(row)} 列，应当有 {len(DIVISION_COLUMNS)} 列；请补齐或删去多余的逗号。",
            f"{file} line {line} has {len(row)} columns and needs {len(DIVISION_COLUMNS)}; add or delete commas.",
        )
        return
    code, name, level, kind, parent, unit = (cell.strip() for cell in row)
    if not re.fullmatch(r"[0-9]{12}", code):
        ctx.found.error(
            "bad_id",
            Where(file, line, 1),
            f"区划代码“{shown(code)}”应当是 12 位数字；请改正。",
            f"The division code {shown(code)!r} needs 12 digits; correct it.",
        )
        return
    if code in divisions:
        ctx.found.error(
            "duplicate_id",
            Where(file, line, 1),
            f"区划代码 {code} 在第 {lines[code]} 行已经有了；请删除一行。",
            f"The division code {code} already stands in line {lines[code]}; delete one of the two.",
        )
        return
    if not name:
        ctx.found.error(
            "missing_key",
            Where(file, line, _column(code)),
            f"区划 {code} 没有名称；请补上。",
            f"Division {code} has no name; add it.",
        )
    if level not in LEVELS:
        ctx.found.error(
            "bad_value",
            Where(file, line, _column(code, name)),
            f"区划 {code} 的级别不能是“{shown(level)}”；可用的有：{'、'.join(LEVELS)}。",
            f"Division {code} cannot have the level {shown(level)!r}; valid are: {', '.join(LEVELS)}.",
        )
    divisions[code] = Division(code, name, level, kind, parent, unit)
    lines[code] = line


def read_department(ctx: Context, id: str, form: Form) -> Department:
    name = form.text("name")
    return Department(
        id,
        name=name,
        short=form.optional_text("short") or name,
        code=form.string("code"),
        division=ctx.refer(form, "division", "division"),
        phone=form.string("phone"),
        review=form.optional_text("review"),
        at=form.at,
    )


def read_choices(form: Form, key: str, pattern: re.Pattern[str] = CHOICE_ID) -> tuple[Choice, ...]:
    """Return choices: id → text, or id → {label, help}."""
    choices = []
    for name, node in form.pairs(key):
        form.check_id(name.text, name.at, pattern)
        if isinstance(node, Mapping_) and node.get("zh") is None:
            choice = Form(form.found, node, shapes.CHOICE, name.text)
            label = choice.text("label")
            choices.append(
                Choice(name.text, label, choice.optional_text("help"), because=choice.because(), at=name.at)
            )
        elif (text := form.text_of(node, name.text)) is not None:
            choices.append(Choice(name.text, text, at=name.at))
    return tuple(choices)


def read_element(ctx: Context, id: str, form: Form) -> Element | None:
    """Return the element, None if its kind is not known: then nothing can be said about its values."""
    kind = form.member("kind", ElementKind, ElementKind.TEXT)
    choices = read_choices(form, "choices")
    if kind is ElementKind.CHOICE and not choices and not form.has("choices"):
        form.found.error(
            "missing_key",
            form.at,
            f"数据元“{id}”是选项类（kind: choice），但没有 choices；请列出选项。",
            f"Element {id!r} is a choice but has no 'choices'; list them.",
        )
    if kind is not ElementKind.CHOICE and form.has("choices"):
        _out_of_place(form, "choices", "kind: choice")
    if form.string("kind") != kind:
        return None
    element = Element(
        id,
        label=form.text("label"),
        kind=kind,
        choices=choices,
        sensitivity=form.member("sensitivity", Sensitivity, Sensitivity.PERSONAL),
        unit=form.optional_text("unit"),
        help=form.optional_text("help"),
        at=form.at,
    )
    return replace(element, constraints=read_constraints(form, element))


def _out_of_place(form: Form, key: str, needs: str) -> None:
    form.found.error(
        "out_of_place",
        form.place(key),
        f"“{key}”只能和 {needs} 一起使用；请删除它，或改正 kind。",
        f"{key!r} only goes with {needs}; delete it or correct the kind.",
    )


def read_constraints(form: Form, element: Element | None) -> Constraints:
    """Return the limits of a value. element: whose kind they must fit; None if it is not known."""
    part = form.form("constraints", shapes.CONSTRAINTS)
    if part is None:
        return Constraints()
    least = most = allowed = None
    if element is not None:
        least = _limit(part, "min", element)
        most = _limit(part, "max", element)
        if part.has("allowed"):
            allowed = _allowed(part, element)
    shortest, longest = _lengths(part, element)
    if least is not None and most is not None and least > most:
        part.wrong(
            "min",
            part.node.get("min") or part.node,
            f"不大于 max（{most}）的值",
            f"at most max ({most})",
            code="bad_value",
        )
        least = None
    return Constraints(least, most, longest, allowed, shortest)


def _lengths(part: Form, element: Element | None) -> tuple[int | None, int | None]:
    """Return the least and the greatest number of characters."""
    for key in ("min_length", "max_length"):
        if part.has(key) and element is not None and element.kind not in _TEXTS:
            _out_of_place(part, key, "text、name、address")
    shortest = part.optional_integer("min_length", least=1, most=100_000)
    longest = part.optional_integer("max_length", least=1, most=100_000)
    if element is not None and element.kind is ElementKind.NAME and longest is not None and longest < 50:
        part.wrong(
            "max_length",
            part.node.get("max_length") or part.node,
            "至少 50（姓名不得截短）",
            "at least 50 (a name is never cut)",
            code="bad_value",
        )
        longest = None
    if shortest is not None and longest is not None and shortest > longest:
        part.wrong(
            "min_length",
            part.node.get("min_length") or part.node,
            f"不大于 max_length（{longest}）的字数",
            f"at most max_length ({longest})",
            code="bad_value",
        )
        shortest = None
    return shortest, longest


def _limit(part: Form, key: str, element: Element) -> Any:
    node = part.get(key)
    if node is None:
        return None
    if element.kind not in (
        ElementKind.INTEGER,
        ElementKind.MONEY,
        ElementKind.DECIMAL,
        ElementKind.DATE,
        ElementKind.MONTH,
    ):
        _out_of_place(part, key, "integer、money、decimal、date、month")
        return None
    return read_value(part, key, node, element)


def _allowed(part: Form, element: Element) -> frozenset[str] | None:
    if element.kind is not ElementKind.CHOICE:
        _out_of_place(part, "allowed", "kind: choice")
        return None
    return frozenset(part.some_of("allowed", [choice.id for choice in element.choices]))


def read_value(form: Form, key: str, node: Node, element: Element) -> Any:
    """Return a value of the element's kind, None with a finding if it is none."""
    if not isinstance(node, Scalar):
        form.wrong(key, node, "一个值", "one value")
        return None
    match element.kind:
        case ElementKind.INTEGER | ElementKind.MONEY:
            whole = "整数（金额以分为单位）" if element.kind is ElementKind.MONEY else "整数"
            if isinstance(node.value, int) and not isinstance(node.value, bool):
                return node.value
            form.wrong(key, node, whole, "a whole number" + (" of fen" if "分" in whole else ""))
        case ElementKind.DECIMAL:
            if (number := as_decimal(node)) is not None:
                return number
            form.wrong(key, node, "一个数", "a number")
        case ElementKind.DATE:
            return form.day_of(node, key)
        case ElementKind.MONTH:
            return _month_of(form, key, node)
        case ElementKind.YES_NO:
            if isinstance(node.value, bool):
                return node.value
            form.wrong(key, node, " true 或 false", "true or false")
        case ElementKind.CHOICE:
            names = [choice.id for choice in element.choices]
            return form.value_of(node, key, names) or None
        case _:
            return form.text_value(node, key)
    return None


def _month_of(form: Form, key: str, node: Scalar) -> date | None:
    day = as_day(node.text if len(node.text) != 7 else f"{node.text}-01")
    if day is None or day.day != 1:
        form.wrong(key, node, "月份，写作 2026-03", "a month, written 2026-03")
        return None
    return day


def read_licence(ctx: Context, id: str, form: Form) -> Licence:
    return Licence(
        id,
        label=form.text("label"),
        type_code=form.string("type_code"),
        fields=ctx.refer_all(form, "fields", "element"),
        valid_years=form.optional_integer("valid_years", least=1, most=100),
        sample=read_sample(form),
        at=form.at,
    )


def read_sample(form: Form) -> str:
    """Return the path of a sample: a file of the package, or a page that the platform makes with invented data."""
    return form.identifier("sample", PATH)


def read_material(ctx: Context, id: str, form: Form) -> Material:
    return Material(
        id,
        label=form.text("label"),
        issuer=form.optional_text("issuer"),
        licence=ctx.refer(form, "licence", "licence"),
        form=form.flag("form"),
        village_certificate=form.string("village_certificate"),
        shows=ctx.refer_all(form, "shows", "element"),
        help=form.optional_text("help"),
        sample=read_sample(form) if form.has("sample") else "",
        at=form.at,
    )


def read_share(ctx: Context, id: str, form: Form, roles: Mapping[str, tuple[str, ...]]) -> Share:
    """Return a share. roles: item → the roles that it has, of which a grant may name some."""
    return Share(
        id,
        label=form.text("label"),
        department=ctx.refer(form, "department", "department"),
        system=form.identifier("system"),
        fields=ctx.refer_all(form, "fields", "element"),
        materials=ctx.refer_all(form, "materials", "material"),
        facts=ctx.refer_all(form, "facts", "fact"),
        grants=tuple(_read_grant(ctx, grant, roles) for grant in form.forms("grants", shapes.GRANT)),
        needs_consent=form.flag("needs_consent", True),
        basis=form.string("basis"),
        at=form.at,
    )


def _read_grant(ctx: Context, form: Form, roles: Mapping[str, tuple[str, ...]]) -> Grant:
    items = ctx.refer_all(form, "items", "item")
    known = {role for item in items for role in roles.get(item, ())}
    named = form.marked("roles")
    return Grant(
        items=items,
        fields=ctx.refer_all(form, "fields", "element"),
        materials=ctx.refer_all(form, "materials", "material"),
        purpose=form.text("purpose"),
        basis=form.string("basis"),
        until=form.day("until"),
        roles=tuple(role for role, at in named if not known or ctx.role(role, at, known)),
        at=form.at,
    )


def read_minutes(form: Form | None) -> Minutes:
    if form is None:
        return Minutes()
    usual = Minutes()
    return Minutes(
        choice=form.integer("choice", usual.choice, least=0, most=3600),
        typed=form.integer("typed", usual.typed, least=0, most=3600),
        confirmed=form.integer("confirmed", usual.confirmed, least=0, most=3600),
        upload=form.integer("upload", usual.upload, least=0, most=3600),
    )


def read_settings(ctx: Context, form: Form | None) -> dict[str, Any]:
    """Return the city's rules that are data: days, the elements that say where an office is, kinds of document."""
    if form is None:
        return {}
    read: dict[str, Any] = {key: form.integer(key, least=1, most=3650) for key in _DAYS if form.has(key)}
    for key in ("lapse_ground", "tolerance_lapse_ground"):
        if form.has(key):
            read[key] = form.string(key)
    for key in _TABLES:
        if form.has(key):
            read[key] = texts_by_name(form, key)
    if (letters := form.form("letters", shapes.LETTERS)) is not None:
        read["letters"] = _read_letters(letters)
    if (messages := form.form("messages", shapes.MESSAGES)) is not None:
        read["messages"] = numbers_of(messages, _MESSAGES)
        if messages.has("owner"):
            read["messages"]["owner"] = ctx.refer(messages, "owner", "department")
    if (problems := form.form("problems", shapes.PROBLEMS)) is not None:
        read["problems"] = numbers_of(problems, _PROBLEMS)
    if (knowledge := form.form("knowledge", shapes.KNOWLEDGE)) is not None:
        read["knowledge"] = numbers_of(knowledge, _KNOWLEDGE)
        read["knowledge"]["team"] = ctx.refer(knowledge, "team", "department")
    if (ratings := form.form("ratings", shapes.RATINGS)) is not None:
        read["ratings"] = numbers_of(ratings, _RATINGS)
        if ratings.has("default_level"):
            read["ratings"]["default_level"] = ratings.one_of("default_level", [one.value for one in Level])
    for name, node in form.pairs("addresses"):
        form.value_of(name, "addresses", list(ADDRESSES))
        ctx.known("element", read["addresses"].get(name.text, ""), node.at)
    for name, node in form.pairs("identity_kinds"):
        if name.text == "element":
            ctx.known("element", read["identity_kinds"].get(name.text, ""), node.at)
        else:
            form.value_of(name, "identity_kinds", [one.value for one in DocumentKind])
    check_identity_elements(ctx, form)
    for name, node in form.pairs("delivery_elements"):
        form.value_of(name, "delivery_elements", list(DELIVERY_NEEDS["post"]))
        ctx.known("element", read["delivery_elements"].get(name.text, ""), node.at)
    for name, _node in form.pairs("publication"):
        form.value_of(name, "publication", list(PUBLICATION))
    for _name, node in form.pairs("delivery_ways"):
        form.value_of(node, "delivery_ways", ["electronic", *DELIVERY_NEEDS])
    if form.has("lights"):
        read["lights"] = _read_lights(ctx, form)
    return read


def _read_letters(form: Form) -> dict[str, dict[str, Text]]:
    """Return what the city's own rule has letters say, by kind of document."""
    read = {}
    for kind, shape in shapes.LETTER_WORDS.items():
        if (one := form.form(kind, shape)) is not None:
            read[kind] = {name: one.text(name) for name in shape.must}
    return read


def _read_lights(ctx: Context, form: Form) -> dict[str, dict[str, int]]:
    """Return when which limit is warned of: by its kind, by the clock profile of the item, or `default`."""
    read = {}
    for name, node in form.pairs("lights"):
        form.value_of(name, "lights", ["default", *(one.value for one in Limit), *PROFILES])
        one = form_of(ctx.found, node, shapes.LIGHT, name.text)
        if one is None:
            continue
        limits = {"half": (1, 99), "most": (1, 99), "days_left": (0, 100)}
        read[name.text] = {
            key: one.integer(key, least=least, most=most)
            for key, (least, most) in limits.items()
            if one.has(key)
        }
    return read


def numbers_of(form: Form, limits: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Return the whole numbers of a mapping that are written. limits: key -> least and most."""
    return {
        key: form.integer(key, least=least, most=most)
        for key, (least, most) in limits.items()
        if form.has(key)
    }


def ways_of(form: Form, key: Scalar, node: Node) -> tuple[Way, ...]:
    """Return the ways that a mapping has for a key of a material, in their order; there must be at least one."""
    if isinstance(node, Sequence_) and node.items:
        names = [form.value_of(one, key.text, [way.value for way in Way]) for one in node.items]
        return tuple(Way(name) for name in dict.fromkeys(names) if name)
    form.wrong(
        key.text, node, "方式的列表，写作 [licence, upload]", "a list of ways, written [licence, upload]"
    )
    return ()


def texts_by_name(form: Form, key: str) -> dict[str, str]:
    """Return a mapping of free names to texts."""
    pairs = ((name.text, form.text_value(node, key)) for name, node in form.pairs(key))
    return {name: text for name, text in pairs if text is not None}
