"""I7: each act and each read of personal data has exactly one leaf in the log, and the chains recompute without a gap."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from onething.core.audit import verify
from onething.core.cases import events as e
from onething.core.cases.invariants.reading import Breach, Chain, Read, Store
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.shapes import name_of
from onething.core.looks import LOOKED, LookKind

#: One leaf for a submission and the cases that it opened.
SUBMITTED = "cases:submit"

Leaf = Mapping[str, Any]
_Act = tuple[str, str, int, str]


def traces(store: Store, streams: Iterable[Replayed], reads: Iterable[Read] | None) -> Iterator[Breach]:
    """Hold the log against the events and the reads.

    reads: every read that was made by members of staff, where the harness has made them all; None if it cannot know.
    """
    leaves: list[Leaf] = []
    for chain in store.chains():
        yield from _whole(chain)
        leaves += [one.entry for one in chain.links]
    yield from _same("act", _acts(streams), Counter(_act(one) for one in leaves if _is_act(one)))
    looks = [one for one in leaves if one["action"] == LOOKED]
    for leaf in looks:
        if not leaf["detail"].get("purpose"):
            yield Breach("I7", leaf["case"] or leaf["subject"], "a look without a purpose")
    asked = Counter(_read(one) for one in store.reads())
    logged = Counter(map(_look, looks))
    yield from _same("read of a share", asked, Counter({one: logged[one] for one in asked}))
    if reads is not None:
        by_staff = Counter(_look(one) for one in looks if one["detail"]["kind"] == LookKind.PERSON)
        yield from _same("read", Counter(map(_read, reads)), by_staff)


def _whole(chain: Chain) -> Iterator[Breach]:
    if (found := verify(chain.links)) is not None:
        yield Breach("I7", chain.name, f"the chain breaks at {found.sequence}: {found.why}")
    last = (chain.links[-1].sequence, chain.links[-1].hash) if chain.links else (0, chain.head[1])
    if chain.head != last:
        yield Breach("I7", chain.name, f"the chain ends at {last[0]}, its head says {chain.head[0]}")


def _same(what: str, wanted: Counter[Any], there: Counter[Any]) -> Iterator[Breach]:
    for one in sorted(wanted.keys() | there.keys()):
        if wanted[one] != there[one]:
            where = " ".join(str(part) for part in one if part)
            yield Breach("I7", where, f"{wanted[one]} times a {what}, {there[one]} leaves")


def _acts(streams: Iterable[Replayed]) -> Counter[_Act]:
    """A submission and its cases' openings are one act; every other event is one."""
    wanted: Counter[_Act] = Counter()
    for one in streams:
        for recorded in one.events:
            if isinstance(event := recorded.event, e.Submitted):
                wanted[one.stream, SUBMITTED, len(event.cases), recorded.actor] += 1
            elif not isinstance(event, e.Opened):
                wanted[one.stream, f"cases:{name_of(event)}", recorded.sequence, recorded.actor] += 1
    return wanted


def _is_act(leaf: Leaf) -> bool:
    return leaf["action"] == SUBMITTED or (
        leaf["action"].startswith("cases:") and "sequence" in leaf["detail"]
    )


def _act(leaf: Leaf) -> _Act:
    detail = leaf["detail"]
    count = detail["cases"] if leaf["action"] == SUBMITTED else detail["sequence"]
    return leaf["case"], leaf["action"], count, leaf["actor"]


def _read(one: Read) -> tuple[str, str, str, float]:
    return one.subject, one.case, one.source, one.at.timestamp()


def _look(leaf: Leaf) -> tuple[str, str, str, float]:
    at = datetime.fromisoformat(leaf["at"]).timestamp()
    return leaf["subject"], leaf["case"], leaf["detail"]["source"], at
