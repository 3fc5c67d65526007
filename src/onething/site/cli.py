"""The `onething` command. Each module of `onething.site.commands` is a sub-command.

A module exposes NAME, HELP, add_arguments(parser) and run(args) -> int, and imports what it needs inside `run`,
so that the command starts quickly. Exit codes: 0 ok, 1 findings, 2 bad usage or input.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import onething.site.commands
from onething.core.errors import DomainError


class BadInput(Exception):
    """What was asked cannot be done as written; the message says what, where and what to do (exit code 2)."""


def commands() -> Iterator[ModuleType]:
    """Return the module of every sub-command, in the order of the alphabet."""
    for module in iter_modules(onething.site.commands.__path__):
        if not module.name.startswith("_"):
            yield import_module(f"onething.site.commands.{module.name}")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="onething", description="One thing, done once.")
    below = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands():
        sub = below.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    below.add_parser("manage", help="Django's own commands: onething manage migrate", add_help=False)
    return top


def with_database() -> None:
    """Start Django for a command that reads or writes the database; an empty one gets its tables.

    Raises BadInput for unsafe settings, a database that cannot be reached, and tables that are older than the program.
    """
    with_django()
    from onething.site.tables import bring_up_to_date

    bring_up_to_date(only_empty=True)


def with_django() -> None:
    """Start Django. Raises BadInput for unsafe settings."""
    from onething.site.environment import UnsafeSettings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.site.settings")
    import django

    try:
        django.setup()
    except UnsafeSettings as error:
        raise BadInput(str(error)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words[:1] == ["manage"]:
            return _manage(words[1:])
        args = parser().parse_args(words)
        return int(args.run(args))
    except BadInput as error:
        print(f"onething: {error}", file=sys.stderr)
        return 2
    except DomainError as error:  # what the house cannot do, in the words of its error
        print(f"onething: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has left (`onething … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _manage(words: Sequence[str]) -> int:
    with_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["onething manage", *words])
    return 0


if __name__ == "__main__":
    from onething.site.cli import main as main_of_the_module  # one BadInput, not a second one of `__main__`

    sys.exit(main_of_the_module())
