"""What may be wrong with a condition, each with its place, a sentence in two languages and the nearest valid name."""

from collections.abc import Sequence
from typing import Any, ClassVar

from onething.core.errors import RuleBroken
from onething.core.source import NOWHERE, Text, Where


class RuleError(RuleBroken):
    """A condition that cannot be taken. `at` is the place of the part that is wrong, in the file it came from."""

    code: ClassVar[str] = "rules.error"

    def __init__(self, text: Text, at: Where = NOWHERE, nearest: Sequence[str] = ()) -> None:
        self.text = text
        self.at = at
        self.nearest = tuple(nearest)
        super().__init__(f"{at}: {self.say('en')}" if at != NOWHERE else self.say("en"))

    def say(self, language: str) -> str:
        """Return the sentence, with the nearest valid names when there are any."""
        if not self.nearest:
            return self.text.say(language)
        names = [f"“{name}”" for name in self.nearest]
        if language.startswith("en"):
            return f"{self.text.say(language)} Did you mean {' or '.join(names)}?"
        return f"{self.text.say(language)}是否想写{'或'.join(names)}？"

    def facts(self) -> dict[str, Any]:
        return {
            "file": self.at.file,
            "line": self.at.line,
            "column": self.at.column,
            "zh": self.say("zh"),
            "en": self.say("en"),
            "nearest": list(self.nearest),
        }


class SyntaxBroken(RuleError):
    code = "rules.syntax"


class UnknownName(RuleError):
    code = "rules.unknown_name"


class UnknownChoice(RuleError):
    """A literal that is not one of the values of the choice it is compared with."""

    code = "rules.unknown_choice"


class WrongType(RuleError):
    code = "rules.type"


class OutsideSubset(RuleError):
    """It is CEL, but not of the part that every engine of ours can answer."""

    code = "rules.outside_subset"


class TooBig(RuleError):
    code = "rules.too_big"


class ValueRefused(RuleError):
    """A value handed to a condition is not of the type that its variable has."""

    code = "rules.value"
