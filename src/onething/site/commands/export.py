"""`onething export CITY --format package`: the files of a city as they were loaded, byte for byte."""

import argparse
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from onething.site.commands._cities import add_city, load

NAME = "export"
HELP = "write a city package to a folder, or as a ZIP archive to standard output"

#: Archives of equal files are equal: every entry carries this moment.
MOMENT = (2000, 1, 1, 0, 0, 0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    parser.add_argument("--format", choices=["package"], default="package")
    parser.add_argument("--to", type=Path, metavar="PATH", help="folder to write; must be empty or new")


def run(args: argparse.Namespace) -> int:
    from onething.adapters.packages import write_folder
    from onething.core.catalogue.loader import export_package
    from onething.site.cli import BadInput

    files = export_package(load(args.city))
    if args.to is None:
        sys.stdout.buffer.write(archive(files))
        return 0
    if args.to.exists() and any(args.to.iterdir()):
        raise BadInput(f"{args.to} is not empty; name a new folder")
    write_folder(args.to, files)
    print(f"{len(files)} files written to {args.to}")
    return 0


def archive(files: dict[str, bytes]) -> bytes:
    """Return the files as one ZIP archive, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, MOMENT), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
