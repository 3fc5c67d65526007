"""The door of the area: publish a package, read the one that holds, and every version that ever held."""

from onething.areas.catalogue.permissions import CataloguePermission
from onething.areas.catalogue.queries import (
    ItemNotFound,
    NothingPublished,
    PublishedScenes,
    SampleNotFound,
    SceneNotFound,
    SituationNotFound,
    Version,
    current,
    current_version,
    export,
    get_item,
    get_sample,
    get_scene,
    get_situation,
    list_versions,
)
from onething.areas.catalogue.services import PackageRefused, WrongCity, publish, published

__all__ = [
    "CataloguePermission",
    "ItemNotFound",
    "NothingPublished",
    "PackageRefused",
    "PublishedScenes",
    "SampleNotFound",
    "SceneNotFound",
    "SituationNotFound",
    "Version",
    "WrongCity",
    "current",
    "current_version",
    "export",
    "get_item",
    "get_sample",
    "get_scene",
    "get_situation",
    "list_versions",
    "publish",
    "published",
]
