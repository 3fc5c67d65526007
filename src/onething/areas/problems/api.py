"""The door of the area: tell what could not be got done, follow it, work on it, find its cause."""

from onething.areas.problems.permissions import ProblemsPermission
from onething.areas.problems.queries import (
    ProblemNotFound,
    count_waiting,
    follow,
    get_own,
    get_problem,
    get_rules,
    list_own,
    list_problems,
)
from onething.areas.problems.services import (
    ApplicationNotYours,
    UnitUnknown,
    answer,
    ask_unit,
    classify,
    close_in_silence,
    confirm,
    find_cause,
    reopen,
    reply,
    tell,
)
from onething.areas.problems.services.working import NotTheLead
from onething.areas.problems.views import Act, ProblemLine, ProblemView, Registered, Told

__all__ = [
    "Act",
    "ApplicationNotYours",
    "NotTheLead",
    "ProblemLine",
    "ProblemNotFound",
    "ProblemView",
    "ProblemsPermission",
    "Registered",
    "Told",
    "UnitUnknown",
    "answer",
    "ask_unit",
    "classify",
    "close_in_silence",
    "confirm",
    "count_waiting",
    "find_cause",
    "follow",
    "get_own",
    "get_problem",
    "get_rules",
    "list_own",
    "list_problems",
    "reopen",
    "reply",
    "tell",
]
