"""`onething deviations CITY`: what every town does otherwise than the city's one master, and what is to be done about it.

With --published as the version in force has it, and with the entries of towns in the register; otherwise as the folder says it.
"""

import argparse
import sys
from collections.abc import Iterable

from onething.site.commands._cities import add_city, add_json, day, load, print_json
from onething.site.commands.export import published

NAME = "deviations"
HELP = (
    "what towns do otherwise than the city's one master, by town: own posts, exceptions, what nobody approved"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument(
        "--published", action="store_true", help="the version in force, with the entries of the register"
    )
    parser.add_argument("--on", type=day, metavar="DATE", help="as it stands on that day; today without it")
    parser.add_argument("--csv", action="store_true", help="every line as a table instead of the numbers")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.sheets import csv_pieces
    from onething.core.data import as_data
    from onething.core.towns.report import Beside, What, counted, report
    from onething.core.towns.table import COLUMNS, row_of
    from onething.core.towns.units import units_of
    from onething.site.machine import SystemClock

    package = published(args.city) if args.published else load(args.city, as_json=args.json)
    beside: Iterable[Beside] = ()
    if args.published:
        from onething.areas.register import api as register
        from onething.core.actors import Actor

        beside = register.list_beside(Actor.job("deviations"), package=package)
    lines = report(package, beside, args.on or SystemClock().now().date())
    if args.json:
        print_json([as_data(one) for one in lines])
    elif args.csv:
        sys.stdout.writelines(csv_pieces([one.en for one in COLUMNS], (row_of(one, "en") for one in lines)))
    else:
        numbers = counted(lines)
        for what in What:
            print(f"{sum(numbers[unit.code, what] for unit in units_of(package)):>6}  {what.label.en}")
        for unit in units_of(package):
            told = [
                f"{what.label.en} {numbers[unit.code, what]}" for what in What if numbers[unit.code, what]
            ]
            print(f"{unit.name}: {'; '.join(told) or 'as everywhere'}")
    return 0
