"""Search: 100,000 entries made from the words of the program, asked in the words of people; plain BM25 beside it.

Entries are synthetic and seeded: a matter of the shipped words, an act, a place, a department, some materials. Where the set of
phrasings and its catalogue are there, both finders answer them too, and the quality of both is printed.
"""

import csv
import math
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import rjieba

from bench.http import Caller, House, closed_loop
from onething.adapters.catalogues.reading import read_rows
from onething.adapters.search import TextSearching, general_words
from onething.core.register.mapping_file import read_mapping
from onething.core.search.documents import of_entry
from onething.core.search.folding import fold
from onething.core.search.model import Document

ROOT = Path(__file__).resolve().parent.parent
MAPPINGS = ROOT / "src" / "onething" / "adapters" / "catalogues"
PHRASINGS = ROOT / "tests" / "core" / "search" / "phrasings.csv"
CATALOGUE = ROOT.parent / "shared" / "data" / "items" / "fangchenggang" / "items.json"
ENTRIES, QUESTIONS, CALLS = 100_000, 3_000, 1_000
#: So many answers from the new index, one after the other, and both workers have it.
WORKERS_TOLD = 30
SEED = 20260901


class Asked(Protocol):
    def ask(self, text: str) -> list[str]:
        """Return the keys of the first three."""
        ...


class Plain:
    """The peer: BM25 over words and pairs of characters, and nothing else (k1 1.2, b 0.75)."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.keys = [one.key for one in documents]
        self.lengths: list[int] = []
        self.postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(documents):
            terms = Counter(_terms(" ".join((one.title, *one.context, one.body))))
            self.lengths.append(sum(terms.values()))
            for term, count in terms.items():
                self.postings[term].append((number, count))
        self.mean = sum(self.lengths) / len(self.lengths)

    def ask(self, text: str) -> list[str]:
        scores: defaultdict[int, float] = defaultdict(float)
        total = len(self.keys)
        for term in set(_terms(text)):
            found = self.postings.get(term, ())
            idf = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                norm = 1.2 * (0.25 + 0.75 * self.lengths[number] / self.mean)
                scores[number] += idf * count * 2.2 / (count + norm)
        return [self.keys[number] for number in nlargest(3, scores, key=scores.__getitem__)]


class Ours:
    def __init__(self, documents: Sequence[Document]) -> None:
        self.finder = TextSearching().build(documents)

    def ask(self, text: str) -> list[str]:
        return [hit.key for hit in self.finder.find(text, limit=3).hits]


def _terms(text: str) -> list[str]:
    folded = fold(text)
    two = [folded[n : n + 2] for n in range(len(folded) - 1) if " " not in folded[n : n + 2]]
    return [word for word in rjieba.cut(folded) if word != " "] + two


def run() -> list[dict[str, Any]]:
    """Return build time, memory, time of a question in this process and over HTTP, and the quality beside the peer's."""
    return [*_in_process(), *_over_http(), *_quality()]


def _in_process() -> list[dict[str, Any]]:
    documents = list(entries(ENTRIES))
    asked = list(questions(QUESTIONS))
    before = _resident()
    start = time.perf_counter()
    finder = TextSearching().build(documents)
    built = time.perf_counter() - start
    more = _resident() - before
    taken = _timed(lambda text: finder.find(text), asked)
    peer = Plain(documents)
    plain = _timed(peer.ask, asked[:50])
    return [
        _row(f"search, index of {ENTRIES:,} entries built", built, "s", 10),
        _row("  memory that it takes", more, "MiB", 512),
        _row("  a question, median", _part(taken, 0.5), "ms", None, _part(plain, 0.5)),
        _row("  a question, 95th percentile", _part(taken, 0.95), "ms", 2, _part(plain, 0.95)),
        _row("  a question, longest", taken[-1], "ms", None),
    ]


def _over_http() -> list[dict[str, Any]]:
    with House("sqlite") as house:
        file = Path(house.env["ONETHING_VAR"]) / "entries.csv"
        _write(file)
        command = [
            sys.executable,
            "-m",
            "onething.site.cli",
            "import",
            "guangan",
            str(file),
            "--into",
            "dongguan",
        ]
        done = subprocess.run(command, env=house.env, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout[-400:] + done.stderr[-400:])
        caller = Caller(house.port)
        paths = [f"/search?text={quote(text)}" for text in questions(CALLS)]
        start = time.perf_counter()
        _until_new(caller)
        ready = time.perf_counter() - start

        def ask(_: int, number: int) -> None:
            caller.get(paths[number])

        closed_loop(1, range(50), ask)
        timed = closed_loop(1, range(CALLS), ask)
        if timed.errors:
            raise RuntimeError(str(timed.errors[0]))
        return [
            _row("search over HTTP, first index read from the database and built", ready, "s", None),
            _row("  a question, 95th percentile", timed.percentile(0.95) * 1000, "ms", 20),
        ]


