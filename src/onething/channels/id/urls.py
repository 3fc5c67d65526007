"""One address for every name that `core.linked.uris` gives."""

from onething.channels.id import views
from onething.kit.pages import Public, page

urlpatterns = [
    page(
        "<path:name>",
        views.show,
        needs={"GET": Public("the catalogue of what a city does is open to all")},
        name="id",
    ),
]
