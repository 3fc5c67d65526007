"""What may come between acceptance and decision: site check, public notice, those concerned, hearing.

None of it stops the clock by itself but the hearing, and that for the days told in writing, where the profile allows
it (semantics §6). A decision waits for what was begun: nobody is decided against before having been heard.

Law: 行政许可法 34 (two officers), 36 (those concerned), 46–48 (hearing); a public notice by the item's own rule.
"""

import unicodedata
from datetime import date, datetime, timedelta

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    ChairExamines,
    HearingDay,
    HearingLate,
    HearingOpen,
    HearingTooLate,
    MayStillSpeak,
    NoHearing,
    NoPosting,
    PersonNeeded,
    PostingOpen,
    ReasonMissing,
    RecordIncomplete,
    TwoOfficersNeeded,
)
from onething.core.cases.guards import Events, dated, is_machine, may
from onething.core.cases.state import CaseState, Hearing, evolve
from onething.core.clock import Ground, PauseOutside, due, pause
from onething.core.clock import Pause as Stop
from onething.core.clock.counting import days_between
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)
#: Working days in which a hearing may be asked for, and in which it is held then (行政许可法 47).
ASK_WITHIN, HOLD_WITHIN = 5, 20
#: Days by which a hearing is announced before it is held (行政许可法 48); all days count, our reading.
ANNOUNCED = timedelta(days=7)
OFFICERS = 2
#: What stands where a pause names its document: the notice of the hearing tells the days.
HEARING_NOTICE = "听证通知书"


def must_be_over(state: CaseState, at: datetime) -> None:
    """Raises PostingOpen, MayStillSpeak, HearingOpen while something that was begun is not over: nothing is decided."""
    today = at.date()
    if state.posted_until is not None:
        raise PostingOpen(until=state.posted_until)
    for person, until in state.may_speak.items():
        if today <= until:
            raise MayStillSpeak(person=person, until=until)
    hearing = state.hearing
    if hearing is None or hearing.waived or hearing.minutes:
        return
    if hearing.asked:
        raise HearingOpen(until=hearing.held_on or hearing.hold_by)
    if today <= hearing.ask_until:
        raise HearingOpen(until=hearing.ask_until)


def check_site(state: CaseState, command: c.CheckSite, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises TwoOfficersNeeded, RecordIncomplete. Law: 行政许可法 34(3).

    Our reading: neither name nor certificate comes twice, however it is typed; two of one name are told apart in it.
    """
    _by_person(state, e.SiteChecked, command)
    names = [_as_read(one.name) for one in command.officers]
    certificates = [_as_read(one.certificate) for one in command.officers]
    each_once = all(all(said) and len(set(said)) == len(said) for said in (names, certificates))
    if len(command.officers) < OFFICERS or not each_once:
        raise TwoOfficersNeeded(case=state.number)
    _must_say(Text("地点", "the place"), command.place)
    _must_say(Text("所见情况", "what was found"), command.found)
    _must_say(
        Text("当事人意见，或者为什么没有签字", "what the party said, or why nobody signed"),
        command.party or command.unsigned,
    )
    event = e.SiteChecked(
        command.place,
        at.date(),
        command.officers,
        command.found,
        command.favourable,
        command.party,
        command.unsigned,
        command.photos,
    )
    return (event,)


def _as_read(text: str) -> str:
    """Return what a reader sees of a name or number: no blanks, no marks, width and case do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] not in "ZC")


