"""Department systems as they are: dead for days, deaf, repeating themselves, answering late and out of order."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from onething.core.cases.invariants import Effect
from tests.simulation.house import NoAnswer, Push, some

#: Does something at a later moment of the virtual time.
Later = Callable[[timedelta, Callable[[], None]], None]
#: Hands an answer over: system, case, version.
Answer = Callable[[str, str, int], None]


class Department:
    """One system behind the protocol: an effect has its key, and is had once. deaf: how often its confirmation is lost."""

    def __init__(self, name: str, dice: Random, later: Later, answer: Answer, deaf: float) -> None:
        self.name = name
        self.down = 0  # how many reasons keep it from answering
        self.seen: dict[str, str] = {}
        self._dice, self._later, self._answer, self._deaf = dice, later, answer, deaf
        self._versions: dict[str, int] = {}

    def push(self, push: Push) -> None:
        """Raises NoAnswer: nothing came there, or only the confirmation was lost."""
        roll = self._dice.random()
        if self.down or roll < self._deaf / 2:
            raise NoAnswer(self.name)
        known = push.key in self.seen
        self.seen.setdefault(push.key, push.body_hash)
        if not known and self._dice.random() < 0.6:
            self._speak(push.case)
        if roll < self._deaf:
            raise NoAnswer(self.name)

    def _speak(self, case: str) -> None:
        """Answer with the next version of the case, once or twice, some time later."""
        version = self._versions[case] = self._versions.get(case, 0) + 1
        for _ in range(self._dice.choice((0, 1, 1, 1, 2, 3))):
            wait = some(self._dice, 0.01, self._dice.choice((1, 1, 96)))
            self._later(wait, lambda: self._answer(self.name, case, version))

    def effects(self) -> list[Effect]:
        return [Effect(key, body_hash) for key, body_hash in self.seen.items()]


def outages(dice: Random, names: list[str], days: int) -> Mapping[str, list[tuple[timedelta, timedelta]]]:
    """Return for each system when it is away: some dead for days, and a swizzle, in which one after the other stops
    and then, in another order, comes back."""
    away: dict[str, list[tuple[timedelta, timedelta]]] = {name: [] for name in names}
    for name in dice.sample(names, dice.randint(0, 3)):
        start = timedelta(days=dice.uniform(0, days - 8))
        away[name].append((start, start + timedelta(days=dice.uniform(1, 8))))
    if dice.random() < 0.5:
        begin = timedelta(days=dice.uniform(0, days - 4))
        chosen = dice.sample(names, dice.randint(2, len(names)))
        stops = [begin + some(dice, 0, 24) for _ in chosen]
        last = max(stops)
        for name, stop in zip(chosen, stops, strict=True):
            away[name].append((stop, last + some(dice, 1, 48)))
    return away
