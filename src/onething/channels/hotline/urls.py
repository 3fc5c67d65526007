"""Addresses of 12345."""

from onething.areas.knowledge.api import KnowledgePermission
from onething.channels.hotline import views
from onething.kit.pages import page

_CALLS = KnowledgePermission.ANSWER_CALLS

urlpatterns = [
    page("", views.ask, needs={"GET": _CALLS}, name="hotline"),
    page("no-answer", views.no_answer, needs={"POST": _CALLS}, name="hotline-no-answer"),
    page("helped", views.helped, needs={"POST": _CALLS}, name="hotline-helped"),
]
