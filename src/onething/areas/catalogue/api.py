"""The door of the area: publish a package, read the one that holds, and every version that ever held."""

from onething.areas.catalogue.permissions import CataloguePermission
from onething.areas.catalogue.queries import (
    NothingPublished,
    PublishedScenes,
    SampleNotFound,
    SceneNotFound,
    Version,
    current,
    current_version,
    export,
    get_sample,
    get_scene,
    list_versions,
)
from onething.areas.catalogue.services import PackageRefused, WrongCity, publish, published

__all__ = [
    "CataloguePermission",
    "NothingPublished",
    "PackageRefused",
    "PublishedScenes",
    "SampleNotFound",
    "SceneNotFound",
    "Version",
    "WrongCity",
    "current",
    "current_version",
    "export",
    "get_sample",
    "get_scene",
    "list_versions",
    "publish",
    "published",
]
