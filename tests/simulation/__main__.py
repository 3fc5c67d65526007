"""Replay one seed, or run many: `python -m tests.simulation 4711`, `python -m tests.simulation 0-9999`; with `--first`
until one breaks."""

import subprocess
import sys
from pathlib import Path
from time import process_time

from tests.simulation.run import Outcome, Run


def replayed_by(outcome: Outcome) -> str:
    """Return what was broken, and how to see it again."""
    git = ["git", "rev-parse", "--short", "HEAD"]
    where = Path(__file__).parent
    commit = subprocess.run(git, cwd=where, capture_output=True, text=True, check=False).stdout.strip()
    lines = [f"seed {outcome.seed} at {commit or '?'}: python -m tests.simulation {outcome.seed}"]
    return "\n".join(lines + [f"  {line}" for line in outcome.broken[:20]])


def main(arguments: list[str]) -> int:
    first, _, last = arguments[0].partition("-")
    seeds = range(int(first), int(last or first) + 1)
    began, bad = process_time(), 0
    for seed in seeds:
        outcome = Run(seed).go()
        if len(seeds) == 1:
            print(outcome.counts)
        if outcome.broken:
            bad += 1
            print(replayed_by(outcome), flush=True)
            if "--first" in arguments:
                break
    took = process_time() - began
    print(f"{len(seeds)} runs, {bad} broken, {took / len(seeds):.2f} s of the processor a run")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
