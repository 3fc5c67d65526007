"""What can be done with accounts and authorities."""

from enum import StrEnum

from onething.core.actors import Role

_EVERYONE_SIGNED_IN = frozenset(set(Role) - {Role.VISITOR, Role.SYSTEM})


class PeoplePermission(StrEnum):
    OWN_ACCOUNT = "people:own_account"  # see and change one's own account
    AUTHORISE = "people:authorise"  # give, claim and revoke an authority for oneself
    RECORD_AUTHORITY = "people:record_authority"  # take in a written power at the window, confirm a claim
    FIND_PERSON = "people:find_person"  # look for the account of a person who stands at the window
    MANAGE_ACCOUNTS = "people:manage_accounts"  # make and close accounts

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    PeoplePermission.OWN_ACCOUNT: _EVERYONE_SIGNED_IN,
    PeoplePermission.AUTHORISE: {Role.CITIZEN},
    PeoplePermission.RECORD_AUTHORITY: {Role.CLERK, Role.MANAGER, Role.SYSTEM},
    PeoplePermission.FIND_PERSON: {Role.CLERK, Role.SYSTEM},
    PeoplePermission.MANAGE_ACCOUNTS: {Role.ADMIN, Role.SYSTEM},
}
