"""`onething load CITY`: publish a city package into the database, unless its proof or its files have errors."""

import argparse

from onething.site.commands._cities import add_city, add_json, folder_of, print_findings, print_json

NAME = "load"
HELP = "publish a city package: everything new is proved first, running cases keep their own version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_django

    with_django()
    from onething.adapters.packages import read_folder
    from onething.areas.catalogue import api as catalogue
    from onething.areas.offices import api as offices
    from onething.core.actors import Actor, Role
    from onething.kit.ports import now

    actor = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
    try:
        version = catalogue.publish(actor, files=read_folder(folder_of(args.city)), now=now())
    except catalogue.PackageRefused as refused:
        print_findings(refused.findings, as_json=args.json)
        return 1
    offices.load_offices(actor, package=catalogue.current(actor))
    if args.json:
        print_json({"version": version.id, "digest": version.digest, "findings": []})
    else:
        print(f"version {version.id} of {args.city} is published")
    return 0
