"""`onething manage templates`: every template compiles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from onething.kit.texts import folders


class Command(BaseCommand):
    help = "Compile every template and report those that do not."

    def handle(self, *args: Any, **options: Any) -> None:
        bad = []
        count = 0
        for name, folder in folders():
            home = folder / "templates"
            for path in sorted(home.rglob("*.*")) if home.is_dir() else []:
                if path.suffix not in {".html", ".txt"}:
                    continue
                count += 1
                try:
                    get_template(str(Path(path).relative_to(home)))
                except TemplateSyntaxError as error:
                    bad.append(f"{name}: {path.relative_to(folder)}: {error}")
        for line in bad:
            self.stderr.write(line)
        if bad:
            raise CommandError(f"{len(bad)} of {count} templates do not compile")
