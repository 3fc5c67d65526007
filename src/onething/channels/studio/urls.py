"""Addresses of the studio. A room brings its own pages; its `Room` stands in `rooms.ROOMS`."""

from onething.channels.studio import (
    answer_urls,
    certificates,
    charting,
    drafts_urls,
    exams,
    impact,
    register,
    revisions,
    towns,
    upgrading,
    views,
)
from onething.channels.studio.permissions import StudioPermission
from onething.kit.pages import page

urlpatterns = [
    page("", views.home, needs={"GET": StudioPermission.ENTER}, name="studio"),
    *register.urlpatterns,
    *impact.urlpatterns,
    *revisions.urlpatterns,
    *towns.urlpatterns,
    *drafts_urls.urlpatterns,
    *charting.urlpatterns,
    *certificates.urlpatterns,
    *answer_urls.urlpatterns,
    *exams.urlpatterns,
    *upgrading.urlpatterns,
]
