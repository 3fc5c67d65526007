"""Addresses of the knowledge base in the studio."""

from onething.areas.knowledge.api import KnowledgePermission
from onething.channels.studio import answers, unanswered
from onething.kit.pages import page

_SEE, _WRITE = KnowledgePermission.SEE, KnowledgePermission.WRITE
_ACT = {"GET": _SEE, "POST": _WRITE}
_FORM = {"GET": _WRITE, "POST": _WRITE}

urlpatterns = [
    page("answers/", answers.room, needs={"GET": _SEE}, name=answers.ROOM),
    page("answers/new", answers.write, needs=_FORM, name="studio-answer-new"),
    page("answers/conflicts", answers.conflicts, needs={"GET": _SEE}, name="studio-answer-conflicts"),
    page("answers/of/<slug:key>/", answers.answer, needs=_ACT, name="studio-answer"),
    page("answers/of/<slug:key>/write", answers.write, needs=_FORM, name="studio-answer-write"),
    page("questions/", unanswered.questions, needs={"GET": _SEE}, name="studio-questions"),
    page("questions/<uuid:question>/", unanswered.question, needs=_ACT, name="studio-question"),
]
