"""`onething credit DATE`: when a record of credit may be repaired, and what is missing until then."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from onething.site.commands._cities import add_json, day, print_json

if TYPE_CHECKING:
    from onething.core.credit.repair_dates import Repair

NAME = "credit"
HELP = "the earliest day on which a published record may be repaired, and what is missing until then"
GRAVITIES = ("minor", "ordinary", "serious")
AREAS = ("food", "drugs", "special_equipment", "work_safety", "fire", "other")
_MISSING = {
    "fulfilment": "the wrong is not put right, or a duty is not done",
    "promise": "the public promise is not made",
    "time": "the shortest display is not over",
    "never_shown": "it is not shown at all, there is nothing to repair",
    "over": "the longest display is over, it stops by itself",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("date", type=day, metavar="DATE", help="date of the act document")
    parser.add_argument("--gravity", choices=GRAVITIES, default="ordinary", help="class (usually ordinary)")
    parser.add_argument(
        "--area", choices=AREAS, default="other", help="area, stricter until 2026-03-31 (usually other)"
    )
    parser.add_argument("--fulfilled", type=day, metavar="DATE", help="day on which the last duty was done")
    parser.add_argument("--promised", action="store_true", help="the public promise is made")
    parser.add_argument("--on", type=day, metavar="DATE", help="day of the application (default today)")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.core.credit.repair_dates import Area, Gravity, NoRepairRules, Shown, repair_of
    from onething.site.cli import BadInput
    from onething.site.machine import SystemClock

    on: date = args.on or SystemClock().now().date()
    try:
        found = repair_of(
            Shown(args.date, Gravity(args.gravity), Area(args.area), args.fulfilled, args.promised), on=on
        )
    except NoRepairRules as error:
        raise BadInput(str(error)) from None
    if args.json:
        print_json(_data(found))
        return 0
    print(f"rules: {found.rules.id} ({found.rules.law}), for an application on {on}")
    print(f"earliest: {found.earliest or 'not known yet'}")
    print(f"displayed until: {found.displayed_until or 'not displayed'}")
    for one in found.missing:
        print(f"missing: {_MISSING[one]}")
    return 0


def _data(found: "Repair") -> dict[str, object]:
    return {
        "rules": found.rules.id,
        "earliest": found.earliest,
        "displayed_until": found.displayed_until,
        "missing": [one.value for one in found.missing],
        "ready": found.ready,
    }
