"""`onething sweep`: look at every open case of today and raise the warnings that it deserves, as the worker does."""

import argparse

from onething.site.commands._cities import add_json, print_json
from onething.site.commands._long import Progress, Stop, memory_mib, processor_seconds

NAME = "sweep"
HELP = "light every open case: raise the warnings of today, each once; stops anywhere, and goes on from there"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--step", type=int, default=5000, metavar="N", help="cases at a time (5000)")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_database

    with_database()
    from onething.areas.cases import api as cases
    from onething.areas.supervision import api as supervision
    from onething.core.actors import Actor
    from onething.kit.ports import now

    actor, moment = Actor.job("lights"), now()
    before = supervision.count_to_sweep(actor, now=moment)
    progress = Progress("open cases", cases.count_open(actor), begun=before)
    seen, raised, done = before, 0, False
    with Stop() as stop:
        for part in supervision.sweep(actor, now=moment, step=args.step):
            seen, raised, done = seen + part.cases, raised + part.raised, part.done
            progress.add(part.cases, f", {raised:,} warnings")
            if stop.asked:
                break
    progress.end()
    if args.json:
        figures = {"seconds": round(progress.seconds, 2), "processor_seconds": processor_seconds()}
        print_json({"cases": seen, "raised": raised, "done": done, **figures, "memory_mib": memory_mib()})
    else:
        print(f"{seen:,} cases looked at, {raised:,} warnings raised in {progress.seconds:.1f} s")
        if not done:
            print("stopped; the same command goes on, and so does the worker")
    return 0 if done else 130
