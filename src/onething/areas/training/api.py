"""The door of the area: write and review exam questions, list them, and say which a change reaches."""

from onething.areas.training.keeping import NotYours
from onething.areas.training.permissions import TrainingPermission
from onething.areas.training.queries import (
    AGAIN,
    QuestionNotFound,
    count_by_state,
    files_of_questions,
    get_managed,
    list_filters,
    list_questions,
    may_write,
)
from onething.areas.training.services import (
    RevisionOpen,
    draft,
    flag_changes,
    load_questions,
    put_in_use,
    read_again,
    return_question,
    revise,
    send,
    withdraw,
    write,
)
from onething.areas.training.sources import ExamDependents
from onething.areas.training.views import Act, Loaded, Managed, QuestionLine

__all__ = [
    "AGAIN",
    "Act",
    "ExamDependents",
    "Loaded",
    "Managed",
    "NotYours",
    "QuestionLine",
    "QuestionNotFound",
    "RevisionOpen",
    "TrainingPermission",
    "count_by_state",
    "draft",
    "files_of_questions",
    "flag_changes",
    "get_managed",
    "list_filters",
    "list_questions",
    "load_questions",
    "may_write",
    "put_in_use",
    "read_again",
    "return_question",
    "revise",
    "send",
    "withdraw",
    "write",
]
