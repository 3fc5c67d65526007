"""The city's clocks of problems (`settings.problems` of its package), in working days; the first day is not counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemRules:
    """classify_days: from the telling to a lead unit. answer_days, cross_days: from the telling to the answer, of one
    unit or across departments. unit_days: for each unit that the lead asks. confirm_days: in which the person says whether it
    is solved; after them it is closed without a confirmation.
    """

    classify_days: int = 1
    answer_days: int = 5
    cross_days: int = 10
    unit_days: int = 3
    confirm_days: int = 10

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "ProblemRules":
        return cls(**settings.get("problems", {}))
