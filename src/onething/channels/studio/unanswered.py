"""Questions that nothing answered: those that wait, and what becomes of each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.channels.studio.answer_forms import SettleForm
from onething.channels.studio.answers import ROOM
from onething.channels.studio.rooms import frame
from onething.core.knowledge import AnswerState, Settled, Source
from onething.core.source import Text
from onething.kit.forms import form_page
from onething.kit.ports import now, today

#: Answers that a question may be merged with, shown to choose from.
MOST_ANSWERS = 500


def questions(request: HttpRequest) -> HttpResponse:
    settled = "settled" in request.GET
    lines = knowledge.list_questions(request.actor, today=today(), settled=settled)
    context = {
        **frame(request.actor, current=ROOM),
        "settled": settled,
        "lines": [(one, _owner(request, one.question.owner), _sources(one)) for one in lines],
        "counts": [
            (Settled(name).label, count) for name, count in knowledge.count_questions(request.actor).items()
        ],
    }
    return render(request, "studio/questions.html", context)


def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question, and take what is decided about it."""
    actor, package = request.actor, catalogue.current(request.actor)
    one = knowledge.get_question(actor, question=question, today=today())
    published = knowledge.list_answers(actor, state=AnswerState.PUBLISHED, limit=MOST_ANSWERS).lines
    form = SettleForm(
        request.POST or None,
        answers=[(line.key, line.question) for line in published],
        owners=[(id, known.short.zh) for id, known in package.departments.items()],
    )
    context = {
        **frame(actor, current=ROOM),
        "one": one,
        "owner": _owner(request, one.question.owner),
        "sources": _sources(one),
        "place": package.divisions[one.place].name if one.place in package.divisions else "",
        "settles": one.question.settled == Settled.WAITING
        and knowledge.may_write(actor, owner=one.question.owner),
    }
    show = form_page(request, "studio/question.html", form, context)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    match request.POST.get("act", ""):
        case "draft":
            key = knowledge.draft_from_question(actor, question=question, now=now())
            return redirect("studio-answer-write", key)
        case "merge" if given["answer"]:
            knowledge.merge_question(actor, question=question, key=given["answer"], now=now())
        case "pass" if given["owner"]:
            knowledge.pass_question_on(actor, question=question, owner=given["owner"])
        case "close":
            knowledge.close_question(actor, question=question, reason=given["reason"], now=now())
        case _:
            form.add_error(None, _("先选好要并入的答案或者要转给的部门。"))
            return show()
    messages.success(request, _("办好了。"))
    return redirect("studio-questions")


def _owner(request: HttpRequest, id: str) -> Text:
    known = catalogue.current(request.actor).departments.get(id)
    return known.short if known else Text(id)


def _sources(one: knowledge.QuestionLine) -> list[tuple[Text, int]]:
    return [(Source(name).label, count) for name, count in one.sources]
