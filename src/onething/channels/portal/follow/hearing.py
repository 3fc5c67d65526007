"""The hearing that an applicant may ask for before a decision, or do without."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.channels.portal.follow.tracking import view_of
from onething.kit.ports import now


def hearing(request: HttpRequest, number: str, case: str) -> HttpResponse:
    """Say what a hearing is and until when it may be asked for; ask for it (`ask`) or waive it (`waive`)."""
    view = view_of(request, number)
    found = next((one for one in view.cases if one.number == case and one.hearing is not None), None)
    if found is None:
        raise cases.CaseNotFound(case)
    if request.method != "POST" or not {"ask", "waive"} & set(request.POST):
        return render(request, "portal/follow/hearing.html", {"view": view, "case": found})
    if "ask" in request.POST:
        cases.ask_hearing(request.actor, case=case, now=now())
        messages.success(request, _("已收到您的听证申请。时间、地点至少提前七天通知您。"))
    else:
        cases.waive_hearing(request.actor, case=case, now=now())
        messages.success(request, _("已记下：不要听证。"))
    return redirect("track", view.number)
