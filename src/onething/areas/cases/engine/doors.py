"""What this area asks of the rest of the house, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onething.areas.cases.errors import SceneUnknown
from onething.areas.cases.models import ApplicationRow
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases.documents import DocumentDraft
from onething.core.cases.events import Recorded
from onething.core.cases.ports import CasePapers, FrozenScenes
from onething.core.cases.receiving import circumstances_of
from onething.core.cases.views import DocumentLine
from onething.core.catalogue.model import Scene
from onething.core.composition import Plan, compose
from onething.core.errors import NotFound
from onething.core.naming import Named
from onething.core.papers import PaperAhead
from onething.core.submission import Submission
from onething.core.workdays import WorkCalendar
from onething.kit.ports import port


@dataclass(frozen=True, slots=True)
class Act:
    """A statutory act: the event, where it stands, and the draft of its document."""

    recorded: Recorded
    draft: DocumentDraft


@dataclass(frozen=True, slots=True)
class Frozen(Named):
    """A scene in the version of a submission, with the package that it was published in, and what it calls things."""

    scene: Scene

    def plan_of(self, submission: Submission) -> Plan:
        """Return the plan that the submission was signed with."""
        there = circumstances_of(submission)
        return compose(self.scene, there, package=self.package, calendar=calendar())


def calendar() -> WorkCalendar:
    """Return the calendar that the house counts by. Raises PortNotBound."""
    return port(WorkCalendar)


def frozen(scene: str, hash_: str) -> Frozen:
    """Return the frozen scene. Raises SceneUnknown."""
    try:
        return Frozen(*port(FrozenScenes).scene(scene, hash_))  # type: ignore[type-abstract]
    except NotFound:
        raise SceneUnknown(scene) from None


def may_act_for(actor: Actor, *, person: str, scene: str, on: date) -> bool:
    """Whether the actor holds an authority for this person on that day."""
    return people.find_authority(actor, principal=person, scene=scene, on=on) is not None


def represents_still(row: ApplicationRow, *, on: date) -> bool:
    """Whether whoever handed the application in for somebody may act for that person on that day."""
    return bool(row.representative) and bool(
        people.find_authority_between(
            Actor.job("messages"),
            principal=row.person,
            representative=row.representative,
            scene=row.scene,
            on=on,
        )
    )


def issue(
    actor: Actor, row: ApplicationRow, acts: Sequence[Act], *, frozen: Frozen, now: datetime
) -> list[str]:
    """Issue the documents of these acts, in order; returns their ids. An act without office is the lead's."""
    return [
        port(CasePapers).issue(  # type: ignore[type-abstract]
            actor,
            draft=act.draft,
            department=act.draft.office.department if act.draft.office else frozen.scene.lead,
            application=row.number,
            sequence=act.recorded.sequence,
            person=row.person,
            now=now,
        )
        for act in acts
    ]


def ahead(actor: Actor, row: ApplicationRow, act: Act, *, frozen: Frozen, now: datetime) -> PaperAhead:
    """Return the document of an act as `issue` would issue it."""
    return port(CasePapers).ahead(  # type: ignore[type-abstract]
        actor,
        draft=act.draft,
        department=act.draft.office.department if act.draft.office else frozen.scene.lead,
        application=row.number,
        person=row.person,
        now=now,
    )


def documents_of(actor: Actor, row: ApplicationRow, *, case: str = "") -> tuple[DocumentLine, ...]:
    return port(CasePapers).of(actor, application=row.number, case=case)  # type: ignore[type-abstract]


def receipt_document(actor: Actor, row: ApplicationRow) -> str:
    """Return the id of the receipt as a document, "" if there is none."""
    found = (one.id for one in documents_of(actor, row) if one.kind == "receipt")
    return next(found, "")
