"""A condition as rows that are picked: question, sign, choices, put together by all, any and not.

Picked and typed conditions are one tree: `written_as` writes what was picked in the one usual way, `picked` reads any
condition back into rows. What rows cannot say (sums, dates, "? :") stays one row of text.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from onething.core.editing.variables import Variables
from onething.core.rules import Bool, Choice, Condition, Date, Fixed, Int, explain, parse
from onething.core.rules.tree import And, Compare, In, Lit, Node, Not, Or, Var
from onething.core.source import Text

#: Signs that a row may have; "yes" and "no" of a choice of a question where several may be taken.
SIGNS = ("==", "!=", "in", "not in", "yes", "no", ">=", ">", "<=", "<")


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. values: choice ids, or one number or day as written. sign "text": `values[0]` is the condition."""

    name: str
    sign: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows and groups of which all or any hold; `no`: it is the opposite that counts."""

    mode: str  # "all", "any"
    parts: tuple["Part", ...] = field(default=())
    no: bool = False


Part: TypeAlias = Row | Group


def written_as(part: Part) -> str:
    """Return the text of what was picked. A group without rows is `true` (all) or `false` (any)."""
    if isinstance(part, Row):
        return _row(part)
    if not part.parts:
        text = "true" if part.mode == "all" else "false"
        return f"!({text})" if part.no else text
    sign = " && " if part.mode == "all" else " || "
    text = sign.join(_inside(one, alone=len(part.parts) == 1) for one in part.parts)
    if not part.no:
        return text
    one = part.parts[0]
    bare = len(part.parts) == 1 and isinstance(one, Row) and one.sign == "yes"
    return f"!{text}" if bare else f"!({text})"


def _inside(part: Part, *, alone: bool) -> str:
    text = written_as(part)
    if alone or (isinstance(part, Row) and part.sign != "text") or (isinstance(part, Group) and part.no):
        return text
    if isinstance(part, Group) and len(part.parts) < 2:
        return text
    return f"({text})"


def _row(row: Row) -> str:
    match row.sign:
        case "text":
            return row.values[0]
        case "yes":
            return row.name
        case "no":
            return f"!{row.name}"
        case "in":
            return f"{row.name} in [{', '.join(row.values)}]"
        case "not in":
            return f"!({row.name} in [{', '.join(row.values)}])"
    return f"{row.name} {row.sign} {row.values[0]}"


def row_of(name: str, sign: str, values: tuple[str, ...], variables: Variables) -> Row | None:
    """Return the row that somebody picked, None while something is missing. values: choice ids, a number or a day.

    Of a choice, "is" with several ticked means one of them, and "is not" none of them.
    """
    type_ = variables.types.get(name)
    values = tuple(value.strip() for value in values if value.strip())
    match type_:
        case Bool():
            return Row(name, "no" if sign in ("no", "!=", "not in") else "yes")
        case Choice(known):
            quoted = tuple(f'"{value}"' for value in known if value in values)
            if not quoted:
                return None
            negative = sign in ("!=", "not in", "no")
            if len(quoted) > 1:
                return Row(name, "not in" if negative else "in", quoted)
            return Row(name, "!=" if negative else "==", quoted)
        case Int() | Fixed() | Date() if values:
            sign = sign if sign in ("==", "!=", ">=", ">", "<=", "<") else "=="
            value = values[0]
            if isinstance(type_, Date):
                value = value if value.startswith("date(") or value in variables.types else f'date("{value}")'
            return Row(name, sign, (value,))
    return None


def picked(condition: Condition) -> Group:
    """Return a condition as rows. Its text, written anew, has the same tree."""
    part = _part(condition.tree, condition.text)
    return part if isinstance(part, Group) and not part.no else Group("all", (part,))


def _part(node: Node, text: str) -> Part:
    match node:
        case And(parts) | Or(parts):
            return Group("all" if isinstance(node, And) else "any", tuple(_part(one, text) for one in parts))
        case Not(Var(name)):
            return Row(name, "no")
        case Not(In(Var(name), items)) if items:
            return Row(name, "not in", tuple(_literal(one) for one in items))
        case Not(part):
            inner = _part(part, text)
            if isinstance(inner, Group) and not inner.no:
                return Group(inner.mode, inner.parts, no=True)
            return Group("all", (inner,), no=True)
        case Var(name) if node.kind == "bool":
            return Row(name, "yes")
        case Compare(op, Var(name), Lit() as value):
            return Row(name, op, (_literal(value),))
        case In(Var(name), items) if items:
            return Row(name, "in", tuple(_literal(one) for one in items))
    start, end = node.span
    return Row("", "text", (text[start:end],))


def _literal(lit: Lit) -> str:
    match lit.value:
        case bool():
            return "true" if lit.value else "false"
        case Decimal():
            return f"{lit.value:.{lit.scale}f}"
        case date():
            return f'date("{lit.value.isoformat()}")'
        case str():
            return '"' + lit.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(lit.value)


def canonical(condition: Condition) -> str:
    """Return the condition written in the one usual way."""
    return written_as(picked(condition))


def admitting(condition: Condition, name: str, value: str) -> str | None:
    """Return the condition so changed that this choice of a question no longer makes it false; None if no row does.

    Only rows on that question change: a list takes the choice in, "is not" leaves it out.
    """
    quoted = f'"{value}"'
    changed = _admit(picked(condition), name, quoted)
    text = written_as(changed)
    return text if changed != picked(condition) else None


def _admit(part: Part, name: str, value: str) -> Part:
    if isinstance(part, Group):
        if part.no:
            return part
        return Group(part.mode, tuple(_admit(one, name, value) for one in part.parts))
    if part.name != name:
        return part
    if part.sign in ("==", "in") and value not in part.values:
        return Row(name, "in", (*part.values, value))
    if part.sign == "not in" and value in part.values:
        left = tuple(one for one in part.values if one != value)
        return Row(name, "not in" if len(left) > 1 else "!=", left) if left else part
    return part


_ORDER = {
    ">=": Text("不小于", "is at least"),
    ">": Text("大于", "is above"),
    "<=": Text("不超过", "is at most"),
    "<": Text("小于", "is below"),
    "==": Text("是", "is"),
    "!=": Text("不是", "is not"),
}
_DAYS = {
    ">=": Text("不早于", "is not before"),
    ">": Text("晚于", "is after"),
    "<=": Text("不晚于", "is not after"),
    "<": Text("早于", "is before"),
}


def sentence(condition: Condition, variables: Variables) -> Text:
    """Return a condition in plain words, without the full stop: “有残疾人证吗”答“没有”或“遗失”，并且 …"""
    part = picked(condition)
    return Text(_say(part, condition, variables, "zh"), _say(part, condition, variables, "en"))


def _say(
    part: Part, condition: Condition, variables: Variables, language: str, *, inside: bool = False
) -> str:
    zh = language == "zh"
    if isinstance(part, Row):
        return _say_row(part, variables, language)
    said = [_say(one, condition, variables, language, inside=len(part.parts) > 1) for one in part.parts]
    if part.mode == "all":
        text = ("，并且" if zh else ", and ").join(said)
    else:
        text = ("，或者" if zh else ", or ").join(said)
    if part.no:
        return f"不是（{text}）" if zh else f"not ({text})"
    if inside and len(part.parts) > 1:
        return f"（{text}）" if zh else f"({text})"
    return text


def _say_row(row: Row, variables: Variables, language: str) -> str:
    zh = language == "zh"
    if row.sign == "text":
        condition = parse(row.values[0], variables.types)
        return explain(condition, {}, variables.labels, language).parts[0].text
    label = variables.label(row.name).say(language)
    quoted = f"“{label}”"
    type_ = variables.types.get(row.name)
    values = [_shown(row.name, value, variables, language) for value in row.values]
    if isinstance(type_, Bool) and row.sign in ("yes", "no"):
        multi = "." in row.name
        if zh:
            return (
                f"{'选' if row.sign == 'yes' else '没选'}了{quoted}".replace("没选了", "没选")
                if multi
                else (f"{quoted}{'成立' if row.sign == 'yes' else '不成立'}")
            )
        return f"{quoted} is {'' if row.sign == 'yes' else 'not '}{'chosen' if multi else 'so'}"
    if row.sign in ("in", "not in", "==", "!=") and isinstance(type_, Choice):
        several = ("或" if zh else " or ").join(f"“{value}”" for value in values)
        negative = row.sign in ("not in", "!=")
        if zh:
            return f"{quoted}答的{'不' if negative else ''}是{several}"
        return f"{quoted} is {'not ' if negative else ''}answered {several}"
    several = ("、" if zh else ", ").join(values)
    if row.sign in ("in", "not in"):
        negative = row.sign == "not in"
        if zh:
            return f"{quoted}{'不' if negative else ''}是 {several} 之一"
        return f"{quoted} is {'none' if negative else 'one'} of {several}"
    words = (_DAYS if isinstance(type_, Date) else _ORDER).get(row.sign) or _ORDER[row.sign]
    return f"{quoted}{words.zh} {several}" if zh else f"{quoted} {words.en} {several}"


def _shown(name: str, value: str, variables: Variables, language: str) -> str:
    bare = value.strip('"')
    if value.startswith("date("):
        return value[6:-2]
    return variables.choice(name, bare).say(language) if value.startswith('"') else value
