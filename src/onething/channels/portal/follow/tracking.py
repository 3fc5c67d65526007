"""One application after its receipt: where it stands, supplying, changing, withdrawing, what came of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.guidance import api as guidance
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.areas.offices import api as offices
from onething.areas.ratings import api as ratings
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.forms import (
    Contact,
    DeliveryForm,
    ProgressForm,
    Speaking,
    Supplement,
    Withdrawal,
)
from onething.core.cases import parts
from onething.core.cases.matter import Standing
from onething.core.catalogue.words import Way
from onething.core.codes import parse_case_number
from onething.core.submission import GivenMaterial
from onething.kit.forms import form_page
from onething.kit.ports import now, today

WHOLE = "all"
LOOKS = 200


def mine(request: HttpRequest) -> HttpResponse:
    found = cases.list_applications(request.actor, cursor=request.GET.get("from", ""), today=today())
    context = {
        "found": found,
        "elsewhere": cases.list_elsewhere(request.actor),
        "unread": notices.count_unread(request.actor),
    }
    return render(request, "portal/follow/mine.html", context)


def view_of(request: HttpRequest, number: str) -> cases.ApplicationView:
    """Return the application of this number. Raises CodeBroken for a number that cannot be, ApplicationNotFound also for somebody else's."""
    return cases.application_view(request.actor, application=parse_case_number(number).number, today=today())


def track(request: HttpRequest, number: str) -> HttpResponse:
    view = view_of(request, number)
    names = showing.Names.of(view)
    asked = showing.asked(view)
    wanted = asked.open if asked else ()
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = Supplement(*given, wanted=wanted, names=names, about=f"{request.actor.id} {view.number}")
    form.is_valid()
    guidance.keep_for_a_day(
        request.actor, files=[file for some in form.kept.values() for file in some], now=now()
    )
    lines = [showing.line(case, view.cases, view.notices) for case in view.cases]
    context = {
        "view": view,
        "asked": asked,
        "controls": [
            (one, None if one.done else form[one.slot], form.tokens(one.slot))
            for one in (asked.lines if asked else ())
        ],
        "lines": lines,
        "next": showing.next_day(view, today=today()),
        "rated": _rated(request, view),
        "counts": showing.counts(lines),
        "calendar": _calendar(request, view.number, view.code) if view.standing is not Standing.ENDED else "",
    }
    show = form_page(request, "portal/follow/track.html", form, context)
    if not form.is_valid():
        return show()
    given_now = [GivenMaterial(key, Way.UPLOAD, files=files) for key, files in form.materials.items()]
    cases.supplement(
        request.actor, application=view.number, values=form.typed, materials=given_now, now=now()
    )
    left = len(wanted) - len(given_now) - len(form.typed)
    all_there = (
        _("补正都收到了，补齐的事项重新开始计时。") if asked and asked.notices else _("材料都收到了。")
    )
    said = _("已收到，还差 {n} 份。").format(n=left) if left else all_there
    messages.success(request, said)
    return redirect("track", view.number)


def _rated(request: HttpRequest, view: cases.ApplicationView) -> bool:
    return bool(view.rating) and ratings.get_rating(request.actor, token=view.rating).level is not None


