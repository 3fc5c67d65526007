"""Answers as files of a city package: what people changed here goes back to `knowledge/*.yaml`, and reads as the same.

A file in which nothing changed goes out byte for byte. A file that is written anew keeps the comments at its head; an
answer that no file has yet comes into the file named after its first scene, else after its owner.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onething.core.catalogue.model import Package
from onething.core.knowledge.files import FOLDER, where_answers_stand
from onething.core.knowledge.model import Content, Law
from onething.core.source import Text

_LINES = re.compile("[\x85\u2028\u2029\ufeff]")


def as_in_a_file(content: Content) -> Content:
    """Return what a file can say of an answer: texts without blanks around them, every name of a list once."""

    def text(one: Text) -> Text:
        return Text(one.zh.strip(), one.en.strip())

    def names(several: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in several if one.strip()))

    return replace(
        content,
        question=text(content.question),
        text=text(content.text),
        variants=names(content.variants),
        items=names(content.items),
        scenes=names(content.scenes),
        places=names(content.places),
        laws=tuple(Law(law.name.strip(), law.article.strip()) for law in content.laws),
        source=content.source.strip(),
    )


def write_answers(answers: Mapping[str, Content], package: Package) -> dict[str, bytes]:
    """Return path → bytes of every file of answers. answers: key → what holds now; package: with the files of before.

    An answer of the package that is not among `answers` is left out, and a file without answers altogether.
    """
    stood = where_answers_stand(package)
    files: dict[str, dict[str, Content]] = defaultdict(dict)
    for key, content in answers.items():
        path = stood[key][0] if key in stood else f"{FOLDER}{(*content.scenes, content.owner)[0]}.yaml"
        files[path][key] = as_in_a_file(content)
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
            lines = [line for key in order for line in _answer(key, files[path][key])]
            written[path] = "\n".join([*_head(data), *lines, ""]).encode()
    return written


def _head(data: bytes) -> Iterator[str]:
    for line in data.decode().splitlines():
        if line.strip() and not line.startswith("#"):
            return
        yield line


def _answer(key: str, content: Content) -> Iterator[str]:
    yield f"{key}:"
    yield f"  question: {_both(content.question)}"
    if content.variants:
        yield f"  variants: {_list(content.variants)}"
    yield "  answer:"
    for language, text in (("zh", content.text.zh), ("en", content.text.en)):
        if text:
            yield f"    {language}: {_text(text)}"
    for name in ("scenes", "items", "places"):
        if several := getattr(content, name):
            yield f"  {name}: {_list(several)}"
    yield f"  owner: {_text(content.owner)}"
    if content.from_on:
        yield f"  from: {content.from_on.isoformat()}"
    if content.to_on:
        yield f"  to: {content.to_on.isoformat()}"
    if content.laws:
        laws = (
            f"{{name: {_text(law.name)}{f', article: {_text(law.article)}' if law.article else ''}}}"
            for law in content.laws
        )
        yield f"  laws: [{', '.join(laws)}]"
    if content.source:
        yield f"  source: {_text(content.source)}"


def _both(text: Text) -> str:
    said = [f"{language}: {_text(one)}" for language, one in (("zh", text.zh), ("en", text.en)) if one]
    return f"{{{', '.join(said)}}}"


def _list(several: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(one) for one in several)}]"


def _text(text: str) -> str:
    """Return a text as one YAML scalar: quoted, and with escapes where it has line breaks or what does not print."""
    if text.isprintable():
        quoted = text.replace("'", "''")
        return f"'{quoted}'"
    return _LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
