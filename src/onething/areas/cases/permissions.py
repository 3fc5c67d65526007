"""What can be done with applications and cases, one line each."""

from enum import StrEnum

from onething.core.actors import Role

_OFFICE = frozenset({Role.REVIEWER, Role.MANAGER})


class CasesPermission(StrEnum):
    SUBMIT = "cases:submit"  # hand over one thing: for oneself, within an authority, or at the window
    SEE_OWN = "cases:see_own"  # applications of one's own and of those whom one represents
    SEE = "cases:see"  # applications and cases of one's office, or (supervisors, auditors) all
    SEE_WORK = "cases:see_work"  # the room in which offices work on cases
    PROGRESS = "cases:progress"  # the masked progress, by number and code: open to all
    TELL_CALLER = "cases:tell_caller"  # 12345: where a caller's application stands; each look is written down
    SUPPLEMENT = "cases:supplement"  # supply what was asked, or change what was said
    WITHDRAW = "cases:withdraw"  # the whole or one item, until it is decided
    CHANGE = "cases:change"  # phone, address, way of delivery
    TAKE_IN = "cases:take_in"  # at a window
    CHECK = "cases:check"  # record findings, or that nothing is missing
    NOTIFY = "cases:notify"  # let the gathered findings leave
    NOTIFY_AGAIN = "cases:notify_again"  # allow round 2
    ACCEPT = "cases:accept"
    DECLINE = "cases:decline"
    PAUSE = "cases:pause"
    EXTEND = "cases:extend"
    REVIEW = "cases:review"  # steps and opinions
    TRANSFER = "cases:transfer"
    TAKE_OVER = "cases:take_over"
    ASSIGN = "cases:assign"  # give a case to a colleague
    HAND_OVER = "cases:hand_over"  # one's own cases to a colleague, and confirm what comes so
    HAND_OVERS = "cases:hand_overs"  # what waits to be confirmed
    RETURN = "cases:return"  # a packet back to the window that took it in
    APART = "cases:apart"  # how intake and decision go: first pass, returns, load
    DECIDE = "cases:decide"
    CONFIRM = "cases:confirm"  # sign, or give back, what a colleague drafted
    CERTIFY = "cases:certify"
    DELIVER = "cases:deliver"
    TERMINATE = "cases:terminate"
    ASK_HEARING = "cases:ask_hearing"  # or waive it: whom the matter is about
    ANNUL = "cases:annul"
    PROPOSE_RIGHTING = (
        "cases:propose_righting"  # put a grant right or take it back: the first of two officers
    )
    CONFIRM_RIGHTING = "cases:confirm_righting"  # the second
    RIGHT_ALIKE = "cases:right_alike"  # propose the same for many cases that a rule decided alike
    BE_HEARD = "cases:be_heard"  # the holder states and defends
    SEE_AUTOMATIC = "cases:see_automatic"  # how the rules that approve work
    SET_AUTOMATIC = "cases:set_automatic"  # switch them; what lets them decide more needs a second person
    CHECK_SAMPLE = "cases:check_sample"  # look at what a rule granted
    OVERRIDE_RULE = "cases:override_rule"  # take a grant of a rule back before it is delivered
    ASK_PERSON = "cases:ask_person"  # want a person to decide instead of a rule
    LOOK_AFTER = "cases:look_after"  # silence, lapses, automatic approval, dates, pushes: our own jobs
    REBUILD = "cases:rebuild"  # from sealed envelopes, when the database is gone
    REPLAY = "cases:replay"  # make the rows anew from the log: our own command
    ARCHIVE = "cases:archive"  # our own jobs and the city's IT office: make archives, hand them over
    CALL_BACK = "cases:call_back"  # a department system hands back its answer

    LIST_VALUES = (
        "cases:list_values"  # some values of all open cases of an item in one's office, to reckon over them
    )
    COMPOSE_AGAIN = "cases:compose_again"  # past applications as what composing needs, without persons
    WATCH_SYSTEMS = "cases:watch_systems"  # how far behind the systems of all departments are
    SEE_DEAD = "cases:see_dead"  # what a department system refused for good: of one's office, or all
    DRIVE = "cases:drive"  # send it again, or give it up
    ASK_AGAIN = "cases:ask_again"  # tell a silent system once more

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = CasesPermission

