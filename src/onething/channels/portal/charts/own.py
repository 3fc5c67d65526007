"""The order of departments and items for one's own answers, as a page to print: what the guide shows, and nothing beyond it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onething.areas.catalogue import api as catalogue
from onething.channels.portal.apply import drafting, showing
from onething.channels.portal.apply.started import Started
from onething.channels.portal.charts import drawn
from onething.channels.portal.charts.views import waits_of
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.periods import applying_on, first_day
from onething.core.composition import Plan, compose
from onething.core.workdays import WorkCalendar
from onething.kit.context import display_of
from onething.kit.ports import port, today


def of_session(request: HttpRequest, scene_id: str) -> HttpResponse:
    """The order by what this visitor has answered so far. Raises SceneNotFound."""
    package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    started = Started.of(request.session, scene)
    started.fit(scene)
    there = started.circumstances(scene, first_day(scene.periods, today()))
    plan = compose(scene, there, package=package, calendar=port(WorkCalendar))
    return _show(request, plan, scene, package, back=reverse("guide", args=[scene.id]))


def of_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The order by the answers of a draft. Raises DraftNotFound, also for somebody else's."""
    view = drafting.view_of(request, draft_id)
    if view.number:
        return drafting.to_what_was_sent(request, view)
    package, scene = catalogue.get_scene(request.actor, scene=view.scene)
    back = reverse("draft-questions", args=[view.id])
    return _show(request, view.plan, scene, package, back=back)


def _show(request: HttpRequest, plan: Plan, scene: Scene, package: Package, *, back: str) -> HttpResponse:
    own = drawn.own_of(plan, scene, package, display_of(request))
    chart = own.chart if own else drawn.own_order_chart(plan, scene, package)
    context = {
        "scene": scene,
        "plan": plan,
        "own": own,
        "chart": chart,
        "applying": applying_on(scene.periods, today()),
        "lines": waits_of(chart),
        "answered": showing.answered_lines(plan, scene, plan.circumstances.answers),
        "left": len(plan.open_questions),
        "back": back,
    }
    response = render(request, "portal/charts/own.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
