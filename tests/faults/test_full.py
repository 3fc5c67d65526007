"""F5: the database has no room left: what is asked says so with 507, reading goes on, and it heals by itself."""

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_a_database_without_room_refuses_writes_with_the_reason_and_heals_when_there_is_room(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.full", str(tmp_path / "var")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["first"] == [507, "kit.full"]
    assert report["full"] == [[507, "kit.full"]] * 3
    assert (report["read"], report["after"]) == (200, 201)
