"""Addresses of the review channel. Each act has its own permission."""

from onething.areas.cases.api import CasesPermission
from onething.channels.review import managing, views
from onething.channels.review.acts import ACTS
from onething.channels.review.originals import original
from onething.kit.pages import page

#: What only managers do is not shown to others either.
MANAGERS = frozenset({CasesPermission.EXTEND, CasesPermission.ASSIGN})

urlpatterns = [
    page("", views.inbox, needs={"GET": CasesPermission.REVIEW}, name="review"),
    page("next", views.next_case, needs={"GET": CasesPermission.REVIEW}, name="review-next"),
    page("asked", managing.asked, needs={"GET": CasesPermission.EXTEND}, name="review-asked"),
    page(
        "asked/<str:question>",
        managing.answer,
        needs={"GET": CasesPermission.EXTEND, "POST": CasesPermission.EXTEND},
        name="review-answer",
    ),
    page("<str:number>/", views.case, needs={"GET": CasesPermission.REVIEW}, name="review-case"),
    page(
        "<str:number>/originals/<str:hash_>",
        original,
        needs={"GET": CasesPermission.REVIEW},
        name="review-original",
    ),
    page(
        "<str:number>/present", views.present, needs={"POST": CasesPermission.REVIEW}, name="review-present"
    ),
    page(
        "<str:number>/decide",
        views.decide,
        needs={"GET": CasesPermission.REVIEW, "POST": CasesPermission.DECIDE},
        name="review-decide",
    ),
    *(
        page(
            f"<str:number>/{one.name}",
            views.act_view(one.name),
            needs={
                "GET": one.needs if one.needs in MANAGERS else CasesPermission.REVIEW,
                "POST": one.needs,
            },
            name=f"review-{one.name}",
        )
        for one in ACTS.values()
    ),
]
