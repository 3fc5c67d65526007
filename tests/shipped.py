"""The city that ships, read once for all tests: its files, and the package that they make."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package
from tests.conftest import ROOT

FILES: Mapping[str, bytes] = MappingProxyType(read_folder(ROOT / "cities" / "dongguan"))


@cache
def city() -> Package:
    package = load_package(dict(FILES)).package
    assert package is not None
    return package
