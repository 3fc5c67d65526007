"""What cases ask of the rest of the house and of department systems; `site` binds what stands behind each.

Whatever writes is called inside the transaction of the act, so that neither is there without the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from onething.core.actors import Actor
from onething.core.cases.documents import DocumentDraft
from onething.core.cases.views import DocumentLine
from onething.core.catalogue.model import Package, Scene
from onething.core.errors import RuleBroken
from onething.core.licences import LicenceAct, ReliedLicence
from onething.core.papers import PaperAhead
from onething.core.source import Text


class FrozenScenes(Protocol):
    def scene(self, scene: str, hash_: str) -> tuple[Package, Scene]:
        """Return a published scene in exactly this version, with its package. Raises NotFound."""
        ...


class CasePapers(Protocol):
    def issue(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        sequence: int,
        person: str,
        now: datetime,
    ) -> str:
        """Issue the document of an act with the next number of the office and year; returns its id.

        sequence: of the event in `draft.stream` that it stands for.
        """
        ...

    def ahead(
        self,
        actor: Actor,
        *,
        draft: DocumentDraft,
        department: str,
        application: str,
        person: str,
        now: datetime,
    ) -> PaperAhead:
        """Return the document of an act as it would be issued now; nothing is issued."""
        ...

    def of(self, actor: Actor, *, application: str, case: str = "") -> tuple[DocumentLine, ...]:
        """Return the documents of an application, or of one of its cases, oldest first."""
        ...


class CaseMessages(Protocol):
    def tell(
        self,
        actor: Actor,
        *,
        person: str,
        kind: str,
        facts: Mapping[str, Any],
        application: str,
        now: datetime,
    ) -> None:
        """Tell a person something. kind: "asked", "decided", "delivered", "declined", "ended", "received", "closed"."""
        ...


class CaseLicences(Protocol):
    def make(
        self,
        actor: Actor,
        *,
        licence: str,
        holder: str,
        holder_name: str,
        fields: Mapping[str, Any],
        department: str,
        case: str,
        now: datetime,
    ) -> str:
        """Make the electronic licence of a granted case; returns its identifier. licence: id in the package."""
        ...

    def take_back(
        self,
        actor: Actor,
        *,
        identifier: str,
        act: LicenceAct,
        ground: str,
        article: str,
        reason: str,
        document: str,
        now: datetime,
    ) -> None:
        """Revoke, recall or cancel a licence with the decision that gave it. document: number of the new decision."""
        ...

    def next_version(
        self,
        actor: Actor,
        *,
        identifier: str,
        ground: str,
        article: str,
        reason: str,
        document: str,
        fields: Mapping[str, Any],
        now: datetime,
    ) -> str:
        """Make the next version of a licence, with these fields changed; returns its identifier."""
        ...

    def rely(
        self,
        actor: Actor,
        *,
        holder: str,
        relied: Mapping[str, Collection[str]],
        case: str,
        purpose: Text,
        now: datetime,
    ) -> None:
        """Keep which fields and materials of a case come from licences of its applicant, by kind of licence."""
        ...

    def relied_on(self, actor: Actor, *, case: str) -> tuple[ReliedLicence, ...]:
        """Return the licences that a case rests on, as acts left them."""
        ...


@dataclass(frozen=True, slots=True)
class Served:
    """One item that an office handled: what a rating is about. division: 12-digit code of the office."""

    item: str
    name: Text
    department: str
    division: str


class CaseRatings(Protocol):
    def ask(
        self,
        actor: Actor,
        *,
        application: str,
        person: str,
        channel: str,
        now: datetime,
        representative: str = "",
        served: Sequence[Served] = (),
    ) -> str:
        """Return the token with which an application that has ended can be rated, by its person or representative."""
        ...


class PushRefused(RuleBroken):
    """The system answers, but does not take this one; others may pass. reason: its words, for whoever looks into it."""

    code = "departments.push_refused"

    def __init__(self, system: str, reason: str) -> None:
        super().__init__(f"the system {system} refuses what it is told: {reason}")
        self.system, self.reason = system, reason


class CasePushes(Protocol):
    def push(self, system: str, *, key: str, body: Mapping[str, Any]) -> None:
        """Hand a fact to a department system. The same key again has no second effect there.

        Raises Unavailable when the system does not answer; then it is tried again later. Raises PushRefused when it does
        and says no to this one.
        """
        ...

    def is_resting(self, system: str) -> bool:
        """Whether it failed so often that it is left alone for now."""
        ...
