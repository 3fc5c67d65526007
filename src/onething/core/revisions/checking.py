"""What a revision must be to be kept, and what it must be to be submitted."""

from collections.abc import Mapping
from datetime import date

from onething.core.catalogue.diff import changed_scenes
from onething.core.catalogue.findings import Findings, shown
from onething.core.catalogue.loader import Loaded
from onething.core.catalogue.model import Package
from onething.core.catalogue.reading import MOST_BYTES, decode, read_yaml
from onething.core.findings import Finding, Refused
from onething.core.proof import prove
from onething.core.source import Where
from onething.core.workdays import WorkCalendar

#: Files that one revision may change: more are a new package.
MOST_CHANGES = 2_000


class FilesRefused(Refused):
    """Content that could not even be kept. findings: all of them, with file, line and column."""

    code = "revisions.files_refused"


class ProofFailed(Refused):
    """It may not be submitted, or not hold. findings: those that block."""

    code = "revisions.proof_failed"


def check_kept(changes: Mapping[str, bytes | None]) -> None:
    """Refuse what nobody could work on further. Raises FilesRefused.

    An unfinished definition may be kept; a file must be text in UTF-8, YAML where its name says so, of bounded size, without
    characters that cannot be seen or turn the writing around, and have a path that is one inside a package.
    """
    found = Findings()
    if len(changes) > MOST_CHANGES:
        found.error(
            "too_large",
            Where(),
            f"一份修订稿最多改 {MOST_CHANGES} 个文件，这里有 {len(changes)} 个；请分成几份。",
            f"A revision changes {MOST_CHANGES} files at most, not {len(changes)}; make several.",
        )
    for path, content in sorted(changes.items()):
        if not _is_inside(path):
            found.error(
                "bad_path",
                Where(shown(path)),
                f"文件“{shown(path)}”路径不合法；请改名",
                f"File {shown(path)!r} is not a path inside a package; rename it",
            )
        elif content is None:
            continue
        elif path.endswith((".yaml", ".yml")):
            read_yaml(path, content, found)
        elif path.endswith((".csv", ".json", ".svg", ".md", ".txt")) or len(content) > MOST_BYTES:
            decode(path, content, found, most=MOST_BYTES)
    if findings := found.all():
        raise FilesRefused(findings)


def findings_of(loaded: Loaded, *, holding: Package, calendar: WorkCalendar, on: date) -> tuple[Finding, ...]:
    """Return what is wrong with a package as it was read. holding: what holds now; scenes that plan as there are not proved again."""
    new = loaded.package
    if new is None:
        return loaded.findings
    scenes = changed_scenes(holding, new)
    found = [one for scene in scenes for one in prove(scene, package=new, calendar=calendar, on=on)]
    return (*loaded.findings, *found)


def check_proved(findings: tuple[Finding, ...]) -> None:
    """Raises ProofFailed with those that block."""
    if blocking := tuple(one for one in findings if one.blocks):
        raise ProofFailed(blocking)


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        all(part not in ("", ".", "..") for part in parts)
        and not any(ord(sign) < 32 or sign in "\\\x7f" for sign in path)
        and len(path) <= 200
    )
