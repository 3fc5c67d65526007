"""`onething import MAPPING FILE --into CITY [--with LIST=FILE] [--dry-run]`: take a catalogue of another system into the register.

Exit code 0: taken in, or nothing to do; 1: an error in a row or in the file, and nothing was taken in; 2: bad usage.
"""

import argparse
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from onething.site.commands._cities import add_json, finding_data, folder_of, print_findings, print_json

if TYPE_CHECKING:
    from onething.core.findings import Finding
    from onething.core.register.mapping import Mapping
    from onething.core.register.reading import Row

NAME = "import"
HELP = "take a catalogue of items (JSON, CSV, xlsx) into the register of a city, all of it or nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mapping", help="a mapping that ships with the program, or the path of one")
    parser.add_argument("file", type=Path, help="the catalogue")
    parser.add_argument("--into", required=True, metavar="CITY", help="folder of a city package, or its name")
    add_with(parser)
    parser.add_argument("--dry-run", action="store_true", help="look at every row and write nothing")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_database

    folder = folder_of(args.into)
    city = folder.resolve().name
    mapping = shipped_mapping(args.mapping, as_json=args.json)
    if not args.file.is_file():
        raise BadInput(f"{args.file}: no such file")
    further = further_files(args.further, mapping)
    with_database()
    from onething.adapters.catalogues.apart import TablesApart
    from onething.adapters.catalogues.reading import read_rows
    from onething.adapters.packages import load_city
    from onething.areas.register import api as register
    from onething.core.actors import Actor, Role
    from onething.core.register.certificates import forbidden_of
    from onething.kit.ports import now
    from onething.site.commands._long import Progress

    progress = Progress("rows", 0)
    package = load_city(folder).package  # of a city that cannot be read nothing is known of its certificates

    def opened() -> "tuple[Sequence[str], Iterable[Row], list[Finding]]":
        read = read_rows(args.file, apart=tables.sheets)
        return read.columns, read.rows, read.found

    with closing(TablesApart(mapping, args.file, further)) as tables:
        done = register.import_catalogue(
            Actor(id="job:import", name="import", roles=frozenset({Role.SYSTEM})),
            city=city,
            mapping=mapping,
            opened=opened,
            file=args.file.name,
            now=now(),
            dry_run=args.dry_run,
            progress=progress.add,
            forbidden=forbidden_of(package) if package else (),
            tables=tables,
        )
    counts = {
        name: getattr(done, name)
        for name in (
            "items",
            "new",
            "changed",
            "same",
            "kept",
            "news",
            "refused",
            "materials",
            "steps",
            "scenes",
        )
    }
    if args.json:
        print_json({**counts, "findings": [finding_data(one) for one in done.findings]})
        return int(done.blocked)
    print_findings(done.findings)
    if done.more_findings:
        print(f"{done.more_findings} more findings are not listed")
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    print(_outcome(done.blocked, args.dry_run, changed=done.new + done.changed + done.news))
    return int(done.blocked)


def _outcome(blocked: bool, dry_run: bool, *, changed: int) -> str:
    if blocked:
        return "nothing was taken in: correct the errors above and import the file again"
    if dry_run:
        return "a dry run: nothing was written"
    return "taken in" if changed else "everything was there already"


def add_with(parser: argparse.ArgumentParser) -> None:
    """Add --with, for what belongs to the items and stands in a file of its own."""
    parser.add_argument(
        "--with",
        dest="further",
        action="append",
        default=[],
        metavar="LIST=FILE",
        help="a further file with materials, steps, fees or faq of the items, such as materials=materials.csv; once for each",
    )


def further_files(words: Sequence[str], mapping: "Mapping") -> dict[str, Path]:
    """Return list → file of what --with says. Raises BadInput."""
    from onething.core.catalogue.findings import nearest
    from onething.site.cli import BadInput

    found: dict[str, Path] = {}
    for one in words:
        name, _, file = one.partition("=")
        if name not in mapping.tables:
            near = nearest(name, mapping.tables)
            known = ", ".join(mapping.tables) or "none"
            hint = f"did you mean {near}={file}?" if near else f"its mapping knows: {known}"
            raise BadInput(f"--with {one}: {mapping.id} has no table {name}; {hint}")
        if name in found:
            raise BadInput(f"--with {one}: {name} is given twice; give one file for each")
        if not Path(file).is_file():
            raise BadInput(f"--with {one}: no such file; write {name}=FILE")
        found[name] = Path(file)
    return found


def shipped_mapping(named: str, *, as_json: bool) -> "Mapping":
    """Return a mapping by the name under which it ships, or by its path. Raises BadInput."""
    from onething.adapters import catalogues
    from onething.core.catalogue.findings import nearest
    from onething.core.register.mapping_file import read_mapping
    from onething.site.cli import BadInput

    shipped = {path.stem: path for path in Path(catalogues.__file__).parent.glob("*.yaml")}
    path = shipped.get(named, Path(named))
    if not path.is_file():
        near = nearest(named, shipped)
        hint = (
            f"did you mean {near}?"
            if near
            else f"there are: {', '.join(sorted(shipped))}, or give the path of one"
        )
        raise BadInput(f"no mapping {named}; {hint}")
    mapping, found = read_mapping(path.name, path.read_bytes())
    if mapping is None:
        print_findings(found, as_json=as_json)
        raise BadInput(f"{path}: {len(found)} errors; nothing was done")
    return mapping
