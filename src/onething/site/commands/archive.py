"""`onething archive --before DAY --list NUMBER --to FOLDER`: hand archives over with a transfer list."""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from onething.site.commands._cities import add_json, print_json

NAME = "archive"
HELP = "write the archives made before a day into a folder, with their transfer list, and mark them as handed over"

HEADING = ("申请编号", "名称", "申请人", "归档日期", "保管到")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--before", type=date.fromisoformat, required=True, metavar="DAY")
    parser.add_argument("--list", dest="list_number", required=True, metavar="NUMBER")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """An archive is marked once its files are on disk; stopped halfway, the same command goes on with the rest."""
    from onething.site.cli import with_django

    with_django()
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor
    from onething.kit.ports import now

    actor = Actor.job("archive")
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


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _harmless(cell: str) -> str:
    """Return a cell that no table program reads as a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r＝＋－＠") else cell
