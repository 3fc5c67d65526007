"""The process is killed at every named point between submission and decision, and nothing acknowledged is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.crash.life", str(folder / "lives")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return json.loads(ended.stdout.splitlines()[-1])


class TestALifeKilledAtAnyPoint:
    def test_passes_every_point_of_submission_correction_decision_and_push(self, report):
        assert report["recorded"] == 0
        assert {
            "cases.submit.before_envelope",
            "cases.submit.envelope_written",
            "cases.submit.envelope_synced",
            "cases.submit.after_envelope",
            "cases.submit.rows_kept",
            "cases.submit.before_commit",
            "cases.submit.after_commit",
            "cases.before_keep",
            "cases.events_kept",
            "cases.rows_kept",
            "cases.documents_issued",
            "cases.before_commit",
            "cases.after_commit",
            "cases.push.sent",
            "cases.push.confirmed",
            "jobs.taken",
            "jobs.worked",
        } <= set(report["points"])

    def test_breaks_no_invariant_and_loses_no_acknowledged_submission(self, report):
        assert report["broken"] == {}
