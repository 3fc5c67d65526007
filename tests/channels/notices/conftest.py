"""The real city, carriers as programs of their own, and browsers of people of every role."""

from tests.areas.notices.conftest import carriers, gateways, li, mail, published, running

__all__ = ["carriers", "gateways", "li", "mail", "published", "running"]
