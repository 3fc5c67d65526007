"""`onething archive --before DAY --list NUMBER --to FOLDER`: hand archives over with a transfer list.

`onething archive --not-archived`: what should be in the archive and could not be put there, with the reason.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onething.site.commands._cities import add_json, print_json

NAME = "archive"
HELP = "write the archives made before a day into a folder, with their transfer list, and mark them as handed over"

HEADING = ("申请编号", "名称", "申请人", "归档日期", "保管到")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--before", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--list", dest="list_number", metavar="NUMBER")
    parser.add_argument("--to", type=Path, metavar="FOLDER")
    parser.add_argument("--not-archived", action="store_true", help="list what could not be archived")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """An archive is marked once its files are on disk; stopped halfway, the same command goes on with the rest."""
    from onething.site.cli import with_database

    with_database()
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor
    from onething.kit.ports import now

    actor = Actor.job("archive")
    if args.not_archived:
        return _not_archived(cases.list_not_archived(actor), json=args.json)
    if not (args.before and args.list_number and args.to):
        print("name --before DAY, --list NUMBER and --to FOLDER, or --not-archived", file=sys.stderr)
        return 2
    args.to.mkdir(parents=True, exist_ok=True)
    done = 0
    with (args.to / "transfer.csv").open("a", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        if file.tell() == 0:
            table.writerow(HEADING)
        for line in cases.list_to_transfer(actor, before=args.before):
            _write(args.to / line.number, cases.archive_packet(actor, application=line.number))
            until = line.keep_until.isoformat() if line.keep_until else "永久"
            cells = (line.number, line.title, line.person_name, line.archived_on.isoformat(), until)
            table.writerow([_harmless(cell) for cell in cells])
            file.flush()
            cases.mark_transferred(actor, application=line.number, list_number=args.list_number, now=now())
            done += 1
            if sys.stderr.isatty():
                print(f"\r{done} archives", end="", file=sys.stderr)
    if args.json:
        print_json({"transferred": done, "list": args.list_number, "to": str(args.to)})
    else:
        print(f"{done} archives handed over with list {args.list_number}")
    return 0


def _not_archived(lines: Sequence[Any], *, json: bool) -> int:
    """Returns 1 where something could not be archived."""
    rows = [
        {"number": one.number, "due_on": one.due_on.isoformat(), "code": one.code, "reason": one.reason}
        for one in lines
    ]
    if json:
        print_json({"not_archived": rows})
    else:
        for row in rows:
            print(f"{row['number']} due {row['due_on']}: {row['code']} {row['reason']}")
        print(f"{len(rows)} could not be archived")
    return 1 if rows else 0


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _harmless(cell: str) -> str:
    """Return a cell that no table program reads as a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r＝＋－＠") else cell
