"""A new item: names of fields and papers as an old form has them find their entries in the city's dictionary."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onething.channels.studio.rooms import frame
from onething.channels.studio.work import Work, number_of
from onething.core.editing.alike import Resolved, elements_of, materials_of, resolve
from onething.core.editing.creating import NewItem, create_item, id_for
from onething.core.editing.names import ROLE_LABELS
from onething.core.editing.options import PROFILE_OPTIONS
from onething.core.source import Text

#: Characters and lines of a list of names.
MOST_TYPED, MOST_LINES = 20_000, 300


def new_item(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Check the names (`check`), or write the item (`save`) and open it."""
    work = Work.of(request, revision_id)
    package = work.package()
    given = request.POST
    fields = resolve(_lines(given.get("fields", "")), elements_of(package))
    materials = resolve(_lines(given.get("materials", "")), materials_of(package))
    name = given.get("name", "").strip()[:100]
    if request.method == "POST" and "save" in given and name:
        new = NewItem(
            id=given.get("id", "").strip() or id_for(name, package.items, "item"),
            name=name,
            code=given.get("code", "").strip()[:60],
            kind=given.get("kind", "").strip()[:2] or "20",
            department=given.get("department", ""),
            profile=given.get("profile", ""),
            promised_days=number_of(given.get("promised_days", "")) or 0,
            statutory_days=number_of(given.get("statutory_days", "")),
            law=tuple(_lines(given.get("law", ""))),
            fields=(*fields.lines, *_decided(given, "field", fields)),
            materials=(*materials.lines, *_decided(given, "material", materials)),
        )
        work.save(create_item(work.files, new, package=package))
        return redirect("studio-edit", work.revision.id, "items", new.id)
    context = {
        **frame(request.actor, current="studio-drafts"),
        "revision": work.revision,
        "can_edit": work.can_edit,
        "given": given,
        "departments": package.departments.values(),
        "profiles": PROFILE_OPTIONS,
        "fields": _shown(fields, {id: one.label for id, one in package.elements.items()}),
        "materials": _shown(materials, {id: one.label for id, one in package.materials.items()}),
        "asked": request.method == "POST",
    }
    return render(request, "studio/new_item.html", context)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text[:MOST_TYPED].splitlines() if line.strip()][:MOST_LINES]


def _decided(given: Mapping[str, str], kind: str, resolved: Resolved) -> list[tuple[str, str]]:
    """Return the lines that a person decided for names that only look alike."""
    found = []
    for at, near in enumerate(resolved.unclear.values()):
        value = given.get(f"{kind}-{at}", "")
        found += [(one.role or "applicant", one.id) for one in near if one.id == value]
    return found


def _shown(resolved: Resolved, labels: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "lines": [
            {
                "role": role,
                "whose": ROLE_LABELS.get(role, Text(role)),
                "id": id,
                "label": labels[id],
                "names": names,
            }
            for (role, id), names in resolved.lines.items()
        ],
        "unclear": [
            (at, name, [(one.id, labels[one.id]) for one in near])
            for at, (name, near) in enumerate(resolved.unclear.items())
        ],
        "merged": resolved.merged,
    }
