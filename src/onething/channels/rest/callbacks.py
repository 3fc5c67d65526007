"""What department systems tell: signed, fresh, once, and in the order of their own counting."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from onething.adapters.departments import is_signed
from onething.adapters.departments.signing import KEY, MOMENT, NONCE, SIGNATURE, WINDOW_SECONDS
from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.licences import api as licences
from onething.channels.rest.errors import NotADecision, SignatureRefused, SystemUnknown
from onething.channels.rest.models import NonceRow
from onething.channels.rest.shapes import LicenceUseOfSystem, News, NewsOut, RegisteredIn
from onething.core.actors import Actor, Role
from onething.core.cases.elsewhere import HandedOver, Standing, missing_in, version_of
from onething.core.licences import LicenceData
from onething.kit import problems
from onething.kit.ports import now

router = Router(tags=["department systems"])
#: What a decision of a department system says.
DECISION = {"outcome", "officer", "facts", "article", "reason", "remedy", "gives"}


@router.post("/callbacks/{system}", response={202: NewsOut}, url_name="rest-callback")
def receive(
    request: HttpRequest, payload: News, system: str = Path(max_length=60)
) -> Status[dict[str, bool]]:
    """Take in what a department system tells of a case. What came before, or is older, changes nothing."""
    actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
    case, _, sequence = payload.key.partition("/")
    if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 6):
        raise cases.CaseNotFound(payload.key)
    applied = cases.receive_callback(
        actor,
        system=system,
        version=version_of(int(sequence), payload.sequence),
        case=case,
        body=_body(payload),
        now=now(),
    )
    return Status(202, {"applied": applied})


@router.post("/registered/{system}", response={202: NewsOut}, url_name="rest-registered")
def register(
    request: HttpRequest, payload: RegisteredIn, system: str = Path(max_length=60)
) -> Status[dict[str, bool]]:
    """Register a case that a department system handles wholly: number, item, applicant, dates, status."""
    actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
    case = HandedOver(
        payload.number,
        payload.sequence,
        payload.item,
        payload.person,
        payload.name,
        payload.received_on,
        Standing(payload.status),
        payload.due_on,
        payload.ended_on,
    )
    return Status(202, {"applied": cases.register(actor, system=system, case=case, now=now())})


@router.post("/licence-uses/{system}", response=LicenceData, url_name="rest-licence-use-of-system")
def use_licence(
    request: HttpRequest, payload: LicenceUseOfSystem, system: str = Path(max_length=60)
) -> LicenceData:
    """Read fields of a licence of a case's applicant, on the holder's leave or an article of the item; the holder sees it."""
    actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
    return licences.use_in_case(actor, **payload.model_dump(), now=now())


def _body(news: News) -> dict[str, Any]:
    """Return the news as the inbox keeps it: that it came, an opinion, or a decision with the same in words.

    Raises NotADecision for a refusal, or a grant in part, that does not say what it must.
    """
    if news.event == "received":
        return {"received": True}
    if news.event == "finding":
        return {"text": news.text, "favourable": news.outcome != "refused"}
    content = "" if news.outcome == "refused" else news.text
    decision = {**news.model_dump(include=DECISION), "content": content}
    if missing := missing_in(decision):
        raise NotADecision("、".join("text" if name == "content" else name for name in missing))
    if news.outcome == "granted":
        words = f"准予。{news.text}".strip()
    elif news.outcome:
        why = f"{news.reason or news.facts}（{news.article}；经办人 {news.officer}；{news.remedy}）"
        words = f"部分准予。{news.text}；其余不予：{why}" if news.outcome == "partly" else f"不予。{why}"
    else:
        raise NotADecision("outcome")
    return {
        "text": f"部门系统意见：{words}",
        "favourable": news.outcome == "granted",
        "decision": decision,
    }


def signed(
    view: Callable[..., HttpResponse], *, keys: Callable[[], Mapping[str, bytes]]
) -> Callable[..., HttpResponse]:
    """Let nothing through that the system itself did not sign just now, and each signature once.

    keys: gives the key of each system that may call here.
    """

    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        system = str(kwargs.get("system", ""))
        key = keys().get(system)
        if key is None:
            return problems.respond(request, SystemUnknown(system[:60]))
        if not _is_from(request, system, key):
            detail = {"system": system, "size": len(request.body)}
            audit.record(Actor.visitor(), action="rest:callback_refused", detail=detail, now=now())
            return problems.respond(request, SignatureRefused(), status=401)
        return view(request, *args, **kwargs)

    return handle


def _is_from(request: HttpRequest, system: str, key: bytes) -> bool:
    at = now()
    headers = {name: request.headers.get(name, "") for name in (MOMENT, NONCE, SIGNATURE)}
    if request.headers.get(KEY) != system:
        return False
    moment = int(at.timestamp())
    if not is_signed(key, headers, "POST", request.path, request.body, moment=moment):
        return False
    NonceRow.objects.filter(at__lt=at - timedelta(seconds=2 * WINDOW_SECONDS)).delete()
    try:
        with transaction.atomic():
            NonceRow.objects.create(system=system, nonce=headers[NONCE], at=at)
    except IntegrityError:
        return False
    return True
