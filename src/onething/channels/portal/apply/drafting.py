"""Beginning a draft, the list of drafts, its questions, its consents, and its end."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.channels.portal.apply import views
from onething.channels.portal.apply.forms import Answer
from onething.channels.portal.apply.started import Started, questions_of
from onething.core.actors import Role
from onething.core.composition import Circumstances
from onething.core.exchange import AWAY
from onething.core.guidance import Looked
from onething.core.guidance.lookups import reach_of
from onething.core.source import Text
from onething.kit.ports import now, today, token


def view_of(request: HttpRequest, draft_id: UUID) -> guidance.DraftView:
    """Return the draft, with nothing of it taken as said; whoever opens it keeps it. Raises DraftNotFound, also for
    somebody else's.
    """
    return guidance.visit_draft(request.actor, draft_id=draft_id, now=now())


def to_what_was_sent(request: HttpRequest, view: guidance.DraftView) -> HttpResponse:
    """Lead from a draft that was handed in to its receipt; a window only to what it took in itself."""
    return redirect("desk-running" if Role.CLERK in request.actor.roles else "receipt", view.number)


def first_open_step(view: guidance.DraftView) -> str:
    """Return the name of the page where something is still to be done, "draft-check" when nothing is."""
    if view.plan.next_question is not None or not view.plan.items:
        return "draft-questions"
    if view.draft.agreed is None:
        return "draft-consent"
    if view.wrong_fields or view.recount:
        return "draft-form"
    if view.open_materials:
        return "draft-papers"
    return "draft-check" if view.draft.delivery else "draft-delivery"


def begin(request: HttpRequest, scene_id: str) -> HttpResponse:
    """For whom it is, and what is under way for the same thing; then a draft takes over what was answered.

    `straight`: the guide asks for no choice where there is none to make.
    """
    _package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    started = Started.of(request.session, scene)
    started.fit(scene)
    principals = people.list_principals(request.actor, scene=scene.id, on=today())
    drafts = [one for one in guidance.list_drafts(request.actor, now=now()) if one.scene == scene.id]
    running = [
        one
        for one in cases.list_applications(request.actor, limit=50, today=today()).lines
        if one.scene == scene.id and one.standing is not views.Standing.ENDED
    ]
    choosing = "straight" in request.POST and (principals or drafts or running)
    if request.method == "POST" and not choosing:
        change = guidance.Change(
            answers=started.answers,
            bearers=started.bearers,
            dropped=started.dropped,
            insisted=started.insisted,
        )
        view = guidance.open_draft(
            request.actor,
            scene=scene.id,
            principal=request.POST.get("principal", ""),
            change=change,
            once=request.POST.get("once", "")[:100],
            now=now(),
        )
        started.forget(request.session)
        return redirect(first_open_step(view), view.id)
    context = {
        "scene": scene,
        "principals": principals,
        "drafts": drafts,
        "running": running,
        "once": token(),
    }
    return render(request, "portal/apply/begin.html", context)


def drafts(request: HttpRequest) -> HttpResponse:
    found = guidance.list_drafts(request.actor, now=now())
    return render(request, "portal/apply/drafts.html", {"drafts": found})


def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on where something is still to be done."""
    view = view_of(request, draft_id)
    if view.number:
        return to_what_was_sent(request, view)
    return redirect(first_open_step(view), view.id)


