"""I1: a receipt for what was taken, and its sealed envelope. I2: nothing twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from onething.core.cases import events as e
from onething.core.cases.invariants.reading import Breach, Receipt, Store
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.matter import JointOutcome

TWICE_WITHIN = timedelta(hours=24)


def receipts_kept(
    store: Store, receipts: Sequence[Receipt], applications: Mapping[str, Replayed]
) -> Iterator[Breach]:
    envelopes = store.envelopes()
    for receipt in receipts:
        one = applications.get(receipt.number)
        if one is None:
            yield Breach("I1", receipt.number, "acknowledged, and not in the store")
            continue
        kept = one.last.submitted
        if (receipt.key, receipt.content_hash, receipt.envelope_hash) != (
            kept.key,
            kept.content_hash,
            kept.envelope_hash,
        ):
            yield Breach("I1", receipt.number, "the receipt and the submission kept differ")
    for number, one in applications.items():
        if envelopes.get(number) != one.last.submitted.envelope_hash:
            yield Breach("I1", number, "the sealed envelope is missing or has another hash")
    numbers = defaultdict(set)
    for receipt in receipts:
        numbers[receipt.key].add(receipt.number)
    for key, several in numbers.items():
        if len(several) > 1:
            yield Breach("I2", key, f"one key was acknowledged as {', '.join(sorted(several))}")


def nothing_twice(applications: Mapping[str, Replayed]) -> Iterator[Breach]:
    by_key = Counter(one.last.submitted.key for one in applications.values())
    for key, count in by_key.items():
        if count > 1:
            yield Breach("I2", key, f"{count} applications have this key")
    same: dict[tuple[str, str, str], Replayed] = {}
    for one in sorted(applications.values(), key=lambda one: one.events[0].at):
        kept = one.last.submitted
        thing = (kept.applicant, kept.scene, kept.content_hash)
        earlier = same.get(thing)
        at = one.events[0].at
        soon = earlier is not None and at - earlier.events[0].at < TWICE_WITHIN
        if earlier is not None and soon and not _came_to_nothing(earlier, at):
            yield Breach("I2", one.stream, f"the same thing was taken as {earlier.stream} within a day")
        same[thing] = one


def _came_to_nothing(one: Replayed, at: datetime) -> bool:
    """Whether an application had ended by then with nothing granted: the same may be asked for again."""
    ends = [r.event for r in one.events if isinstance(r.event, e.Closed | e.OpenedAgain) and r.at <= at]
    return bool(ends) and isinstance(ends[-1], e.Closed) and ends[-1].outcome == JointOutcome.NONE
