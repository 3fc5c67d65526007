"""`onething diff OLD NEW`: what two versions of a city have different, as a person would tell it."""

import argparse
from dataclasses import asdict

from onething.site.commands._cities import add_city, add_json, load, print_json

NAME = "diff"
HELP = "tell two versions of a city apart, field by field (exit code 1 if they differ)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser, "old")
    add_city(parser, "new")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.core.catalogue.diff import changed_scenes, diff

    old, new = load(args.old, as_json=args.json), load(args.new, as_json=args.json)
    changes = diff(old, new)
    scenes = [scene.id for scene in changed_scenes(old, new)]
    if args.json:
        print_json(
            {
                "changes": [{**asdict(change), "message": change.message.en} for change in changes],
                "scenes": scenes,
            }
        )
    else:
        for change in changes:
            print(change)
        print(f"{len(changes)} differences; scenes that change: {', '.join(scenes) or 'none'}")
    return 1 if changes else 0
