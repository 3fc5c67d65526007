"""`onething verify-log`: whether the log of acts and looks is whole, chain by chain."""

import argparse

from onething.site.commands._cities import add_json, print_json

NAME = "verify-log"
HELP = "check that no entry of the log was changed, dropped or swapped"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_database

    with_database()
    from onething.areas.audit import api as audit
    from onething.core.actors import Actor, Role

    broken = audit.check_chains(Actor("job:verify-log", "verify-log", frozenset({Role.AUDITOR})))
    if args.json:
        found = [{"chain": chain, "sequence": one.sequence, "why": one.why} for chain, one in broken.items()]
        print_json({"whole": not broken, "broken": found})
    else:
        for chain, one in broken.items():
            print(f"chain {chain} does not hold from entry {one.sequence} on: {one.why}")
        print("the log is whole" if not broken else f"{len(broken)} chains are broken")
    return 1 if broken else 0
