"""The room of towns: what each does otherwise than the city's one master, every number with its list, and the list as a file."""

from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onething.adapters.sheets import csv_pieces
from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.towns.report import Line, What, counted, report
from onething.core.towns.table import COLUMNS, row_of
from onething.core.towns.units import units_of
from onething.kit.pages import page
from onething.kit.ports import today

ROOM = "studio-deviations"
ROOMS.append(
    Room(
        ROOM,
        _("镇街差异"),
        _("全市一个标准；镇街只能地址、电话、时间不同，其余要批准，有到期日。"),
        RevisionPermission.READ,
    )
)
#: Lines of one page.
PAGE = 100
#: What somebody has to do something about, shown where nothing else is asked for.
OPEN = (What.VIOLATION, What.EXPIRED, What.ENDING, What.NO_MASTER)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are meant; "" = whatever. town: code of a town, or of a division of it."""

    town: str = ""
    what: str = ""
    item: str = ""

    def of(self, lines: tuple[Line, ...], package: Package) -> list[Line]:
        units = {code: unit.code for unit in units_of(package) for code in unit.divisions}
        unit = units.get(self.town, self.town)
        return [
            one
            for one in lines
            if unit in ("", one.unit) and self.what in ("", one.what) and self.item in ("", one.item)
        ]

    @property
    def query(self) -> str:
        said = {"town": self.town, "what": self.what, "item": self.item}
        return urlencode({name: value for name, value in said.items() if value})


def _asked(request: HttpRequest) -> Asked:
    return Asked(*(request.GET.get(name, "") for name in ("town", "what", "item")))


def _lines(actor: Actor, package: Package) -> tuple[Line, ...]:
    return report(package, register.list_beside(actor, package=package), today())


def room(request: HttpRequest) -> HttpResponse:
    """Show every town with its numbers, and the lines asked for; without a question those that somebody has to act on."""
    actor, package, asked = request.actor, catalogue.current(request.actor), _asked(request)
    every = _lines(actor, package)
    numbers = counted(every)
    wanted = asked.of(every, package) if asked.query else [one for one in every if one.what in OPEN]
    after = request.GET.get("after", "")
    first = int(after) if after.isdecimal() and len(after) < 7 else 0
    context: dict[str, Any] = {
        **frame(actor, current=ROOM),
        "asked": asked,
        "wanted": len(wanted),
        "lines": list(islice(wanted, first, first + PAGE)),
        "more": first + PAGE if first + PAGE < len(wanted) else 0,
        "kinds": [(what, sum(numbers[unit.code, what] for unit in units_of(package))) for what in What],
        "towns": [(unit, [(what, numbers[unit.code, what]) for what in What]) for unit in units_of(package)],
    }
    return render(request, "studio/deviations.html", context)


def file(request: HttpRequest) -> StreamingHttpResponse:
    """Give the lines asked for, all of them without a question, as CSV."""
    package, language = catalogue.current(request.actor), get_language() or "zh"
    wanted = _asked(request).of(_lines(request.actor, package), package)
    pieces = csv_pieces([one.say(language) for one in COLUMNS], (row_of(one, language) for one in wanted))
    response = StreamingHttpResponse((one.encode() for one in pieces), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="deviations.csv"'
    return response


_READ = {"GET": RevisionPermission.READ}
urlpatterns = [
    page("deviations/", room, needs=_READ, name=ROOM),
    page("deviations.csv", file, needs=_READ, name="studio-deviations-file"),
]
