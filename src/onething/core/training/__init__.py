"""Training (培训): the bank of exam questions (题库), each bound to the items that it refers to."""

from onething.core.training.checking import (
    MOST_OPTIONS,
    QuestionRefused,
    check,
    letter,
    must_be_clean,
    must_be_impersonal,
)
from onething.core.training.files import ReadQuestions, read_questions
from onething.core.training.model import (
    OPEN,
    Kind,
    NoReason,
    Option,
    OwnQuestion,
    Question,
    QuestionNotNow,
    QuestionState,
    Revision,
    true_or_false,
)
from onething.core.training.reading import Reading, changed_by, read, to_be_read_again
from onething.core.training.writing import as_in_a_file, write_questions

__all__ = [
    "MOST_OPTIONS",
    "OPEN",
    "Kind",
    "NoReason",
    "Option",
    "OwnQuestion",
    "Question",
    "QuestionNotNow",
    "QuestionRefused",
    "QuestionState",
    "ReadQuestions",
    "Reading",
    "Revision",
    "as_in_a_file",
    "changed_by",
    "check",
    "letter",
    "must_be_clean",
    "must_be_impersonal",
    "read",
    "read_questions",
    "to_be_read_again",
    "true_or_false",
    "write_questions",
]
