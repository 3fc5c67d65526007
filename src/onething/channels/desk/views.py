"""The window, first cut: begin for whoever stands there, print, scan the signature in, hand over the receipt."""

from collections import Counter
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.areas.documents import api as documents
from onething.areas.guidance import api as guidance
from onething.channels.desk.forms import SignedSheet, WalkIn
from onething.channels.desk.papers import PICTURES
from onething.channels.desk.printing import private_pdf
from onething.core.guidance.ports import FileKeeper
from onething.core.papers import Printer
from onething.kit.forms import form_page
from onething.kit.ports import now, port, today

TITLES = {
    "who": "申请人",
    "answers": "情况问答",
    "items": "申请事项",
    "fields": "填写内容",
    "materials": "材料",
    "delivery": "结果送达",
    "consents": "同意查询",
}


def start(request: HttpRequest) -> HttpResponse:
    """Begin for a person, or go on with what is on the desk."""
    scenes = [(one.id, one.name.say(request.LANGUAGE_CODE)) for one in guidance.list_scenes(request.actor)]
    form = WalkIn(request.POST or None, scenes=scenes)
    context = {
        "drafts": guidance.list_drafts(request.actor, now=now()),
        "taken": cases.list_taken_in(request.actor, on=today()),
        "on": today(),
    }
    show = form_page(request, "desk/start.html", form, context)
    if not form.is_valid():
        return show()
    try:
        view = guidance.open_draft(
            request.actor,
            scene=form.cleaned_data["scene"],
            channel="desk",
            change=guidance.Change(applicant=form.person, division=request.actor.division or None),
            representative=form.representative,
            now=now(),
        )
    except guidance.NotRepresented:
        form.add_error("by_number", _("没有查到今天有效、管这件事的授权。先核对登记代办关系，或者请本人来。"))
        return show()
    return redirect("draft-questions", view.id)


def sheet(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The joint form to be signed on paper: exactly what the signature covers."""
    view = guidance.get_draft(request.actor, draft_id=draft_id, now=now())
    made = guidance.make_sheet(request.actor, draft_id=draft_id, now=now())
    sections = [
        {
            "title": title,
            "rows": [
                {"label": one.label.zh, "value": one.value.zh} for one in made.lines if one.section == section
            ],
        }
        for section, title in TITLES.items()
        if any(one.section == section for one in made.lines)
    ]
    values = {
        "scene": view.name.zh,
        "sections": sections,
        "declaration": "以上内容由本人提供或核对，属实。",
        "signers": [_signer(view)],
        "digest": _digest(made.hash),
    }
    paper = port(Printer).print(  # type: ignore[type-abstract]
        "joint_form", values, number="", on=today(), verify_url="", organ=""
    )
    return private_pdf(paper, f"sheet-{draft_id}.pdf")


def sign(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read, print, have it signed, scan it in, submit."""
    view = guidance.get_draft(request.actor, draft_id=draft_id, now=now())
    if view.number:
        return redirect("desk-running", view.number)
    if not view.ready:
        messages.error(request, _("这里还没填完，补好就能提交；其他内容都已存好。"))
        return redirect("draft-questions" if view.plan.next_question else "draft-form", draft_id)
    made = guidance.make_sheet(request.actor, draft_id=draft_id, now=now())
    lines = guidance.list_papers(request.actor, draft_id=draft_id, now=now())
    form = SignedSheet(request.POST or None, request.FILES or None, initial={"hash": made.hash})
    context = {
        "view": view,
        "sheet": made,
        "digest": _digest(made.hash),
        "papers": lines,
        "states": Counter(one.state for one in lines),
        "scans": [
            {"hash": file.hash, "label": one.label}
            for one in view.materials
            for file in one.files
            if file.kind in PICTURES
        ],
        "later": guidance.unanswered(request.actor, looked=view.draft.looked),
    }
    show = form_page(request, "desk/sign.html", form, context)
    if not form.is_valid():
        return show()
    if form.cleaned_data["hash"] != made.hash:
        messages.error(
            request,
            _("草稿在打印以后改过，签了字的那张不作数，扫描件没有存。重新打印，请他再看一遍、再签。"),
        )
        return redirect("desk-sign", draft_id)
    upload = form.cleaned_data["scan"]
    scan = port(FileKeeper).keep(request.actor, content=upload.file, name=upload.name)  # type: ignore[type-abstract]
    receipt = guidance.submit_draft(
        request.actor,
        draft_id=draft_id,
        version=view.version,
        signed_hash=made.hash,
        method="paper",
        scan=scan,
        now=now(),
    )
    return redirect("desk-receipt", receipt.number)


def receipt(request: HttpRequest, number: str) -> HttpResponse:
    found = cases.get_receipt(request.actor, application=number)
    later = guidance.list_unanswered(request.actor, number=number, now=now())
    return render(request, "desk/receipt.html", {"receipt": found, "later": later})


def running(request: HttpRequest, number: str) -> HttpResponse:
    """What is under way already: the receipt if this window took it in, else how its person looks after it."""
    found = cases.list_applications(request.actor, text=number, limit=1, today=today()).lines
    if found and found[0].number == number:
        return redirect("desk-receipt", number)
    return render(request, "desk/running.html", {"number": number})


def receipt_paper(request: HttpRequest, number: str) -> HttpResponse:
    found = cases.get_receipt(request.actor, application=number)
    paper = documents.pdf(request.actor, document_id=UUID(found.document), address=settings.PUBLIC_ADDRESS)
    return private_pdf(paper, f"receipt-{number}.pdf")


def _signer(view: guidance.DraftView) -> str:
    """Return who signs, as the sheet names it."""
    by = view.draft.representative
    return f"代办人 {by.person.name}（代申请人签）" if by else "申请人"


def _digest(hash_: str) -> str:
    """Return what is printed under the signature: enough to see whether a paper is of this sheet."""
    return " ".join(hash_[at : at + 4] for at in range(0, 16, 4))
