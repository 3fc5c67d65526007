"""What can be done with published definitions."""

from enum import StrEnum

from onething.core.actors import Role


class CataloguePermission(StrEnum):
    READ = "catalogue:read"  # the published definitions are open to all
    PUBLISH = (
        "catalogue:publish"  # make a package the one that holds; people do so by revisions, with four eyes
    )
    EXPORT = "catalogue:export"  # get the files of a version back

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    CataloguePermission.READ: frozenset(Role),
    CataloguePermission.PUBLISH: {Role.ADMIN, Role.SYSTEM},
    CataloguePermission.EXPORT: {
        Role.ITEM_MANAGER,
        Role.ITEM_STANDARD,
        Role.DATA_STEWARD,
        Role.AUDITOR,
        Role.ADMIN,
        Role.SYSTEM,
    },
}
