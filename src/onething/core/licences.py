"""The life of an electronic licence after it was made: which act leads from which state to which, and on what ground.

A licence begins valid. What happens to it afterwards is a list of changes that only grows; `fold` gives its standing.
That it has expired is no act: the day decides it (`Standing.on`).

Law: 行政许可法 8 (撤回), 49 (变更), 50 (延续), 69 (撤销), 70 (注销); states: GB/T 36903.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from onething.core.errors import NotAllowed, RuleBroken
from onething.core.papers import LicenceState
from onething.core.source import Text
from onething.core.values import is_blank


class LicenceAct(StrEnum):
    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"  # 撤销: the grant should not have been made
    RECALL = "recall"  # 撤回: it was right, and law or facts have changed
    CANCEL = "cancel"  # 注销: it has come to its end
    REPLACE = "replace"  # another version or another licence stands in its place

    @property
    def label(self) -> Text:
        return _ACTS[self]


A, S = LicenceAct, LicenceState

_ACTS: Mapping[LicenceAct, Text] = {
    A.SUSPEND: Text("暂停", "Suspended"),
    A.RESUME: Text("恢复", "Resumed"),
    A.REVOKE: Text("撤销", "Revoked"),
    A.RECALL: Text("撤回", "Recalled"),
    A.CANCEL: Text("注销", "Cancelled"),
    A.REPLACE: Text("换发", "Replaced"),
}

_IN_FORCE = frozenset({S.VALID, S.SUSPENDED, S.EXPIRED, S.OTHER})

#: What took it back may fall itself; then a new version stands in its place.
_TAKEN_BACK = frozenset({S.REVOKED, S.CANCELLED})

#: (state, act) -> the state it leads to; a missing key: the act cannot happen there.
GRAPH: Mapping[tuple[LicenceState, LicenceAct], LicenceState] = {
    (S.VALID, A.SUSPEND): S.SUSPENDED,
    (S.SUSPENDED, A.RESUME): S.VALID,
    **{(state, A.REVOKE): S.REVOKED for state in _IN_FORCE},
    **{(state, A.RECALL): S.REVOKED for state in _IN_FORCE},
    **{(state, A.CANCEL): S.CANCELLED for state in (*_IN_FORCE, S.REVOKED)},
    **{(state, A.REPLACE): S.CANCELLED for state in (*_IN_FORCE, *_TAKEN_BACK)},
}


@dataclass(frozen=True, slots=True)
class LicenceGround:
    """One ground of the closed list. article: of the law, "" where the officer has to name it.

    heard: the holder is told before, and may state and defend (行政许可法 7; our reading for acts against the holder).
    compensated: whoever trusted the grant has a loss made good (行政许可法 8, 69), which the decision says.
    """

    id: str
    act: LicenceAct
    text: Text
    article: str = ""
    heard: bool = False
    compensated: bool = False


#: The one ground on which something stands in the place of a licence that was taken back.
RESTORED = "restored"

GROUNDS: Mapping[str, LicenceGround] = {
    one.id: one
    for one in (
        LicenceGround("check", A.SUSPEND, Text("核查是否应当撤销期间", "while it is looked into whether it falls")),
        LicenceGround("court", A.SUSPEND, Text("司法机关依法要求", "a court or prosecutor asks for it by law")),
        LicenceGround("over", A.RESUME, Text("暂停的情形已经消除", "what it was suspended for is over")),
        LicenceGround(
            "abuse", A.REVOKE,
            Text("工作人员滥用职权、玩忽职守作出准予决定", "granted by abuse of power or neglect of duty"),
            "行政许可法 第六十九条第一款第一项", heard=True, compensated=True,
        ),
        LicenceGround(
            "beyond_power", A.REVOKE,
            Text("超越法定职权作出准予决定", "granted beyond the power of the office"),
            "行政许可法 第六十九条第一款第二项", heard=True, compensated=True,
        ),
        LicenceGround(
            "procedure", A.REVOKE,
            Text("违反法定程序作出准予决定", "granted against the procedure of the law"),
            "行政许可法 第六十九条第一款第三项", heard=True, compensated=True,
        ),
        LicenceGround(
            "not_eligible", A.REVOKE,
            Text("对不具备申请资格或者不符合法定条件的申请人准予许可", "granted to someone who does not meet the conditions"),
            "行政许可法 第六十九条第一款第四项", heard=True, compensated=True,
        ),
        LicenceGround(
            "deceit", A.REVOKE,
            Text("以欺骗、贿赂等不正当手段取得", "obtained by deceit, bribery or other improper means"),
            "行政许可法 第六十九条第二款", heard=True,
        ),
        LicenceGround(
            "law_changed", A.RECALL,
            Text("所依据的法律、法规、规章修改或者废止", "the rules that it rests on were changed or repealed"),
            "行政许可法 第八条第二款", heard=True, compensated=True,
        ),
        LicenceGround(
            "facts_changed", A.RECALL,
            Text("准予所依据的客观情况发生重大变化", "the circumstances that it rests on have changed greatly"),
            "行政许可法 第八条第二款", heard=True, compensated=True,
        ),
        LicenceGround(
            "expired", A.CANCEL, Text("有效期届满未延续", "its time has run out and was not renewed"),
            "行政许可法 第七十条第一项",
        ),
        LicenceGround(
            "death", A.CANCEL, Text("持有人死亡或者丧失行为能力", "the holder has died or lost legal capacity"),
            "行政许可法 第七十条第二项",
        ),
        LicenceGround(
            "ended", A.CANCEL, Text("法人或者其他组织依法终止", "the organisation has ended by law"),
            "行政许可法 第七十条第三项",
        ),
        LicenceGround(
            "undone", A.CANCEL, Text("已依法撤销、撤回或者吊销", "it was revoked, recalled or withdrawn as a sanction"),
            "行政许可法 第七十条第四项",
        ),
        LicenceGround(
            "force_majeure", A.CANCEL, Text("因不可抗力无法实施", "force majeure makes it impossible"),
            "行政许可法 第七十条第五项",
        ),
        LicenceGround(
            "undelivered", A.CANCEL, Text("办件终止，证照没有送达", "the case was terminated before it was delivered"),
            "行政许可法 第七十条第六项",
        ),
        LicenceGround("asked", A.CANCEL, Text("持有人申请注销", "the holder asks for it")),
        LicenceGround("renewed", A.REPLACE, Text("延续", "renewed"), "行政许可法 第五十条"),
        LicenceGround("altered", A.REPLACE, Text("变更", "altered"), "行政许可法 第四十九条"),
        LicenceGround("corrected", A.REPLACE, Text("更正", "corrected")),
        LicenceGround(RESTORED, A.REPLACE, Text("恢复效力，换发新版本", "stands again, as a new version")),
    )
}  # fmt: skip


def grounds_of(act: LicenceAct) -> tuple[LicenceGround, ...]:
    return tuple(one for one in GROUNDS.values() if one.act is act)


@dataclass(frozen=True, slots=True)
class LicenceChange:
    """One act on a licence. by: id of who did it. document: number of the decision. successor: identifier of what
    stands in its place, for a replacement only."""

    act: LicenceAct
    at: datetime
    by: str
    department: str
    ground: str
    article: str
    reason: str
    document: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a licence is after its changes, without the day. successor: "" while nothing stands in its place."""

    state: LicenceState = LicenceState.VALID
    successor: str = ""

    def on(self, day: date, *, valid_to: date | None) -> LicenceState:
        """Return the state on a day: what has not ended by an act ends with its last day."""
        runs = self.state in (S.VALID, S.SUSPENDED)
        return S.EXPIRED if runs and valid_to is not None and valid_to < day else self.state


