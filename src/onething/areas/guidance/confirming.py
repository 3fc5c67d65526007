"""What both sides of a confirmation share: replies kept and told, and who may give them."""

from datetime import datetime, timedelta

from onething.areas.audit import api as audit
from onething.areas.guidance import showing
from onething.areas.guidance.errors import ConfirmationOver
from onething.areas.guidance.models import ConfirmationRow, DraftRow
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.confirmations import Confirmation
from onething.core.guidance import Confirming, Draft, LineUnknown, Standing, StatementNotFound
from onething.core.guidance.confirming import authority_over, reply, take_back
from onething.core.people import Authority
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, port

#: So long a submission may be under way; after that it is taken to have failed.
HANDING = timedelta(minutes=10)


def given_of(row: DraftRow, line: str) -> list[Confirmation]:
    """Return what was said to a line so far, in order."""
    return [one.to_core() for one in ConfirmationRow.objects.filter(draft=row, line=line).order_by("pk")]


def line_of(actor: Actor, row: DraftRow, draft: Draft, line: str, *, now: datetime) -> Confirming:
    """Raises LineUnknown for a line that is not given by confirming."""
    read = showing.read_draft(actor, row, draft, now=now)
    for one in read.confirmings:
        if one.asked.line == line:
            return one
    raise LineUnknown(line)


def keep_reply(
    actor: Actor,
    row: DraftRow,
    draft: Draft,
    one: Confirming,
    *,
    shown_hash: str,
    confirmed: bool,
    reason: str,
    now: datetime,
) -> None:
    given = reply(
        one.asked,
        shown_hash=shown_hash,
        confirmed=confirmed,
        reason=reason,
        person=actor.person_id,
        name=actor.name,
        actor=actor.id,
        authorities=authorities_of(actor),
        now=now.astimezone(SHANGHAI),
    )
    same = one.reply is not None and one.standing in (Standing.CONFIRMED, Standing.REFUSED)
    if same and one.reply and (one.reply.confirmed, one.reply.reason) == (given.confirmed, given.reason):
        return  # the page was sent twice, or somebody of the same organisation was faster
    _not_handed_in(row, now)
    assert one.asked.statement is not None, "nobody replies to nothing"
    kept = Confirmation(one.asked.statement, given)
    _keep(actor, row, draft, kept, "confirm_given" if confirmed else "confirm_refused", now=now)


def keep_taken_back(
    actor: Actor,
    row: DraftRow,
    draft: Draft,
    given: list[Confirmation],
    *,
    line: str,
    bearer: str,
    now: datetime,
) -> None:
    _not_handed_in(row, now)
    back = take_back(
        given,
        line=line,
        bearer=bearer,
        person=actor.person_id,
        name=actor.name,
        actor=actor.id,
        authorities=authorities_of(actor),
        now=now.astimezone(SHANGHAI),
    )
    _keep(actor, row, draft, back, "confirm_withdrawn", now=now)


def _keep(
    actor: Actor, row: DraftRow, draft: Draft, given: Confirmation, kind: str, *, now: datetime
) -> None:
    """Write the reply down and tell the applicant."""
    ConfirmationRow.of(row, given).save(force_insert=True)
    said = given.reply
    write_down(actor, row, kind, said.line, now=now, hash=said.hash, authority=said.authority)
    signer = draft.representative.person if draft.representative else draft.applicant
    if actor.id != row.owner and signer is not None:
        paper, role = given.statement.paper, given.statement.role
        facts = facts_of(actor, row, paper, role, draft=str(row.pk), who=said.name, reason=said.reason)
        tell(actor, showing.key_of(signer), kind, facts, now=now)


def _not_handed_in(row: DraftRow, now: datetime) -> None:
    """Raises ConfirmationOver."""
    if row.number or (row.handing_at is not None and now - row.handing_at < HANDING):
        raise ConfirmationOver


def facts_of(actor: Actor, row: DraftRow, paper: Text, role: Text, **more: str) -> dict[str, object]:
    _, scene = showing.scene_now(actor, row.scene)
    named = {"scene": scene.name, "paper": paper, "role": role}
    return {**{name: {"zh": text.zh, "en": text.say("en")} for name, text in named.items()}, **more}


def authorities_of(actor: Actor) -> list[Authority]:
    return people.list_authorities(actor, organisations=True) if actor.person_id else []


def may_reply(actor: Actor, held: list[Authority], bearer: str, scene: str, *, now: datetime) -> bool:
    try:
        authority_over(bearer, actor.person_id, held, scene=scene, now=now.astimezone(SHANGHAI))
    except StatementNotFound:
        return False
    return True


def tell(actor: Actor, person: str, kind: str, facts: dict[str, object], *, now: datetime) -> None:
    port(CaseMessages).tell(  # type: ignore[type-abstract]
        actor, person=person, kind=kind, facts=facts, application="", now=now
    )


def write_down(actor: Actor, row: DraftRow, what: str, line: str, *, now: datetime, **more: str) -> None:
    audit.record(
        actor,
        action=f"guidance:{what}",
        subject=row.person,
        detail={"draft": str(row.pk), "line": line, **more},
        now=now,
    )
