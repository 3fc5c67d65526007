"""Addresses of the studio. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.channels.studio import impact, register, views
from onething.channels.studio.permissions import StudioPermission
from onething.kit.pages import page

urlpatterns = [
    page("", views.home, needs={"GET": StudioPermission.ENTER}, name="studio"),
    *register.urlpatterns,
    *impact.urlpatterns,
]
