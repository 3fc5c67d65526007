"""Fit the weights by which search decides whether anything answers: `src/onething/adapters/search/deciding.yaml`.

    python scripts/calibrate_search.py [--write]

A logistic model on phrasings of several voices (tests/core/search/voices.csv), without the voices that are kept for measuring. Words that
were written with these phrasings in sight make them look easier than new ones are; so each is read several times with a part of
the words of `means` left out, by a hash. The weights are tried on each voice with the others only, and printed. The constant is then
set so that, of questions with an answer, no more are refused than REFUSED allows. Nothing is drawn: the figures come out the same each time.
"""

import argparse
import csv
import hashlib
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from onething.adapters.catalogues.reading import read_rows
from onething.adapters.search.chinese import Chinese
from onething.adapters.search.index import DECIDING, IndexedFinder, general_words
from onething.core.register.mapping_file import read_mapping
from onething.core.search.deciding import NAMES
from onething.core.search.documents import of_entry
from onething.core.search.model import Document
from onething.core.search.words import Words

ROOT = Path(__file__).resolve().parent.parent
VOICES = ROOT / "tests" / "core" / "search"
MAPPINGS = ROOT / "src" / "onething" / "adapters" / "catalogues"
ITEMS = ROOT.parent / "shared" / "data" / "items"
#: Phrasings, and the catalogue for which they were written.
SETS = (("voices.csv", "fangchenggang", "items.json"), ("voices_guangan.csv", "guangan", "items.csv"))
#: Shares of the wordings that are left out, each in its own reading of all phrasings.
LEFT_OUT = (0.0, 0.3, 0.3, 0.5)
#: Of questions with an answer so many may be refused, over all readings together; with all words and tellings they are fewer.
REFUSED = 0.055
RIDGE, ROUNDS = 1.0, 30


@dataclass(frozen=True)
class Line:
    voice: str
    asked: str
    answered: bool
    values: tuple[float, ...] | None  # 1 and the evidence; None: refused whatever the weights are
    reading: int


def documents(name: str, file: Path) -> Iterator[Document]:
    """Give what can be found in a catalogue. name: that of its mapping."""
    mapping, _ = read_mapping(name, (MAPPINGS / f"{name}.yaml").read_bytes())
    assert mapping is not None
    for row in read_rows(file).rows:
        if (entry := mapping.read(row, file=file.name).entry) is not None:
            yield of_entry(entry)


def lines(phrasings: Sequence[dict[str, str]], everything: Sequence[Document]) -> Iterator[Line]:
    for number, share in enumerate(LEFT_OUT):
        finder = IndexedFinder(everything, without(share, number), Chinese())
        for one in phrasings:
            found = finder.evidence(one["asked"])
            values = None if found is None else (1.0, *astuple(found))
            yield Line(one["voice"], one["asked"], bool(one["items"]), values, number)


def without(share: float, number: int) -> Words:
    """Return the words that ship, without a share of their wordings and of the matters that are told; another number leaves
    out others."""
    words = general_words()

    def left(wording: str) -> bool:
        return int(hashlib.sha256(f"{number}:{wording}".encode()).hexdigest()[:8], 16) / 2**32 < share

    return replace(
        words,
        means={one: some for one, some in words.means.items() if not left(one)},
        told={one: some for one, some in words.told.items() if not left(" ".join(some[0]))},
    )


def fit(some: Sequence[Line]) -> list[float]:
    """Return the constant and the weights, by Newton's steps; both answers weigh the same."""
    known = [one for one in some if one.values is not None]
    size = len(NAMES) + 1
    counts = {answer: sum(one.answered is answer for one in known) for answer in (True, False)}
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-RIDGE * weight if n else 0.0 for n, weight in enumerate(weights)]
        bend = [[RIDGE if a == b and a else 1e-9 * (a == b) for b in range(size)] for a in range(size)]
        for one in known:
            values = one.values
            assert values is not None
            share = len(known) / 2 / counts[one.answered]
            guess = 1 / (1 + math.exp(-_sum(weights, values)))
            for a in range(size):
                slope[a] += share * (one.answered - guess) * values[a]
                for b in range(size):
                    bend[a][b] += share * guess * (1 - guess) * values[a] * values[b]
        weights = [old + step for old, step in zip(weights, _solved(bend, slope), strict=True)]
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for n in range(len(rows)):
        best = max(range(n, len(rows)), key=lambda one: abs(rows[one][n]))
        rows[n], rows[best] = rows[best], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for other in range(len(rows)):
            if other != n:
                factor = rows[other][n]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[n], strict=True)]
    return [row[-1] for row in rows]


def _sum(weights: Sequence[float], values: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(weights, values, strict=True))


def with_constant(weights: Sequence[float], some: Sequence[Line]) -> list[float]:
    """Return the weights with the constant that refuses no more of the questions with an answer than is allowed."""
    sums = sorted(_sum(weights, one.values) for one in some if one.answered and one.values)
    border = sums[int(len(sums) * REFUSED)]
    return [weights[0] - border + 1e-6, *weights[1:]]


def shares(weights: Sequence[float], some: Sequence[Line]) -> str:
    told = []
    for answer, name in ((True, "refused wrongly"), (False, "refused rightly")):
        those = [one for one in some if one.answered is answer]
        refused = sum(one.values is None or _sum(weights, one.values) <= 0 for one in those)
        if those:
            told.append(f"{name} {refused / len(those):.3f} of {len(those)}")
    return ", ".join(told)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Fit the weights of the decision in search.")
    parser.add_argument("--write", action="store_true", help=f"keep them in {DECIDING.name}")
    options = parser.parse_args(arguments)
    found: list[Line] = []
    for phrasings, catalogue, file in SETS:
        with (VOICES / phrasings).open(encoding="utf-8", newline="") as opened:
            learning = [one for one in csv.DictReader(opened) if one["for"] == "learning"]
        found += lines(learning, list(documents(catalogue, ITEMS / catalogue / file)))
    for voice in sorted({one.voice for one in found}):
        others = [one for one in found if one.voice != voice]
        weights = with_constant(fit(others), others)
        print(f"{voice:10} {shares(weights, [one for one in found if one.voice == voice])}")
    weights = with_constant(fit(found), found)
    for number, share in enumerate(LEFT_OUT):
        print(f"left out {share:.0%}: {shares(weights, [one for one in found if one.reading == number])}")
    text = "".join(
        f"{name}: {weight:.2f}\n" for name, weight in zip(("constant", *NAMES), weights, strict=True)
    )
    print(text)
    if options.write:
        head = DECIDING.read_text(encoding="utf-8").partition("constant:")[0]
        DECIDING.write_text(head + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
