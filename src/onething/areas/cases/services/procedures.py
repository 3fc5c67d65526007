"""Before a decision: site check, public notice, those concerned, hearing. Law: 行政许可法 34, 36, 46–48."""

from collections.abc import Sequence
from datetime import date, datetime

from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.errors import NotOfOffice
from onething.areas.cases.permissions import CasesPermission
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import SiteOfficer
from onething.core.cases.state import CaseState


def check_site(
    actor: Actor,
    *,
    case: str,
    place: str,
    officers: Sequence[SiteOfficer],
    found: str,
    favourable: bool = True,
    party: str = "",
    unsigned: str = "",
    photos: Sequence[str] = (),
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record what two officers saw. unsigned: why the party did not sign. photos: hashes of files.

    Raises CaseNotFound, NotAllowed, NotNow, TwoOfficersNeeded, RecordIncomplete. Law: 行政许可法 34(3).
    """
    actor.must(CasesPermission.REVIEW)
    command = c.CheckSite(
        actor, case, place, tuple(officers), found, favourable, party, unsigned, tuple(photos)
    )
    return act(actor, command, now=now, seen=seen)


def post_notice(
    actor: Actor, *, case: str, where: str, text: str, days: int, now: datetime, seen: int | None = None
) -> CaseState:
    """Make public for objections. days: of the case's own kind. Raises PostingOpen, RecordIncomplete."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.PostNotice(actor, case, where, text, days), now=now, seen=seen)


def end_posting(
    actor: Actor, *, case: str, objections: Sequence[str] = (), now: datetime, seen: int | None = None
) -> CaseState:
    """Take the notice down after its last day, with what came in. Raises NoPosting, PostingOpen."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.EndPosting(actor, case, tuple(objections)), now=now, seen=seen)


def tell_interested(
    actor: Actor, *, case: str, person: str, relation: str, days: int, now: datetime, seen: int | None = None
) -> CaseState:
    """Tell somebody whom the matter directly concerns that they may speak. days: working days."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.TellInterested(actor, case, person, relation, days), now=now, seen=seen)


def take_statement(
    actor: Actor, *, case: str, person: str, text: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Record what somebody said."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.TakeStatement(actor, case, person, text), now=now, seen=seen)


def offer_hearing(
    actor: Actor, *, case: str, about: str, to: Sequence[str] = (), now: datetime, seen: int | None = None
) -> CaseState:
    """Tell the applicant, and whom else it concerns, that they may ask for a hearing.

    to: the others by name; the applicant is always told. Raises HearingOpen, RecordIncomplete.
    """
    actor.must(CasesPermission.REVIEW)

    def command(loaded: Loaded) -> c.OfferHearing:
        return c.OfferHearing(actor, case, about, (loaded.row.person_name, *to))

    return act(actor, command, case=case, now=now, seen=seen)


def ask_hearing(actor: Actor, *, case: str, now: datetime, seen: int | None = None) -> CaseState:
    """The applicant, or whoever represents them, asks for the hearing. Raises NoHearing, HearingTooLate."""
    actor.must(CasesPermission.ASK_HEARING)
    return act(actor, lambda _: c.AskHearing(actor, case, actor.name), case=case, now=now, seen=seen)


def take_hearing_request(
    actor: Actor, *, case: str, asked_by: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Register that somebody who was told asks on paper or by word: the applicant, or whom else it concerns (行政许可法 47).

    Raises NoHearing, HearingTooLate, RecordIncomplete.
    """
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.AskHearing(actor, case, asked_by), now=now, seen=seen)


def waive_hearing(actor: Actor, *, case: str, now: datetime, seen: int | None = None) -> CaseState:
    """The applicant, or whoever represents them, wants no hearing. Raises NoHearing."""
    actor.must(CasesPermission.ASK_HEARING)
    return act(actor, lambda _: c.WaiveHearing(actor, case, actor.name), case=case, now=now, seen=seen)


def set_hearing(
    actor: Actor,
    *,
    case: str,
    held_on: date,
    time: str,
    place: str,
    chair: str,
    public: bool = True,
    reason: str = "",
    announced: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Announce the hearing; where the profile knows that ground, the clock stands from today to its day.

    chair: id of the account of a colleague who does not examine the case. reason: why it is moved. announced: where it
    is made known to everybody, "" where that is not needed; then there is an announcement to post.
    Raises NoHearing, HearingDay, ChairExamines, ReasonMissing, RecordIncomplete, NotOfOffice.
    """
    actor.must(CasesPermission.REVIEW)
    staff = people.list_staff(actor, department=actor.department)
    leads = next((one.to_actor() for one in staff if str(one.id) == chair), None)
    if leads is None:
        raise NotOfOffice(case)
    command = c.SetHearing(actor, case, held_on, time, place, leads.id, leads.name, public, reason, announced)
    return act(actor, command, now=now, seen=seen)


def hold_hearing(
    actor: Actor,
    *,
    case: str,
    minutes: str,
    summary: str,
    present: Sequence[str],
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record that it was held; the decision rests on its minutes. Raises NoHearing, RecordIncomplete."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.HoldHearing(actor, case, minutes, summary, tuple(present)), now=now, seen=seen)
