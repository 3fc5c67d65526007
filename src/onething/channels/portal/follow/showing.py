"""From the views of the areas to what the pages draw: finished words in the reader's language, nothing to be looked up."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.core.cases.graph import ENDED, TAKEN_BACK, TO_CHECK, Status
from onething.core.cases.parts import Outcome
from onething.core.cases.ports import FrozenScenes
from onething.core.cases.views import OwnAwaited, OwnCase, OwnNotice, OwnPoint
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Element, ElementKind
from onething.core.clock.explanation import Why
from onething.core.codes import mask
from onething.core.looks import Look, LookKind
from onething.core.naming import Named
from onething.core.papers import HeldLicence, LicenceState
from onething.core.source import Text
from onething.core.submission import GivenFile, GivenMaterial, GivenValue
from onething.kit.ports import port
from onething.kit.problems import show, written_day

MOST_NOTES = 12
#: What is said of a paper that no window has in hand yet.
TO_BRING = Text(
    "还没收到这份纸质材料。送到任何一个窗口，收到才算交齐；也可以在这里上传。",
    "This paper is not here yet. Bring it to any window, it counts when it is there; or upload it here.",
)

#: mark -> (icon, class of the tag)
MARKS = {
    "go": ("arrow", "tag--info"),
    "due": ("alert", "tag--due"),
    "wait": ("clock", ""),
    "done": ("check", "tag--done"),
    "off": ("close", ""),
    "no": ("close", "tag--wrong"),
}


def language() -> str:
    return get_language() or "zh-hans"


def day(value: date) -> str:
    return written_day(value, language(), year=False)


class Names:
    """What keys and ids are called in the package of one application, in the reader's language."""

    def __init__(self, package: Package | None, scene: Scene | None = None) -> None:
        self._named = Named(package, scene) if package else None

    @classmethod
    def of(cls, view: cases.ApplicationView) -> "Names":
        return cls(*port(FrozenScenes).scene(view.scene, view.scene_hash))  # type: ignore[type-abstract]

    def say(self, text: Text) -> str:
        return text.say(language())

    def element(self, key: str) -> Element | None:
        return self._named.package.elements.get(key.partition("/")[2]) if self._named else None

    def key(self, key: str) -> str:
        """Return what a field or material is called and whose it is, the key itself if nothing knows it."""
        if self._named and (element := self._named.package.elements.get(key)):
            return self.say(element.label)
        return self.say(self._named.name_of(key)) if self._named else key.partition("/")[2] or key

    def department(self, id_: str) -> str:
        known = self._named.package.departments.get(id_) if self._named else None
        return self.say(known.short) if known else ""

    def value(self, one: GivenValue) -> str:
        """Return a value as people read it; a choice by its label."""
        if self._named is None:
            return "" if one.value is None else str(one.value)
        return self.say(self._named.value_in_words(one.key, one.value))


# --- items -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One item on the page. why: the sentences behind "how the date is counted"; says: what to know now.

    dated: days are still counted for it; of what has ended, by whatever way, no day binds anybody any more.
    """

    case: OwnCase
    mark: str
    icon: str
    tag: str
    label: str
    who: str
    says: tuple[str, ...]
    promised: str
    statutory: str
    why: tuple[str, ...]
    dated: bool


def line(case: OwnCase, among: Sequence[OwnCase], notices: Sequence[OwnNotice]) -> Line:
    mark = _mark(case)
    icon, tag = MARKS[mark]
    return Line(
        case=case,
        mark=mark,
        icon=icon,
        tag=tag,
        label=_label(case, mark),
        who=_who(case, mark),
        says=tuple(_says(case, among)),
        promised=_left(case),
        statutory=_length(case.statutory_days),
        why=tuple(_why(case)) if running(case) else (),
        dated=case.promised_on is not None and running(case),
    )


def counts(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Return how many items there are of each label, in the order of the items."""
    labels = list(dict.fromkeys(line.label for line in lines))
    return [(label, sum(line.label == label for line in lines)) for label in labels]


def running(case: OwnCase) -> bool:
    """Whether days are still counted until a decision."""
    return case.status not in ENDED and case.decided_on is None