_HOLDERS: dict[CasesPermission, frozenset[Role]] = {
    P.SUBMIT: frozenset({Role.CITIZEN, Role.CLERK}),
    P.SEE_OWN: frozenset({Role.CITIZEN}),
    P.SEE: _OFFICE | {Role.CLERK, Role.SUPERVISOR, Role.AUDITOR},
    P.SEE_WORK: _OFFICE | {Role.SUPERVISOR},
    P.PROGRESS: frozenset(Role),
    P.TELL_CALLER: frozenset({Role.HOTLINE}),
    P.SUPPLEMENT: frozenset({Role.CITIZEN, Role.CLERK}),
    P.WITHDRAW: frozenset({Role.CITIZEN, Role.CLERK}),
    P.CHANGE: frozenset({Role.CITIZEN, Role.CLERK}),
    P.TAKE_IN: frozenset({Role.CLERK}),
    P.CHECK: _OFFICE | {Role.SYSTEM},
    P.NOTIFY: _OFFICE | {Role.SUPERVISOR, Role.SYSTEM},
    P.NOTIFY_AGAIN: frozenset({Role.SUPERVISOR}),
    P.ACCEPT: _OFFICE | {Role.SYSTEM},
    P.DECLINE: _OFFICE,
    P.PAUSE: _OFFICE,
    P.EXTEND: frozenset({Role.MANAGER}),
    P.REVIEW: _OFFICE,
    P.TRANSFER: _OFFICE,
    P.TAKE_OVER: _OFFICE,
    P.ASSIGN: frozenset({Role.MANAGER}),
    P.HAND_OVER: _OFFICE,
    P.HAND_OVERS: _OFFICE | {Role.SUPERVISOR, Role.AUDITOR},
    P.RETURN: _OFFICE,
    P.APART: frozenset({Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}),
    P.DECIDE: _OFFICE | {Role.SYSTEM},
    P.CONFIRM: _OFFICE,
    P.CERTIFY: _OFFICE | {Role.SYSTEM},
    P.DELIVER: _OFFICE | {Role.CLERK, Role.SYSTEM},
    P.TERMINATE: _OFFICE | {Role.SYSTEM},
    P.ASK_HEARING: frozenset({Role.CITIZEN, Role.CLERK}),
    P.ANNUL: frozenset({Role.SUPERVISOR}),
    P.PROPOSE_RIGHTING: _OFFICE,
    P.CONFIRM_RIGHTING: frozenset({Role.MANAGER, Role.SUPERVISOR}),
    P.RIGHT_ALIKE: frozenset({Role.MANAGER}),
    P.BE_HEARD: frozenset({Role.CITIZEN}),
    P.SEE_AUTOMATIC: frozenset({Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}),
    P.SET_AUTOMATIC: frozenset({Role.MANAGER, Role.SUPERVISOR}),
    P.CHECK_SAMPLE: _OFFICE,
    P.OVERRIDE_RULE: _OFFICE,
    P.ASK_PERSON: frozenset({Role.CITIZEN}),
    P.LOOK_AFTER: frozenset({Role.SYSTEM}),
    P.REBUILD: frozenset({Role.ADMIN}),
    P.REPLAY: frozenset({Role.SYSTEM}),
    P.ARCHIVE: frozenset({Role.SYSTEM}),
    P.CALL_BACK: frozenset({Role.SYSTEM}),
    P.LIST_VALUES: frozenset({Role.MANAGER}),
    P.COMPOSE_AGAIN: frozenset({Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER, Role.SUPERVISOR}),
    P.WATCH_SYSTEMS: frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN}),
    P.SEE_DEAD: frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN, Role.MANAGER}),
    P.DRIVE: frozenset({Role.ADMIN, Role.MANAGER}),
    P.ASK_AGAIN: frozenset({Role.ADMIN, Role.SUPERVISOR}),
}
