"""Every write of the area."""

from onething.areas.knowledge.services.loading import load_answers
from onething.areas.knowledge.services.questions import (
    OwnerUnknown,
    close_question,
    draft_from_question,
    keep_question,
    merge_question,
    pass_question_on,
)
from onething.areas.knowledge.services.reviewing import (
    approve,
    confirm,
    publish,
    return_answer,
    send,
    withdraw,
)
from onething.areas.knowledge.services.telling import note_asked, say_whether_helped
from onething.areas.knowledge.services.upkeep import flag_changes, mark_due
from onething.areas.knowledge.services.writing import RevisionOpen, draft, revise, write

__all__ = [
    "OwnerUnknown",
    "RevisionOpen",
    "approve",
    "close_question",
    "confirm",
    "draft",
    "draft_from_question",
    "flag_changes",
    "keep_question",
    "load_answers",
    "mark_due",
    "merge_question",
    "note_asked",
    "pass_question_on",
    "publish",
    "return_answer",
    "revise",
    "say_whether_helped",
    "send",
    "withdraw",
    "write",
]
