"""SMS gateways and a mail server as processes of their own, for tests."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEY = b"key-of-the-tests"


@dataclass
class Running:
    """port: that it serves; url: where it is looked at and controlled (of the mail server, the port above)."""

    name: str
    port: int
    url: str
    process: subprocess.Popen
    before: set[str] = field(default_factory=set)

    def behave(self, **behaviour) -> None:
        request = urllib.request.Request(f"{self.url}/control", json.dumps(behaviour).encode(), method="POST")
        urllib.request.urlopen(request, timeout=5).close()

    def _all(self) -> list[dict]:
        with urllib.request.urlopen(f"{self.url}/sent", timeout=5) as answer:
            return json.load(answer)["sent"]

    def sent(self) -> list[dict]:
        """Return what it took in since the last `forget`, oldest first."""
        return [one for one in self._all() if one["key"] not in self.before]

    def forget(self) -> None:
        self.before = {one["key"] for one in self._all()}

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def free_ports() -> int:
    """Return a port that is free together with the one above it."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                next_one.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def start(name: str, *, callback: str = "http://127.0.0.1:1") -> Running:
    """Start one on a free port and wait until it answers."""
    port = free_ports()
    command = [sys.executable, "-m", "simulators", name, "--port", str(port), "--callback", callback]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SIMULATOR_KEY": KEY.decode()})
    running = Running(name, port, f"http://127.0.0.1:{port + (name == 'mail')}", process)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{running.url}/health", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return running
    running.stop()
    raise AssertionError(f"{name} did not start")