def delete(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = view_of(request, draft_id)
    if request.method != "POST":
        return render(request, "portal/apply/delete.html", {"view": view})
    guidance.delete_draft(request.actor, draft_id=draft_id, now=now())
    messages.success(request, _("草稿已删，填的内容没有了，传的文件一天后删掉。"))
    return redirect("drafts")


def news(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Note that the differences of a new version were seen."""
    view = guidance.accept_news(request.actor, draft_id=draft_id, now=now())
    return redirect(first_open_step(view), view.id)


def questions(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The guide once more, on the draft: answers changed here change the form."""
    view = view_of(request, draft_id)
    if view.number:
        return to_what_was_sent(request, view)
    package, scene = catalogue.get_scene(request.actor, scene=view.scene)
    form = None
    if request.method == "POST":
        form, change = _change(request, scene, view)
        if change is not None and views.wants_figures(request):
            there = view.plan.circumstances
            there = replace(there, answers={**there.answers, **(change.answers or {})})
            return views.show_guide(request, package, scene, there, place=_place(view))
        if change is not None:
            view = guidance.change_draft(
                request.actor, draft_id=view.id, version=view.version, change=change, now=now()
            )
            if not request.headers.get(views.FRAGMENT):
                return redirect("draft-questions", view.id)
    return views.show_guide(
        request,
        package,
        scene,
        view.plan.circumstances,
        place=_place(view),
        plan=view.plan,
        form=form,
        asked=form.question.id if form else request.GET.get("change", ""),
        draft=view,
    )


def _place(view: guidance.DraftView) -> views.Place:
    return views.Place(
        action=reverse("draft-questions", args=[view.id]),
        forward=reverse("draft-consent", args=[view.id]),
        fresh=False,
        order=reverse("draft-order", args=[view.id]),
    )


def _change(
    request: HttpRequest, scene: views.Scene, view: guidance.DraftView
) -> tuple[Answer | None, guidance.Change | None]:
    """Return what one sent form of the guide changes, or the form that comes back with its errors."""
    given = request.POST
    question = {one.id: one for one in questions_of(scene)}.get(given.get("question", ""))
    if question is not None:
        form = Answer(given, question=question)
        return (
            (None, guidance.Change(answers={question.id: form.answer})) if form.is_valid() else (form, None)
        )
    there: Circumstances = view.plan.circumstances
    again = Started(
        scene.id,
        dropped=list(there.dropped),
        insisted=list(there.insisted),
        bearers=dict(view.draft.bearers),
    )
    views.take_items(given, scene, again)
    return None, guidance.Change(dropped=again.dropped, insisted=again.insisted, bearers=again.bearers)


def consent(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What would be looked up, at whom, for what. All, some or none; the next page is the same with more to type."""
    view = view_of(request, draft_id)
    if view.number:
        return to_what_was_sent(request, view)
    if request.method == "POST":
        which = request.POST.get("which", "")
        if which in {"all", "some", "none"}:
            offered = [one.id for one in view.offer]
            ticked = request.POST.getlist("source")
            chosen = {"all": offered, "some": [one for one in offered if one in ticked], "none": []}[which]
            view = guidance.agree(
                request.actor, draft_id=view.id, version=view.version, sources=chosen, now=now()
            )
            return redirect("draft-form", view.id)
        messages.error(request, _("先选同意查哪些，或者都不同意。"))
    agreed = view.draft.agreed
    departments, pieces = reach_of(view.offer)
    ticked = {one.id for one in view.offer if one.agreed}
    return render(
        request,
        "portal/apply/consent.html",
        {
            "view": view,
            "agreed": agreed,
            "ticked": ticked,
            "all": agreed is not None and len(ticked) == len(view.offer) and bool(ticked),
            "none": agreed is not None and not ticked,
            "departments": departments,
            "pieces": pieces,
            "typed": {
                "all": _typed(request, view, [one.id for one in view.offer]),
                "some": _typed(request, view, ticked) if ticked and len(ticked) < len(view.offer) else None,
                "none": _typed(request, view, ()),
            },
        },
    )


def _typed(request: HttpRequest, view: guidance.DraftView, sources: Collection[str]) -> int:
    return guidance.count_typed(request.actor, view=view, sources=sources, now=now())


def showing_down(view: guidance.DraftView) -> list[Text]:
    """Return why each source that did not answer gave nothing, once each: it may another time."""
    return _reasons(one for one in view.draft.looked if one.outcome in AWAY)


def showing_nothing(view: guidance.DraftView) -> list[Text]:
    """Return why each source that answered has nothing, once each: asking again gives no more."""
    return _reasons(one for one in view.draft.looked if one.outcome not in AWAY)


def _reasons(looked: Iterable[Looked]) -> list[Text]:
    return list({one.reason.zh: one.reason for one in looked if one.reason is not None}.values())


def look_again(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    view = guidance.look_again(request.actor, draft_id=draft_id, now=now())
    if not showing_down(view):
        messages.success(request, _("都查到了，已填好。"))
    return redirect("draft-form", view.id)
