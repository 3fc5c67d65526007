"""What can be done with problems."""

from enum import StrEnum

from onething.core.actors import Role


class ProblemsPermission(StrEnum):
    TELL = "problems:tell"  # one's own, online
    TELL_FOR = "problems:tell_for"  # for somebody at the window or on the telephone
    FOLLOW = "problems:follow"  # with number and code: open to all
    SEE = "problems:see"  # a clerk what was told there, a manager what the department leads or was asked, others all
    CLASSIFY = "problems:classify"  # kind and lead unit
    WORK = "problems:work"  # ask further units, reply, answer: managers
    FIND_CAUSE = "problems:find_cause"
    LOOK_AFTER = "problems:look_after"  # close what nobody confirmed: our own jobs

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = ProblemsPermission
_HOLDERS: dict[ProblemsPermission, frozenset[Role]] = {
    P.TELL: frozenset({Role.CITIZEN}),
    P.TELL_FOR: frozenset({Role.CLERK, Role.HOTLINE}),
    P.FOLLOW: frozenset(Role),
    P.SEE: frozenset({Role.CLERK, Role.MANAGER, Role.SUPERVISOR, Role.HOTLINE, Role.AUDITOR}),
    P.CLASSIFY: frozenset({Role.SUPERVISOR, Role.HOTLINE}),
    P.WORK: frozenset({Role.MANAGER}),
    P.FIND_CAUSE: frozenset({Role.MANAGER, Role.SUPERVISOR}),
    P.LOOK_AFTER: frozenset({Role.SYSTEM}),
}