class LicenceActImpossible(RuleBroken):
    """The state does not allow the act."""

    code = "licences.act_impossible"

    def __init__(self, act: LicenceAct, state: LicenceState) -> None:
        super().__init__(f"a licence that is {state} cannot be: {act}")
        self.act = act.label
        self.state = state.label


class LicenceGroundUnknown(RuleBroken):
    """The ground is not one that the law gives for this act."""

    code = "licences.ground_unknown"

    def __init__(self, act: LicenceAct, ground: str) -> None:
        super().__init__(f"{ground!r} is no ground for: {act}")
        self.act = act.label
        self.ground = ground


class LicenceReasonMissing(RuleBroken):
    """Ground, article and reason are written down for every act."""

    code = "licences.reason_missing"

    def __init__(self, missing: str) -> None:
        super().__init__(f"missing: {missing}")
        self.missing = missing


class RenewalNotLonger(RuleBroken):
    """A renewed licence runs on after its old last day (行政许可法 50)."""

    code = "licences.renewal_not_longer"

    def __init__(self, until: date | None) -> None:
        super().__init__(f"a renewed licence runs longer than until {until or 'without end'}")
        self.until = until


class AlterationEmpty(RuleBroken):
    """An altered licence says something else than before (行政许可法 49)."""

    code = "licences.alteration_empty"

    def __init__(self) -> None:
        super().__init__("the licence would say what it says already")


class SuccessorMissing(RuleBroken):
    """A replacement names what stands in its place, every other act names nothing."""

    code = "licences.successor_missing"

    def __init__(self, act: LicenceAct) -> None:
        super().__init__(f"{act}: a successor belongs to a replacement, and to nothing else")
        self.act = act.label


class LicenceNotValid(RuleBroken):
    """Only of a valid licence copies are made and shown."""

    code = "licences.not_valid"

    def __init__(self, state: LicenceState) -> None:
        super().__init__(f"the licence is {state}")
        self.state = state.label


class CopyEnded(RuleBroken):
    """An annotated copy is not shown after its last day."""

    code = "licences.copy_ended"

    def __init__(self, until: date) -> None:
        super().__init__(f"this copy ended on {until}")
        self.until = until


