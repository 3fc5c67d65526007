"""`onething system-key NAME`: the key that a department system or an SMS gateway signs with."""

import argparse

NAME = "system-key"
HELP = "print the key that a department system is given"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", metavar="NAME", help="as in ONETHING_SYSTEMS or ONETHING_SMS")


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_django

    with_django()
    from django.conf import settings

    keys = settings.SYSTEM_KEYS | settings.SMS_KEYS
    if args.system not in keys:
        raise BadInput(f"{args.system} is no system; there are: {', '.join(keys) or 'none'}")
    print(keys[args.system].decode())
    return 0
