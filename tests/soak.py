"""`make soak`: what takes too long for every change. `make soak ARGS=simulation` runs one part, `--list` names them.

A part is a name and its commands; whoever has another one appends it. Everything runs one after the other on one core.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")

#: part -> what it is, its command, what it needs in the environment.
PARTS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "simulation": (
        "10,000 cities for thirty days each, from their seeds",
        (sys.executable, "-m", "tests.simulation", "0-9999"),
        {},
    ),
    "replay": (
        "every 20th of 2,000 whole cities carried out by the services, too",
        (*PYTEST, "tests/simulation/test_replay.py"),
        {"ONETHING_REPLAYED": "0-1999", "ONETHING_REPLAYED_CASES": "200"},
    ),
    "clocks": (
        "1,000,000 histories on two clocks",
        (*PYTEST, "tests/core/clock/test_two_clocks.py"),
        {"ONETHING_HISTORIES": "1000000"},
    ),
    "crashes": (
        "a city and a migration killed at every passing of every point",
        (*PYTEST, "tests/system/test_crash_points.py"),
        {"ONETHING_SOAK": "1"},
    ),
    "faults": (
        "networks that lie, poison, stopped workers, twins, clocks; a database killed 100 times; 50,000 pushes that waited",
        (*PYTEST, "tests/faults"),
        {"ONETHING_SOAK": "1"},
    ),
    "bugs": (
        "40 seeded bugs, each of which a harness must catch",
        (sys.executable, "-m", "tests.bugs", "all"),
        {},
    ),
}


def main(wanted: list[str]) -> int:
    if wanted == ["--list"]:
        for name, (what, command, _) in PARTS.items():
            print(f"{name:12} {what}: {' '.join(command[1:])}")
        return 0
    if unknown := [one for one in wanted if one not in PARTS]:
        print(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    failed = []
    for name in wanted or PARTS:
        what, command, environment = PARTS[name]
        print(f"== {name}: {what}", flush=True)
        began = time.monotonic()
        paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        code = subprocess.run(command, cwd=ROOT, env=os.environ | paths | environment, check=False).returncode
        print(
            f"== {name}: {'failed' if code else 'holds'} after {time.monotonic() - began:.0f} s", flush=True
        )
        failed += [name] if code else []
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
