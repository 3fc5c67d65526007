"""What a form of the editor refuses; each error says of which key it is, so that it stands beside the box."""

from collections.abc import Sequence

from onething.core.editing.alike import Alike
from onething.core.errors import RuleBroken
from onething.core.source import Text


class ValueMissing(RuleBroken):
    """A key that must be there was left empty."""

    code = "editing.value_missing"

    def __init__(self, key: str, label: Text) -> None:
        super().__init__(f"{key} must be given")
        self.key, self.label = key, label


class NumberWrong(RuleBroken):
    """A whole number is wanted."""

    code = "editing.number_wrong"

    def __init__(self, key: str, label: Text, typed: str) -> None:
        super().__init__(f"{key} wants a whole number, not {typed!r}")
        self.key, self.label, self.typed = key, label, typed


class DayWrong(RuleBroken):
    """A day of the calendar is wanted."""

    code = "editing.day_wrong"

    def __init__(self, key: str, label: Text, typed: str) -> None:
        super().__init__(f"{key} wants a day such as 2026-03-05, not {typed!r}")
        self.key, self.label, self.typed = key, label, typed


class LineWrong(RuleBroken):
    """A line of a box with several lines does not have the sign that parts it."""

    code = "editing.line_wrong"

    def __init__(self, key: str, label: Text, typed: str, sign: str) -> None:
        super().__init__(f"a line of {key} has no {sign!r}: {typed!r}")
        self.key, self.label, self.typed, self.sign = key, label, typed, sign


class ConditionWrong(RuleBroken):
    """A condition does not read."""

    code = "editing.condition_wrong"

    def __init__(self, key: str, label: Text, said: Text) -> None:
        super().__init__(f"{key}: {said.en}")
        self.key, self.label, self.said = key, label, said


class NameTaken(RuleBroken):
    """Another line of the part has this name."""

    code = "editing.name_taken"

    def __init__(self, key: str, typed: str) -> None:
        super().__init__(f"{typed!r} stands there already")
        self.key, self.typed = key, typed


class NameRefused(RuleBroken):
    """The name of a fact or role has signs that conditions and keys cannot have."""

    code = "editing.name_refused"

    def __init__(self, key: str, typed: str) -> None:
        super().__init__(f"{typed!r} cannot be a name")
        self.key, self.typed = key, typed


class LooksAlike(RuleBroken):
    """A name that is not in the dictionary; near it is what it may mean."""

    code = "editing.looks_alike"

    def __init__(self, key: str, typed: str, near: Sequence[Alike], labels: Sequence[str]) -> None:
        super().__init__(f"{typed!r} is not in the dictionary")
        self.key, self.typed, self.near = key, typed, tuple(near)
        self.suggested = "、".join(labels) or "—"
