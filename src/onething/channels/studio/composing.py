"""The composer (编排): a scene of a draft on one page: numbers, order, conditions, what merges, and its proof."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onething.areas.impact.api import ImpactPermission
from onething.areas.revisions import api as revisions
from onething.channels.studio import composed
from onething.channels.studio.impact import replay_shown
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work, looked_at, number_of
from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.catalogue.shapes import SCENE_ITEM
from onething.core.editing.document import Document
from onething.core.editing.graph import draw
from onething.core.editing.labels import example_labels
from onething.core.editing.picking import sentence
from onething.core.editing.proving import KINDS, Proof
from onething.core.editing.variables import Variables, variables_of_scene
from onething.core.editing.walking import as_example
from onething.core.revisions.lifecycle import RevisionMoved
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from onething.kit.ports import now, port, steady
from onething.kit.problems import say

#: Characters of a condition that a page takes, as many as the language reads.
MOST_TYPED = 10_000


def composer(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Show a scene of a draft."""
    work = Work.of(request, revision_id)
    return render(request, "studio/composer.html", page_of(request, work, scene))


def page_of(
    request: HttpRequest, work: Work, scene_id: str, *, typed: str | None = None, item: str = ""
) -> dict[str, Any]:
    """Return what the composer draws. typed: a condition that was sent and not kept, of the item. Raises NotInDraft."""
    begun = steady()
    proof = work.proof(scene_id)
    seconds = steady() - begun
    context: dict[str, Any] = {
        **frame(request.actor, current="studio-drafts"),
        "work": work,
        "revision": work.revision,
        "saved_at": work.revision.changed_at,
        "scene_id": scene_id,
        "proof": proof,
        "kinds": len(KINDS),
        "seconds": f"{seconds:.1f}" if seconds >= 0.05 else "",
        "published": work.published(scene_id),
        "can_edit": work.can_edit,
        "composer_url": reverse("studio-composer", args=[work.revision.id, scene_id]),
    }
    if proof.scene is not None and proof.package is not None:
        context |= _drawn(request, work, proof, proof.scene, proof.package, typed, item)
    return context


def _drawn(
    request: HttpRequest,
    work: Work,
    proof: Proof,
    scene: Scene,
    package: Package,
    typed: str | None,
    item: str,
) -> dict[str, Any]:
    """Return what can be drawn of a scene that reads."""
    lookup, examples = looked_at(scene, package, request.GET.get("with", ""))
    numbers = {line.item.id: at for at, line in enumerate(scene.items)}
    item = item or request.GET.get("item", "")
    first = next((line.item.id for line in scene.items if line.when), scene.items[0].item.id)
    focus = item if item in numbers else first
    offices = dict.fromkeys(line.item.department for line in scene.items)
    findings = composed.findings_of(proof, scene, package, port(WorkCalendar))
    variables = variables_of_scene(scene)
    drawn: dict[str, Any] = {
        "scene": scene,
        "lead": _office(package, scene.lead),
        "others": [_office(package, one) for one in offices if one != scene.lead],
        "rows": [
            (line, _said(line, variables), _order(line, scene), _bound(line, scene)) for line in scene.items
        ],
        "auto": sum(line.proactive for line in scene.items),
        "findings": [one for one in findings if not one.accepted],
        "accepted": [one for one in findings if one.accepted],
        "lookup": lookup,
        "examples": list(example_labels(examples, scene).items()),
        "focus": scene.item(focus),
        "condition": _focus_condition(work, scene, numbers[focus], typed),
        "focus_at": f"items/{numbers[focus]}/when",
        **_replayed(work, scene, package),
        "dependants": [line.item.name for line in scene.items if focus in (*line.needs, *line.after)],
    }
    if lookup is not None:
        drawn |= {
            "figures": composed.figures_of(lookup.plan),
            "graph": draw(scene, lookup.plan, package=package, language=get_language() or "zh"),
            "merged": composed.merged(scene, lookup.plan, package, proof),
        }
    return drawn


def _said(line: SceneItem, variables: Variables) -> Text | None:
    """Return the condition of an item in words, None where it has none."""
    return sentence(line.when, variables) if line.when else None


def _order(line: SceneItem, scene: Scene) -> list[tuple[str, Text]]:
    """Return what comes before an item: "needs" granted or "after" its end, and of which item."""
    names = {one.item.id: one.item.name for one in scene.items}
    waits = [("needs", one) for one in line.needs] + [("after", one) for one in line.after]
    return [(kind, names.get(one) or Text(one)) for kind, one in waits]


def _bound(line: SceneItem, scene: Scene) -> list[tuple[str, Text]]:
    """Return the roles of an item that are somebody of another name in the scene, with what people call that one."""
    roles = {role: to for role, to in line.roles.items() if role != to}
    return [(role, scene.roles[to].label if to in scene.roles else Text(to)) for role, to in roles.items()]


