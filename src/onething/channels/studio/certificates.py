"""The room of village certificates (村级证明): every kind, what replaces it, who demands it, who was asked for it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.certificates import api as certificates
from onething.areas.certificates.api import CertificatesPermission
from onething.areas.register import api as register
from onething.channels.studio.permissions import StudioPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.catalogue.words import CertificateStatus
from onething.core.register.certificates import forbidden_of
from onething.core.source import Text
from onething.kit.pages import page

ROOM = "studio-certificates"
STATUS = {
    CertificateStatus.FORBIDDEN: Text("不得出具", "must not be issued"),
    CertificateStatus.REVIEWED: Text("正在清理", "under review"),
    CertificateStatus.KEPT: Text("保留", "kept"),
}

ROOMS.append(
    Room(
        ROOM,
        _("村级证明"),
        _("哪些不得要求、用什么代替，哪个事项还在要，谁向村（社区）要过。"),
        CertificatesPermission.READ,
    )
)


def room(request: HttpRequest) -> HttpResponse:
    """Show every kind, by its status."""
    kinds = certificates.list_kinds(request.actor)
    counts = request.actor.can(CertificatesPermission.COUNT)
    context = {
        **frame(request.actor, current=ROOM),
        "groups": [
            (label, found)
            for status, label in STATUS.items()
            if (found := [one for one in kinds if one.kind.status is status])
        ],
        "counts": counts,
        "imported": register.list_demanding(
            request.actor,
            city=settings.CITY,
            forbidden=forbidden_of(catalogue.current(request.actor)),
            without=register.DEFINED,
        ),
        "demands": certificates.count_demands(request.actor) if counts else (),
    }
    return render(request, "studio/certificates.html", context)


def demands(request: HttpRequest) -> HttpResponse:
    """Show the slips behind a number: of a kind, and of an office or of a body by its name."""
    kind = request.GET.get("kind", "")
    asked = "office" in request.GET or "asker" in request.GET
    lines = certificates.list_slips(
        request.actor,
        kind=kind,
        office=request.GET.get("office", "") if asked else None,
        asker=request.GET.get("asker", "") if not request.GET.get("office") else "",
    )
    context = {**frame(request.actor, current=ROOM), "kind": kind, "lines": lines}
    return render(request, "studio/certificate_demands.html", context)


urlpatterns = [
    page("certificates/", room, needs={"GET": StudioPermission.ENTER}, name=ROOM),
    page(
        "certificates/demands",
        demands,
        needs={"GET": CertificatesPermission.COUNT},
        name="studio-certificate-demands",
    ),
]
