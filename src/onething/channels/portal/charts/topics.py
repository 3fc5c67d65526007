"""Topics, themes and situations, and the guidance card of one situation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.channels.portal.apply import showing
from onething.channels.portal.apply.started import Started
from onething.channels.portal.charts import drawn, places
from onething.core.catalogue.model import Situation
from onething.core.composition import Circumstances, compose
from onething.core.workdays import WorkCalendar
from onething.kit.context import display_of
from onething.kit.ports import port, today


def topics(request: HttpRequest) -> HttpResponse:
    """Every scene under its topic, with its situations; a city without topics has one list."""
    package = catalogue.current(request.actor)
    found = [
        {
            "id": topic.id,
            "name": topic.name,
            "objects": [_OBJECTS[one]() for one in topic.objects if one in _OBJECTS],
            "themes": [
                {"scene": package.scenes[id], "situations": situations}
                for id, situations in topic.themes.items()
            ],
        }
        for topic in package.topics.values()
    ]
    placed = {scene for topic in package.topics.values() for scene in topic.themes}
    rest = [scene for scene in package.scenes.values() if scene.id not in placed]
    return render(request, "portal/charts/topics.html", {"topics": found, "rest": rest})


_OBJECTS = {
    "person": lambda: _("个人"),
    "company": lambda: _("企业"),
}


def situation(request: HttpRequest, topic_id: str, scene_id: str, situation_id: str) -> HttpResponse:
    """The guidance card of a situation: what comes with these answers. POST begins the guide with them."""
    package, topic, scene, found = catalogue.get_situation(
        request.actor, topic=topic_id, scene=scene_id, situation=situation_id
    )
    if request.method == "POST":
        started = Started(scene.id, scene.hash, answers=_plain(found))
        started.keep(request.session)
        return redirect("guide", scene.id)
    there = Circumstances(on=today(), answers=found.answers)
    plan = compose(scene, there, package=package, calendar=port(WorkCalendar))
    guide = showing.guide_of(plan, scene=scene, package=package, answers=found.answers, dropped=frozenset())
    taken = {one.id for one in plan.items}
    channels = {one for line in scene.items for one in line.item.channels if line.item.id in taken}
    return render(
        request,
        "portal/charts/situation.html",
        {
            "topic": topic,
            "scene": scene,
            "situation": found,
            "plan": plan,
            "guide": guide,
            "own": drawn.own_of(plan, scene, package, display_of(request)),
            "channels": places.channels_said(channels),
            "fees": plan.fees.total_fen,
            "left": len(plan.open_questions),
        },
    )


def _plain(found: Situation) -> dict[str, object]:
    """Return the answers as a session keeps them."""
    return {
        name: list(value)
        if isinstance(value, tuple)
        else value.isoformat()
        if hasattr(value, "isoformat")
        else value
        for name, value in found.answers.items()
    }
