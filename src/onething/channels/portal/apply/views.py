"""Home, find and the guide of a scene: all of it without signing in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import DraftView
from onething.areas.notices import api as notices
from onething.channels.hotline import asking
from onething.channels.portal.apply import showing
from onething.channels.portal.apply.forms import Answer, slot_of
from onething.channels.portal.apply.started import Started, questions_of
from onething.channels.portal.charts import drawn as charts
from onething.core.cases.matter import Standing
from onething.core.catalogue.model import Package, Question, Scene
from onething.core.catalogue.periods import applying_on, first_day
from onething.core.composition import Circumstances, Plan, compose
from onething.core.credit.records import lines_of
from onething.core.guidance.lookups import OfferLine, offer_for
from onething.core.knowledge import Source
from onething.core.search.model import Hit
from onething.core.workdays import WorkCalendar
from onething.kit.context import display_of
from onething.kit.ports import port, today, token


@dataclass(frozen=True, slots=True)
class Place:
    """Where the guide stands: on a visitor's session or on a draft. forward: the page after the last question.

    fresh: a draft is still to be begun. order: the page with the order of handling by these answers.
    """

    action: str
    forward: str
    fresh: bool
    order: str


FRAGMENT = (
    "X-Fragment"  # the script asks for the changing "part" of a page only, or for the "figures" of an answer
)
NEAR_THE_BEST = 0.7  # of the score of the best hit, for a scene to be shown beside it
MOST_NEWS = 2  # unread messages that the home page shows
MOST_MATTERS = 3  # running applications that the home page draws in full


def home(request: HttpRequest) -> HttpResponse:
    package = catalogue.current(request.actor)
    context = {"scenes": [_scene_card(one) for one in package.scenes.values()], "auto": _auto(package)}
    if request.actor.can(cases.CasesPermission.SEE_OWN):
        found = cases.list_applications(request.actor, limit=20, today=today())
        running = [one for one in found.lines if one.standing is not Standing.ENDED]
        views = [
            cases.application_view(request.actor, application=one.number, today=today())
            for one in running[:MOST_MATTERS]
        ]
        context |= {
            "matters": [_matter(one) for one in views],
            "running": len(running),
            "all": len(found.lines),
            "more": bool(found.cursor),
            **_unread(request),
        }
    return render(request, "portal/apply/home.html", context)


def _unread(request: HttpRequest) -> dict[str, object]:
    """Return how many messages are not read, and the newest of them."""
    if not request.actor.can(notices.NoticesPermission.READ):
        return {}
    newest = [one for one in notices.list_messages(request.actor, limit=20) if one.read_at is None]
    return {"unread": notices.count_unread(request.actor), "news": newest[:MOST_NEWS]}


def _scene_card(scene: Scene) -> dict[str, object]:
    return {"id": scene.id, "name": scene.name, "summary": scene.summary, "items": len(scene.items)}


def _auto(package: Package) -> list[dict[str, object]]:
    return [
        {"name": part.item.name, "scene": scene.name, "id": scene.id}
        for scene in package.scenes.values()
        for part in scene.items
        if part.proactive
    ]


def _matter(view: cases.ApplicationView) -> dict[str, object]:
    """Return the four lines of a running application: who, where, what you must do, until when."""
    at_work = [one for one in view.cases if one.until is not None and one.outcome is None]
    asked = [point for notice in view.notices for point in notice.open]
    days = [one.promised_on for one in view.cases if one.promised_on]
    return {
        "number": view.number,
        "name": view.name,
        "who": at_work[0].who if at_work else None,
        "cases": len(view.cases),
        "ended": sum(one.outcome is not None for one in view.cases),
        "asked": len(asked),
        "asked_by": min((n.supplement_on for n in view.notices if n.open), default=None),
        "promised_on": max(days, default=None),
        "waiting": view.standing is Standing.WAITING_FOR_YOU,
    }


def find(request: HttpRequest) -> HttpResponse:
    """Show the scenes, answers and items for the words in the address, as the hotline finds them."""
    package = catalogue.current(request.actor)
    known = asking.answers_to(request, back="find")
    asked = known["found"]
    found = _things(package, asked.near) if asked.sure else ()
    if len(found) == 1 and request.GET.get("go"):
        return redirect("guide", found[0].id)
    return render(
        request,
        "portal/apply/find.html",
        {
            **known,
            "cards": [_scene_card(one) for one in found],
            "found": replace(asked, scenes=()) if found else asked,
            "scenes": [_scene_card(one) for one in package.scenes.values()],
        },
    )


def _things(package: Package, near: Sequence[Hit]) -> tuple[Scene, ...]:
    """Return the scenes among the hits that come near the best one, and those of its items, the best first."""
    ids: dict[str, None] = {}
    for hit in near:
        if hit.score < NEAR_THE_BEST * near[0].score:
            continue
        key = hit.key.rpartition("/")[2]
        some = [
            one.id
            for one in package.scenes.values()
            if hit.kind != "answer" and (one.id == key or any(line.item.id == key for line in one.items))
        ]
        ids.update(dict.fromkeys(some[:1]))
    return tuple(package.scenes[id] for id in ids)


def no_answer(request: HttpRequest) -> HttpResponse:
    """Keep what somebody looked for in vain."""
    return asking.keep_missing(request, Source.PORTAL, back="find")


def helped(request: HttpRequest) -> HttpResponse:
    return asking.keep_helped(request, Source.PORTAL, back="find")


def guide(request: HttpRequest, scene_id: str) -> HttpResponse:
    package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    started = Started.of(request.session, scene)
    renewed = bool(started.version) and started.version != scene.hash
    again = started.fit(scene)
    if renewed:
        started.keep(request.session)
        messages.info(request, _renewed(scene, again))
    if request.method == "POST":
        return _take(request, package, scene, started)
    return _show(request, package, scene, started, asked=request.GET.get("change", ""))


def _renewed(scene: Scene, again: tuple[str, ...]) -> str:
    said = _("这件事的办法刚更新过，已按新的重新算好。")
    return said + (_("有 %(n)s 个问题要再答一次。") % {"n": len(again)} if again else "")


def _take(request: HttpRequest, package: Package, scene: Scene, started: Started) -> HttpResponse:
    """Take one change: an answer, items taken off or back, an item insisted on, bearers, or start again."""
    given = request.POST
    questions = {one.id: one for one in questions_of(scene)}
    question = questions.get(given.get("question", ""))
    if question is not None:
        form = Answer(given, question=question)
        if not form.is_valid():
            return _show(request, package, scene, started, form=form, asked=question.id)
        started.answers[question.id] = form.answer
        if wants_figures(request):
            return _show(request, package, scene, started)
    elif "restart" in given:
        started = Started(scene.id, scene.hash)
    else:
        take_items(given, scene, started)
    started.version = scene.hash
    started.keep(request.session)
    if request.headers.get(FRAGMENT):
        return _show(request, package, scene, started)
    return redirect(f"{reverse('guide', args=[scene.id])}#ask")


def wants_figures(request: HttpRequest) -> bool:
    """Say whether only the figures of an answer are asked for, which is not kept."""
    return request.headers.get(FRAGMENT) == "figures"


def take_items(given: QueryDict, scene: Scene, started: Started) -> None:
    """Put into `started` items taken off or back, an item insisted on, the number of bearers."""
    known = {one.item.id for one in scene.items}
    if "items" in given:
        shown, taken = set(given.getlist("shown")), set(given.getlist("item"))
        started.dropped = sorted((set(started.dropped) - shown | (shown - taken)) & known)
    if given.get("insist") in known:
        started.insisted = sorted({*started.insisted, given["insist"]})
    role = scene.roles.get(given.get("bearers", ""))
    number = given.get("number", "")
    if role is not None and role.many and number.isdecimal() and len(number) < 4:
        started.bearers[role.id] = min(max(int(number), role.min), role.max)


def _show(
    request: HttpRequest,
    package: Package,
    scene: Scene,
    started: Started,
    *,
    form: Answer | None = None,
    asked: str = "",
) -> HttpResponse:
    place = Place(
        action=reverse("guide", args=[scene.id]),
        forward=reverse("begin", args=[scene.id]),
        fresh=True,
        order=reverse("own-order", args=[scene.id]),
    )
    circumstances = started.circumstances(scene, first_day(scene.periods, today()))
    return show_guide(request, package, scene, circumstances, place=place, form=form, asked=asked)


def show_guide(
    request: HttpRequest,
    package: Package,
    scene: Scene,
    circumstances: Circumstances,
    *,
    place: Place,
    plan: Plan | None = None,
    form: Answer | None = None,
    asked: str = "",
    draft: DraftView | None = None,
) -> HttpResponse:
    """Draw the guide. plan: composed already, for a draft. form: an answer that came back with errors."""
    plan = plan or compose(scene, circumstances, package=package, calendar=port(WorkCalendar))
    question = _question(scene, plan, asked)
    if form is None and question is not None:
        kept = {slot_of(question=question.id): circumstances.answers.get(question.id)}
        form = Answer(question=question, initial=kept)
    drawn = showing.guide_of(
        plan,
        scene=scene,
        package=package,
        answers=circumstances.answers,
        dropped=circumstances.dropped,
        offer=_offer(request, package, scene, circumstances, draft),
    )
    counted = showing.counted_roles(plan, scene)
    context = {
        "view": draft,
        "scene": scene,
        "place": place,
        "plan": plan,
        "guide": drawn,
        "form": form if question is not None else None,
        "field": form[form.slot] if form is not None and question is not None else None,
        "question": question,
        "once": token(),
        "straight": place.fresh and request.actor.can(guidance.GuidancePermission.SUBMIT),
        "left": len(plan.open_questions),
        "has_records": place.fresh and bool(lines_of(scene, package)),
        "roles": [
            {"role": one, "number": circumstances.bearers.get(one.id, one.min)}
            for one in scene.roles.values()
            if one.id in counted
        ],
        "done": plan.next_question is None and bool(plan.items),
        "applying": applying_on(scene.periods, today()),
    }
    if context["done"]:
        context["own"] = charts.own_of(plan, scene, package, display_of(request))
    wanted = request.headers.get(FRAGMENT)
    template = "figures" if wants_figures(request) else "guide_part" if wanted else "guide"
    status = 422 if form is not None and form.errors else 200
    return render(request, f"portal/apply/{template}.html", context, status=status)


def _offer(
    request: HttpRequest, package: Package, scene: Scene, there: Circumstances, draft: DraftView | None
) -> tuple[OfferLine, ...]:
    """Return what could be looked up; figures alone do not say it."""
    if wants_figures(request):
        return ()
    return draft.offer if draft else offer_for(there, scene, package, calendar=port(WorkCalendar))


def _question(scene: Scene, plan: Plan, asked: str) -> Question | None:
    """Return the question to draw: the one that is to be changed, else the next that can change the plan."""
    if asked:
        for one in questions_of(scene):
            if one.id == asked and (
                one.id in plan.settled_questions or one.id in {q.id for q in plan.open_questions}
            ):
                return one
    return plan.next_question
