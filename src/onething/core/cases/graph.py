"""The published graph of a case: its states, and which event leads where. Domain words beside each state."""

from enum import StrEnum

from onething.core.cases import events as e
from onething.core.cases.parts import Righting
from onething.core.source import Text


class Status(StrEnum):
    SUBMITTED = "submitted"
    TAKEN_IN = "taken_in"
    TO_SUPPLEMENT = "to_supplement"
    SUPPLEMENTED = "supplemented"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    PAUSED = "paused"
    GRANTED = "granted"
    TO_DELIVER = "to_deliver"
    DELIVERED = "delivered"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    LAPSED = "lapsed"
    PRECONDITION_FAILED = "precondition_failed"
    REVOKED = "revoked"
    RECALLED = "recalled"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS = {
    Status.SUBMITTED: Text("已提交", "submitted"),
    Status.TAKEN_IN: Text("已收件", "taken in"),
    Status.TO_SUPPLEMENT: Text("待补正", "waiting for your supplement"),
    Status.SUPPLEMENTED: Text("已补正", "supplemented"),
    Status.WAITING: Text("等待前序结果", "waiting for another result"),
    Status.ACCEPTED: Text("已受理", "accepted"),
    Status.IN_REVIEW: Text("审查中", "in review"),
    Status.PAUSED: Text("特别程序中", "in a special procedure"),
    Status.GRANTED: Text("准予", "granted"),
    Status.TO_DELIVER: Text("待送达", "to be delivered"),
    Status.DELIVERED: Text("已送达", "delivered"),
    Status.REFUSED: Text("不予", "refused"),
    Status.DECLINED: Text("不予受理", "not taken up"),
    Status.WITHDRAWN: Text("已撤回", "withdrawn"),
    Status.TERMINATED: Text("已终止", "terminated"),
    Status.LAPSED: Text("补正超期视为撤回", "not supplied in time, treated as withdrawn"),
    Status.PRECONDITION_FAILED: Text("前置条件未成就", "what it needed did not come"),
    Status.REVOKED: Text("准予已撤销", "grant revoked"),
    Status.RECALLED: Text("准予已撤回", "grant recalled"),
    Status.CANCELLED: Text("准予已注销", "grant cancelled"),
}

S = Status

#: Nothing leaves these.
FINAL = frozenset({S.WITHDRAWN, S.TERMINATED, S.DECLINED, S.LAPSED})
#: These have ended, too; only the annulment of a refusal leads out of them.
ANNULLABLE = frozenset({S.REFUSED, S.PRECONDITION_FAILED})
#: A grant that was taken back; only a restoration leads out of them.
TAKEN_BACK = frozenset({S.REVOKED, S.RECALLED, S.CANCELLED})
TAKEN_BACK_BY = {
    Righting.REVOCATION: S.REVOKED,
    Righting.RECALL: S.RECALLED,
    Righting.CANCELLATION: S.CANCELLED,
}
#: Decided for the person, delivered or not: may be put right or taken back, by a decision of two officers.
GRANTS = frozenset({S.GRANTED, S.TO_DELIVER, S.DELIVERED})
ENDED = FINAL | ANNULLABLE | TAKEN_BACK | {S.DELIVERED}

#: Not yet accepted and with the office: the time to tell runs.
TO_CHECK = frozenset({S.SUBMITTED, S.TAKEN_IN, S.SUPPLEMENTED})
UNACCEPTED = TO_CHECK | {S.TO_SUPPLEMENT}
#: Accepted and being worked on.
RUNNING = frozenset({S.ACCEPTED, S.IN_REVIEW, S.PAUSED})
UNDECIDED = UNACCEPTED | RUNNING | {S.WAITING}
UNDELIVERED = UNDECIDED | {S.GRANTED, S.TO_DELIVER}
#: Still waiting for a result of another case is possible in these.
MAY_WAIT = UNACCEPTED | {S.WAITING}

_STAY = None  # the state stays as it is

_Targets = frozenset[Status]
_Rows = tuple[tuple[type[e.CaseEvent], frozenset[Status], tuple[Status | None, ...]], ...]

