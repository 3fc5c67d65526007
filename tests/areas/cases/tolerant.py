"""The city as if the certificate took its photograph later (容缺): as files, and as a package."""

from functools import cache

from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package, Scene
from tests.areas.cases.world import ROOT, Scenes

ITEM = "disability-certificate"
PHOTO = "applicant/photo"


def tolerant_files() -> dict[str, bytes]:
    files = read_folder(ROOT / "cities" / "dongguan")
    path = f"items/{ITEM}.yaml"
    text = files[path].decode()
    line = "material: photo, accepts: [upload, paper]"
    assert text.count(line) == 1
    text = text.replace(line, "material: photo, accepts: [upload, paper, later]")
    return {**files, path: text.replace("\nmaterials:\n", "\ntolerance: true\nmaterials:\n").encode()}


@cache
def tolerant_city() -> Package:
    package = load_package(tolerant_files()).package
    assert package is not None
    return package


class TolerantScenes(Scenes):
    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        return tolerant_city(), tolerant_city().scenes[scene]
