"""The real city."""

from tests.areas.papers.conftest import published
from tests.areas.ratings.test_bad_ratings import li, order

__all__ = ["li", "order", "published"]
