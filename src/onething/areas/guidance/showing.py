"""A draft as a page shows it, from its row; and what rows and pages share."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance.models import ConfirmationRow, DraftRow, WindowCodeRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.catalogue.local import exceptions_at, scene_under
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.periods import applying_on, first_day
from onething.core.catalogue.words import Way
from onething.core.composition import Plan, compare, compose
from onething.core.composition.compare import Difference
from onething.core.guidance import (
    BearerCount,
    Confirming,
    Draft,
    DraftView,
    FieldView,
    Glyphs,
    HeldLicence,
    HeldLicences,
    MaterialView,
    asked_of,
    circumstances,
    confirming_of,
    fields_of,
    fitting,
    materials_of,
    miscounted,
    offer_of,
    set_aside,
    with_confirmed,
)
from onething.core.guidance.draft import placed, questions_of
from onething.core.people import Document, DocumentKind
from onething.core.submission import Person
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, PortNotBound, port

#: Days that a draft is kept after its last change, and days before its end at which one is warned; the city may say
#: others (`draft_days`, `draft_warning_days`).
KEPT_DAYS, WARNING_DAYS = 30, 3


def guest_hash(guest: str) -> str:
    return hashlib.sha256(guest.encode()).hexdigest() if guest else ""


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


def is_handed(actor: Actor, row: DraftRow) -> bool:
    """Whether a window has somebody's own draft before it."""
    return actor.can(GuidancePermission.ASSIST) and row.owner not in ("", actor.id)


def at_home(actor: Actor, row: DraftRow, draft: Draft) -> Draft:
    """Return the draft where it belongs without the window that has opened it by a code: its place counts only there."""
    if not draft.window:
        return draft
    code = WindowCodeRow.objects.filter(draft=row).exclude(opened_at=None).order_by("-made_at").first()
    if code is None or code.window_before == draft.window:
        return draft
    package, scene = scene_now(actor, row.scene)
    return placed(replace(draft, window=code.window_before), scene, package)


def days_kept(package: Package) -> timedelta:
    return timedelta(days=int(package.settings.get("draft_days", KEPT_DAYS)))


def kept_until(package: Package, scene: Scene, now: datetime, *, owned: bool) -> datetime:
    """Return to when a draft is kept that is changed or opened now.

    owned: by somebody who has signed in. Such a one is kept over days on which nobody may apply: its full time from the
    first on which one may, and at least to the last. A visitor's is not, since it lies on a device that may be anybody's.
    """
    applying = applying_on(scene.periods, now.astimezone(SHANGHAI).date())
    if not owned or applying is None or applying.now is not None or applying.next is None:
        return now + days_kept(package)
    opens, closes = (
        datetime.combine(day, time(), SHANGHAI) for day in (applying.next.first, applying.next.last)
    )
    return max(opens + days_kept(package), closes + timedelta(days=1))


def ends_soon(row: DraftRow, package: Package, now: datetime) -> bool:
    days = int(package.settings.get("draft_warning_days", WARNING_DAYS))
    return row.expires_at - now <= timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Read:
    """A draft read in the matter as it holds now. kept: as it is in its row; draft: what of it fits."""

    package: Package
    scene: Scene
    kept: Draft
    draft: Draft
    plan: Plan
    fields: tuple[FieldView, ...]
    materials: tuple[MaterialView, ...]
    confirmings: tuple[Confirming, ...]


def read_draft(actor: Actor, row: DraftRow, draft: Draft, *, now: datetime) -> Read:
    """Return what is on the form and among the materials of a draft, and what others have confirmed of it."""
    package, scene = scene_now(actor, row.scene)
    if not is_handed(actor, row):
        draft = at_home(actor, row, draft)
    kept, draft = draft, fitting(draft, scene, package)
    on = now.astimezone(SHANGHAI).date()
    there = circumstances(draft, scene, on=first_day(scene.periods, on))
    made = compose(scene, there, package=package, calendar=port(WorkCalendar))
    fields = fields_of(draft, made, scene, package, on=on, undrawn=port(Glyphs).missing)  # type: ignore[type-abstract]
    lines = materials_of(draft, made, scene, package)
    confirmings: tuple[Confirming, ...] = ()
    if any(one.way is Way.CONFIRM for one in lines):
        local = scene_under(scene, exceptions_at(scene, there.division, there.on, package.divisions))
        given = [one.to_core() for one in ConfirmationRow.objects.filter(draft=row).order_by("pk")]
        asked = (asked_of(one, draft, fields, local, package) for one in lines if one.way is Way.CONFIRM)
        confirmings = tuple(confirming_of(one, given) for one in asked if one is not None)
        lines = with_confirmed(lines, confirmings)
    return Read(package, scene, kept, draft, made, fields, lines, confirmings)


def view_of(actor: Actor, row: DraftRow, draft: Draft, *, now: datetime) -> DraftView:
    """Return the page of a draft. Its plan is that of the matter as it holds now; `news` says what is other."""
    read = read_draft(actor, row, draft, now=now)
    package, scene, draft, made = read.package, read.scene, read.draft, read.plan
    on, calendar = now.astimezone(SHANGHAI).date(), port(WorkCalendar)
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
        fields=read.fields,
        materials=read.materials,
        offer=offer_of(draft, scene, package, held_by(actor, draft, on=on), calendar=calendar, on=on),
        bearers=tuple(
            BearerCount(id, role.label, draft.bearers.get(id, max(1, role.min)), role.min, role.max)
            for id, role in scene.roles.items()
            if role.many
        ),
        news=_news(actor, read.kept, scene, package, made, on=made.circumstances.on, calendar=calendar),
        twin=cases.find_twin(actor, scene=scene.id, person=person, now=now)
        if person and not row.number
        else None,
        expires_on=row.expires_at.astimezone(SHANGHAI).date(),
        ends_soon=ends_soon(row, package, now),
        number=row.number,
        handed=is_handed(actor, row),
        recount=tuple(scene.roles[role].label for role in miscounted(read.kept, scene)),
        applying=applying_on(scene.periods, on),
        confirmings=read.confirmings,
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
    then = circumstances(fitting(draft, old, old_package), old, on=on)
    before = compose(old, then, package=old_package, calendar=calendar)
    return (*set_aside(draft, old, scene, package, made), *compare(before, made, package=package))
