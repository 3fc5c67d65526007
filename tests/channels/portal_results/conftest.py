"""The real areas behind the ports, on the published city, and browsers of two people."""

from tests.areas.papers.conftest import published  # noqa: F401
from tests.channels.portal_follow.conftest import chen, li  # noqa: F401
