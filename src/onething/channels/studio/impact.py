"""The room of impact: what a change does, before it counts. A change is tried here, or comes with a revision."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue.api import CataloguePermission
from onething.areas.impact import api as impact
from onething.areas.impact.api import ImpactPermission
from onething.areas.revisions import api as revisions
from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.impact import (
    GROUPS,
    VERDICTS,
    Dependent,
    DependentKind,
    Group,
    Impact,
    Replay,
    SceneImpact,
    Verdict,
)
from onething.core.revisions.lifecycle import CLOSED
from onething.core.source import Text
from onething.kit.forms import Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now

ROOM = "studio-impact"
#: Squares of the drawn block: so many in a row, so wide; each verdict has a shape of its own, not only a colour.
_ROW, _STEP = 10, 12
_SHAPES = {
    Verdict.UNCHANGED: "same",
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.IMPOSSIBLE: "impossible",
}
#: Longest file of a package that a page takes, in characters.
_LONGEST = 400_000
_CHANGES = {
    "new": Text("新的", "new"),
    "gone": Text("不再有", "no longer there"),
    "other": Text("有变化", "changed"),
}

#: Pages of what refers to items, by its kind; each takes its id.
_PAGES = {
    DependentKind.ANSWER: "studio-answer",
    DependentKind.EXAM_QUESTION: "studio-training-question",
}
_OTHERWISE = Text("读起来会不同", "will read otherwise")
_THE_SAME = Text("读起来不变，请再看一遍", "reads the same; look at it once more")

ROOMS.append(
    Room(
        ROOM,
        _("改动的影响"),
        _("一处改动在生效之前会怎样：一件事、申请表、材料、时限、节省、最近 100 件、正在填的草稿。"),
        ImpactPermission.TRY,
    )
)


class TryForm(Form):
    """One file of the package, written otherwise. path: as it is called in the package."""

    error_fields = {"catalogue.package_refused": "text"}

    path = forms.CharField(widget=forms.HiddenInput, max_length=300)
    text = forms.CharField(
        label=_("文件内容"),
        max_length=_LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )


def room(request: HttpRequest) -> HttpResponse:
    """Choose a file of the package that holds, write it otherwise, and see what that would do. Nothing is kept."""
    files = _files(request)
    path = request.POST.get("path") or request.GET.get("path", "")
    held = files.get(path)
    form = TryForm(request.POST or None, initial={"path": path, "text": (held or b"").decode()})
    context: dict[str, Any] = {
        **frame(request.actor, current=ROOM),
        "paths": sorted(one for one in files if one.endswith((".yaml", ".csv"))),
        "path": path if held is not None else "",
        "may_try": bool(files),
        "revisions": _revisions(request),
    }
    show = form_page(request, "studio/impact.html", form, context)
    if request.method != "POST" or held is None or not form.is_valid():
        return show()
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    found = impact.impact_of(request.actor, files={**files, path: text.encode()}, now=now())
    return render(request, "studio/impact.html", {**context, "form": form, **shown(found)})


def of_revision(request: HttpRequest, revision: UUID) -> HttpResponse:
    """Show what a revision would change if it held today. Raises RevisionNotFound, PackageRefused."""
    held = revisions.get_revision(request.actor, revision_id=revision)
    files = revisions.files_of(request.actor, revision_id=revision)
    found = impact.impact_of(request.actor, files=files, now=now())
    context = {**frame(request.actor, current=ROOM), "revision": held, **shown(found)}
    return render(request, "studio/impact_revision.html", context)


def _revisions(request: HttpRequest) -> list[Any]:
    """Return the revisions that do not hold yet, for whoever may read them."""
    if not request.actor.can(RevisionPermission.READ):
        return []
    return [one for one in revisions.list_revisions(request.actor) if one.state not in CLOSED]


def _files(request: HttpRequest) -> dict[str, bytes]:
    """Return the files of the package that holds, none to whom they are not open."""
    if not request.actor.can(CataloguePermission.EXPORT):
        return {}
    return catalogue.export(request.actor)


def shown(found: Impact) -> dict[str, Any]:
    """Return what `studio/impact_shown.html` shows: of a trial, or of a revision."""
    names = {one.id: one.name for one in found.definitions.scenes}
    return {
        "impact": found,
        **replay_shown(found.replay, names),
        "scenes": [(one, _CHANGES[one.change], list(_grouped(one))) for one in found.definitions.scenes],
        "items": [
            (one, _CHANGES[one.change], [names[id] for id in one.scenes]) for one in found.definitions.items
        ],
        "dependents_by": list(_dependents(found)),
        "dependents_changed": sum(bool(one.changes) for one in found.dependents),
        "draft_lines": [(VERDICTS[one.verdict], names[one.scene], one) for one in found.drafts],
    }


def _dependents(found: Impact) -> Iterator[tuple[Text, list[tuple[Dependent, str]]]]:
    """Give what refers to the items with the page of each, "" where the actor may not open it: first what will read otherwise."""
    for title, changed in ((_OTHERWISE, True), (_THE_SAME, False)):
        if lines := [one for one in found.dependents if bool(one.changes) is changed]:
            yield title, [(one, _PAGES[one.kind] if one.opens else "") for one in lines]


def replay_shown(replay: Replay, names: Mapping[str, Text], anchor: str = "group") -> dict[str, Any]:
    """Return what `studio/replay.html` shows. names: of scenes, said beside each group. anchor: begins the ids on the page."""
    return {
        "anchor": anchor,
        "squares": list(_squares(replay)),
        "squares_high": -(-len(replay.tried) // _ROW) * _STEP,
        "counts": [(VERDICTS[one], replay.count(one)) for one in Verdict],
        "shifts": replay.shifts,
        "replayed": [
            (_SHAPES[one.verdict], VERDICTS[one.verdict], names.get(one.scene), one) for one in replay.groups
        ],
        "untried": replay.untried,
        "answered": replay_shown(replay.answered, names, "answered") if replay.answered else None,
    }


def _squares(replay: Replay) -> Iterator[tuple[str, int, int]]:
    """Give shape and place of one square for each application, the unchanged first as they are drawn."""
    groups: list[Group] = list(reversed(replay.groups))
    shapes = [_SHAPES[one.verdict] for one in groups for _number in one.numbers]
    for at, shape in enumerate(shapes):
        yield shape, at % _ROW * _STEP, at // _ROW * _STEP


def _grouped(scene: SceneImpact) -> Iterator[tuple[Text, list[Any]]]:
    for group, title in GROUPS.items():
        if lines := [one for one in scene.lines if one.code.group == group]:
            yield title, lines


urlpatterns = [
    page(
        "impact/revisions/<uuid:revision>/",
        of_revision,
        needs={"GET": ImpactPermission.TRY},
        name="studio-impact-revision",
    ),
    page("impact/", room, needs={"GET": ImpactPermission.TRY, "POST": ImpactPermission.TRY}, name=ROOM),
]
