"""What the interface lets in where two kinds of people read one address; the areas narrow what each sees."""

from enum import StrEnum

from onething.areas.cases.api import CasesPermission
from onething.core.actors import Role


class RestPermission(StrEnum):
    SEE_APPLICATIONS = "rest:see_applications"  # one's own, or those of one's office or window

    def held_by(self, role: Role) -> bool:
        return CasesPermission.SEE_OWN.held_by(role) or CasesPermission.SEE.held_by(role)
