"""Every write of the area."""

from onething.areas.training.services.loading import load_questions
from onething.areas.training.services.upkeep import flag_changes
from onething.areas.training.services.writing import (
    RevisionOpen,
    draft,
    put_in_use,
    read_again,
    return_question,
    revise,
    send,
    withdraw,
    write,
)

__all__ = [
    "RevisionOpen",
    "draft",
    "flag_changes",
    "load_questions",
    "put_in_use",
    "read_again",
    "return_question",
    "revise",
    "send",
    "withdraw",
    "write",
]
