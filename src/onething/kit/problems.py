"""Turns errors into what the caller sees, once for the whole house: a page in the reader's language, or problem+json.

The words of an error come from its code: every application may have a `sentences.py` with a `SENTENCES` table.
"""

import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onething.core.errors import Conflict, DomainError, NotAllowed, NotFound, RuleBroken, Unavailable
from onething.core.findings import Finding
from onething.core.source import Text

log = structlog.get_logger("onething.problem")

STATUS: Mapping[type[DomainError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    RuleBroken: 422,
    Conflict: 409,
    Unavailable: 503,
}


#: In place of the first part of a sentence: the words that the error itself brings.
OWN = "{sentence}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an error says. Both parts are lazily translated and may name the error's facts: `{year}`.

    what: what is wrong, and where. next: what the reader can do now.
    """

    what: str | Promise
    next: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its facts filled in, in the reader's language."""

    what: str
    next: str

    def __str__(self) -> str:
        return f"{self.what}{'' if self.what.endswith(('。', '！', '？')) else ' '}{self.next}".strip()


def speakers() -> Sequence[str]:
    """Return the packages that may have words of their own: kit, areas, channels, adapters."""
    return ["onething.kit", *settings.AREAS, *settings.CHANNELS, *settings.ADAPTERS]


@cache
def sentences() -> Mapping[str, Sentence]:
    """Return the sentence of every code, gathered from the packages. A code said twice is our mistake.

    `codes.*` stands for every code of that family that brings its own words and only lacks what to do.
    """
    gathered: dict[str, Sentence] = {}
    for package in speakers():
        if not find_spec(f"{package}.sentences"):
            continue
        for code, sentence in import_module(f"{package}.sentences").SENTENCES.items():
            assert code not in gathered, f"{code} has two sentences; the second is in {package}.sentences"
            gathered[code] = sentence
    return gathered


def status_of(error: DomainError) -> int:
    for family, status in STATUS.items():
        if isinstance(error, family):
            return status
    return 500


def family_of(error: DomainError) -> str:
    """Return the code of the family, whose sentence stands in for a code without one."""
    for family in STATUS:
        if isinstance(error, family):
            return f"family.{family.__name__}"
    return "family.DomainError"


def own_words(error: DomainError) -> str:
    """Return the words that the error itself carries in the active language, "" if it has none.

    Rules say their words as a `Text`: `sentence`, `text` or `reason` ready, `sentences` to be filled with the facts.
    """
    language = get_language() or "zh-hans"
    for name in ("sentence", "text", "reason"):
        if isinstance(words := getattr(error, name, None), Text):
            return words.say(language)
    pattern = getattr(error, "sentences", None)
    return pattern.say(language).format_map(_facts(error)) if isinstance(pattern, Text) else ""


def say(error: DomainError) -> Said:
    """Return the words of `error` in the active language: its code's sentence, else its own, else its family's."""
    known = sentences()
    family = known.get(f"{error.code.partition('.')[0]}.*") or known[family_of(error)]
    sentence = known.get(error.code, family)
    facts = _facts(error)
    what = "" if error.code in known and sentence.what != OWN else own_words(error)
    return Said(
        what or str(sentence.what).format_map(facts), str(sentence.next or family.next).format_map(facts)
    )


def _facts(error: DomainError) -> "_Facts":
    return _Facts({name: show(value) for name, value in error.facts().items()})


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def show(value: Any) -> Any:
    """Return a fact as the reader's language writes it: days with their weekday, texts in that language."""
    language = get_language() or "zh-hans"
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, datetime):
        return f"{show(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return written_day(value, language)
    if isinstance(value, timedelta):
        minutes = -(-int(value.total_seconds()) // 60)
        return f"{minutes} minutes" if language.startswith("en") else f"{minutes} 分钟"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ("、" if not language.startswith("en") else ", ").join(str(show(part)) for part in value)
    return value


_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written_day(day: date, language: str, *, year: bool = True, weekday: bool = True) -> str:
    """Return `2026 年 3 月 19 日 周四` or `Thu 19 Mar 2026`."""
    if language.startswith("en"):
        text = f"{day.day} {_ENGLISH_MONTHS[day.month - 1]}"
        text = f"{_ENGLISH_DAYS[day.weekday()]} {text}" if weekday else text
        return f"{text} {day.year}" if year else text
    text = f"{day.month} 月 {day.day} 日"
    text = f"{day.year} 年 {text}" if year else text
    return f"{text} 周{'一二三四五六日'[day.weekday()]}" if weekday else text


def wants_json(request: HttpRequest) -> bool:
    """A machine asks: under /api/, or its Accept names JSON and no HTML."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accept and "text/html" not in accept)


def respond(request: HttpRequest, error: DomainError, *, status: int | None = None) -> HttpResponse:
    """Answer with the problem, in the shape and language that the caller reads."""
    status = status or status_of(error)
    said = say(error)
    found = findings_of(error)
    if wants_json(request):
        facts = {k: _plain(v) for k, v in error.facts().items() if k != "findings"}
        errors = [{"where": one.scene, "what": show(one.message), "code": one.code} for one in found]
        return problem_json(status=status, code=error.code, said=said, facts=facts, errors=errors)
    return problem_page(
        request, status=status, code=error.code, said=said, found=[show(one.message) for one in found]
    )


def findings_of(error: DomainError) -> Sequence[Finding]:
    """Return everything that an error found wrong, one by one; nothing for one that is about a single thing."""
    return getattr(error, "findings", ())


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(part) for part in value]
    return value if isinstance(value, (bool, int, float, type(None))) else str(value)


def problem_json(
    *, status: int, code: str, said: Said, facts: Mapping[str, Any] | None = None, errors: Sequence[Any] = ()
) -> JsonResponse:
    """Return RFC 9457 problem details. `code` is stable; `title` and `detail` are for people."""
    body: dict[str, Any] = {
        "type": f"urn:onething:problem:{code}",
        "title": said.what,
        "status": status,
        "detail": said.next,
        "code": code,
    }
    if facts:
        body["facts"] = facts
    if errors:
        body["errors"] = list(errors)
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = "application/problem+json"
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def problem_page(
    request: HttpRequest, *, status: int, code: str, said: Said, found: Sequence[str] = ()
) -> HttpResponse:
    """Return the page that says what, where and what to do. found: one sentence for each thing that is wrong."""
    titles = {
        400: _("这个请求读不懂"),
        403: _("这一页您看不了"),
        404: _("没有找到"),
        405: _("这一页不能这样打开"),
        409: _("已经有人先办了"),
        413: _("文件太大"),
        422: _("还不能这样办"),
        500: _("我们这边出错了"),
        503: _("现在办不了"),
    }
    context = {
        "title": titles.get(status, titles[500]),
        "said": said,
        "found": found,
        "code": code,
        "status": status,
        "number": getattr(request, "number", ""),
        "back": _same_site(request),
    }
    response = render(request, "kit/problem.html", context, status=status)
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _same_site(request: HttpRequest) -> str:
    """Return the page that the reader came from, if it is ours and not this one."""
    came = request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    came = came.removeprefix(ours) if came.startswith(f"{ours}/") else ""
    return "" if came == request.get_full_path() and request.method == "GET" else came


class ProblemMiddleware:
    """Answers for the five families. Anything else that is raised is a bug and stays a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RuleBroken) and (again := getattr(request, "again", None)):
            log.info("refused", code=error.code)
            return again(error)  # type: ignore[no-any-return]
        if isinstance(error, DomainError):
            log.info("refused", code=error.code)
            return respond(request, error)
        if isinstance(error, RequestDataTooBig):
            return _plain_problem(request, 413, "kit.too_big")
        return without_the_database(request, error)


