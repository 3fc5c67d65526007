"""A store in memory that keeps what `handle` gives, issues the documents, and can be asked for every invariant."""

from collections import Counter, defaultdict

from onething.core.cases import matter as m
from onething.core.cases.documents import documents_for
from onething.core.cases.events import Recorded
from onething.core.cases.invariants import Callback, Effect, Intent, IssuedDocument, Receipt, Row

RECEIPT = {"materials": ["身份证"]}


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

    def keep(self, number, changes, at, actor):
        """Keep the changes of one application in one go, with their documents."""
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
            if number == change.stream and len(stream) == 1:
                submitted = matter.application.submitted
                self.sealed[number] = submitted.envelope_hash
                self.receipts.append(
                    Receipt(number, submitted.key, submitted.content_hash, submitted.envelope_hash)
                )
        # Documents are drafted when all changes are in: a receipt names every case.
        for one in [
            one for change in changes for one in self.kept[change.stream] if one.event is change.event
        ]:
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

    # -- the protocol of `invariants.Store`

    def streams(self):
        return list(self.kept.values())

    def rows(self):
        for matter in self.matters.values():
            yield Row(matter.application.number, matter.application.sequence, matter.standing.value)
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


class System:
    """A department system that says what it saw."""

    name = "civil-affairs"

    def __init__(self, *effects: Effect):
        self.seen = list(effects)

    def effects(self):
        return self.seen
