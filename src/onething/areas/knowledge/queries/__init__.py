"""Every read of the area."""

from onething.areas.knowledge.queries.asking import (
    ask,
    documents_stamp,
    files_of_answers,
    get_answer,
    iterate_documents,
)
from onething.areas.knowledge.queries.locking import (
    AnswerNotFound,
    QuestionNotFound,
    get_shown_row,
    lock_answer,
    lock_any,
    lock_open,
    lock_question,
    lock_shown,
)
from onething.areas.knowledge.queries.managing import (
    count_by_state,
    count_waiting,
    get_managed,
    list_answers,
    list_conflicts,
    list_voices,
    may_publish,
    may_write,
    whose_may_be_seen,
)
from onething.areas.knowledge.queries.questions import count_questions, get_question, list_hot, list_questions

__all__ = [
    "AnswerNotFound",
    "QuestionNotFound",
    "ask",
    "count_by_state",
    "count_questions",
    "count_waiting",
    "documents_stamp",
    "files_of_answers",
    "get_answer",
    "get_managed",
    "get_question",
    "get_shown_row",
    "iterate_documents",
    "list_answers",
    "list_conflicts",
    "list_hot",
    "list_questions",
    "list_voices",
    "lock_answer",
    "lock_any",
    "lock_open",
    "lock_question",
    "lock_shown",
    "may_publish",
    "may_write",
    "whose_may_be_seen",
]
