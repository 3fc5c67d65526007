"""An item in exactly one version of a scene: what it asks for, how long it takes, what it costs, where, and what it gives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.areas.catalogue import api as catalogue
from onething.areas.offices import api as offices
from onething.channels.portal.apply import showing
from onething.channels.portal.charts import drawn, places
from onething.channels.portal.charts.views import is_current

MOST_OFFICES = 40


def item(request: HttpRequest, scene_id: str, hash_: str, item_id: str) -> HttpResponse:
    """The guidance card of one item. Raises SceneNotFound, ItemNotFound."""
    package, scene, line = catalogue.get_item(request.actor, scene=scene_id, hash_=hash_, item=item_id)
    found = line.item
    _, order = drawn.data_of(scene, package)
    names = {card.id: card.name for card in order.items}
    department = package.departments.get(found.department)
    return render(
        request,
        "portal/charts/item.html",
        {
            "scene": scene,
            "item": found,
            "line": line,
            "department": department,
            "kind": places.kind_said(found),
            "channels": places.channels_said(found.channels),
            "days": showing.days_of(package, scene, found.id),
            "calendar_days": found.day_kind == "calendar",
            "materials": [
                {
                    "name": package.materials[one.material].label,
                    "whose": places.role_of(scene, one),
                    "ways": places.ways_said(one),
                    "sheets": places.sheets_said(one),
                    "sometimes": one.when is not None or not one.required,
                    "free": places.provided(one),
                    "law": one.law,
                }
                for one in found.materials
                if not (one.form or package.materials[one.material].form)
            ],
            "before": [
                {"id": edge.first, "name": names[edge.first], "what": edge.what}
                for edge in order.edges
                if edge.then == found.id
            ],
            "after": [
                {"id": edge.then, "name": names[edge.then]} for edge in order.edges if edge.first == found.id
            ],
            "offices": offices.list_offices(request.actor, department=found.department)[:MOST_OFFICES],
            "holds": is_current(request, scene),
        },
    )
