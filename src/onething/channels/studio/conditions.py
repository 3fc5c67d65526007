"""One condition two ways: typed as text, or picked row by row; both are the same tree."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from onething.channels.studio import composed
from onething.channels.studio.composing import MOST_TYPED, moved_on
from onething.channels.studio.item_editing import file_of, scene_of
from onething.channels.studio.rooms import frame
from onething.channels.studio.work import NotInDraft, Work, number_of
from onething.core.editing.document import Document, Path, path_of
from onething.core.editing.inputs import CASES
from onething.core.editing.labels import text_of
from onething.core.editing.lines import as_case, lines_of
from onething.core.editing.picking import Group, Part, Row, picked, row_of, written_as
from onething.core.editing.referring import References
from onething.core.editing.sections import section_at
from onething.core.editing.variables import Variables, variables_of_item, variables_of_scene
from onething.core.revisions.lifecycle import RevisionMoved
from onething.core.rules import Bool, Choice, RuleError, parse
from onething.core.source import Text


def condition(request: HttpRequest, revision_id: UUID, folder: str, id: str) -> HttpResponse:
    """Show a condition (`at`: its place), change it by text or by rows, and keep it when it reads."""
    work = Work.of(request, revision_id)
    file = file_of(work, folder, id)
    path = path_of(request.GET.get("at", ""))
    document = Document.of(work.files[file], file)
    variables = variables_of(work, folder, id)
    text, opened, status = str(document.value(path, "") or ""), [], 200
    if request.method == "POST":
        text, opened = _sent(request.POST, variables)
        if "save" in request.POST:
            if composed.condition_of(text, 0, variables).error is None:
                try:
                    return _keep(request, work, document, path, text)
                except RevisionMoved as moved:
                    moved_on(request, moved, now=str(document.value(path, "") or ""))
                    status = 409
            else:
                status = 422
    shown = composed.condition_of(text, document.line(path) if document.has(path) else 0, variables)
    rows, mode = _rows(text, opened, variables)
    scene = scene_of(work, folder, id, request.GET.get("scene", ""))
    context: dict[str, Any] = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "folder": folder,
        "id": id,
        "at": request.GET.get("at", ""),
        "back": _back(work, folder, id, path, scene),
        "scene_id": scene,
        "heading": _heading(work, folder, id, document, path),
        "proof": work.proof(scene) if scene else None,
        "shown": shown,
        "rows": rows,
        "mode": mode,
        "names": [(name, variables.label(name)) for name in variables.types],
    }
    return render(request, "studio/condition.html", context, status=status)


def variables_of(work: Work, folder: str, id: str) -> Variables:
    """Return what a condition of the thing may name. Raises NotInDraft."""
    found = work.variables(folder, id)
    if found is None and folder == "scenes" and (scene := work.proof(id).scene) is not None:
        return variables_of_scene(scene)
    if found is None and folder == "items" and id in (package := work.package()).items:
        return variables_of_item(package.items[id], package)
    if found is None:
        raise NotInDraft(id)
    return found


def _sent(given: QueryDict, variables: Variables) -> tuple[str, list[str]]:
    """Return the condition that was sent, as typed or as picked, and the questions of rows that have no answer yet."""
    if given.get("way") == "typed":
        return " ".join(given.get("text", "")[:MOST_TYPED].split()), []
    parts: list[Part] = []
    opened: list[str] = []
    for number in _numbers(given):
        if f"drop-{number}" in given:
            continue
        if f"whole-{number}" in given:
            parts.append(Row("", "text", (given[f"whole-{number}"][:MOST_TYPED],)))
        elif name := given.get(f"name-{number}", ""):
            values = (*given.getlist(f"value-{number}"), given.get(f"typed-{number}", ""))
            row = row_of(name, given.get(f"sign-{number}", "=="), values, variables)
            parts += [row] if row else []
            opened += [] if row else [name]
    opened += [given["add"]] if given.get("add") else []
    mode = "any" if given.get("mode") == "any" else "all"
    return written_as(Group(mode, tuple(parts))) if parts else "", opened


def _numbers(given: QueryDict) -> list[int]:
    """Return the numbers of the rows that were sent, in their order."""
    sent = (key.partition("-") for key in given)
    found = {number_of(number) for what, _dash, number in sent if what in ("whole", "name")}
    return sorted(one for one in found if one is not None)


def _rows(text: str, opened: list[str], variables: Variables) -> tuple[list[dict[str, Any]], str]:
    """Return the rows of a condition as the page draws them, and how they hang together."""
    group = Group("all")
    if text.strip():
        try:
            group = picked(parse(text, variables.types))
        except RuleError:
            return [{"number": 0, "whole": text}], "all"
    rows: list[dict[str, Any]] = []
    for part in group.parts:
        if isinstance(part, Row) and part.sign != "text":
            rows.append(_drawn(part, variables))
        else:
            whole = written_as(part)
            rows.append({"whole": f"({whole})" if isinstance(part, Group) and not part.no else whole})
    rows += [_drawn(Row(name, "=="), variables) for name in opened if name in variables.types]
    return [{"number": number, **row} for number, row in enumerate(rows)], group.mode


def _drawn(row: Row, variables: Variables) -> dict[str, Any]:
    type_ = variables.types.get(row.name)
    values = [value.strip('"') for value in row.values]
    choices = type_.values if isinstance(type_, Choice) else ()
    return {
        "name": row.name,
        "label": variables.label(row.name),
        "sign": row.sign,
        "negative": row.sign in ("!=", "not in", "no"),
        "kind": "choice" if choices else "yes" if isinstance(type_, Bool) else "value",
        "choices": [(one, variables.choice(row.name, one), one in values) for one in choices],
        "typed": row.values[0].removeprefix('date("').removesuffix('")') if row.values else "",
    }


def _keep(request: HttpRequest, work: Work, document: Document, path: Path, text: str) -> HttpResponse:
    folder, _slash, name = document.file.partition("/")
    section = section_at(folder, path)
    if section is not None and section.kind == CASES and isinstance(at := path[1], int):
        document, at = as_case(document, section, at, conditional=bool(text))
        path = (*section.path, at, "when")
    if text:
        order = section.order if section else ()
        document = document.set(path, text, order=order)
    elif document.has(path):
        document = document.remove(path)
    seen = number_of(request.POST.get("seen", ""))
    work.save({**work.files, document.file: document.data()}, seen=seen)
    id = name.removesuffix(".yaml")
    scene = scene_of(work, folder, id, request.GET.get("scene", ""))
    return redirect(_back(work, folder, id, path, scene))


def _heading(work: Work, folder: str, id: str, document: Document, path: Path) -> list[Text]:
    """Return whose condition it is: the item or scene, the part, and the line in words."""
    named = text_of(document.value(("name",), None)) or Text(id)
    section = section_at(folder, path)
    if section is None:
        return [named]
    at = path[1] if len(path) > 1 else None
    lines = lines_of(document, section) if section.many and isinstance(at, int) else ()
    known = References(folder, id, document, work.package())
    variables = work.variables(folder, id)
    line = [known.told(section, lines[at], variables)] if isinstance(at, int) and at < len(lines) else []
    return [named, section.title, *line]


def _back(work: Work, folder: str, id: str, path: Path, scene: str) -> str:
    """Return the page from which the condition was opened: of a scene's item the composer, else the editor."""
    at = path[1] if len(path) > 1 else ""
    if folder == "scenes" and path[:1] == ("items",) and isinstance(at, int):
        lines = Document.of(work.files[f"scenes/{id}.yaml"]).value(("items",), [])
        item = lines[at].get("item", "") if at < len(lines) else ""
        return f"{reverse('studio-composer', args=[work.revision.id, id])}?item={item}#condition"
    section = section_at(folder, path)
    where = reverse("studio-edit", args=[work.revision.id, folder, id])
    from_ = f"&scene={scene}" if scene and folder != "scenes" else ""
    return (
        f"{where}?section={section.id if section else ''}{from_}#line-{at if section and section.many else 0}"
    )
