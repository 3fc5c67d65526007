"""The real city, published; two citizens."""

from tests.channels.portal_apply.conftest import chen, city, li, visitor

__all__ = ["chen", "city", "li", "visitor"]
