"""Papers that another party confirms: for the system of who asks, and for that of who is asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from onething.areas.guidance import api as guidance
from onething.channels.rest.shapes import Strict
from onething.core.confirmations import Reply, Statement, StatementRow
from onething.core.source import Text
from onething.kit.ports import now

router = Router(tags=["confirming"])


class LineIn(Strict):
    line: str = Field(max_length=200)


class OwnIn(LineIn):
    hash: str = Field(max_length=64, description="of the statement that was read")


class AnswerIn(Strict):
    hash: str = Field(max_length=64, description="of the statement that was read")
    confirmed: bool
    reason: str = Field("", max_length=500, description="of a refusal")


class StatementOut(Schema):
    """hash: what an answer names."""

    hash: str
    texts: tuple[Text, ...]
    rows: tuple[StatementRow, ...]


class ReplyOut(Schema):
    confirmed: bool
    name: str
    at: datetime
    reason: str


class ConfirmingOut(Schema):
    """missing: what the statement lacks; changed: what is other than when it was confirmed. mine: the caller may confirm it."""

    line: str
    paper: Text
    role: Text
    standing: guidance.Standing
    statement: StatementOut | None
    missing: tuple[Text, ...]
    changed: tuple[Text, ...]
    reply: ReplyOut | None
    request: UUID | None
    told_at: datetime | None
    mine: bool


class RequestOut(Schema):
    """The page of `request` is /confirm/{request}; it may be passed on."""

    request: UUID


class AwaitedOut(Schema):
    """for_whom: the organisation or person for whom the caller answers, "" for itself."""

    id: UUID
    scene: Text
    applicant: str
    paper: Text
    role: Text
    for_whom: str
    told_at: datetime
    standing: guidance.Standing | Literal["handed_in", "not_asked"]
    statement: StatementOut | None
    changed: tuple[Text, ...]
    reply: ReplyOut | None


@router.get(
    "/drafts/{draft}/confirmations", response=list[ConfirmingOut], url_name="rest-draft-confirmations"
)
def list_requested(request: HttpRequest, draft: UUID) -> list[Mapping[str, Any]]:
    """How each line of a draft stands that is given by confirming (the way `confirm`)."""
    return [_requested(one) for one in guidance.list_requested(request.actor, draft_id=draft, now=now())]


@router.post("/drafts/{draft}/confirmations", response={201: RequestOut}, url_name="rest-draft-confirmations")
def ask(request: HttpRequest, draft: UUID, payload: LineIn) -> Status[dict[str, Any]]:
    """Ask whoever bears a line to confirm it; those who are registered to act for the bearer are told."""
    made = guidance.ask_to_confirm(request.actor, draft_id=draft, line=payload.line, now=now())
    return Status(201, {"request": made})


@router.put("/drafts/{draft}/confirmations", response={204: None}, url_name="rest-draft-confirmations")
def confirm_own(request: HttpRequest, draft: UUID, payload: OwnIn) -> Status[None]:
    """Confirm a line of one's own draft that one bears oneself, or signs for."""
    guidance.confirm_own(request.actor, draft_id=draft, line=payload.line, shown_hash=payload.hash, now=now())
    return Status(204, None)


@router.delete("/drafts/{draft}/confirmations", response={204: None}, url_name="rest-draft-confirmations")
def withdraw(
    request: HttpRequest, draft: UUID, line: str, what: Literal["request", "confirmation"] = "request"
) -> Status[None]:
    """Ask nobody any more, or take back what one confirmed oneself."""
    act = guidance.withdraw_request if what == "request" else guidance.take_own_back
    act(request.actor, draft_id=draft, line=line, now=now())
    return Status(204, None)


@router.get("/confirmations", response=list[AwaitedOut], url_name="rest-confirmations")
def list_awaited(request: HttpRequest) -> list[Mapping[str, Any]]:
    """What one is asked to confirm, for oneself or for whom one may act."""
    return [_awaited(one) for one in guidance.list_awaited(request.actor, now=now())]


@router.get("/confirmations/{request_id}", response=AwaitedOut, url_name="rest-confirmation")
def read_awaited(request: HttpRequest, request_id: UUID) -> Mapping[str, Any]:
    """The statement. The look is written down, and the applicant sees it."""
    return _awaited(guidance.read_awaited(request.actor, request_id=request_id, now=now()))


@router.post("/confirmations/{request_id}", response={204: None}, url_name="rest-confirmation")
def answer(request: HttpRequest, request_id: UUID, payload: AnswerIn) -> Status[None]:
    """Confirm what was read, or refuse it with a reason; 409 if it has changed since."""
    guidance.reply_to(
        request.actor,
        request_id=request_id,
        shown_hash=payload.hash,
        confirmed=payload.confirmed,
        reason=payload.reason,
        now=now(),
    )
    return Status(204, None)


@router.delete("/confirmations/{request_id}", response={204: None}, url_name="rest-confirmation")
def take_back(request: HttpRequest, request_id: UUID) -> Status[None]:
    """Take a confirmation back, as long as it is not handed in."""
    guidance.take_reply_back(request.actor, request_id=request_id, now=now())
    return Status(204, None)


def _requested(one: guidance.Requested) -> dict[str, Any]:
    asked = one.confirming.asked
    return {
        "line": asked.line,
        "paper": asked.paper,
        "role": asked.role,
        "standing": one.confirming.standing,
        "statement": _statement(asked.statement),
        "missing": asked.missing,
        "changed": one.confirming.changed,
        "reply": _reply(one.confirming.reply),
        "request": one.request,
        "told_at": one.told_at,
        "mine": one.mine,
    }


def _awaited(one: guidance.Awaited) -> dict[str, Any]:
    now_, kept = one.confirming, one.given
    statement = now_.asked.statement if now_ else kept.statement if kept else None
    reply = now_.reply if now_ else kept.reply if kept else None
    names = ("id", "scene", "applicant", "paper", "role", "for_whom", "told_at")
    return {
        **{name: getattr(one, name) for name in names},
        "standing": one.standing,
        "statement": _statement(statement),
        "changed": now_.changed if now_ else (),
        "reply": _reply(reply),
    }


def _statement(one: Statement | None) -> dict[str, Any] | None:
    return {"hash": one.hash, "texts": one.texts, "rows": one.rows} if one else None


def _reply(one: Reply | None) -> dict[str, Any] | None:
    return {name: getattr(one, name) for name in ("confirmed", "name", "at", "reason")} if one else None
