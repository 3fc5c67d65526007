"""The room of lights: the red list, what is said of a light, and how much was overdue; every figure opens to its list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.supervision import api as supervision
from onething.areas.supervision.api import SupervisionPermission
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.clock import Limit, Stage
from onething.core.source import Text
from onething.core.supervision import NEXT, RANK_FROM, Period, Rate, Rates, Standing, begins_on, rates
from onething.kit.forms import Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now, today

PERIODS = ((Period.WEEK, _("本周")), (Period.MONTH, _("本月")), (Period.QUARTER, _("本季")))
LIMITS = ((Limit.PROMISED, _("承诺期限")), (Limit.STATUTORY, _("法定期限")))
SHOWN = (("red", _("红灯")), ("all", _("全部提醒")))

ROOMS.append(
    Room(
        name="lights",
        title=_("时限与红单"),
        about=_("每盏红灯为什么亮、在谁手里、要做什么；部门和镇街的逾期率。"),
        needs=SupervisionPermission.SEE,
        waiting=supervision.count_waiting,
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what it does not know is as if it were not there."""

    period: Period
    limit: Limit
    shown: str
    department: str
    town: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        given = request.GET
        return cls(
            _one_of(Period, given.get("period"), Period.MONTH),
            _one_of(Limit, given.get("limit"), Limit.PROMISED, among=[one for one, _name in LIMITS]),
            "all" if given.get("shown") == "all" else "red",
            given.get("department", ""),
            given.get("town", ""),
        )

    def link(self, name: str = "lights", **more: Any) -> str:
        """Return an address that asks for the same but for `more`."""
        words = {
            "period": self.period.value,
            "limit": self.limit.value,
            "shown": self.shown,
            "department": self.department,
            "town": self.town,
            **more,
        }
        return f"{reverse(name)}?{urlencode({key: value for key, value in words.items() if value})}"

    def since(self, on: date) -> date:
        return begins_on(self.period, on)


def _one_of(kind: Any, given: str | None, usual: Any, among: Any = None) -> Any:
    return kind(given) if given in [one.value for one in among or kind] else usual


def lights(request: HttpRequest) -> HttpResponse:
    """Show the red list of a period, and the rates beside it."""
    asked, on, actor = Asked.of(request), today(), request.actor
    sought = supervision.Sought(
        red=True if asked.shown == "red" else None,
        department=asked.department,
        town=asked.town,
        since=asked.since(on),
    )
    found = supervision.list_warnings(actor, sought=sought, cursor=_cursor(request), today=on)
    package = catalogue.current(actor)
    by_department, by_town = _rates(actor, asked, on, package)
    context = {
        **frame(actor, current="lights"),
        "asked": asked,
        "lines": [_shown(one, package) for one in found.lines],
        "total": supervision.count_warnings(actor, sought=sought),
        "more": asked.link(**{"from": found.cursor}) if found.cursor else "",
        "since": asked.since(on),
        "today": on,
        "periods": [(name, asked.link(period=one.value), one is asked.period) for one, name in PERIODS],
        "limits": [(name, asked.link(limit=one.value), one is asked.limit) for one, name in LIMITS],
        "shown": [(name, asked.link(shown=one), one == asked.shown) for one, name in SHOWN],
        "sifted": [
            one for one in (_department(package, asked.department), _town(package, asked.town)) if one
        ],
        "unsifted": asked.link(department="", town=""),
        "departments": _table(by_department, asked, "department", lambda key: _department(package, key)),
        "towns": _table(by_town, asked, "town", lambda key: _town(package, key)),
        "whole": _line(by_department.whole, asked, {}, None),
    }
    return render(request, "cockpit/lights.html", context)


def due(request: HttpRequest) -> HttpResponse:
    """Show the cases of one number of the rate."""
    asked, on, actor = Asked.of(request), today(), request.actor
    late = request.GET.get("late") == "1"
    found = cases.list_due(
        actor, due=_due(actor, asked, on), late=late, cursor=request.GET.get("from", ""), today=on
    )
    package = catalogue.current(actor)
    context = {
        **frame(actor, current="lights"),
        "asked": asked,
        "late": late,
        "since": asked.since(on),
        "today": on,
        "lines": [(one, _department(package, one.office.department)) for one in found.lines],
        "sifted": [
            one for one in (_department(package, asked.department), _town(package, asked.town)) if one
        ],
        "limit": dict(LIMITS)[asked.limit],
        "back": asked.link(department="", town=""),
        "more": asked.link("lights-due", late="1" if late else "", **{"from": found.cursor})
        if found.cursor
        else "",
    }
    return render(request, "cockpit/lights_due.html", context)


def light(request: HttpRequest, warning: UUID) -> HttpResponse:
    """Show one light with everything that was said of it, and what may be said now."""
    return render(request, "cockpit/light.html", _one(request.actor, warning))


def _one(actor: Actor, warning: UUID) -> dict[str, Any]:
    view = supervision.get_warning(actor, warning=warning, today=today())
    acts = [one for one in ACTS if one.says in NEXT[view.line.standing] and actor.can(one.needs)]
    package = catalogue.current(actor)
    return {
        **frame(actor, current="lights"),
        "view": view,
        "one": _shown(view.line, package),
        "acts": acts,
        "remarks": [(one, _department(package, one.department)) for one in view.remarks],
    }


