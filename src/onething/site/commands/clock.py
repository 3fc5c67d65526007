"""`onething clock due DATE N` and `onething clock explain DATE N`: when a limit ends, and why on that day."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from onething.site.commands._batch import Answer, many, one, split_dash, standard_input
from onething.site.commands._cities import add_json

if TYPE_CHECKING:
    from onething.core.clock import DayKind
    from onething.core.workdays import WorkCalendar

NAME = "clock"
HELP = "due dates on the working-day calendar, and why they fall on their day"
LONGEST = 9999  # days of a limit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Refused(Exception):
    """One set of arguments cannot be answered; the message says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="question", metavar="QUESTION", required=True)
    for name, help in (
        ("due", "print the last day of a limit of N days that an event on DATE starts"),
        ("explain", "print that day by day: what is counted, what is not, and why"),
    ):
        sub = below.add_parser(name, help=help, description=f"{help}. DATE itself is day 0.")
        sub.add_argument(
            "values",
            nargs="+",
            metavar="DATE N",
            help="2026-02-13 20; - in place of the last values reads them from standard input, a set a line",
        )
        sub.add_argument("--profile", metavar="P", help="clock profile, whose kind of days is counted")
        sub.add_argument(
            "--provisional",
            action="store_true",
            help="also answer beyond the published holiday notices, with a day marked provisional",
        )
        sub.add_argument(
            "--notice",
            action="append",
            default=[],
            metavar="FILE",
            help="a newer holiday notice, in the format of those shipped with the program",
        )
        sub.add_argument("--language", choices=("en", "zh"), default="en", help="of the sentences")
        add_json(sub)


def run(args: argparse.Namespace, out: TextIO | None = None, lines: Iterable[str] | None = None) -> int:
    """Answer and return the exit code. out, lines: standard output and input unless given."""
    from onething.site.cli import BadInput

    out = out or sys.stdout
    calendar, kind = _calendar(args.notice), _kind(args.profile)
    given, from_lines = split_dash(args.values)

    def answer(values: Sequence[str]) -> Answer:
        try:
            return _answer(args, values, calendar, kind)
        except _Refused as error:
            return Answer.refused(str(error))

    if from_lines:
        return many(
            standard_input() if lines is None else lines,
            lambda line: answer([*given, *line.split()]),
            out,
            as_json=args.json,
        )
    try:
        _read(given)
    except _Refused as error:
        raise BadInput(str(error)) from None
    return one(answer(given), out, as_json=args.json)


def _answer(
    args: argparse.Namespace, values: Sequence[str], calendar: "WorkCalendar", kind: "DayKind"
) -> Answer:
    from onething.core.clock import explain
    from onething.core.workdays import CalendarMissing

    day, n = _read(values)
    try:
        explained = explain(day, n, calendar, kind, provisional=args.provisional)
    except CalendarMissing as error:
        hint = "" if args.provisional else "; with --provisional a day that may still move is shown"
        raise _Refused(f"{error}{hint}") from None
    due = explained.due_on
    head = f"{due.day} provisional" if due.provisional else str(due.day)
    data: dict[str, Any] = {"due": str(due.day), "provisional": due.provisional}
    if args.question == "due":
        return Answer(data, (head,))
    notes = {note.day: note for note in explained.notes}
    data["days"], rows, nth = [], [f"{day} day 0"], 0
    at = day + timedelta(1)
    while at <= due.day:  # ends: a day is added each time
        note = notes.get(at)
        counted = note is None or note.counted
        nth += counted
        why = note.why.value if note else "workday"
        text = note.text.say(args.language) if note else ""
        data["days"].append({"day": str(at), "counted": nth if counted else None, "why": why, "text": text})
        rows.append(f"{at} {f'day {nth}' if counted else 'not counted'}{f': {text}' if text else ''}")
        at += timedelta(1)
    if args.values[-1] == "-":
        return Answer(data, (head, *(note.text.say(args.language) for note in explained.notes)))
    return Answer(data, (*rows, f"due {head}"))


def _read(values: Sequence[str]) -> tuple[date, int]:
    if len(values) != 2:
        raise _Refused(f"DATE and N are wanted, such as 2026-02-13 20, not {len(values)} values")
    day_text, count = values
    try:
        if not _DAY.fullmatch(day_text):
            raise ValueError
        day = date.fromisoformat(day_text)
    except ValueError:
        raise _Refused(f"{day_text} is no day; write it as 2026-03-05") from None
    if not re.fullmatch(r"\d{1,4}", count, re.ASCII):
        raise _Refused(f"{count} is no number of days; write a whole number from 0 to {LONGEST}")
    if day.year > 9900:
        raise _Refused(f"{day_text} is too far ahead to count from")
    return day, int(count)


def _kind(profile: str | None) -> "DayKind":
    from onething.core.clock import DayKind, ProfileUnknown, profile_named
    from onething.site.cli import BadInput

    try:
        return profile_named(profile).day_kind if profile else DayKind.WORKING
    except ProfileUnknown as error:
        raise BadInput(str(error)) from None


def _calendar(files: Sequence[str]) -> "WorkCalendar":
    from onething.adapters.calendars import load_calendar
    from onething.core.errors import RuleBroken
    from onething.site.cli import BadInput

    try:
        return load_calendar({name: Path(name).read_bytes() for name in files})
    except OSError as error:
        raise BadInput(f"{error.filename}: {error.strerror}") from None
    except RuleBroken as error:
        raise BadInput(str(error)) from None
