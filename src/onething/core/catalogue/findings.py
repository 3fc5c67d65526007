"""Where the loader gathers what it found, and how it says so: one sentence in each language, nothing twice."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from onething.core.findings import Finding, Level
from onething.core.source import Text, Where

#: More findings than this tell nobody anything; the last one says how many were left out.
MOST_FINDINGS = 1000


class Findings:
    """The errors of one package, gathered while reading goes on. Each is said once, however often it is met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Where, str], Finding] = {}

    def error(self, code: str, at: Where, zh: str, en: str, *, scene: str = "") -> None:
        """Keep one error. code: without its area, "unknown_key" for "package.unknown_key"."""
        finding = Finding(f"package.{code}", Level.ERROR, Text(zh, en), at, scene)
        self._found.setdefault((code, at, zh), finding)

    def __len__(self) -> int:
        return len(self._found)

    def hint(self, name: str, names: Iterable[str]) -> tuple[str, str]:
        """Return what to do about an unknown name; no search once there are more findings than are shown."""
        return hint(name, names if len(self._found) <= MOST_FINDINGS else ())

    def all(self) -> tuple[Finding, ...]:
        """Return the findings in the order in which a person meets them: file, line, column, code."""
        found = sorted(
            self._found.values(), key=lambda finding: (finding.at, finding.code, finding.message.zh)
        )
        if len(found) <= MOST_FINDINGS:
            return tuple(found)
        left = len(found) - MOST_FINDINGS
        text = Text(
            f"还有 {left} 处错误没有列出；请先改正上面的错误，再检查一次。",
            f"{left} more errors are not listed; correct those above first, then check again.",
        )
        return (
            *found[:MOST_FINDINGS],
            Finding("package.too_many", Level.ERROR, text, found[MOST_FINDINGS].at),
        )


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the valid name that looks most like this one, "" if none does."""
    known = sorted(set(names))
    if found := get_close_matches(name[:100], known, n=1, cutoff=0.6):
        return found[0]
    plain = re.sub(r"[^a-z0-9]", "", name[:100].lower())
    if not plain:
        return ""
    same = [other for other in known if re.sub(r"[^a-z0-9]", "", other.lower()) == plain]
    ends = [other for other in known if other.rpartition(".")[2] == name or other.rpartition("/")[2] == name]
    return (same or ends or [""])[0]


def hint(name: str, names: Iterable[str]) -> tuple[str, str]:
    """Return what to do about an unknown name, in Chinese and English: the nearest name, or the valid ones."""
    known = sorted(set(names))
    if near := nearest(name, known):
        return f"是不是“{near}”？", f"did you mean {near!r}?"
    if not known:
        return "请先定义它，或者删除。", "define it first or delete it."
    if len(known) <= 12:
        return f"可用的有：{'、'.join(known)}。", f"valid are: {', '.join(known)}."
    return "请核对拼写，或者先定义它。", "check the spelling, or define it first."


def shown(text: str, most: int = 60) -> str:
    """Return a value as a message shows it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
