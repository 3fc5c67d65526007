"""Addresses of the cockpit. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.areas.notices.api import NoticesPermission
from onething.channels.cockpit import undelivered, views
from onething.channels.cockpit.permissions import CockpitPermission
from onething.kit.pages import page

_LETTER = {"GET": NoticesPermission.SEE_UNDELIVERED, "POST": NoticesPermission.SETTLE}

urlpatterns = [
    page("", views.home, needs={"GET": CockpitPermission.ENTER}, name="cockpit"),
    page(
        "undelivered/",
        undelivered.room,
        needs={"GET": NoticesPermission.SEE_UNDELIVERED},
        name="cockpit-undelivered",
    ),
    page("undelivered/<uuid:letter_id>/", undelivered.letter, needs=_LETTER, name="cockpit-letter"),
]
