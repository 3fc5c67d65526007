"""The files of the city that ships, read once for all tests; `tests.areas.cases.world.city` is what they make."""

from collections.abc import Mapping
from types import MappingProxyType

from onething.adapters.packages import read_folder
from tests.conftest import ROOT

FILES: Mapping[str, bytes] = MappingProxyType(read_folder(ROOT / "cities" / "dongguan"))
