"""`onething export CITY --format package`: the files of a city as they were loaded, byte for byte.

`--format knowledge`: its answers as they are published now, also those that were written here, as files of the package.
`--format exams`: its exam questions that are in use, likewise.
`--format gbt39554`: its items in the shape of GB/T 39554, as JSON or, to a path that ends in .xlsx, as a workbook.
`--format cpsv-ap`, `--format dcat-ap`: its services, or what its offices share, as Turtle or, with `--syntax json-ld` or to a path
that ends in .jsonld, as JSON-LD. Nothing of these is held whole: they are written item by item.
"""

import argparse
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from onething.core.catalogue.model import Package
from onething.core.linked.statements import Node
from onething.core.register.entries import Entry
from onething.site.commands._cities import add_city, add_json, load, print_json

NAME = "export"
HELP = "write a city package to a folder or as a ZIP archive, or its items in a shape that others read"

#: Archives of equal files are equal: every entry carries this moment.
MOMENT = (2000, 1, 1, 0, 0, 0)
#: What is written in the house and goes back into the folder of the city.
OWN = ("knowledge", "exams")
ENTRIES = ("gbt39554",)
LINKED = ("cpsv-ap", "dcat-ap")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("--format", choices=["package", *OWN, *ENTRIES, *LINKED], default="package")
    parser.add_argument(
        "--to",
        type=Path,
        metavar="PATH",
        help="folder (package, knowledge, exams) or file to write; must be empty or new",
    )
    parser.add_argument(
        "--published", action="store_true", help="the version in force in the database, not the folder"
    )
    parser.add_argument("--syntax", choices=["turtle", "json-ld"], help="of linked data (default turtle)")
    parser.add_argument(
        "--base", metavar="URL", help="address under which things have their URIs (default ONETHING_ADDRESS)"
    )
    parser.add_argument(
        "--data-services",
        action="store_true",
        help="dcat-ap: with a dcat:DataService for each system that answers",
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.packages import write_folder
    from onething.core.catalogue.loader import export_package
    from onething.site.cli import BadInput

    if args.format == "gbt39554":
        return _items(args)
    if args.format in LINKED:
        return _linked(args)
    if args.json and args.to is None:
        raise BadInput("--json needs --to: standard output holds the archive")
    if args.format in OWN:
        files = _written_here(args.city, args.format)
    else:
        files = export_package(published(args.city) if args.published else load(args.city))
    if args.to is None:
        sys.stdout.buffer.write(archive(files))
        return 0
    if args.to.exists() and any(args.to.iterdir()):
        raise BadInput(f"{args.to} is not empty; name a new folder")
    write_folder(args.to, files)
    if args.json:
        print_json({"files": sorted(files), "to": str(args.to)})
    else:
        print(f"{len(files)} files written to {args.to}")
    return 0


def _written_here(city: str, kind: str) -> dict[str, bytes]:
    """Return the answers that are published, or the exam questions in use, as their files of the package."""
    published(city)
    from onething.areas.knowledge import api as knowledge
    from onething.areas.training import api as training
    from onething.core.actors import Actor

    files_of = knowledge.files_of_answers if kind == "knowledge" else training.files_of_questions
    return files_of(Actor.job("export"))


def _items(args: argparse.Namespace) -> int:
    """Write the defined items; with --published those in force, and all that was imported into the register."""
    from onething.adapters.catalogues.writing import write_json, write_xlsx
    from onething.core.register.definitions import entry_of
    from onething.site.cli import BadInput

    package = published(args.city) if args.published else load(args.city)
    entries: Iterator[Entry] = (entry_of(item, package) for item in package.items.values())
    if args.published:
        from onething.areas.register import api as register
        from onething.core.actors import Actor

        entries = chain(
            entries, register.iterate_entries(Actor.job("export"), city=package.id, without=register.DEFINED)
        )
    if args.to is None:
        write_json(entries, sys.stdout)
        return 0
    if args.to.exists():
        raise BadInput(f"{args.to} is there already; name a new file")
    if args.to.suffix == ".xlsx":
        count = write_xlsx(entries, args.to)
    else:
        with args.to.open("w", encoding="utf-8") as file:
            count = write_json(entries, file)
    if args.json:
        print_json({"items": count, "to": str(args.to)})
    else:
        print(f"{count} items written to {args.to}")
    return 0


def _linked(args: argparse.Namespace) -> int:
    """Write the catalogue as linked data; with --published that in force, and all that was imported into the register."""
    from onething.adapters.linked.writing import write
    from onething.site.cli import BadInput

    if args.json and args.to is None:
        raise BadInput("--json needs --to: standard output holds the data")
    nodes, count = _nodes(args), 0

    def counted() -> Iterator[Node]:
        nonlocal count
        for node in nodes:
            count += 1
            yield node

    by_name = "json-ld" if args.to is not None and args.to.suffix in (".jsonld", ".json") else "turtle"
    pieces = write(counted(), args.syntax or by_name)
    if args.to is None:
        sys.stdout.writelines(pieces)
        return 0
    if args.to.exists():
        raise BadInput(f"{args.to} is there already; name a new file")
    with args.to.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    if args.json:
        print_json({"things": count, "to": str(args.to)})
    else:
        print(f"{count} things written to {args.to}")
    return 0


def _nodes(args: argparse.Namespace) -> Iterable[Node]:
    from onething.core.linked.catalogue import catalogue_nodes
    from onething.core.linked.described import Service, service_of_entry
    from onething.core.linked.shares import share_nodes
    from onething.core.linked.uris import Uris
    from onething.site.environment import public_address

    package = published(args.city) if args.published else load(args.city)
    uris = Uris((args.base or public_address(os.environ)).rstrip("/"))
    if args.format == "dcat-ap":
        return share_nodes(package, uris, services=args.data_services)
    more: Iterable[Service] = ()
    if args.published:
        from onething.areas.register import api as register
        from onething.core.actors import Actor

        kept = register.iterate_kept(Actor.job("export"), city=package.id, without=register.DEFINED)
        more = (service_of_entry(one.entry, uris, source=one.source, version=one.hash) for one in kept)
    return catalogue_nodes(package, uris, more=more)


def published(city: str) -> Package:
    """Return the version in force. Raises BadInput where there is none, or one of another city."""
    from onething.site.cli import BadInput, with_django

    with_django()
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Actor

    try:
        package = catalogue.current(Actor.job("export"))
    except catalogue.NothingPublished:
        raise BadInput("nothing is published yet; publish a city with: onething load CITY") from None
    if package.id != Path(city).name:
        raise BadInput(f"the city in force is {package.id}, not {city}")
    return package


def archive(files: dict[str, bytes]) -> bytes:
    """Return the files as one ZIP archive, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, MOMENT), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
