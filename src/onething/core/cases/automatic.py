"""Automatic approval 秒批: in which mode an item's rule works, which cases people look at, and what is told of a decision.

A rule only approves or hands over to a person. Before it counts it works in the shadow: it says what it would have said,
officers decide, and both are compared. A second person makes it live; anybody who may stops it at once.

Domain §3.19; 国办 on 收审分离 asks for none of this: that a machine never refuses, the shadow, the samples and the switch
are our own rules.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from onething.core.cases.errors import ModeNotAllowed, ReasonMissing, SecondPersonNeeded, ShareNotAllowed
from onething.core.cases.parts import RuleReceipt, TraceLine
from onething.core.rules import Condition, Labels, explain
from onething.core.source import Text
from onething.core.values import is_blank

#: Instead of an item: every item at once.
EVERY_ITEM = "*"


class Mode(StrEnum):
    OFF = "off"  # people decide
    SHADOW = "shadow"  # the rule says what it would say, people decide
    LIVE = "live"  # the rule grants
    KILLED = "killed"  # stopped in an emergency; people decide

    @property
    def label(self) -> Text:
        return _MODES[self]


_MODES = {
    Mode.OFF: Text("不用规则，由人办", "off: people decide"),
    Mode.SHADOW: Text("试运行：只比对，由人决定", "shadow: compared, people decide"),
    Mode.LIVE: Text("自动审批", "live: the rule grants"),
    Mode.KILLED: Text("紧急停用", "killed"),
}


class Sampling(StrEnum):
    """When a person looks at a sampled case."""

    BEFORE = "before"  # instead of the rule
    AFTER = "after"  # the rule grants, and a person checks it


class Said(StrEnum):
    GRANT = "grant"
    PERSON = "person"  # handed over to a person


@dataclass(frozen=True, slots=True)
class Setting:
    """How the rule of an item works now. share: percent of cases that people look at. seed: of the draw.

    rule: text of the rule for which it was set; another rule has to go through the shadow again.
    """

    mode: Mode
    share: int = 0
    sampling: Sampling = Sampling.AFTER
    seed: str = ""
    rule: str = ""


#: An item whose package lets a rule approve, and for which nobody set anything: it says what it would say.
AS_PUBLISHED = Setting(Mode.SHADOW)


def own_of(setting: Setting | None, rule: str) -> Setting:
    """Return the item's own setting under the rule of its version: what was made live for another one is in the shadow."""
    if setting is None:
        return AS_PUBLISHED
    return (
        replace(setting, mode=Mode.SHADOW) if setting.mode is Mode.LIVE and setting.rule != rule else setting
    )


def effective(own: Setting | None, every: Setting | None, rule: str) -> Setting:
    """Return what counts for an item: a switch for every item at once goes before its own setting."""
    return Setting(Mode.KILLED) if every is not None and every.mode is Mode.KILLED else own_of(own, rule)


def is_sampled(case: str, setting: Setting) -> bool:
    """Whether people look at this case: the same answer however often it is asked, and unknown without the seed."""
    drawn = int.from_bytes(hashlib.sha256(f"{setting.seed}/{case}".encode()).digest()[:8])
    return drawn % 100 < setting.share


def may_set(
    now: Setting, wanted: Setting, *, reason: str, proposed_by: str, confirmed_by: str | None, compared: int
) -> None:
    """Refuse a change of the setting that is not allowed.

    confirmed_by: None for a change by one person: stopping, switching off, into the shadow, more samples. What lets a
    rule decide more, or be looked at less, needs a second person; live comes after the shadow, with at least one case compared.
    Raises ReasonMissing, ShareNotAllowed, ModeNotAllowed, SecondPersonNeeded.
    """
    if is_blank(reason):
        raise ReasonMissing(case="")
    if not 0 <= wanted.share <= 100:
        raise ShareNotAllowed(share=wanted.share)
    becomes_live = wanted.mode is Mode.LIVE and now.mode is not Mode.LIVE
    if becomes_live and (now.mode is not Mode.SHADOW or compared == 0):
        raise ModeNotAllowed(now=now.mode.label, wanted=wanted.mode.label)
    if needs_second(now, wanted) and (confirmed_by is None or confirmed_by == proposed_by):
        raise SecondPersonNeeded(case="")


def needs_second(now: Setting, wanted: Setting) -> bool:
    """Whether a change lets the rule decide more, or people look at less of it."""
    if wanted.mode is not Mode.LIVE:
        return False
    fewer = wanted.share < now.share or (
        now.sampling is Sampling.BEFORE and wanted.sampling is Sampling.AFTER
    )
    return now.mode is not Mode.LIVE or fewer


@dataclass(frozen=True, slots=True)
class Datum:
    """One value that a condition may ask for, and where it is from. source: "answer:Q", "share:S" or "result:CASE"."""

    value: Any
    label: Text
    said: Text
    source: str
    source_name: Text
    as_of: date | None = None


def receipt_of(rule: Condition, version: str, known: Mapping[str, Datum], labels: Labels) -> RuleReceipt:
    """Return rule, sentence and every datum that it asked for, each with its source and time.

    version: hash of the item. Only data that the rule names are in it.
    """
    values = {name: one.value for name, one in known.items()}
    zh, en = explain(rule, values, labels), explain(rule, values, labels, "en")
    deciding = frozenset(zh.names)
    return RuleReceipt(
        rule=rule.text,
        version=version,
        sentence=Text(zh.text, en.text),
        lines=tuple(
            TraceLine(
                name,
                known[name].label,
                known[name].said,
                known[name].source,
                known[name].source_name,
                known[name].as_of,
                name in deciding,
            )
            for name in sorted(rule.names)
            if name in known
        ),
    )


def agreement(pairs: Iterable[tuple[Said, str]]) -> tuple[int, int]:
    """Return how many of (what the rule said, outcome by a person) agree, and how many there are.

    The rule agrees with a person where both grant, or where it would have handed over what was not simply granted.
    """
    found = [(said is Said.GRANT) == (outcome == "granted") for said, outcome in pairs]
    return sum(found), len(found)
