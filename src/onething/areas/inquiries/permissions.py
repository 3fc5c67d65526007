"""What can be done with questions."""

from enum import StrEnum

from onething.core.actors import Role

_STAFF = frozenset(
    {
        Role.CLERK,
        Role.REVIEWER,
        Role.MANAGER,
        Role.ITEM_MANAGER,
        Role.DATA_STEWARD,
        Role.SUPERVISOR,
        Role.HOTLINE,
    }
)


class InquiriesPermission(StrEnum):
    ANSWER = "inquiries:answer"  # take a question, answer it, hand it on: whoever is asked
    COUNT = "inquiries:count"  # how questions are answered, with the lists: for assessment

    def held_by(self, role: Role) -> bool:
        if self is InquiriesPermission.COUNT:
            return role in {Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}
        return role in _STAFF
