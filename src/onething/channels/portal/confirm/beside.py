"""The lines among one's own papers that others confirm: who is asked, how each stands, and the buttons beside them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.areas.guidance import api as guidance
from onething.kit.ports import now


@dataclass(frozen=True, slots=True)
class Beside:
    """One line as its page shows it. address: to be passed on, "" as long as nobody is asked."""

    requested: guidance.Requested
    address: str

    @property
    def standing(self) -> str:
        return self.requested.confirming.standing.value

    @property
    def statement(self) -> object:
        return self.requested.confirming.asked.statement


def lines_of(request: HttpRequest, view: guidance.DraftView) -> dict[str, Beside]:
    """Return line -> how it stands, of the lines of a draft that are given by confirming."""
    if not view.confirmings:
        return {}
    found = guidance.list_requested(request.actor, draft_id=view.id, now=now())
    return {one.confirming.asked.line: Beside(one, _address(request, one.request)) for one in found}


def _address(request: HttpRequest, asked: UUID | None) -> str:
    return request.build_absolute_uri(reverse("confirm", args=[asked])) if asked else ""


def act(request: HttpRequest, view: guidance.DraftView, line: str) -> bool:
    """Do what was pressed beside a line; return False for what is none of these buttons.

    Raises what `ask_to_confirm`, `withdraw_request`, `confirm_own` and `take_own_back` raise.
    """
    told = {"draft_id": view.id, "line": line, "now": now()}
    pressed = request.POST.get("confirming", "")
    if pressed == "ask":
        guidance.ask_to_confirm(request.actor, **told)
        said = _("已请对方确认。登记过授权的人会收到消息，您也可以把地址发给他。")
    elif pressed == "unask":
        guidance.withdraw_request(request.actor, **told)
        said = _("不再请对方确认，原来的地址打不开了。")
    elif pressed == "own":
        guidance.confirm_own(request.actor, shown_hash=request.POST.get("hash", ""), **told)
        said = _("已确认。")
    elif pressed == "own_back":
        guidance.take_own_back(request.actor, **told)
        said = _("已收回。")
    else:
        return False
    messages.success(request, said)
    return True
