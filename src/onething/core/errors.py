"""The five families of errors. They alone decide what a caller sees; `kit.problems` translates them once.

A concrete error sits in the module that raises it, has a stable `code`, and carries its facts as attributes.
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """What went wrong, with a stable code; the reader's text is made from code and facts."""

    code: ClassVar[str] = "core.error"

    def facts(self) -> dict[str, Any]:
        """Return the error's own attributes, for the translated sentence and for machines."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


class NotFound(DomainError):
    """Also for what the actor may not know of (404)."""


class NotAllowed(DomainError):
    """The actor may know of it, but not do this (403)."""


class RuleBroken(DomainError):
    """A rule of the matter says no; the form comes back with what was typed (422)."""


class Conflict(DomainError):
    """Someone else was faster, or the same key came with another content (409)."""


class Unavailable(DomainError):
    """Not now: a source, a calendar or a service is missing (503)."""
