"""`onething replay`: make the rows of applications and cases anew from the log of events, or compare them with it."""

import argparse
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from onething.site.commands._cities import add_json, print_json
from onething.site.commands._long import Place, Progress, Stop, memory_mib

if TYPE_CHECKING:
    from onething.areas.cases.api import Difference, Replayed

NAME = "replay"
HELP = "make the rows of applications and cases anew from the log of events"
#: Differences that are listed; all are counted.
LISTED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--compare", action="store_true", help="change nothing; list what differs (exit 1)")
    parser.add_argument("--resume", action="store_true", help="go on where a stopped run ended")
    parser.add_argument("--step", type=int, default=200, metavar="N", help="applications at a time (200)")
    add_json(parser)


@dataclass
class Tally:
    """What was done so far. after: the last application of it."""

    compare: bool
    after: str = ""
    applications: int = 0
    events: int = 0
    differences: int = 0

    def add(self, part: "Replayed") -> None:
        self.after = str(part.last)
        self.applications += part.applications
        self.events += part.events
        self.differences += len(part.differences)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_database

    with_database()
    from django.conf import settings

    from onething.areas.cases import api as cases
    from onething.core.actors import Actor

    actor = Actor.job("replay")
    place = Place(settings.VAR / "replay.json")
    tally = _begin(place, compare=args.compare, resume=args.resume)
    before = tally.events
    progress = Progress("applications", cases.count_to_replay(actor), begun=tally.applications)
    listed: list[Difference] = []
    gc.freeze()  # what is loaded stays; a step leaves nothing behind that only the collector finds
    with Stop() as stop:
        after = UUID(tally.after) if tally.after else None
        for part in cases.replay(actor, mend=not args.compare, after=after, step=args.step):
            tally.add(part)
            place.keep(vars(tally))
            listed += part.differences[: LISTED - len(listed)]
            progress.add(part.applications, f", {tally.differences:,} differences")
            if stop.asked:
                break
        else:
            place.clear()
    progress.end()
    rate = (tally.events - before) / max(progress.seconds, 1e-9)
    _report(args, tally, listed, rate, stopped=stop.asked)
    if stop.asked:
        return 130
    return 1 if args.compare and tally.differences else 0


def _begin(place: Place, *, compare: bool, resume: bool) -> Tally:
    """Raises BadInput when there is nothing to go on with, or the other work was stopped."""
    from onething.site.cli import BadInput

    if not resume:
        return Tally(compare)
    kept = place.read()
    if kept is None:
        raise BadInput("no replay was stopped; begin one without --resume")
    tally = Tally(**kept)
    if tally.compare != compare:
        raise BadInput(
            f"the replay that was stopped was one {'with' if tally.compare else 'without'} --compare"
        )
    return tally


def _report(
    args: argparse.Namespace, tally: Tally, listed: "list[Difference]", rate: float, *, stopped: bool
) -> None:
    if args.json:
        figures = {"events_per_second": round(rate), "memory_mib": memory_mib()}
        print_json({**vars(tally), "stopped": stopped, **figures, "listed": [_data(one) for one in listed]})
        return
    for one in listed:
        what = f"{one.table} {one.row}" + (f" {one.field}" if one.field else "")
        print(f"{what}: kept {_said(one.kept)}, the log says {_said(one.folded)}")
    if tally.differences > len(listed):
        print(f"… and {tally.differences - len(listed):,} more")
    what = "differences" if args.compare else "differences put right"
    print(
        f"{tally.applications:,} applications, {tally.events:,} events, {tally.differences:,} {what}; {rate:,.0f} events/s"
    )
    if stopped:
        print("stopped; go on with: onething replay --resume" + (" --compare" if args.compare else ""))


def _data(one: "Difference") -> dict[str, Any]:
    return {
        "table": one.table,
        "row": one.row,
        "field": one.field,
        "kept": str(one.kept),
        "folded": str(one.folded),
    }


def _said(value: Any) -> str:
    return "nothing" if value is None else str(value)
