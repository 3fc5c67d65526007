"""Reads one mapping of a package key by key, typed, and says what is wrong with each value where it stands."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from onething.core.catalogue.findings import Findings, nearest, shown
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_
from onething.core.catalogue.shapes import TEXT, Shape
from onething.core.source import Text, Where

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
ELEMENT_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
CHOICE_ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
PLACE = re.compile(r"[a-z][a-z0-9_-]*\Z")

PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\.[A-Za-z0-9]+)?\Z")

#: What each pattern asks for, as findings say it.
PATTERNS = {
    ID: (
        "小写字母开头，只含小写字母、数字和“-”",
        "begins with a-z and has only a-z, 0-9 and '-' between them",
    ),
    ELEMENT_ID: (
        "两段名称中间一个点，如 person.id_number",
        "two names with one dot, such as person.id_number",
    ),
    NAME: ("小写字母开头，只含小写字母、数字和“_”", "begins with a-z and has only a-z, 0-9 and '_'"),
    CHOICE_ID: ("只含小写字母、数字、“_”和“-”", "has only a-z, 0-9, '_' and '-'"),
    PATH: (
        "是包内的路径，如 samples/id-card.pdf",
        "is a path inside the package, such as samples/id-card.pdf",
    ),
    PLACE: (
        "小写字母开头，只含小写字母、数字、“_”和“-”",
        "begins with a-z and has only a-z, 0-9, '_' and '-'",
    ),
}

LONGEST_ID = 80

E = TypeVar("E", bound=StrEnum)


class Form:
    """One mapping of a file. Every getter says what is wrong and returns something harmless, so that reading goes on.

    name: what the mapping is about, for messages ("hardship-allowance"). at: where that name stands, if not inside.
    """

    def __init__(
        self, found: Findings, node: Mapping_, shape: Shape, name: str = "", at: Where | None = None
    ) -> None:
        self.found, self.node, self.shape, self.name = found, node, shape, name
        self.at = node.at if at is None else at
        self._values = {key.text: value for key, value in node.entries}
        self._keys = {key.text: key.at for key, _ in node.entries}
        self._check_keys()

    def _check_keys(self) -> None:
        zh, en = self._called()
        meant: set[str] = set()
        for key, at in self._keys.items():
            if key not in self.shape.keys:
                if len(meant) < len(self.shape.keys):
                    meant.add(nearest(key, self.shape.keys))
                what, do = self.found.hint(key, self.shape.keys)
                self.found.error(
                    "unknown_key",
                    at,
                    f"{zh}没有“{shown(key)}”这个键；{what}",
                    f"{en} has no key {shown(key)!r}; {do}",
                )
        self.must_have(key for key in self.shape.must if key not in meant)
        if (node := self._values.get("because")) is not None and not (
            isinstance(node, Mapping_) and self.shape.reasons
        ):
            self.text_value(node, "because")
        if (node := self._values.get("source")) is not None:
            self.text_value(node, "source")

    def give(self, key: str, node: Node | None) -> None:
        """Put a value where the file has none."""
        if node is not None and not self.has(key):
            self._values[key] = node

    def must_have(self, keys: Iterable[str]) -> None:
        """Say which of these keys are not there."""
        zh, en = self._called()
        for key in keys:
            if key not in self._values and not self.node.broken:
                self.found.error(
                    "missing_key",
                    self.at,
                    f"{zh}缺少“{key}”；请补上这一行。",
                    f"{en} needs {key!r}; add it.",
                )

    def _called(self) -> tuple[str, str]:
        if self.name:
            return f"{self.shape.zh}“{shown(self.name)}”", f"{self.shape.en} ({shown(self.name)})"
        return self.shape.zh, self.shape.en

    def has(self, key: str) -> bool:
        """Say whether the key is there with a value; null is as if it were not written."""
        node = self._values.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.value is None)

    def get(self, key: str) -> Node | None:
        return self._values[key] if self.has(key) else None

    def place(self, key: str) -> Where:
        """Return where the value of a key stands, the mapping itself if it is not there."""
        node = self._values.get(key)
        return self.at if node is None else node.at

    def wrong(self, key: str, node: Node, zh: str, en: str, *, code: str = "wrong_type") -> None:
        """Say that a value is not what the key needs. zh, en: what it needs."""
        now_zh, now_en = describe(node)
        self.found.error(
            code,
            node.at,
            f"“{key}”应当是{zh}，这里写的是{now_zh}；请改正。",
            f"{key!r} needs {en}, but here is {now_en}; correct it.",
        )

    # single values

    def string(self, key: str, default: str = "") -> str:
        """Return a text in one language as written; a number without quotes counts by its digits."""
        node = self._values.get(key)
        if node is None:
            return default
        text = self.text_value(node, key)
        return default if text is None else text

    def text_value(self, node: Node, key: str) -> str | None:
        """Return the text of a node, None with a finding if it has none."""
        if isinstance(node, Scalar) and node.value is not None and node.text.strip():
            return node.text.strip()
        self.wrong(key, node, "一段不空的文字", "a text that is not empty")
        return None

    def text(self, key: str) -> Text:
        return self.optional_text(key) or Text("")

    def optional_text(self, key: str) -> Text | None:
        node = self._values.get(key)
        return None if node is None else self.text_of(node, key)

    def text_of(self, node: Node, key: str) -> Text | None:
        """Return a text of one or two languages, None with a finding if it is neither."""
        if isinstance(node, Mapping_):
            form = Form(self.found, node, TEXT, key)
            return Text(form.string("zh"), form.string("en"))
        text = self.text_value(node, key)
        return None if text is None else Text(text)

    def integer(
        self, key: str, default: int = 0, *, least: int | None = None, most: int | None = None
    ) -> int:
        node = self.get(key)
        return default if node is None else self._integer_of(node, key, least, most, default)

    def optional_integer(self, key: str, *, least: int | None = None, most: int | None = None) -> int | None:
        node = self.get(key)
        return None if node is None else self._integer_of(node, key, least, most, 0)

    def _integer_of(self, node: Node, key: str, least: int | None, most: int | None, default: int) -> int:
        if not isinstance(node, Scalar) or isinstance(node.value, bool) or not isinstance(node.value, int):
            self.wrong(key, node, "一个整数", "a whole number")
            return default
        if (least is not None and node.value < least) or (most is not None and node.value > most):
            zh, en = f"不小于 {least} 的整数", f"a whole number of at least {least}"
            if most is not None:
                zh, en = f"{least} 到 {most} 的整数", f"a whole number from {least} to {most}"
            self.wrong(key, node, zh, en, code="bad_value")
            return default
        return node.value

    def flag(self, key: str, default: bool = False) -> bool:
        node = self.get(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.wrong(key, node, " true 或 false", "true or false")
        return default

    def day(self, key: str) -> date | None:
        node = self.get(key)
        return None if node is None else self.day_of(node, key)

    def day_of(self, node: Node, key: str) -> date | None:
        if isinstance(node, Scalar) and (value := as_day(node.text)) is not None:
            return value
        self.wrong(key, node, "存在的日期，写作 2026-03-05", "a day that exists, written 2026-03-05")
        return None

    def one_of(self, key: str, names: Iterable[str], default: str = "") -> str:
        """Return a value of a closed list."""
        node = self._values.get(key)
        if node is None:
            return default
        return self.value_of(node, key, list(names)) or default

    def value_of(self, node: Node, key: str, names: list[str]) -> str:
        """Return the text of a node if it is one of the names, "" with a finding if not."""
        text = self.text_value(node, key)
        if text is None or text in names:
            return text or ""
        what, do = self.found.hint(text, names)
        self.found.error(
            "bad_value",
            node.at,
            f"“{key}”不能是“{shown(text)}”；{what}",
            f"{key!r} cannot be {shown(text)!r}; {do}",
        )
        return ""

    def member(self, key: str, kind: type[E], default: E) -> E:
        """Return a member of an enumeration."""
        text = self.one_of(key, [one.value for one in kind])
        return kind(text) if text else default

    def identifier(self, key: str, pattern: re.Pattern[str] = ID) -> str:
        """Return an id of the given pattern, "" with a finding if it is none."""
        node = self._values.get(key)
        if node is None:
            return ""
        text = self.text_value(node, key)
        return text if text and self.check_id(text, node.at, pattern) else ""

    def check_id(self, text: str, at: Where, pattern: re.Pattern[str] = ID) -> bool:
        return check_id(self.found, text, at, pattern)

    # several values

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return the parts of a list; nothing, with a finding, if it is none."""
        node = self.get(key)
        if node is None:
            if key in self._values and key in self.shape.must:
                self.wrong(key, self._values[key], "列表", "a list")
            return ()
        if isinstance(node, Sequence_):
            if not node.items and key in self.shape.must:
                self.wrong(key, node, "至少一项的列表", "a list with at least one part", code="bad_value")
            return node.items
        self.wrong(key, node, "列表，写作 [甲, 乙]", "a list, written [one, two]")
        return ()

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        if not self.has(key):
            return default
        texts = (self.text_value(node, key) for node in self.nodes(key))
        return tuple(text for text in texts if text is not None)

    def marked(self, key: str) -> tuple[tuple[str, Where], ...]:
        """Return the texts of a list, each with its place and only once."""
        seen: dict[str, Where] = {}
        for node in self.nodes(key):
            text = self.text_value(node, key)
            if text is None:
                continue
            if text in seen:
                self.found.error(
                    "duplicate_id",
                    node.at,
                    f"“{shown(text)}”在“{key}”里写了两次；请删除一个。",
                    f"{shown(text)!r} stands twice in {key!r}; delete one.",
                )
            else:
                seen[text] = node.at
        return tuple(seen.items())

    def some_of(self, key: str, names: Iterable[str], default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the values of a list, each of a closed list."""
        if not self.has(key):
            return default
        known = list(names)
        chosen = (self.value_of(node, key, known) for node in self.nodes(key))
        return tuple(dict.fromkeys(name for name in chosen if name))

    def forms(self, key: str, shape: Shape) -> tuple["Form", ...]:
        """Return the mappings of a list."""
        return tuple(
            form for node in self.nodes(key) if (form := form_of(self.found, node, shape, key)) is not None
        )

    def form(self, key: str, shape: Shape) -> "Form | None":
        node = self.get(key)
        return None if node is None else form_of(self.found, node, shape, key)

    def pairs(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """Return the entries of a mapping whose keys are free."""
        node = self.get(key)
        if node is None:
            return ()
        if isinstance(node, Mapping_):
            return node.entries
        self.wrong(key, node, "映射，写作 {键: 值}", "a mapping, written {key: value}")
        return ()

    def because(self) -> str:
        """Return the recorded reason beside this line."""
        node = self._values.get("because")
        return node.text.strip() if isinstance(node, Scalar) and node.value is not None else ""

    def reasons(self) -> dict[str, str]:
        """Return the recorded reasons by the code of the finding; "*" is for any."""
        node = self._values.get("because")
        if not isinstance(node, Mapping_):
            return {"*": text} if (text := self.because()) else {}
        pairs = ((key.text, self.text_value(value, f"because.{key.text}")) for key, value in node.entries)
        return {code: text for code, text in pairs if text is not None}


def form_of(
    found: Findings, node: Node, shape: Shape, key: str, *, name: str = "", at: Where | None = None
) -> Form | None:
    """Return the form of a node, None with a finding if it is no mapping."""
    if isinstance(node, Mapping_):
        return Form(found, node, shape, name, at)
    zh, en = describe(node)
    found.error(
        "wrong_type",
        node.at,
        f"“{shown(key)}”应当是{shape.zh}的映射（键: 值），这里写的是{zh}；请改正。",
        f"{shown(key)!r} needs a mapping (key: value) for {shape.en}, but here is {en}; correct it.",
    )
    return None


def check_id(found: Findings, text: str, at: Where, pattern: re.Pattern[str]) -> bool:
    """Say so if a text is not an id of the pattern."""
    if pattern.match(text) and len(text) <= LONGEST_ID:
        return True
    zh, en = PATTERNS[pattern]
    found.error(
        "bad_id",
        at,
        f"“{shown(text)}”不能用作标识；标识{zh}，最长 {LONGEST_ID} 个字符。",
        f"{shown(text)!r} cannot be an id: an id {en}, at most {LONGEST_ID} characters.",
    )
    return False


def describe(node: Node) -> tuple[str, str]:
    """Return what a node is, for a message."""
    if isinstance(node, Mapping_):
        return "映射", "a mapping"
    if isinstance(node, Sequence_):
        return "列表", "a list"
    if node.value is None:
        return "空值", "nothing"
    return f"“{shown(node.text)}”", repr(shown(node.text))


def as_day(text: str) -> date | None:
    """Return the day that a text of the form 2026-03-05 names, None if there is none."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def scalar_as(node: Node, accept: Callable[[Scalar], Any]) -> Any:
    """Return what `accept` makes of a scalar, None if the node is none."""
    return accept(node) if isinstance(node, Scalar) else None


def as_decimal(node: Scalar) -> Decimal | None:
    if isinstance(node.value, bool) or not isinstance(node.value, int | Decimal):
        return None
    return Decimal(node.value)
