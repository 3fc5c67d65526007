"""A store in memory that keeps what `handle` gives, issues the documents, writes the log, and can be asked for every
invariant."""

from collections import Counter, defaultdict
from datetime import UTC

from onething.core.actors import Role
from onething.core.audit import GENESIS, Link, link
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.documents import documents_for
from onething.core.cases.events import Recorded
from onething.core.cases.invariants import (
    Callback,
    Chain,
    Effect,
    Intent,
    IssuedDocument,
    Read,
    Receipt,
    Row,
    Work,
)
from onething.core.cases.shapes import name_of
from onething.core.looks import LOOKED
from tests.core.cases.story import WORDS

RECEIPT = {"materials": ["身份证"], "words": WORDS}


class Memory:
    def __init__(self, *calendars):
        self.calendars = {calendar.version: calendar for calendar in calendars}
        self.kept: dict[str, list[Recorded]] = defaultdict(list)
        self.matters: dict[str, m.Matter] = {}
        self.sealed: dict[str, str] = {}
        self.papers: list[IssuedDocument] = []
        self.serials: Counter[tuple[str, int]] = Counter()
        self.outbox: list[Intent] = []
        self.applied: list[Callback] = []
        self.receipts: list[Receipt] = []
        self.log: list[Link] = []
        self.head = (0, GENESIS)
        self.asked: list[Read] = []
        self.lying: dict[str, str] = {}
        self.needed: list[str] = []
        self.loose: list[str] = []
        self.work: list[Work] = []
        self.windows: dict[str, tuple[str, str]] = {}
        self.offices: dict[str, list] = defaultdict(list)

    def keep(self, number, changes, at, actor):
        """Keep the changes of one application in one go, with their documents; returns the events."""
        recorded = []
        for change in changes:
            matter = m.apply(self.matters.get(number), [change])
            self.matters[number] = matter
            stream = self.kept[change.stream]
            one = Recorded(
                id=f"{change.stream}/{len(stream) + 1}",
                stream=change.stream,
                sequence=len(stream) + 1,
                at=at,
                actor=actor.id,
                shape_version=change.event.VERSION,
                event=change.event,
            )
            stream.append(one)
            recorded.append(one)
            self._note(one, actor)
            if (case := matter.cases.get(change.stream)) is not None:
                self.offices[change.stream].append(case.office)
            if number == change.stream and len(stream) == 1:
                submitted = matter.application.submitted
                self.sealed[number] = submitted.envelope_hash
                self.receipts.append(
                    Receipt(number, submitted.key, submitted.content_hash, submitted.envelope_hash)
                )
        # Documents are drafted when all changes are in: a receipt names every case.
        for one in recorded:
            change = m.Change(one.stream, one.event)
            for draft in documents_for(change, self.matters[number], RECEIPT):
                office = draft.office.department if draft.office else "lead"
                self.serials[office, at.year] += 1
                serial = self.serials[office, at.year]
                self.papers.append(
                    IssuedDocument(
                        one.stream,
                        one.sequence,
                        draft.kind.value,
                        office,
                        at.year,
                        serial,
                        f"{office}〔{at.year}〕{serial}号",
                        "hash",
                        sealed=True,
                    )
                )
        return recorded

    def _note(self, one, actor):
        """One leaf for each act: a submission and its openings are one."""
        if isinstance(one.event, e.Opened):
            return
        if isinstance(one.event, e.Submitted):
            action, detail = "cases:submit", {"cases": len(one.event.cases)}
        else:
            action, detail = f"cases:{name_of(one.event)}", {"sequence": one.sequence}
        self.leaf(actor, action, "", one.stream, detail, one.at)

    def look(self, actor, subject, case, at, *, source="", kind="person"):
        """Write down that somebody looked; returns the read that was made."""
        detail = {"fields": [], "purpose": "办理", "kind": kind, "source": source}
        self.leaf(actor, LOOKED, subject, case, detail, at)
        return Read(subject, case, source, at)

    def leaf(self, actor, action, subject, case, detail, at):
        entry = {"at": at.astimezone(UTC).isoformat(), "actor": actor.id, "action": action}
        entry |= {"subject": subject, "case": case, "detail": detail}
        self.log.append(link(self.log[-1] if self.log else None, entry, algorithm="sha256"))
        self.head = self.log[-1].sequence, self.log[-1].hash

    # -- the protocol of `invariants.Store`

    def streams(self):
        return list(self.kept.values())

    def rows(self):
        for matter in self.matters.values():
            window = self.windows.get(matter.application.number, ("", ""))
            application = matter.application
            yield Row(application.number, application.sequence, matter.standing.value, window=window)
            for case in matter.cases.values():
                yield Row(case.number, case.sequence, case.status.value, case.dues)

    def documents(self):
        return self.papers

    def envelopes(self):
        return self.sealed

    def intents(self):
        return self.outbox

    def callbacks(self):
        return self.applied

    def calendar(self, version):
        return self.calendars.get(version)

    def chains(self):
        return [Chain("0", self.log, self.head)]

    def reads(self):
        return self.asked

    def shown_to(self, actor):
        for number, matter in self.matters.items():
            cases = [case for case in matter.cases if self._works_on(actor, case)]
            if cases or self._own(actor, number, matter.application.submitted):
                yield number
            yield from cases

    def _own(self, actor, number, submitted):
        if Role.CLERK in actor.roles:
            return self.windows.get(number) == (actor.department, actor.division)
        return Role.CITIZEN in actor.roles and actor.person_id in (
            submitted.applicant,
            submitted.representative,
        )

    def _works_on(self, actor, case):
        if Role.REVIEWER not in actor.roles:
            return False
        here = actor.division
        length = 6 if here[6:] in ("", "000000") else 9 if here[9:] == "000" else 12
        return any(
            office.department == actor.department and office.division[:length] == here[:length]
            for office in self.offices[case]
        )

    def files(self):
        return self.lying

    def attached(self):
        return self.needed

    def given_up(self):
        return self.loose

    def jobs(self):
        return self.work


class System:
    """A department system that says what it saw."""

    name = "civil-affairs"

    def __init__(self, *effects: Effect):
        self.seen = list(effects)

    def effects(self):
        return self.seen
