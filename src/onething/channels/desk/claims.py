"""Who says to be somebody's guardian or to help somebody: found by code or number, and answered by the paper."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.adapters.uploads import inspect
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.guidance.ports import FileKeeper
from onething.core.people import Authority, AuthorityState
from onething.core.submission import GivenFile
from onething.kit.forms import DayField, Form, form_page
from onething.kit.ports import now, port, today

ONE_DAY = timedelta(days=1)
_NO_DAY = {"invalid": gettext_lazy("日期应像 2026-03-05")}


class Find(Form):
    text = forms.CharField(
        label=gettext_lazy("登记码，或者任何一方的证件号"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("填登记码或者证件号")},
    )


class Confirm(Form):
    error_fields = {
        "people.authority_backwards": "until",
        "people.authority_too_long": "until",
        "people.authority_over": "until",
        "people.paper_missing": "scan",
    }

    from_on = DayField(
        label=gettext_lazy("从哪天起"),
        error_messages={"required": gettext_lazy("照材料填开始的那天"), **_NO_DAY},
    )
    until = DayField(
        label=gettext_lazy("到哪天止（含这天）"),
        required=False,
        help_text=gettext_lazy("材料没写结束日就不填"),
        error_messages=_NO_DAY,
    )
    scan = forms.FileField(
        label=gettext_lazy("看过的原件，拍照或扫描"),
        help_text=gettext_lazy("图片或 PDF，四角拍全。"),
        error_messages={"required": gettext_lazy("看过原件，拍照或扫描传上来")},
    )


class Refuse(Form):
    error_fields = {"people.refusal_unexplained": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("为什么不予确认"),
        max_length=500,
        help_text=gettext_lazy("登记的人会看到：写差什么、该怎么办"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写一句差什么、该怎么办")},
    )


def find(request: HttpRequest) -> HttpResponse:
    """Look for what waits; numbers travel in the body, never in an address."""
    form = Find(request.POST or None)
    context: dict[str, object] = {"asked": False}
    show = form_page(request, "desk/claims.html", form, context)
    if form.is_valid():
        found = people.list_claims(request.actor, text=form.cleaned_data["text"])
        if len(found) == 1:
            return redirect("desk-claim", found[0].id)
        context |= {"asked": True, "found": found}
    return show()


def answer(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    """See both people and what was sent, then confirm with the days of the paper, or refuse with a reason."""
    one = _claimed(request, authority_id)
    act = request.POST.get("act", "")
    last = one.to_on - ONE_DAY if one.to_on else None
    confirm = Confirm(
        request.POST if act == "confirm" else None,
        request.FILES if act == "confirm" else None,
        initial={"from_on": one.from_on, "until": last},
        prefix="c",
    )
    refuse = Refuse(request.POST if act == "refuse" else None, prefix="r")
    form: Form = refuse if act == "refuse" else confirm
    scenes = _scenes(request, one)
    context = {"one": one, "last": last, "scenes": scenes, "confirm": confirm, "refuse": refuse}
    show = form_page(request, "desk/claim.html", form, context)
    if not form.is_valid():
        return show()
    if act == "refuse":
        people.refuse_authority(
            request.actor, authority_id=one.id, reason=refuse.cleaned_data["reason"], now=now()
        )
        messages.success(request, _("没有确认，原因已发给登记的人。"))
        return redirect("desk-claims")
    given = confirm.cleaned_data
    scan = port(FileKeeper).keep(request.actor, content=given["scan"].file, name=given["scan"].name)  # type: ignore[type-abstract]
    people.confirm_authority(
        request.actor,
        authority_id=one.id,
        from_on=given["from_on"],
        to_on=given["until"] + ONE_DAY if given["until"] else None,
        scan=scan.hash,
        now=now(),
    )
    messages.success(
        request,
        (
            _("已确认，{representative}从 {day} 起可以替{principal}确认。")
            if one.for_organisation
            else _("已确认，{representative}从 {day} 起可以替{principal}办。")
        ).format(
            representative=one.representative_name,
            principal=one.principal_name,
            day=max(given["from_on"], today()).isoformat(),
        ),
    )
    return redirect("desk-claims")


def _scenes(request: HttpRequest, one: Authority) -> list[str]:
    """Return what the claim is limited to, by name; empty for everything."""
    if not one.scenes:
        return []
    try:
        found = {
            line.id: line.name.say(request.LANGUAGE_CODE) for line in guidance.list_scenes(request.actor)
        }
    except catalogue.NothingPublished:
        found = {}
    return [found.get(id_, id_) for id_ in sorted(one.scenes)]


def paper(request: HttpRequest, authority_id: UUID) -> HttpResponse | FileResponse:
    """What was sent with the claim: a photo as a copy that every browser shows, anything else to be saved."""
    one = _claimed(request, authority_id)
    if not one.document:
        raise people.AuthorityNotFound
    keeper = port(FileKeeper)  # type: ignore[type-abstract]
    with keeper.open(request.actor, hash_=one.document) as content:
        kind = inspect(content, name="").kind.id
    file = GivenFile(one.document, f"paper.{kind}", kind, 0)
    picture = keeper.display(request.actor, file=file)
    response: HttpResponse | FileResponse
    if picture:
        response = HttpResponse(picture, content_type="image/jpeg")
    else:
        content = keeper.open(request.actor, hash_=one.document)
        response = FileResponse(content, as_attachment=True, filename=file.name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _claimed(request: HttpRequest, authority_id: UUID) -> Authority:
    """Raises AuthorityNotFound, also for what is answered already."""
    one = people.get_authority(request.actor, authority_id=authority_id)
    if one.state is not AuthorityState.CLAIMED:
        raise people.AuthorityNotFound
    return one