def post_notice(state: CaseState, command: c.PostNotice, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises PostingOpen, RecordIncomplete, CalendarMissing."""
    _by_person(state, e.NoticePosted, command)
    if state.posted_until is not None:
        raise PostingOpen(until=state.posted_until)
    _must_say(Text("公示的地点", "where it is posted"), command.where)
    _must_say(Text("公示的内容", "what is made public"), command.text)
    if command.days < 1:
        raise RecordIncomplete(missing=Text("公示的天数", "the number of days"))
    until = due(at.date(), command.days, calendar, state.opening.limits.day_kind)
    return (e.NoticePosted(command.where, command.text, at.date(), until),)


def end_posting(state: CaseState, command: c.EndPosting, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises NoPosting; PostingOpen before its last day is over."""
    _by_person(state, e.PostingEnded, command)
    if state.posted_until is None:
        raise NoPosting(case=state.number)
    if at.date() <= state.posted_until:
        raise PostingOpen(until=state.posted_until)
    said = tuple(one.strip() for one in command.objections if not is_blank(one))
    return (e.PostingEnded(at.date(), said),)


def tell_interested(
    state: CaseState, command: c.TellInterested, at: datetime, calendar: WorkCalendar
) -> Events:
    """Raises RecordIncomplete, CalendarMissing."""
    _by_person(state, e.InterestedTold, command)
    _must_say(Text("利害关系人", "who it concerns"), command.person)
    _must_say(Text("有什么利害关系", "how it concerns them"), command.relation)
    if command.days < 1:
        raise RecordIncomplete(missing=Text("陈述的天数", "the days in which they may speak"))
    until = due(at.date(), command.days, calendar)
    return (e.InterestedTold(command.person, command.relation, at.date(), until),)


def take_statement(
    state: CaseState, command: c.TakeStatement, at: datetime, calendar: WorkCalendar
) -> Events:
    """Raises RecordIncomplete."""
    may(state, e.StatementTaken)
    _must_say(Text("陈述人", "who spoke"), command.person)
    _must_say(Text("陈述的内容", "what was said"), command.text)
    return (e.StatementTaken(command.person, command.text, at.date()),)


# --- the hearing -------------------------------------------------------------------------------------------


def offer_hearing(state: CaseState, command: c.OfferHearing, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises HearingOpen where one was offered already, RecordIncomplete, CalendarMissing. Law: 行政许可法 47."""
    _by_person(state, e.HearingOffered, command)
    if state.hearing is not None:
        raise HearingOpen(until=state.hearing.ask_until)
    _must_say(Text("涉及的重大利益", "which important interest it concerns"), command.about)
    to = tuple(one.strip() for one in command.to if not is_blank(one))
    if not to:
        raise RecordIncomplete(missing=Text("告知了谁", "who is told"))
    until = due(at.date(), ASK_WITHIN, calendar)
    return (e.HearingOffered(command.about, to, at.date(), until),)


def ask_hearing(state: CaseState, command: c.AskHearing, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises NoHearing, HearingTooLate, RecordIncomplete, CalendarMissing. Law: 行政许可法 47."""
    may(state, e.HearingAsked)
    hearing = _hearing_of(state, asked=False)
    _must_say(Text("谁申请听证", "who asks for it"), command.asked_by)
    if at.date() > hearing.ask_until:
        raise HearingTooLate(until=hearing.ask_until)
    return (e.HearingAsked(command.asked_by, at.date(), due(at.date(), HOLD_WITHIN, calendar)),)


def waive_hearing(state: CaseState, command: c.WaiveHearing, at: datetime, calendar: WorkCalendar) -> Events:
    """What was announced is called off; the clock runs again. Raises NoHearing, RecordIncomplete."""
    may(state, e.HearingWaived)
    if state.hearing is None or state.hearing.waived or state.hearing.minutes:
        raise NoHearing(case=state.number)
    _must_say(Text("谁放弃听证", "who waives it"), command.waived_by)
    return (e.HearingWaived(command.waived_by, at.date()), *_running_again(state, at, calendar))


def set_hearing(state: CaseState, command: c.SetHearing, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises NoHearing, HearingDay, HearingLate, ChairExamines, ReasonMissing, RecordIncomplete, CalendarMissing.

    The clock stands from today to the day of the hearing, where the profile knows that ground (行政许可法 45, 48), but not
    beyond the 20 days: holding it in them is the office's duty. Later than that it is still held, with the reason on record.
    """
    _by_person(state, e.HearingSet, command)
    hearing = _hearing_of(state, asked=True)
    assert hearing.hold_by is not None, state.number
    earliest = at.date() + ANNOUNCED
    if command.held_on < earliest:
        raise HearingDay(earliest=earliest, hold_by=hearing.hold_by)
    if command.held_on > hearing.hold_by and is_blank(command.reason):
        raise HearingLate(hold_by=hearing.hold_by)
    for name, value in (
        (Text("时间", "the time"), command.time),
        (Text("地点", "the place"), command.place),
        (Text("主持人", "the chair"), command.chair_name),
    ):
        _must_say(name, value)
    if command.chair in {state.holder, command.by.id}:
        raise ChairExamines(case=state.number)
    if hearing.held_on is not None and is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    event = e.HearingSet(
        command.held_on,
        command.time,
        command.place,
        command.chair,
        command.chair_name,
        at.date(),
        command.public,
        command.reason,
        command.announced.strip(),
    )
    again = _running_again(state, at, calendar)
    after = state
    for one in (*again, event):
        after = evolve(after, one)
    return (*again, event, *_standing_still(after, min(command.held_on, hearing.hold_by), at, calendar))


def hearing_by(state: CaseState) -> date | None:
    """Return the last day to hold a hearing that was asked for, while it was not held and nothing is decided."""
    undecided = not state.ended and state.clock.decided_on is None
    return state.hearing.hold_by if undecided and state.hearing and state.hearing.due else None


def hold_hearing(state: CaseState, command: c.HoldHearing, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises NoHearing before its day, RecordIncomplete. The decision rests on its minutes (行政许可法 48)."""
    _by_person(state, e.HearingHeld, command)
    hearing = _hearing_of(state, asked=True)
    if hearing.held_on is None or at.date() < hearing.held_on:
        raise NoHearing(case=state.number)
    _must_say(Text("笔录文号", "the number of the minutes"), command.minutes)
    _must_say(Text("听证的要点", "what was said"), command.summary)
    present = tuple(one.strip() for one in command.present if not is_blank(one))
    if not present:
        raise RecordIncomplete(missing=Text("到场的人", "who was present"))
    event = e.HearingHeld(command.minutes, command.summary, present, at.date())
    return (event, *_running_again(evolve(state, event), at, calendar))


def _hearing_of(state: CaseState, *, asked: bool) -> Hearing:
    """Return the hearing that was, or was not yet, asked for and is not over. Raises NoHearing."""
    hearing = state.hearing
    if hearing is None or hearing.asked is not asked or hearing.waived or hearing.minutes:
        raise NoHearing(case=state.number)
    return hearing


def _standing_still(state: CaseState, until: date, at: datetime, calendar: WorkCalendar) -> Events:
    """Return the pause of a hearing, to the day `until`; none where nothing stops this clock, or nothing of it is left."""
    limits = state.opening.limits
    if until < at.date() or not limits.profile.may_stop_for(Ground.HEARING):
        return ()
    days = days_between(calendar.published(), at.date() - ONE_DAY, until, limits.day_kind)
    stop = Stop(at.date(), Ground.HEARING, days, HEARING_NOTICE)
    try:
        pause(limits, state.clock, stop, calendar)
    except PauseOutside:
        return ()
    return (dated(state, e.Paused(Ground.HEARING.value, days, HEARING_NOTICE, at.date()), calendar),)


def _running_again(state: CaseState, at: datetime, calendar: WorkCalendar) -> Events:
    """Return the end of the pause that a hearing has made, none where it made none."""
    if not any(one.last is None and one.ground == Ground.HEARING for one in state.clock.pauses):
        return ()
    return (dated(state, e.Resumed(Ground.HEARING.value, at.date()), calendar),)


def _by_person(state: CaseState, event: type[e.CaseEvent], command: c.CaseCommand) -> None:
    may(state, event)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)


def _must_say(what: Text, value: str) -> None:
    if is_blank(value):
        raise RecordIncomplete(missing=what)
