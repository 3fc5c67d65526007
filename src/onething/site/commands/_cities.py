"""What the commands on definitions share: find a city, load it, print findings."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onething.core.catalogue.model import Package, Scene
    from onething.core.findings import Finding
    from onething.core.workdays import WorkCalendar


def add_city(parser: argparse.ArgumentParser, name: str = "city") -> None:
    parser.add_argument(name, help="folder of a city package, or the name of one under cities/")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def folder_of(city: str) -> Path:
    """Return the folder that `city` means. Raises BadInput."""
    from onething.site.cli import BadInput

    named = Path("cities") / city
    here = Path(__file__).parents[4] / "cities" / city
    for folder in (Path(city), named, here):
        if (folder / "city.yaml").is_file():
            return folder
    raise BadInput(f"{city}: no city.yaml in this folder, in {named} or in {here}")


def load(city: str, *, as_json: bool = False) -> "Package":
    """Return the package. Prints its findings and raises BadInput if it cannot be used."""
    from onething.adapters.packages import load_city
    from onething.core.errors import RuleBroken
    from onething.site.cli import BadInput

    try:
        loaded = load_city(folder_of(city))
    except RuleBroken as error:
        raise BadInput(str(error)) from None
    if loaded.package is None:
        print_findings(loaded.findings, as_json=as_json)
        raise BadInput(f"{city}: {len(loaded.findings)} errors; nothing was done")
    return loaded.package


def scenes_of(package: "Package", name: str | None) -> "list[Scene]":
    """Return the scene of that name, or all. Raises BadInput."""
    from onething.core.catalogue.findings import nearest
    from onething.site.cli import BadInput

    if name is None:
        return list(package.scenes.values())
    if name not in package.scenes:
        close = nearest(name, package.scenes)
        hint = f"; did you mean {close}?" if close else f"; there are: {', '.join(sorted(package.scenes))}"
        raise BadInput(f"{package.id} has no scene {name}{hint}")
    return [package.scenes[name]]


@contextmanager
def within(calendar: "WorkCalendar") -> Iterator[None]:
    """Say in one sentence that a day lies outside the calendar. Raises BadInput."""
    from onething.core.workdays import CalendarMissing
    from onething.site.cli import BadInput

    try:
        yield
    except CalendarMissing as error:
        years = sorted(calendar.notices)
        raise BadInput(f"{error}; take a day from {years[0]} to {years[-1]}") from None


def day(text: str) -> date:
    """Read YYYY-MM-DD for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-03-05") from None


def finding_data(finding: "Finding") -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "scene": finding.scene,
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "message": finding.message.en or finding.message.zh,
        "message_zh": finding.message.zh,
        "because": finding.because,
        "witness": finding.witness,
    }


def print_findings(findings: "Iterable[Finding]", *, as_json: bool = False) -> None:
    if as_json:
        print_json([finding_data(finding) for finding in findings])
        return
    for finding in findings:
        passed = f" (passes because: {finding.because})" if finding.because and not finding.blocks else ""
        print(
            f"{finding.at}: {finding.level}: {finding.message.en or finding.message.zh} [{finding.code}]{passed}"
        )
        if finding.witness:
            print(f"    witness: {as_text(finding.witness)}")


def as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain)


def print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=plain)
    print()


def plain(value: Any) -> Any:
    """Make JSON of what json does not know: days as ISO text, sets in order, the rest as its text."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else str(value)
