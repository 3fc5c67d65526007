"""`onething define MAPPING FILE KEY --id ID --city CITY --names NAMES`: make a definition of an entry of a catalogue.

An item without --items, a scene of these items with it. Exit code 0; 2: bad usage, or nothing of this key in the file.
"""

import argparse
from collections.abc import Mapping as Mapping_of
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from onething.site.commands._cities import add_json, finding_data, folder_of, load, print_findings, print_json
from onething.site.commands.import_catalogue import add_with, further_files, shipped_mapping

if TYPE_CHECKING:
    from onething.core.register.entries import Entry
    from onething.core.register.mapping import Mapping
    from onething.core.register.names import Names

NAME = "define"
HELP = "make a definition from an entry of a catalogue, and say what a person must still decide"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mapping", help="a mapping that ships with the program, or the path of one")
    parser.add_argument("file", type=Path, help="the catalogue")
    parser.add_argument("key", help="key of the entry, its beginning, or its whole name")
    parser.add_argument("--id", required=True, help="id of the item or scene that is made")
    parser.add_argument("--city", required=True, help="folder of a city package, or its name")
    parser.add_argument("--names", required=True, help="file of names, or the name of one that ships")
    parser.add_argument("--items", help="ids of the items of a scene, with commas: makes a scene")
    add_with(parser)
    parser.add_argument("--write", action="store_true", help="put the files into the package")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.core.catalogue.forms import ID
    from onething.core.register.defining import define_item, define_scene
    from onething.site.cli import BadInput

    if not ID.fullmatch(args.id):
        raise BadInput(f"{args.id} is no id: a–z, 0–9 and single hyphens, first a letter")
    names = _names(args.names, as_json=args.json)
    mapping = shipped_mapping(args.mapping, as_json=args.json)
    entry = _entry(mapping, args.file, further_files(args.further, mapping), args.key)
    if args.items:
        made = define_scene(entry, id=args.id, items=args.items.split(","), names=names)
    else:
        made = define_item(entry, id=args.id, names=names, package=load(args.city, as_json=args.json))
    if args.write:
        _write(folder_of(args.city), made.path, made.text, made.papers)
    if args.json:
        found = [finding_data(one) for one in made.findings]
        print_json({"path": made.path, "text": made.text, "papers": made.papers, "findings": found})
        return 0
    if not args.write:
        print(made.text)
        if made.papers:
            print(f"# for materials.yaml\n{made.papers}")
    print_findings(made.findings)
    print(f"{len(made.findings)} things to decide" + (f"; written: {made.path}" if args.write else ""))
    return 0


def _entry(mapping: "Mapping", file: Path, further: Mapping_of[str, Path], key: str) -> "Entry":
    """Return the one entry of this key, beginning of a key, or name. Raises BadInput."""
    from onething.adapters.catalogues.apart import TablesApart
    from onething.adapters.catalogues.reading import read_rows
    from onething.core.catalogue.findings import nearest
    from onething.core.findings import Level
    from onething.site.cli import BadInput

    if not file.is_file():
        raise BadInput(f"{file}: no such file")
    found: list[Entry] = []
    known: set[str] = set()
    with closing(TablesApart(mapping, file, further)) as tables:
        if wrong := [one for one in tables.found if one.level is Level.ERROR]:
            raise BadInput("; ".join(f"{one.at}: {one.message.en}" for one in wrong[:5]))
        read = read_rows(file, apart=tables.sheets)
        for row in filter(mapping.is_item, read.rows):
            entry = mapping.read(row, file=file.name, tables=tables).entry
            if entry is None:
                continue
            if key in (entry.key, entry.name):
                return entry
            known.add(entry.name)
            if entry.key.startswith(key):
                found.append(entry)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{len(found)} entries begin with {key}: {', '.join(one.key for one in found[:5])}")
    if read.found:
        raise BadInput("; ".join(f"{one.at}: {one.message.en}" for one in read.found[:5]))
    close = nearest(key, known)
    raise BadInput(f"{file} has no entry {key}" + (f"; did you mean {close}?" if close else ""))


def _names(named: str, *, as_json: bool) -> "Names":
    """Return a file of names by the name under which it ships, or by its path. Raises BadInput."""
    from onething.adapters import catalogues
    from onething.core.register.names import read_names
    from onething.site.cli import BadInput

    shipped = {path.stem: path for path in (Path(catalogues.__file__).parent / "names").glob("*.yaml")}
    path = shipped.get(named, Path(named))
    if not path.is_file():
        raise BadInput(
            f"no names {named}; there are: {', '.join(sorted(shipped))}, or give the path of a file"
        )
    names, found = read_names(path.name, path.read_bytes())
    if names is None:
        print_findings(found, as_json=as_json)
        raise BadInput(f"{path}: {len(found)} errors; nothing was done")
    return names


def _write(city: Path, path: str, text: str, papers: str) -> None:
    """Put a file into the package and its papers at the end of the dictionary. Raises BadInput if the file is there."""
    from onething.site.cli import BadInput

    target = city / path
    if target.exists():
        raise BadInput(f"{target} is there already; delete it first, or give another id")
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    if papers:
        with (city / "materials.yaml").open("a", encoding="utf-8") as file:
            file.write(papers)