# --- what is said of a light -------------------------------------------------------------------------------


class Words(Form):
    """What is to be kept of a light, for ever."""

    error_fields = {"supervision.words_missing": "text"}
    text = forms.CharField(
        label=_("写明"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写清楚再提交，写下的会一直保留。")},
    )


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that may be said of a light: its page, who may, and what it says."""

    name: str
    says: Standing
    needs: SupervisionPermission
    title: LazyText
    about: LazyText
    done: LazyText
    call: Callable[..., Standing]


ACTS = (
    Saying(
        "light-explain",
        Standing.EXPLAINED,
        SupervisionPermission.EXPLAIN,
        _("说明原因"),
        _("写明为什么超时、现在到了哪一步、哪天办完。"),
        _("已说明，督查会看到。"),
        supervision.explain,
    ),
    Saying(
        "light-ask",
        Standing.ASKED,
        SupervisionPermission.ASK,
        _("要求说明"),
        _("写明还要部门说明什么。"),
        _("已要求部门说明。"),
        supervision.ask,
    ),
    Saying(
        "light-correct",
        Standing.CORRECTED,
        SupervisionPermission.CORRECT,
        _("登记整改"),
        _("写明改了什么，从哪天起。"),
        _("已登记整改。"),
        supervision.correct,
    ),
    Saying(
        "light-cancel",
        Standing.CANCELLED,
        SupervisionPermission.CANCEL,
        _("撤销错灯"),
        _("灯亮错了才能撤销。撤销后仍在红单里，写着谁、什么时候、为什么，不再计入逾期率；不能恢复。"),
        _("已撤销，理由留在红单里。"),
        supervision.cancel,
    ),
)


def _page_of(act: Saying) -> Callable[..., HttpResponse]:
    def say(request: HttpRequest, warning: UUID) -> HttpResponse:
        form = Words(request.POST or None)
        show = form_page(
            request, "cockpit/light_say.html", form, {**_one(request.actor, warning), "act": act}
        )
        if not form.is_valid():
            return show()
        act.call(request.actor, warning=warning, text=form.cleaned_data["text"], now=now())
        messages.success(request, act.done)
        return redirect("light", warning)

    return say


# --- shown -------------------------------------------------------------------------------------------------


def _cursor(request: HttpRequest) -> str:
    """Return where the list goes on, "" for what is no place in it."""
    try:
        return str(UUID(request.GET.get("from", "")))
    except ValueError:
        return ""


def _department(package: Package, key: str) -> Text | None:
    found = package.departments.get(key)
    return found.short if found else Text(key, key) if key else None


def _town(package: Package, key: str) -> Text | None:
    found = package.divisions.get(key)
    return found.name if found else Text(key, key) if key else None


def _shown(line: supervision.WarningLine, package: Package) -> dict[str, Any]:
    """Return a line with the names of the office, and its lamp: shape, words and colour together."""
    return {
        "line": line,
        "department": _department(package, line.department),
        "town": _town(package, line.town),
        "lamp": "red" if line.red else "yellow" if line.stage is not Stage.HALF else "green",
        "found": line.limit in (Limit.NOT_TOLD, Limit.SECOND_NOTICE, Limit.STUCK, Limit.PAUSE),
    }


def _due(actor: Actor, asked: Asked, on: date) -> cases.DueIn:
    since = asked.since(on)
    return cases.DueIn(
        since,
        on,
        asked.limit,
        asked.department,
        asked.town,
        supervision.cancelled_cases(actor, limit=asked.limit, since=since, until=on),
    )


def _rates(actor: Actor, asked: Asked, on: date, package: Package) -> tuple[Rates, Rates]:
    counted = cases.count_due(actor, due=_due(actor, asked, on), today=on)
    least = int(package.settings.get("rank_from", RANK_FROM))
    return (
        rates(((department, due, late) for department, _town, due, late in counted), rank_from=least),
        rates(((town, due, late) for _department, town, due, late in counted), rank_from=least),
    )


def _table(found: Rates, asked: Asked, by: str, name: Callable[[str], Text | None]) -> list[dict[str, Any]]:
    ranked = [_line(one, asked, {by: one.key}, name(one.key)) for one in found.ranked]
    small = [{**_line(one, asked, {by: one.key}, name(one.key)), "small": True} for one in found.unranked]
    return ranked + small


def _line(rate: Rate, asked: Asked, which: dict[str, str], name: Text | None) -> dict[str, Any]:
    return {
        "name": name,
        "rate": rate,
        "percent": f"{rate.percent:.1f}",
        "late": asked.link("lights-due", late="1", **which),
        "due": asked.link("lights-due", **which),
        "list": asked.link(**which),
    }


urlpatterns = [
    page("lights", lights, needs={"GET": SupervisionPermission.SEE}, name="lights"),
    page("lights/due", due, needs={"GET": SupervisionPermission.SEE}, name="lights-due"),
    page("lights/<uuid:warning>", light, needs={"GET": SupervisionPermission.SEE}, name="light"),
    *(
        page(
            f"lights/<uuid:warning>/{one.name.partition('-')[2]}",
            _page_of(one),
            needs={"GET": one.needs, "POST": one.needs},
            name=one.name,
        )
        for one in ACTS
    ),
]
