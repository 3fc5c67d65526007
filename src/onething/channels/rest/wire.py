"""What every request passes: tokens, readable bodies, keys of writes, versions; and how answers are written."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from threading import Event
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from onething.areas.people import api as people
from onething.channels.rest.errors import BodyUnreadable, KeyMissing, KeyReused, MatchMissing, Moved
from onething.channels.rest.models import AnswerRow
from onething.core.actors import Actor, Role
from onething.kit import problems
from onething.kit.ports import now
from onething.kit.statements import Lookup, insert

View = Callable[..., HttpResponse]
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 100
#: Headers that belong to an answer and come again with it.
KEPT_HEADERS = ("ETag", "Location", "Content-Type")
#: The status of an answer that is still to come, and how long a process may take for it.
CLAIMED, LONGEST_CLAIM = 0, timedelta(minutes=1)
#: A twin looks so often, so many seconds apart, for the answer of the first.
PATIENCE, PAUSE_SECONDS = 300, 0.1
_PAUSE = Event()  # never set
_ANSWER = Lookup(AnswerRow, "actor", "key")
_READER = Actor(id="job:rest", name="rest", roles=frozenset({Role.SYSTEM}))


def of_token(request: HttpRequest) -> Actor | None:
    """Return the actor of a bearer token; None without one. A token that does not hold makes a visitor."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return Actor.visitor()
    account = people.find_account_by_token(_READER, token=token.strip(), now=now())
    return account.to_actor() if account else Actor.visitor()


def readable(view: View) -> View:
    """Refuse what no text may hold before anything looks at it: NUL in the address."""

    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        texts = [*map(str, kwargs.values()), *request.GET.keys()]
        texts += [text for values in request.GET.lists() for text in values[1]]
        if any(not _is_text(text) for text in texts):
            return problems.respond(request, BodyUnreadable(), status=400)
        return view(request, *args, **kwargs)

    return handle


def _is_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def keyed(view: View, *, own: bool = False, atomic: bool = True) -> View:
    """Let every write carry a key: the same key with the same request gives the same answer, with another one 409.

    own: the service keeps the key itself (`key_of`). atomic: effects and answer are kept together; without it the
    answer follows its effects, for services that speak to other systems in between.
    """

    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in WRITES:
            return view(request, *args, **kwargs)
        key = request.headers.get(KEY_HEADER, "")
        if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
            return problems.respond(request, KeyMissing(), status=400)
        if own:
            return view(request, *args, **kwargs)
        try:
            digest = _digest(request)
        except RequestDataTooBig:
            return problems.bad_request(request, RequestDataTooBig())
        if (again := _again(request, key, digest)) is not None:
            return again
        response = _first(view, request, args, kwargs, key, digest, atomic=atomic)
        if response is None:
            response = _answer_of_the_first(request, key, digest)
        elif response.status_code >= 400:  # its twin may have been faster: then nothing is as it was
            response = _again(request, key, digest) or response
        return response or problems.respond(request, Moved(), status=409)

    return handle


def key_of(request: HttpRequest) -> str:
    """Return the key of a write as services keep it: two callers may choose the same one."""
    text = f"{request.actor.id}\n{request.headers.get(KEY_HEADER, '')}"
    return f"rest:{hashlib.sha256(text.encode()).hexdigest()}"


def _digest(request: HttpRequest) -> str:
    made = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    made.update(request.headers.get("If-Match", "").encode() + b"\n")
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            made.update(json.dumps([name, values]).encode())
        for name, file in sorted(request.FILES.items()):
            made.update(json.dumps([name, file.name, file.size]).encode())
            for part in file.chunks():
                made.update(part)
            file.seek(0)
    else:
        made.update(request.body)
    return made.hexdigest()


