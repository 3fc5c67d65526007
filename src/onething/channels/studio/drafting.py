"""The room of drafts: open one, see what it changes, pick items for a new scene."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import api as revisions
from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.channels.studio.work import NotInDraft, Work
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.model import Item, Package, Scene
from onething.core.codes.reading import half_width
from onething.core.editing.creating import NewScene, create_scene, id_for
from onething.core.editing.document import Document
from onething.core.register.filed import is_entry
from onething.core.register.files import read_entry
from onething.core.revisions.lifecycle import Revision
from onething.core.source import Text
from onething.kit.ports import now

ROOM = "studio-drafts"
#: Items of one page of the list to pick from.
MOST_SHOWN = 200

ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("编排与改动"),
        gettext_lazy("新编一件事，改事项和条件；边改边证明，改好送另一人审核。"),
        RevisionPermission.READ,
    )
)


def room(request: HttpRequest) -> HttpResponse:
    """Show the drafts; open one."""
    package = catalogue.current(request.actor)
    if request.method == "POST":
        return _begin(request, package)
    context = {
        **frame(request.actor, current=ROOM),
        "drafts": revisions.list_revisions(request.actor),
        "scenes": package.scenes.values(),
        "can_edit": request.actor.can(RevisionPermission.WRITE),
    }
    return render(request, "studio/drafts.html", context)


def _begin(request: HttpRequest, package: Package) -> HttpResponse:
    what, scene = request.POST.get("new", ""), package.scenes.get(request.POST.get("scene", ""))
    titles = {"scene": _("新编一件事"), "item": _("新写一个事项")}
    if what not in titles and scene is None:
        return redirect(ROOM)
    title = titles.get(what) or _("修改%(name)s") % {"name": scene.name.zh if scene else ""}
    made = revisions.open_revision(request.actor, title=title, now=now())
    if what not in titles and scene is not None:
        return redirect("studio-composer", made.id, scene.id)
    return redirect("studio-new-item" if what == "item" else "studio-pick", made.id)


def draft(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Show one draft: what it changes, and the scenes and items of which there are pages; open a scene (`scene`)."""
    work = Work.of(request, revision_id)
    package = work.package()
    if (wanted := request.GET.get("scene", "")) in package.scenes:
        return redirect("studio-composer", revision_id, wanted)
    changed = [(path, *_editable(path, work)) for path in work.revision.paths]
    context = {
        **frame(request.actor, current=ROOM),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "paths": [(path, folder, id, _name(folder, id, package)) for path, folder, id in changed],
        "scenes": package.scenes.values(),
        "likely": _likely(work.revision, [(folder, id) for _path, folder, id in changed], package),
    }
    return render(request, "studio/draft.html", context)


def _name(folder: str, id: str, package: Package) -> Text | None:
    """Return what an item or a scene is called, None of anything else."""
    found = {"items": package.items, "scenes": package.scenes}.get(folder, {}).get(id)
    return found.name if isinstance(found, Item | Scene) else None


def _likely(revision: Revision, changed: list[tuple[str, str]], package: Package) -> str:
    """Return the scene that a draft is about: one that it changes, one with an item that it changes, or that its title names."""
    own = [id for folder, id in changed if folder == "scenes" and id in package.scenes]
    items = [id for folder, id in changed if folder == "items"]
    having = [one.id for one in _scenes_with(items, package)]
    named = [one.id for one in package.scenes.values() if one.name.zh in revision.title]
    return next(iter([*own, *(one for one in named if one in having), *having, *named]), "")


def _editable(path: str, work: Work) -> tuple[str, str]:
    folder, _slash, name = path.partition("/")
    if is_entry(path) and (one := read_entry(path, work.files.get(path, b""), Findings())) is not None:
        return "register", one.id
    if folder not in ("items", "scenes") or path not in work.files:
        return "", ""
    return folder, name.removesuffix(".yaml")


def pick(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Choose items: for a new scene, or (`scene`) more of them for one that is there."""
    work = Work.of(request, revision_id)
    package = work.package()
    if request.method == "POST":
        return _compose(request, work, package)
    words, department = request.GET.get("words", "").strip()[:100], request.GET.get("department", "")
    chosen = [one for one in request.GET.getlist("item") if one in package.items]
    fits = [one for one in package.items.values() if _fits(one, words, department) and one.id not in chosen]
    offices = dict.fromkeys(one.department for one in package.items.values())
    context = {
        **frame(request.actor, current=ROOM),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "scene_id": request.GET.get("scene", ""),
        "words": words,
        "department": department,
        "departments": [(id, package.departments[id].short) for id in offices],
        "chosen": [_line(package.items[id], package) for id in chosen],
        "items": [_line(one, package) for one in fits[:MOST_SHOWN]],
        "more": max(0, len(fits) - MOST_SHOWN),
    }
    return render(request, "studio/pick.html", context)


def _fits(item: Item, words: str, department: str) -> bool:
    if department and item.department != department:
        return False
    said = f"{item.name.zh} {item.name.en} {item.id} {item.code}".casefold()
    return all(word in said for word in half_width(words).casefold().split())


def _line(item: Item, package: Package) -> dict[str, Any]:
    office = package.departments.get(item.department)
    return {
        "id": item.id,
        "name": item.name,
        "office": office.short if office else item.department,
        "days": item.promised_days,
        "materials": sum(not one.form for one in item.materials),
        "fields": len(item.fields),
        "scenes": [one.name for one in _scenes_with([item.id], package)],
    }


def _scenes_with(items: Iterable[str], package: Package) -> list[Any]:
    wanted = set(items)
    return [s for s in package.scenes.values() if any(line.item.id in wanted for line in s.items)]


def _compose(request: HttpRequest, work: Work, package: Package) -> HttpResponse:
    """Make a scene of the items that were ticked, or add them to one, and show it composed."""
    given = request.POST
    scene, items = given.get("scene", ""), tuple(dict.fromkeys(given.getlist("item")))
    if scene:
        _add(work, scene, [id for id in items if id in package.items])
        return redirect("studio-composer", work.revision.id, scene)
    name = given.get("name", "").strip()[:100] or _("新的一件事")
    known = _scenes_with(items, package)
    new = NewScene(
        id=given.get("id", "").strip() or id_for(name, package.scenes, "scene"),
        name=name,
        summary=given.get("summary", "").strip()[:300] or _("%(name)s，一起办。") % {"name": name},
        lead=given.get("lead", "") or _lead(items, package),
        topic=known[0].topic if known else next(iter(package.topics), "other"),
        items=items,
        optional=frozenset(given.getlist("optional")) & frozenset(items),
    )
    work.save(create_scene(work.files, new, package=package))
    messages.success(request, _("已编成一件事：角色、问题、顺序和重复的字段都合好了。"))
    return redirect("studio-composer", work.revision.id, new.id)


def _add(work: Work, scene: str, items: list[str]) -> None:
    """Add items at the end of a scene, those that it does not have. Raises NotInDraft."""
    file = f"scenes/{scene}.yaml"
    if file not in work.files:
        raise NotInDraft(scene[:100])
    document = Document.of(work.files[file], file)
    there = [str(one.get("item", "")) for one in document.value(("items",), [])]
    for id in items:
        if id not in there:
            document = document.insert(("items",), len(document.value(("items",), [])), {"item": id})
    work.save({**work.files, file: document.data()})


def _lead(items: tuple[str, ...], package: Package) -> str:
    """Return the department of most items, of the first among equals."""
    counted = [package.items[id].department for id in items if id in package.items]
    return max(counted, key=counted.count) if counted else next(iter(package.departments))
