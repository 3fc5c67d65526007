"""`onething work`: the worker that does what was put on the job table."""

import argparse
import os

NAME = "work"
HELP = "do background work until told to stop: pushes, deadlines, warnings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_django

    with_django()
    from onething.kit.jobs.api import Worker
    from onething.kit.ports import now

    worker = Worker(f"worker-{os.getpid()}")
    if args.once:
        moment = now()
        while worker.step(now=moment):
            pass
        return 0
    worker.run()
    return 0
