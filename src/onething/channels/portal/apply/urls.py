"""Addresses up to the receipt."""

from onething.areas.cases.api import CasesPermission
from onething.areas.guidance.api import GuidancePermission
from onething.channels.portal.apply import (
    at_window,
    drafting,
    filling,
    papers,
    recorded,
    sending,
    views,
    windows,
)
from onething.kit.pages import Public, page

_OPEN = Public("what a matter takes is open to everyone, before signing in")
_SEND = GuidancePermission.SUBMIT
_BOTH = {"GET": _SEND, "POST": _SEND}
_OWN = CasesPermission.SEE_OWN
_HAND = GuidancePermission.HAND_OVER

urlpatterns = [
    page("", views.home, needs={"GET": _OPEN}, name="home"),
    page("windows", windows.windows, needs={"GET": _OPEN}, name="windows"),
    page("find", views.find, needs={"GET": _OPEN}, name="find"),
    page("find/no-answer", views.no_answer, needs={"POST": _OPEN}, name="find-no-answer"),
    page("find/helped", views.helped, needs={"POST": _OPEN}, name="find-helped"),
    page("matters/<slug:scene_id>/", views.guide, needs={"GET": _OPEN, "POST": _OPEN}, name="guide"),
    page("matters/<slug:scene_id>/begin", drafting.begin, needs=_BOTH, name="begin"),
    page("matters/<slug:scene_id>/records", recorded.records, needs=_BOTH, name="records"),
    page("drafts/", drafting.drafts, needs={"GET": _SEND}, name="drafts"),
    page("drafts/<uuid:draft_id>/", drafting.resume, needs={"GET": _SEND}, name="draft"),
    page("drafts/<uuid:draft_id>/questions", drafting.questions, needs=_BOTH, name="draft-questions"),
    page("drafts/<uuid:draft_id>/news", drafting.news, needs={"POST": _SEND}, name="draft-news"),
    page("drafts/<uuid:draft_id>/consent", drafting.consent, needs=_BOTH, name="draft-consent"),
    page("drafts/<uuid:draft_id>/again", drafting.look_again, needs={"POST": _SEND}, name="draft-again"),
    page("drafts/<uuid:draft_id>/form", filling.form, needs=_BOTH, name="draft-form"),
    page("drafts/<uuid:draft_id>/papers", papers.papers, needs=_BOTH, name="draft-papers"),
    page(
        "drafts/<uuid:draft_id>/advice",
        sending.ask_advice,
        needs={"POST": GuidancePermission.HAND_OVER},
        name="draft-advice",
    ),
    page("drafts/<uuid:draft_id>/files/<slug:hash_>", papers.file, needs={"GET": _SEND}, name="draft-file"),
    page("drafts/<uuid:draft_id>/delivery", sending.delivery, needs=_BOTH, name="draft-delivery"),
    page("drafts/<uuid:draft_id>/check", sending.check, needs=_BOTH, name="draft-check"),
    page(
        "drafts/<uuid:draft_id>/window",
        at_window.window,
        needs={"GET": _HAND, "POST": _HAND},
        name="draft-window",
    ),
    page(
        "drafts/<uuid:draft_id>/window/code.svg",
        at_window.code,
        needs={"GET": _HAND},
        name="draft-window-code",
    ),
    page("drafts/<uuid:draft_id>/delete", drafting.delete, needs=_BOTH, name="draft-delete"),
    page("receipts/<str:number>/", sending.receipt, needs={"GET": _OWN}, name="receipt"),
    page("receipts/<str:number>/code.svg", sending.receipt_code, needs={"GET": _OWN}, name="receipt-code"),
    page("receipts/<str:number>/paper.pdf", sending.receipt_paper, needs={"GET": _OWN}, name="receipt-paper"),
    page(
        "receipts/<str:number>/days.ics",
        sending.receipt_calendar,
        needs={"GET": _OWN},
        name="receipt-calendar",
    ),
]
