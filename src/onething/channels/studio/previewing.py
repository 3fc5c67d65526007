"""The joint form of a draft as people will get it: on a phone, in the elder mode, in high contrast, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.portal.apply.filling import context_of
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import Looked, NotInDraft, Work, looked_at
from onething.core.catalogue.model import Example, Package, Scene
from onething.core.catalogue.variables import questions_of
from onething.core.composition.plan import Plan
from onething.core.editing.labels import example_labels
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import read_fields
from onething.core.guidance.views import DraftView
from onething.core.source import Text
from onething.kit.context import Display, display_of
from onething.kit.ports import today

#: Mode → what it is called, size, contrast.
MODES = {
    "phone": (Text("手机", "Phone"), "standard", "normal"),
    "elder": (Text("长辈版", "Elder mode"), "elder", "normal"),
    "contrast": (Text("高对比", "High contrast"), "standard", "high"),
    "print": (Text("纸上", "On paper"), "standard", "normal"),
}


def preview(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Show in which modes and for whom the joint form can be looked at."""
    work, found, package, lookup, examples = _look(request, revision_id, scene)
    context = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "scene": found,
        "scene_id": scene,
        "modes": [(mode, label) for mode, (label, _size, _contrast) in MODES.items()],
        "lookup": lookup,
        "examples": list(example_labels(examples, found).items()),
        "people": _people(lookup.plan, found, package),
    }
    return render(request, "studio/preview.html", context)


def form(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Show the joint form itself, with the same page that people fill in."""
    work, found, package, lookup, _examples = _look(request, revision_id, scene)
    mode = request.GET.get("mode", "")
    label, size, contrast = MODES.get(mode, MODES["phone"])
    base = {
        "display": Display(size, contrast, display_of(request).language),
        "preview": label,
        "revision": work.revision,
        "scene": found,
        "scene_id": scene,
    }
    if mode == "print":
        paper = {"people": _people(lookup.plan, found, package), "plan": lookup.plan}
        return render(request, "studio/form_paper.html", base | paper)
    view = _view(work, found, package, lookup)
    return render(request, "studio/form.html", base | context_of(view, package, found))


def _look(
    request: HttpRequest, revision_id: UUID, scene: str
) -> tuple[Work, Scene, Package, Looked, Sequence[Example]]:
    work = Work.of(request, revision_id)
    proof = work.proof(scene)
    if proof.scene is None or proof.package is None:
        raise NotInDraft(scene)
    lookup, examples = looked_at(proof.scene, proof.package, request.GET.get("with", ""))
    if lookup is None:
        raise NotInDraft(scene)
    return work, proof.scene, proof.package, lookup, examples


def _view(work: Work, scene: Scene, package: Package, lookup: Looked) -> DraftView:
    """Return a draft that nobody keeps: the answers of the example, and nothing typed yet."""
    example = lookup.example
    draft = Draft(
        scene=scene.id,
        scene_hash=scene.hash,
        answers=dict(example.answers) if example else {},
        bearers=dict(example.bearers) if example else {},
    )
    return DraftView(
        id=work.revision.id,
        version=1,
        scene=scene.id,
        name=scene.name,
        draft=draft,
        plan=lookup.plan,
        questions=questions_of(scene),
        fields=read_fields(draft, lookup.plan, scene, package, on=today()),
        materials=(),
        offer=(),
        bearers=(),
        news=(),
        twin=None,
        expires_on=today() + timedelta(30),
        ends_soon=False,
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the form on paper. choices: to be ticked. known: nobody types it."""

    label: Text
    choices: tuple[Text, ...]
    required: bool
    known: bool


def _people(plan: Plan, scene: Scene, package: Package) -> list[tuple[Text, list[Paper]]]:
    """Return the fields of the joint form by the person whose they are."""
    people: dict[str, list[Paper]] = {}
    for one in plan.fields:
        element = package.elements[one.element]
        allowed = one.constraints.allowed
        choices = tuple(each.label for each in element.choices if allowed is None or each.id in allowed)
        line = Paper(element.label, choices, one.required, bool(one.prefilled_from))
        people.setdefault(one.key.partition("/")[0], []).append(line)
    return [(_whose(who, scene), lines) for who, lines in people.items()]


def _whose(who: str, scene: Scene) -> Text:
    role, _sign, bearer = who.partition("[")
    label = scene.roles[role].label if role in scene.roles else Text(role)
    number = bearer.rstrip("]")
    return Text(f"{label.zh} {number}".strip(), f"{label.say('en')} {number}".strip())
