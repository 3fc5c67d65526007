"""Department systems over signed HTTP (docs/department-systems.md)."""

from onething.adapters.departments.client import DepartmentClient, SystemUnavailable
from onething.adapters.departments.signing import is_signed, sign

__all__ = ["DepartmentClient", "SystemUnavailable", "is_signed", "sign"]
