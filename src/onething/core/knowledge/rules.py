"""The city's rules of its knowledge base (`settings.knowledge` of its package)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class KnowledgeRules:
    """team: department of the city's item team, which publishes and owns what nobody else does. confirm_months: after
    these an answer is due for review. answer_days: working days for a question without an answer.
    """

    team: str = ""
    confirm_months: int = 12
    answer_days: int = 3

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "KnowledgeRules":
        return cls(**settings.get("knowledge", {}))

    def due_on(self, on: date) -> date:
        """Return the same day of the month so many months later, its last day where that month is shorter (民法典 202)."""
        return months_later(on, self.confirm_months)


def months_later(on: date, months: int) -> date:
    year, month = divmod(on.month - 1 + months, 12)
    day = on.day
    while True:  # ends: every month has a first day
        try:
            return date(on.year + year, month + 1, day)
        except ValueError:
            day -= 1
