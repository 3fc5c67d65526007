"""The house of the cases tests, and officers who are signed in."""

from onething.kit.ports import bound
from tests.areas.cases.conftest import house

__all__ = ["bound", "house"]
