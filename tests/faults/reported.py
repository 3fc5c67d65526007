"""A program of these tests that runs in a process of its own and prints its report as its last line."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


def reported(module: str, folder: Path) -> dict[str, Any]:
    """Return what `python -m tests.faults.MODULE FOLDER` reports."""
    return ran([sys.executable, "-m", f"tests.faults.{module}", str(folder)])[0]


def ran(command: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return the report of a program that must succeed, and the lines of its log."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1]), done.stderr.splitlines()
