"""`python -m bench [NAME…]`: every quality beside its line and its peer, measured in one run, in one table.

Each module of this folder that has `run() -> list[dict]` is one benchmark; a NAME chooses it. Exit code 1 if a line is
missed or a benchmark could not run.
"""

import argparse
import json
import sys
import time
import traceback
from importlib import import_module
from typing import Any

#: In the order of the table of qualities; the long ones last.
NAMES = (
    "compose",
    "conditions",
    "proof",
    "clock",
    "transition",
    "rendering",
    "lists",
    "submission",
    "life",
)
#: Units of which less is better; of every other unit, more is.
SMALLER = frozenset({"µs", "ms", "s", "MiB", "KiB", "errors", "queries", "pauses", "×"})

Row = dict[str, Any]


def smaller_is_better(unit: str) -> bool:
    """Say which way a unit is good: times, sizes and counts of trouble down, everything per second up."""
    return unit in SMALLER


def verdict(row: Row) -> str:
    """Return "ok" or "MISSED", and "" for a row without a line."""
    if row["line"] is None:
        return ""
    if smaller_is_better(row["unit"]):
        return "ok" if row["value"] <= row["line"] else "MISSED"
    return "ok" if row["value"] >= row["line"] else "MISSED"


def times_better(row: Row) -> float | None:
    """Return how many times better than its peer the row is (below 1: worse); None without a peer."""
    value, peer = row["value"], row["peer_value"]
    if not value or not peer:
        return None
    return float(peer / value if smaller_is_better(row["unit"]) else value / peer)


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.4g}"


def table(rows: list[Row]) -> str:
    """Return the rows as text, columns aligned, names at the end of the line where they may be long."""
    head = ("value", "unit", "line", "", "peer's", "×peer", "name  |  peer")
    lines = [head]
    for row in rows:
        ratio = times_better(row)
        sign = "≤ " if smaller_is_better(row["unit"]) else "≥ "
        lines.append(
            (
                number(row["value"]),
                row["unit"],
                "" if row["line"] is None else sign + number(row["line"]),
                verdict(row),
                number(row["peer_value"]),
                "" if ratio is None else f"{ratio:.2f}",
                row["name"] + (f"  |  {row['peer']}" if row["peer"] else ""),
            )
        )
    wide = [max(len(line[column]) for line in lines) for column in range(6)]
    right = (True, False, True, False, True, True)
    return "\n".join(
        "  ".join(
            [
                *(line[at].rjust(wide[at]) if right[at] else line[at].ljust(wide[at]) for at in range(6)),
                line[6],
            ]
        )
        for line in lines
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of: {', '.join(NAMES)}; all if none is given"
    )
    parser.add_argument("--json", action="store_true", help="the rows as JSON instead of the table")
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.names if name not in NAMES]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    rows: list[Row] = []
    broken = []
    for name in chosen.names or NAMES:
        began = time.monotonic()
        print(f"bench: {name} …", end="", file=sys.stderr, flush=True)
        try:
            rows += [{"bench": name, **row} for row in import_module(f"bench.{name}").run()]
        except Exception:  # the others are still worth their table
            broken.append(name)
            print(f" failed\n{traceback.format_exc()}", file=sys.stderr, flush=True)
            continue
        print(f" {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if chosen.json:
        print(
            json.dumps(
                [{**row, "ratio": times_better(row), "verdict": verdict(row)} for row in rows],
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        print(table(rows))
    missed = [row["name"] for row in rows if verdict(row) == "MISSED"]
    print(
        f"{sum(verdict(row) == 'ok' for row in rows)} lines held, {len(missed)} missed"
        + (f"; could not run: {', '.join(broken)}" if broken else ""),
        file=sys.stderr,
    )
    return 1 if missed or broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
