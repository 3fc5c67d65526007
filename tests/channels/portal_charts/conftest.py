"""The real city, published."""

from tests.channels.portal_apply.conftest import city, visitor

__all__ = ["city", "visitor"]
