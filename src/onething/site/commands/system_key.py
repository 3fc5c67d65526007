"""`onething system-key NAME`: the key that a department system signs with."""

import argparse

NAME = "system-key"
HELP = "print the key that a department system is given"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", metavar="NAME", help="as in ONETHING_SYSTEMS")


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_django

    with_django()
    from django.conf import settings

    if args.system not in settings.SYSTEM_KEYS:
        raise BadInput(f"{args.system} is no system; there are: {', '.join(settings.SYSTEM_KEYS) or 'none'}")
    print(settings.SYSTEM_KEYS[args.system].decode())
    return 0
