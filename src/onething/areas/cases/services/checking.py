"""Taking in, checking, telling what is missing, accepting."""

from collections.abc import Sequence
from datetime import datetime

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import act, act_on_application, next_notice_number
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.showing import keys_of_case
from onething.areas.cases.engine.wording import law_of
from onething.areas.cases.errors import PointUnknown
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import Declining, Grounds, How, Point, Promise
from onething.core.cases.phrases import cited
from onething.core.cases.state import ApplicationState, CaseState


def take_in(
    actor: Actor, *, case: str, papers: Sequence[str] = (), now: datetime, seen: int | None = None
) -> CaseState:
    """Record that a window took the case in. papers: keys of what was handed over on paper."""
    actor.must(CasesPermission.TAKE_IN)
    return act(actor, c.TakeIn(actor, case, tuple(papers)), now=now, seen=seen)


def record_findings(
    actor: Actor,
    *,
    case: str,
    points: Sequence[Point],
    finished: bool = True,
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record what is missing or faulty; it replaces what was found and not yet told.

    finished: the whole case was looked through. The one notice leaves by itself when that is so of every case, at the
    latest when the first limit to tell ends; then also with what was found in a case that is not finished.
    points: made with `core.cases.phrases.point`, or in the officer's own words.
    Raises CaseNotFound, NotAllowed, PointIncomplete, PointUnknown, ComesFromOtherItem, ToldOnce, ToldTwice,
    SilenceAccepted.
    """
    actor.must(CasesPermission.CHECK)

    def command(loaded: Loaded) -> c.Check:
        opening = loaded.matter.case(case).opening
        unknown = {one.key for one in points if one.key} - keys_of_case(loaded, case)
        if unknown and not opening.proactive:
            raise PointUnknown(case, sorted(unknown))
        frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
        law = law_of([opening.item], frozen)
        return c.Check(actor, case, cited(points, permit=opening.limits.profile.is_permit, law=law), finished)

    return act(actor, command, case=case, now=now, seen=seen)


def mark_checked(actor: Actor, *, case: str, now: datetime, seen: int | None = None) -> CaseState:
    """Record that nothing is missing; findings not yet told are taken back."""
    actor.must(CasesPermission.CHECK)
    return act(actor, c.Check(actor, case), now=now, seen=seen)


def send_notice(actor: Actor, *, application: str, now: datetime, reason: str = "") -> ApplicationState:
    """Let the gathered findings leave as one notice. reason: why round 2 is allowed; needs a supervisor.

    Raises ApplicationNotFound, NotAllowed, NothingToTell, NoticeTooEarly, SupervisorNeeded.
    """
    actor.must(CasesPermission.NOTIFY)
    allowed_by = actor if actor.can(CasesPermission.NOTIFY_AGAIN) else None
    return act_on_application(
        actor,
        application,
        lambda loaded: c.SendNotice(actor, next_notice_number(loaded.matter, now), allowed_by, reason),
        now=now,
    )


def accept(
    actor: Actor, *, case: str, later: Sequence[Promise] = (), now: datetime, seen: int | None = None
) -> CaseState:
    """Accept the case; its clock starts unless it waits. later: minor materials that may follow, with their day.

    Raises CaseNotFound, NotAllowed, NotNow, NotTolerable, PersonNeeded, SilenceAccepted.
    """
    actor.must(CasesPermission.ACCEPT)
    how = How.TOLERATED if later else How.CLERK
    return act(actor, c.Accept(actor, case, how, tuple(later)), now=now, seen=seen)


def decline(
    actor: Actor,
    *,
    case: str,
    kind: Declining,
    grounds: Grounds,
    body: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Do not take the case up: no permit is needed, or another body is competent (`body`: whom to ask)."""
    actor.must(CasesPermission.DECLINE)
    return act(actor, c.Decline(actor, case, kind, grounds, body), now=now, seen=seen)
