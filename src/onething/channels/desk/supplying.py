"""What a notice asks for, brought to any window: found by number and document, scanned or typed, handed in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.channels.desk.forms import Standing
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.forms import Supplement
from onething.core.actors import Actor
from onething.core.catalogue.words import Way
from onething.core.codes import parse_case_number
from onething.core.codes.errors import CodeBroken
from onething.core.submission import GivenMaterial
from onething.kit.forms import form_page
from onething.kit.ports import now, today
from onething.kit.problems import show

#: Session: number of the application -> key of the document that was seen, and when.
HERE = "stands-here"
#: So long somebody is taken to stand there still.
STANDS = 30 * 60  # seconds


class Find(Standing):
    field_order = ("application", "document", "number")

    application = forms.CharField(
        label=gettext_lazy("申请编号"),
        max_length=60,
        help_text=gettext_lazy("在收件凭证和补正告知书上"),
        error_messages={"required": gettext_lazy("填申请编号")},
    )

    def clean_application(self) -> str:
        try:
            return parse_case_number(self.cleaned_data["application"]).number
        except CodeBroken as broken:
            raise forms.ValidationError(show(broken.reason)) from None


class AtWindow(Supplement):
    """A material may be handed over as it is, too: then nothing is scanned, and it is noted that the paper is here."""

    @property
    def papers(self) -> tuple[str, ...]:
        """Return the keys of the papers that are here and were not scanned."""
        slots = self.data.getlist("paper")
        keys = (one.key for slot, one in self.wanted.items() if slot in slots and not one.field)
        return tuple(key for key in keys if key not in self.materials)

    @property
    def is_empty(self) -> bool:
        return super().is_empty and not self.papers


def find(request: HttpRequest) -> HttpResponse:
    """Number and document have to belong together; then the notice is shown."""
    form = Find(request.POST or None)
    show = form_page(request, "desk/supply_find.html", form)
    if not form.is_valid():
        return show()
    number = form.cleaned_data["application"]
    try:
        there = cases.in_presence(request.actor, application=number, person=form.person, now=now())
    except cases.ApplicationNotFound:
        form.add_error(
            "number", _("没有这个人的这份申请。看看编号和证件号；替别人来的，要有今天有效的授权。")
        )
        return show()
    audit.record(
        request.actor, action="cases:found_at_window", subject=there.person_id, case=number, now=now()
    )
    request.session[HERE] = {number: [form.person, now().timestamp()]}
    return redirect("desk-supply", number)


def stands_here(request: HttpRequest, number: str) -> Actor | None:
    """Return who acts for the person that stands here with this application, None if nobody was seen lately."""
    person, since = request.session.get(HERE, {}).get(number, ("", 0))
    if not person or now().timestamp() - since > STANDS:
        return None
    return cases.in_presence(request.actor, application=number, person=person, now=now())


def supply(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is asked and take it in; a part is kept, the rest may follow."""
    there = stands_here(request, number)
    if there is None:
        return redirect("desk-supply-find")
    view = cases.application_view(there, application=number, today=today())
    asked = showing.asked(view)
    wanted = asked.open if asked else ()
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AtWindow(
        *given, wanted=wanted, names=showing.Names.of(view), about=f"{request.actor.id} {view.number}"
    )
    valid = form.is_valid()
    context = {
        "number": view.number,
        "scene": view.name,
        "applicant": view.applicant.name,
        "ready": len(view.handover.ready),
        "asked": asked,
        "controls": [
            (one, None if one.done else form[one.slot], form.tokens(one.slot))
            for one in (asked.lines if asked else ())
        ],
    }
    show = form_page(request, "desk/supply.html", form, context)
    if not valid:
        return show()
    materials = [
        *(GivenMaterial(key, Way.UPLOAD, files=files) for key, files in form.materials.items()),
        *(GivenMaterial(key, Way.PAPER) for key in form.papers),
    ]
    cases.supplement(there, application=number, values=form.typed, materials=materials, now=now())
    left = len(wanted) - len(materials) - len(form.typed)
    if left:
        messages.success(request, _("已收到，还差 {n} 份。").format(n=left))
        return redirect("desk-supply", number)
    del request.session[HERE]
    messages.success(
        request,
        _("补正都收到了，部门接着办。") if asked and asked.notices else _("材料都收到了，部门接着办。"),
    )
    return redirect("desk-supply-find")
