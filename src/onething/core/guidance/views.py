"""What a page shows of a draft, ready to read."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from onething.core.cases.views import Twin
from onething.core.catalogue.model import Question
from onething.core.catalogue.periods import Applying
from onething.core.composition import Difference, Plan
from onething.core.guidance.confirming import Confirming
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import FieldView, MaterialView
from onething.core.guidance.lookups import OfferLine
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class BearerCount:
    """How many bearers a role of many has: three children. number: as said so far."""

    role: str
    label: Text
    number: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    scene: str
    name: Text
    applicant: str
    changed_at: datetime
    expires_on: date
    ends_soon: bool
    number: str = ""  # of the application that it became


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything that a page of a draft needs. version: to be given back with the next change.

    questions: every one that is asked or was answered, in order, for going back. offer: what could be looked up.
    news: what a new version of the matter changed. twin: an open application of the same person for the same thing.
    handed: a window has it before it, and it is somebody else's own. recount: roles of which fewer can go on than were
    said, which the person has to take note of before signing. applying: how it stands today with the days of
    application, None where every day is one. confirmings: of the lines that are given by confirming.
    left: how many fields are wrong or missing, and how many materials are not there yet.
    """

    id: UUID
    version: int
    scene: str
    name: Text
    draft: Draft = field(repr=False)
    plan: Plan = field(repr=False)
    questions: tuple[Question, ...]
    fields: tuple[FieldView, ...] = field(repr=False)
    materials: tuple[MaterialView, ...]
    offer: tuple[OfferLine, ...]
    bearers: tuple[BearerCount, ...]
    news: tuple[Difference, ...]
    twin: Twin | None
    expires_on: date
    ends_soon: bool
    number: str = ""
    handed: bool = False
    recount: tuple[Text, ...] = ()
    applying: Applying | None = None
    confirmings: tuple[Confirming, ...] = field(default=(), repr=False)

    @property
    def wrong_fields(self) -> tuple[FieldView, ...]:
        return tuple(one for one in self.fields if one.issue is not None)

    @property
    def open_materials(self) -> tuple[MaterialView, ...]:
        return tuple(one for one in self.materials if one.is_open)

    @property
    def ready(self) -> bool:
        """It can be signed: somebody applies, every question is answered, nothing is wrong or missing."""
        return (
            self.draft.applicant is not None
            and self.plan.next_question is None
            and bool(self.plan.items)
            and not self.recount
            and not self.wrong_fields
            and not self.open_materials
        )
