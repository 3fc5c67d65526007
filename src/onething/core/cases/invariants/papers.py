"""I8: documents without gaps. I11: each file that somebody needs is there and whole, and none lies there for nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from onething.core.cases.documents import acts
from onething.core.cases.invariants.reading import Breach, Store
from onething.core.cases.invariants.replaying import Replayed


def documents(store: Store, streams: Iterable[Replayed]) -> Iterator[Breach]:
    wanted = Counter(
        (one.stream, one.sequence, kind.value) for replayed in streams for one, kind in acts(replayed.events)
    )
    issued: Counter[tuple[str, int, str]] = Counter()
    serials: dict[tuple[str, int], list[int]] = defaultdict(list)
    numbers: Counter[str] = Counter()
    found = list(store.documents())
    firsts = {(one.number, one.office, one.year, one.serial) for one in found}
    for document in found:
        issued[document.stream, document.sequence, document.kind] += 1
        first = document.number.rpartition("/")[0]
        if (first, document.office, document.year, document.serial) not in firsts:  # else a page of it
            serials[document.office, document.year].append(document.serial)
        numbers[document.number] += 1
        if not (document.sealed and document.hash):
            yield Breach("I8", document.number, "not sealed, or without a hash")
    for act in sorted(wanted.keys() | issued.keys()):
        if wanted[act] != issued[act]:
            stream, sequence, kind = act
            yield Breach(
                "I8", stream, f"event {sequence} has {issued[act]} documents {kind}, not {wanted[act]}"
            )
    for (office, year), given in serials.items():
        if sorted(given) != list(range(1, len(given) + 1)):
            yield Breach("I8", f"{office} {year}", "document numbers have a gap or a repeat")
    for number, count in numbers.items():
        if count > 1:
            yield Breach("I8", number, f"{count} documents have this number")


def files(store: Store) -> Iterator[Breach]:
    """Hold the files against what refers to them; what was given up may lie there until it is deleted."""
    lying, needed = store.files(), set(store.attached())
    known = needed | set(store.given_up())
    for address in sorted(needed - lying.keys()):
        yield Breach("I11", address, "somebody needs this file, and it is not there")
    for address, hash_ in sorted(lying.items()):
        if address not in known:
            yield Breach("I11", address, "a file that belongs to nothing")
        if hash_ != address:
            yield Breach("I11", address, "the file is not what its address says")
