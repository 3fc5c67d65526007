"""The door of the area: take, answer, hand on, confirm; lists and figures."""

from onething.areas.inquiries.permissions import InquiriesPermission
from onething.areas.inquiries.queries import (
    ASKED,
    HANDED_ON,
    LATE,
    WAITING,
    InquiryNotFound,
    Tally,
    count_warned,
    get_inquiry,
    list_asked_first,
    list_counted,
    list_mine,
    tally,
)
from onething.areas.inquiries.services import (
    ColleagueUnknown,
    answer_question,
    hand_question_on,
    reply_to_offer,
    take_question,
)

__all__ = [
    "ASKED",
    "HANDED_ON",
    "LATE",
    "WAITING",
    "ColleagueUnknown",
    "InquiriesPermission",
    "InquiryNotFound",
    "Tally",
    "answer_question",
    "count_warned",
    "get_inquiry",
    "hand_question_on",
    "list_asked_first",
    "list_counted",
    "list_mine",
    "reply_to_offer",
    "take_question",
    "tally",
]
