"""The answers of one person, from a file or from a request, checked against the scene that they are for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.answer_forms import (
    read_answers_of,
    read_bearers,
    read_dropped,
    read_facts_of,
    read_supplies,
)
from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.context import Context
from onething.core.catalogue.examples import read_example
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.model import Example, Package, Scene
from onething.core.catalogue.reading import Node, node_of, read_json, read_yaml
from onething.core.composition.examples import circumstances_of
from onething.core.findings import Finding
from onething.core.source import NOWHERE, Where


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One answer set as read. example: None if the file cannot be used at all; then there are findings."""

    example: Example | None
    findings: tuple[Finding, ...]


def read_answers(
    raw: Mapping[str, Any], scene: Scene, package: Package
) -> tuple[Circumstances | None, tuple[Finding, ...]]:
    """Check an answer set that came as data, such as the body of a request; its shape is that of `examples/*.yaml`.

    raw: `on` (a day, needed), `division`, `answers`, `facts`, `supplies`, `bearers`, `dropped`; `scene` and `expect` may
    be there and must fit. Returns no circumstances if anything is wrong; the findings say what, without a place.
    """
    ctx = context_for(package)
    form = form_of(ctx.found, node_of({"scene": scene.id, **raw}), shapes.EXAMPLE, "answers")
    example = None if form is None else read_example(ctx, "answers", form, {scene.id: scene})
    if form is not None and form.string("scene") not in ("", scene.id):
        _other_scene(ctx.found, form, scene.id)
    findings = ctx.found.all()
    return (None if findings or example is None else circumstances_of(example)), findings


def read_some_answers(
    raw: Mapping[str, Any], scene: Scene, package: Package, *, on: Any
) -> tuple[Circumstances, tuple[Finding, ...]]:
    """Check an answer set like `read_answers`, but keep what is right: for pages that are half filled in.

    on: the day of the plan.
    """
    ctx = context_for(package)
    form = form_of(ctx.found, node_of({**raw, "scene": scene.id, "on": on}), shapes.EXAMPLE, "answers")
    assert form is not None
    kept = Circumstances(
        on=on,
        answers=read_answers_of(ctx, form, scene),
        facts=read_facts_of(ctx, form, scene),
        supplies=read_supplies(ctx, form, scene),
        dropped=read_dropped(ctx, form, scene),
        bearers=read_bearers(ctx, form, scene),
        division=ctx.refer(form, "division", "division"),
    )
    return kept, ctx.found.all()


def read_answer_file(
    file: str, data: bytes, package: Package, *, scene: str = "", on: Any = None
) -> AnswerFile:
    """Read one answer set, YAML, or JSON if the name ends in .json. Findings have lines (YAML).

    scene, on: stand in when the file does not name them; a scene that differs from the file's is a finding.
    """
    ctx = context_for(package)
    root: Node | None = (read_json if file.endswith(".json") else read_yaml)(file, data, ctx.found)
    if root is None:
        return AnswerFile(None, ctx.found.all())
    form = form_of(ctx.found, root, replace(shapes.EXAMPLE, must=(), may=shapes.EXAMPLE.keys), file)
    if form is None:
        return AnswerFile(None, ctx.found.all())
    form.give("scene", node_of(scene, Where(file)) if scene else None)
    form.give("on", node_of(on, Where(file)) if on else None)
    form.must_have(("scene", "on"))
    if scene and form.string("scene", scene) != scene:
        _other_scene(ctx.found, form, scene)
    name = file.rpartition("/")[2].rpartition(".")[0] or file
    example = read_example(ctx, name, form, package.scenes)
    findings = ctx.found.all()
    return AnswerFile(None if findings else example, findings)


def context_for(package: Package) -> Context:
    """Return a context that knows the names of a loaded package."""
    ctx = Context()
    collections: dict[str, Mapping[str, Any]] = {
        "share": package.shares,
        "licence": package.licences,
        "item": package.items,
        "scene": package.scenes,
        "material": package.materials,
        "element": package.elements,
    }
    for collection, members in collections.items():
        ctx.names[collection] = {id: member.at for id, member in members.items()}
    ctx.names["division"] = dict.fromkeys(package.divisions, NOWHERE)
    return ctx


def _other_scene(found: Findings, form: Form, scene: str) -> None:
    named = form.string("scene")
    found.error(
        "other_scene",
        form.place("scene"),
        f"这份答案是为“{named}”写的，不是“{scene}”；请换一份答案，或者换一件事。",
        f"These answers are for {named!r}, not for {scene!r}; give other answers or name the other scene.",
    )
