"""办不成事反映窗口: what could not be got done, from the telling to the change of the rule that was in the way (国发〔2022〕5号)."""

from onething.core.problems.problem import (
    AskedUnit,
    CauseKind,
    Channel,
    NotNow,
    Problem,
    ProblemKind,
    ProblemState,
    UnitNotAsked,
    UnitsOpen,
    WordsMissing,
)
from onething.core.problems.rules import ProblemRules

__all__ = [
    "AskedUnit",
    "CauseKind",
    "Channel",
    "NotNow",
    "Problem",
    "ProblemKind",
    "ProblemRules",
    "ProblemState",
    "UnitNotAsked",
    "UnitsOpen",
    "WordsMissing",
]
