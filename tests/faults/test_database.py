"""F2: the database is killed while clients hand in and try again: nothing acknowledged is lost, and nothing is twice."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT
from tests.run import Server, find_server

PATIENCE = 120
#: `immediate`, twice nobody's leave, and one backend that takes the others with it.
KILLS = ("immediate", "kill", "kill", "backend")
TIMES = 25 if os.environ.get("ONETHING_SOAK") else 1


def lines(folder):
    path = folder / "acknowledged.jsonl"
    return path.read_text().splitlines() if path.exists() else []


def wait_for_more(folder, child, count, *, since=None):
    """Wait until so many more were acknowledged; returns the seconds to the first of them. since: another begin."""
    before, began, first = len(lines(folder)), since or time.monotonic(), None
    while time.monotonic() - began < PATIENCE:
        assert child.poll() is None, child.communicate()[1][-2000:]
        more = len(lines(folder)) - before
        if more and first is None:
            first = time.monotonic() - began
        if more >= count:
            return first
        time.sleep(0.02)
    raise AssertionError(f"nothing was acknowledged for {PATIENCE} s")


def one_backend(server):
    """Return a process of the server that serves a client."""
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = 'onething' AND pid <> pg_backend_pid() LIMIT 1"
    command = [server.bin / "psql", "-h", server.home, "-U", "onething", "-d", "onething", "-Atc", asked]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder, found = tmp_path_factory.mktemp("killed"), find_server()
    assert found, "this test kills a PostgreSQL of its own; apt-get install -y postgresql"
    server = Server(found)
    server.start(durable=True)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.database", str(folder)],
        cwd=ROOT,
        env={**os.environ, "ONETHING_DATABASE": server.dsn},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    seconds = []
    try:
        wait_for_more(folder, child, 5)
        for way in KILLS * TIMES:
            killed_at = time.monotonic()
            if way == "backend":
                os.kill(one_backend(server), signal.SIGKILL)
            else:
                server.kill(signal.SIGQUIT if way == "immediate" else signal.SIGKILL)
                server.serve()
            seconds.append(round(wait_for_more(folder, child, 5, since=killed_at), 2))
        (folder / "enough").touch()
        out, err = child.communicate(timeout=PATIENCE)
        assert child.returncode == 0, err[-2000:]
    finally:
        child.kill()
        child.wait()
        server.stop()
    return {**json.loads(out.splitlines()[-1]), "seconds": seconds}


class TestADatabaseThatIsKilledUnderLoad:
    def test_loses_nothing_that_was_acknowledged_and_breaks_no_invariant(self, report, record_property):
        record_property("seconds_to_the_first_acknowledged", report["seconds"])
        record_property("acknowledged", report["acknowledged"])
        print(f"\nF2: {report}")
        assert report["breaches"] == []

    def test_has_each_submission_once_also_those_that_were_tried_again(self, report):
        assert report["tried_again"] >= 1
        assert report["numbers"] == report["acknowledged"] >= 5 * (1 + len(KILLS) * TIMES)
