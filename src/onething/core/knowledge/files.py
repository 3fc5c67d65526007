"""Answers as a city package ships them: `knowledge/*.yaml`, id of an answer → what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue import shapes
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.forms import ID, Form, check_id, form_of
from onething.core.catalogue.model import Package
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.findings import Finding
from onething.core.knowledge.checking import check
from onething.core.knowledge.conflicts import find_conflicts
from onething.core.knowledge.facts import Facts
from onething.core.knowledge.flaws import Flaw
from onething.core.knowledge.model import Content, Law
from onething.core.source import Where

FOLDER = "knowledge/"


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """answers: id → content, those that could be read. findings: all that is wrong, with file, line and column."""

    answers: Mapping[str, Content]
    findings: tuple[Finding, ...]


def read_answers(package: Package, *, on: date) -> ReadAnswers:
    """Read and check every answer of a package. on: the day on which it would be published."""
    found = Findings()
    forms = forms_in(package, found, FOLDER, shapes.ANSWER)
    answers = {key: read_answer(form) for key, form in forms.items()}
    facts = Facts(package, on)
    flaws = [
        flaw.to_finding(_place(forms[key], flaw))
        for key, content in answers.items()
        for flaw in check(content, facts)
    ]
    _say_conflicts(found, answers, forms, package)
    return ReadAnswers(answers, (*found.all(), *flaws))


def where_answers_stand(package: Package) -> dict[str, tuple[str, Content]]:
    """Return key → path and content of every answer that could be read in the files of a package, in their order."""
    forms = forms_in(package, Findings(), FOLDER, shapes.ANSWER)
    return {key: (form.node.at.file, read_answer(form)) for key, form in forms.items()}


def forms_in(package: Package, found: Findings, folder: str, shape: shapes.Shape) -> dict[str, Form]:
    """Return key → mapping of everything that the files of a folder hold; what is wrong with keys and shapes is said to `found`.

    folder: with its slash. shape: of what stands under each key.
    """
    forms: dict[str, Form] = {}
    for path, data in sorted(package.sources.items()):
        if not (path.startswith(folder) and path.endswith(".yaml")):
            continue
        root = read_yaml(path, data, found)
        if root is None or (isinstance(root, Scalar) and root.value is None):
            continue
        if not isinstance(root, Mapping_):
            found.error(
                "wrong_type",
                root.at,
                f"{path} 应当是映射（{shape.zh}的标识: 内容）；请按格式页改写。",
                f"{path} needs a mapping (id of {shape.en}: what it says); write it as the format page says.",
            )
            continue
        for key, node in root.entries:
            check_id(found, key.text, key.at, ID)
            form = form_of(found, node, shape, key.text, name=key.text, at=key.at)
            if key.text in forms:
                found.error(
                    "duplicate_id",
                    key.at,
                    f"{shape.zh}“{key.text}”在 {forms[key.text].at} 已经有了；请改名或删除一个。",
                    f"There is {shape.en} {key.text!r} already at {forms[key.text].at}; rename or delete one.",
                )
            elif form is not None:
                forms[key.text] = form
    return forms


def read_answer(form: Form) -> Content:
    """Return what one mapping of a file says; what is wrong with its shape is said to the form's findings."""
    return Content(
        question=form.text("question"),
        text=form.text("answer"),
        owner=form.string("owner"),
        variants=tuple(text for text, _ in form.marked("variants")),
        items=tuple(text for text, _ in form.marked("items")),
        scenes=tuple(text for text, _ in form.marked("scenes")),
        places=tuple(text for text, _ in form.marked("places")),
        from_on=form.day("from"),
        to_on=form.day("to"),
        laws=read_laws(form),
        source=form.string("source"),
    )


def read_laws(form: Form) -> tuple[Law, ...]:
    return tuple(Law(one.string("name"), one.string("article")) for one in form.forms("laws", shapes.LAW))


def _say_conflicts(
    found: Findings, answers: Mapping[str, Content], forms: Mapping[str, Form], package: Package
) -> None:
    for one in find_conflicts(answers.items(), package.divisions):
        found.error(
            "answers_differ",
            forms[one.other].at,
            f"答案“{one.one}”和“{one.other}”都答“{one.asked}”，说法不同；请合并，或者分开区域或日期。",
            f"The answers {one.one!r} and {one.other!r} both answer “{one.asked}” and say different things; "
            "merge them, or part their places or days.",
        )


def _place(form: Form, flaw: Flaw) -> Where:
    """Return the place of a flaw in the file: to the character where the text stands in one line or a block."""
    name, _, part = flaw.field.partition(".")
    node = form.get("answer" if name == "text" else name)
    inner: Node | None = node
    if isinstance(node, Mapping_):
        inner = node.get(part)
    elif node is not None and part.isdecimal():
        nodes = form.nodes(name)
        inner = nodes[int(part) - 1] if int(part) <= len(nodes) else node
    return place_in(form, inner, flaw)


def place_in(form: Form, inner: Node | None, flaw: Flaw) -> Where:
    """Return the place of a flaw inside the node of its field, None where the file has none."""
    if not isinstance(inner, Scalar):
        return form.at if inner is None else inner.at
    inside = inner.inside
    if inner.style in ("|", ">") or flaw.line > 1:
        return inside._replace(line=inside.line + flaw.line - 1)
    return inside._replace(column=inside.column + flaw.column - 1)
