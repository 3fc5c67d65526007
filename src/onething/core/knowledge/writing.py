"""Answers as files of a city package: what people changed here goes back to `knowledge/*.yaml`, and reads as the same.

A file in which nothing changed goes out byte for byte. A file that is written anew keeps the comments at its head; an
answer that no file has yet comes into the file named after its first scene, else after its owner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onething.core.catalogue.model import Package
from onething.core.knowledge.files import FOLDER, where_answers_stand
from onething.core.knowledge.lines import (
    both,
    in_a_list,
    laws_in_a_file,
    once,
    quoted,
    stripped,
    tail_of,
    write_files,
)
from onething.core.knowledge.model import Content


def as_in_a_file(content: Content) -> Content:
    """Return what a file can say of an answer: texts without blanks around them, every name of a list once."""
    return replace(
        content,
        question=stripped(content.question),
        text=stripped(content.text),
        variants=once(content.variants),
        items=once(content.items),
        scenes=once(content.scenes),
        places=once(content.places),
        laws=laws_in_a_file(content.laws),
        source=content.source.strip(),
    )


def write_answers(answers: Mapping[str, Content], package: Package) -> dict[str, bytes]:
    """Return path → bytes of every file of answers. answers: key → what holds now; package: with the files of before.

    An answer of the package that is not among `answers` is left out, and a file without answers altogether.
    """
    return write_files(
        {key: as_in_a_file(content) for key, content in answers.items()},
        where_answers_stand(package),
        package,
        new_file=lambda content: f"{FOLDER}{(*content.scenes, content.owner)[0]}.yaml",
        lines_of=_answer,
    )


def _answer(key: str, content: Content) -> Iterator[str]:
    yield f"{key}:"
    yield f"  question: {both(content.question)}"
    if content.variants:
        yield f"  variants: {in_a_list(content.variants)}"
    yield "  answer:"
    for language, text in (("zh", content.text.zh), ("en", content.text.en)):
        if text:
            yield f"    {language}: {quoted(text)}"
    for name in ("scenes", "items", "places"):
        if several := getattr(content, name):
            yield f"  {name}: {in_a_list(several)}"
    yield f"  owner: {quoted(content.owner)}"
    yield from tail_of(content)
