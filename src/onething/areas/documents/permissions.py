"""What can be done with documents."""

from enum import StrEnum

from onething.core.actors import Role


class DocumentsPermission(StrEnum):
    ISSUE = "documents:issue"  # inside the transaction of an act that its own permission allowed
    SEE = "documents:see"  # of the cases and applications that one may see
    VERIFY = "documents:verify"  # by the code on the paper: open to all

    def held_by(self, role: Role) -> bool:
        return self is DocumentsPermission.VERIFY or role is not Role.VISITOR