def _until_new(caller: Caller) -> None:
    """Ask until every worker has its index of everything: one is begun with a question, behind the old one, which answers meanwhile."""
    last = next(entries(1)).title
    found = 0
    while found < WORKERS_TOLD:  # ends: the house is given up by whoever started it
        hits = caller.get(f"/search?text={quote(last)}").body["hits"]
        found = found + 1 if any(hit["key"].endswith("made-0") for hit in hits) else 0
        time.sleep(0.05)


def _quality() -> list[dict[str, Any]]:
    if not (PHRASINGS.exists() and CATALOGUE.exists()):
        return []
    mapping, _ = read_mapping("fangchenggang.yaml", (MAPPINGS / "fangchenggang.yaml").read_bytes())
    assert mapping is not None
    read = (mapping.read(row, file=CATALOGUE.name).entry for row in read_rows(CATALOGUE).rows)
    documents = [of_entry(one) for one in read if one is not None]
    with PHRASINGS.open(encoding="utf-8", newline="") as file:
        rows = [(one["asked"], set(one["items"].split())) for one in csv.DictReader(file) if one["items"]]
    ours, peer = Ours(documents), Plain(documents)
    mine, theirs = _right(ours, rows), _right(peer, rows)
    return [
        _row("phrasings of people, the right item first", mine[0], "share", None, theirs[0]),
        _row("  among the first three", mine[1], "share", None, theirs[1]),
    ]


def _right(finder: Asked, rows: Sequence[tuple[str, set[str]]]) -> tuple[float, float]:
    found = [(finder.ask(text), right) for text, right in rows]
    first = sum(bool(keys) and keys[0] in right for keys, right in found)
    three = sum(not right.isdisjoint(keys) for keys, right in found)
    return first / len(rows), three / len(rows)


# what is made up


def entries(count: int) -> Iterator[Document]:
    """Give synthetic entries: a matter, an act, a place that tells twins apart, a department, materials."""
    dice = random.Random(SEED)
    words = general_words()
    matters = sorted({"".join(one) for some in words.means.values() for one in some})
    acts = sorted({word for official, _ in words.acts for word in official})
    places = sorted(words.places)
    papers = [
        "申请表",
        "身份证明",
        "营业执照",
        "授权委托书",
        "证明材料",
        "登记表",
        "承诺书",
        "现场照片",
        "合同",
        "发票",
    ]
    for number in range(count):
        matter, place = dice.choice(matters), dice.choice(places)
        title = f"{place}{matter}{dice.choice(acts)}（第{number % 977}类）"
        body = "；".join(f"{matter}{one}" for one in dice.sample(papers, 4))
        yield Document("item", f"made/{number}", title, body=body, context=(f"{place}{matter[:4]}管理局",))


def questions(count: int) -> Iterator[str]:
    """Give questions in the words of people, some with fillers around them, some with a place, some as first letters."""
    dice = random.Random(SEED + 1)
    wordings = sorted(one for one in general_words().means if "…" not in one)
    places = sorted(general_words().places)
    for number in range(count):
        said = dice.choice(wordings)
        yield (
            said,
            f"请问{said}要什么手续",
            f"喂你好我想问一下我们家的{said}现在要怎么办理才好呢听说要带很多材料",
            f"{dice.choice(places)}{said}",
        )[number % 4]


def _write(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        columns = "item_code,name,main_item,department,task_type_code,dept_uscc,task_type,area_code,dept_code,dept_uscc_check_ok"
        rows.writerow(columns.split(","))
        for number, one in enumerate(entries(ENTRIES)):
            rows.writerow([f"made-{number}", one.title, "", one.context[0], "20", "", "", "", "", ""])


# figures


def _timed(ask: Any, asked: Sequence[str]) -> list[float]:
    """Return the milliseconds of every question, the shortest first."""
    for text in asked[:20]:
        ask(text)
    taken = []
    for text in asked:
        start = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def _part(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(name: str, value: float, unit: str, line: float | None, peer: float | None = None) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "value": round(value, 3), "unit": unit, "line": line}
    if peer is not None:
        row |= {"peer": "plain BM25", "peer_value": round(peer, 3)}
    return row
