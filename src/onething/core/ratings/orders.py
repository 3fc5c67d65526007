"""The work order (整改工单) of a bad rating: call back, verify, rectify, feed back; each by somebody who may, in its time.

The hotline speaks with the rater and tells the office what it is about in words that name nobody; the office verifies and
rectifies without ever learning who rated. That a rating is invalid takes two persons.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from onething.core.errors import RuleBroken
from onething.core.ratings.rules import RatingRules
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Attempts to reach the rater, after which the order goes on with what was written.
MOST_UNREACHED = 3


class OrderState(StrEnum):
    OPENED = "opened"  # 待回访
    CALLED = "called"  # 待核实
    PROPOSED = "proposed"  # 待复核: one person found it invalid
    VERIFIED = "verified"  # 待整改
    RECTIFIED = "rectified"  # 待反馈
    CLOSED = "closed"  # 已办结

    @property
    def label(self) -> Text:
        return _STATES[self]


_STATES = {
    OrderState.OPENED: Text("待回访", "To be called back"),
    OrderState.CALLED: Text("待核实", "To be verified"),
    OrderState.PROPOSED: Text("待复核", "To be reviewed"),
    OrderState.VERIFIED: Text("待整改", "To be rectified"),
    OrderState.RECTIFIED: Text("待反馈", "To be fed back"),
    OrderState.CLOSED: Text("已办结", "Closed"),
}


class Complexity(StrEnum):
    AT_ONCE = "at_once"
    SIMPLE = "simple"
    COMPLEX = "complex"

    @property
    def label(self) -> Text:
        return _COMPLEXITIES[self]

    def days(self, rules: RatingRules) -> int:
        return {
            Complexity.AT_ONCE: rules.at_once_days,
            Complexity.SIMPLE: rules.simple_days,
            Complexity.COMPLEX: rules.complex_days,
        }[self]


_COMPLEXITIES = {
    Complexity.AT_ONCE: Text("当场能改", "At once"),
    Complexity.SIMPLE: Text("简单", "Simple"),
    Complexity.COMPLEX: Text("复杂", "Complex"),
}


class InvalidBecause(StrEnum):
    MALICIOUS = "malicious"
    WRONG_TARGET = "wrong_target"
    NO_SERVICE = "no_service"

    @property
    def label(self) -> Text:
        return _INVALID[self]


_INVALID = {
    InvalidBecause.MALICIOUS: Text("恶意差评", "Malicious"),
    InvalidBecause.WRONG_TARGET: Text("评错对象", "Wrong target"),
    InvalidBecause.NO_SERVICE: Text("不是政务服务的事", "Not about a service"),
}


class AppealState(StrEnum):
    NONE = ""
    ASKED = "asked"
    UPHELD = "upheld"
    REJECTED = "rejected"


class NotNow(RuleBroken):
    code = "ratings.not_now"

    def __init__(self, state: OrderState) -> None:
        super().__init__(f"the order is {state}")
        self.state = state.label


class SecondPerson(RuleBroken):
    code = "ratings.second_person"

    def __init__(self) -> None:
        super().__init__("whoever proposed it does not review it")


class WordsMissing(RuleBroken):
    code = "ratings.words_missing"

    def __init__(self) -> None:
        super().__init__("what was done, and why, is written down")


class NamesRater(RuleBroken):
    code = "ratings.names_rater"

    def __init__(self, what: str) -> None:
        super().__init__("these words tell who rated")
        self.what = what


class AppealTooLate(RuleBroken):
    code = "ratings.appeal_too_late"

    def __init__(self, until: date) -> None:
        super().__init__(f"an appeal could be made until {until}")
        self.until = until


@dataclass(frozen=True, slots=True)
class Order:
    """One order as its acts left it. start_on, due_on: last days to call back and to rectify; None = not begun.

    unreached: attempts to reach the rater. proposed_by: actor who found the rating invalid. again: it was sent back once,
    for the rater was not content.
    """

    state: OrderState
    opened_on: date
    start_on: date
    due_on: date
    complexity: Complexity = Complexity.SIMPLE
    unreached: int = 0
    because: InvalidBecause | None = None
    proposed_by: str = ""
    invalid: bool = False
    again: bool = False
    closed_on: date | None = None
    appeal: AppealState = AppealState.NONE

    @classmethod
    def opened(cls, on: date, *, rules: RatingRules, calendar: WorkCalendar) -> "Order":
        """Return the order of a bad rating that came on this day; until it is called back it counts as simple."""
        return cls(
            OrderState.OPENED,
            on,
            calendar.add_working_days(on, rules.start_days),
            calendar.add_working_days(on, rules.simple_days),
        )

    def released(self, on: date, *, rules: RatingRules, calendar: WorkCalendar) -> "Order":
        """Go on from where it stood when its rating was held back; its days count anew from the day of the release."""
        anew = Order.opened(on, rules=rules, calendar=calendar)
        due = calendar.add_working_days(on, self.complexity.days(rules))
        return replace(self, opened_on=on, start_on=anew.start_on, due_on=due)

    def dropped(self, on: date) -> "Order":
        """End with a rating that was held back and does not count."""
        return replace(self, state=OrderState.CLOSED, invalid=True, closed_on=on)

    @property
    def acts_by(self) -> date | None:
        """The last day of whatever has to happen next, None once it is closed."""
        if self.state is OrderState.CLOSED:
            return None
        return self.start_on if self.state is OrderState.OPENED else self.due_on

    def called_back(
        self, *, reached: bool, complexity: Complexity, rules: RatingRules, calendar: WorkCalendar
    ) -> "Order":
        """Note a call. Reached, or not reached for the third time: the office goes on. Raises NotNow."""
        self._must(OrderState.OPENED)
        unreached = self.unreached + (not reached)
        if not reached and unreached < MOST_UNREACHED:
            return replace(self, unreached=unreached)
        due = calendar.add_working_days(self.opened_on, complexity.days(rules))
        return replace(self, state=OrderState.CALLED, unreached=unreached, complexity=complexity, due_on=due)

    def found_valid(self) -> "Order":
        self._must(OrderState.CALLED)
        return replace(self, state=OrderState.VERIFIED)

    def found_invalid(self, *, by: str, because: InvalidBecause) -> "Order":
        """Propose that the rating does not count; a second person reviews it. Raises NotNow."""
        self._must(OrderState.CALLED)
        return replace(self, state=OrderState.PROPOSED, proposed_by=by, because=because)

    def reviewed(self, *, by: str, agreed: bool) -> "Order":
        """Raises NotNow, SecondPerson."""
        self._must(OrderState.PROPOSED)
        if by == self.proposed_by:
            raise SecondPerson
        if agreed:
            return replace(self, state=OrderState.RECTIFIED, invalid=True)
        return replace(self, state=OrderState.VERIFIED, because=None)

    def rectified(self) -> "Order":
        self._must(OrderState.VERIFIED)
        return replace(self, state=OrderState.RECTIFIED)

    def fed_back(self, *, content: bool, on: date) -> "Order":
        """Note that the rater was told. Who is not content sends it back to the office, once. Raises NotNow."""
        self._must(OrderState.RECTIFIED)
        if not content and not self.again and not self.invalid:
            return replace(self, state=OrderState.VERIFIED, again=True)
        return replace(self, state=OrderState.CLOSED, closed_on=on)

    def appealed(self, *, on: date, rules: RatingRules, calendar: WorkCalendar) -> "Order":
        """The rated office says that the rating should not count: once, after the order is closed.

        Raises NotNow, AppealTooLate.
        """
        self._must(OrderState.CLOSED)
        assert self.closed_on is not None
        if self.invalid or self.appeal is not AppealState.NONE:
            raise NotNow(self.state)
        until = calendar.add_working_days(self.closed_on, rules.appeal_days)
        if on > until:
            raise AppealTooLate(until)
        return replace(self, appeal=AppealState.ASKED)

    def answered(self, *, upheld: bool) -> "Order":
        if self.appeal is not AppealState.ASKED:
            raise NotNow(self.state)
        appeal = AppealState.UPHELD if upheld else AppealState.REJECTED
        return replace(self, appeal=appeal, invalid=self.invalid or upheld)

    def _must(self, state: OrderState) -> None:
        if self.state is not state:
            raise NotNow(self.state)


def told_to_office(words: str, *, secrets: tuple[str, ...]) -> str:
    """Return words that the office may read. secrets: name, numbers, telephone of the rater; short ones do not count.

    Raises WordsMissing, NamesRater.
    """
    said = words.strip()
    if not said:
        raise WordsMissing
    squeezed = "".join(said.split()).casefold()
    for secret in secrets:
        if len(secret) > 1 and "".join(secret.split()).casefold() in squeezed:
            raise NamesRater(secret)
    return said
