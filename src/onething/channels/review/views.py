"""The inbox of an office, one case on one screen, and a page for each act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.channels.review import comparing, shown, timing
from onething.channels.review.acts import ActPage, open_acts
from onething.channels.review.forms import OUTCOMES, Act, Decision, Finding
from onething.channels.review.handing import open_parcels
from onething.channels.review.licensing import open_licences
from onething.channels.review.procedures import PROCEDURES
from onething.core.actors import Actor
from onething.core.cases.graph import Status
from onething.core.cases.parts import Grounds, Outcome
from onething.core.cases.views import CaseLine, CaseView, Page
from onething.core.enrolment.making import items_of
from onething.kit.forms import form_page
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say

INBOX = 50


def side(request: HttpRequest, *, current: str = "") -> dict[str, Any]:
    """Return what stands on the left of every page: the inbox by due day, and the counts above it."""
    filters = cases.Filters(
        mine=request.GET.get("mine") == "1",
        late=request.GET.get("late") == "1",
        due=request.GET.get("due") == "1",
        to_sign=request.GET.get("state", "") == shown.TO_SIGN,
        text=request.GET.get("q", "")[:80],
        statuses=shown.STATES.get(request.GET.get("state", ""), shown.ANY).statuses,
    )
    page, heading = _listed(request, filters)
    return {
        "groups": shown.groups(page.lines, today=today(), current=current, heading=heading),
        "states": shown.STATES.values(),
        "state": request.GET.get("state", ""),
        "counts": cases.count_inbox(request.actor, today=today()),
        "filters": filters,
        "more": page.cursor,
        "here_case": current,
        "place": _place(request.actor),
        "asked": cases.count_asked(request.actor),
        "declared": cases.count_to_check(request.actor),
        "decides": request.actor.can(cases.CasesPermission.DECIDE),
        "rolls": _gives_places(request.actor),
    }


def _gives_places(actor: Actor) -> bool:
    """Say whether the actor may make a roll of school places."""
    if not actor.can(cases.CasesPermission.LIST_VALUES):
        return False
    try:
        return bool(items_of(catalogue.current(actor), actor.department))
    except catalogue.NothingPublished:  # the room works all the same
        return False


def _listed(request: HttpRequest, filters: cases.Filters) -> tuple[Page[CaseLine], str]:
    """Return what stands in the list, and the one heading of a list that does not go by days."""
    actor, state, like = request.actor, request.GET.get("state", ""), request.GET.get("like", "")[:40]
    for outcome, label in OUTCOMES:
        if like and request.GET.get("outcome") == outcome:
            lines = cases.list_precedents(actor, case=like, outcome=outcome, limit=INBOX, today=today())
            return Page(lines), _("同类先例，%(outcome)s") % {"outcome": label}
    if state == shown.ENDED_ONES:
        lines = cases.list_ended(actor, text=filters.text, limit=INBOX, today=today())
        return Page(lines), _("办结的")
    if state == shown.DECIDED_TODAY:
        return Page(cases.list_decided(actor, on=today(), limit=INBOX, today=today())), _("今天决定的")
    cursor = request.GET.get("from", "")
    return cases.inbox(actor, filters=filters, cursor=cursor, limit=INBOX, today=today()), ""


def _place(actor: Actor) -> str:
    """Return what the office of the actor is called, "" where it is not one of the city's."""
    office = offices.find_office(actor, department=actor.department, division=actor.division)
    return str(say(office.name)) if office else ""


def inbox(request: HttpRequest) -> HttpResponse:
    hands = request.actor.can(cases.CasesPermission.HAND_OVER)
    waiting = cases.count_hand_overs(request.actor) if hands else 0
    return render(request, "review/inbox.html", {**side(request), "hands": hands, "waiting": waiting})


def next_case(request: HttpRequest) -> HttpResponse:
    """Open the case that is due first, or the one after `after`."""
    after = request.GET.get("after", "")
    lines = cases.inbox(request.actor, limit=INBOX, today=today()).lines
    waiting = [
        one.number
        for one in lines
        if one.drafted_by != request.actor.id
        and (not (lamp := shown.lamp_of(one, today())) or lamp.kind != "hold")
    ]
    if after in waiting and waiting.index(after) + 1 < len(waiting):
        return redirect("review-case", waiting[waiting.index(after) + 1])
    waiting = [number for number in waiting if number != after]
    if waiting:
        return redirect("review-case", waiting[0])
    messages.success(request, _("没有别的件了。"))
    return redirect("review")


def _case_context(request: HttpRequest, view: CaseView) -> dict[str, Any]:
    actor = request.actor
    allowed = {one.name for one in view.actions}
    can_find = "record_findings" in allowed
    main = shown.main_act(actor, view)
    return {
        **side(request, current=view.line.number),
        "view": view,
        "lamp": shown.lamp_of(view.line, today()),
        "cmp": comparing.comparison(view, request.GET.get("show", "")),
        "materials": shown.material_rows(view),
        "reached": shown.reached(view),
        "cells": timing.cells(view),
        "timing": timing.sentences(view),
        "log": shown.log(view.history),
        "main": main,
        "main_url": main.act and reverse(f"review-{main.act}", args=[view.line.number]),
        "procedures": [
            (one, reverse(f"review-{one.name}", args=[view.line.number]))
            for one in PROCEDURES.values()
            if one.action in {allowed.name for allowed in view.actions}
        ],
        "acts": [
            (one, reverse(f"review-{one.name}", args=[view.line.number]))
            for one in (
                *open_acts(actor, view),
                *open_parcels(actor, view),
                *open_licences(actor, view),
            )
        ],
        "can_find": can_find,
        "finding": Finding(view=view, phrases=cases.list_phrases(actor)) if can_find else None,
        "decision": Decision(view=view, draft=shown.draft_of(view)) if main.act == "decide" else None,
        "gate": Decision.GATE,
        "precedents": shown.precedents(view),
        "precheck": guidance.find_precheck(actor, application=view.line.application),
        "holder": _name_of(actor, view),
        "number_in": 1 + sum(one.number < view.line.number for one in view.others),
        "whole": 1 + len(view.others),
    }


