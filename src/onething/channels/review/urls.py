"""Addresses of the review channel. Each act has its own permission."""

from onething.areas.cases.api import CasesPermission
from onething.channels.review import (  # noqa: F401  righting and ruling add acts
    days,
    handing_over,
    licence_use,
    managing,
    papers,
    righting,
    rolls,
    ruling,
    views,
)
from onething.channels.review.acts import ACTS
from onething.channels.review.handing import PARCELS
from onething.channels.review.licensing import CHANGE, REPLACE, USE
from onething.channels.review.originals import original
from onething.channels.review.procedures import PROCEDURES
from onething.kit.pages import Public, page

#: What only managers, or supervisors, do is not shown to others either.
ABOVE = frozenset(
    {
        CasesPermission.EXTEND,
        CasesPermission.ASSIGN,
        CasesPermission.NOTIFY_AGAIN,
        CasesPermission.ANNUL,
        CasesPermission.CONFIRM_RIGHTING,
    }
)
_SEE = CasesPermission.SEE_WORK
_FEED = Public(
    "a calendar cannot sign in: whoever holds the address was given it by the officer whose days it shows"
)

urlpatterns = [
    page("", views.inbox, needs={"GET": _SEE}, name="review"),
    page("due.ics", days.mine, needs={"GET": _SEE}, name="review-days"),
    page("calendar", days.subscription, needs={"GET": _SEE, "POST": _SEE}, name="review-calendar"),
    page("calendar/<str:token>.ics", days.subscribed, needs={"GET": _FEED}, name="review-calendar-feed"),
    page("next", views.next_case, needs={"GET": _SEE}, name="review-next"),
    page("asked", managing.asked, needs={"GET": CasesPermission.EXTEND}, name="review-asked"),
    page(
        "asked/<str:question>",
        managing.answer,
        needs={"GET": CasesPermission.EXTEND, "POST": CasesPermission.EXTEND},
        name="review-answer",
    ),
    page("declared", managing.declared, needs={"GET": CasesPermission.REVIEW}, name="review-declared"),
    page(
        "roll",
        rolls.roll,
        needs={"GET": CasesPermission.LIST_VALUES, "POST": CasesPermission.LIST_VALUES},
        name="review-roll",
    ),
    page("roll.json", rolls.roll_file, needs={"GET": CasesPermission.LIST_VALUES}, name="review-roll-file"),
    page(
        "hand-over",
        handing_over.hand_over,
        needs={"GET": CasesPermission.HAND_OVER, "POST": CasesPermission.HAND_OVER},
        name="review-hand-over",
    ),
    page(
        "hand-over/<uuid:hand_over>",
        handing_over.answer_hand_over,
        needs={"POST": CasesPermission.HAND_OVER},
        name="review-hand-over-answer",
    ),
    page("<str:number>/", views.case, needs={"GET": _SEE}, name="review-case"),
    page(
        "<str:number>/originals/<str:hash_>",
        original,
        needs={"GET": _SEE},
        name="review-original",
    ),
    page("<str:number>/sheet.pdf", papers.approval_sheet, needs={"GET": _SEE}, name="review-sheet"),
    page("<str:number>/present", views.present, needs={"POST": _SEE}, name="review-present"),
    page(
        "<str:number>/decide",
        views.decide,
        needs={"GET": CasesPermission.REVIEW, "POST": CasesPermission.DECIDE},
        name="review-decide",
    ),
    page(
        f"<str:number>/{USE.name}",
        licence_use.use,
        needs={"GET": CasesPermission.REVIEW, "POST": USE.needs},
        name=f"review-{USE.name}",
    ),
    *(
        page(
            f"<str:number>/{one.name}",
            views.act_view(one),
            needs={
                "GET": one.needs if one.needs in ABOVE else CasesPermission.REVIEW,
                "POST": one.needs,
            },
            name=f"review-{one.name}",
        )
        for one in (*ACTS.values(), *PROCEDURES.values(), *PARCELS.values(), CHANGE, REPLACE)
    ),
]
