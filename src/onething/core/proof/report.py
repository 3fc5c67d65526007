"""The list of findings as it grows: one place that knows how a finding of a proof is made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onething.core.catalogue.words import Division
from onething.core.findings import Finding, Level
from onething.core.source import Text, Where


class Report:
    """Collects the findings on one scene, each place and code once."""

    def __init__(self, scene: str) -> None:
        self._scene = scene
        self._findings: dict[tuple[str, Where, str], Finding] = {}

    def error(
        self, code: str, at: Where, zh: str, en: str, *, witness: Mapping[str, Any] | None = None
    ) -> None:
        self._keep(Finding(f"proof.{code}", Level.ERROR, Text(zh, en), at, self._scene, witness))

    def warning(
        self,
        code: str,
        at: Where,
        zh: str,
        en: str,
        *,
        because: str,
        witness: Mapping[str, Any] | None = None,
    ) -> None:
        self._keep(Finding(f"proof.{code}", Level.WARNING, Text(zh, en), at, self._scene, witness, because))

    def _keep(self, finding: Finding) -> None:
        self._findings.setdefault((finding.code, finding.at, finding.message.zh), finding)

    def inside(self, town: Division) -> "Report":
        """Return a report of what is so only in one town: its findings name the town, its witnesses live there."""
        return _LocalReport(self, town)

    def findings(self) -> tuple[Finding, ...]:
        """Errors first, then by place."""
        return tuple(
            sorted(self._findings.values(), key=lambda f: (f.level is not Level.ERROR, f.at, f.code))
        )


class _LocalReport(Report):
    """Hands its findings to the report on the whole scene, those that hold everywhere not a second time."""

    def __init__(self, whole: Report, town: Division) -> None:
        super().__init__(whole._scene)
        self._findings, self._town = whole._findings, town

    def _keep(self, finding: Finding) -> None:
        if (finding.code, finding.at, finding.message.zh) in self._findings:
            return
        zh = f"{self._town.name}的地方例外：{finding.message.zh}"
        en = f"Local exception of {self._town.name}: {finding.message.en}"
        witness = finding.witness and {**finding.witness, "division": self._town.code}
        super()._keep(replace(finding, message=Text(zh, en), witness=witness))
