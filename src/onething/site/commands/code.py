"""`onething code check citizen|credit|licence|item|case|phone VALUE`: is a code right, and if not, why."""

import argparse
import sys
from collections.abc import Iterable
from typing import TextIO

from onething.site.commands._batch import Answer, many, one, split_dash, standard_input
from onething.site.commands._cities import add_json, day

NAME = "code"
HELP = "check citizen numbers, credit codes, licence identifiers, item codes and case numbers"
KINDS = ("citizen", "credit", "licence", "item", "case", "phone")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="question", metavar="QUESTION", required=True)
    sub = below.add_parser("check", help="print `valid CANONICAL` or `invalid: REASON`")
    sub.add_argument(
        "values",
        nargs="+",
        metavar="KIND VALUE",
        help=f"KIND is {', '.join(KINDS)}; - in place of the last values reads them from standard input, one a line",
    )
    sub.add_argument(
        "--on", type=day, metavar="DATE", help="a birthday after this day is impossible; today unless given"
    )
    sub.add_argument("--language", choices=("en", "zh"), default="en", help="of the reasons")
    add_json(sub)


def run(args: argparse.Namespace, out: TextIO | None = None, lines: Iterable[str] | None = None) -> int:
    """Answer and return the exit code. out, lines: standard output and input unless given."""
    from onething.core.codes import Valid, check
    from onething.site.cli import BadInput
    from onething.site.machine import SystemClock

    out = out or sys.stdout
    given, from_lines = split_dash(args.values)
    on = args.on or SystemClock().now().date()
    if given and given[0] not in KINDS:
        raise BadInput(f"{given[0]} is no kind of code; there are: {', '.join(KINDS)}")

    def answer(kind: str, value: str) -> Answer:
        if kind not in KINDS:
            return Answer.refused(f"{kind} is no kind of code; there are: {', '.join(KINDS)}")
        checked = check(kind, value, on=on)
        if isinstance(checked, Valid):
            return Answer({"valid": True, "canonical": checked.canonical}, (f"valid {checked.canonical}",))
        reason = checked.reason.say(args.language)
        data = {"valid": False, "code": checked.code, "reason": reason, "likely": checked.likely}
        return Answer(data, (f"invalid: {reason}",), ok=False)

    if from_lines:
        if len(given) > 1:
            raise BadInput("write `code check KIND -`, or `code check -` with the kind first in each line")

        def of_line(line: str) -> Answer:
            if given:
                return answer(given[0], line)
            kind, _, value = line.partition(" ")
            return answer(kind, value)

        return many(standard_input() if lines is None else lines, of_line, out, as_json=args.json)
    if len(given) < 2:
        raise BadInput(f"a VALUE is missing: onething code check {given[0] if given else 'KIND'} VALUE")
    return one(answer(given[0], " ".join(given[1:])), out, as_json=args.json)
