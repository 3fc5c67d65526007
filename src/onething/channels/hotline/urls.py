"""Addresses of 12345."""

from onething.areas.cases.api import CasesPermission
from onething.areas.knowledge.api import KnowledgePermission
from onething.channels.hotline import calling, views
from onething.kit.pages import page

_CALLS = KnowledgePermission.ANSWER_CALLS
_TELLS = CasesPermission.TELL_CALLER

urlpatterns = [
    page("", views.ask, needs={"GET": _CALLS}, name="hotline"),
    page("case", calling.case, needs={"GET": _TELLS, "POST": _TELLS}, name="hotline-case"),
    page("no-answer", views.no_answer, needs={"POST": _CALLS}, name="hotline-no-answer"),
    page("helped", views.helped, needs={"POST": _CALLS}, name="hotline-helped"),
]