def _replayed(work: Work, scene: Scene, package: Package) -> dict[str, Any]:
    """Return what the last applications would have been, once the draft changes something and to whom that is open."""
    if not work.revision.paths or not work.actor.can(ImpactPermission.TRY) or not work.published(scene.id):
        return {"changed_here": bool(work.revision.paths)}
    found = work.replayed(scene, package)
    return {
        "changed_here": True,
        "replayed_from": found.from_on,
        "replayed_to": found.to_on,
        **replay_shown(found.replay, {}),
    }


def _office(package: Package, id: str) -> Text:
    found = package.departments.get(id)
    return found.short if found else Text(id)


def _focus_condition(work: Work, scene: Scene, at: int, typed: str | None) -> composed.ShownCondition:
    when = scene.items[at].when
    text = typed if typed is not None else (when.text if when else "")
    file = f"scenes/{scene.id}.yaml"
    line = composed.line_of(work.files, file, ("items", at, "when"))
    line = line or composed.line_of(work.files, file, ("items", at))
    return composed.condition_of(text, line, variables_of_scene(scene))


def change(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Change the scene's own lines: when an item belongs to it, their order, which there are; then come back."""
    work = Work.of(request, revision_id)
    file = f"scenes/{scene}.yaml"
    if file not in work.files:
        raise NotInDraft(scene)
    document = Document.of(work.files[file], file)
    given = request.POST
    item, back = given.get("item", ""), reverse("studio-composer", args=[revision_id, scene])
    ids = [str(one.get("item", "")) for one in document.value(("items",), [])]
    if item not in ids:
        raise NotInDraft(item[:100])
    at = ids.index(item)
    if "when" in given:
        text = " ".join(given["when"][:MOST_TYPED].split())
        found = work.proof(scene).scene
        if found is not None and composed.condition_of(text, 0, variables_of_scene(found)).error:
            context = page_of(request, work, scene, typed=text, item=item)
            return render(request, "studio/composer.html", context, status=422)
        path = ("items", at, "when")
        if text:
            document = document.set(path, text, order=SCENE_ITEM.keys)
        elif document.has(path):
            document = document.remove(path)
        back += f"?item={item}#condition"
    elif "move" in given:
        to = min(max(at + (1 if given["move"] == "down" else -1), 0), len(ids) - 1)
        document = document.move(("items",), at, to)
        back += "#items"
    elif "drop" in given and len(ids) > 1:
        document = document.remove(("items", at))
        back += "#items"
    try:
        work.save({**work.files, file: document.data()}, seen=number_of(given.get("seen", "")))
    except RevisionMoved as moved:
        if "when" not in given:
            raise
        moved_on(
            request, moved, now=str(Document.of(work.files[file], file).value(("items", at, "when"), ""))
        )
        context = page_of(request, work, scene, typed=text, item=item)
        return render(request, "studio/composer.html", context, status=409)
    return redirect(back)


def moved_on(request: HttpRequest, moved: RevisionMoved, *, now: str) -> None:
    """Say on the page that comes back with what was typed that somebody saved in between. now: what the draft has."""
    said = _("草稿里现在是“%(now)s”") % {"now": now} if now else _("草稿里现在是空的")
    messages.error(request, f"{say(moved)} {said}")


def keep_test(request: HttpRequest, revision_id: UUID, scene: str) -> HttpResponse:
    """Keep the witness of a finding as an example of the package: a test that expects what is published."""
    work = Work.of(request, revision_id)
    proof = work.proof(scene)
    number = number_of(request.POST.get("finding", ""))
    if proof.scene is None or proof.package is None or number is None or number >= len(proof.findings):
        raise NotInDraft(scene)
    finding = proof.findings[number]
    if not finding.witness or "answers" not in finding.witness:
        raise NotInDraft(scene)
    names = (f"{scene}-found-{n}" for n in range(1, 10_000))
    name = next(one for one in names if f"examples/{one}.yaml" not in work.files)
    text = as_example(
        proof.scene,
        finding.witness,
        published=work.published(scene),
        package=proof.package,
        calendar=port(WorkCalendar),
        remark=finding.message.zh,
    )
    work.save({**work.files, f"examples/{name}.yaml": text.encode()})
    messages.success(request, _("已存为测试 %(name)s。") % {"name": name})
    return redirect("studio-composer", revision_id, scene)


def submit(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Hand the draft to the second person."""
    seen = number_of(request.POST.get("seen", ""))
    revisions.submit(request.actor, revision_id=revision_id, seen=seen, now=now())
    messages.success(request, _("已送审，由另一人审核。"))
    return redirect("studio-drafts")
