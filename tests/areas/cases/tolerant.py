"""The city as if the certificate took its photograph later (容缺): as files, and as a package."""

from functools import cache

from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package, Scene
from tests.areas.cases.world import Scenes
from tests.shipped import FILES

ITEM = "disability-certificate"
PHOTO = "applicant/photo"


def files_with(way: str, leave: str) -> dict[str, bytes]:
    """Return the city's files in which the photograph may come in one more way, by leave of its item."""
    files = dict(FILES)
    path = f"items/{ITEM}.yaml"
    text = files[path].decode()
    line = "material: photo, accepts: [upload, paper]"
    assert text.count(line) == 1
    text = text.replace(line, f"material: photo, accepts: [upload, paper, {way}]")
    return {**files, path: text.replace("\nmaterials:\n", f"\n{leave}: true\nmaterials:\n").encode()}


def tolerant_files() -> dict[str, bytes]:
    return files_with("later", "tolerance")


@cache
def tolerant_city() -> Package:
    package = load_package(tolerant_files()).package
    assert package is not None
    return package


class TolerantScenes(Scenes):
    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        return tolerant_city(), tolerant_city().scenes[scene]


@cache
def declaring_city() -> Package:
    """Return the city in which a declaration may stand for the photograph (告知承诺)."""
    package = load_package(files_with("declaration", "declaration")).package
    assert package is not None
    return package


class DeclaringScenes(Scenes):
    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        return declaring_city(), declaring_city().scenes[scene]
