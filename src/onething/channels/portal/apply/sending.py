"""The way results come, the sheet that is signed once, sending, and the receipt."""

import io
from datetime import date
from uuid import UUID

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.documents import api as documents
from onething.areas.guidance import api as guidance
from onething.areas.offices import api as offices
from onething.channels.portal.apply import drafting
from onething.channels.portal.apply.showing import promised_of, say
from onething.channels.portal.follow.days import calendar_file, days_of
from onething.channels.portal.follow.forms import DeliveryForm
from onething.core.actors import Role
from onething.core.cases.graph import ENDED
from onething.core.cases.matter import Standing
from onething.core.guidance import proposed
from onething.core.workdays import WorkCalendar
from onething.kit.forms import Form, form_page
from onething.kit.ports import now, port, today

SECTIONS = ("who", "answers", "items", "fields", "materials", "delivery", "consents")


def delivery(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = drafting.view_of(request, draft_id)
    if view.number:
        return drafting.to_what_was_sent(request, view)
    package, _scene = catalogue.get_scene(request.actor, scene=view.scene)
    chosen = view.draft.delivery or proposed(view.draft, view.fields, package)
    person = view.draft.applicant
    initial = {
        "way": chosen.way if chosen else "electronic",
        "receiver": (chosen.receiver if chosen else "") or (person.name if person else ""),
        "phone": (chosen.phone if chosen else "") or (person.phone if person else ""),
        "address": chosen.address if chosen else "",
        "window": chosen.window if chosen else "",
    }
    windows = offices.list_windows(request.actor, near=view.draft.division)
    form = DeliveryForm(request.POST or None, initial=initial, windows=windows)
    show = form_page(request, "portal/apply/delivery.html", form, {"view": view})
    if not form.is_valid():
        return show()
    change = guidance.Change(delivery=form.delivery)
    guidance.change_draft(request.actor, draft_id=view.id, version=view.version, change=change, now=now())
    return redirect("draft-check", view.id)


class Sign(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=gettext_lazy("上面的内容我看过了，是我要办的，内容属实"),
        error_messages={"required": gettext_lazy("看过没问题，勾上这一条再提交")},
    )


def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that would be sent, as it would be sent; one signature; sending."""
    view = drafting.view_of(request, draft_id)
    if Role.CLERK in request.actor.roles:
        return redirect("desk-sign", view.id)  # the person at the window signs on paper
    if view.number:
        return drafting.to_what_was_sent(request, view)
    if not view.ready:
        step = drafting.first_open_step(view)
        messages.error(request, _("这里还没填完，补好就能提交；其他内容都已存好。"))
        return redirect(step, view.id)
    sheet = guidance.make_sheet(request.actor, draft_id=view.id, now=now())
    form = Sign(request.POST or None, initial={"version": view.version, "hash": sheet.hash})
    advice = guidance.find_advice(request.actor, draft_id=view.id, now=now())
    context = {
        "view": view,
        "sheet": sheet,
        "sections": _sections(sheet),
        "advice": advice,
        "advised": advice is not None and advice.sheet_hash == sheet.hash,
    }
    show = form_page(request, "portal/apply/check.html", form, context)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    if given["hash"] != sheet.hash or given["version"] != view.version:
        # it was changed in another tab: show what it is now, and let it be read before it is signed
        fresh = Sign(initial={"version": view.version, "hash": sheet.hash})
        messages.warning(request, _("这份申请在别的页面改过。下面是最新的内容，再看一遍，没问题再提交。"))
        return render(request, "portal/apply/check.html", {**context, "form": fresh}, status=409)
    receipt = guidance.submit_draft(
        request.actor, draft_id=view.id, version=given["version"], signed_hash=given["hash"], now=now()
    )
    return redirect("receipt", receipt.number)


def ask_advice(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Let a window look through it before it is sent; that has no effect but what it says."""
    guidance.ask_advice(
        request.actor, draft_id=draft_id, question=request.POST.get("question", ""), now=now()
    )
    messages.success(request, _("已请窗口先看看。答复写在这一页上；您现在也可以直接提交。"))
    return redirect("draft-check", draft_id)


def _sections(sheet: guidance.Sheet) -> list[dict[str, object]]:
    titles = {
        "who": _("谁申请"),
        "answers": _("您的回答"),
        "items": _("办什么"),
        "fields": _("填了什么"),
        "materials": _("交了什么"),
        "delivery": _("结果怎么给您"),
        "consents": _("同意查什么"),
    }
    return [
        {"id": section, "title": titles[section], "lines": lines}
        for section in SECTIONS
        if (lines := [one for one in sheet.lines if one.section == section])
    ]


def receipt(request: HttpRequest, number: str) -> HttpResponse:
    found = cases.get_receipt(request.actor, application=number)
    view = cases.application_view(request.actor, application=number, today=today())
    open_ = {one.number for one in view.cases if one.status not in ENDED and one.decided_on is None}
    days = [day for number, day in _days(request, view).items() if number in open_]
    return render(
        request,
        "portal/apply/receipt.html",
        {
            "receipt": found,
            "items": [one.name for one in view.cases],
            "view": view,
            "promised_on": max(days, default=None),
            "waiting": [one for one in view.cases if one.number in open_ and open_.intersection(one.needs)],
            "ended": view.standing is Standing.ENDED,
            "asked": any(one.open for one in view.notices) and view.can_supplement,
            "bring": [one.label for one in view.awaited] if view.can_supplement else [],
        },
    )


def _days(request: HttpRequest, view: cases.ApplicationView) -> dict[str, date]:
    _package, scene = catalogue.get_scene(request.actor, scene=view.scene, hash_=view.scene_hash)
    return promised_of(view, scene, port(WorkCalendar).provisional())


def receipt_code(request: HttpRequest, number: str) -> HttpResponse:
    """The QR of the receipt: the page on which anyone can verify it."""
    found = cases.get_receipt(request.actor, application=number)
    target = f"{settings.PUBLIC_ADDRESS}/progress"
    if found.document:
        document = documents.get_document(request.actor, document_id=UUID(found.document))
        target = f"{settings.PUBLIC_ADDRESS}/verify/{document.code}"
    image = io.BytesIO()
    segno.make(target, error="m").save(image, kind="svg", scale=4, border=4, light="#ffffff", dark="#000000")
    return _private(HttpResponse(image.getvalue(), content_type="image/svg+xml"))


def receipt_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as a PDF, to save or print. Raises DocumentNotFound."""
    found = cases.get_receipt(request.actor, application=number)
    if not found.document:
        raise documents.DocumentNotFound
    content = documents.pdf(request.actor, document_id=UUID(found.document), address=settings.PUBLIC_ADDRESS)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return _private(response)


def receipt_calendar(request: HttpRequest, number: str) -> HttpResponse:
    """The days of an application as an iCalendar file (RFC 5545)."""
    view = cases.application_view(request.actor, application=number, today=today())
    return calendar_file(days_of(view, _days(request, view)), name=str(say(view.name)), file=view.number)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
