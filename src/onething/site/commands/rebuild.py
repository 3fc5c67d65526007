"""`onething rebuild`: every acknowledged submission from its sealed envelope, when the database is gone."""

import argparse
from collections import Counter

from onething.site.commands._cities import add_json, print_json

NAME = "rebuild"
HELP = "rebuild submissions from VAR/envelopes into a database that lacks them"
#: A line of progress after so many.
STEP = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Exit code 1 if an envelope is broken, or its scene is not published here; all others are there then."""
    from onething.site.cli import with_database

    with_database()
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor, Role
    from onething.kit.ports import now

    actor = Actor("job:rebuild", "rebuild", frozenset({Role.SYSTEM, Role.ADMIN}))
    counts: Counter[str] = Counter()
    left = []
    for index, one in enumerate(cases.rebuild(actor, now=now()), start=1):
        counts[one.came.value] += 1
        if one.came in (cases.Came.BROKEN, cases.Came.NO_SCENE):
            left.append({"envelope": one.envelope, "why": one.came.value, "number": one.number})
        if not args.json and index % STEP == 0:
            print(f"{index} envelopes: {_say(counts)}", flush=True)
    if args.json:
        print_json({"counts": dict(counts), "left": left})
    else:
        for line in left:
            print(f"{line['envelope']} {line['number']} left: {line['why']}")
        print(_say(counts) or "no envelopes")
    return 1 if left else 0


def _say(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
