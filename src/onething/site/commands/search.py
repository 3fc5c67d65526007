"""`onething search TEXT`: what people would find who asked so, with the words that led there."""

import argparse
import json
from dataclasses import asdict

NAME = "search"
HELP = "find items, scenes and answers by the words of people"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", help="the question, in any words")
    parser.add_argument(
        "--kind", action="append", default=[], help="only this kind: item, scene, … (again for more)"
    )
    parser.add_argument("--place", default="", metavar="CODE", help="division code of the asker")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="hits at most (10)")
    parser.add_argument("--json", action="store_true", help="for machines")


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_database

    with_database()
    from onething.areas.search import api as search
    from onething.core.actors import Actor

    found = search.search(
        Actor.job("search"),
        asked=" ".join(args.text),
        kinds=tuple(args.kind),
        place=args.place,
        limit=args.limit,
    )
    if args.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0 if found.sure else 1
    for hit in found.hits:
        print(f"{hit.score:.2f}  {hit.kind}  {hit.title}  [{hit.key}]  {'，'.join(hit.why)}")
    if not found.sure:
        print("nothing answers this for certain" if found.hits else "nothing was found")
    return 0 if found.sure else 1