def _name_of(actor: Actor, view: CaseView) -> str:
    """Return the name of the colleague who works on the case, "" if nobody does or the name is another office's."""
    staff = people.list_staff(actor, department=view.line.office.department) if view.line.holder else ()
    return next((one.name for one in staff if one.to_actor().id == view.line.holder), "")


def case(request: HttpRequest, number: str) -> HttpResponse:
    cases.be_present(request.actor, case=number, now=now())
    view = cases.case_view(request.actor, case=number, now=now())
    return render(request, "review/case.html", _case_context(request, view))


def present(request: HttpRequest, number: str) -> JsonResponse:
    """Say that this page is still open; answer with the names of the others."""
    others = cases.be_present(request.actor, case=number, now=now())
    return JsonResponse({"names": [one.name for one in others]})


def looking_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the page of an act once more if somebody was faster between its look and its write: it is an older one now."""

    @wraps(view)
    def shown_again(request: HttpRequest, number: str, *args: Any) -> HttpResponse:
        try:
            return view(request, number, *args)
        except cases.Moved:
            return view(request, number, *args)

    return shown_again


@looking_again
def _act(request: HttpRequest, number: str, one: ActPage) -> HttpResponse:
    view = cases.case_view(request.actor, case=number, now=now())
    more = one.more(request.actor, view)
    context = {**side(request, current=number), "view": view, "act": one, "reached": shown.reached(view)}
    form, answer = typed(request, "review/act.html", lambda data: one.form(data, view=view, **more), context)
    if answer is not None:
        return answer
    after = one.call(request.actor, view, form, now())
    waits = one.name == "accept" and getattr(after, "status", "") == Status.WAITING
    messages.success(request, _("已受理，等前一项的结果到了才计时。") if waits else one.said)
    if one.name in ("transfer", "decline", "terminate", "deliver"):
        return redirect_to_next(number)
    return redirect("review-case", number)


def typed(
    request: HttpRequest, template: str, make: Callable[[Any], Act], context: dict[str, Any]
) -> tuple[Act, HttpResponse | None]:
    """Return the form of an act, and the page to show instead of carrying it out, None if it may be carried out.

    The form comes back as long as it is not right; when the case has moved since it was opened, with what happened and
    all that was typed; and once more to be read where the act cannot be taken back.
    """
    form = make(request.POST if request.method == "POST" else None)
    if missed := form.missed:
        again = request.POST.copy()
        again["seen"] = str(form.view.sequence)
        kept = {**context, "form": make(again), "missed": shown.log(missed)}
        return form, render(request, template, kept, status=409)
    show = form_page(request, template, form, context)
    if not form.is_valid() or "back" in request.POST:
        return form, show()
    act = context.get("act")
    if act is not None and "sure" not in request.POST and (form.warning or act.sure):
        return form, render(request, "review/sure.html", {**context, "form": form})
    return form, None


def act_view(one: ActPage) -> Any:
    """Return the view of one act; `urls` gives each its own address and permission."""

    def view(request: HttpRequest, number: str) -> HttpResponse:
        return _act(request, number, one)

    view.__name__ = f"act_{one.name}"
    return view


def redirect_to_next(number: str) -> HttpResponse:
    response = redirect("review-next")
    response["Location"] += f"?after={number}"
    return response


def _typed_before(request: HttpRequest) -> dict[str, str]:
    """Return what was typed into a draft that is being left for the page of its case; only its sealing ends it."""
    return {name: str(value) for name, value in request.POST.items() if name not in ("seen", "case")}


@looking_again
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Show the draft; look at the letter (`look`); go back to the page of the case (`case`); seal it. Each but that needs facts, article, content, remedy."""
    view = cases.case_view(request.actor, case=number, now=now())
    if "case" in request.POST:
        draft = {**shown.draft_of(view), **_typed_before(request)}
        again = {**_case_context(request, view), "decision": Decision(view=view, draft=draft)}
        return render(request, "review/case.html", again)
    context = {**side(request, current=number), "view": view}
    form, answer = typed(
        request,
        "review/decide.html",
        lambda data: Decision(data, view=view, draft=shown.draft_of(view)),
        context,
    )
    if answer is not None:
        return answer
    assert isinstance(form, Decision)
    given = form.cleaned_data
    outcome = Outcome(given["outcome"])
    decision = {
        "case": number,
        "outcome": outcome,
        "grounds": Grounds(given["facts"], given["article"], given["reason"], given["remedy"]),
        "content": given["content"],
        "gives": form.gives,
    }
    if "look" in request.POST:
        paper = cases.decision_ahead(request.actor, **decision, now=now())
        letter = {"pages": shown.pictures(paper), "words": shown.words_of(paper)}
        return render(request, "review/letter.html", {**context, **letter, "form": form})
    after = cases.decide(request.actor, **decision, now=now(), seen=given["seen"])
    said = _("已拟好，等第二人复核签发：%(name)s。") if after.draft else _("已用印：%(name)s。")
    messages.success(request, said % {"name": say(view.line.name)})
    return redirect_to_next(number)
