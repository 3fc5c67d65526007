"""F11 and F12: messages that kill, hang or eat their worker, and a worker that is stopped past its lease."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

PATIENCE = 60

#: Puts work on the table and reads it, in a process of its own: the tests' own database stays untouched.
PUT = """
import json, sys
from pathlib import Path
from tests.faults.workers import set_up
set_up(Path(sys.argv[1]))
from django.core.management import call_command
call_command("migrate", verbosity=0)
from onething.kit.jobs import api as jobs
from onething.kit.ports import now
for kind, payload in json.loads(sys.argv[2]):
    jobs.enqueue(kind, payload, now=now())
"""
ASK = """
import json, sys
from pathlib import Path
from tests.faults.workers import set_up
set_up(Path(sys.argv[1]))
from onething.kit.jobs import api as jobs
from onething.kit.jobs.models import JobRow
from onething.kit.ports import now
if sys.argv[2] == "revive":
    for one in jobs.list_dead():
        if one.kind == sys.argv[3]:
            jobs.revive(one.id, now=now())
print(json.dumps(list(JobRow.objects.values_list("kind", "state", "lost", "attempts", "error", "role"))))
"""


def run(code, *words):
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None


class Workers:
    """Worker processes, started again when they die as the supervisor does."""

    def __init__(self, folder, lease="1.0", count=2, *more):
        self.folder, self.words, self.deaths = folder, (lease, *more), 0
        self.running = [self.start(f"w{n}") for n in range(count)]

    def start(self, name):
        command = [sys.executable, "-m", "tests.faults.workers", str(self.folder), name, *self.words]
        with (self.folder / "workers.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def look_after(self, until, seconds=PATIENCE):
        """Start again what dies until something holds; returns whether it came to hold."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for place, one in enumerate(self.running):
                if one.poll() is not None:
                    self.deaths += 1
                    self.running[place] = self.start(f"w{place}")
            if until():
                return True
            time.sleep(0.05)
        return False

    def stop(self):
        for one in self.running:
            one.kill()
            one.wait()


def effects(folder):
    path = folder / "effects"
    return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def folder(tmp_path):
    return tmp_path


class TestAPoisonedMessage:
    def test_is_quarantined_after_five_tries_while_others_go_on_and_passes_when_it_is_healed(self, folder):
        poison = [["test.kill", {}], ["test.hang", {}], ["test.eat", {}]]
        run(PUT, str(folder), json.dumps([*poison, *(["test.note", {"n": n}] for n in range(20))]))
        workers = Workers(folder, "0.5")
        try:
            assert workers.look_after(lambda: len(effects(folder)) == 20)  # the others are not kept waiting

            def all_dead():
                time.sleep(1)
                states = {kind: state for kind, state, *_ in run(ASK, str(folder), "look")}
                return all(states[kind] == "dead" for kind, _ in poison)

            assert workers.look_after(all_dead)
        finally:
            workers.stop()
        rows = {kind: more for kind, *more in run(ASK, str(folder), "look")}
        assert {kind: rows[kind][2] for kind, _ in poison} == {"test.kill": 5, "test.hang": 5, "test.eat": 5}
        assert "MemoryError" in rows["test.eat"][3]
        assert {rows[kind][4] for kind, _ in poison} == {"admin"}
        letters = [one for one in (folder / "workers.log").read_text().splitlines() if "dead_letter" in one]
        assert {json.loads(one)["kind"] for one in letters} == {kind for kind, _ in poison}
        assert {(json.loads(one)["role"], json.loads(one)["level"]) for one in letters} == {
            ("admin", "error")
        }
        assert sorted(effects(folder)) == sorted(f"note-{n}" for n in range(20))
        revived = {kind: state for kind, state, *_ in run(ASK, str(folder), "revive", "test.eat")}
        assert revived["test.eat"] == "ready"


class TestAWorkerThatIsStoppedPastItsLease:
    @pytest.mark.parametrize("watched", [True, False], ids=["and ends itself", "and goes on late"])
    def test_has_no_second_effect_when_it_is_resumed(self, folder, watched):
        run(PUT, str(folder), json.dumps([["test.two", {"key": "a", "wait": 120}]]))
        more = () if watched else ("late",)
        stopped = Workers(folder, "1.0", 1, *more)
        other = None
        try:
            assert stopped.look_after(lambda: effects(folder) == ["a/1 1"])
            os.kill(stopped.running[0].pid, signal.SIGSTOP)
            other = Workers(folder, "20", 1)
            assert other.look_after(lambda: "a/1 2" in effects(folder))
            (folder / "go-on-2").touch()
            assert other.look_after(lambda: "a/2 2" in effects(folder))
            if not watched:  # else it would be a race who is first: its own watch, or the rest of its work
                (folder / "go-on-1").touch()
            os.kill(stopped.running[0].pid, signal.SIGCONT)

            def settled():
                return stopped.running[0].poll() is not None if watched else "a/2 1" in effects(folder)

            assert other.look_after(settled)
            time.sleep(0.5)
        finally:
            stopped.stop()
            if other:
                other.stop()
        ((kind, state, lost, attempts, *_),) = run(ASK, str(folder), "look")
        assert (kind, state, lost, attempts) == ("test.two", "done", 1, 2)
        distinct = {line.split()[0] for line in effects(folder)}
        assert distinct == {"a/1", "a/2"}  # whatever comes late carries the key that the other side knows
        if not watched:
            assert "job_lease_lost" in (folder / "workers.log").read_text()
