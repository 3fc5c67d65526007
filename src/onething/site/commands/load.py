"""`onething load CITY`: prove a city package and make it the one that holds."""

import argparse

from onething.site.commands._cities import add_city, add_json, folder_of, print_findings, print_json

NAME = "load"
HELP = "publish a city package: proved, kept byte for byte, in force at once"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_django

    with_django()
    from onething.adapters.packages import read_folder
    from onething.areas.catalogue import api as catalogue
    from onething.areas.offices import api as offices
    from onething.core.actors import Actor
    from onething.core.errors import RuleBroken
    from onething.kit.ports import now

    actor = Actor.job("load")
    try:
        version = catalogue.publish(actor, files=read_folder(folder_of(args.city)), now=now())
    except catalogue.PackageRefused as refused:
        print_findings(refused.findings, as_json=args.json)
        return 1
    except RuleBroken as error:
        raise BadInput(str(error)) from None
    places = offices.load_offices(actor, package=catalogue.current(actor))
    if args.json:
        print_json(
            {"version": version.id, "digest": version.digest, "new_scenes": version.scenes, "offices": places}
        )
    else:
        print(f"{version.city}: version {version.id} holds ({version.scenes} new scenes, {places} offices)")
    return 0