class Followed(Protocol):
    """What an application must say to be drawn as one that is followed: whole, or as it is told to a caller."""

    @property
    def cases(self) -> tuple[OwnCase, ...]: ...
    @property
    def notices(self) -> tuple[OwnNotice, ...]: ...
    @property
    def awaited(self) -> tuple[OwnAwaited, ...]: ...
    @property
    def materials(self) -> tuple[GivenMaterial, ...]: ...
    @property
    def can_supplement(self) -> bool: ...


def next_day(view: Followed, *, today: date) -> date | None:
    """Return the first day from today on by which something must come of the application, None if none is known."""
    days = [
        one.until or (one.promised_on if running(one) else None)
        for one in view.cases
        if one.status not in ENDED
    ]
    return min((day for day in days if day and day >= today), default=None)


def _mark(case: OwnCase) -> str:
    if case.status is Status.TO_SUPPLEMENT:
        return "due"
    if case.status is Status.WAITING:
        return "wait"
    if case.status in (Status.GRANTED, Status.TO_DELIVER, Status.DELIVERED):
        return "done"
    if case.status in (Status.REFUSED, Status.DECLINED, Status.PRECONDITION_FAILED, Status.LAPSED):
        return "no"
    if case.status in TAKEN_BACK:
        return "no"
    return "off" if case.status in ENDED else "go"


def _label(case: OwnCase, mark: str) -> str:
    known = {"due": _("等您补"), "wait": _("等前一项"), "done": _("已办好"), "go": _("在办")}
    return known.get(mark) or case.status.label.say(language())


def _who(case: OwnCase, mark: str) -> str:
    who = case.who.say(language()) if case.who.zh else ""
    if mark == "go":
        return _("{office}，{state}").format(office=who, state=case.status.label.say(language()))
    return who if mark == "done" else ""


def _says(case: OwnCase, among: Sequence[OwnCase]) -> list[str]:
    said = []
    if case.status is Status.WAITING:
        waits = dict.fromkeys(one.name.say(language()) for one in among if one.number in case.needs)
        items = _("、").join(waits)
        if case.promised_on:  # by the scene, while the item's own time does not count yet
            said.append(_("等{items}办好后自动开始，不用再申请。").format(items=items))
        elif waits:
            said.append(_("等{items}办好后自动开始，不用再申请。现在不计时。").format(items=items))
        else:
            said.append(_("等前一项办好后自动开始，不用再申请。现在不计时。"))
    elif case.status in TO_CHECK and case.until:
        said.append(_("正在核对材料。缺什么，{day}前一次告诉您。").format(day=day(case.until)))
    elif case.status is Status.TO_SUPPLEMENT and case.until:
        said.append(_("{day}前补上就行。补齐才开始计时。").format(day=day(case.until)))
    elif case.status is Status.PAUSED:
        said.append(_("在做鉴定、检验或听证，这段时间不算在期限里。"))
    if case.reason.zh:
        said.append(case.reason.say(language()))
    for text in (case.grounds.reason, case.grounds.remedy):
        if text and case.status is Status.REFUSED:
            said.append(text)
    return said


def _left(case: OwnCase) -> str:
    if case.left is None:
        return _length(case.promised_days)
    if case.left < 0:
        return _("已超过 {n} 个工作日").format(n=-case.left)
    return _("还剩 {n} 个工作日").format(n=case.left)


def _length(days: int | None) -> str:
    return _("{n} 个工作日").format(n=days) if days else ""


