"""I6: each outward effect once. I15, the other half: an older answer never overwrites a newer one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onething.core.cases.invariants.reading import Breach, Intent, Simulator, Store


def effects_once(store: Store, simulators: Iterable[Simulator]) -> Iterator[Breach]:
    intents: dict[tuple[str, str], Intent] = {}
    for intent in store.intents():
        if (intent.target, intent.key) in intents:
            yield Breach("I6", intent.key, f"two intents of one key for {intent.target}")
        intents[intent.target, intent.key] = intent
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    known = set()
    for simulator in simulators:
        known.add(simulator.name)
        for effect in simulator.effects():
            seen[simulator.name, effect.key].add(effect.body_hash)
    for (target, key), bodies in seen.items():
        meant = intents.get((target, key))
        if meant is None:
            yield Breach("I6", key, f"{target} saw an effect that nobody meant")
        elif bodies != {meant.body_hash}:
            yield Breach(
                "I6", key, f"{target} saw {len(bodies)} different effects, or another than was meant"
            )
    for (target, key), intent in intents.items():
        if intent.done and target in known and (target, key) not in seen:
            yield Breach("I6", key, f"{target} never saw what counts as done")


def never_backwards(store: Store) -> Iterator[Breach]:
    latest: dict[tuple[str, str], int] = {}
    for callback in store.callbacks():
        source = (callback.stream, callback.system)
        if callback.version <= latest.get(source, -1):
            yield Breach("I15", callback.stream, f"an older answer of {callback.system} was applied later")
        latest[source] = max(callback.version, latest.get(source, -1))
