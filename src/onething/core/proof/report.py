"""The list of findings as it grows: one place that knows how a finding of a proof is made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.words import Division
from onething.core.findings import Finding, Level
from onething.core.proof.situations import Situations
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

    def inside(self, town: Division, day: date) -> "Report":
        """Return a report of what is so only in one town, from a day on: its findings name the town, its witnesses live
        there.
        """
        return _LocalReport(self, town, day)

    def complete(self, situations: Situations) -> None:
        """Give what was found without a situation one in which its item applies, or else any there is, so that
        everything can be looked at in a plan. Raises GaveUp.
        """
        found: dict[str, Mapping[str, Any] | None] = {"": situations.find()}
        items = {line.item.at.file: line.item.id for line in situations.scene.items}
        for key, finding in self._findings.items():
            if "answers" in (finding.witness or {}):
                continue
            item = items.get(finding.at.file, "")
            if item not in found:
                found[item] = situations.find(situations.applies[item]) or found[""]
            if (there := found[item]) is not None:
                self._findings[key] = replace(finding, witness={**there, **(finding.witness or {})})

    def findings(self) -> tuple[Finding, ...]:
        """Errors first, then by place."""
        return tuple(
            sorted(self._findings.values(), key=lambda f: (f.level is not Level.ERROR, f.at, f.code))
        )


class _LocalReport(Report):
    """Hands its findings to the report on the whole scene, those that hold everywhere not a second time."""

    def __init__(self, whole: Report, town: Division, day: date) -> None:
        super().__init__(whole._scene)
        self._findings, self._town, self._day = whole._findings, town, day

    def _keep(self, finding: Finding) -> None:
        if (finding.code, finding.at, finding.message.zh) in self._findings:
            return
        zh = f"{self._town.name}的地方例外：{finding.message.zh}"
        en = f"Local exception of {self._town.name}: {finding.message.en}"
        witness = {"on": self._day, **(finding.witness or {}), "division": self._town.code}
        super()._keep(replace(finding, message=Text(zh, en), witness=witness))
