"""Who is asked to confirm what: as the applicant sees it beside a paper, and as whoever is asked finds it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from onething.core.confirmations import Confirmation
from onething.core.guidance.confirming import Confirming
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Requested:
    """A line of one's draft that is given by confirming. request: of the address that may be passed on, None as long as nobody
    is asked. mine: whoever looks may confirm it, so that nobody needs to be asked.
    """

    confirming: Confirming = field(repr=False)
    request: UUID | None
    told_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody is asked to confirm, and nothing else of the draft. for_whom: name of the bearer, "" if that
    is who looks.

    confirming: as it stands now, None where nothing is asked any more. given: what was confirmed and not taken back, which may be
    another text than that of now. handed_in: it went along with the application.
    """

    id: UUID
    scene: Text
    applicant: str = field(repr=False)
    paper: Text
    role: Text
    for_whom: str
    told_at: datetime
    confirming: Confirming | None = field(repr=False)
    given: Confirmation | None = field(default=None, repr=False)
    handed_in: bool = False

    @property
    def standing(self) -> str:
        """As of the line; `handed_in`, or `not_asked` where only an earlier confirmation is left."""
        if self.handed_in:
            return "handed_in"
        return self.confirming.standing.value if self.confirming else "not_asked"
