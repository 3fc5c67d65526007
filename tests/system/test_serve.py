"""One command starts everything and ends everything; what is in the way is said in one sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from runpy import run_path

import pytest

from onething.site.supervisor import Child, KeepsDying, Supervisor
from tests.browser.city import ROOT, City, free_port

QUICK = ("--no-simulators", "--no-data", "--workers", "1")


def serve(
    var: Path, port: int, *, words: Sequence[str] = QUICK, **env: str
) -> subprocess.CompletedProcess[str]:
    """Try to start on a port and return what was said; for starts that are refused."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONETHING_", "DJANGO_"))
    }
    given = {**kept, "PYTHONPATH": str(ROOT / "src"), "ONETHING_DEMO": "1", "ONETHING_VAR": str(var), **env}
    command = [sys.executable, "-m", "onething.site.cli", "serve", "--port", str(port), *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)


def processes_of(city: City) -> list[int]:
    """Return the processes that carry this city's folder in their environment, the supervisor left out."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"ONETHING_VAR={city.var}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in found if pid != city.process.pid]


def gone(city: City, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while processes_of(city):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


class TestServing:
    def test_starts_again_on_the_same_data_and_ends_without_a_trace(self, tmp_path):
        var = tmp_path / "folder with blanks"
        first = City.start(var, *QUICK)
        assert processes_of(first)
        first.stop()
        assert first.process.returncode == 0
        assert gone(first, 2)
        made = (var / "onething.sqlite3").stat().st_ino
        second = City.start(var, *QUICK)
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(20) == 0
        assert (var / "onething.sqlite3").stat().st_ino == made
        assert second.log().count("bringing the database up to date") == 1  # by the first start
        assert "Traceback" not in second.log()
        assert gone(second, 2)

    def test_takes_its_children_along_when_it_is_killed(self, tmp_path):
        city = City.start(tmp_path / "var", *QUICK)
        city.process.kill()
        city.process.wait()
        assert gone(city, 10)

    def test_says_that_the_port_is_taken(self, tmp_path):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            done = serve(tmp_path / "var", port)
        assert done.returncode == 2
        assert done.stderr == (
            f"onething: port {port} is taken by another program; end that one, "
            f"or choose another port: make run PORT={port + 1}\n"
        )

    def test_says_how_to_move_the_department_systems_when_one_of_their_ports_is_taken(self, tmp_path):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            first = min(run_path(str(ROOT / "simulators" / "__init__.py"))["SYSTEMS"].values())
            shift = str(other.getsockname()[1] - first)
            words = ("--no-data", "--workers", "1")
            done = serve(tmp_path / "var", free_port(), words=words, ONETHING_SYSTEM_PORTS=shift)
        assert done.returncode == 2
        assert "ONETHING_SYSTEM_PORTS=" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    @pytest.mark.parametrize("given", ["abc", "-5", "70000"])
    def test_says_that_a_shift_of_ports_is_no_small_number(self, tmp_path, given):
        done = serve(tmp_path / "var", free_port(), ONETHING_SYSTEM_PORTS=given)
        assert (done.returncode, "give a small number" in done.stderr) == (2, True)
        assert len(done.stderr.strip().splitlines()) == 1

    @pytest.mark.parametrize("port", [0, 70000])
    def test_says_that_a_number_is_no_port(self, tmp_path, port):
        done = serve(tmp_path / "var", port)
        assert done.returncode == 2
        assert "1 to 65535" in done.stderr
        assert "Traceback" not in done.stderr

    def test_says_that_the_folder_cannot_be_written(self, tmp_path):
        (tmp_path / "file").write_text("in the way")
        done = serve(tmp_path / "file" / "var", free_port())
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    def test_says_that_it_runs_already_on_this_folder(self, tmp_path):
        city = City.start(tmp_path / "var", *QUICK)
        done = serve(tmp_path / "var", free_port())
        city.stop()
        assert done.returncode == 2
        assert f"onething already runs on {tmp_path / 'var'} (process {city.process.pid})" in done.stderr

    def test_says_that_the_database_is_out_of_reach(self, tmp_path):
        done = serve(tmp_path, free_port(), ONETHING_DATABASE=f"postgresql://x@127.0.0.1:{free_port()}/one")
        assert done.returncode == 2
        assert "the database cannot be used" in done.stderr
        assert "Traceback" not in done.stderr


class TestASupervisor:
    def child(self, tmp_path: Path, name: str, code: str, *, vital: bool = True) -> Child:
        return Child(
            name, [sys.executable, "-c", code], dict(os.environ), tmp_path / f"{name}.log", vital=vital
        )

    def test_gives_up_with_a_sentence_when_a_vital_child_keeps_dying(self, tmp_path):
        child = self.child(tmp_path, "web", "raise SystemExit(7)")
        with pytest.raises(KeepsDying, match="'web' ended 5 times within a minute \\(last with 7\\)"):
            Supervisor([child]).run(when_started=lambda: True)

    def test_goes_on_without_a_stand_in_that_keeps_dying(self, tmp_path):
        dying = self.child(tmp_path, "system", "raise SystemExit(7)", vital=False)
        steady = self.child(tmp_path, "web", "import time; time.sleep(60)")
        supervisor = Supervisor([dying, steady])

        def look() -> bool:
            if dying.given_up:
                supervisor.stop()
            return False

        supervisor.run(when_started=look)
        assert len(dying.deaths) == 5
        assert len(steady.deaths) == 0
        assert steady.process.returncode == -signal.SIGTERM

    def test_kills_what_does_not_listen(self, tmp_path, monkeypatch):
        monkeypatch.setattr("onething.site.supervisor.GRACE", 0.5)
        deaf = self.child(
            tmp_path,
            "deaf",
            "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
        )
        supervisor = Supervisor([deaf])

        def look() -> bool:
            if deaf.log.exists() and deaf.log.read_text():
                supervisor.stop()
            return False

        supervisor.run(when_started=look)
        assert deaf.process.returncode == -signal.SIGKILL
