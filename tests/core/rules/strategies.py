"""Random conditions of every shape of the language, as text, and random answers with gaps."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from onething.core.rules import BOOL, DATE, STRING, Choice, Fixed, Int, Type

#: Amounts step by quarters and rates by halves, so that engines with binary numbers hold them exactly.
SCHEMA: dict[str, Type] = {
    "flag": BOOL,
    "agreed": BOOL,
    "wants.pension": BOOL,
    "age": Int(0, 130),
    "count": Int(-50, 50),
    "amount": Fixed(2, Decimal(-100), Decimal(100)),
    "rate": Fixed(1, Decimal(0), Decimal(10)),
    "level": Choice(("一级", "二级", "三级")),
    "huji": STRING,
    "born": DATE,
    "day": DATE,
}
TOWNS = ["东莞", "深圳", "it's", 'a "b" \\c', "é😀"]
LEVELS = ["一级", "二级", "三级"]
NAMES = {kind: [n for n, t in SCHEMA.items() if t.kind == kind] for kind in {t.kind for t in SCHEMA.values()}}

#: Days around the ends of months and leap years, where whole months and years are decided.
near_edges = st.builds(
    lambda year, month, days: date(year, month, 1) + timedelta(days),
    st.sampled_from([1900, 1999, 2000, 2023, 2024, 2025]),
    st.integers(1, 12),
    st.integers(-3, 2),
).filter(lambda day: day >= date(1900, 1, 1))
days = near_edges | st.dates(date(1900, 1, 1), date(2060, 12, 31))
amounts = st.integers(-400, 400).map(lambda n: Decimal(n) / 4).map(lambda d: d.quantize(Decimal("0.01")))
rates = st.integers(0, 20).map(lambda n: (Decimal(n) / 2).quantize(Decimal("0.1")))

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "agreed": st.booleans(),
    "wants.pension": st.booleans(),
    "age": st.integers(0, 130) | st.integers(0, 5),
    "count": st.integers(-50, 50) | st.integers(-5, 5),
    "amount": amounts,
    "rate": rates,
    "level": st.sampled_from(LEVELS),
    "huji": st.sampled_from([*TOWNS, "别处"]),
    "born": days,
    "day": days,
}
rows = st.fixed_dictionaries({name: st.none() | values for name, values in VALUES.items()})
complete_rows = st.fixed_dictionaries(VALUES)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(value: Any) -> str:
    """Return a value as a literal of the language."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return f'date("{value}")'
        case str():
            return quoted(value)
    return str(value)


def literals(kind: str) -> st.SearchStrategy[str]:
    source: dict[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "int": st.integers(-5, 20),
        "decimal": amounts | rates,
        "date": days,
        "choice": st.sampled_from(LEVELS),
        "string": st.sampled_from(TOWNS),
    }
    return source[kind].map(written)


def lists(kind: str) -> st.SearchStrategy[str]:
    return st.lists(literals(kind), max_size=6).map(lambda items: f"[{', '.join(items)}]")


@st.composite
def numbers(draw: st.DrawFn, kind: str, depth: int) -> str:
    """A number: literal, variable, sum, difference, product by a constant, choice of two, time between days."""
    shape = draw(st.integers(0, 8)) if depth else draw(st.integers(0, 2))
    part = numbers(kind, depth - 1)
    if shape == 0:
        return draw(literals(kind))
    if shape <= 2:
        return draw(st.sampled_from(NAMES[kind]))
    if shape <= 4:
        return f"({draw(part)} {draw(st.sampled_from('+-'))} {draw(part)})"
    if shape == 5:  # products only of small factors: scales add up
        factor = draw(st.integers(-3, 9)) if kind == "int" else Decimal(draw(st.integers(-6, 6))) / 2
        name = draw(st.sampled_from(NAMES[kind]))
        factor = factor if kind == "int" else factor.quantize(Decimal("0.1"))
        return draw(st.sampled_from([f"{name} * ({factor})", f"({factor} * {name})"]))
    if shape == 6:
        return f"-({draw(part)})"
    if shape == 7 and kind == "int":
        return draw(times(depth - 1))
    return f"({draw(booleans(depth - 1))} ? {draw(part)} : {draw(part)})"


@st.composite
def dates(draw: st.DrawFn, depth: int) -> str:
    shape = draw(st.integers(0, 5)) if depth > 0 else draw(st.integers(0, 4))
    if shape <= 1:
        return draw(literals("date"))
    if shape <= 4:
        return draw(st.sampled_from(NAMES["date"]))
    return f"({draw(booleans(depth - 1))} ? {draw(dates(depth - 1))} : {draw(dates(depth - 1))})"


@st.composite
def times(draw: st.DrawFn, depth: int) -> str:
    unit = draw(st.sampled_from(["years", "months"]))
    return f"{unit}({draw(dates(depth))}, {draw(dates(depth))})"


@st.composite
def booleans(draw: st.DrawFn, depth: int) -> str:
    """A condition: every operator of the language, up to `depth` levels of nesting."""
    if depth <= 0:
        return draw(st.sampled_from([*NAMES["bool"], "true", "false"]))
    shape = draw(st.integers(0, 15))
    part = booleans(depth - 1)
    if shape == 0:
        return draw(st.sampled_from(NAMES["bool"]))
    if shape <= 4:
        sign = draw(st.sampled_from(["&&", "||"]))
        return "(" + f" {sign} ".join(draw(st.lists(part, min_size=2, max_size=4))) + ")"
    if shape == 5:
        return f"!({draw(part)})"
    if shape == 6:
        return f"({draw(part)} ? {draw(part)} : {draw(part)})"
    if shape == 7:
        return f"({draw(part)}) {draw(st.sampled_from(['==', '!=']))} ({draw(part)})"
    if shape == 8:
        kind = draw(st.sampled_from(["string", "choice"]))
        sides = [draw(st.sampled_from(NAMES[kind])), draw(literals(kind))]
        return f" {draw(st.sampled_from(['==', '!=']))} ".join(draw(st.permutations(sides)))
    if shape == 9:
        kind = draw(st.sampled_from(["string", "choice", "int", "decimal", "date", "bool"]))
        return f"{draw(st.sampled_from(NAMES[kind]))} in {draw(lists(kind))}"
    if shape == 10:
        left, right = dates(depth - 1), dates(depth - 1)
    elif shape >= 14:
        left, right = times(depth - 1), literals("int") | numbers("int", 1)
    else:
        kind = draw(st.sampled_from(["int", "decimal"]))
        left, right = numbers(kind, min(2, depth - 1)), numbers(kind, min(2, depth - 1))
    sign = draw(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))
    return f"{draw(left)} {sign} {draw(right)}"
