"""Addresses of the cockpit. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.areas.cases.api import CasesPermission
from onething.areas.notices.api import NoticesPermission
from onething.areas.problems.api import ProblemsPermission
from onething.areas.ratings.api import RatingsPermission
from onething.areas.upkeep.api import UpkeepPermission
from onething.channels.cockpit import (
    apart,
    automatic,
    bad_ratings,
    dead_letters,
    inquiries,
    lights,
    officers,
    prechecks,
    problems,
    rated,
    rightings,
    systems,
    undelivered,
    views,
)
from onething.channels.cockpit.permissions import CockpitPermission
from onething.kit.pages import page

_ORDER = {"GET": RatingsPermission.SEE_ORDERS, "POST": RatingsPermission.SEE_ORDERS}
_COUNT = {"GET": RatingsPermission.COUNT}
_LETTER = {"GET": NoticesPermission.SEE_UNDELIVERED, "POST": NoticesPermission.SETTLE}
_LETTER_OF_WORK = {"GET": UpkeepPermission.SEE_DEAD, "POST": UpkeepPermission.DRIVE}
_SYSTEM = {"GET": CasesPermission.WATCH_SYSTEMS, "POST": CasesPermission.ASK_AGAIN}

urlpatterns = [
    page("", views.home, needs={"GET": CockpitPermission.ENTER}, name="cockpit"),
    *lights.urlpatterns,
    page(
        "undelivered/",
        undelivered.room,
        needs={"GET": NoticesPermission.SEE_UNDELIVERED},
        name="cockpit-undelivered",
    ),
    page(
        "bad-ratings/",
        bad_ratings.room,
        needs={"GET": RatingsPermission.SEE_ORDERS},
        name="cockpit-bad-ratings",
    ),
    page("bad-ratings/<uuid:order_id>/", bad_ratings.order, needs=_ORDER, name="cockpit-bad-rating"),
    page(
        "bad-ratings/<uuid:order_id>/sheet.pdf",
        bad_ratings.sheet,
        needs={"GET": RatingsPermission.SEE_ORDERS},
        name="cockpit-bad-rating-sheet",
    ),
    page(
        "bad-ratings/<uuid:order_id>/rater",
        bad_ratings.rater,
        needs={"GET": RatingsPermission.CALL_BACK},
        name="cockpit-rater",
    ),
    page("problems/", problems.room, needs={"GET": ProblemsPermission.SEE}, name="cockpit-problems"),
    page(
        "problems/<str:number>/",
        problems.problem,
        needs={"GET": ProblemsPermission.SEE, "POST": ProblemsPermission.SEE},
        name="cockpit-problem",
    ),
    page("ratings/", rated.room, needs=_COUNT, name="cockpit-ratings"),
    page("ratings/list", rated.listed, needs=_COUNT, name="cockpit-rated"),
    page("ratings/held/", rated.held, needs={"GET": RatingsPermission.LOOK_INTO}, name="cockpit-held"),
    page(
        "ratings/held/<uuid:ref>",
        rated.look,
        needs={"POST": RatingsPermission.LOOK_INTO},
        name="cockpit-look",
    ),
    page("undelivered/<uuid:letter_id>/", undelivered.letter, needs=_LETTER, name="cockpit-letter"),
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
    *apart.urlpatterns,
    *officers.urlpatterns,
    *automatic.urlpatterns,
    *rightings.urlpatterns,
    *inquiries.urlpatterns,
    *prechecks.urlpatterns,
]
