"""An empty database is migrated and killed on its way; run again, it has the tables of one that was never killed.

    python -m tests.crash.migrating FOLDER [all]

Kills at the first, middle and last step, or at all of them. Prints JSON.
"""

import json
import signal
import sqlite3
import sys
from pathlib import Path

from tests.crash.life import child_in, in_child, set_up
from tests.crash.scenarios import points_around_migrations


def migrate(folder: Path) -> None:
    from django.core.management import call_command

    with points_around_migrations():
        call_command("migrate", verbosity=0)


def tables(folder: Path) -> list[str]:
    """Return what the database consists of, as SQLite itself says it."""
    with sqlite3.connect(folder / "onething.sqlite3") as database:
        rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql")
        done = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [sql for (sql,) in rows] + [f"{app} {name}" for app, name in done]


def main(folder: Path, *, everything: bool) -> int:
    folder.mkdir(parents=True)
    set_up(folder)
    log = folder / "steps.log"
    whole = _empty(folder, "whole")
    recorded = in_child(child_in(whole, migrate, log=str(log)))
    steps = log.read_text().splitlines()
    chosen = range(1, len(steps) + 1) if everything else sorted({1, len(steps) // 2, len(steps)})
    broken: dict[str, str] = {} if recorded == 0 else {"whole": str(recorded)}
    for place in chosen:
        name, nth = steps[place - 1], steps[:place].count(steps[place - 1])
        killed_there = _empty(folder, f"killed{place}")
        killed = in_child(child_in(killed_there, migrate, crash_at=f"{name}#{nth}"))
        again = in_child(child_in(killed_there, migrate))
        if killed != signal.SIGKILL or again or tables(killed_there) != tables(whole):
            broken[f"{name}#{nth}"] = f"killed {killed}, again {again}"
    print(json.dumps({"steps": len(steps), "kills": len(chosen), "broken": broken}))
    return 0


def _empty(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), everything="all" in sys.argv[2:]))
