"""`onething places FILE`: the digest of a roll of school entry, and with the published seed its places, for everybody to reckon again."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from onething.site.commands._cities import add_json, print_json

if TYPE_CHECKING:
    from onething.core.enrolment.placing import Placed, Roll

NAME = "places"
HELP = "school places by catchment, points and a draw with a published seed (docs/enrolment.md)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the frozen roll, JSON")
    parser.add_argument(
        "--seed", metavar="TEXT", help="the published seed; without it only the digest is said"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.core.enrolment.placing import place
    from onething.core.enrolment.roll import BadRoll, read_roll
    from onething.site.cli import BadInput

    try:
        roll = read_roll(args.file.read_bytes())
    except OSError as error:
        raise BadInput(f"{args.file}: {error.strerror}") from None
    except BadRoll as error:
        raise BadInput("\n".join(f"{args.file}: {one.en}" for one in error.problems)) from None
    found = place(roll, seed=args.seed) if args.seed is not None else None
    if args.json:
        print_json(_data(roll, args.seed, found))
        return 0
    print(f"digest: {roll.digest}")
    print(f"{len(roll.children)} children, {sum(one.places for one in roll.schools)} places")
    if found is None:
        print("publish the digest first; then draw with --seed and the seed that is published afterwards")
        return 0
    print(f"seed: {args.seed}")
    for one in found:
        print(f"{one.number}\t{one.school or '-'}\t{one.by.value or 'no place'}\t{one.lot[:16]}")
    said = Counter(one.by.value or "no place" for one in found)
    print(", ".join(f"{name} {number}" for name, number in sorted(said.items())))
    return 0


def _data(roll: "Roll", seed: str | None, found: "tuple[Placed, ...] | None") -> dict[str, object]:
    return {
        "digest": roll.digest,
        "seed": seed,
        "points": {
            one.number: {"total": one.points.total, "lines": dict(one.points.lines)}
            for one in roll.children
            if one.points.lines
        },
        "placed": None
        if found is None
        else [
            {"number": one.number, "school": one.school, "by": one.by.value, "lot": one.lot} for one in found
        ],
    }
