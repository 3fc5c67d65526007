"""What can be done before something is submitted."""

from enum import StrEnum

from onething.core.actors import Role


class GuidancePermission(StrEnum):
    FIND = "guidance:find"  # look for a thing and compose its plan
    DRAFT = "guidance:draft"  # keep a draft, also without signing in
    ASSIST = "guidance:assist"  # fill a draft in for whoever stands at the window
    HAND_OVER = "guidance:hand_over"  # give a draft of one's own to a window, and take it back
    CONFIRM = "guidance:confirm"  # confirm or refuse what somebody else hands in, for oneself or whom one may act for
    SUBMIT = "guidance:submit"  # sign and hand over
    COMPOSE_AGAIN = "guidance:compose_again"  # running drafts as what composing needs, without persons
    PRECHECKED = "guidance:prechecked"  # what a window said of an application before it was handed in
    COUNT_PRECHECKED = "guidance:count_prechecked"  # how often something was missing all the same
    TIDY = "guidance:tidy"  # warn of drafts that end, and delete those that have

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    GuidancePermission.FIND: frozenset(Role),
    GuidancePermission.DRAFT: {Role.VISITOR, Role.CITIZEN, Role.CLERK},
    GuidancePermission.ASSIST: {Role.CLERK},
    GuidancePermission.HAND_OVER: {Role.CITIZEN},
    GuidancePermission.CONFIRM: {Role.CITIZEN},
    GuidancePermission.SUBMIT: {Role.CITIZEN, Role.CLERK},
    GuidancePermission.COMPOSE_AGAIN: {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER, Role.SUPERVISOR},
    GuidancePermission.PRECHECKED: {Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR},
    GuidancePermission.COUNT_PRECHECKED: {Role.SUPERVISOR, Role.AUDITOR},
    GuidancePermission.TIDY: {Role.SYSTEM},
}
