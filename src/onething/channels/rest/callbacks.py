"""What department systems tell: signed, fresh, once, and in the order of their own counting."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from onething.adapters.departments import is_signed
from onething.adapters.departments.signing import KEY, MOMENT, NONCE, SIGNATURE, WINDOW_SECONDS
from onething.areas.cases import api as cases
from onething.channels.rest.errors import NotADecision, SignatureRefused, SystemUnknown
from onething.channels.rest.models import NonceRow
from onething.channels.rest.shapes import News, NewsOut
from onething.core.actors import Actor, Role
from onething.kit import problems
from onething.kit.ports import now

router = Router(tags=["department systems"])
#: A system counts for each push it answers; a case has one count: events of the case first, news of each inside it.
NEWS_OF_A_PUSH = 1000
NEEDED = ("officer", "facts", "article", "remedy")


@router.post("/callbacks/{system}", response={202: NewsOut}, url_name="rest-callback")
def receive(
    request: HttpRequest, payload: News, system: str = Path(max_length=60)
) -> Status[dict[str, bool]]:
    """Take in what a department system tells of a case. What came before, or is older, changes nothing."""
    if payload.event == "received":
        return Status(202, {"applied": False})
    actor = Actor(f"system:{system}", system, frozenset({Role.SYSTEM}))
    case, _, sequence = payload.key.partition("/")
    if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 6):
        raise cases.CaseNotFound(payload.key)
    applied = cases.receive_callback(
        actor,
        system=system,
        version=int(sequence) * NEWS_OF_A_PUSH + payload.sequence,
        case=case,
        body={"text": _words(payload), "favourable": payload.outcome != "refused"},
        now=now(),
    )
    return Status(202, {"applied": applied})


def _words(news: News) -> str:
    """Return the opinion in words. A machine's decision decides nothing here: it is an opinion of that department.

    Raises NotADecision for a refusal that does not say what a refusal must.
    """
    if news.event == "finding":
        return news.text
    if news.outcome == "refused":
        if missing := [name for name in NEEDED if not getattr(news, name).strip()]:
            raise NotADecision("、".join(missing))
        return f"部门系统意见：不予。{news.facts}（{news.article}；经办人 {news.officer}；{news.remedy}）"
    if news.outcome != "granted":
        raise NotADecision("outcome")
    return f"部门系统意见：准予。{news.text}".strip()


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
