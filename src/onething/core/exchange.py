"""Looking something up at another department: who may, what may be asked, and how an answer is read.

A look-up carries the items and roles that need it. Only what a grant covers for every one of them is asked, and only
what was asked is kept from an answer. What cannot be read degrades to "please upload or type", with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from onething.core.catalogue.model import Fact
from onething.core.catalogue.words import Constraints, Element, Share
from onething.core.source import Text
from onething.core.values import FieldProblem, parse_value


class Outcome(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NO_GRANT = "no_grant"
    NO_CONSENT = "no_consent"
    DOWN = "down"  # no connection, or its breaker is open
    SLOW = "slow"  # no answer in time
    UNREADABLE = "unreadable"  # nonsense, or values that cannot be


#: More of one role than this no source is asked about.
MOST_BEARERS = 200
#: The source gave nothing, and might another time.
AWAY = frozenset({Outcome.DOWN, Outcome.SLOW, Outcome.UNREADABLE})


@dataclass(frozen=True, slots=True)
class LookUp:
    """One question to one share about one bearer of one role.

    subject: citizen number, or key of another document, of the person who is in front of us. role, bearer: whose data,
    as the scene calls it; bearer counts from 1, 0 for a role of one. asks: (name of a field, fact or material, item,
    the item's own role), once for each item that needs it; for a fact the role does not matter. ref: draft or application for which the consent was given.
    """

    share: str
    subject: str = field(repr=False)
    name: str = field(repr=False)
    scene: str
    asks: tuple[tuple[str, str, str], ...]
    role: str = "applicant"
    bearer: int = 0
    fields: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    ref: str = ""
    case: str = ""
    record: int = 0  # which one of the source's own is meant, where that is not `bearer`


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a look-up. reason: for the person, why it must be typed or uploaded after all."""

    share: str
    outcome: Outcome
    role: str = "applicant"
    bearer: int = 0
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    materials: tuple[str, ...] = ()
    as_of: date | None = None
    reason: Text | None = None
    refused: tuple[str, ...] = ()  # names whose values could not be read
    bearers: int = 0  # of this role the source knows so many, 0 = it does not say

    @property
    def found(self) -> bool:
        return self.outcome is Outcome.ANSWERED


@dataclass(frozen=True, slots=True)
class Covered:
    """The part of a look-up that grants cover on a day; empty if none does."""

    fields: tuple[str, ...]
    facts: tuple[str, ...]
    materials: tuple[str, ...]
    purpose: Text

    def __bool__(self) -> bool:
        return bool(self.fields or self.facts or self.materials)


def covered(share: Share, asked: LookUp, *, on: date) -> Covered:
    """Return what may be asked: every datum that a grant, still in force, covers for each asking item and role.

    A fact goes with any grant of the share for one of the items. The last day of a grant is included.
    """
    grants = [one for one in share.grants if one.until is None or on <= one.until]
    askers: dict[str, list[tuple[str, str]]] = {}
    for name, item, role in asked.asks:
        askers.setdefault(name, []).append((item, role))

    def by_all(name: str, *, material: bool) -> bool:
        return name in askers and all(
            any(
                item in one.items
                and (not one.roles or role in one.roles)
                and name in (one.materials if material else one.fields)
                for one in grants
            )
            for item, role in askers[name]
        )

    def by_any(name: str) -> bool:
        return any(item in one.items for item, _ in askers.get(name, ()) for one in grants)

    items = {item for _, item, _ in asked.asks}
    own = [one for one in grants if items & set(one.items)]
    return Covered(
        tuple(one for one in asked.fields if one in share.fields and by_all(one, material=False)),
        tuple(one for one in asked.facts if one in share.facts and by_any(one)),
        tuple(one for one in asked.materials if one in share.materials and by_all(one, material=True)),
        own[0].purpose if own else share.label,
    )


@dataclass(frozen=True, slots=True)
class Question:
    """What goes over the wire to one department system."""

    system: str
    share: str
    request: str
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the decoded body, or why there is none. milliseconds: how long it took."""

    outcome: Outcome
    body: Any = field(default=None, repr=False)
    milliseconds: int = 0


class DepartmentSystems(Protocol):
    def ask(self, questions: Sequence[Question], *, budget: float) -> Sequence[Reply]:
        """Ask all at once; answers in the order of the questions, none later than `budget` seconds."""
        ...


_REASONS = {
    Outcome.NOT_FOUND: ("{who}没有查到相关记录，请自己填写或上传。", "{who} has no record; please type or upload it."),
    Outcome.NO_GRANT: ("没有向{who}查询这项信息的授权，请自己填写或上传。", "There is no grant to look this up at {who}; please type or upload it."),
    Outcome.NO_CONSENT: ("您没有同意向{who}查询，请自己填写或上传。", "You have not agreed to a look-up at {who}; please type or upload it."),
    Outcome.DOWN: ("{who}的系统现在连不上，请先自己填写或上传。", "The system of {who} cannot be reached now; please type or upload it."),
    Outcome.SLOW: ("{who}的系统没有及时回复，请先自己填写或上传。", "The system of {who} did not answer in time; please type or upload it."),
    Outcome.UNREADABLE: ("{who}返回的信息读不懂，没有采用，请自己填写或上传。", "What {who} answered could not be read and was not used; please type or upload it."),
}  # fmt: skip


_SILENCES: Mapping[str, Text] = {
    Outcome.NOT_FOUND: Text("没有查到记录", "no record found"),
    Outcome.NO_GRANT: Text("没有查询授权", "no grant to look it up"),
    Outcome.NO_CONSENT: Text("申请人没有同意查", "the applicant did not agree to a look-up"),
    Outcome.DOWN: Text("系统连不上", "the system could not be reached"),
    Outcome.SLOW: Text("没有及时回复", "no answer in time"),
    Outcome.UNREADABLE: Text("返回的内容读不懂", "the answer could not be read"),
}


def why_silent(outcome: str) -> Text:
    """Return in a word, for who works with it, why a source gave nothing; `reason` tells the person what to do instead."""
    return _SILENCES.get(outcome, Text(outcome, outcome))


def reason(outcome: Outcome, share: Share) -> Text | None:
    """Return why nothing came, in words for the person; None for an answer."""
    if outcome is Outcome.ANSWERED:
        return None
    zh, en = _REASONS[outcome]
    return Text(zh.format(who=f"“{share.label.zh}”"), en.format(who=f"“{share.label.say('en')}”"))


def read_answer(
    share: Share,
    asked: LookUp,
    allowed: Covered,
    reply: Reply,
    *,
    elements: Mapping[str, Element],
    facts: Mapping[str, Fact],
    on: date,
) -> Answer:
    """Return what a reply says. Anything not asked for is dropped; a value that a form would refuse is not used.

    elements, facts: definitions by id. A reply of which nothing can be read is `unreadable`.
    """

    def nothing(outcome: Outcome) -> Answer:
        return Answer(share.id, outcome, asked.role, asked.bearer, reason=reason(outcome, share))

    if reply.outcome is not Outcome.ANSWERED:
        return nothing(reply.outcome)
    body = reply.body
    if not isinstance(body, dict) or not isinstance(body.get("found"), bool):
        return nothing(Outcome.UNREADABLE)
    if not body["found"]:
        return nothing(Outcome.NOT_FOUND)
    as_of = _day(body.get("as_of"))
    parts = [body.get("fields", {}), body.get("facts", {})]
    papers = body.get("materials", [])
    if (
        as_of is None
        or as_of > on
        or not all(isinstance(one, dict) for one in parts)
        or not isinstance(papers, list)
    ):
        return nothing(Outcome.UNREADABLE)
    values: dict[str, Any] = {}
    known: dict[str, Any] = {}
    refused: list[str] = []
    for id in allowed.fields:
        if (raw := parts[0].get(id)) is None:
            continue
        try:
            values[id] = parse_value(elements[id], raw, Constraints(), on=on)
        except FieldProblem:
            refused.append(id)
    for id in allowed.facts:
        if (raw := parts[1].get(id)) is None:
            continue
        fact = _fact(facts[id], raw) if id in facts else None
        if fact is None:
            refused.append(id)
        else:
            known[id] = fact
    materials = tuple(one for one in allowed.materials if one in papers)
    if refused and not (values or known or materials):
        answer = nothing(Outcome.UNREADABLE)
        return Answer(
            answer.share,
            answer.outcome,
            asked.role,
            asked.bearer,
            reason=answer.reason,
            refused=tuple(refused),
        )
    why = reason(Outcome.UNREADABLE, share) if refused else None
    return Answer(
        share.id,
        Outcome.ANSWERED,
        asked.role,
        asked.bearer,
        values,
        known,
        materials,
        as_of,
        why,
        tuple(refused),
        _count(body.get("bearers")),
    )


def _count(raw: Any) -> int:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= MOST_BEARERS else 0


def _day(raw: Any) -> date | None:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _fact(fact: Fact, raw: Any) -> Any:
    """Return the value of a fact as its type says, None if it is none."""
    if fact.type == "bool":
        return raw if isinstance(raw, bool) else None
    if fact.type == "int":
        return raw if type(raw) is int else None
    if fact.type == "choice":
        return raw if isinstance(raw, str) and raw in fact.choices else None
    if fact.type == "date":
        return _day(raw)
    try:
        return Decimal(str(raw)) if type(raw) in (int, float, str) else None
    except InvalidOperation:
        return None


#: A system is left alone after so many failures one after the other, or after failing for so long.
MOST_FAILURES, LONGEST_FAILING = 5, timedelta(seconds=10)
#: After so long one question is let through to see whether it is back.
REST = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Whether a department system is asked at all. Moments are seconds of any steady clock.

    failures: one after the other; since: the first of them; opened: when it was given up, None while it is asked.
    """

    failures: int = 0
    since: float = 0.0
    opened: float | None = None

    def lets_through(self, at: float) -> bool:
        """A system that was given up is tried again after the rest."""
        return self.opened is None or at - self.opened >= REST.total_seconds()

    def after(self, at: float, *, answered: bool) -> "Breaker":
        """Return the breaker after one question. An answer closes it, a failure while it is tried opens it anew."""
        if answered:
            return Breaker()
        failures, since = self.failures + 1, self.since if self.failures else at
        gives_up = (
            self.opened is not None
            or failures >= MOST_FAILURES
            or (failures > 1 and at - since >= LONGEST_FAILING.total_seconds())
        )
        return Breaker(failures, since, at if gives_up else None)
