"""What can be done with exam questions. That one belongs to one's department is checked beside it.

Those who are examined (clerks, reviewers) hold none of these: the right options stand beside the question.
"""

from enum import StrEnum

from onething.core.actors import Role


class TrainingPermission(StrEnum):
    SEE = "training:see"  # questions with their right options, drafts, reviews
    WRITE = "training:write"  # write, review, read again and withdraw what one's department owns
    LOAD = "training:load"  # take over the questions of a city package
    EXPORT = "training:export"  # give them back as files of the package
    LOOK_AFTER = "training:look_after"  # find what is to be read again: our own job

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = TrainingPermission
_HOLDERS: dict[TrainingPermission, frozenset[Role]] = {
    P.SEE: frozenset({Role.ITEM_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}),
    P.WRITE: frozenset({Role.ITEM_MANAGER, Role.MANAGER}),
    P.LOAD: frozenset({Role.ADMIN, Role.SYSTEM}),
    P.EXPORT: frozenset({Role.ADMIN, Role.SYSTEM}),
    P.LOOK_AFTER: frozenset({Role.SYSTEM}),
}
