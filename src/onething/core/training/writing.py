"""Exam questions as files of a city package: what people changed here goes back to `exams/*.yaml`, and reads as the same.

Files are written as those of answers are; a question that no file has yet comes into the file named after its owner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onething.core.catalogue.model import Package
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
from onething.core.training.files import FOLDER, where_questions_stand
from onething.core.training.model import Kind, Option, Question


def as_in_a_file(question: Question) -> Question:
    """Return what a file can say of an exam question: texts without blanks around them, every name of a list once."""
    return replace(
        question,
        stem=stripped(question.stem),
        options=tuple(Option(stripped(one.text), one.right) for one in question.options),
        explanation=stripped(question.explanation),
        items=once(question.items),
        laws=laws_in_a_file(question.laws),
        source=question.source.strip(),
    )


def write_questions(questions: Mapping[str, Question], package: Package) -> dict[str, bytes]:
    """Return path → bytes of every file of exam questions. questions: key → what is in use; package: with the files of before."""
    return write_files(
        {key: as_in_a_file(question) for key, question in questions.items()},
        where_questions_stand(package),
        package,
        new_file=lambda question: f"{FOLDER}{question.owner}.yaml",
        lines_of=_question,
    )


def _question(key: str, question: Question) -> Iterator[str]:
    yield f"{key}:"
    yield f"  kind: {question.kind}"
    yield f"  stem: {both(question.stem)}"
    if question.kind is Kind.TRUE_FALSE:
        yield f"  holds: {str(question.holds_statement).lower()}"
    else:
        yield "  options:"
        for one in question.options:
            yield f"    - {{text: {both(one.text)}{', right: true' if one.right else ''}}}"
    yield f"  explanation: {both(question.explanation)}"
    yield f"  items: {in_a_list(question.items)}"
    yield f"  owner: {quoted(question.owner)}"
    yield from tail_of(question)
