"""The city's knowledge base (全市统一知识库): one answer for hotline, window and portal, rendered from what items say."""

from onething.core.knowledge.changing import Change, Differences, changes_of, said_of
from onething.core.knowledge.checking import (
    AnswerRefused,
    check,
    must_be_clean,
    must_be_impersonal,
)
from onething.core.knowledge.conflicts import AnswersDiffer, find_conflicts
from onething.core.knowledge.facts import Facts, Offices, Rendered, Said, render
from onething.core.knowledge.files import ReadAnswers, read_answers
from onething.core.knowledge.flaws import Flaw, Flaws
from onething.core.knowledge.model import (
    OPEN,
    SHOWN,
    AnswerNotNow,
    AnswerState,
    Content,
    Law,
    OwnWork,
    ReasonMissing,
    Revision,
    changes,
)
from onething.core.knowledge.personal import cut_personal, personal_numbers
from onething.core.knowledge.references import Aspect, Reference, read_reference, references_in
from onething.core.knowledge.rules import KnowledgeRules
from onething.core.knowledge.unanswered import (
    NothingAsked,
    Settled,
    SettledAlready,
    Source,
    Unanswered,
)
from onething.core.knowledge.writing import as_in_a_file, write_answers

__all__ = [
    "OPEN",
    "SHOWN",
    "AnswerNotNow",
    "AnswerRefused",
    "AnswerState",
    "AnswersDiffer",
    "Aspect",
    "Change",
    "Content",
    "Differences",
    "Facts",
    "Flaw",
    "Flaws",
    "KnowledgeRules",
    "Law",
    "NothingAsked",
    "Offices",
    "OwnWork",
    "ReadAnswers",
    "ReasonMissing",
    "Reference",
    "Rendered",
    "Revision",
    "Said",
    "Settled",
    "SettledAlready",
    "Source",
    "Unanswered",
    "as_in_a_file",
    "changes",
    "changes_of",
    "check",
    "cut_personal",
    "find_conflicts",
    "must_be_clean",
    "must_be_impersonal",
    "personal_numbers",
    "read_answers",
    "read_reference",
    "references_in",
    "render",
    "said_of",
    "write_answers",
]
