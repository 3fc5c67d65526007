"""`onething work`: the worker that does what was put on the job table."""

import argparse
import os
import resource

#: Megabytes of address space below which the worker itself does not start.
LEAST_MEMORY = 1024
NAME = "work"
HELP = "do background work until told to stop: pushes, deadlines, warnings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")


def limit_memory(megabytes: str) -> None:
    """Let a job that wants more fail by itself before it takes the machine with it. Raises BadInput."""
    from onething.site.cli import BadInput

    if not megabytes.isdigit() or int(megabytes) < LEAST_MEMORY:
        raise BadInput(f"ONETHING_WORKER_MEMORY={megabytes}: give megabytes, at least {LEAST_MEMORY}")
    most = int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_database

    with_database()
    from onething.kit.jobs.api import Worker
    from onething.kit.ports import now

    limit_memory(os.environ.get("ONETHING_WORKER_MEMORY", "4096"))
    worker = Worker(f"worker-{os.getpid()}", watched=not args.once)
    if args.once:
        moment = now()
        while worker.step(now=moment):
            pass
        return 0
    worker.run()
    return 0
