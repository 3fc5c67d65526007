"""Every read of drafts, and the plans that need none."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Q, QuerySet

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance.errors import DraftNotFound
from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package, Scene, Supplies
from onething.core.composition import Circumstances, Plan, compare, compose
from onething.core.composition.compare import Difference
from onething.core.guidance import (
    BearerCount,
    Draft,
    DraftLine,
    DraftView,
    FileKeeper,
    HeldLicence,
    HeldLicences,
    SceneLine,
    circumstances,
    draft_from_data,
    fields_of,
    find,
    lines_of,
    materials_of,
    offer_of,
)
from onething.core.guidance.draft import questions_of, read_answer
from onething.core.people import Document, DocumentKind
from onething.core.submission import Person
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, PortNotBound, port

#: Days that a draft is kept after its last change, and days before its end at which one is warned; the city may say
#: others (`draft_days`, `draft_warning_days`).
KEPT_DAYS, WARNING_DAYS = 30, 3


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
    Raises SceneNotFound, NothingPublished, AnswerRefused.
    """
    actor.must(GuidancePermission.FIND)
    package, found = catalogue.get_scene(actor, scene=scene)
    known = {question.id: question for question in questions_of(found)}
    read = {id: read_answer(known[id], raw) for id, raw in (answers or {}).items() if id in known}
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


def guest_hash(guest: str) -> str:
    return hashlib.sha256(guest.encode()).hexdigest() if guest else ""


def visible_to(actor: Actor, *, guest: str = "") -> QuerySet[DraftRow]:
    """One's own drafts; those of a guest key as long as nobody owns them."""
    mine = Q(pk=None)
    if actor.id.startswith("user:"):
        mine |= Q(owner=actor.id)
    if guest:
        mine |= Q(owner="", guest_hash=guest_hash(guest))
    return DraftRow.objects.filter(mine)


def get_draft(actor: Actor, *, draft_id: UUID, now: datetime, guest: str = "") -> DraftView:
    """Return a draft as a page shows it, in the version of the matter that holds now. Raises DraftNotFound."""
    actor.must(GuidancePermission.DRAFT)
    row = visible_to(actor, guest=guest).filter(pk=draft_id, expires_at__gt=now).first()
    if row is None:
        raise DraftNotFound
    return view_of(actor, row, draft_from_data(row.content), now=now)


def list_drafts(actor: Actor, *, now: datetime, guest: str = "", limit: int = 50) -> list[DraftLine]:
    """Return the actor's drafts that are not submitted yet, the last changed first."""
    actor.must(GuidancePermission.DRAFT)
    rows = list(
        visible_to(actor, guest=guest)
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


def open_draft_file(
    actor: Actor, *, draft_id: UUID, hash_: str, now: datetime, guest: str = ""
) -> tuple[BinaryIO, str]:
    """Return an uploaded file of a draft for reading, and its name. Raises DraftNotFound."""
    actor.must(GuidancePermission.DRAFT)
    row = visible_to(actor, guest=guest).filter(pk=draft_id, expires_at__gt=now).first()
    draft = draft_from_data(row.content) if row else None
    for files in draft.files.values() if draft else ():
        for one in files:
            if one.hash == hash_:
                return port(FileKeeper).open(actor, hash_=hash_), one.name  # type: ignore[type-abstract]
    raise DraftNotFound


def scene_now(actor: Actor, name: str) -> tuple[Package, Scene]:
    return catalogue.get_scene(actor, scene=name)


def held_by(actor: Actor, draft: Draft, *, on: date) -> list[HeldLicence]:
    """Return the applicant's licences; none while nobody is known, or where no register is bound."""
    if draft.applicant is None:
        return []
    try:
        register = port(HeldLicences)  # type: ignore[type-abstract]
    except PortNotBound:
        return []
    return list(register.held(actor, person=key_of(draft.applicant), on=on))


def key_of(person: Person) -> str:
    """Return the key of a person as `people` and `cases` know it."""
    if person.document in set(DocumentKind):
        document = Document.of(DocumentKind(person.document), person.number)
        if document.number:
            return document.key
    return f"{person.document}:{person.number or person.name}"


def days_kept(package: Package) -> timedelta:
    return timedelta(days=int(package.settings.get("draft_days", KEPT_DAYS)))


def ends_soon(row: DraftRow, package: Package, now: datetime) -> bool:
    days = int(package.settings.get("draft_warning_days", WARNING_DAYS))
    return row.expires_at - now <= timedelta(days=days)


def view_of(actor: Actor, row: DraftRow, draft: Draft, *, now: datetime) -> DraftView:
    """Return the page of a draft. Its plan is that of the matter as it holds now; `news` says what is other."""
    package, scene = scene_now(actor, row.scene)
    on, calendar = now.astimezone(SHANGHAI).date(), port(WorkCalendar)
    made = compose(scene, circumstances(draft, scene, on=on), package=package, calendar=calendar)
    asked = {*made.settled_questions, *(one.id for one in made.open_questions), *draft.answers}
    first = next((one.id for one in made.open_questions), "")
    shown = [
        one for one in questions_of(scene) if one.id in asked and (one.id in draft.answers or one.id == first)
    ]
    person = key_of(draft.applicant) if draft.applicant else ""
    return DraftView(
        id=row.pk,
        version=row.version,
        scene=scene.id,
        name=scene.name,
        draft=draft,
        plan=made,
        questions=tuple(shown),
        fields=fields_of(draft, made, scene, package, on=on),
        materials=materials_of(draft, made, scene, package),
        offer=offer_of(draft, scene, package, held_by(actor, draft, on=on), calendar=calendar, on=on),
        bearers=tuple(
            BearerCount(id, role.label, draft.bearers.get(id, max(1, role.min)), role.min, role.max)
            for id, role in scene.roles.items()
            if role.many
        ),
        news=_news(actor, draft, scene, package, made, on=on, calendar=calendar),
        twin=cases.find_twin(actor, scene=scene.id, person=person) if person and not row.number else None,
        expires_on=row.expires_at.astimezone(SHANGHAI).date(),
        ends_soon=ends_soon(row, package, now),
        number=row.number,
    )


def _news(
    actor: Actor,
    draft: Draft,
    scene: Scene,
    package: Package,
    made: Plan,
    *,
    on: date,
    calendar: WorkCalendar,
) -> tuple[Difference, ...]:
    """Return what a new version of the matter changed since this draft was last kept, for the same answers."""
    if draft.scene_hash == scene.hash:
        return ()
    old_package, old = catalogue.get_scene(actor, scene=scene.id, hash_=draft.scene_hash)
    before = compose(old, circumstances(draft, old, on=on), package=old_package, calendar=calendar)
    return compare(before, made, package=package)
