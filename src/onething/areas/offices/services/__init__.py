"""Every write of the area: one function, one transaction."""

from onething.areas.offices.services.loading import load_offices
from onething.areas.offices.services.staff import add_leave, add_skill, end_leave, end_skill

__all__ = ["add_leave", "add_skill", "end_leave", "end_skill", "load_offices"]
