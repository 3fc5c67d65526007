"""How long `make run` takes once everything is installed: the first start on an empty folder, then the next ones on its data.

The whole demo city with its invented applications, its worker and its department systems; the seconds are the ones that
the command prints when the first page can be shown.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.http import ROOT, free_port

READY = re.compile(r"is ready after ([\d.]+) s")


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}."""
    with TemporaryDirectory(prefix="onething-bench-") as folder:
        first = seconds_to_ready(Path(folder))
        again = [seconds_to_ready(Path(folder)) for _ in range(3)]
    return [
        {
            "name": "first start: tables, city, invented applications",
            "value": first,
            "unit": "s",
            "line": None,
        },
        {"name": "second start, data kept, median of 3", "value": median(again), "unit": "s", "line": 5},
    ]


def seconds_to_ready(var: Path) -> float:
    """Start the city on this folder, end it as Ctrl-C does, and return how long it took to be ready."""
    env = {**os.environ, "ONETHING_DEMO": "1", "ONETHING_VAR": str(var), "ONETHING_DATABASE": ""}
    env |= {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    command = [sys.executable, "-m", "onething.site.cli", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as city:
        assert city.stdout is not None
        said = ""
        for line in city.stdout:
            said += line
            if ready := READY.search(line):
                city.send_signal(signal.SIGTERM)
                return float(ready[1])
    raise RuntimeError(f"the city did not start: {said[-500:]}")
