"""What can be done with warnings, one line each."""

from enum import StrEnum

from onething.core.actors import Role


class SupervisionPermission(StrEnum):
    SEE = "supervision:see"  # supervisors and auditors all, an office those for it
    ASK = "supervision:ask"  # for an explanation, again
    EXPLAIN = "supervision:explain"  # what happened, for the office
    CORRECT = "supervision:correct"  # note that it was put right
    CANCEL = "supervision:cancel"  # a wrong light, with its reason
    SWEEP = "supervision:sweep"  # light the cases: our own work

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = SupervisionPermission

_HOLDERS: dict[SupervisionPermission, frozenset[Role]] = {
    P.SEE: frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.MANAGER, Role.REVIEWER}),
    P.ASK: frozenset({Role.SUPERVISOR}),
    P.EXPLAIN: frozenset({Role.MANAGER}),
    P.CORRECT: frozenset({Role.SUPERVISOR}),
    P.CANCEL: frozenset({Role.SUPERVISOR}),
    P.SWEEP: frozenset({Role.SYSTEM}),
}
