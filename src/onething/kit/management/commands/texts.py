"""`onething manage texts`: which sentences have no English yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from onething.kit.texts import folders, missing, po_file, unused, written


class Command(BaseCommand):
    help = "List the sentences without English; --write puts them into locale/en.po of their application."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="append the missing lines, to be filled in")

    def handle(self, *args: Any, **options: Any) -> None:
        lacking = list(missing())
        for line in lacking:
            self.stdout.write(f"{line.file}: no English for {line.message.zh!r}")
        left = list(unused())
        for name, entry in left:
            self.stdout.write(f"{name}/locale/en.po:{entry.line}: nobody says {entry.message.zh!r} any more")
        if options["write"]:
            homes = dict(folders())
            for name in sorted({line.app for line in lacking}):
                path = po_file(homes[name])
                path.parent.mkdir(exist_ok=True)
                before = Path(path).read_text("utf-8") if path.exists() else ""
                lines = written(line.message for line in lacking if line.app == name)
                path.write_text(f"{before.rstrip()}\n\n{lines}".lstrip(), "utf-8")
        if lacking or left:
            raise SystemExit(1)
