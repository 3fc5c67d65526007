"""The real areas behind the ports, on the published city."""

from tests.areas.papers.conftest import published

__all__ = ["published"]
