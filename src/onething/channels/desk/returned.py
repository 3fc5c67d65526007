"""What review gave back to this window: mended here, and back to the office with a word on what was done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.kit.ports import now, today


def returned(request: HttpRequest) -> HttpResponse:
    """List what came back, the oldest first."""
    return render(request, "desk/returned.html", {"lines": cases.list_to_mend(request.actor, today=today())})


def mend(request: HttpRequest, number: str) -> HttpResponse:
    """Say what was mended; a case that nobody gave back, or nothing said, comes back with the reason."""
    note = request.POST.get("note", "")[:500]
    cases.mend(request.actor, case=number, note=note, now=now())
    messages.success(request, _("已补好，%(number)s 回到审批。") % {"number": number})
    return redirect("desk-returned")
