"""`onething export CITY --format package`: the files of a city as they were loaded, byte for byte.

`--format gbt39554`: its items in the shape of GB/T 39554, as JSON or, to a path that ends in .xlsx, as a workbook.
"""

import argparse
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from onething.core.catalogue.model import Package
from onething.core.register.entries import Entry
from onething.site.commands._cities import add_city, add_json, load, print_json

NAME = "export"
HELP = "write a city package to a folder or as a ZIP archive, or its items in a shape that others read"

#: Archives of equal files are equal: every entry carries this moment.
MOMENT = (2000, 1, 1, 0, 0, 0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("--format", choices=["package", "gbt39554"], default="package")
    parser.add_argument(
        "--to", type=Path, metavar="PATH", help="folder (package) or file to write; must be empty or new"
    )
    parser.add_argument(
        "--published", action="store_true", help="the version in force in the database, not the folder"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.packages import write_folder
    from onething.core.catalogue.loader import export_package
    from onething.site.cli import BadInput

    if args.format == "gbt39554":
        return _items(args)
    if args.json and args.to is None:
        raise BadInput("--json needs --to: standard output holds the archive")
    files = export_package(_published(args.city) if args.published else load(args.city))
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


def _items(args: argparse.Namespace) -> int:
    """Write the defined items; with --published those in force, and all that was imported into the register."""
    from onething.adapters.catalogues.writing import write_json, write_xlsx
    from onething.core.register.definitions import entry_of
    from onething.site.cli import BadInput

    package = _published(args.city) if args.published else load(args.city)
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


def _published(city: str) -> Package:
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
