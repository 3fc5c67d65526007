"""Intake and decision apart: first-pass rate, returns by side and cause, load of each officer; each opens to its list."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.cases.parts import Cause, Side
from onething.core.cases.views import Apart
from onething.kit.pages import page
from onething.kit.ports import today

NAME = "cockpit-apart"
#: The figures are of so many days, today included.
DAYS = 30
SIDES = {
    Side.INTAKE: gettext_lazy("收件"),
    Side.OFFICE: gettext_lazy("审批"),
    Side.APPLICANT: gettext_lazy("申请人"),
}
CAUSES = {
    Cause.MISSED: gettext_lazy("清单列明的材料没有收"),
    Cause.UNREADABLE: gettext_lazy("扫描看不清"),
    Cause.MISTYPED: gettext_lazy("录入与原件不符"),
    Cause.NOT_LISTED: gettext_lazy("清单没有列、另外要的"),
    Cause.UNTRUE: gettext_lazy("申请人给的不实"),
}


def period_of(request: HttpRequest) -> dict[str, date]:
    """Return the days that are asked for, the last thirty without a word."""
    until = _day(request.GET.get("until", ""), today())
    return {"since": _day(request.GET.get("since", ""), until - timedelta(days=DAYS - 1)), "until": until}


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def figures(request: HttpRequest) -> HttpResponse:
    """Show every figure of the period, each as a link to its list."""
    period = period_of(request)
    made = cases.apart(request.actor, **period)
    base, days = reverse("cockpit-apart-list"), f"since={period['since']}&until={period['until']}"
    context = {
        **frame(request.actor, current=NAME),
        **period,
        "figures": made,
        "rate": _rate(made),
        "passed_url": f"{base}?what=first&{days}",
        "stumbled_url": f"{base}?what=again&{days}",
        "stumbled": made.decided - made.first_pass,
        "returned": [
            (SIDES[side], CAUSES[cause], n, f"{base}?what=returned&side={side}&cause={cause}&{days}")
            for (side, cause), n in sorted(made.returned.items())
        ],
        "loads": [
            (made.names.get(officer, "—"), n, f"{base}?what=load&officer={officer}")
            for officer, n in made.loads.items()
        ],
        "hand_overs_url": f"{base}?what=hand_overs",
    }
    return render(request, "cockpit/apart.html", context)


def _rate(made: Apart) -> str:
    """Return the first-pass rate in words, "" where nothing was decided."""
    return f"{made.first_pass * 100 / made.decided:.1f}%" if made.decided else ""


def listed(request: HttpRequest) -> HttpResponse:
    """Show the list behind one figure."""
    title, lines = _list(request)
    context = {**frame(request.actor, current=NAME), "title": title, "lines": lines}
    return render(request, "cockpit/apart_list.html", context)


def _list(request: HttpRequest) -> tuple[str, Any]:
    actor, on, period = request.actor, today(), period_of(request)
    match request.GET.get("what", ""):
        case "again":
            return _("没有一次通过的"), _plain(cases.list_passed(actor, first=False, today=on, **period))
        case "returned":
            side, cause = _one_of(Side, request, "side"), _one_of(Cause, request, "cause")
            found = cases.list_returned(actor, side=side, cause=cause, today=on, **period)
            return _("退回收件的"), [(one.line, one.reason) for one in found]
        case "load":
            officer = request.GET.get("officer", "")[:60]
            return _("手里的件"), _plain(cases.list_load(actor, officer=officer, today=on))
        case "hand_overs":
            waiting = cases.list_hand_overs(actor, today=on)
            return _("还没确认的交接"), [
                (one.line, f"{one.giver_name} → {one.receiver_name}，{one.reason}") for one in waiting
            ]
    return _("一次通过的"), _plain(cases.list_passed(actor, first=True, today=on, **period))


def _plain(lines: Any) -> list[tuple[Any, str]]:
    return [(one, "") for one in lines]


def _one_of(kind: type[Any], request: HttpRequest, name: str) -> Any:
    """Return the choice that is asked for, None without one or for one that there is not."""
    value = request.GET.get(name, "")
    return kind(value) if value in set(kind) else None


def _waiting(actor: Actor) -> int:
    """Return how many hand-overs nobody has confirmed."""
    return len(cases.list_hand_overs(actor, today=today()))


ROOMS.append(
    Room(
        NAME,
        gettext_lazy("收审分离"),
        gettext_lazy("一次通过率、退回算谁的、每位审批人员手里多少件、还没确认的交接。"),
        cases.CasesPermission.APART,
        _waiting,
    )
)

urlpatterns = [
    page("apart/", figures, needs={"GET": cases.CasesPermission.APART}, name=NAME),
    page("apart/list", listed, needs={"GET": cases.CasesPermission.APART}, name="cockpit-apart-list"),
]
