"""How texts, lists and laws stand in a file of a city package, and which files are written anew."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from onething.core.catalogue.model import Package
from onething.core.knowledge.model import Law
from onething.core.source import Text

_LINES = re.compile("[\x85\u2028\u2029\ufeff]")


class Dated(Protocol):
    """What has laws, a source, and days between which it holds."""

    @property
    def from_on(self) -> date | None: ...
    @property
    def to_on(self) -> date | None: ...
    @property
    def laws(self) -> tuple[Law, ...]: ...
    @property
    def source(self) -> str: ...


C = TypeVar("C")


def write_files(
    contents: Mapping[str, C],
    stood: Mapping[str, tuple[str, C]],
    package: Package,
    *,
    new_file: Callable[[C], str],
    lines_of: Callable[[str, C], Iterable[str]],
) -> dict[str, bytes]:
    """Return path → bytes of every file. contents: key → what holds now. stood: key → path and what stood there.

    A file in which nothing changed goes out byte for byte, another keeps the comments at its head. What is not among
    `contents` is left out, and a file that has nothing altogether. new_file: path for what no file has yet.
    """
    files: dict[str, dict[str, C]] = defaultdict(dict)
    for key, content in contents.items():
        files[stood[key][0] if key in stood else new_file(content)][key] = content
    written = {}
    for path in sorted(files):
        before = {key: content for key, (at, content) in stood.items() if at == path}
        data = package.sources.get(path, b"")
        if before == files[path]:
            written[path] = data
        else:
            order = [
                *(key for key in before if key in files[path]),
                *sorted(files[path].keys() - before.keys()),
            ]
            lines = [line for key in order for line in lines_of(key, files[path][key])]
            written[path] = "\n".join([*_head(data), *lines, ""]).encode()
    return written


def _head(data: bytes) -> Iterator[str]:
    for line in data.decode().splitlines():
        if line.strip() and not line.startswith("#"):
            return
        yield line


def tail_of(one: Dated) -> Iterator[str]:
    """Yield the lines of days, laws and source, under a key."""
    if one.from_on:
        yield f"  from: {one.from_on.isoformat()}"
    if one.to_on:
        yield f"  to: {one.to_on.isoformat()}"
    if one.laws:
        laws = (
            f"{{name: {quoted(law.name)}{f', article: {quoted(law.article)}' if law.article else ''}}}"
            for law in one.laws
        )
        yield f"  laws: [{', '.join(laws)}]"
    if one.source:
        yield f"  source: {quoted(one.source)}"


def both(text: Text) -> str:
    """Return a text of one or two languages in one line."""
    said = [f"{language}: {quoted(one)}" for language, one in (("zh", text.zh), ("en", text.en)) if one]
    return f"{{{', '.join(said)}}}"


def in_a_list(several: tuple[str, ...]) -> str:
    return f"[{', '.join(quoted(one) for one in several)}]"


def quoted(text: str) -> str:
    """Return a text as one YAML scalar: quoted, and with escapes where it has line breaks or what does not print."""
    if text.isprintable():
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return _LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def stripped(text: Text) -> Text:
    return Text(text.zh.strip(), text.en.strip())


def once(several: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without blanks around them, every one once."""
    return tuple(dict.fromkeys(one.strip() for one in several if one.strip()))


def laws_in_a_file(laws: tuple[Law, ...]) -> tuple[Law, ...]:
    return tuple(Law(law.name.strip(), law.article.strip()) for law in laws)
