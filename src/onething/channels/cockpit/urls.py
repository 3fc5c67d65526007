"""Addresses of the cockpit. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.channels.cockpit import apart, inquiries, officers, views
from onething.channels.cockpit.permissions import CockpitPermission
from onething.kit.pages import page

urlpatterns = [
    page("", views.home, needs={"GET": CockpitPermission.ENTER}, name="cockpit"),
    *apart.urlpatterns,
    *officers.urlpatterns,
    *inquiries.urlpatterns,
]
