"""Department systems that do not answer: everything is typed and uploaded."""

from collections.abc import Sequence

from onething.core.exchange import Outcome, Question, Reply


class NoRegisters:
    def ask(self, questions: Sequence[Question], *, budget: float) -> Sequence[Reply]:
        return [Reply(Outcome.DOWN) for _ in questions]