def _why(case: OwnCase) -> list[str]:
    """Return why the promised day is that day, one sentence each, as the clock explains it."""
    if case.accepted_on is None or case.promised_on is None or not case.strip:
        return []
    lines = [
        _("{day}受理，承诺 {n} 个工作日；当天不算，从第二天数起。").format(
            day=day(case.accepted_on), n=case.promised_days
        )
    ]
    days = [one for one in case.strip if one.day <= case.promised_on and one.note is not None]
    rest = sum(one.note.why is Why.WEEKEND for one in days if one.note)
    if rest:
        lines.append(_("这段时间里周末 {n} 天，不算。").format(n=rest))
    told = [one.note for one in days if one.note and one.note.why is not Why.WEEKEND]
    lines += [note.text.say(language()) for note in told[:MOST_NOTES]]
    if len(told) > MOST_NOTES:
        lines.append(_("还有 {n} 天同样处理。").format(n=len(told) - MOST_NOTES))
    lines.append(_("数到第 {n} 个工作日，是{day}。").format(n=case.promised_days, day=day(case.promised_on)))
    if case.statutory_on and case.statutory_days:
        lines.append(
            _("法律给 {n} 个工作日，最迟到{day}。").format(n=case.statutory_days, day=day(case.statutory_on))
        )
    if case.provisional:
        lines.append(_("有一年的放假安排还没公布，日期是暂定的。"))
    return lines


def falls_away(view: cases.ApplicationView, number: str) -> tuple[OwnCase, ...]:
    """Return the other items that end if this one does: those that need it, and those that need them."""
    gone = {number}
    while True:
        more = {
            one.number for one in view.cases if one.status not in ENDED and _lacks(one, view, gone)
        } - gone
        if not more:
            return tuple(one for one in view.cases if one.number in gone and one.number != number)
        gone |= more


def _lacks(case: OwnCase, view: cases.ApplicationView, gone: Set[str]) -> bool:
    """Whether an item that this one needs gives its result to nobody any more: one child's serves the mother."""
    needed = [one for one in view.cases if one.number in case.needs]
    items = {one.item for one in needed if one.number in gone}
    granted = (Outcome.GRANTED, Outcome.PARTLY)
    alive = (one for one in needed if one.status not in ENDED or one.outcome in granted)
    return bool(items - {one.item for one in alive if one.number not in gone})


# --- what is asked -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that the notice asks for, once, however many items want it. slot: name of its control."""

    slot: str
    key: str
    label: str
    field: bool
    says: tuple[Text, ...]
    items: tuple[str, ...]
    done: bool
    file: GivenFile | None
    awaited: bool = False  # no notice asks for it
    articles: tuple[str, ...] = ()
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is still to be given: the lines of the correction notices, merged, and papers to be brought.

    notices: those with something open, the first round before the second; none where only papers are to come. lapses:
    items that end if nothing is supplied in time.
    """

    notices: tuple[OwnNotice, ...]
    lines: tuple[Wanted, ...]
    lapses: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def open(self) -> tuple[Wanted, ...]:
        return tuple(one for one in self.lines if not one.done)

    @property
    def until(self) -> date | None:
        """The first last day of what is open."""
        return min((one.supplement_on for one in self.notices), default=None)

    @property
    def whole(self) -> bool:
        return all(one.whole for one in self.notices)

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(one.number for one in self.notices)

    @property
    def due(self) -> tuple[Wanted, ...]:
        """The open lines of the notices, which have a last day."""
        return tuple(one for one in self.open if not one.awaited)


def asked(view: Followed) -> Asked | None:
    """Return what is asked now, None if nothing is."""
    open_ = [notice for notice in view.notices if notice.open]
    if not view.can_supplement or not (open_ or view.awaited):
        return None
    if not open_:
        return Asked((), tuple(_awaited(view, 1)), (), ())
    given = {one.key: one for one in view.materials}
    told = [point for notice in open_ for point in notice.points]
    several = len({point.until for point in told if not point.done}) > 1
    every = dict.fromkeys(point.key for notice in view.notices for point in notice.points)
    slots = {
        key: f"p{n}" for n, key in enumerate(every, start=1)
    }  # a notice that is done moves no other line
    lines = tuple(
        _wanted(slots[key], [point for point in told if point.key == key], given.get(key), several=several)
        for key in dict.fromkeys(point.key for point in told)
    )
    late = {point.case for point in told if not point.done}
    names = {one.number: one.name.say(language()) for one in view.cases if one.status not in ENDED}
    return Asked(
        tuple(open_),
        (*lines, *_awaited(view, len(slots) + 1)),
        tuple(name for number, name in names.items() if number in late),
        tuple(name for number, name in names.items() if number not in late),
    )


def _awaited(view: Followed, first: int) -> Iterator[Wanted]:
    for n, one in enumerate(view.awaited, start=first):
        items = tuple(item.say(language()) for item in one.items)
        label = one.label.say(language())
        yield Wanted(f"p{n}", one.key, label, False, (_how(one),), items, False, None, awaited=True)


def _how(one: OwnAwaited) -> Text:
    if one.until is None:
        return TO_BRING
    return Text(
        f"您选了后补，请在 {written_day(one.until, 'zh')} 前补上；补齐之前不能准予。",
        f"You chose to supply it later: please do so by {written_day(one.until, 'en')}. Nothing is granted before.",
    )


def _last(day: date) -> Text:
    return Text(
        f"这一项最迟 {written_day(day, 'zh')} 补上。",
        f"This one by {written_day(day, 'en')} at the latest.",
    )


def _wanted(slot: str, points: Sequence[OwnPoint], given: GivenMaterial | None, *, several: bool) -> Wanted:
    """Return one thing that these points ask for; what is still wrong is said alone. several: there are several last days."""
    done = all(point.done for point in points)
    now = points if done else [point for point in points if not point.done]
    says = dict.fromkeys(text for point in now for text in (point.what, point.fix) if text.zh)
    if several and not done:
        says[_last(min(point.until for point in now))] = None
    files = given.files if given and done else ()
    return Wanted(
        slot=slot,
        key=points[0].key,
        label=points[0].label.say(language()),
        field=points[0].field,
        says=tuple(says),
        items=tuple(dict.fromkeys(point.item.say(language()) for point in now)),
        done=done,
        file=files[0] if files else None,
        articles=tuple(dict.fromkeys(point.article for point in now if point.article)),
        sample=points[0].sample,
    )


# --- who looked --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look as one sentence. ref: names it when someone complains."""

    look: Look
    ref: str
    label: str
    tag: str
    who: str
    what: str


