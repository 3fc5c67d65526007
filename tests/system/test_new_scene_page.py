"""The page on making a scene from a catalogue is walked as it stands: its files, its commands, what they say."""

import re
from collections.abc import Iterator
from pathlib import Path

from onething.site.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "new-scene.md"


def steps() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the path and lines of each file, and the words of each command ("" for a path) with what it says, in their order."""
    named = ""
    for part in re.split(r"\n\n", PAGE.read_text("utf-8")):
        lines = part.split("\n")
        if match := re.fullmatch(r"`([a-z/.-]+)`", lines[-1]):
            named = match[1]
        elif lines[0].startswith("    $ onething "):
            command, *said = [line[4:] for line in lines]
            yield "", command.split()[2:], said
        elif lines[0].startswith("    ") and named:
            yield named, [], [line[4:] for line in lines]
            named = ""


def test_the_page_can_be_walked_as_it_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    ran = []
    for path, words, lines in steps():
        if path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
            continue
        code = main(words)
        said = capsys.readouterr()
        assert (code, said.out.splitlines()) == (0, lines)
        ran.append(words[0])
    assert ran == ["define", "define", "define", "check"]
