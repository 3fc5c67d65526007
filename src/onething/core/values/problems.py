"""What can be wrong with one value, and how to put it right."""

from onething.core.errors import RuleBroken
from onething.core.source import Text


class FieldProblem(RuleBroken):
    """What is wrong with one value and how to put it right. Carries no value: it may be somebody's number.

    likely: what was probably meant, for the form only, "" without one good guess.
    """

    code = "values.problem"

    def __init__(self, zh: str, en: str, *, likely: str = "") -> None:
        super().__init__(en)
        self.sentence = Text(zh, en)
        self._likely = likely

    @property
    def likely(self) -> str:
        return self._likely


class ValueMissing(FieldProblem):
    code = "values.missing"


class ValueUnreadable(FieldProblem):
    """Not a number, day, or yes or no in any usual form."""

    code = "values.unreadable"


class ImpossibleDate(FieldProblem):
    code = "values.impossible_date"


class TooLong(FieldProblem):
    code = "values.too_long"


class TooShort(FieldProblem):
    code = "values.too_short"


class OutOfRange(FieldProblem):
    code = "values.out_of_range"


class NotAChoice(FieldProblem):
    code = "values.not_a_choice"


class HiddenCharacter(FieldProblem):
    """A control character, or one that turns the direction of writing."""

    code = "values.hidden_character"


class WrongNumber(FieldProblem):
    """An identity number, credit code, telephone or account number that cannot be right."""

    code = "values.wrong_number"


def english(label: Text) -> str:
    return f"“{label.say('en')}”"
