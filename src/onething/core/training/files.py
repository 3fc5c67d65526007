"""Exam questions as a city package ships them: `exams/*.yaml`, id of a question → what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue import shapes
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import Package
from onething.core.catalogue.reading import Mapping_, Node
from onething.core.findings import Finding
from onething.core.knowledge.facts import Facts
from onething.core.knowledge.files import forms_in, place_in, read_laws
from onething.core.knowledge.flaws import Flaw
from onething.core.source import Where
from onething.core.training.checking import check
from onething.core.training.model import Kind, Option, Question, true_or_false

FOLDER = "exams/"


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """questions: id → what it says, those that could be read. findings: all that is wrong, with file, line and column."""

    questions: Mapping[str, Question]
    findings: tuple[Finding, ...]


def read_questions(package: Package, *, on: date) -> ReadQuestions:
    """Read and check every exam question of a package. on: the day on which it would be put in use."""
    found = Findings()
    forms = forms_in(package, found, FOLDER, shapes.EXAM_QUESTION)
    questions = {key: read_question(form) for key, form in forms.items()}
    facts = Facts(package, on)
    flaws = [
        flaw.to_finding(_place(forms[key], flaw))
        for key, question in questions.items()
        for flaw in check(question, facts)
    ]
    return ReadQuestions(questions, (*found.all(), *flaws))


def where_questions_stand(package: Package) -> dict[str, tuple[str, Question]]:
    """Return key → path and content of every exam question that could be read in the files of a package, in their order."""
    forms = forms_in(package, Findings(), FOLDER, shapes.EXAM_QUESTION)
    return {key: (form.node.at.file, read_question(form)) for key, form in forms.items()}


def read_question(form: Form) -> Question:
    """Return what one mapping of a file says; what is wrong with its shape is said to the form's findings."""
    kind = form.member("kind", Kind, Kind.SINGLE)
    if kind is Kind.TRUE_FALSE:
        form.must_have(["holds"])
        options = true_or_false(form.flag("holds"))
    else:
        lines = form.forms("options", shapes.EXAM_OPTION)
        options = tuple(Option(one.text("text"), one.flag("right")) for one in lines)
    return Question(
        stem=form.text("stem"),
        kind=kind,
        options=options,
        explanation=form.text("explanation"),
        owner=form.string("owner"),
        items=tuple(text for text, _ in form.marked("items")),
        laws=read_laws(form),
        source=form.string("source"),
        from_on=form.day("from"),
        to_on=form.day("to"),
    )


def _place(form: Form, flaw: Flaw) -> Where:
    """Return the place of a flaw in the file. Its field is `stem.zh`, `options.2.en`, `items` …"""
    name, *parts = flaw.field.split(".")
    node: Node | None = form.get(name)
    if name == "options" and parts:
        line = form.nodes(name)[int(parts[0]) - 1]
        node = line.get("text") if isinstance(line, Mapping_) else line
    if parts and isinstance(node, Mapping_):
        node = node.get(parts[-1])
    return place_in(form, node, flaw)
