"""Every write of drafts. A page gives back the version it saw; whoever comes second is told what differs."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange import api as exchange
from onething.areas.guidance import queries, showing
from onething.areas.guidance.changing import (
    authority_at_window,
    with_applicant,
    with_change,
    with_representative,
)
from onething.areas.guidance.errors import (
    DraftMoved,
    DraftNotFound,
    DraftSubmitted,
    NotReady,
    NotRepresented,
    NotYourDraft,
    SheetChanged,
    SignInFirst,
    SignOnPaper,
)
from onething.areas.guidance.keeping import draft_of, keep, locked
from onething.areas.guidance.loosening import CHUNK, loosen
from onething.areas.guidance.models import DraftRow, ListRow, MissedCodeRow, WindowCodeRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.guidance.prechecks import carry
from onething.core.actors import Actor, Role
from onething.core.cases.ports import CaseMessages
from onething.core.catalogue.words import Way
from onething.core.exchange import AWAY, Answer, LookUp
from onething.core.guidance import (
    Change,
    Draft,
    DraftView,
    Looked,
    Sheet,
    differs,
    draft_from_data,
    draft_to_data,
    fitting,
    lookups_of,
    must_be_confirmed,
    sheet_of,
)
from onething.core.guidance.draft import placed
from onething.core.people import FAILURE_WINDOW
from onething.core.submission import Consent, GivenFile
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port, token


@transaction.atomic
def open_draft(
    actor: Actor,
    *,
    scene: str,
    now: datetime,
    guest: str = "",
    principal: str = "",
    channel: str = "portal",
    change: Change | None = None,
    representative: str = "",
    once: str = "",
) -> DraftView:
    """Begin a draft; its submission key is made here, once.

    guest: key of a visitor's browser, when nobody has signed in. principal: key of the person for whom the actor acts,
    "" for oneself. change: what has been answered already. representative: key of who stands at the window for the
    applicant, "" if that is the applicant. once: made for the page that asks; sent twice, it is one draft.
    Raises NotAllowed, SceneNotFound, NotRepresented, SignInFirst, and what `change_draft` raises.
    """
    actor.must(GuidancePermission.DRAFT)
    if not actor.id.startswith("user:") and not guest:
        raise SignInFirst
    package, found = showing.scene_now(actor, scene)
    draft = with_applicant(
        actor, Draft(scene=scene, scene_hash=found.hash, channel=channel), principal=principal, now=now
    )
    if change is not None:
        draft = with_change(actor, draft, change, package, found, now=now)
    if representative:
        draft = with_representative(actor, draft, representative=representative, now=now)
    owner = actor.id if actor.id.startswith("user:") else ""
    key = (
        hashlib.sha256(f"{owner or guest}:{scene}:{principal}:{once}".encode()).hexdigest()
        if once
        else token()
    )
    row = DraftRow(
        owner=owner,
        guest_hash="" if owner else showing.guest_hash(guest),
        scene=scene,
        scene_hash=found.hash,
        key=key,
        content=draft_to_data(draft),
        person=showing.key_of(draft.applicant) if draft.applicant else "",
        opened_at=now,
        changed_at=now,
        expires_at=showing.kept_until(package, found, now, owned=bool(owner)),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the page was sent before
        row = queries.visible_to(actor, guest=guest, now=now).get(key=key)
        draft = draft_from_data(row.content)
    return showing.view_of(actor, row, draft, now=now)


@transaction.atomic
def adopt_drafts(actor: Actor, *, guest: str, now: datetime) -> int:
    """Give the drafts of a guest key to the person who has signed in. Returns how many; nothing typed is lost."""
    actor.must(GuidancePermission.DRAFT)
    if not actor.id.startswith("user:"):
        raise SignInFirst
    rows = (
        DraftRow.objects.select_for_update().filter(
            owner="", guest_hash=showing.guest_hash(guest), expires_at__gt=now
        )
        if guest
        else DraftRow.objects.none()
    )
    count = 0
    for row in rows:
        draft = with_applicant(actor, draft_from_data(row.content), principal="", now=now)
        row.owner, row.guest_hash = actor.id, ""
        keep(actor, row, draft, now=now)
        count += 1
    return count


def change_draft(
    actor: Actor, *, draft_id: UUID, version: int, change: Change, now: datetime, guest: str = ""
) -> DraftView:
    """Keep what one page changed and return the draft as it is now; wrong values are kept, too, with what is wrong.

    What the person agreed to have looked up, and the new answers make needed, is looked up here.
    Raises NotAllowed, DraftNotFound, DraftSubmitted, DraftMoved, QuestionUnknown, AnswerRefused, BearersOutside,
    LineUnknown, WayRefused.
    """
    actor.must(GuidancePermission.DRAFT)
    with transaction.atomic():
        row, kept = locked(actor, draft_id, guest, now)
        package, scene = showing.scene_now(actor, row.scene)
        if change.applicant is not None and showing.is_handed(actor, row):
            raise NotYourDraft
        mine = with_change(actor, kept, change, package, scene, now=now)
        if row.version != version:
            if other := differs(mine, kept, package=package):
                raise DraftMoved(row.version, other)
            return showing.view_of(actor, row, kept, now=now)  # the same page, sent twice
        keep(actor, row, replace(mine, scene_hash=kept.scene_hash), now=now, package=package)
        if change.division is not None and not showing.is_handed(
            actor, row
        ):  # counts more than any window from now on
            WindowCodeRow.objects.filter(draft=row).update(window_before=change.division)
    if change.answers is not None or change.bearers is not None:
        return _look_up(actor, draft_id, guest=guest, now=now)
    return showing.view_of(actor, row, draft_from_data(row.content), now=now)


@transaction.atomic
def choose_principal(
    actor: Actor, *, draft_id: UUID, version: int, principal: str, now: datetime
) -> DraftView:
    """Say for whom it is: oneself ("") or someone whom one may represent. What was looked up about another goes.

    Raises DraftNotFound, DraftMoved, DraftSubmitted, NotRepresented.
    """
    actor.must(GuidancePermission.DRAFT)
    row, kept = locked(actor, draft_id, "", now)
    _same_version(row, version)
    package, _ = showing.scene_now(actor, row.scene)
    mine = with_applicant(actor, kept, principal=principal, now=now)
    if mine.applicant != kept.applicant:
        mine = replace(mine, looked=(), held={}, agreed=None, consents=())
        exchange.withdraw_consents(actor, ref=str(row.pk), now=now)
    keep(actor, row, mine, now=now, package=package)
    return showing.view_of(actor, row, mine, now=now)


def _same_version(row: DraftRow, version: int) -> None:
    if row.version != version:
        raise DraftMoved(row.version, ())


@transaction.atomic
def accept_news(actor: Actor, *, draft_id: UUID, now: datetime, guest: str = "") -> DraftView:
    """Note that the person has seen what a new version of the matter changed. Raises DraftNotFound, DraftSubmitted."""
    actor.must(GuidancePermission.DRAFT)
    row, kept = locked(actor, draft_id, guest, now)
    package, scene = showing.scene_now(actor, row.scene)
    if kept.scene_hash != scene.hash:
        kept = replace(fitting(kept, scene, package), scene_hash=scene.hash)
        keep(actor, row, kept, now=now, package=package)
    return showing.view_of(actor, row, kept, now=now)


# --- looking up ----------------------------------------------------------------------------------------------


def agree(
    actor: Actor, *, draft_id: UUID, version: int, sources: Collection[str], now: datetime
) -> DraftView:
    """Keep which of the offered sources may be used, all, some or none, and look them up.

    sources: ids of offer lines; none means that everything is typed and uploaded, with the same right.
    Raises NotAllowed, SignInFirst, DraftNotFound, DraftMoved, DraftSubmitted.
    """
    actor.must(GuidancePermission.DRAFT)
    with transaction.atomic():
        row, kept = locked(actor, draft_id, "", now)
        _same_version(row, version)
        if kept.applicant is None:
            raise SignInFirst
        package, _ = showing.scene_now(actor, row.scene)
        offer = {one.id: one for one in showing.view_of(actor, row, kept, now=now).offer}
        chosen = [offer[id] for id in offer if id in sources]
        person = showing.key_of(kept.applicant)
        given = exchange.give_consents(
            actor,
            person=person,
            scene=row.scene,
            ref=str(row.pk),
            shares=[(one.id, one.keys, one.purpose.zh[:300]) for one in chosen],
            now=now,
        )
        held = {
            one.licence: dict(one.values)
            for one in showing.held_by(actor, kept, on=now.astimezone(SHANGHAI).date())
            if f"licence:{one.licence}" in {line.id for line in chosen}
        }
        agreed = {one.id for one in chosen}
        mine = replace(
            kept,
            agreed=tuple(one.id for one in chosen),
            held=held,
            looked=tuple(one for one in kept.looked if one.share in agreed),
            consents=tuple(
                Consent(one.share, one.fields, one.purpose, one.given_at.astimezone(SHANGHAI), one.basis)
                for one in sorted(given, key=lambda one: one.share)
            ),
        )
        keep(actor, row, mine, now=now, package=package)
    return _look_up(actor, draft_id, guest="", now=now)


def look_again(actor: Actor, *, draft_id: UUID, now: datetime) -> DraftView:
    """Ask once more what was agreed to and could not be had. Raises DraftNotFound, DraftSubmitted."""
    actor.must(GuidancePermission.DRAFT)
    return _look_up(actor, draft_id, guest="", now=now, again=True)


def _look_up(actor: Actor, draft_id: UUID, *, guest: str, now: datetime, again: bool = False) -> DraftView:
    """Ask what is agreed to and not asked yet, outside any lock, then keep what came. Facts may ask for more: twice."""
    for _ in range(2):
        row = queries.visible_to(actor, guest=guest, now=now).filter(pk=draft_id, expires_at__gt=now).first()
        if row is None:
            raise DraftNotFound
        kept = draft_from_data(row.content)
        package, scene = showing.scene_now(actor, row.scene)
        asked = lookups_of(
            fitting(kept, scene, package),
            scene,
            package,
            ref=str(row.pk),
            subject=showing.key_of(kept.applicant) if kept.applicant else "",
            calendar=port(WorkCalendar),
            on=now.astimezone(SHANGHAI).date(),
            again=again,
        )
        if not asked or row.number:
            break
        answers = exchange.look_up_all(actor, asked=asked, now=now, package=package)
        with transaction.atomic():
            row, kept = locked(actor, draft_id, guest, now)
            known = replace(kept, looked=_with(kept.looked, asked, answers, now))
            keep(actor, row, placed(known, scene, package), now=now, package=package)
        again = False
    row = queries.visible_to(actor, guest=guest, now=now).get(pk=draft_id)
    return showing.view_of(actor, row, draft_from_data(row.content), now=now)


def _with(
    looked: tuple[Looked, ...], asked: tuple[LookUp, ...], answers: list[Answer], now: datetime
) -> tuple[Looked, ...]:
    """Return what is known with the new answers. A place asked anew keeps what it knew before."""
    found = {(one.share, one.role, one.bearer): one for one in looked}
    for one, answer in zip(asked, answers, strict=True):
        place = (one.share, one.role, one.bearer)
        before = found.get(place)
        names = (*one.fields, *one.facts, *one.materials)
        there = {*answer.values, *answer.materials}
        missing = tuple(name for name in (*one.fields, *one.materials) if name not in there)
        new = Looked(
            one.share,
            one.role,
            one.bearer,
            answer.outcome.value,
            names,
            {**(before.values if before else {}), **answer.values},
            {**(before.facts if before else {}), **answer.facts},
            tuple(dict.fromkeys((*(before.materials if before else ()), *answer.materials))),
            missing if answer.found else (),
            answer.as_of or (before.as_of if before else None),
            answer.reason,
            now.astimezone(SHANGHAI),
        )
        if before is not None:
            outcome = "answered" if "answered" in (before.outcome, new.outcome) else new.outcome
            names = tuple(dict.fromkeys((*before.names, *names)))
            kept = tuple(
                name for name in before.missing if name not in new.materials and name not in new.values
            )
            new = replace(new, outcome=outcome, names=names, missing=(*kept, *new.missing))
        found[place] = new
    return tuple(found.values())


def visit_draft(actor: Actor, *, draft_id: UUID, now: datetime, guest: str = "") -> DraftView:
    """Return a draft as `get_draft` does, and give it its full time again: once a day, and no new version of it.

    Raises NotAllowed, DraftNotFound.
    """
    view = queries.get_draft(actor, draft_id=draft_id, now=now, guest=guest)
    package, scene = showing.scene_now(actor, view.scene)
    until = showing.kept_until(package, scene, now, owned=not guest)
    old = DraftRow.objects.filter(pk=draft_id, number="", expires_at__lte=until - timedelta(days=1))
    if view.number or not old.update(expires_at=until, warned=False):
        return view
    return replace(view, expires_on=until.astimezone(SHANGHAI).date(), ends_soon=False)


# --- the end of a draft --------------------------------------------------------------------------------------


def make_sheet(actor: Actor, *, draft_id: UUID, now: datetime) -> Sheet:
    """Return exactly what would be handed over, to be read and signed.

    Raises DraftNotFound, SignInFirst, NotReady, NotConfirmed.
    """
    actor.must(GuidancePermission.SUBMIT)
    row, kept = draft_of(actor, draft_id, "", now)
    return _sheet(actor, showing.view_of(actor, row, kept, now=now), now=now)


def _sheet(actor: Actor, view: DraftView, *, now: datetime) -> Sheet:
    if view.draft.applicant is None:
        raise SignInFirst
    waits = [one for one in view.open_materials if one.way is not Way.CONFIRM]
    if not view.wrong_fields and not waits:
        must_be_confirmed(view.confirmings)
    if not view.ready:
        question = view.plan.next_question.text if view.plan.next_question else next(iter(view.recount), None)
        raise NotReady(view.wrong_fields, view.open_materials, question)
    package, scene = showing.scene_now(actor, view.scene)
    at = now.astimezone(SHANGHAI)
    clerk = Role.CLERK in actor.roles
    kept = replace(view.draft, channel="desk") if view.handed else view.draft
    signer = view.draft.representative.person.name if view.draft.representative else view.draft.applicant.name
    return sheet_of(
        kept,
        view.plan,
        view.fields,
        view.materials,
        scene,
        package,
        on=at.date(),
        at=at,
        signer=signer,
        intake=actor.id if clerk else "",
    )


def submit_draft(
    actor: Actor,
    *,
    draft_id: UUID,
    version: int,
    signed_hash: str,
    now: datetime,
    method: str = "electronic",
    scan: GivenFile | None = None,
) -> cases.Receipt:
    """Sign and hand over. Sent again, it gives the same receipt.

    signed_hash: hash of the sheet that was shown. method: "electronic", or "paper" at the window with its `scan`.
    Raises NotAllowed, SignOnPaper, DraftNotFound, DraftSubmitted, SignInFirst, DraftMoved, NotReady, NotConfirmed,
    SheetChanged, and what `cases.submit` raises.
    """
    actor.must(GuidancePermission.SUBMIT)
    if (Role.CLERK in actor.roles and method != "paper") or (method == "paper" and scan is None):
        raise SignOnPaper
    with transaction.atomic():
        row, kept = locked(actor, draft_id, "", now, submitted=True)
        if confirms := any(one.way is Way.CONFIRM for one in kept.ways.values()):
            # Nothing is taken back from here on.
            DraftRow.objects.filter(pk=row.pk, number="").update(handing_at=now)
    try:
        return _hand_in(
            actor, row, kept, version=version, signed_hash=signed_hash, now=now, method=method, scan=scan
        )
    finally:
        if confirms:
            DraftRow.objects.filter(pk=row.pk).update(handing_at=None)


def _hand_in(
    actor: Actor,
    row: DraftRow,
    kept: Draft,
    *,
    version: int,
    signed_hash: str,
    now: datetime,
    method: str,
    scan: GivenFile | None,
) -> cases.Receipt:
    if row.number and showing.is_handed(actor, row) and cases.find_receipt(actor, key=row.key) is None:
        raise DraftSubmitted(row.number)  # by the owner, while it lay at the window
    if row.number:
        return cases.get_receipt(actor, application=row.number)
    sheet = None
    if (earlier := cases.find_receipt(actor, key=row.key)) is None:
        _same_version(row, version)
        sheet = _sheet(actor, showing.view_of(actor, row, kept, now=now), now=now)
        if sheet.hash != signed_hash:
            raise SheetChanged
        signature = replace(sheet.submission.signature, sheet_hash=signed_hash, method=method, scan=scan)
        away = tuple(dict.fromkeys(f"share:{one.share}" for one in kept.looked if one.outcome in AWAY))
        submission = replace(sheet.submission, signature=signature, away=away)
        if Role.CLERK in actor.roles and kept.representative is not None:
            _still_represented(actor, kept, now=now)
        earlier = cases.submit(actor, submission=submission, key=row.key, now=now)
    with transaction.atomic():
        carry(row, sheet, application=earlier.number, now=now)
        DraftRow.objects.filter(pk=row.pk, number="").update(number=earlier.number)
    return earlier


def _still_represented(actor: Actor, draft: Draft, *, now: datetime) -> None:
    """Refuse what somebody signs for another at the window when the authority has ended since. Raises AuthorityEnded."""
    assert draft.applicant is not None, "a sheet was made of it"
    assert draft.representative is not None, "asked only of those who are represented"
    by = showing.key_of(draft.representative.person)
    try:
        authority_at_window(actor, draft, representative=by, now=now)
    except NotRepresented:
        raise cases.AuthorityEnded(showing.key_of(draft.applicant)) from None


@transaction.atomic
def delete_draft(actor: Actor, *, draft_id: UUID, now: datetime, guest: str = "") -> None:
    """Delete a draft for good with its files, and withdraw what was agreed for it.

    Raises DraftNotFound, DraftSubmitted, NotYourDraft for a window that has it before it.
    """
    actor.must(GuidancePermission.DRAFT)
    row, kept = locked(actor, draft_id, guest, now)
    if showing.is_handed(actor, row):
        raise NotYourDraft
    exchange.withdraw_consents(actor, ref=str(row.pk), now=now)
    loosen((file for files in kept.files.values() for file in files), now=now)
    row.delete()


@transaction.atomic
def delete_expired(actor: Actor, *, now: datetime) -> int:
    """Delete drafts whose time is over, with their files, checklists, and misses at the window that no longer count.

    Returns how many drafts. Raises NotAllowed.
    """
    actor.must(GuidancePermission.TIDY)
    count = 0
    while rows := list(DraftRow.objects.filter(expires_at__lte=now).order_by("pk")[:CHUNK]):
        kept = [draft_from_data(row.content).files for row in rows]
        loosen((file for lines in kept for files in lines.values() for file in files), now=now)
        DraftRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
        count += len(rows)
    MissedCodeRow.objects.filter(at__lt=now - FAILURE_WINDOW).delete()
    ListRow.objects.filter(ends_at__lte=now).delete()
    if count:
        audit.record(actor, action="guidance:expired", detail={"drafts": count}, now=now)
    return count


@transaction.atomic
def warn_of_end(actor: Actor, *, now: datetime) -> int:
    """Tell each owner once that a draft ends soon. Returns how many were told. Raises NotAllowed."""
    actor.must(GuidancePermission.TIDY)
    package = catalogue.current(actor)
    rows = (
        DraftRow.objects.select_for_update()
        .filter(number="", warned=False)
        .exclude(owner="")
        .exclude(person="")
    )
    told = 0
    for row in rows.order_by("pk"):
        if not showing.ends_soon(row, package, now) or row.scene not in package.scenes:
            continue
        draft = draft_from_data(row.content)
        person = draft.representative.person if draft.representative else draft.applicant
        assert person is not None, row.pk
        name = package.scenes[row.scene].name
        port(CaseMessages).tell(  # type: ignore[type-abstract]
            actor,
            person=showing.key_of(person),
            kind="draft_ends",
            facts={
                "draft": str(row.pk),
                "scene": {"zh": name.zh, "en": name.en},
                "ends_on": row.expires_at.astimezone(SHANGHAI).date().isoformat(),
            },
            application="",
            now=now,
        )
        row.warned = True
        row.save(update_fields=["warned"])
        told += 1
    return told
