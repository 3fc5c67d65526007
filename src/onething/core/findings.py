"""What a check found: the one shape that the loader, the proof and the examples report in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onething.core.errors import RuleBroken
from onething.core.source import NOWHERE, Text, Where


class Level(StrEnum):
    ERROR = "error"  # refuses publishing
    WARNING = "warning"  # passes with a recorded reason (`because:` beside the line)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a package.

    code: stable, area first ("proof.dead_end", "package.unknown_key").
    witness: the answers and facts that lead there; they replay through `compose`. None if it needs none.
    because: the recorded reason for which a warning passes; "" if there is none.
    """

    code: str
    level: Level
    message: Text
    at: Where = NOWHERE
    scene: str = ""
    witness: Mapping[str, Any] | None = None
    because: str = ""

    @property
    def blocks(self) -> bool:
        """An error, or a warning without its reason, keeps a scene from being published."""
        return self.level is Level.ERROR or not self.because


def room_for(one: Finding, listed: Sequence[Finding], most: int) -> bool:
    """Say whether a finding still finds a place in a list of so many. Errors have as much room again: none is lost behind warnings."""
    return len(listed) < (2 * most if one.level is Level.ERROR else most)


class Refused(RuleBroken):
    """Content that findings keep out; each refusal has its own code. findings: all of them, the first is told with its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        super().__init__(f"{len(findings)} findings; the first: {first.at}: {first.message.en}")
        self.findings = tuple(findings)
        self.count, self.place, self.first = len(findings), str(first.at), first.message
