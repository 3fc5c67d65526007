"""The process is killed at every named point of what a city does, and nothing acknowledged is lost.

`make soak` kills it at every passing of every point; here each point is killed at least once.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOAK = ["all"] if os.environ.get("ONETHING_SOAK") else []
#: Five thousand kills take their time.
PATIENCE = 6 * 3600 if SOAK else 1800


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.crash.life", str(folder / "lives"), *SOAK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return json.loads(ended.stdout.splitlines()[-1])


def points_in_the_source():
    """Return every name that the house calls `point` with."""
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        if "from onething.kit.points import point" in (text := path.read_text("utf-8")):
            names |= set(re.findall(r'\bpoint\("([a-z_.]+)"\)', text))
    return names


class TestACityKilledAtAnyPoint:
    def test_comes_to_rest_when_nobody_kills_it(self, report):
        assert set(report["recorded"].values()) == {0}

    def test_was_killed_at_every_point_that_the_source_names(self, report):
        assert set(report["points"]) == points_in_the_source()
        assert len(report["points"]) >= 30

    def test_breaks_no_invariant_and_loses_no_acknowledged_submission(self, report):
        assert report["broken"] == {}


class TestAMigrationKilledAtAnyStep:
    def test_is_run_again_to_its_end(self, tmp_path):
        ended = subprocess.run(
            [sys.executable, "-m", "tests.crash.migrating", str(tmp_path / "migrations"), *SOAK],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        report = json.loads(ended.stdout.splitlines()[-1])
        assert report["kills"] >= 3
        assert report["broken"] == {}
