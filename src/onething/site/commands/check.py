"""`onething check CITY [SCENE]`: prove every situation, run the examples, check answers and exam questions."""

import argparse
import sys
from typing import TYPE_CHECKING

from onething.site.commands._cities import add_city, add_json, day, load, print_findings, scenes_of, within

if TYPE_CHECKING:
    from onething.core.catalogue.model import Example, Package
    from onething.core.findings import Finding
    from onething.core.workdays import WorkCalendar

NAME = "check"
HELP = "prove every situation of a city's scenes, and run its examples"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("scene", nargs="?", help="only this scene")
    parser.add_argument(
        "--on", type=day, metavar="DATE", help="day from which the scenes would run (default today)"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.calendars import load_calendar
    from onething.core.knowledge import read_answers
    from onething.core.proof import prove
    from onething.core.training import read_questions
    from onething.site.machine import SystemClock

    package = load(args.city, as_json=args.json)
    calendar = load_calendar()
    on = args.on or SystemClock().now().date()
    findings: list[Finding] = []
    scenes = scenes_of(package, args.scene)
    for number, scene in enumerate(scenes, 1):
        _progress(number, len(scenes), scene.id)
        with within(calendar):
            findings += prove(scene, package=package, calendar=calendar, on=on)
            for example in package.examples.values():
                if example.scene == scene.id:
                    findings += run_example(example, package, calendar)
    if not args.scene:
        findings += read_answers(package, on=on).findings
        findings += read_questions(package, on=on).findings
    print_findings(findings, as_json=args.json)
    blocking = [finding for finding in findings if finding.blocks]
    if not args.json:
        print(f"{len(scenes)} scenes, {len(findings)} findings, {len(blocking)} of them keep from publishing")
    return 1 if blocking else 0


def run_example(example: "Example", package: "Package", calendar: "WorkCalendar") -> "tuple[Finding, ...]":
    """Compose one example and return a finding for each figure that is not as expected."""
    from onething.core.composition import check_example, compose_example
    from onething.core.errors import RuleBroken
    from onething.core.findings import Finding, Level
    from onething.core.source import Text

    try:
        plan = compose_example(example, package=package, calendar=calendar)
    except RuleBroken as error:
        message = Text(
            f"示例“{example.id}”算不出来：{error}", f"Example “{example.id}” cannot be composed: {error}"
        )
        return (Finding("examples.refused", Level.ERROR, message, example.at, example.scene),)
    return check_example(example, plan)


def _progress(number: int, of: int, name: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if number == of else "\r"
        print(f"  {number}/{of} {name:<40}", end=end, file=sys.stderr, flush=True)
