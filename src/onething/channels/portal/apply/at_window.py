"""Signing on paper: the code with which any window opens the draft, given and taken back."""

import io
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.guidance import api as guidance
from onething.channels.portal.apply import drafting
from onething.kit.ports import now


def window(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What happens at the window, the code and its last day; POST gives one (`give`) or takes it back (`take-back`)."""
    view = drafting.view_of(request, draft_id)
    if view.number:
        return drafting.to_what_was_sent(request, view)
    act = request.POST.get("act", "")
    if act == "give":
        guidance.give_window_code(request.actor, draft_id=view.id, now=now())
    elif act == "take-back":
        guidance.take_window_code_back(request.actor, draft_id=view.id, now=now())
        messages.success(request, _("窗口码已收回，窗口现在打不开了。"))
    if request.method == "POST":
        return redirect("draft-window", view.id)
    code = guidance.find_window_code(request.actor, draft_id=view.id, now=now())
    grouped = f"{code.code[:4]} {code.code[4:]}" if code else ""
    return render(request, "portal/apply/window.html", {"view": view, "code": code, "grouped": grouped})


def code(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The QR of the code: its digits and nothing else, since an address would be kept where pages are. Raises DraftNotFound."""
    held = guidance.find_window_code(request.actor, draft_id=draft_id, now=now())
    if held is None:
        raise guidance.DraftNotFound
    image = io.BytesIO()
    segno.make(held.code, error="m", micro=False).save(
        image, kind="svg", scale=6, border=4, light="#ffffff", dark="#000000"
    )
    response = HttpResponse(image.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response
