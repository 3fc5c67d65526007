"""`onething plan CITY SCENE --answers FILE`: what one person must do for one thing."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onething.site.commands._cities import (
    add_city,
    add_json,
    day,
    load,
    print_findings,
    print_json,
    scenes_of,
    within,
)

if TYPE_CHECKING:
    from onething.core.catalogue.model import Package
    from onething.core.composition import Plan

NAME = "plan"
HELP = "compose: items, fields, materials, dates and savings for one answer set"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("scene")
    parser.add_argument(
        "--answers",
        required=True,
        metavar="FILE",
        help="answer set, YAML or JSON; - reads YAML from standard input",
    )
    parser.add_argument(
        "--on", type=day, metavar="DATE", help="day of the plan, instead of the one in the file"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.calendars import load_calendar
    from onething.core.catalogue.answers import read_answer_file
    from onething.core.composition import compose_example, plan_to_json
    from onething.core.errors import RuleBroken
    from onething.site.cli import BadInput
    from onething.site.machine import SystemClock

    package = load(args.city, as_json=args.json)
    scenes_of(package, args.scene)
    data = _read(args.answers)
    on = args.on or SystemClock().now().date()
    read = read_answer_file(args.answers, data, package, scene=args.scene, on=on)
    if read.example is None:
        print_findings(read.findings, as_json=args.json)
        raise BadInput(f"{args.answers}: {len(read.findings)} errors")
    example = replace(read.example, on=args.on) if args.on else read.example
    calendar = load_calendar()
    try:
        with within(calendar):
            plan = compose_example(example, package=package, calendar=calendar)
    except RuleBroken as error:
        raise BadInput(str(error)) from None
    if args.json:
        print_json(plan_to_json(plan, "en", package=package))
    else:
        _print(plan, package)
    return 0


def _read(name: str) -> bytes:
    from onething.site.cli import BadInput

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror}") from None


def _print(plan: "Plan", package: "Package") -> None:
    figures, saving = plan.figures, plan.saving
    most = "" if figures.sure else "at most "
    print(f"{package.scenes[plan.scene].name}  ({plan.scene})")
    print(
        f"  {most}{figures.forms} form, {figures.materials} materials, {figures.minutes} minutes, by {figures.promised_on}"
    )
    print(
        f"  alone {plan.alone.materials} materials, {plan.alone.fields} fields, {plan.alone.working_days} days;"
        f" together {plan.together.materials}, {plan.together.fields}, {plan.together.working_days};"
        f" saved {saving.materials}, {saving.fields}, {saving.working_days}"
    )
    for item in plan.items:
        print(f"  {item.state:<10} {item.name}  {item.promised_days} days  {item.id}")
    for left in plan.left_out:
        print(f"  {left.state:<10} {left.name}: {left.why.text}")
    for material in plan.materials:
        way = material.way.value if material.way else "no way"
        print(
            f"    {way:<8} {package.materials[material.material].label if material.material in package.materials else material.key}"
        )
    if plan.outcome:
        print(f"  {plan.outcome}")
    if plan.next_question:
        print(f"  next question: {plan.next_question.text} [{plan.next_question.id}]")
