"""The condition language: a subset of CEL over answers and facts, three-valued, with five meanings of one tree.

`parse` reads a condition; calling it decides (1). `explain` (2), `sql.to_sql` (3), `to_json` for the browser (4) and
`solver.Space` for proofs (5) read the same tree; the third and fifth are imported from their own modules, because
their libraries take long to load. The language is described in `docs/conditions.md`.
"""

from onething.core.rules.browser import to_json
from onething.core.rules.condition import Condition, parse, parse_value
from onething.core.rules.errors import (
    OutsideSubset,
    RuleError,
    SyntaxBroken,
    TooBig,
    UnknownChoice,
    UnknownName,
    ValueRefused,
    WrongType,
)
from onething.core.rules.explanation import Explanation, Labels, Part, explain
from onething.core.rules.types import (
    BOOL,
    DATE,
    INT,
    STRING,
    Bool,
    Choice,
    Date,
    Fixed,
    Int,
    String,
    Type,
    Value,
)
from onething.core.rules.values import checked

__all__ = [
    "BOOL",
    "DATE",
    "INT",
    "STRING",
    "Bool",
    "Choice",
    "Condition",
    "Date",
    "Explanation",
    "Fixed",
    "Int",
    "Labels",
    "OutsideSubset",
    "Part",
    "RuleError",
    "String",
    "SyntaxBroken",
    "TooBig",
    "Type",
    "UnknownChoice",
    "UnknownName",
    "Value",
    "ValueRefused",
    "WrongType",
    "checked",
    "explain",
    "parse",
    "parse_value",
    "to_json",
]
