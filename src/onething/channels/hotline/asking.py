"""What the three pages that ask have in common: the question in the address, what it leads to, and what is sent back.

Hotline, window and portal differ in their frame and in the name of the source; the query is one.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from onething.areas.knowledge import api as knowledge
from onething.areas.offices import api as offices
from onething.core.knowledge import Source, cut_personal
from onething.kit.ports import now, today

MOST_ASKED = 200


def answers_to(request: HttpRequest, *, back: str, place: str = "") -> dict[str, Any]:
    """Return what a page shows for the question in its address: `q`, and `place` where it has one.

    back: name of the route to which feedback and missing answers are sent; they are `{back}-helped`, `{back}-no-answer`.
    """
    asked = request.GET.get("q", "").strip()[:MOST_ASKED]
    place = request.GET.get("place", place)
    found = knowledge.ask(request.actor, asked=asked, place=place, now=now())
    if found.sure and found.answers:
        knowledge.note_asked(request.actor, key=found.answers[0].key, now=found.at)
    return {
        "typed": asked,
        "place": place,
        "found": found,
        "helped": f"{back}-helped",
        "missing": f"{back}-no-answer",
    }


def places(request: HttpRequest) -> list[Any]:
    """Return the towns of the city, to ask for one of them."""
    return offices.list_places(request.actor, level="town")


def hot(request: HttpRequest) -> list[knowledge.Hot]:
    return knowledge.list_hot(request.actor, today=today())


def keep_missing(request: HttpRequest, source: Source, *, back: str) -> HttpResponse:
    """Keep the question that was asked as one without an answer, and go back to it."""
    asked, place = request.POST.get("q", "")[:MOST_ASKED], request.POST.get("place", "")
    found = knowledge.ask(request.actor, asked=asked, place=place, now=now())
    knowledge.keep_question(
        request.actor, asked=asked, source=source, place=place, near=found.near, now=now()
    )
    messages.success(request, _("记下了，会有人来答；答好以后在这里就能查到。"))
    return _back(back, asked, place)


def keep_helped(request: HttpRequest, source: Source, *, back: str) -> HttpResponse:
    """Keep whether an answer helped, and go back to the question."""
    number = request.POST.get("number", "")
    knowledge.say_whether_helped(
        request.actor,
        key=request.POST.get("key", "")[:80],
        number=int(number) if number.isdecimal() and len(number) < 6 else 0,
        viewer=_viewer(request),
        helped=request.POST.get("helped") == "yes",
        source=source,
        now=now(),
    )
    messages.success(request, _("谢谢，记下了。"))
    return _back(back, request.POST.get("q", "")[:MOST_ASKED], request.POST.get("place", ""))


def _back(back: str, asked: str, place: str) -> HttpResponse:
    """Go back to the question; a number of a person that stood in it stays out of the address."""
    there, asked = redirect(back), cut_personal(asked)
    there["Location"] += f"?{urlencode({'q': asked, **({'place': place} if place else {})})}"
    return there


def _viewer(request: HttpRequest) -> str:
    """Return a hash that is the same whenever this viewer looks, and leads back to nobody."""
    who = request.actor.id
    if who == "visitor":
        if not request.session.session_key:
            request.session.save()
        who = request.session.session_key or ""
    return salted_hmac("onething.knowledge.viewer", who, algorithm="sha256").hexdigest()
