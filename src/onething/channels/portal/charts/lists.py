"""The personal checklist: one sheet to take along, whose code brings the same answers back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.offices import api as offices
from onething.channels.portal.apply import showing
from onething.channels.portal.apply.started import Started
from onething.channels.portal.charts import places
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.periods import first_day
from onething.core.composition import Circumstances, ItemState, Plan, compose
from onething.core.composition.plan import PlanMaterial
from onething.core.papers import Printer
from onething.core.workdays import WorkCalendar
from onething.kit.context import display_of
from onething.kit.ports import now, port, today
from onething.kit.problems import written_day

MOST_PLACES = 4
_KEPT = ("answers", "dropped", "insisted", "bearers")


def make(request: HttpRequest, scene_id: str) -> HttpResponse:
    """Keep what this visitor has answered under a code. Nothing is received, no limit runs."""
    _package, scene = catalogue.get_scene(request.actor, scene=scene_id)
    started = Started.of(request.session, scene)
    started.fit(scene)
    kept = guidance.keep_list(
        request.actor,
        scene=scene.id,
        scene_hash=scene.hash,
        content={name: getattr(started, name) for name in _KEPT},
        now=now(),
    )
    return redirect("list", kept.code)


def found(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR opens: which matter it is; POST takes the answers back and goes on. Raises ListNotFound."""
    kept = guidance.get_list(request.actor, code=code, now=now())
    _package, scene = catalogue.get_scene(request.actor, scene=kept.scene)
    if request.method == "POST":
        _started(kept, scene).keep(request.session)
        return redirect("guide", scene.id)
    context = {"scene": scene, "kept": kept, "changed": kept.scene_hash != scene.hash}
    response = render(request, "portal/charts/list.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The checklist on one sheet, by the rules that hold now. Raises ListNotFound."""
    kept = guidance.get_list(request.actor, code=code, now=now())
    package, scene = catalogue.get_scene(request.actor, scene=kept.scene)
    there = _started(kept, scene).circumstances(scene, first_day(scene.periods, today()))
    plan = compose(scene, there, package=package, calendar=port(WorkCalendar))
    content = port(Printer).print(  # type: ignore[type-abstract]
        "checklist",
        values_of(request, plan, scene, package, there, kept),
        number="",
        on=today(),
        verify_url=f"{settings.PUBLIC_ADDRESS}{reverse('list', args=[kept.code])}",
        organ="",
        language="en" if display_of(request).english else "zh",
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="checklist-{scene.id}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _started(kept: guidance.KeptList, scene: Scene) -> Started:
    """Return the answers as this version of the scene takes them."""
    started = Started(scene.id, kept.scene_hash, **{name: kept.content[name] for name in _KEPT})
    started.fit(scene)
    return started


def values_of(
    request: HttpRequest,
    plan: Plan,
    scene: Scene,
    package: Package,
    there: Circumstances,
    kept: guidance.KeptList,
) -> dict[str, object]:
    """Return the values of the checklist, in the reader's language."""
    guide = showing.guide_of(plan, scene=scene, package=package, answers=there.answers, dropped=there.dropped)
    lines = [one for one in plan.materials if not one.form]
    free = {one.key for one in guide.free}
    applied = [one for one in plan.items if one.state is not ItemState.PROACTIVE]
    return {
        "scene": showing.say(scene.name),
        "figures": _figures(plan, guide, scene),
        "answers": [{"question": one.text, "answer": one.answer} for one in guide.answered],
        "items": [
            {
                "name": showing.say(one.name),
                "office": _office(package, scene, one.id, one.department),
            }
            for one in applied
        ],
        "bring": [_bring(one, scene, package) for one in lines if showing.bare(one.key) not in free],
        "not_needed": [{"name": one.name, "source": one.source} for one in guide.free],
        "steps": _steps(applied, scene, guide, kept),
        "places": _places(request, {one.department for one in applied}),
    }


def _figures(plan: Plan, guide: showing.Guide, scene: Scene) -> list[dict[str, str]]:
    most = "" if plan.figures.sure else _("最多")
    fen = plan.fees.total_fen
    fee = _("不收费") if not fen else _("%(yuan)s 元") % {"yuan": f"{fen // 100:,}.{fen % 100:02d}"}
    return [
        {"label": _("要交材料"), "value": f"{most} {len(guide.needed)}".strip(), "note": _("份")},
        {"label": _("填写用时"), "value": f"{most} {plan.figures.minutes}".strip(), "note": _("分钟")},
        {
            "label": _("最迟办好"),
            "value": written_day(plan.figures.promised_on, showing.language(), year=False),
            "note": _on_time(scene, plan),
        },
        {"label": _("收费"), "value": fee, "note": ""},
    ]


def _on_time(scene: Scene, plan: Plan) -> str:
    """Return from when the last day is reckoned."""
    on = plan.circumstances.on
    if on == today():
        return _("今天交、不缺材料")
    return _("%(day)s交、不缺材料") % {"day": written_day(on, showing.language(), weekday=False)}


def _office(package: Package, scene: Scene, item: str, department: str) -> str:
    return f"{showing.department(package, department)} {showing.days_of(package, scene, item)}"


def _bring(one: PlanMaterial, scene: Scene, package: Package) -> dict[str, object]:
    line = showing.material(one, scene, package)
    said = [line.ways]
    if one.original:
        said.append(_("看原件"))
    if one.copies:
        said.append(_("复印件 %(n)s 份") % {"n": one.copies})
    if one.possible:
        said.append(_("可能要交"))
    said.append(_("用于%(items)s") % {"items": line.used_for})
    return {"name": line.name, "copies": max(one.copies, 1), "note": _("；").join(filter(None, said))}


def _steps(applied: list, scene: Scene, guide: showing.Guide, kept: guidance.KeptList) -> list[str]:
    items = {one.item.id: one.item for one in scene.items}
    channels = {channel for one in applied for channel in items[one.id].channels}
    said = []
    if channels:
        said.append(_("在这些地方都能申请：%(channels)s。") % {"channels": places.channels_said(channels)})
    said += [
        _("%(item)s等%(names)s办好后自动开始。") % {"item": one.name, "names": one.waits}
        for one in guide.items
        if one.waits
    ]
    day = written_day(kept.last_day, showing.language(), weekday=False)
    said.append(
        _("下面的码用到 %(day)s：手机、自助终端、窗口扫了，答过的不用再答。里面没有您的姓名和证件。")
        % {"day": day}
    )
    return said


def _places(request: HttpRequest, departments: set[str]) -> list[dict[str, str]]:
    found = [
        office
        for department in sorted(departments)
        for office in offices.list_offices(request.actor, department=department)[:1]
    ]
    lines = {
        showing.say(one.name): " ".join(filter(None, (one.address, one.phone, showing.say(one.hours))))
        for one in found
        if one.address or one.phone
    }
    return [{"name": name, "address": where} for name, where in list(lines.items())[:MOST_PLACES]]