#: What databases say of their state: words -> status and code of the answer.
_STATES = (
    (("database is locked", "lock timeout", "too many clients"), 503, "kit.busy"),
    (("disk is full", "No space left", "could not extend file"), 507, "kit.full"),
    (
        ("onnection refused", "server closed", "terminating connection", "starting up", "shutting down"),
        503,
        "kit.away",
    ),
)


def without_the_database(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the answer where the database is busy, full or away; None for every other error, which is a bug."""
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    if not full and not isinstance(error, OperationalError):
        return None
    said = "No space left" if full else str(error)
    for words, status, code in _STATES:
        if any(word in said for word in words):
            log.warning("database_cannot", code=code)
            return _plain_problem(request, status, code)
    return None


def _plain_problem(request: HttpRequest, status: int, code: str) -> HttpResponse:
    sentence = sentences()[code]
    said = Said(str(sentence.what), str(sentence.next))
    if wants_json(request):
        return problem_json(status=status, code=code, said=said)
    return problem_page(request, status=status, code=code, said=said)


def wrong_method(request: HttpRequest, *, allowed: Sequence[str]) -> HttpResponse:
    response = _plain_problem(request, 405, "kit.wrong_method")
    response.headers["Allow"] = ", ".join(allowed)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain_problem(
        request,
        413 if isinstance(exception, RequestDataTooBig) else 400,
        "kit.too_big" if isinstance(exception, RequestDataTooBig) else "kit.bad_request",
    )


def forbidden(request: HttpRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    return _plain_problem(request, 403, "family.NotAllowed")


def not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    return _plain_problem(request, 404, "kit.no_page")


def broken(request: HttpRequest) -> HttpResponse:
    return _plain_problem(request, 500, "kit.broken")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or its cookie is gone (CSRF check)."""
    return _plain_problem(request, 403, "kit.page_expired")
