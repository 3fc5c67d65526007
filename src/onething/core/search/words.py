"""Words of people beside words of offices: what item managers keep as data, read from `words.yaml` with every finding.

The format is drawn in docs/search.md. A meaning is written `公积金 提取 / 住房 贷款`: alternatives parted by "/", each of words
that belong together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onething.core.catalogue.findings import Findings, nearest
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_, read_yaml
from onething.core.findings import Finding
from onething.core.search.folding import fold
from onething.core.source import Where

#: What stands between two pieces of a wording that may have other words between them: 卡…丢了.
GAP = "…"
#: Characters of one wording and of one telling, wordings of one file.
MOST_CHARACTERS, MOST_TOLD = 30, 60
MOST_WORDINGS = 50_000

Meaning = tuple[str, ...]  # words that belong together


@dataclass(frozen=True)
class Words:
    """means: wording → what it may mean, the likeliest first; same: groups of words that stand for each other.

    told: a whole sentence in which somebody tells it → what it may mean; compared by likeness, not word for word.
    acts: word of an office for what is done (补领) → how people say it; begins: those acts that are meant when none is
    said. ignored: words that say nothing about the matter; light: words of many matters. other: words of matters that no office has. places: name →
    division code; crossing: words of matters between two places (转回, 异地). apart: what is written together and is two words. asked_as: kind → key → wordings of that one document. All folded, simplified characters.
    """

    means: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    told: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    same: tuple[tuple[str, ...], ...] = ()
    acts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    begins: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    crossing: frozenset[str] = frozenset()
    apart: tuple[tuple[str, str], ...] = ()
    asked_as: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def joined(self, more: "Words") -> "Words":
        """Return these words and those of `more`, whose meanings come first and whose places win."""
        asked = {kind: dict(keys) for kind, keys in self.asked_as.items()}
        for kind, keys in more.asked_as.items():
            asked.setdefault(kind, {}).update(keys)
        return Words(
            _first(more.means, self.means),
            _first(more.told, self.told),
            (*self.same, *more.same),
            (*self.acts, *more.acts),
            self.begins | more.begins,
            self.ignored | more.ignored,
            self.light | more.light,
            self.other | more.other,
            {**self.places, **more.places},
            self.crossing | more.crossing,
            (*self.apart, *more.apart),
            asked,
        )


def _first(
    one: Mapping[str, tuple[Meaning, ...]], other: Mapping[str, tuple[Meaning, ...]]
) -> dict[str, tuple[Meaning, ...]]:
    """Return what wordings mean in both, the meanings of `one` first."""
    joined = dict(other)
    for wording, meanings in one.items():
        joined[wording] = tuple(dict.fromkeys((*meanings, *other.get(wording, ()))))
    return joined


def read_words(file: str, data: bytes, found: Findings | None = None) -> tuple[Words, tuple[Finding, ...]]:
    """Read a file of words. Never raises for bad content: what cannot be used is left out and said with its line.

    found: where the findings are kept together with others.
    """
    found = Findings() if found is None else found
    root = read_yaml(file, data, found)
    words = _Reader(found).read(root) if root is not None else Words()
    return words, found.all()


class _Reader:
    PARTS = (
        "means",
        "told",
        "same",
        "acts",
        "begins",
        "ignored",
        "light",
        "other",
        "places",
        "crossing",
        "apart",
        "asked_as",
    )

    def __init__(self, found: Findings) -> None:
        self.found, self.count = found, 0

    def read(self, root: Node) -> Words:
        if not isinstance(root, Mapping_):
            self._wrong(root.at, "各部分的映射（means、same …）", "a mapping of its parts (means, same …)")
            return Words()
        for key, _ in root.entries:
            if key.text not in self.PARTS:
                like = nearest(key.text, self.PARTS)
                self.found.error(
                    "unknown_key",
                    key.at,
                    f"词表没有“{key.text}”这一部分；可用：{'、'.join(self.PARTS)}"
                    + (f"，是不是“{like}”？" if like else "。"),
                    f"Words have no part {key.text!r}; there are {', '.join(self.PARTS)}"
                    + (f"; did you mean {like}?" if like else "."),
                )
        acts = []
        for key, node in self._pairs(root.get("acts")):
            official = self._split(key.text, key.at)
            acts.append((official, tuple(dict.fromkeys((*official, *self._words(node))))))
        return Words(
            means=self._meant(root.get("means"), MOST_CHARACTERS),
            told=self._meant(root.get("told"), MOST_TOLD),
            same=tuple(some for line in self._list(root.get("same")) if len(some := self._words(line)) > 1),
            acts=tuple(acts),
            begins=frozenset(self._flat(root.get("begins"))),
            ignored=frozenset(self._flat(root.get("ignored"))),
            light=frozenset(self._flat(root.get("light"))),
            other=frozenset(self._flat(root.get("other"))),
            places=self._places(root.get("places")),
            crossing=frozenset(self._flat(root.get("crossing"))),
            apart=tuple(pair for line in self._list(root.get("apart")) for pair in self._pieces(line)),
            asked_as={
                kind.text: {key.text: tuple(self._words(some)) for key, some in self._pairs(node)}
                for kind, node in self._pairs(root.get("asked_as"))
            },
        )

    def _meant(self, node: Node | None, most: int) -> dict[str, tuple[Meaning, ...]]:
        """Return what each wording may mean. most: characters of one."""
        meant: dict[str, list[Meaning]] = {}
        for key, line in self._pairs(node):
            meanings = self._meanings(key)
            for wording in self._words(line, most):
                meant.setdefault(wording, []).extend(meanings)
        return {wording: tuple(dict.fromkeys(some)) for wording, some in meant.items()}

    def _pairs(self, node: Node | None) -> Iterable[tuple[Scalar, Node]]:
        if node is None or isinstance(node, Mapping_):
            return node.entries if node else ()
        self._wrong(node.at, "映射（左边：右边）", "a mapping")
        return ()

    def _list(self, node: Node | None) -> Iterable[Node]:
        if node is None:
            return ()
        return node.items if isinstance(node, Sequence_) else (node,)

    def _flat(self, node: Node | None) -> list[str]:
        return [word for line in self._list(node) for word in self._words(line)]

    def _words(self, node: Node, most: int = MOST_CHARACTERS) -> tuple[str, ...]:
        """Return the wordings of a line, or of a list of lines: parted by spaces."""
        some = [word for line in self._list(node) for word in self._line(line, most)]
        return tuple(dict.fromkeys(some))

    def _line(self, node: Node, most: int) -> tuple[str, ...]:
        if isinstance(node, Scalar) and node.text:
            return self._split(node.text, node.inside, most)
        self._wrong(node.at, "用空格隔开的词语", "words with spaces between them")
        return ()

    def _split(self, text: str, at: Where, most: int = MOST_CHARACTERS) -> tuple[str, ...]:
        made = []
        for word in text.split():
            folded = GAP.join(fold(piece).replace(" ", "") for piece in word.split(GAP))
            self.count += 1
            if not folded.strip(GAP) or len(folded) > most or self.count > MOST_WORDINGS:
                self.found.error(
                    "bad_value",
                    at,
                    f"“{word[:40]}”不能作为词语：要有 1 至 {most} 个文字，整份词表最多 {MOST_WORDINGS} 个。",
                    f"{word[:40]!r} is no wording: 1 to {most} characters, {MOST_WORDINGS} in all.",
                )
                continue
            made.append(folded)
        return tuple(made)

    def _pieces(self, node: Node) -> Iterator[tuple[str, str]]:
        """Give the two pieces of each word of a line: 身份/证明."""
        for word in node.text.split() if isinstance(node, Scalar) else ():
            first, _, second = word.partition("/")
            if fold(first) and fold(second):
                yield fold(first), fold(second)
            else:
                self._wrong(node.at, "用“/”分开的两段（身份/证明）", "two pieces with a '/' between them")

    def _meanings(self, key: Scalar) -> list[Meaning]:
        some = [self._split(part, key.at) for part in key.text.split("/")]
        return [one for one in some if one]

    def _places(self, node: Node | None) -> dict[str, str]:
        places = {}
        for code, names in self._pairs(node):
            if not (code.text.isdigit() and len(code.text) in (2, 4, 6, 9, 12)):
                self._wrong(
                    code.at,
                    "区划代码（2、4、6、9 或 12 位数字）",
                    "a division code of 2, 4, 6, 9 or 12 digits",
                )
                continue
            for name in self._words(names):
                places[name] = code.text.ljust(12, "0")
        return places

    def _wrong(self, at: Where, zh: str, en: str) -> None:
        self.found.error("wrong_type", at, f"这里应当是{zh}。", f"This needs {en}.")
