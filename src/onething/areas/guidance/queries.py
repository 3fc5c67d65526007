"""Every read of drafts, and the plans that need none."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Q, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance.errors import DraftNotFound
from onething.areas.guidance.looking import handed_to, note_look
from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.showing import ends_soon, guest_hash, view_of
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.catalogue.model import Supplies
from onething.core.composition import Circumstances, Plan, compose
from onething.core.guidance import (
    Change,
    Draft,
    DraftLine,
    DraftView,
    FileKeeper,
    SceneLine,
    draft_from_data,
    find,
    lines_of,
    typed_with,
)
from onething.core.guidance.draft import changed, questions_of, read_answer
from onething.core.submission import GivenFile
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def list_scenes(actor: Actor) -> tuple[SceneLine, ...]:
    """Return everything that can be done here, in the order of the city. Raises NothingPublished."""
    actor.must(GuidancePermission.FIND)
    return lines_of(catalogue.current(actor))


def find_scenes(actor: Actor, *, text: str, limit: int = 10) -> tuple[SceneLine, ...]:
    """Return what fits everyday words, the best first; empty if nothing does. Raises NothingPublished."""
    actor.must(GuidancePermission.FIND)
    return find(text[:200], package=catalogue.current(actor), limit=limit)


def plan(
    actor: Actor,
    *,
    scene: str,
    on: date,
    answers: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    shares: Collection[str] = (),
    licences: Collection[str] = (),
    dropped: Collection[str] = (),
    insisted: Collection[str] = (),
    bearers: Mapping[str, int] | None = None,
) -> Plan:
    """Return the plan for these answers, keeping nothing. One query.

    answers: as typed or chosen; those that the scene does not know are left out of account.
    Raises SceneNotFound, NothingPublished, AnswerRefused, BearersOutside, LineUnknown for a role or an item.
    """
    actor.must(GuidancePermission.FIND)
    package, found = catalogue.get_scene(actor, scene=scene)
    known = {question.id: question for question in questions_of(found)}
    read = {id: read_answer(known[id], raw) for id, raw in (answers or {}).items() if id in known}
    parts = Change(bearers=bearers, dropped=dropped, insisted=insisted)
    changed(Draft(found.id, found.hash), parts, found)  # as a draft refuses it
    there = Circumstances(
        on=on,
        answers=read,
        facts=facts or {},
        supplies=Supplies(frozenset(shares), frozenset(licences)),
        dropped=frozenset(dropped),
        insisted=frozenset(insisted),
        bearers=bearers or {},
    )
    return compose(found, there, package=package, calendar=port(WorkCalendar))


# --- drafts --------------------------------------------------------------------------------------------------


def visible_to(actor: Actor, *, now: datetime, guest: str = "") -> QuerySet[DraftRow]:
    """One's own drafts, those for somebody else while one may act for that person; of a guest key those of nobody; at a
    window those that were handed over by a code to who stands there still.
    """
    mine = Q(pk=None)
    if actor.can(GuidancePermission.ASSIST):
        mine |= Q(owner=actor.id) | handed_to(actor, now=now)
    elif actor.id.startswith("user:"):
        mine |= Q(owner=actor.id) & (Q(person__in=["", actor.person_id]) | _may_act(actor, now))
    if guest:
        mine |= Q(owner="", guest_hash=guest_hash(guest))
    return DraftRow.objects.filter(mine)


def _may_act(actor: Actor, now: datetime) -> Q:
    """The drafts for persons for whom the actor may act in this matter on that day."""
    on = now.astimezone(SHANGHAI).date()
    held = [
        Q(person=one.principal) & (Q(scene__in=sorted(one.scenes)) if one.scenes else Q())
        for one in people.list_authorities(actor)
        if one.representative == actor.person_id and one.is_in_force(on=on)
    ]
    return reduce(or_, held, Q(pk=None))


def get_draft(actor: Actor, *, draft_id: UUID, now: datetime, guest: str = "") -> DraftView:
    """Return a draft as a page shows it, in the version of the matter that holds now. Raises DraftNotFound."""
    actor.must(GuidancePermission.DRAFT)
    row = visible_to(actor, guest=guest, now=now).filter(pk=draft_id, expires_at__gt=now).first()
    if row is None:
        raise DraftNotFound
    view = view_of(actor, row, draft_from_data(row.content), now=now)
    note_look(actor, row, now=now, view=view)
    return view


def list_drafts(actor: Actor, *, now: datetime, guest: str = "", limit: int = 50) -> list[DraftLine]:
    """Return the actor's drafts that are not submitted yet, the last changed first."""
    actor.must(GuidancePermission.DRAFT)
    rows = list(
        visible_to(actor, guest=guest, now=now)
        .filter(number="", expires_at__gt=now)
        .order_by("-changed_at", "pk")[:limit]
    )
    if not rows:
        return []
    package = catalogue.current(actor)
    lines = []
    for row in rows:
        scene = package.scenes.get(row.scene)
        if scene is None:
            continue
        applicant = (row.content.get("applicant") or {}).get("name", "")
        lines.append(
            DraftLine(
                row.pk,
                row.scene,
                scene.name,
                applicant,
                row.changed_at.astimezone(SHANGHAI),
                row.expires_at.astimezone(SHANGHAI).date(),
                ends_soon(row, package, now),
            )
        )
    return lines


def count_typed(actor: Actor, *, view: DraftView, sources: Collection[str], now: datetime) -> int:
    """Return how many fields are left to type if these sources of the offer answer all that would be asked."""
    actor.must(GuidancePermission.DRAFT)
    package, scene = catalogue.get_scene(actor, scene=view.scene)
    on = now.astimezone(SHANGHAI).date()
    return typed_with(view.draft, scene, package, sources, calendar=port(WorkCalendar), on=on)


def open_draft_file(
    actor: Actor, *, draft_id: UUID, hash_: str, now: datetime, guest: str = ""
) -> tuple[BinaryIO, str]:
    """Return an uploaded file of a draft for reading, and its name. Raises DraftNotFound."""
    one = _file(actor, draft_id, hash_, now=now, guest=guest, opened=True)
    return port(FileKeeper).open(actor, hash_=hash_), one.name  # type: ignore[type-abstract]


def small_draft_file(actor: Actor, *, draft_id: UUID, hash_: str, now: datetime, guest: str = "") -> bytes:
    """Return a small JPEG of a photo of a draft, b"" for a file that is none. Raises DraftNotFound."""
    one = _file(actor, draft_id, hash_, now=now, guest=guest)
    return port(FileKeeper).small(actor, file=one)  # type: ignore[type-abstract]


def _file(
    actor: Actor, draft_id: UUID, hash_: str, *, now: datetime, guest: str, opened: bool = False
) -> GivenFile:
    actor.must(GuidancePermission.DRAFT)
    row = visible_to(actor, guest=guest, now=now).filter(pk=draft_id, expires_at__gt=now).first()
    draft = draft_from_data(row.content) if row else None
    for line, files in draft.files.items() if draft else ():
        for one in files:
            if one.hash == hash_:
                if opened:  # a small one is on a page, which is a look of its own
                    note_look(actor, row, now=now, line=line)
                return one
    raise DraftNotFound
