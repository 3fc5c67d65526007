"""Department systems as processes of their own, for tests."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEY = b"key-of-the-tests"


@dataclass
class Running:
    name: str
    url: str
    process: subprocess.Popen

    def behave(self, **behaviour) -> None:
        request = urllib.request.Request(f"{self.url}/control", json.dumps(behaviour).encode(), method="POST")
        urllib.request.urlopen(request, timeout=5).close()

    def effects(self) -> list[str]:
        with urllib.request.urlopen(f"{self.url}/effects", timeout=5) as answer:
            return json.load(answer)["effects"]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def start(name: str) -> Running:
    """Start one system on a free port and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SIMULATOR_KEY": KEY.decode()}
    command = [sys.executable, "-m", "simulators", name, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    running = Running(name, f"http://127.0.0.1:{port}", process)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{running.url}/health", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return running
    running.stop()
    raise AssertionError(f"{name} did not start")
