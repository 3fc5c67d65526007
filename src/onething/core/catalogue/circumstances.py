"""What a plan depends on beside the definitions: one person's answers, what is known, and what may be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onething.core.catalogue.model import Supplies


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything about one person that a plan depends on.

    answers: question id -> choice id, list of choice ids (multi), int or date; a missing key is unknown.
    facts: fact id -> value; a missing key or None is unknown.
    supplies: shares and licences that may be used (agreed to, or allowed by law, and answering).
    dropped: items that the person has taken off, though they apply.
    bearers: many-role -> number of bearers; figures count one bearer unless it is given here.
    insisted: items that the person applies for though by the answers a condition is not met; only an officer refuses.
    division: code of the place that the matter belongs to, whose local exceptions hold; "" = not known, the city's master.
    """

    on: date
    answers: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    supplies: Supplies = field(default_factory=Supplies)
    dropped: frozenset[str] = frozenset()
    bearers: Mapping[str, int] = field(default_factory=dict)
    insisted: frozenset[str] = frozenset()
    division: str = ""
