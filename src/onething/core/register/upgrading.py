"""The way to wholly online (全程网办升级路径): what stands in the way of an item, what is done about it, by whom, until when, and the
ratio that follows if the days hold (domain §2.24).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from onething.core.errors import RuleBroken
from onething.core.register.entries import Named
from onething.core.register.ratios import Ratio, Share
from onething.core.source import Text


class Obstacle(Named):
    """Why an item is not wholly online (Guangdong's UNONLINEREASON)."""

    PRESENCE = "presence", "法律规定本人到场", "the law requires presence"
    ORIGINAL = "original", "要核原件", "the original is needed"
    BIOMETRIC = "biometric", "要采集生物信息", "biometric data are taken"
    VERTICAL = "vertical", "在上级垂管系统办", "it is done in a system of a higher level"
    PAPER_RESULT = "paper_result", "结果是纸质的", "the result is on paper"
    SITE = "site", "要现场勘查", "the site is inspected"
    OTHER = "other", "其他", "other"


class Remedy(Named):
    LICENCE = "licence", "用电子证照", "electronic licence"
    SIGNATURE = "signature", "电子签名", "electronic signature"
    FACE = "face", "人脸核身", "face check"
    COURIER = "courier", "邮寄", "courier"
    VIDEO = "video", "视频办", "video"
    KIOSK = "kiosk", "自助终端", "kiosk"
    DECLARATION = "declaration", "告知承诺", "declaration"
    CONNECTION = "connection", "系统对接", "connection of systems"
    OTHER = "other", "其他", "other"


class State(Named):
    """States of a plan; nothing leaves the last two."""

    OPEN = "open", "在办", "open"
    DONE = "done", "已解决", "done"
    DROPPED = "dropped", "不做了", "dropped"


class UpgradeClosed(RuleBroken):
    """A plan that is done or dropped is not changed any more."""

    code = "register.upgrade_closed"

    def __init__(self, state: Text) -> None:
        super().__init__(f"this plan is {state.say('en')}; make a new one")
        self.state = state


class UpgradeUnproved(RuleBroken):
    """Done needs what shows it; dropped needs the reason."""

    code = "register.upgrade_unproved"


class UpgradeOwnerMissing(RuleBroken):
    code = "register.upgrade_owner_missing"


class UpgradeTooEarly(RuleBroken):
    """The day by which it is to be done lies before today."""

    code = "register.upgrade_too_early"

    def __init__(self, target_on: date) -> None:
        super().__init__(f"{target_on} is over; name a day from today on")
        self.target_on = target_on


class UpgradeNotNeeded(RuleBroken):
    """The item is wholly online already, or is none that people apply for."""

    code = "register.upgrade_not_needed"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One obstacle of one item with what is done about it. evidence: what shows it; closing: why it was dropped, or how it was
    done. target_on: the last day by which it is to be done.
    """

    obstacle: Obstacle
    remedy: Remedy
    owner: str
    target_on: date
    evidence: str = ""
    state: State = State.OPEN
    closing: str = ""

    def checked(self, *, on: date) -> "Upgrade":
        """Return the plan as it may be kept. Raises UpgradeOwnerMissing, UpgradeTooEarly."""
        if not self.owner.strip():
            raise UpgradeOwnerMissing
        if self.target_on < on:
            raise UpgradeTooEarly(self.target_on)
        return replace(self, owner=self.owner.strip(), evidence=self.evidence.strip())

    def changed(self, *, remedy: Remedy, owner: str, target_on: date, evidence: str, on: date) -> "Upgrade":
        """Raises UpgradeClosed, UpgradeOwnerMissing, UpgradeTooEarly."""
        self._must_be_open()
        made = replace(self, remedy=remedy, owner=owner, target_on=target_on, evidence=evidence)
        return made.checked(on=on)

    def closed(self, state: State, *, closing: str) -> "Upgrade":
        """Return the plan done or dropped. Raises UpgradeClosed, UpgradeUnproved."""
        assert state is not State.OPEN, state
        self._must_be_open()
        if not closing.strip():
            raise UpgradeUnproved
        return replace(self, state=state, closing=closing.strip())

    def _must_be_open(self) -> None:
        if self.state is not State.OPEN:
            raise UpgradeClosed(self.state.label)


class Standing(StrEnum):
    """How an item that is not wholly online stands."""

    PLANNED = "planned"  # every obstacle has an open plan whose day is to come, or is done
    OVERDUE = "overdue"  # a day has passed
    DROPPED = "dropped"  # an obstacle stays
    UNPLANNED = "unplanned"


STANDINGS: Mapping[Standing, Text] = {
    Standing.PLANNED: Text("有计划", "planned"),
    Standing.OVERDUE: Text("过了日子", "overdue"),
    Standing.DROPPED: Text("有一项不做了", "one obstacle stays"),
    Standing.UNPLANNED: Text("没有计划", "no plan"),
}


def standing(upgrades: Iterable[Upgrade], *, on: date) -> Standing:
    """Return how an item stands by its plans. on: today."""
    known = list(upgrades)
    if not known:
        return Standing.UNPLANNED
    if any(one.state is State.DROPPED for one in known):
        return Standing.DROPPED
    if any(one.state is State.OPEN and one.target_on < on for one in known):
        return Standing.OVERDUE
    return Standing.PLANNED


def ready_on(upgrades: Iterable[Upgrade], *, on: date) -> date | None:
    """Return the day on which nothing stands in the way any more if the days hold; None if that cannot be told.

    What is all done, while the register still says otherwise, counts from today.
    """
    known = list(upgrades)
    if standing(known, on=on) is not Standing.PLANNED:
        return None
    return max((one.target_on for one in known if one.state is State.OPEN), default=on)


@dataclass(frozen=True, slots=True)
class Point:
    """The ratio as it stands on a day, its last. gained: keys of the items that come new in this period."""

    on: date
    share: Share
    gained: tuple[str, ...]


def forecast(
    today: Share, plans: Mapping[str, Iterable[Upgrade]], *, on: date, months: int = 12
) -> tuple[Point, ...]:
    """Return the ratio of today and at the end of this and each following month, if the days hold.

    today: `Ratio.WHOLLY_ONLINE` of the register, with which the first point agrees. plans: key of an item of the base that
    is not wholly online → its plans. An item comes over from "no" or "not told" when all its obstacles are gone.
    """
    assert today.ratio is Ratio.WHOLLY_ONLINE, today.ratio
    days = {key: day for key, known in plans.items() if (day := ready_on(known, on=on))}
    points, yes, last = [Point(on, today, ())], today.yes, date.min
    for end in _ends(on, months):
        gained = tuple(sorted(key for key, day in days.items() if last < day <= end))
        yes += len(gained)
        points.append(Point(end, _more(today, yes), gained))
        last = end
    return tuple(points)


def _more(today: Share, yes: int) -> Share:
    """Return the share with so many saying yes; they come from "no" first, then from "not told"."""
    gained = yes - today.yes
    no = max(0, today.no - gained)
    untold = today.untold - max(0, gained - today.no)
    return Share(today.ratio, yes, no, untold)


def _ends(on: date, months: int) -> Iterator[date]:
    first = on.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=32)).replace(day=1)
        yield first - timedelta(days=1)
