"""Addresses of the window. The pages of a draft between start and signature are those of the portal."""

from onething.areas.guidance.api import GuidancePermission
from onething.channels.desk import views
from onething.kit.pages import page

_ASSIST = GuidancePermission.ASSIST

urlpatterns = [
    page("", views.start, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk"),
    page("drafts/<uuid:draft_id>/sheet.pdf", views.sheet, needs={"GET": _ASSIST}, name="desk-sheet"),
    page(
        "drafts/<uuid:draft_id>/sign", views.sign, needs={"GET": _ASSIST, "POST": _ASSIST}, name="desk-sign"
    ),
    page("receipts/<str:number>/", views.receipt, needs={"GET": _ASSIST}, name="desk-receipt"),
    page(
        "receipts/<str:number>/paper.pdf",
        views.receipt_paper,
        needs={"GET": _ASSIST},
        name="desk-receipt-paper",
    ),
]
