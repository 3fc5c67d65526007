"""Addresses of topics, charts and item versions."""

from onething.areas.guidance.api import GuidancePermission
from onething.channels.portal.charts import items, lists, own, topics, views
from onething.kit.pages import Public, page

_OPEN = Public("what a matter takes, and what it took in an earlier version, is open to everyone")
_GET = {"GET": _OPEN}
_VERSION = "matters/<slug:scene_id>/versions/<slug:hash_>/"

urlpatterns = [
    page("topics/", topics.topics, needs=_GET, name="topics"),
    page(
        "topics/<slug:topic_id>/<slug:scene_id>/<slug:situation_id>",
        topics.situation,
        needs={"GET": _OPEN, "POST": _OPEN},
        name="situation",
    ),
    page("matters/<slug:scene_id>/list", lists.make, needs={"POST": _OPEN}, name="list-make"),
    page("lists/<str:code>", lists.found, needs={"GET": _OPEN, "POST": _OPEN}, name="list"),
    page("lists/<str:code>/paper.pdf", lists.paper, needs=_GET, name="list-paper"),
    page("matters/<slug:scene_id>/order", own.of_session, needs=_GET, name="own-order"),
    page(
        "drafts/<uuid:draft_id>/order",
        own.of_draft,
        needs={"GET": GuidancePermission.SUBMIT},
        name="draft-order",
    ),
    page("matters/<slug:scene_id>/chart", views.current, needs=_GET, name="chart"),
    page(_VERSION, views.version, needs=_GET, name="chart-version"),
    page(f"{_VERSION}<slug:kind>-<int:number>.svg", views.file, needs=_GET, name="chart-file"),
    page(f"{_VERSION}items/<slug:item_id>", items.item, needs=_GET, name="item-version"),
]
