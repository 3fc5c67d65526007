"""What can be done with ratings. Nobody who is rated holds a permission that shows who rated."""

from enum import StrEnum

from onething.core.actors import Role


class RatingsPermission(StrEnum):
    ASK = "ratings:ask"  # when an application ends
    ASK_VISIT = "ratings:ask_visit"  # at a window, for whoever stands there
    RATE = "ratings:rate"  # whoever has the token: it was sent to one person only
    COUNT = "ratings:count"  # statistics without persons; a manager those of the own department
    SEE_ORDERS = "ratings:see_orders"  # orders of bad ratings, without the rater; a manager the own ones
    CALL_BACK = "ratings:call_back"  # speak with the rater: the hotline, whose looks are written down
    VERIFY = "ratings:verify"  # verify, rectify, appeal: the manager of the rated office
    REVIEW = "ratings:review"  # second person of an invalid rating, answer of an appeal
    LOOK_INTO = "ratings:look_into"  # bursts: whether the ratings count
    LOOK_AFTER = "ratings:look_after"  # defaults: our own jobs

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = RatingsPermission
_WATCH = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR})
_HOLDERS: dict[RatingsPermission, frozenset[Role]] = {
    P.ASK: frozenset(Role) - {Role.VISITOR},
    P.ASK_VISIT: frozenset({Role.CLERK}),
    P.RATE: frozenset(Role),
    P.COUNT: _WATCH,
    P.SEE_ORDERS: _WATCH | {Role.HOTLINE},
    P.CALL_BACK: frozenset({Role.HOTLINE}),
    P.VERIFY: frozenset({Role.MANAGER}),
    P.REVIEW: frozenset({Role.SUPERVISOR}),
    P.LOOK_INTO: frozenset({Role.SUPERVISOR}),
    P.LOOK_AFTER: frozenset({Role.SYSTEM}),
}
