"""The rooms of revisions: what is under way, one revision with its acts, its conflicts and the versions."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import api as revisions
from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.catalogue.diff import PARTS
from onething.core.revisions.differences import Difference
from onething.core.revisions.entries import THERE_BEFORE
from onething.core.revisions.lifecycle import CLOSED, Revision, State, Step, acts_open
from onething.core.revisions.merge import ORDER, Side
from onething.core.source import Text
from onething.core.towns.report import COVERED, Line
from onething.kit.forms import DayField, Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now, today

ROOM, VERSIONS = "studio-revisions", "studio-versions"
ROOMS.extend(
    [
        Room(
            ROOM,
            _("修订稿"),
            _("改动先写成修订稿，部门审核、市级审核，到日子才发布；两份改到同一处，逐处选定。"),
            RevisionPermission.READ,
        ),
        Room(VERSIONS, _("版本"), _("每一次发布，任意两版的差异。"), RevisionPermission.READ),
    ]
)


#: Lines of towns on one page.
PAGE = 100


class OpenForm(Form):
    error_fields = {"revisions.title_missing": "title"}

    title = forms.CharField(label=_("改什么"), max_length=200)


class ActForm(Form):
    """One act on a revision. seen: the sequence number that the page showed."""

    error_fields = {"revisions.reason_missing": "reason", "revisions.day_past": "on"}

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("原因（退回、撤回要写）"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = DayField(
        label=_("从哪天起生效"),
        required=False,
    )


def room(request: HttpRequest) -> HttpResponse:
    """Show what is under way, first what waits for the reader; begin another."""
    actor, state = request.actor, request.GET.get("state", "")
    form = OpenForm(request.POST or None)
    context = {
        **frame(actor, current=ROOM),
        "waiting": revisions.list_waiting(actor),
        "lines": revisions.list_revisions(actor, state=state if state in set(State) else "", limit=100),
        "states": list(State),
        "state": state,
        "may_open": actor.can(RevisionPermission.WRITE),
        "offices": _offices(actor),
    }
    show = form_page(request, "studio/revisions.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show()
    one = revisions.open_revision(actor, title=form.cleaned_data["title"], now=now())
    return redirect("studio-revision", one.id)


def revision(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Show one revision with what it changes, what is wrong and who looked; do what the reader may do."""
    actor = request.actor
    one = revisions.get_revision(actor, revision_id=revision_id)
    form = ActForm(request.POST or None, initial={"seen": one.sequence, "on": today()})
    found = () if one.state in CLOSED else revisions.findings(actor, revision_id=revision_id, now=now())
    conflicts = revisions.conflicts(actor, revision_id=revision_id)
    context = {
        **frame(actor, current=ROOM),
        "one": one,
        "acts": _acts(one, actor),
        "conflicts": len(conflicts),
        "findings": found,
        "told": [one for one in found if one.because == THERE_BEFORE],
        "blocking": sum(finding.blocks for finding in found),
        "offices": _offices(actor),
        **_towns(revisions.towns_apart(actor, revision_id=revision_id, now=now())),
        **_shown(revisions.difference(actor, revision_id=revision_id)),
    }
    show = form_page(request, "studio/revision.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show()
    _do(actor, one, request.POST.get("act", ""), form.cleaned_data)
    messages.success(request, _("已办"))
    return redirect("studio-revision", one.id)


def towns(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Show what entries of towns would do otherwise than the city by a revision: of one town (`town`), or of all."""
    actor, unit, after = request.actor, request.GET.get("town", ""), request.GET.get("after", "")
    found = revisions.towns_apart(actor, revision_id=revision_id, now=now())
    wanted = [one for one in found if unit in ("", one.unit)]
    first = int(after) if after.isdecimal() and len(after) < 7 else 0
    context = {
        **frame(actor, current=ROOM),
        "one": revisions.get_revision(actor, revision_id=revision_id),
        "unit": unit,
        "lines": wanted[first : first + PAGE],
        "more": first + PAGE if first + PAGE < len(wanted) else 0,
        **_towns(found),
    }
    return render(request, "studio/revision_towns.html", context)


def _towns(found: tuple[Line, ...]) -> dict[str, Any]:
    """Return what the pages tell of towns: unit → name, lines to act on, lines that an exception covers; and the sums."""
    units: dict[str, list[Any]] = {}
    for one in found:
        told = units.setdefault(one.unit, [one.unit_name, 0, 0])
        told[2 if one.what in COVERED else 1] += 1
    covered = sum(one.what in COVERED for one in found)
    return {"towns": units, "apart": len(found) - covered, "covered": covered}


def _do(actor: Actor, one: Revision, act: str, given: dict[str, Any]) -> None:
    known: dict[str, Any] = {"revision_id": one.id, "seen": given["seen"], "now": now()}
    match act:
        case Step.SUBMITTED:
            revisions.submit(actor, **known)
        case Step.DEPARTMENT_APPROVED:
            revisions.approve_department(actor, **known)
        case Step.CITY_APPROVED:
            revisions.approve_city(actor, on=given["on"] or today(), **known)
        case Step.SENT_BACK:
            revisions.send_back(actor, reason=given["reason"], **known)
        case Step.WITHDRAWN:
            revisions.withdraw(actor, reason=given["reason"], **known)


def _acts(one: Revision, actor: Actor) -> set[str]:
    writes, reviews = actor.can(RevisionPermission.WRITE), actor.can(RevisionPermission.REVIEW)
    city = actor.can(RevisionPermission.CITY)
    return {step.value for step in acts_open(one, actor, city=city, writes=writes, reviews=reviews)}


def conflicts(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Show what two changed otherwise, place by place, and take the choice of each."""
    actor = request.actor
    one = revisions.get_revision(actor, revision_id=revision_id)
    form = ActForm(request.POST or None, initial={"seen": one.sequence})
    found = revisions.conflicts(actor, revision_id=revision_id)
    context = {
        **frame(actor, current=ROOM),
        "one": one,
        "conflicts": [
            (place, place.path[-1:] == (ORDER,), request.POST.get(place.key, "")) for place in found
        ],
        "sides": Side,
    }
    show = form_page(request, "studio/revision_conflicts.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show()
    choices = {place.key: request.POST.get(place.key, "") for place in found}
    revisions.resolve(
        actor, revision_id=revision_id, choices=choices, seen=form.cleaned_data["seen"], now=now()
    )
    return redirect("studio-revision", one.id)


def versions(request: HttpRequest) -> HttpResponse:
    """Show every publication, and the difference between the two that are asked for."""
    actor = request.actor
    lines = revisions.list_versions(actor, limit=200)
    ids = [version.id for version, _made in lines]
    old, new = (_number(request.GET.get(name, "")) for name in ("old", "new"))
    if old is None or new is None:
        new, old = (ids[0] if ids else None), (ids[1] if len(ids) > 1 else None)
    context = {**frame(actor, current=VERSIONS), "lines": lines, "old": old, "new": new, "one": None}
    if old is not None and new is not None:
        context |= _shown(revisions.difference_of_versions(actor, old=old, new=new))
    return render(request, "studio/versions.html", context)


def _shown(found: Difference) -> dict[str, Any]:
    """Return a difference as `studio/difference.html` shows it."""
    members = [(Text(*PARTS[one.part]), one) for one in found.members]
    return {"readable": found.changes is not None, "members": members, "files": found.files}


def _offices(actor: Actor) -> dict[str, Text]:
    return {id: one.short for id, one in catalogue.current(actor).departments.items()}


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 10 else None


_READ = {"GET": RevisionPermission.READ}
#: What may be done with it, and by which office, the act itself decides.
_BOTH = {"GET": RevisionPermission.READ, "POST": RevisionPermission.WRITE}
_ACTS = {"GET": RevisionPermission.READ, "POST": RevisionPermission.READ}
urlpatterns = [
    page("revisions/", room, needs=_BOTH, name=ROOM),
    page("revisions/<uuid:revision_id>", revision, needs=_ACTS, name="studio-revision"),
    page("revisions/<uuid:revision_id>/conflicts", conflicts, needs=_BOTH, name="studio-revision-conflicts"),
    page("revisions/<uuid:revision_id>/towns", towns, needs=_READ, name="studio-revision-towns"),
    page("versions/", versions, needs=_READ, name=VERSIONS),
]
