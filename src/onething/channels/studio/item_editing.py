"""The editor of an item or a scene, part by part: each line a form; a change comes back to its place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work, number_of
from onething.core.catalogue.model import Package
from onething.core.editing import sections
from onething.core.editing.alike import look_alikes
from onething.core.editing.document import Document
from onething.core.editing.sections import SECTIONS, Section, section_of
from onething.core.editing.typed import edit_line, new_line, shown
from onething.core.errors import RuleBroken
from onething.kit.problems import say

#: Keys by which a line is told from others, in the order in which they are said.
_TELLING = (
    "role",
    "element",
    "material",
    "block",
    "item",
    "id",
    "name",
    "text",
    "kind",
    "place",
    "if",
    "when",
)
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
    error: RuleBroken | None = None,
    line: int | None = None,
) -> dict[str, Any]:
    """Return what the editor draws. error, line: what was wrong with what was sent, and for which line."""
    file = file_of(work, folder, id)
    document = Document.of(work.files[file], file)
    given = request.POST if request.method == "POST" else request.GET
    section = section_of(folder, given.get("section", "")) or SECTIONS[folder][0]
    package = work.package()
    typed = {key: request.POST.getlist(key) for key in request.POST}
    lines = _lines(document, section)
    scene = id if folder == "scenes" else given.get("scene", "") or _scene_with(id, package)
    heading = document.value(("name",), id)
    said = say(error) if error else ""
    return {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "folder": folder,
        "id": id,
        "thing": id,
        "scene_id": scene if f"scenes/{scene}.yaml" in work.files else "",
        "heading": heading.get("zh", id) if isinstance(heading, dict) else heading,
        "sections": [(one, len(_lines(document, one)) if one.many else None) for one in SECTIONS[folder]],
        "section": section,
        "lines": [
            {
                "at": at,
                "place": "/".join([*section.path, str(at)] if section.many else section.path),
                "line": document.line((*section.path, at)) if section.many else 0,
                "summary": _summary(value, package),
                "inputs": _typed(section, typed) if line == at else _inputs(section, value),
                "error": said if line == at else "",
            }
            for at, value in enumerate(lines)
        ],
        "fresh": (_typed(section, typed) if line == NEW else _inputs(section, {})) if section.many else None,
        "fresh_error": said if line == NEW else "",
        "lists": _lists(section, package, document),
        "alike": look_alikes([package.items[id]], package)
        if folder == "items" and id in package.items
        else (),
    }


def _scene_with(item: str, package: Package) -> str:
    scenes = package.scenes.values()
    return next((one.id for one in scenes if any(line.item.id == item for line in one.items)), "")


def _lines(document: Document, section: Section) -> list[Any]:
    value = document.value(section.path)
    if not section.many:
        return [value if isinstance(value, dict) else {}]
    return value if isinstance(value, list) else []


def _inputs(section: Section, value: Any) -> list[dict[str, Any]]:
    """Return the boxes of a line as it is kept."""
    there = value if isinstance(value, dict) else {}
    return [{"input": one, "value": shown(there.get(one.key), one)} for one in section.inputs]


def _typed(section: Section, sent: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return the boxes of a line as it was sent."""
    boxes = []
    for one in section.inputs:
        here: Any = sent.get(one.key, [])
        if one.kind == sections.TEXT:
            here = {language: (sent.get(f"{one.key}.{language}") or [""])[0] for language in ("zh", "en")}
        elif one.kind != sections.MANY:
            here = (here or [""])[0]
        boxes.append({"input": one, "value": here})
    return boxes


def _summary(value: Any, package: Package) -> str:
    """Return a line in a few words."""
    if not isinstance(value, dict):
        return str(value)
    names: dict[str, dict[str, Any]] = {
        "element": {id: one.label.zh for id, one in package.elements.items()},
        "material": {id: one.label.zh for id, one in package.materials.items()},
        "item": {id: one.name.zh for id, one in package.items.items()},
    }
    parts = []
    for key in _TELLING:
        if (found := value.get(key)) not in (None, ""):
            said = str(found.get("zh", "")) if isinstance(found, dict) else str(found)
            parts.append(str(names.get(key, {}).get(said, said)))
    return " · ".join(parts[:5])


def _lists(section: Section, package: Package, document: Document) -> dict[str, list[tuple[str, str]]]:
    """Return what may be named in the boxes of a part: collection → ids with what they are called."""
    blocks = package.sources.get("blocks.yaml")
    found: dict[str, list[tuple[str, str]]] = {
        "element": [(id, one.label.zh) for id, one in package.elements.items()],
        "material": [(id, one.label.zh) for id, one in package.materials.items()],
        "licence": [(id, one.label.zh) for id, one in package.licences.items()],
        "department": [(id, one.short.zh) for id, one in package.departments.items()],
        "item": [(id, one.name.zh) for id, one in package.items.items()],
        "role": [(str(role), "") for role in document.value(("roles",), None) or ()],
        "fact": [(str(name), "") for name in document.value(("facts",), None) or ()],
        "block": [(name, "") for name in (Document.of(blocks).value(()) or ())] if blocks else [],
    }
    wanted = {one.refers for one in section.inputs if one.refers}
    return {name: rows for name, rows in found.items() if name in wanted}


def save(request: HttpRequest, revision_id: UUID, folder: str, id: str) -> HttpResponse:
    """Keep one line, add one, move one or take one away; then come back to the place."""
    work = Work.of(request, revision_id)
    file = file_of(work, folder, id)
    given = request.POST
    section = section_of(folder, given.get("section", ""))
    if section is None:
        raise NotInDraft(given.get("section", "")[:100])
    sent = number_of(given.get("at", ""))
    at = NEW if section.many and sent is None else sent or 0
    try:
        document, at = _edited(request, work, Document.of(work.files[file], file), section, at)
    except RuleBroken as error:
        context = _page(request, work, folder, id, error=error, line=at)
        return render(request, "studio/edit.html", context, status=422)
    if document.data() != work.files[file]:
        work.save({**work.files, file: document.data()}, seen=number_of(given.get("seen", "")))
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
    typed = {key: given.getlist(key) for key in given}
    lines = _lines(document, section)
    if section.many and at == NEW:
        value = new_line(section, typed, work.package())
        if lines:
            return document.insert(section.path, len(lines), value), len(lines)
        order = SECTIONS[document.file.partition("/")[0]][0].order
        return document.set(section.path, [value], order=order), 0
    if "drop" in given and section.many:
        if len(lines) == 1:
            return document.remove(section.path), 0
        return document.remove((*section.path, at)), at
    if "move" in given and section.many:
        to = min(max(at + (1 if given["move"] == "down" else -1), 0), len(lines) - 1)
        return document.move(section.path, at, to), to
    place = (*section.path, at) if section.many else section.path
    return edit_line(document, place, section, typed, work.package()), at
