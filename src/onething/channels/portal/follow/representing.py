"""Who acts for whom, who looked, and how pages are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange import api as exchange
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.files import keep
from onething.channels.portal.follow.forms import ClaimAuthority, ClaimOrganisation, Complaint, GiveAuthority
from onething.core.cases.matter import Standing
from onething.core.codes.credit import parse_credit_code
from onething.core.documents import parse_document
from onething.core.errors import NotFound
from onething.core.papers import Printer
from onething.core.people import (
    Authority,
    AuthorityKind,
    AuthorityState,
    Document,
    DocumentKind,
    Organisation,
)
from onething.core.source import Text
from onething.kit.forms import form_page
from onething.kit.ports import SHANGHAI, now, port, today

ONE_DAY = timedelta(days=1)
LOOKS = 50


def _names(request: HttpRequest) -> showing.Names:
    """Return the names of the newest application's package, which holds the whole city's; before there is one, those
    of the city as it is published.
    """
    newest = cases.list_applications(request.actor, limit=1, today=today()).lines
    if not newest:
        return showing.Names(catalogue.current(request.actor))
    view = cases.application_view(request.actor, application=newest[0].number, today=today())
    return showing.Names.of(view)


def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at one's data; a complaint is kept in the log, where it cannot be changed, for the auditors."""
    found = audit.list_looks(request.actor, limit=LOOKS)
    names = _names(request) if found else showing.Names(None)
    lines = [showing.look_line(look, names) for look in found]
    form = Complaint(request.POST or None, initial={"look": request.GET.get("look", "")})
    about = next((line for line in lines if line.ref == form["look"].value()), None)
    context = {
        "lines": lines,
        "count": audit.count_looks(request.actor),
        "about": about,
        "consents": _consents(request),
    }
    show = form_page(request, "portal/follow/looks.html", form, context)
    if about is None or not form.is_valid():
        return show()
    audit.record(
        request.actor,
        action="people:complained",
        now=now(),
        subject=request.actor.person_id,
        case=about.look.case,
        detail={"look": about.ref, "reason": form.cleaned_data["reason"]},
    )
    messages.success(request, _("投诉已记下，改不了也删不掉，由审计人员处理。"))
    return redirect("who-looked")


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One consent that holds. draft: of something that is not handed in; there the choice itself can be changed."""

    ref: str
    share: str
    scene: Text
    department: Text
    label: Text
    given_at: datetime
    draft: bool


def _consents(request: HttpRequest) -> list[ConsentLine]:
    """Return the consents that hold for what is still running, and all that somebody else gave, the newest first."""
    held = [one for one in exchange.list_consents(request.actor) if one.withdrawn_at is None]
    if not held:
        return []
    package = catalogue.current(request.actor)
    drafts = {str(one.id) for one in guidance.list_drafts(request.actor, now=now())}
    found = cases.list_applications(request.actor, limit=50, today=today()).lines
    running = {one.scene for one in found if one.standing is not Standing.ENDED}
    return [
        ConsentLine(
            one.ref,
            one.share,
            scene.name,
            package.departments[share.department].short,
            share.label,
            one.given_at.astimezone(SHANGHAI),
            one.ref in drafts,
        )
        for one in held
        if (scene := package.scenes.get(one.scene)) and (share := package.shares.get(one.share))
        if one.ref in drafts or one.scene in running or not one.own
    ]


def withdraw_consent(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    """Say first what it means; withdraw when that was confirmed. Raises ConsentNotFound."""
    line = next((one for one in _consents(request) if (one.ref, one.share) == (ref, share)), None)
    if line is None:
        raise ConsentNotFound
    if request.method != "POST":
        return render(request, "portal/follow/consent_withdraw.html", {"line": line})
    exchange.withdraw_consents(request.actor, ref=ref, share=share, now=now())
    messages.success(request, _("同意已收回，从现在起不再查。"))
    return redirect("who-looked")


class ConsentNotFound(NotFound):
    code = "portal.consent_not_found"

    def __init__(self) -> None:
        super().__init__("no such consent that holds, or not yours")


def authorities(request: HttpRequest) -> HttpResponse:
    me = request.actor.person_id
    found = people.list_authorities(request.actor, organisations=True)
    scenes = _scenes(request)
    form = GiveAuthority(
        request.POST or None, scenes=list(scenes.items()), initial={"from_on": today(), "reach": "all"}
    )
    context = {
        "given": [_line(one, scenes) for one in found if one.principal == me],
        "held": [_line(one, scenes) for one in found if one.representative == me],
    }
    show = form_page(request, "portal/follow/representatives.html", form, context)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    document = _document(given)
    people.give_authority(
        request.actor,
        representative=document,
        representative_name=given["name"],
        scenes=form.chosen,
        from_on=given["from_on"],
        to_on=given["until"] + ONE_DAY,
        now=now(),
    )
    messages.success(
        request,
        _("已授权 {name}，{day}后自动失效。").format(name=given["name"], day=showing.day(given["until"])),
    )
    return redirect("representatives")


def claim(request: HttpRequest) -> HttpResponse:
    """State that one is somebody's guardian or helps somebody; it holds when the window has seen the paper."""
    form = ClaimAuthority(request.POST or None, request.FILES or None, initial={"from_on": today()})
    show = form_page(request, "portal/follow/representative_claim.html", form)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    document = _document(given)
    files = keep(given["paper"])
    made = people.claim_authority(
        request.actor,
        kind=AuthorityKind(given["kind"]),
        principal=document,
        principal_name=given["name"],
        scenes=(),
        from_on=given["from_on"],
        to_on=given["until"] + ONE_DAY if given["until"] else None,
        document=files[0].hash if files else "",
        now=now(),
    )
    messages.success(
        request, _("已登记，登记码 {code}。窗口看过原件才能用，要带什么写在下面。").format(code=made.code)
    )
    return redirect("representatives")


