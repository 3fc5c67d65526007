"""`onething manage errors`: docs/errors.md, made from the errors and their sentences."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from onething.kit.errors import every_error, page

DOCS = Path(__file__).resolve().parents[5] / "docs" / "errors.md"


class Command(BaseCommand):
    help = "Write docs/errors.md; --check only says whether it is in step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("zh-hans"):
            wanted = page(every_error())
        if not options["check"]:
            DOCS.write_text(wanted, "utf-8")
        elif not DOCS.exists() or DOCS.read_text("utf-8") != wanted:
            raise CommandError("docs/errors.md is not in step; run: onething manage errors")
