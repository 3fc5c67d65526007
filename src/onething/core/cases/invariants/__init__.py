"""What must be true of any store at any time, after any fault: one pure check for tests, crash runs and restores.

`check(store, receipts, simulators, today=…)` reads everything and returns every breach. The names are those of the
house: I1 a receipt for what was taken, I2 nothing twice, I3 lawful paths, I4 dates that recompute, I5 told once,
I6 each outward effect once, I7 a leaf in the log for each act and each read, I8 documents without gaps, I9 nothing
shown to those whom it does not concern, I10 nothing lost in the count, I11 files neither lost nor left over, I12 jobs
that somebody has, I15 never backwards.
"""

from collections.abc import Iterable
from datetime import date, datetime

from onething.core.cases.invariants.counts import balance, parent_and_children
from onething.core.cases.invariants.effects import effects_once, never_backwards
from onething.core.cases.invariants.papers import documents, files
from onething.core.cases.invariants.persons import by_persons
from onething.core.cases.invariants.reading import (
    Breach,
    Callback,
    Chain,
    Effect,
    Intent,
    IssuedDocument,
    Read,
    Receipt,
    Row,
    Simulator,
    Store,
    Work,
)
from onething.core.cases.invariants.replaying import Replayed, lawful, replay
from onething.core.cases.invariants.sight import sight
from onething.core.cases.invariants.submissions import nothing_twice, receipts_kept
from onething.core.cases.invariants.telling import dates, one_notice, told_once
from onething.core.cases.invariants.traces import traces
from onething.core.cases.invariants.work import work
from onething.core.cases.state import ApplicationState, CaseState

__all__ = [
    "Breach",
    "Callback",
    "Chain",
    "Effect",
    "Intent",
    "IssuedDocument",
    "Read",
    "Receipt",
    "Row",
    "Simulator",
    "Store",
    "Work",
    "check",
]


def check(
    store: Store,
    receipts: Iterable[Receipt],
    simulators: Iterable[Simulator],
    *,
    today: date,
    now: datetime | None = None,
    reads: Iterable[Read] | None = None,
) -> list[Breach]:
    """Return every breach of the invariants; none is the only good answer.

    today: the day of the check. now: the moment by which leases are judged; by the day if not given.
    reads: every look of a member of staff at personal data, None where the harness cannot know them all.
    """
    breaches: list[Breach] = []
    replayed: list[Replayed] = []
    for events in store.streams():
        found = list(lawful(events))
        breaches += found
        if not found:
            replayed.append(replay(events))
    applications = {one.stream: one for one in replayed if isinstance(one.last, ApplicationState)}
    cases = {one.stream: one for one in replayed if isinstance(one.last, CaseState)}
    breaches += receipts_kept(store, list(receipts), applications)
    breaches += nothing_twice(applications)
    for case in cases.values():
        breaches += by_persons(case)
        breaches += dates(store, case)
        breaches += told_once(store, case, today)
    for application in applications.values():
        breaches += one_notice(application, cases)
        breaches += parent_and_children(application, cases)
    breaches += effects_once(store, simulators)
    breaches += traces(store, replayed, reads)
    breaches += documents(store, replayed)
    breaches += sight(store, applications, cases)
    breaches += balance(store, applications, cases)
    breaches += files(store)
    breaches += work(store, today, now)
    breaches += never_backwards(store)
    return breaches
