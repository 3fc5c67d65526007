"""What a clock refuses, each a sentence with its facts."""

from datetime import date

from onething.core.clock.profiles import ClockProfile
from onething.core.errors import RuleBroken
from onething.core.source import Text


class GroundNotAllowed(RuleBroken):
    """The ground is not in the profile's closed list."""

    code = "clock.ground_not_allowed"

    def __init__(self, profile: ClockProfile, ground: str) -> None:
        allowed = ", ".join(sorted({*profile.pause_grounds, *profile.own_grounds})) or "nothing"
        super().__init__(
            f"{ground!r} does not stop the clock of profile {profile.id}; only this does: {allowed}"
        )
        self.profile = profile.id
        self.ground = ground
        self.law = profile.law


class PauseNotTold(RuleBroken):
    """A clock stands only for a time told in writing."""

    code = "clock.pause_not_told"

    def __init__(self, what: Text) -> None:
        super().__init__(f"a pause must be told to the applicant in writing: {what.en} is missing")
        self.what = what


class PauseOutside(RuleBroken):
    """A pause before acceptance, after the last day, or that ends before it begins."""

    code = "clock.pause_outside"

    def __init__(self, first: date, why: Text) -> None:
        super().__init__(f"a pause cannot begin on {first}: {why.en}")
        self.first = first
        self.why = why


class NoExtension(RuleBroken):
    code = "clock.no_extension"

    def __init__(self, profile: ClockProfile) -> None:
        super().__init__(f"the limit of profile {profile.id} cannot be extended")
        self.profile = profile.id
        self.law = profile.law


class SecondExtension(RuleBroken):
    code = "clock.second_extension"

    def __init__(self, given_on: date) -> None:
        super().__init__(f"the limit was already extended on {given_on}, and may be only once")
        self.given_on = given_on


class ExtensionTooLong(RuleBroken):
    code = "clock.extension_too_long"

    def __init__(self, days: int, most: int) -> None:
        super().__init__(f"an extension must be of 1 to {most} days, not {days}")
        self.days = days
        self.most = most


class ExtensionTooLate(RuleBroken):
    code = "clock.extension_too_late"

    def __init__(self, given_on: date, last_day: date) -> None:
        super().__init__(f"an extension must be given by the last day, {last_day}, not on {given_on}")
        self.given_on = given_on
        self.last_day = last_day


class ExtensionIncomplete(RuleBroken):
    """Approver or reason is missing."""

    code = "clock.extension_incomplete"

    def __init__(self, what: Text) -> None:
        super().__init__(f"an extension needs an approver and a reason that is told: {what.en} is missing")
        self.what = what


class NotAccepted(RuleBroken):
    code = "clock.not_accepted"

    def __init__(self) -> None:
        super().__init__("the case is not accepted, so its time to decide does not run yet")


class NoLimit(RuleBroken):
    code = "clock.no_limit"

    def __init__(self, profile: str) -> None:
        super().__init__(f"profile {profile} gives no number of days: the item must")
        self.profile = profile
