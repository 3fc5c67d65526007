"""Replay one seed, or run many: `python -m tests.simulation 4711`, `python -m tests.simulation 0-9999`."""

import sys
from time import process_time

from tests.simulation.run import Run


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
            print(f"seed {seed}: {len(outcome.broken)} broken; python -m tests.simulation {seed}")
            for line in outcome.broken[:20]:
                print("  ", line)
    took = process_time() - began
    print(f"{len(seeds)} runs, {bad} broken, {took / len(seeds):.2f} s a run")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
