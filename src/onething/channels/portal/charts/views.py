"""The charts of a scene: as it holds now, or in exactly one version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.areas.catalogue import api as catalogue
from onething.channels.portal.charts import drawn
from onething.core.catalogue.model import Package, Scene
from onething.core.charts import OrderChart
from onething.kit.context import display_of

_DAY = 24 * 60 * 60


def current(request: HttpRequest, scene_id: str) -> HttpResponse:
    package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    return _show(request, package, scene)


def version(request: HttpRequest, scene_id: str, hash_: str) -> HttpResponse:
    """The charts of one version, for ever under this address. Raises SceneNotFound."""
    package, scene = catalogue.get_scene(request.actor, scene=scene_id, hash_=hash_)
    return _show(request, package, scene)


def file(request: HttpRequest, scene_id: str, hash_: str, kind: str, number: int) -> HttpResponse:
    """One sheet of a chart as a file of its own; it never changes under its address."""
    package, scene = catalogue.get_scene(request.actor, scene=scene_id, hash_=hash_)
    if kind not in drawn.KINDS:
        raise catalogue.SceneNotFound(scene_id)
    sheets = drawn.sheets(scene, package, kind, display_of(request).language)
    if not 1 <= number <= len(sheets):
        raise catalogue.SceneNotFound(scene_id)
    response = HttpResponse(sheets[number - 1], content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"private, max-age={_DAY}"
    return response


def _show(request: HttpRequest, package: Package, scene: Scene) -> HttpResponse:
    charts = drawn.charts_of(scene, package, display_of(request))
    return render(
        request,
        "portal/charts/chart.html",
        {
            "scene": scene,
            "topic": drawn.topic_of(scene, package),
            "charts": charts,
            "names": {card.id: card.name for card in charts.order.items},
            "order": waits_of(charts.order),
            "holds": is_current(request, scene),
            "lead": package.departments.get(scene.lead),
        },
    )


def is_current(request: HttpRequest, scene: Scene) -> bool:
    """Say whether this version of a scene is the one that holds now."""
    now = catalogue.current(request.actor).scenes.get(scene.id)
    return now is not None and now.hash == scene.hash


def waits_of(chart: OrderChart) -> list[dict[str, object]]:
    """Return the items in their order, each with what it waits for, what is handed to it, and the day by which it is done."""
    names = {card.id: card.name for card in chart.items}
    return [
        {
            "card": card,
            "waits": [
                {"id": edge.first, "name": names[edge.first], "what": edge.what}
                for edge in chart.edges
                if edge.then == card.id
            ],
            "on_path": card.id in chart.path,
            "end": chart.ends.get(card.id),
            "possible": card.id in chart.possible,
        }
        for card in chart.items
    ]
