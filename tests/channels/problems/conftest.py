"""The real city."""

from tests.areas.papers.conftest import published

__all__ = ["published"]
