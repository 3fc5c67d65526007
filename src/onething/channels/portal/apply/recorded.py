"""All records of credit of who is signed in, and the choice of those to be repaired."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.portal.apply.drafting import first_open_step
from onething.core.credit.records import Record, lines_of
from onething.core.credit.repair_dates import Missing
from onething.kit.ports import now, token

#: What stands between a record and its repair, in words.
WAITS: dict[Missing, Any] = {
    Missing.FULFILMENT: _("登记簿上还没有履行完的凭证"),
    Missing.TIME: _("最短公示期还没满"),
    Missing.NEVER_SHOWN: _("按简易程序处罚，不公示，不用修复"),
    Missing.OVER: _("最长公示期满了，自动停止公示"),
}


def records(request: HttpRequest, scene_id: str) -> HttpResponse:
    """Show every record with its day and its earliest day of repair; those that are chosen begin a draft.

    A matter without records leads to its guide. Raises SceneNotFound, NothingPicked.
    """
    package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    if not lines_of(scene, package):
        return redirect("guide", scene.id)
    if request.method == "POST":
        view = guidance.open_draft_of_records(
            request.actor,
            scene=scene.id,
            chosen=request.POST.getlist("record"),
            once=request.POST.get("once", "")[:100],
            now=now(),
        )
        return redirect(first_open_step(view), view.id)
    found, silent = guidance.list_records(request.actor, scene=scene.id, now=now())
    context = {
        "scene": scene,
        "lines": [_line(one) for one in found],
        "ready": sum(one.ready for one in found),
        "silent": [one.reason for one in silent[:1] if one.outcome != "not_found"],
        "once": token(),
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
