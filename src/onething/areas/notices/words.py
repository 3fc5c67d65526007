"""The words of every kind of message, in two languages (`words.yaml`). What a message says is made from its facts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onething.core.codes import mask
from onething.core.source import Text

#: Facts that are the name of somebody: outside the platform they are shown covered.
NAMES = ("principal", "representative", "applicant", "who")
#: What may stand in an SMS.
SMS_FACTS = frozenset(
    {"points", "supplement_on", "items", "ends_on", "representative", "until", "on", "time"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """title, body: as the platform and a mail say it. sms: a part of one SMS. `{…}` are facts."""

    title: Text
    body: Text
    sms: Text
    urgent: bool = False


OTHER = Words(
    Text("有新消息", "News"),
    Text("请打开办件看看。", "Please open your application."),
    Text("有新消息", "news"),
)


@cache
def all_words() -> Mapping[str, Words]:
    """Return the words by kind of message, read once."""
    read = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return {kind: _words(data) for kind, data in read.items()}


def _words(data: Mapping[str, Any]) -> Words:
    texts = (Text(data[name]["zh"], data[name]["en"]) for name in ("title", "body", "sms"))
    return Words(*texts, urgent=data.get("urgent", False))


def words_of(kind: str) -> Words:
    return all_words().get(kind, OTHER)


def title_of(kind: str, facts: Mapping[str, Any]) -> Text:
    return _filled(words_of(kind).title, facts)


def body_of(kind: str, facts: Mapping[str, Any]) -> Text:
    return _filled(words_of(kind).body, facts)


def outside(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they may leave the platform: names covered."""
    return {name: mask(str(value), "name") if name in NAMES else value for name, value in facts.items()}


def short_parts(messages: Iterable[tuple[str, Mapping[str, Any]]], language: str) -> list[str]:
    """Return one short part for each kind among messages (kind, facts), what is urgent first, with the newest facts."""
    told = list(messages)
    counted = Counter(kind for kind, _ in told)
    newest = dict(told)
    kinds: Sequence[str] = sorted(counted, key=lambda kind: not words_of(kind).urgent)
    return [
        _filled(words_of(kind).sms, {**outside(newest[kind]), "items": counted[kind]}).say(language)
        for kind in kinds
    ]


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _filled(words: Text, facts: Mapping[str, Any]) -> Text:
    return Text(words.zh.format_map(_said(facts, "zh")), words.en.format_map(_said(facts, "en")))


def _said(facts: Mapping[str, Any], language: str) -> _Facts:
    """Facts as text; a mapping {zh, en} in the language, Chinese where there is no other."""
    return _Facts(
        (name, str(value.get(language) or value.get("zh", "")) if isinstance(value, Mapping) else str(value))
        for name, value in facts.items()
    )
