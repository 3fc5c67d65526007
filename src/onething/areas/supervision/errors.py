"""What this area refuses besides the rules of `core.supervision`."""

from onething.core.errors import NotFound


class WarningNotFound(NotFound):
    """There is none, or the actor may not know of it."""

    code = "supervision.warning_not_found"

    def __init__(self, id: object) -> None:
        super().__init__(f"no warning {id}")
