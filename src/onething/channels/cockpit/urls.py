"""Addresses of the cockpit. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.channels.cockpit import lights, views
from onething.channels.cockpit.permissions import CockpitPermission
from onething.kit.pages import page

urlpatterns = [
    page("", views.home, needs={"GET": CockpitPermission.ENTER}, name="cockpit"),
    *lights.urlpatterns,
]
