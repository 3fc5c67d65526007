"""What can be done with the knowledge base. That an answer belongs to one's department is checked beside it."""

from enum import StrEnum

from onething.core.actors import Role


class KnowledgePermission(StrEnum):
    READ = "knowledge:read"  # published answers are open to all
    TELL = "knowledge:tell"  # that there is no answer, or whether one helped: open to all
    ANSWER_CALLS = "knowledge:answer_calls"  # the page of 12345
    ANSWER_AT_WINDOW = "knowledge:answer_at_window"
    SEE = "knowledge:see"  # drafts, reviews, queue, conflicts
    WRITE = "knowledge:write"  # write, review, confirm what one's department owns; settle its questions
    PUBLISH = "knowledge:publish"  # the city's item team
    LOAD = "knowledge:load"  # take over the answers of a city package
    LOOK_AFTER = "knowledge:look_after"  # mark what is due and what changed: our own jobs

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = KnowledgePermission
_HOLDERS: dict[KnowledgePermission, frozenset[Role]] = {
    P.READ: frozenset(Role),
    P.TELL: frozenset(Role),
    P.ANSWER_CALLS: frozenset({Role.HOTLINE}),
    P.ANSWER_AT_WINDOW: frozenset({Role.CLERK}),
    P.SEE: frozenset({Role.ITEM_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}),
    P.WRITE: frozenset({Role.ITEM_MANAGER, Role.MANAGER}),
    P.PUBLISH: frozenset({Role.ITEM_MANAGER}),
    P.LOAD: frozenset({Role.ADMIN, Role.SYSTEM}),
    P.LOOK_AFTER: frozenset({Role.SYSTEM}),
}
