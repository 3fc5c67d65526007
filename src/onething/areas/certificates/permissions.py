"""What can be done with village certificates."""

from enum import StrEnum

from onething.core.actors import Role


class CertificatesPermission(StrEnum):
    READ = "certificates:read"  # which kinds there are, and what replaces them: open to all
    GIVE = "certificates:give"  # a slip "not needed", in a village
    COUNT = "certificates:count"  # who was asked for what, by which office, with the list behind each number
    VERIFY = "certificates:verify"  # a slip by the code on it: open to all

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    CertificatesPermission.READ: frozenset(Role),
    CertificatesPermission.GIVE: {Role.CLERK},
    CertificatesPermission.COUNT: {
        Role.ITEM_MANAGER,
        Role.ITEM_STANDARD,
        Role.MANAGER,
        Role.SUPERVISOR,
        Role.AUDITOR,
    },
    CertificatesPermission.VERIFY: frozenset(Role),
}
