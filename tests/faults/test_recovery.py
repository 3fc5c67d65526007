"""F1: web servers and workers are killed (SIGKILL) while the city serves; it serves again, and nothing kept is lost."""

import os
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from tests.channels.rest import test_rest_journey as journey
from tests.faults.twins import TwinMachine, Twins

#: The line of the goals is 5 s; a machine that runs other suites beside this one gets more.
PATIENCE = 40.0


def processes(city, *words):
    """Return the processes of this city whose command has one of these words."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"ONETHING_VAR={city.var}".encode() in (entry / "environ").read_bytes().split(b"\0")
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if mine and int(entry.name) != city.process.pid and any(word in command for word in words):
            found.append(int(entry.name))
    return found


def kill(pids):
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def served_after(city):
    """Return how many seconds pass until the first request is served; the test fails if that is too many."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            urllib.request.urlopen(f"{city.address}/readyz", timeout=2).close()
            return time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the city does not serve again")


@pytest.fixture
def who(city, monkeypatch):
    monkeypatch.setattr(TwinMachine, "twins", Twins(city.port, 1), raising=False)
    return TwinMachine("990000199203150026")


class TestACityWhoseProcessesAreKilled:
    def test_serves_again_and_has_what_it_had_acknowledged(self, city, who, record_property):
        first = who.post("/drafts", {"scene": "birth"}, key="before-the-kill")
        assert first.status == 201, first
        web = processes(city, "granian")
        assert web
        kill(web)
        record_property("seconds_to_first_served_request", served_after(city))
        again = who.post("/drafts", {"scene": "birth"}, key="before-the-kill")
        assert again.body["id"] == first.body["id"]
        assert who.get(f"/drafts/{first.body['id']}").status == 200

    def test_has_another_worker_when_one_is_killed(self, city):
        (worker,) = processes(city, " work")
        kill([worker])
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if (now := processes(city, " work")) and now != [worker]:
                return
            time.sleep(0.05)
        raise AssertionError("no worker came")

    def test_takes_a_submission_in_after_all_that(self, city, who, monkeypatch):
        monkeypatch.setattr(journey, "Machine", TwinMachine)
        receipt = journey.submitted(who, journey.MATTERS[1])
        assert who.get(f"/applications/{receipt['number']}").status == 200
