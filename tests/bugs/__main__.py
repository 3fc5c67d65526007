"""Sow the bugs one by one into a copy of the tree and see which harness finds them.

python -m tests.bugs all              every bug; prints the table of docs/reliability.md
python -m tests.bugs NAME NAME        some of them
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bugs.bugs import BUGS, Bug, Harness

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "cities", "simulators", "pyproject.toml")
#: So many of the bugs must be found.
WANTED = 38

_PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")
#: harness -> what Python is run with, and what it needs in the environment.
RUNS: dict[Harness, tuple[tuple[str, ...], dict[str, str]]] = {
    Harness.SIMULATION: (("-m", "tests.simulation", "0-199", "--first"), {}),
    Harness.CLOCKS: ((*_PYTEST, "tests/core/clock/test_two_clocks.py"), {"ONETHING_HISTORIES": "3000"}),
    Harness.PROMISES: ((*_PYTEST, "tests/core/cases/test_deadlines.py"), {}),
    Harness.REPLAY: (
        (*_PYTEST, "tests/simulation/test_replay.py"),
        {"ONETHING_REPLAYED": "0-99", "ONETHING_REPLAYED_CASES": "80"},
    ),
    Harness.CHECK: ((*_PYTEST, "tests/areas/papers/test_check_of_the_house.py"), {}),
    Harness.CRASH: ((*_PYTEST, "tests/system/test_crash_points.py"), {}),
    Harness.DISK: ((*_PYTEST, "tests/areas/cases/test_envelope_first.py"), {}),
    Harness.JOBS: ((*_PYTEST, "tests/areas/cases/test_jobs.py"), {}),
    Harness.SUBMISSION: ((*_PYTEST, "tests/areas/cases/test_submission.py"), {}),
}


@dataclass(frozen=True, slots=True)
class Sown:
    """What became of one bug. said: the first lines by which the harness named it."""

    bug: Bug
    caught: bool
    seconds: float
    said: str


class Field:
    """A copy of the tree in a temporary folder, in which one bug at a time is sown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.sqlite3"))
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, folder / name)

    def sow(self, bug: Bug) -> Sown:
        path = self.folder / "src" / "onething" / bug.file
        whole = path.read_text("utf-8")
        assert whole.count(bug.old) == 1, f"{bug.name}: its text is not once in {bug.file}"
        spoiled = whole.replace(bug.old, bug.new)
        ast.parse(spoiled)  # a bug that does not even load finds itself
        try:
            self._write(path, spoiled)
            began = time.monotonic()
            code, said = self.run(bug.harness)
            return Sown(bug, code == 1, time.monotonic() - began, said)
        finally:
            self._write(path, whole)

    def run(self, harness: Harness) -> tuple[int, str]:
        arguments, environment = RUNS[harness]
        there = {"PYTHONPATH": f"{self.folder / 'src'}:{self.folder}", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | there | environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        lines = [one for one in done.stdout.splitlines() if not one.startswith("{")]
        named = [one for one in lines if one.startswith(("  ", "FAILED", "E  "))]
        return done.returncode, " / ".join(one.strip() for one in named[:2])[:160]

    def _write(self, path: Path, text: str) -> None:
        """Write it, and let no compiled module of before stand in for it."""
        path.write_text(text, "utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()


def main(names: list[str]) -> int:
    wanted = [one for one in BUGS if names == ["all"] or one.name in names]
    if not wanted:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="onething-bugs-") as folder:
        field, caught = Field(Path(folder)), 0
        for bug in wanted:
            sown = field.sow(bug)
            caught += sown.caught
            found = "found" if sown.caught else "NOT FOUND"
            print(
                f"| {bug.name} | {bug.breaks} | {bug.harness} | {found} | {sown.seconds:.0f} s |", flush=True
            )
            if not sown.caught or len(wanted) < len(BUGS):
                print(f"    {sown.said}", flush=True)
    print(f"{caught} of {len(wanted)} bugs were found")
    return 0 if caught >= min(WANTED, len(wanted)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
