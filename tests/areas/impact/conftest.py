"""The same house as for cases."""

from tests.areas.cases.conftest import house

__all__ = ["house"]
