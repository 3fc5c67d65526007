"""What an office may begin or go on with before it decides, and what the applicant sees of a hearing."""

from collections.abc import Callable, Iterator
from datetime import date

from onething.areas.cases import scope
from onething.areas.cases.models import CaseRow
from onething.areas.cases.permissions import CasesPermission as P
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.graph import GRAPH
from onething.core.cases.state import CaseState
from onething.core.cases.views import AllowedAction, HearingView
from onething.core.source import Text

Open = Callable[[CaseState, date], bool]


def _to_be_set(case: CaseState, today: date) -> bool:
    return case.hearing is not None and case.hearing.due


def _may_be_asked_for(case: CaseState, today: date) -> bool:
    hearing = case.hearing
    return hearing is not None and not (hearing.asked or hearing.waived) and today <= hearing.ask_until


def _to_be_held(case: CaseState, today: date) -> bool:
    hearing = case.hearing
    return hearing is not None and hearing.due and hearing.held_on is not None and today >= hearing.held_on


def _posted(case: CaseState, today: date) -> bool:
    return case.posted_until is not None and today > case.posted_until


def _always(case: CaseState, today: date) -> bool:
    return True


#: service, event that it leads to, when it makes sense, label
_PROCEDURES: tuple[tuple[str, type[e.CaseEvent], Open, Text], ...] = (
    ("check_site", e.SiteChecked, _always, Text("登记现场核查", "Record a site check")),
    ("post_notice", e.NoticePosted, lambda case, _: case.posted_until is None, Text("公示", "Post a notice")),
    ("end_posting", e.PostingEnded, _posted, Text("登记公示结果", "Take the notice down")),
    ("tell_interested", e.InterestedTold, _always, Text("告知利害关系人", "Tell somebody concerned")),
    ("take_statement", e.StatementTaken, _always, Text("登记陈述申辩", "Record a statement")),
    (
        "offer_hearing",
        e.HearingOffered,
        lambda case, _: case.hearing is None,
        Text("告知听证权利", "Offer a hearing"),
    ),
    (
        "take_hearing_request",
        e.HearingAsked,
        _may_be_asked_for,
        Text("登记听证申请", "Register a request for a hearing"),
    ),
    ("set_hearing", e.HearingSet, _to_be_set, Text("通知听证", "Announce the hearing")),
    ("hold_hearing", e.HearingHeld, _to_be_held, Text("登记听证笔录", "Record the hearing")),
)


def procedures_of(actor: Actor, row: CaseRow, case: CaseState, today: date) -> Iterator[AllowedAction]:
    """Give the procedures that the office may begin or go on with where the case stands."""
    if not actor.can(P.REVIEW) or not scope.is_of_office(actor, row):
        return
    for name, event, makes_sense, label in _PROCEDURES:
        if (case.status, event) in GRAPH and makes_sense(case, today):
            yield AllowedAction(name, label)


def hearing_of(case: CaseState, today: date) -> HearingView | None:
    """Return the hearing as its applicant sees it, None where none was offered or it does not matter any more."""
    hearing = case.hearing
    if hearing is None or case.ended:
        return None
    may = (case.status, e.HearingAsked) in GRAPH
    open_ = may and not hearing.asked and not hearing.waived and today <= hearing.ask_until
    return HearingView(
        ask_until=hearing.ask_until,
        asked=hearing.asked,
        waived=hearing.waived,
        hold_by=hearing.hold_by,
        held_on=hearing.held_on,
        over=bool(hearing.minutes),
        may_ask=open_,
        may_waive=may and not hearing.waived and not hearing.minutes and (open_ or hearing.asked),
    )
