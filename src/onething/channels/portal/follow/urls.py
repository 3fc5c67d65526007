"""Addresses of what comes after the receipt."""

from onething.areas.audit.api import AuditPermission
from onething.areas.cases.api import CasesPermission
from onething.areas.people.api import PeoplePermission
from onething.channels.portal.follow import representing, tracking
from onething.kit.pages import Public, page

_CHANGE = {"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.CHANGE}
_CODE = Public("whoever holds number and code may see the masked progress")

urlpatterns = [
    page("applications/", tracking.mine, needs=CasesPermission.SEE_OWN, name="my-applications"),
    page(
        "applications/<str:number>/",
        tracking.track,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.SUPPLEMENT},
        name="track",
    ),
    page(
        "applications/<str:number>/withdraw",
        tracking.withdraw,
        needs={"GET": CasesPermission.SEE_OWN, "POST": CasesPermission.WITHDRAW},
        name="track-withdraw",
    ),
    page("applications/<str:number>/contact", tracking.contact, needs=_CHANGE, name="track-contact"),
    page("applications/<str:number>/delivery", tracking.delivery, needs=_CHANGE, name="track-delivery"),
    page(
        "applications/<str:number>/results", tracking.results, needs=CasesPermission.SEE_OWN, name="results"
    ),
    page("applications/<str:number>/sent", tracking.sent, needs=CasesPermission.SEE_OWN, name="track-sent"),
    page("progress", tracking.progress, needs={"GET": _CODE, "POST": _CODE}, name="progress"),
    page("who-looked", representing.looks, needs=AuditPermission.OWN_LOOKS, name="who-looked"),
    page(
        "representatives", representing.authorities, needs=PeoplePermission.AUTHORISE, name="representatives"
    ),
    page(
        "representatives/<uuid:authority_id>/end",
        representing.end,
        needs=PeoplePermission.AUTHORISE,
        name="representative-end",
    ),
    page("settings", representing.settings_page, needs=PeoplePermission.OWN_ACCOUNT, name="settings"),
]
