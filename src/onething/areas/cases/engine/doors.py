"""What this area asks of the rest of the house, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onething.areas.cases.errors import SceneUnknown
from onething.areas.cases.models import ApplicationRow
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases.documents import DocumentDraft
from onething.core.cases.events import Recorded
from onething.core.cases.ports import CasePapers, FrozenScenes
from onething.core.cases.views import DocumentLine
from onething.core.catalogue.model import Package, Scene
from onething.core.errors import NotFound
from onething.core.guidance.form import role_label
from onething.core.source import Text
from onething.core.values import show_value
from onething.core.workdays import WorkCalendar
from onething.kit.ports import port


@dataclass(frozen=True, slots=True)
class Act:
    """A statutory act: the event, where it stands, and the draft of its document."""

    recorded: Recorded
    draft: DocumentDraft


@dataclass(frozen=True, slots=True)
class Frozen:
    """A scene in the version of a submission, with the package that it was published in."""

    package: Package
    scene: Scene

    def material_name(self, key: str) -> Text:
        """Return what a material key (`role/material`) is called; the key itself if the package does not know it."""
        material = self.package.materials.get(key.partition("/")[2])
        return self._whose(key, material.label) if material else Text(key, key)

    def field_name(self, key: str) -> Text:
        """Return what a field key (`role/element`) is called; the key itself if the package does not know it."""
        element = self.package.elements.get(key.partition("/")[2])
        return self._whose(key, element.label) if element else Text(key, key)

    def _whose(self, key: str, label: Text) -> Text:
        """Add whose it is to a name, unless it is the applicant's own."""
        role, _, bearer = key.partition("/")[0].rstrip("]").partition("[")
        if role == "applicant" or role not in self.scene.roles:
            return label
        who = role_label(self.scene, role, int(bearer or 0))
        return Text(f"{label.zh}（{who.zh}）", f"{label.say('en')} ({who.say('en')})")

    def source_name(self, source: str) -> Text:
        """Return what a source (`share:S`, `licence:L`) is called, as it stands if the package does not know it."""
        kind, _, id = source.partition(":")
        found = {"share": self.package.shares, "licence": self.package.licences}.get(kind, {}).get(id)
        return found.label if found else Text(source)

    def value_in_words(self, key: str, value: Any) -> Text:
        """Return a value of a field as people read it, "" for none; one that does not fit the element, as it is."""
        element = self.package.elements.get(key.partition("/")[2])
        try:
            if element is not None:
                return Text(show_value(element, value, "zh"), show_value(element, value, "en"))
        except (ValueError, TypeError):
            pass
        return Text("" if value is None else str(value))

    def is_field(self, key: str) -> bool:
        return key.partition("/")[2] in self.package.elements

    def name_of(self, key: str) -> Text:
        return self.field_name(key) if self.is_field(key) else self.material_name(key)

    def department_name(self, department: str) -> Text:
        found = self.package.departments.get(department)
        return found.short if found else Text(department, department)


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


def documents_of(actor: Actor, row: ApplicationRow, *, case: str = "") -> tuple[DocumentLine, ...]:
    return port(CasePapers).of(actor, application=row.number, case=case)  # type: ignore[type-abstract]


def receipt_document(actor: Actor, row: ApplicationRow) -> str:
    """Return the id of the receipt as a document, "" if there is none."""
    found = (one.id for one in documents_of(actor, row) if one.kind == "receipt")
    return next(found, "")
