"""All records of credit of who is signed in or whom they act for, and the choice of those to be repaired."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.channels.portal.apply.drafting import first_open_step
from onething.core.credit.records import Record, lines_of
from onething.core.credit.repair_dates import Missing
from onething.kit.ports import now, today, token

#: What stands between a record and its repair, in words.
WAITS: dict[Missing, Any] = {
    Missing.FULFILMENT: _("登记簿上还没有履行完的凭证"),
    Missing.TIME: _("最短公示期还没满"),
    Missing.NEVER_SHOWN: _("按简易程序处罚，不公示，不用修复"),
    Missing.OVER: _("最长公示期满了，自动停止公示"),
    Missing.MOVED_ON: _("企业列入满 3 年，已经转入严重违法失信名单；个体工商户照样可以恢复"),
}


def records(request: HttpRequest, scene_id: str) -> HttpResponse:
    """Show every record with its day and its earliest day of repair; those that are chosen begin a draft.

    `by` is the number of an authority, never that of a person: whose records they are. A matter without records leads to its
    guide. Raises SceneNotFound, NothingPicked, NotRepresented.
    """
    package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    if not lines_of(scene, package):
        return redirect("guide", scene.id)
    principals = people.list_principals(request.actor, scene=scene.id, on=today())
    by = (request.POST if request.method == "POST" else request.GET).get("by", "")
    acted = next((one for one in principals if str(one.id) == by), None)
    if by and acted is None:
        raise guidance.NotRepresented
    principal = acted.principal if acted else ""
    if request.method == "POST":
        view = guidance.open_draft_of_records(
            request.actor,
            scene=scene.id,
            chosen=request.POST.getlist("record"),
            once=request.POST.get("once", "")[:100],
            principal=principal,
            now=now(),
        )
        return redirect(first_open_step(view), view.id)
    found, silent = guidance.list_records(request.actor, scene=scene.id, principal=principal, now=now())
    context = {
        "scene": scene,
        "lines": [_line(one) for one in found],
        "ready": sum(one.ready for one in found),
        "silent": [one.reason for one in silent[:1] if one.outcome != "not_found"],
        "once": token(),
        "principals": principals,
        "acted": acted,
    }
    return render(request, "portal/apply/records.html", context)


def _line(record: Record) -> dict[str, Any]:
    repair = record.repair
    return {
        "record": record,
        "earliest": repair.earliest if repair else None,
        "until": repair.displayed_until if repair else None,
        "waits": [WAITS[one] for one in record.waits if one in WAITS],
    }