#: event, from which states, to which (None: it stays).
ROWS: _Rows = (
    (e.TakenIn, frozenset({S.SUBMITTED}), (S.TAKEN_IN,)),
    (e.Checked, TO_CHECK, (_STAY,)),
    (e.FoundIncomplete, TO_CHECK, (_STAY,)),
    (e.Noticed, TO_CHECK, (S.TO_SUPPLEMENT,)),
    (e.Supplemented, frozenset({S.TO_SUPPLEMENT}), (S.TO_SUPPLEMENT, S.SUPPLEMENTED)),
    (e.Supplemented, TO_CHECK | RUNNING | {S.WAITING}, (_STAY,)),
    (e.Accepted, TO_CHECK, (S.ACCEPTED, S.WAITING)),
    (e.Declined, TO_CHECK, (S.DECLINED,)),
    (e.ResultReceived, MAY_WAIT, (_STAY,)),
    (e.PromiseBegun, frozenset({S.WAITING}), (_STAY,)),
    (e.Started, frozenset({S.WAITING}), (S.ACCEPTED,)),
    (e.StepEntered, frozenset({S.ACCEPTED, S.IN_REVIEW}), (S.IN_REVIEW,)),
    (e.StepEntered, frozenset({S.GRANTED}), (_STAY,)),
    (e.Opinion, UNDECIDED, (_STAY,)),
    (e.Paused, RUNNING, (S.PAUSED,)),
    (e.Resumed, frozenset({S.PAUSED}), (S.PAUSED, S.IN_REVIEW)),
    (e.Extended, frozenset({S.ACCEPTED, S.IN_REVIEW}), (_STAY,)),
    (e.Transferred, UNDECIDED, (_STAY,)),
    (e.TakenOver, UNDELIVERED, (_STAY,)),
    (e.Decided, frozenset({S.ACCEPTED, S.IN_REVIEW}), (S.GRANTED, S.REFUSED)),
    (e.CertificateMade, frozenset({S.GRANTED}), (S.GRANTED, S.TO_DELIVER)),
    (e.Delivered, frozenset({S.GRANTED, S.TO_DELIVER}), (S.DELIVERED,)),
    (e.Delivered, frozenset({S.REFUSED}), (_STAY,)),
    (e.Withdrawn, UNDECIDED, (S.WITHDRAWN,)),
    (e.Terminated, UNDELIVERED, (S.TERMINATED,)),
    (e.Lapsed, frozenset({S.TO_SUPPLEMENT, S.WAITING}) | RUNNING, (S.LAPSED,)),
    (e.PromiseReminded, RUNNING | {S.WAITING}, (_STAY,)),
    (e.PreconditionFailed, MAY_WAIT, (S.PRECONDITION_FAILED,)),
    (e.Reopened, frozenset({S.REFUSED}), (S.IN_REVIEW,)),
    (e.Reopened, frozenset({S.PRECONDITION_FAILED}), tuple(sorted(MAY_WAIT))),
    (e.DueRecomputed, UNDELIVERED, (_STAY,)),
    (e.Drafted, frozenset({S.ACCEPTED, S.IN_REVIEW}), (_STAY,)),
    (e.DraftReturned, frozenset({S.ACCEPTED, S.IN_REVIEW}), (_STAY,)),
    (e.Assigned, TO_CHECK | RUNNING, (_STAY,)),
    (e.SentToIntake, TO_CHECK | {S.ACCEPTED, S.IN_REVIEW}, (_STAY,)),
    (e.Mended, UNDELIVERED, (_STAY,)),
    # also after the end: it is found out, and moves nothing
    (e.DeclarationChecked, RUNNING | {S.WAITING, S.GRANTED, S.TO_DELIVER, S.DELIVERED}, (_STAY,)),
    # procedures before a decision
    (e.SiteChecked, RUNNING, (_STAY,)),
    (e.NoticePosted, RUNNING, (_STAY,)),
    (e.PostingEnded, RUNNING, (_STAY,)),
    (e.InterestedTold, RUNNING, (_STAY,)),
    (e.StatementTaken, RUNNING, (_STAY,)),
    (e.HearingOffered, RUNNING, (_STAY,)),
    (e.HearingAsked, RUNNING, (_STAY,)),
    (e.HearingWaived, RUNNING, (_STAY,)),
    (e.HearingSet, RUNNING, (_STAY,)),
    (e.HearingHeld, RUNNING, (_STAY,)),
    (e.RightingProposed, GRANTS | TAKEN_BACK, (_STAY,)),
    (e.HeardOnRighting, GRANTS | TAKEN_BACK, (_STAY,)),
    (e.RightingDropped, GRANTS | TAKEN_BACK, (_STAY,)),
    (e.DecisionCorrected, GRANTS, (_STAY,)),
    (e.GrantTakenBack, GRANTS, tuple(sorted(TAKEN_BACK))),
    (e.GrantRestored, TAKEN_BACK, tuple(sorted(GRANTS))),
    (e.ResultCorrected, MAY_WAIT | RUNNING, (_STAY,)),
    (e.PreconditionFailed, RUNNING, (S.PRECONDITION_FAILED,)),
    (e.Reopened, frozenset({S.PRECONDITION_FAILED}), tuple(sorted(RUNNING))),
    (e.ReliedLicenceChanged, UNDELIVERED, (_STAY,)),
    (e.LicenceLookedAgain, UNDELIVERED, (_STAY,)),
    (e.PersonAsked, UNDECIDED | GRANTS, (_STAY,)),
    (e.RuleOverridden, frozenset({S.GRANTED}), (S.IN_REVIEW,)),
)


def _graph() -> dict[tuple[Status, type[e.CaseEvent]], _Targets]:
    graph: dict[tuple[Status, type[e.CaseEvent]], _Targets] = {}
    for event, sources, targets in ROWS:
        for source in sources:
            reached = frozenset(source if target is None else target for target in targets)
            graph[source, event] = graph.get((source, event), frozenset()) | reached
    return graph


#: (state, event) -> the states it may lead to; a missing key: the event cannot happen there.
GRAPH = _graph()