def _again(request: HttpRequest, key: str, digest: str) -> HttpResponse | None:
    row = _ANSWER.first(request.actor.id, key)
    if row is None:
        return None
    if row.digest != digest:
        return problems.respond(request, KeyReused())
    if row.status == CLAIMED:
        return None
    response = HttpResponse(bytes(row.body), status=row.status)
    for name, value in row.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _first(  # type: ignore[no-untyped-def]
    view: View, request: HttpRequest, args, kwargs, key: str, digest: str, *, atomic: bool
) -> HttpResponse | None:
    """Carry the request out and keep its answer. None: someone with the same key was faster by a moment."""
    if not atomic:
        return _claimed(view, request, args, kwargs, key, digest)
    try:
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if response.status_code < 300:
                insert([_row(request, response, key, digest)])
            else:
                transaction.set_rollback(True)
    except IntegrityError:
        if not AnswerRow.objects.filter(actor=request.actor.id, key=key).exists():
            raise
        return None
    return response


def _claimed(view: View, request: HttpRequest, args, kwargs, key: str, digest: str) -> HttpResponse | None:  # type: ignore[no-untyped-def]
    """Claim the key, carry the request out, and keep its answer in place of the claim. None: a twin has claimed it."""
    mine = AnswerRow.objects.filter(actor=request.actor.id, key=key, status=CLAIMED)
    mine.filter(at__lt=now() - LONGEST_CLAIM).delete()  # of a process that died
    empty = HttpResponse(status=202)
    claim = _row(request, empty, key, digest)
    claim.status = CLAIMED
    try:
        with transaction.atomic():
            insert([claim])
    except IntegrityError:
        return None
    response = None
    try:
        response = view(request, *args, **kwargs)
    finally:
        if response is None or response.status_code >= 300:
            mine.delete()
    if response.status_code < 300:
        kept = _row(request, response, key, digest)
        mine.update(status=kept.status, headers=kept.headers, body=kept.body, at=kept.at)
    return response


def _answer_of_the_first(request: HttpRequest, key: str, digest: str) -> HttpResponse | None:
    """Return what the twin that was faster was answered; None if it takes too long, or came to nothing."""
    for _ in range(PATIENCE):
        if (again := _again(request, key, digest)) is not None:
            return again
        if _ANSWER.first(request.actor.id, key) is None:
            return None
        _PAUSE.wait(PAUSE_SECONDS)
    return None


def _row(request: HttpRequest, response: HttpResponse, key: str, digest: str) -> AnswerRow:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return AnswerRow(
        actor=request.actor.id,
        key=key,
        digest=digest,
        status=response.status_code,
        headers=headers,
        body=response.content,
        at=now(),
    )


# --- versions ------------------------------------------------------------------------------------------------


def mark(response: HttpResponse, version: int) -> None:
    """Say which version the answer shows."""
    response.headers["ETag"] = f'"{version}"'


def unchanged(
    request: HttpRequest, response: HttpResponse, *parts: str, tag: str = ""
) -> HttpResponse | None:
    """Say by an ETag which content the answer shows, and return 304 to a reader who has it already (RFC 9110 §13.1.2).

    parts: everything that the content hangs on besides its address and the language; tag: an ETag of its own instead.
    """
    language = get_language() or "zh"
    made = tag or hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    etag = f'"{made}"' if language.startswith("zh") else f'"{made}-{language}"'
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    given = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if etag not in given and given != ["*"]:
        return None
    same = HttpResponse(status=304)
    del same.headers["Content-Type"]
    for name in ("ETag", "Vary"):
        same.headers[name] = response.headers[name]
    return same


def seen(request: HttpRequest) -> int:
    """Return the version that the caller saw. Raises MatchMissing (428), Moved (412) for none that ever was."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise MatchMissing
    text = header.removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Moved
    return int(text)


# --- reading and writing -------------------------------------------------------------------------------------


class StrictParser(Parser):
    """JSON as RFC 8259 has it: UTF-8, no NaN, no half characters, numbers that a database can hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            data = json.loads(request.body, parse_constant=_no_number, parse_int=_whole)
            json.dumps(data, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise BodyUnreadable from None
        if b"\\u0000" in request.body:
            raise BodyUnreadable
        return data


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _whole(text: str) -> int:
    number = int(text)
    if not -(2**53) < number < 2**53:
        raise ValueError(text)
    return number


class PlainRenderer(BaseRenderer):
    """JSON with Chinese as Chinese."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return json.dumps(data, ensure_ascii=False, default=plain, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return what JSON knows for what it does not."""
    if isinstance(value, date):  # a moment is a date, too
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(type(value))