def claim_organisation(request: HttpRequest) -> HttpResponse:
    """State that an organisation authorised one to confirm for it; it holds when the window has seen its written power."""
    scenes = _scenes(request)
    form = ClaimOrganisation(
        request.POST or None,
        request.FILES or None,
        scenes=list(scenes.items()),
        initial={"from_on": today(), "reach": "all"},
    )
    show = form_page(request, "portal/follow/representative_organisation.html", form)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    organisation = Organisation(parse_credit_code(given["number"]).text)
    files = keep(given["paper"])
    made = people.claim_authority(
        request.actor,
        kind=AuthorityKind.AGENT,
        principal=organisation,
        principal_name=given["name"],
        scenes=form.chosen,
        from_on=given["from_on"],
        to_on=given["until"] + ONE_DAY,
        document=files[0].hash if files else "",
        now=now(),
    )
    messages.success(
        request, _("已登记，登记码 {code}。窗口看过原件才能用，要带什么写在下面。").format(code=made.code)
    )
    return redirect("representatives")


def _document(given: Mapping[str, Any]) -> Document:
    """Return the document that was typed. Raises CodeBroken, DocumentMisread."""
    return parse_document(DocumentKind(given["document"]), given["number"], on=today())


def _scenes(request: HttpRequest) -> dict[str, str]:
    """Return what can be done here, id -> name."""
    try:
        found = guidance.list_scenes(request.actor)
    except catalogue.NothingPublished:
        return {}
    return {one.id: one.name.say(request.LANGUAGE_CODE) for one in found}


def _line(one: Authority, scenes: Mapping[str, str]) -> dict[str, object]:
    """Return an authority with its last day, which is included, for what it is, and where it stands."""
    ended = one.state in (AuthorityState.REVOKED, AuthorityState.REFUSED) or (
        one.to_on is not None and one.to_on <= today()
    )
    label = _("已结束") if ended else _("有效")
    if one.state is AuthorityState.REFUSED:
        label = _("没有确认")
    if not ended and one.state is AuthorityState.CLAIMED:
        label = _("等核实")
    elif not ended and one.from_on > today():
        label = _("还没开始")
    last = one.to_on - ONE_DAY if one.to_on else None
    waits = not ended and one.state is AuthorityState.CLAIMED
    names = [scenes.get(id_, id_) for id_ in sorted(one.scenes)]
    return {"one": one, "last": last, "ended": ended, "label": label, "scenes": names, "waits": waits}


def letter(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    """The power of attorney to be signed on paper, filled in, for who gives it. Raises AuthorityNotFound."""
    one = people.get_authority(request.actor, authority_id=authority_id)
    if one.principal != request.actor.person_id:
        raise people.AuthorityNotFound
    scenes = _scenes(request)
    last = one.to_on - ONE_DAY if one.to_on else None
    values = {
        "principal": _party(one.principal_name, one.principal),
        "agent": _party(one.representative_name, one.representative),
        "matters": [scenes.get(scene, scene) for scene in sorted(one.scenes)] or ["所有的事"],
        "from": one.from_on,
        "until": last or "收回为止",
        "revoke": "在“家人代办”里或者到任何一个窗口，随时可以收回",
    }
    content = port(Printer).print(  # type: ignore[type-abstract]
        "power_of_attorney", values, number="", on=today(), verify_url="", organ=""
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = f'inline; filename="authority-{one.id}.pdf"'
    return response


def _party(name: str, key: str) -> list[dict[str, str]]:
    return [{"label": "姓名", "value": name}, {"label": "证件号码", "value": key.rpartition(":")[2]}]


def end(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    """Ask first, then end. Raises AuthorityNotFound."""
    one = people.get_authority(request.actor, authority_id=authority_id)
    if request.method != "POST":
        return render(request, "portal/follow/representative_end.html", _line(one, {}))
    people.revoke_authority(request.actor, authority_id=authority_id, now=now())
    messages.success(request, _("授权已收回，从现在起不能再用。"))
    return redirect("representatives")


def settings_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/follow/settings.html", {"mine": people.get_own_account(request.actor)})
