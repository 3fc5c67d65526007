"""Addresses of the window. Of the pages of a draft only those of papers and signature are its own; the others are the portal's."""

from onething.areas.cases.api import CasesPermission
from onething.areas.certificates.api import CertificatesPermission
from onething.areas.guidance.api import GuidancePermission
from onething.areas.inquiries.api import InquiriesPermission
from onething.areas.knowledge.api import KnowledgePermission
from onething.areas.people.api import PeoplePermission
from onething.areas.problems.api import ProblemsPermission
from onething.areas.ratings.api import RatingsPermission
from onething.channels.desk import (
    advising,
    claims,
    fetching,
    handed,
    inquiries,
    knowledge,
    papers,
    problems,
    returned,
    slips,
    supplying,
    views,
    visiting,
)
from onething.kit.pages import page

_ASSIST = GuidancePermission.ASSIST
_GIVE = CertificatesPermission.GIVE
_INQUIRE = InquiriesPermission.ANSWER
_KNOW = KnowledgePermission.ANSWER_AT_WINDOW
_RECORD = PeoplePermission.RECORD_AUTHORITY

urlpatterns = [
    page("", views.start, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk"),
    page("drafts/<uuid:draft_id>/sheet.pdf", views.sheet, needs={"GET": _ASSIST}, name="desk-sheet"),
    page(
        "drafts/<uuid:draft_id>/papers",
        papers.papers,
        needs={"GET": _ASSIST, "POST": _ASSIST},
        name="desk-papers",
    ),
    page("drafts/<uuid:draft_id>/telling.pdf", papers.telling, needs={"GET": _ASSIST}, name="desk-telling"),
    page(
        "drafts/<uuid:draft_id>/sign", views.sign, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk-sign"
    ),
    page("running/<str:number>/", views.running, needs={"GET": _ASSIST}, name="desk-running"),
    page("codes/", handed.find, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk-handed"),
    page("supplements/", supplying.find, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk-supply-find"),
    page(
        "supplements/<str:number>/",
        supplying.supply,
        needs={"GET": _ASSIST, "POST": CasesPermission.SUPPLEMENT},
        name="desk-supply",
    ),
    page(
        "supplements/<str:number>/fetch",
        fetching.fetch,
        needs={"GET": _ASSIST, "POST": CasesPermission.DELIVER},
        name="desk-fetch",
    ),
    page("returned/", returned.returned, needs={"GET": CasesPermission.TAKE_IN}, name="desk-returned"),
    page("returned/<str:number>/", returned.mend, needs={"POST": CasesPermission.TAKE_IN}, name="desk-mend"),
    page("inquiries/", inquiries.mine, needs={"GET": _INQUIRE, "POST": _INQUIRE}, name="desk-inquiries"),
    page("inquiries/<uuid:inquiry>/", inquiries.inquiry, needs={"GET": _INQUIRE}, name="desk-inquiry"),
    page(
        "inquiries/<uuid:inquiry>/answer",
        inquiries.answer,
        needs={"POST": _INQUIRE},
        name="desk-inquiry-answer",
    ),
    page(
        "inquiries/<uuid:inquiry>/hand-on",
        inquiries.hand_on,
        needs={"POST": _INQUIRE},
        name="desk-inquiry-hand-on",
    ),
    page(
        "inquiries/<uuid:inquiry>/reply",
        inquiries.reply,
        needs={"POST": _INQUIRE},
        name="desk-inquiry-reply",
    ),
    page("inquiries/<uuid:inquiry>/slip", inquiries.slip, needs={"GET": _INQUIRE}, name="desk-inquiry-slip"),
    page("slips/", slips.slips, needs={"GET": _GIVE, "POST": _GIVE}, name="desk-slips"),
    page("slips/<uuid:slip>/", slips.slip, needs={"GET": _GIVE}, name="desk-slip"),
    page("knowledge/", knowledge.ask, needs={"GET": _KNOW}, name="desk-knowledge"),
    page("knowledge/no-answer", knowledge.no_answer, needs={"POST": _KNOW}, name="desk-knowledge-no-answer"),
    page("knowledge/helped", knowledge.helped, needs={"POST": _KNOW}, name="desk-knowledge-helped"),
    page("advice/", advising.waiting, needs={"GET": _ASSIST}, name="desk-advice"),
    page(
        "advice/<uuid:advice_id>/",
        advising.advise,
        needs={"GET": _ASSIST, "POST": _ASSIST},
        name="desk-advise",
    ),
    page(
        "advice/<uuid:advice_id>/files/<slug:hash_>",
        advising.file,
        needs={"GET": _ASSIST},
        name="desk-advice-file",
    ),
    page("claims/", claims.find, needs={"GET": _RECORD, "POST": _RECORD}, name="desk-claims"),
    page(
        "claims/<uuid:authority_id>/",
        claims.answer,
        needs={"GET": _RECORD, "POST": _RECORD},
        name="desk-claim",
    ),
    page("claims/<uuid:authority_id>/paper", claims.paper, needs={"GET": _RECORD}, name="desk-claim-paper"),
    page(
        "problems/",
        problems.tell_for,
        needs={"GET": ProblemsPermission.TELL_FOR, "POST": ProblemsPermission.TELL_FOR},
        name="desk-problem",
    ),
    page("receipts/<str:number>/", views.receipt, needs={"GET": _ASSIST}, name="desk-receipt"),
    page(
        "receipts/<str:number>/visit",
        visiting.visit,
        needs={"POST": RatingsPermission.ASK_VISIT},
        name="desk-visit",
    ),
    page(
        "receipts/<str:number>/paper.pdf",
        views.receipt_paper,
        needs={"GET": _ASSIST},
        name="desk-receipt-paper",
    ),
]
