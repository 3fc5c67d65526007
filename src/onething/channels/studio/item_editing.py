"""The editor of an item or a scene, part by part: each line a form; a change comes back to its place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.channels.studio.boxes import Form, form_of
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work, number_of
from onething.core.catalogue.model import Package
from onething.core.editing import inputs
from onething.core.editing.alike import Warned, look_alikes
from onething.core.editing.document import Document
from onething.core.editing.inputs import Options, Section
from onething.core.editing.labels import text_of, whose
from onething.core.editing.lines import Hand, add_line, drop_line, edit_line, lines_of, move_line
from onething.core.editing.referring import CLOSED, References
from onething.core.editing.sections import SECTIONS, section_of
from onething.core.errors import DomainError, RuleBroken
from onething.core.revisions.lifecycle import RevisionMoved
from onething.core.source import Text

NEW = -1  # the line that is not there yet


def editor(request: HttpRequest, revision_id: UUID, folder: str, id: str) -> HttpResponse:
    """Show one part of an item or scene of a draft."""
    work = Work.of(request, revision_id)
    return render(request, "studio/edit.html", _page(request, work, folder, id))


def file_of(work: Work, folder: str, id: str) -> str:
    """Return the path of an item or scene. Raises NotInDraft."""
    file = f"{folder}/{id}.yaml"
    if folder not in SECTIONS or file not in work.files:
        raise NotInDraft(id)
    return file


def _page(
    request: HttpRequest,
    work: Work,
    folder: str,
    id: str,
    *,
    error: DomainError | None = None,
    line: int | None = None,
) -> dict[str, Any]:
    """Return what the editor draws. error, line: what was wrong with what was sent, and for which line."""
    file = file_of(work, folder, id)
    document = Document.of(work.files[file], file)
    given = request.POST if request.method == "POST" else request.GET
    section = section_of(folder, given.get("section", "")) or SECTIONS[folder][0]
    package = work.package()
    known = References(folder, id, document, package)
    typed = {key: request.POST.getlist(key) for key in request.POST}
    findings = work.findings_in(file)

    def form(at: int) -> Form:
        here = None if at == NEW else lines[at]
        if line == at:
            return form_of(section, here, known, typed=typed, error=error)
        return form_of(section, here, known, findings=findings)

    lines = lines_of(document, section)
    scene = scene_of(work, folder, id, given.get("scene", ""))
    variables = work.variables(folder, id) if section.many else None
    opened = number_of(given.get("line", ""))
    return {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "folder": folder,
        "id": id,
        "thing": id,
        "scene_id": scene,
        "proof": work.proof(scene) if scene else None,
        "heading": text_of(document.value(("name",), None)) or Text(id),
        "sections": [(one, len(lines_of(document, one)) if one.many else None) for one in SECTIONS[folder]],
        "section": section,
        "lines": [
            {
                "at": at,
                "opened": at == opened,
                "line": document.line(one.path) if section.many else 0,
                "summary": known.told(section, one, variables) if section.many else section.title,
                "form": form(at),
            }
            for at, one in enumerate(lines)
        ],
        "fresh": form(NEW) if section.many else None,
        "lists": _lists(section, known),
        "alike": _alike(known, package),
    }


def scene_of(work: Work, folder: str, id: str, wanted: str) -> str:
    """Return the scene in which a thing is looked at and proved: itself, the one asked for, or the first that has it."""
    if folder == "scenes":
        return id
    if wanted and f"scenes/{wanted}.yaml" in work.files:
        return wanted
    having = (
        one.id for one in work.package().scenes.values() if any(line.item.id == id for line in one.items)
    )
    return next((one for one in having if f"scenes/{one}.yaml" in work.files), "")


def _lists(section: Section, known: References) -> dict[str, Options]:
    """Return what is suggested in boxes where a name may be typed: collection → ids with what they are called."""
    open_ = {one.refers for one in section.inputs if one.kind == inputs.REFER} - CLOSED
    if any(one.kind == inputs.OFFICE for one in section.inputs):
        open_.add("element")
    return {refers: known.all(refers) for refers in sorted(open_)}


def _alike(known: References, package: Package) -> list[tuple[Text, str, Text, str]]:
    """Return pairs of lines of the item that look like one thing, as people call them and with their keys."""
    if known.item is None:
        return []

    def named(one: Warned, key: str) -> Text:
        role, _slash, id = key.partition("/")
        return whose(known.label("role", role), known.label(one.kind, id))

    return [
        (named(one, one.key), one.key, named(one, one.other), one.other)
        for one in look_alikes([known.item], package)
    ]


def save(request: HttpRequest, revision_id: UUID, folder: str, id: str) -> HttpResponse:
    """Keep one line, add one, move one or take one away; then come back to the place."""
    work = Work.of(request, revision_id)
    file = file_of(work, folder, id)
    given = request.POST
    section = section_of(folder, given.get("section", ""))
    if section is None:
        raise NotInDraft(given.get("section", "")[:100])
    document = Document.of(work.files[file], file)
    sent = number_of(given.get("at", ""))
    at = NEW if section.many and sent is None else sent or 0
    if at != NEW and at >= len(lines_of(document, section)):
        raise NotInDraft(f"{section.id}/{at}")
    try:
        document, at = _edited(request, work, document, section, at)
    except RuleBroken as error:
        context = _page(request, work, folder, id, error=error, line=at)
        return render(request, "studio/edit.html", context, status=422)
    if document.data() != work.files[file]:
        try:
            work.save({**work.files, file: document.data()}, seen=number_of(given.get("seen", "")))
        except RevisionMoved as moved:
            context = _page(request, work, folder, id, error=moved, line=at)
            return render(request, "studio/edit.html", context, status=409)
        messages.success(request, _("已存好。"))
    scene = f"&scene={given['scene']}" if given.get("scene") else ""
    where = reverse("studio-edit", args=[revision_id, folder, id])
    anchor = "" if "drop" in given else f"#line-{at}"
    return redirect(f"{where}?section={section.id}{scene}{anchor}")


def _edited(
    request: HttpRequest, work: Work, document: Document, section: Section, at: int
) -> tuple[Document, int]:
    """Return the document as it was changed, and the line at which the reader goes on."""
    given = request.POST
    if "drop" in given and section.many and at != NEW:
        return drop_line(document, section, at), at
    if "move" in given and section.movable and at != NEW:
        return move_line(document, section, at, 1 if given["move"] == "down" else -1)
    typed = {key: given.getlist(key) for key in given}
    folder, _slash, name = document.file.partition("/")
    hand = Hand(work.package(), work.variables(folder, name.removesuffix(".yaml")))
    if at == NEW:
        return add_line(document, section, typed, hand)
    return edit_line(document, section, at, typed, hand)
