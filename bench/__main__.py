"""`make bench`, `python -m bench [NAME…]`: every quality of the design's table beside its line, and a peer where there is one.

A measurement is a module here with `run() -> list of rows`; a row has name, value, unit, line, peer and peer_value.
Each module runs in a process of its own, one after the other, so that none disturbs the next.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: In the order of the table in docs/benchmarks.md.
NAMES = (
    "compose",
    "conditions",
    "proof",
    "editing",
    "charts",
    "clock",
    "transition",
    "simulation",
    "replay",
    "rendering",
    "over_http",
    "submission",
    "life",
    "lists",
    "acts",
    "sweep",
    "search",
    "starting",
    "catalogue",
)
#: Units of which more is better; of all others less is.
MORE = ("/s", "M/s")


def main(arguments: Sequence[str]) -> int:
    wanted = list(arguments) or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    for name in wanted:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += measured(name)
    print(table(rows))
    missed = [row for row in rows if verdict(row) == "MISSED"]
    print(f"{len(rows)} figures, {len(missed)} of them miss their line")
    return 0


def measured(name: str) -> list[dict[str, Any]]:
    """Run one module in a process of its own; a failure becomes a row that says so."""
    code = f"import json; from bench import {name}; print('\\n' + json.dumps({name}.run(), default=str))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:160]
        return [{"name": f"{name}: failed: {reason}", "value": None, "unit": "", "line": None}]
    found: list[dict[str, Any]] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def verdict(row: dict[str, Any]) -> str:
    """Return ok, MISSED, or "" for a figure without a line."""
    if row["value"] is None:
        return "MISSED"
    if row.get("line") is None:
        return ""
    good = row["value"] >= row["line"] if more_is_better(row) else row["value"] <= row["line"]
    return "ok" if good else "MISSED"


def more_is_better(row: dict[str, Any]) -> bool:
    return str(row.get("unit", "")).endswith(MORE)


def ratio(row: dict[str, Any]) -> str:
    """Return how many times better than the peer; below 1 the peer is better."""
    peer = row.get("peer_value")
    if not peer or not row["value"]:
        return ""
    times = row["value"] / peer if more_is_better(row) else peer / row["value"]
    return f"{times:,.2f} ×"


def table(rows: Sequence[dict[str, Any]]) -> str:
    head = ("what", "value", "unit", "line", "peer", "peer’s value", "ratio", "")
    cells = [
        (
            row["name"],
            figure(row["value"]),
            str(row.get("unit") or ""),
            figure(row.get("line")),
            str(row.get("peer") or ""),
            figure(row.get("peer_value")),
            ratio(row),
            verdict(row),
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in (head, *cells)) for n in range(len(head))]
    right = {1, 3, 5, 6}

    def written(line: Sequence[str]) -> str:
        parts = [
            text.rjust(width) if n in right else text.ljust(width)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(parts).rstrip()

    return "\n".join([written(head), "  ".join("-" * width for width in widths), *map(written, cells)])


def figure(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
