"""What happened to one case that a clock cares for. Made by folding the case's events; never edited by hand."""

from dataclasses import dataclass
from datetime import date

from onething.core.clock.errors import NoLimit
from onething.core.clock.profiles import ClockProfile, DayKind


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits frozen into a case at submission.

    promised_days, statutory_days: counted from acceptance in `day_kind`; statutory None = no limit given.
    """

    profile: ClockProfile
    promised_days: int
    statutory_days: int | None
    day_kind: DayKind = DayKind.WORKING

    @classmethod
    def of(
        cls,
        profile: ClockProfile,
        *,
        promised_days: int | None = None,
        statutory_days: int | None = None,
        day_kind: DayKind | str | None = None,
    ) -> "Limits":
        """Return an item's limits; what the item does not say, its profile says.

        Raises NoLimit if neither gives a number of days to decide in.
        """
        statutory = profile.decide_within if statutory_days is None else statutory_days
        promised = statutory if promised_days is None else promised_days
        if promised is None:
            raise NoLimit(profile.id)
        return cls(profile, promised, statutory, DayKind(day_kind or profile.day_kind))


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not use up the office's time; its first and last day both belong to it.

    told_days: how long, in days of the item's kind from `first` on, as told to the applicant in writing; the
    clock stands no longer than that. last: the day on which it really ended, None while it goes on.
    document: number of the notice that told it.
    """

    first: date
    ground: str
    told_days: int
    document: str
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """More days, once, by leave of whoever the profile names; reason and new day are told in `document`."""

    days: int
    given_on: date
    approver: str
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class ClockHistory:
    """The days that matter to one case's clocks; None is "not yet".

    told_on: the day on which the one notice of what is missing was sent, in the current telling period.
    supplement_days: working days that the notice gave the applicant.
    supplemented_on: the day on which everything asked for was there; a new telling period began.
    accepted_on: day 0 of the decision clocks. After a complete supplement it is the day of the supplement.
    """

    received_on: date
    told_on: date | None = None
    supplement_days: int | None = None
    supplemented_on: date | None = None
    accepted_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    decided_on: date | None = None

    @property
    def telling_from(self) -> date:
        """Day 0 of the current telling period."""
        return self.supplemented_on or self.received_on
