"""Look-ups and consents.

The order of a look-up: grant, consent, question, log, answer. The log is written before a value leaves this module:
what is not written down was not looked up.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange.models import CallRow, ConsentRow
from onething.areas.exchange.permissions import ExchangePermission
from onething.areas.exchange.queries import GivenConsent, own
from onething.core.actors import Actor, Role
from onething.core.catalogue.model import Fact, Package
from onething.core.catalogue.words import Share
from onething.core.exchange import (
    Answer,
    Covered,
    DepartmentSystems,
    LookUp,
    Outcome,
    Question,
    Reply,
    covered,
    read_answer,
    reason,
)
from onething.core.looks import LookKind
from onething.kit.points import point
from onething.kit.ports import SHANGHAI, new_id, port

#: Who looks when the person concerned asks for it.
PLATFORM = Actor("system:exchange", "一件事平台（按您的同意）", frozenset({Role.SYSTEM}))


@transaction.atomic
def give_consents(
    actor: Actor,
    *,
    person: str,
    scene: str,
    ref: str,
    shares: Sequence[tuple[str, Sequence[str], str]],
    now: datetime,
) -> list[GivenConsent]:
    """Let exactly these shares be looked up for `ref`; whatever was agreed before and is not named is withdrawn.

    person: whose data. shares: (share, fields, purpose). Raises NotAllowed.
    """
    actor.must(ExchangePermission.CONSENT)
    held = {row.share: row for row in ConsentRow.objects.filter(ref=ref, withdrawn_at=None)}
    wanted = {share: (fields, purpose) for share, fields, purpose in shares}
    gone = [row.pk for share, row in held.items() if share not in wanted]
    ConsentRow.objects.filter(pk__in=gone).update(withdrawn_at=now)
    new = [
        ConsentRow(
            person=person,
            given_by=actor.id,
            share=share,
            scene=scene,
            ref=ref,
            fields=list(fields),
            purpose=purpose,
            given_at=now,
        )
        for share, (fields, purpose) in wanted.items()
        if share not in held
    ]
    ConsentRow.objects.bulk_create(new)
    if new or gone:
        audit.record(
            actor,
            action="exchange:consent",
            subject=person,
            detail={"ref": ref, "given": sorted(one.share for one in new), "withdrawn": len(gone)},
            now=now,
        )
    rows = [*(row for share, row in held.items() if share in wanted), *new]
    return [
        GivenConsent(r.share, r.scene, r.ref, tuple(r.fields), r.purpose, r.basis, r.given_at) for r in rows
    ]


@transaction.atomic
def withdraw_consents(actor: Actor, *, ref: str, now: datetime, share: str = "") -> int:
    """Withdraw the consents for a draft or application that the actor gave, or that are about the actor. From then on
    nothing is looked up by them; what was looked up before stays. Returns how many.

    share: only the one for this share. Law: 个人信息保护法 15.
    """
    rows = own(actor).filter(ref=ref, withdrawn_at=None)
    if share:
        rows = rows.filter(share=share)
    gone = list(rows.order_by("pk"))
    ConsentRow.objects.filter(pk__in=[row.pk for row in gone]).update(withdrawn_at=now)
    if gone:
        detail = {"ref": ref, "given": [], "withdrawn": len(gone), "shares": [row.share for row in gone]}
        audit.record(actor, action="exchange:consent", subject=gone[0].person, detail=detail, now=now)
    return len(gone)


def look_up(
    actor: Actor,
    *,
    asked: LookUp,
    now: datetime,
    package: Package | None = None,
    budget: float | None = None,
) -> Answer:
    """Look one share up; `look_up_all` for one."""
    return look_up_all(actor, asked=[asked], now=now, package=package, budget=budget)[0]


def look_up_all(
    actor: Actor,
    *,
    asked: Sequence[LookUp],
    now: datetime,
    package: Package | None = None,
    budget: float | None = None,
) -> list[Answer]:
    """Look up several at once and return an answer for each, in order; never later than `budget` seconds,
    by default `LOOK_UP_SECONDS` of the settings.

    Without a grant that covers item, role and datum today, or without consent where the share needs it, nothing is
    asked. A system that is slow, down or answers nonsense gives an answer with the reason and no values.
    Raises NotAllowed. Law: 政务数据共享条例; 个人信息保护法 13, 14.
    """
    actor.must(ExchangePermission.LOOK_UP)
    package = package or catalogue.current(actor)
    on = now.astimezone(SHANGHAI).date()
    agreed = set(
        ConsentRow.objects.filter(ref__in={one.ref for one in asked}, withdrawn_at=None).values_list(
            "ref", "share"
        )
    )
    plans: list[tuple[LookUp, Share | None, Covered | None, Outcome]] = []
    for one in asked:
        share = package.shares.get(one.share)
        allowed = covered(share, one, on=on) if share else None
        if share is None or not allowed:
            plans.append((one, share, None, Outcome.NO_GRANT))
        elif share.needs_consent and (one.ref, one.share) not in agreed:
            plans.append((one, share, None, Outcome.NO_CONSENT))
        else:
            plans.append((one, share, allowed, Outcome.ANSWERED))
    questions = [_question(one, share, allowed) for one, share, allowed, _ in plans if share and allowed]
    systems = port(DepartmentSystems) if questions else None  # type: ignore[type-abstract]
    replies = iter(
        systems.ask(questions, budget=settings.LOOK_UP_SECONDS if budget is None else budget)
        if systems
        else ()
    )
    point("exchange.asked")
    facts = _facts(package)
    answers: list[Answer] = []
    calls: list[CallRow] = []
    notes: list[audit.Note] = []
    for one, share, allowed, outcome in plans:
        reply = next(replies) if share and allowed else Reply(outcome)
        if share is None:
            answers.append(Answer(one.share, Outcome.NO_GRANT, one.role, one.bearer))
        elif allowed is None:
            answers.append(Answer(share.id, outcome, one.role, one.bearer, reason=reason(outcome, share)))
        else:
            answer = read_answer(share, one, allowed, reply, elements=package.elements, facts=facts, on=on)
            answers.append(answer)
            notes.append(_note(actor, one, share, allowed))
        calls.append(_call(actor, one, share, allowed, answers[-1], reply, now))
    with transaction.atomic():
        CallRow.objects.bulk_create(calls)
        if notes:
            audit.record_all(_looker(actor), notes=notes, now=now)
        point("exchange.before_commit")
    point("exchange.noted")
    return answers


def _question(one: LookUp, share: Share, allowed: Covered) -> Question:
    request = str(new_id())
    body = {
        "request": request,
        "purpose": allowed.purpose.zh,
        "scene": one.scene,
        "case": one.case,
        "subject": {"id_number": one.subject, "name": one.name},
        "role": one.role,
        "bearer": one.record or one.bearer,
        "fields": list(allowed.fields),
        "facts": list(allowed.facts),
        "materials": list(allowed.materials),
    }
    return Question(share.system, share.id, request, body)


def _facts(package: Package) -> dict[str, Fact]:
    found = {fact.id: fact for scene in package.scenes.values() for fact in scene.facts}
    return {fact.id: fact for item in package.items.values() for fact in item.facts} | found


def _note(actor: Actor, one: LookUp, share: Share, allowed: Covered) -> audit.Note:
    return audit.Note.of_look(
        one.subject,
        (*allowed.fields, *allowed.facts, *allowed.materials),
        allowed.purpose,
        case=one.case,
        source=share.id,
        kind=LookKind.SYSTEM,
        **{"for": actor.id},
    )


def _looker(actor: Actor) -> Actor:
    """Return who stands in the log: a look that a person set off is the platform's, and the person sees it."""
    return PLATFORM if actor.person_id else actor


def _call(
    actor: Actor,
    one: LookUp,
    share: Share | None,
    allowed: Covered | None,
    answer: Answer,
    reply: Reply,
    now: datetime,
) -> CallRow:
    return CallRow(
        at=now,
        actor=actor.id,
        department=actor.department,
        subject=one.subject,
        share=one.share,
        system=share.system if share else "",
        scene=one.scene,
        ref=one.ref,
        case=one.case,
        role=one.role,
        asked=sorted((*allowed.fields, *allowed.facts, *allowed.materials)) if allowed else [],
        purpose=allowed.purpose.zh if allowed else "",
        outcome=answer.outcome.value,
        milliseconds=reply.milliseconds,
    )