def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Say first what else falls away; withdraw when that was confirmed."""
    view = view_of(request, number)
    open_ = [case for case in view.cases if case.can_withdraw]
    choices = [(case.number, case.name.say(showing.language())) for case in open_]
    if len(open_) > 1:
        choices.append((WHOLE, _("整件事都不办了")))
    form = Withdrawal(request.POST or None, choices=choices)
    context = {"view": view, "open": open_}
    show = form_page(request, "portal/follow/withdraw.html", form, context)
    if not form.is_valid():
        return show()
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    if "confirm" not in request.POST:
        gone = (
            tuple(open_)
            if what == WHOLE
            else (
                *(case for case in open_ if case.number == what),
                *showing.falls_away(view, what),
            )
        )
        context |= {"form": form, "gone": gone, "whole": what == WHOLE}
        context["stays"] = [case for case in open_ if case not in gone]
        return render(request, "portal/follow/withdraw_confirm.html", context)
    if what == WHOLE:
        cases.withdraw_all(request.actor, application=view.number, reason=reason, now=now())
    else:
        cases.withdraw(request.actor, case=what, reason=reason, now=now())
    messages.success(request, _("已撤回。以后还能再申请。"))
    return redirect("track", view.number)


def contact(request: HttpRequest, number: str) -> HttpResponse:
    view = view_of(request, number)
    known = view.contact
    initial = {"phone": known.phone, "address": known.address, "email": known.email}
    form = Contact(request.POST or None, initial=initial)
    show = form_page(request, "portal/follow/contact.html", form, {"view": view})
    if not form.is_valid():
        return show()
    cases.change_contact(
        request.actor, application=view.number, contact=parts.Contact(**form.cleaned_data), now=now()
    )
    messages.success(request, _("联系方式已改好，各部门现在起用新的。"))
    return redirect("track", view.number)


def delivery(request: HttpRequest, number: str) -> HttpResponse:
    view = view_of(request, number)
    chosen = view.delivery
    initial = {name: getattr(chosen, name) for name in ("way", "receiver", "phone", "address", "window")}
    form = DeliveryForm(request.POST or None, initial=initial, windows=offices.list_windows(request.actor))
    show = form_page(request, "portal/follow/delivery.html", form, {"view": view})
    if not form.is_valid():
        return show()
    cases.choose_delivery(request.actor, application=view.number, delivery=form.delivery, now=now())
    messages.success(request, _("送达方式已改好，全部结果都按这种方式给您。"))
    return redirect("track", view.number)


def speak(request: HttpRequest, number: str, case: str) -> HttpResponse:
    """State and defend before a grant is put right or taken back. Raises ApplicationNotFound, CaseNotFound."""
    view = view_of(request, number)
    found = next((one for one in view.cases if one.number == case), None)
    if found is None or found.righting is None:
        raise cases.CaseNotFound(case)
    form = Speaking(request.POST or None, initial={"statement": found.righting.statement})
    show = form_page(
        request, "portal/follow/speak.html", form, {"view": view, "case": found, "righting": found.righting}
    )
    if not form.is_valid():
        return show()
    cases.state_on_righting(request.actor, case=case, now=now(), **form.cleaned_data)
    messages.success(request, _("已收到，部门决定前会看。"))
    return redirect("track", view.number)


def ask_person(request: HttpRequest, number: str, case: str) -> HttpResponse:
    """Want a person to decide instead of a rule. Raises ApplicationNotFound, CaseNotFound, NotAutomatic."""
    view = view_of(request, number)
    if case not in {one.number for one in view.cases}:
        raise cases.CaseNotFound(case)
    cases.ask_for_person(request.actor, case=case, now=now())
    messages.success(request, _("已转给工作人员，由人来看。"))
    return redirect("track", view.number)


def results(request: HttpRequest, number: str) -> HttpResponse:
    view = view_of(request, number)
    names = showing.Names.of(view)
    numbers = {case.number for case in view.cases}
    looks = [look for look in audit.list_looks(request.actor, limit=LOOKS) if look.case in numbers]
    lines = [showing.line(case, view.cases, view.notices) for case in view.cases]
    context = {
        "view": view,
        "lines": lines,
        "done": [line for line in lines if line.mark == "done"],
        "cards": [
            showing.card(one, names)
            for one in licences.list_of_application(request.actor, application=view.number)
        ],
        "looks": [showing.look_line(look, names) for look in looks[:5]],
        "looked": len(looks),
        "rated": _rated(request, view),
    }
    return render(request, "portal/follow/results.html", context)


def sent(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that was handed over, to be read, printed or kept."""
    view = view_of(request, number)
    names = showing.Names.of(view)
    context = {
        "view": view,
        "values": [(names.key(one.key), names.value(one)) for one in view.values],
        "materials": [(names.key(one.key), one) for one in view.materials],
    }
    return render(request, "portal/follow/sent.html", context)


def progress(request: HttpRequest) -> HttpResponse:
    """The masked progress for whoever has number and code; the code travels in the body, never in an address."""
    form = ProgressForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    show = form_page(request, "portal/follow/progress.html", form)
    if not form.is_valid():
        return show()
    try:
        found = cases.progress(request.actor, **form.cleaned_data)
    except cases.ApplicationNotFound:  # said on the form, and the same for a wrong number and a wrong code
        form.add_error(None, _("编号和查询码对不上。对照收件凭证，两个都再看一遍。"))
        return show()
    context = {"found": found, "calendar": _calendar(request, found.number, form.cleaned_data["code"])}
    return render(request, "portal/follow/progress_found.html", context)


def _calendar(request: HttpRequest, number: str, code: str) -> str:
    """Return the address under which a calendar asks for the next days."""
    token = cases.follow_token(request.actor, number=number, code=code)
    return f"{settings.PUBLIC_ADDRESS}{reverse('calendar', args=[token])}"
