"""`onething trust-clock`: go on by the clock as it is now, after it had been ahead and was put right."""

import argparse

from onething.site.commands._cities import add_json, print_json

NAME = "trust-clock"
HELP = "the clock had been ahead and is right now: let the house go on by it, and do what waits for a moment ahead"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="what was wrong with the clock; stands in the log")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_database

    if not args.reason.strip():
        raise BadInput("--reason: say what was wrong with the clock")
    with_database()
    from django.db import transaction

    from onething.areas.audit import api as audit
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor
    from onething.kit.jobs import api as jobs
    from onething.kit.ports import now

    actor, moment = Actor.job("trust-clock"), now()
    with transaction.atomic():
        newest = jobs.trust(now=moment)
        detail = {"reason": args.reason.strip(), "newest": newest.isoformat() if newest else ""}
        audit.record(actor, action="jobs:trust_clock", detail=detail, now=moment)
    waiting = cases.count_ahead(actor, now=moment)
    if args.json:
        print_json({"now": moment.isoformat(), "newest": detail["newest"], "waiting": waiting})
    else:
        print(f"the house goes on at {moment:%Y-%m-%d %H:%M}; it had worked at {newest or 'no moment'}")
        if waiting:
            print(
                f"{waiting} applications hold acts that are dated later; they go on once that moment has passed"
            )
    return 0