def decide(standing: Standing, change: LicenceChange, *, valid_to: date | None) -> LicenceChange:
    """Return the change with its article as it is to be kept.

    valid_to: last day of the licence, None without end.
    Raises LicenceActImpossible, LicenceGroundUnknown, LicenceReasonMissing, SuccessorMissing.
    """
    state = standing.on(change.at.date(), valid_to=valid_to)
    restored = change.act is A.REPLACE and change.ground == RESTORED
    if (state, change.act) not in GRAPH or standing.successor or restored != _needs_restoring(state, change):
        raise LicenceActImpossible(change.act, state)
    ground = GROUNDS.get(change.ground)
    if ground is None or ground.act is not change.act:
        raise LicenceGroundUnknown(change.act, change.ground)
    article = change.article or ground.article
    for name, value in (("article", article), ("reason", change.reason)):
        if is_blank(value):
            raise LicenceReasonMissing(name)
    if (change.act is A.REPLACE) != bool(change.successor):
        raise SuccessorMissing(change.act)
    return replace(change, article=article)


def _needs_restoring(state: LicenceState, change: LicenceChange) -> bool:
    return change.act is A.REPLACE and state in _TAKEN_BACK


def must_differ(
    ground: str, *, old: Mapping[str, Any], new: Mapping[str, Any], was_to: date | None, valid_to: date | None
) -> None:
    """Raises RenewalNotLonger for a renewal without a later last day, AlterationEmpty for an alteration of nothing.

    old, new: fields of the two versions. was_to, valid_to: their last days, None without end.
    Law: 行政许可法 49 (altered), 50 (renewed).
    """
    if ground == "renewed" and (was_to is None or (valid_to is not None and valid_to <= was_to)):
        raise RenewalNotLonger(was_to)
    if ground == "altered" and old == new:
        raise AlterationEmpty


def basis_of(*, leave: str | None, law: str, articles: Collection[str]) -> tuple["Basis", str]:
    """Return on what the data of a licence may be used, with its words. The holder's leave goes before a law.

    leave: its purpose, None without one. law: the article that the caller names, "" for none. articles: those on
    which the item of the case rests, as its definition cites them; nothing else is a law for it.
    Raises LeaveMissing, LawNotListed.
    """
    if leave is not None:
        return Basis.GRANT, leave
    if is_blank(law):
        raise LeaveMissing
    if law.strip() not in articles:
        raise LawNotListed(law.strip())
    return Basis.LAW, law.strip()


class LeaveMissing(NotAllowed):
    """Neither the holder nor a law that was named lets the actor's office use the data."""

    code = "licences.leave_missing"

    def __init__(self) -> None:
        super().__init__("the holder gave this office no leave, and no law was named")


class LawNotListed(NotAllowed):
    """The law that was named is none on which the item of the case rests."""

    code = "licences.law_not_listed"

    def __init__(self, law: str) -> None:
        super().__init__(f"the item does not rest on {law}")
        self.law = law


def evolve(standing: Standing, change: LicenceChange) -> Standing:
    """Return the standing after one change more. Refuses nothing: `decide` does."""
    states = {to for (_, act), to in GRAPH.items() if act is change.act}
    (state,) = states  # every act leads to one state, wherever it comes from
    return Standing(state, change.successor or standing.successor)


def fold(changes: Iterable[LicenceChange], *, begun: LicenceState = LicenceState.VALID) -> Standing:
    """Return the standing after all changes. begun: the state in which it was made or taken over."""
    standing = Standing(begun)
    for change in changes:
        standing = evolve(standing, change)
    return standing


class Basis(StrEnum):
    """On what leave the data of a licence are used."""

    CONSENT = "consent"  # given in the submission
    GRANT = "grant"  # given by the holder beforehand: to whom, which fields, for what, until when
    LAW = "law"  # a law names it

    @property
    def label(self) -> Text:
        return _BASES[self]


_BASES: Mapping[Basis, Text] = {
    Basis.CONSENT: Text("提交申请时的同意", "agreed to with the application"),
    Basis.GRANT: Text("持有人的授权", "leave given by the holder"),
    Basis.LAW: Text("法律规定", "a law"),
}


@dataclass(frozen=True, slots=True)
class LicenceGrant:
    """The leave of a holder: `to` (a department, or an organisation by name) may use `fields` for `purpose`.

    until: last day. fields: element ids of the licence. revoked_on: None while it stands.
    """

    id: str
    licence: str
    to: str
    fields: frozenset[str]
    purpose: str
    until: date
    given_on: date
    revoked_on: date | None = None

    def allows(self, *, to: str, on: date) -> bool:
        return self.to == to and self.revoked_on is None and self.given_on <= on <= self.until


@dataclass(frozen=True, slots=True)
class LicenceData:
    """What a case was told by a licence: fields only, never a picture. basis_text: purpose of the leave, or the article."""

    identifier: str
    label: Text
    fields: Mapping[str, Any]
    basis: Basis
    basis_text: str


@dataclass(frozen=True, slots=True)
class ReliedLicence:
    """A licence that a case was told by, as it stands now. keys: fields and materials of the case that rest on it."""

    identifier: str
    label: Text
    state: LicenceState
    why: Text
    keys: tuple[str, ...]
