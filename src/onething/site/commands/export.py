"""`onething export CITY --format package`: the files of a city as they were loaded, byte for byte."""

import argparse
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from onething.core.catalogue.model import Package
from onething.site.commands._cities import add_city, add_json, load, print_json

NAME = "export"
HELP = "write a city package to a folder, or as a ZIP archive to standard output"

#: Archives of equal files are equal: every entry carries this moment.
MOMENT = (2000, 1, 1, 0, 0, 0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("--format", choices=["package"], default="package")
    parser.add_argument("--to", type=Path, metavar="PATH", help="folder to write; must be empty or new")
    parser.add_argument(
        "--published", action="store_true", help="the version in force in the database, not the folder"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.adapters.packages import write_folder
    from onething.core.catalogue.loader import export_package
    from onething.site.cli import BadInput

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
