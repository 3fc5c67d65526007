"""The third meaning: the same condition as SQL, for a whole population at once.

Three-valued logic is SQL's own: NULL is unknown. What SQL would do otherwise is written out: `CASE` treats unknown as
false, an empty `IN` is not portable, 32-bit sums overflow, and SQLite has neither decimals nor dates.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlglot import exp

from onething.core.rules.condition import Condition
from onething.core.rules.errors import OutsideSubset
from onething.core.rules.tree import (
    And,
    Arith,
    Between,
    Compare,
    If,
    In,
    Lit,
    Neg,
    Node,
    Not,
    Or,
    Var,
)
from onething.core.rules.types import scaled
from onething.core.source import Text

Dialect = Literal["duckdb", "postgres", "sqlite", "spark"]

_COMPARE: dict[str, type[exp.Binary]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_ARITH: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}


def to_sql(
    condition: Condition, columns: Mapping[str, str | tuple[str, ...]], dialect: Dialect = "postgres"
) -> str:
    """Return a boolean SQL expression: true, false, or NULL for unknown.

    columns: variable -> column, or (table, column); quoted by the writer. A boolean column holds booleans (0 and 1
    in SQLite), a date column dates (ISO text in SQLite), a decimal column exact decimals (any number in SQLite, at
    most 15 digits). A missing column raises KeyError: which variables there are is known from `condition.names`.
    Raises OutsideSubset for a literal that no database can hold.
    """
    return str(to_expression(condition, columns, dialect).sql(dialect=dialect))


def to_expression(
    condition: Condition, columns: Mapping[str, str | tuple[str, ...]], dialect: Dialect = "postgres"
) -> exp.Expression:
    """Return the same as a sqlglot expression, to be put into a larger query."""
    return _Writer(columns, lite=dialect == "sqlite").write(condition.tree)


class _Writer:
    def __init__(self, columns: Mapping[str, str | tuple[str, ...]], *, lite: bool) -> None:
        self.columns = columns
        self.lite = lite

    def write(self, node: Node) -> exp.Expression:
        match node:
            case Lit():
                return self.literal(node)
            case Var(name):
                column = self.column(name)
                if self.lite and node.kind == "decimal":
                    return _whole(exp.Mul(this=column, expression=_number(10**node.scale)))
                return column
            case Not(part):
                return exp.Paren(this=exp.Not(this=self.write(part)))
            case And(parts):
                return self.junction(exp.And, parts)
            case Or(parts):
                return self.junction(exp.Or, parts)
            case Compare(op, left, right):
                one, two = self.pair(left, right)
                return exp.Paren(this=_COMPARE[op](this=one, expression=two))
            case In(part, items):
                if not items:
                    return exp.Boolean(this=False)
                scale = max(node.scale for node in (part, *items))
                group = [self.at_scale(item, scale) for item in items]
                return exp.Paren(this=exp.In(this=self.at_scale(part, scale), expressions=group))
            case If(test, then, other):
                one, two = self.pair(then, other)
                choice = self.write(test)
                cases = [
                    exp.If(this=choice, true=one),
                    exp.If(this=exp.Not(this=choice.copy()), true=two),
                ]
                return exp.Paren(this=exp.Case(ifs=cases))
            case Neg(part):
                return exp.Paren(this=exp.Neg(this=exp.Paren(this=self.wide(part))))
            case Arith(op, left, right):
                if op == "*":
                    one, two = self.wide(left), self.wide(right)
                else:
                    one, two = self.wide(left, node.scale), self.wide(right, node.scale)
                return exp.Paren(this=_ARITH[op](this=one, expression=two))
            case Between():
                return self.between(node)

    def pair(self, left: Node, right: Node) -> tuple[exp.Expression, exp.Expression]:
        scale = max(left.scale, right.scale)
        return self.at_scale(left, scale), self.at_scale(right, scale)

    def at_scale(self, node: Node, scale: int) -> exp.Expression:
        """Write a part; in SQLite, where decimals are whole numbers of their last digit, all at one scale."""
        if self.lite and node.kind == "decimal" and node.scale != scale:
            if isinstance(node, Lit):
                assert isinstance(node.value, Decimal)
                return _number(scaled(node.value, scale))
            by = _number(10 ** (scale - node.scale))
            return exp.Paren(this=exp.Mul(this=self.write(node), expression=by))
        return self.write(node)

    def wide(self, node: Node, scale: int | None = None) -> exp.Expression:
        """Write an operand of arithmetic: whole numbers as 64 bits, so that 32-bit columns do not overflow."""
        written = self.write(node) if scale is None else self.at_scale(node, scale)
        if not self.lite and node.kind == "int" and isinstance(node, Lit | Var):
            return exp.cast(written, "BIGINT")
        return written

    def junction(self, kind: type[exp.Connector], parts: tuple[Node, ...]) -> exp.Expression:
        result = self.write(parts[0])
        for part in parts[1:]:
            result = kind(this=result, expression=self.write(part))
        return exp.Paren(this=result)

    def column(self, name: str) -> exp.Expression:
        place = self.columns[name]
        table, column = ("", place) if isinstance(place, str) else place
        return exp.column(column, table=table or None, quoted=True)

    def literal(self, node: Lit) -> exp.Expression:
        match node.value:
            case bool(value):
                return exp.Boolean(this=value)
            case int(value):
                return _number(value)
            case Decimal() as value:
                return _number(scaled(value, node.scale) if self.lite else value)
            case date() as value:
                text = exp.Literal.string(value.isoformat())
                return text if self.lite else exp.cast(text, "DATE")
            case str(value):
                if "\0" in value:
                    raise OutsideSubset(
                        Text("数据库不能存放字符 U+0000。", "No database holds the character U+0000.")
                    )
                return exp.Literal.string(value)

    def between(self, node: Between) -> exp.Expression:
        start, end = self.write(node.start), self.write(node.end)
        years = exp.Sub(this=self.field(end, "YEAR"), expression=self.field(start, "YEAR"))
        one, two = self.field(start, "DAY"), self.field(end, "DAY")
        whole: exp.Expression = exp.Paren(this=years)
        if node.unit == "years":
            one, two = self.in_year(start), self.in_year(end)
        else:
            months = exp.Sub(this=self.field(end, "MONTH"), expression=self.field(start, "MONTH"))
            whole = exp.Add(
                this=exp.Mul(this=whole, expression=_number(12)), expression=exp.Paren(this=months)
            )
        early = exp.Case(
            ifs=[exp.If(this=exp.LT(this=two, expression=one), true=_number(1))], default=_number(0)
        )
        return exp.Paren(this=exp.Sub(this=whole, expression=exp.Paren(this=early)))

    def in_year(self, day: exp.Expression) -> exp.Expression:
        month = exp.Mul(this=self.field(day, "MONTH"), expression=_number(100))
        return exp.Paren(this=exp.Add(this=month, expression=self.field(day, "DAY")))

    def field(self, day: exp.Expression, unit: Literal["YEAR", "MONTH", "DAY"]) -> exp.Expression:
        if self.lite:
            first, length = {"YEAR": (1, 4), "MONTH": (6, 2), "DAY": (9, 2)}[unit]
            cut = exp.Substring(this=day.copy(), start=_number(first), length=_number(length))
            return exp.cast(cut, "BIGINT")
        return exp.cast(exp.Extract(this=exp.var(unit), expression=day.copy()), "BIGINT")


def _number(value: int | Decimal) -> exp.Expression:
    """Write a number; a negative one in brackets, so that `- -1` is not read as a comment."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if text.startswith("-"):
        return exp.Paren(this=exp.Neg(this=exp.Literal.number(text[1:])))
    return exp.Literal.number(text)


def _whole(number: exp.Expression) -> exp.Expression:
    return exp.cast(exp.Round(this=number), "BIGINT")
