"""A whole demo city in processes of its own, for tests in a real browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from simulators import SYSTEMS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until the city is ready


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_shift() -> int:
    """Return by how much the ports of the department systems move so that all of them are free."""
    while True:
        first = free_port() % 12_000 + 20_000  # below those that the system itself hands out
        if all(_is_free(first + place) for place in range(len(SYSTEMS))):
            return first - min(SYSTEMS.values())


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@dataclass
class City:
    """`onething serve` on ports and in a folder of its own."""

    var: Path
    port: int
    shift: int  # by how much the ports of the department systems move
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    def start(cls, var: Path, *arguments: str, **env: str) -> "City":
        port, shift = free_port(), free_shift()
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ONETHING_", "DJANGO_"))
        }
        given = {
            **kept,
            "ONETHING_DEMO": "1",
            "ONETHING_VAR": str(var),
            "ONETHING_DATABASE": os.environ.get("ONETHING_TEST_DATABASE", ""),
            "ONETHING_DEMO_APPLICATIONS": "12",
            "ONETHING_SYSTEM_PORTS": str(shift),
            "PYTHONPATH": str(ROOT / "src"),
            **env,
        }
        var.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "onething.site.cli", "serve", "--port", str(port), *arguments]
        with (var / "serve.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log)
        city = cls(var, port, shift, process)
        city.wait_until_ready()
        return city

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the city ended with {self.process.returncode}: {self.log()}")
            try:
                urllib.request.urlopen(f"{self.address}/readyz", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the city was not ready after {PATIENCE} s: {self.log()}")

    def log(self) -> str:
        return (self.var / "serve.log").read_text("utf-8", "replace")[-3000:]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
