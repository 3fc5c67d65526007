"""`onething demo`: what the demo city holds, and beginning anew."""

import argparse
import shutil
from pathlib import Path

from onething.site.commands._cities import add_json, print_json

NAME = "demo"
HELP = "tell what the demo city holds; --reset throws its data away, --fill invents more applications"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reset", action="store_true", help="throw the demo data away; the next start makes it anew"
    )
    parser.add_argument("--fill", type=int, metavar="N", default=0, help="invent N more applications now")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_database

    with_database()
    from django.conf import settings

    if not settings.DEMO:
        raise BadInput("this is no demo installation (ONETHING_DEMO is not set); nothing was touched")
    if args.reset:
        return _reset(settings.VAR, as_json=args.json)
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor, Role
    from onething.kit.ports import now
    from onething.site import demo, demo_life

    if args.fill:
        demo_life.fill(demo.ACTOR, count=args.fill, now=now(), seed=args.fill)
    supervisor = Actor("job:demo", "demo", frozenset({Role.SUPERVISOR}))
    counts = cases.count_inbox(supervisor, today=now().date())
    if args.json:
        print_json({**counts, "folder": str(settings.VAR)})
    else:
        print(f"{counts['open']} open cases in {settings.VAR}")
    return 0


def _reset(var: Path, *, as_json: bool = False) -> int:
    """Remove the data folder, but not while a supervisor runs in it."""
    import fcntl

    from onething.site.cli import BadInput

    if not var.exists():
        _say({"reset": False}, "there is no demo data yet; make run makes it", as_json=as_json)
        return 0
    with (var / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput("the demo city is running; stop it with Ctrl-C first") from None
    shutil.rmtree(var)
    _say({"reset": True}, "the demo data are gone; make run makes new ones", as_json=as_json)
    return 0


def _say(data: dict[str, bool], words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(data)
    else:
        print(words)