def look_line(look: Look, names: Names) -> LookLine:
    labels = {
        LookKind.PERSON: (_("有人看"), "tag--info"),
        LookKind.SYSTEM: (_("系统查"), ""),
        LookKind.REFUSED: (_("已拦下"), "tag--wrong"),
    }
    fields = list(dict.fromkeys(names.key(key) for key in look.fields))
    shown = show(fields[:5])
    if len(fields) > 5:
        shown = _("{names}等 {n} 项信息").format(names=shown, n=len(fields))
    office = names.department(look.department)
    label, tag = labels[look.kind]
    said = {
        LookKind.PERSON: _("看了您的{what}。"),
        LookKind.SYSTEM: _("自动核对了您的{what}，没有人看到。"),
        LookKind.REFUSED: _("想查您的{what}，没查到。"),
    }
    return LookLine(
        look=look,
        ref=f"{look.at.isoformat()}|{look.case}"[:120],
        label=label,
        tag=tag,
        who=f"{office} {look.who}".strip(),
        what=said[look.kind].format(what=shown or _("申请")),
    )


# --- licences ----------------------------------------------------------------------------------------------

_HIDDEN = {
    ElementKind.CITIZEN_NUMBER: "citizen",
    ElementKind.IDENTITY_NUMBER: "identity",
    ElementKind.PHONE: "phone",
    ElementKind.BANK_ACCOUNT: "bank",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One licence as it is drawn. fields: label and value, numbers partly hidden."""

    held: HeldLicence
    fields: tuple[tuple[str, str], ...]
    tag: str

    @property
    def valid(self) -> bool:
        return self.held.state is LicenceState.VALID


def card(held: HeldLicence, names: Names) -> Card:
    fields = []
    for id_, value in held.fields.items():
        key = f"holder/{id_}"
        element = names.element(key)
        if element and element.kind is ElementKind.NAME:
            continue
        text = names.value(GivenValue(key, value))
        hidden = _HIDDEN.get(element.kind) if element else None
        if hidden is None and id_.endswith(
            "number"
        ):  # numbers of certificates are plain text in the catalogue
            hidden = "citizen"
        fields.append((names.key(key), mask(text, hidden) if hidden else text))
    return Card(
        held,
        tuple((label, text) for label, text in fields if text),
        "tag--done" if held.state is LicenceState.VALID else "tag--wrong",
    )
