"""The list of findings as it grows: one place that knows how a finding of a proof is made."""

from collections.abc import Mapping
from typing import Any

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

    def findings(self) -> tuple[Finding, ...]:
        """Errors first, then by place."""
        return tuple(
            sorted(self._findings.values(), key=lambda f: (f.level is not Level.ERROR, f.at, f.code))
        )
