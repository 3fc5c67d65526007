"""Advice before submission: what was asked, what the window read, and what it said. It binds nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from onething.core.guidance.sheet import SheetLine
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One line of the sheet as it was when somebody asked. Fields as in `SheetLine`."""

    section: str
    label: Text
    value: Text = field(repr=False)

    @classmethod
    def of(cls, line: SheetLine) -> "AdviceLine":
        return cls(line.section, line.label, line.value)

    def as_data(self) -> dict[str, Any]:
        label, value = self.label, self.value
        return {"section": self.section, "label": [label.zh, label.en], "value": [value.zh, value.en]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "AdviceLine":
        return cls(data["section"], Text(*data["label"]), Text(*data["value"]))


@dataclass(frozen=True, slots=True)
class Advice:
    """A question about a draft, and its answer. sheet_hash: of what was read; another one means that the draft changed since.

    fine: nothing would be missing. answered_at: None while it waits.
    """

    id: UUID
    draft: UUID
    scene: str
    name: str = field(repr=False)
    division: str
    question: str
    asked_at: datetime
    sheet_hash: str
    lines: tuple[AdviceLine, ...] = field(repr=False)
    files: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # hash and name of every file
    answer: str = ""
    fine: bool = False
    answered_at: datetime | None = None
    answerer: str = ""
