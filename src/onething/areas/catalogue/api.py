"""The door of the area: publish a package, read the one that holds, and every version that ever held."""

from onething.areas.catalogue.permissions import CataloguePermission
from onething.areas.catalogue.queries import (
    NothingPublished,
    PublishedScenes,
    SampleNotFound,
    SceneNotFound,
    Version,
    VersionNotFound,
    current,
    current_version,
    export,
    get_sample,
    get_scene,
    get_version,
    list_versions,
    version_before,
)
from onething.areas.catalogue.services import (
    AnotherPublished,
    PackageRefused,
    WrongCity,
    publish,
    published,
)

__all__ = [
    "AnotherPublished",
    "CataloguePermission",
    "NothingPublished",
    "PackageRefused",
    "PublishedScenes",
    "SampleNotFound",
    "SceneNotFound",
    "Version",
    "VersionNotFound",
    "WrongCity",
    "current",
    "current_version",
    "export",
    "get_sample",
    "get_scene",
    "get_version",
    "list_versions",
    "publish",
    "published",
    "version_before",
]
