"""Addresses of the cockpit. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.areas.cases.api import CasesPermission
from onething.areas.upkeep.api import UpkeepPermission
from onething.channels.cockpit import dead_letters, systems, views
from onething.channels.cockpit.permissions import CockpitPermission
from onething.kit.pages import page

_LETTER_OF_WORK = {"GET": UpkeepPermission.SEE_DEAD, "POST": UpkeepPermission.DRIVE}
_SYSTEM = {"GET": CasesPermission.WATCH_SYSTEMS, "POST": CasesPermission.ASK_AGAIN}

urlpatterns = [
    page("", views.home, needs={"GET": CockpitPermission.ENTER}, name="cockpit"),
    page("systems/", systems.room, needs={"GET": CasesPermission.WATCH_SYSTEMS}, name="cockpit-systems"),
    page("systems/<slug:system>/", systems.system, needs=_SYSTEM, name="cockpit-system"),
    page(
        "dead-letters/",
        dead_letters.room,
        needs={"GET": UpkeepPermission.SEE_DEAD},
        name="cockpit-dead-letters",
    ),
    page("dead-letters/jobs/<uuid:job>/", dead_letters.job, needs=_LETTER_OF_WORK, name="cockpit-dead-job"),
    page(
        "dead-letters/pushes/<str:case>/<int:sequence>/",
        dead_letters.push,
        needs=_LETTER_OF_WORK,
        name="cockpit-dead-push",
    ),
]
