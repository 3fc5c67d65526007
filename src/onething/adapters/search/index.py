"""Finders on an inverted index in this process: it gives candidates, `core.search.scoring` says which are near."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import rjieba
import yaml
from tantivy import Document as Row
from tantivy import Index, Occur, Query, SchemaBuilder

from onething.adapters.search.chinese import Chinese
from onething.core.search.deciding import NAMES, Evidence, Weights
from onething.core.search.folding import fold, gist
from onething.core.search.lexicon import Lexicon
from onething.core.search.model import Document, Found, Hit
from onething.core.search.reading import Reader, Reading
from onething.core.search.scoring import Folded, Question, Score, within
from onething.core.search.telling import Tellings
from onething.core.search.words import Words, read_words

#: Documents that the index gives to be scored; words of a question that it is asked for.
CANDIDATES, MOST_TERMS = 32, 60
#: The fields of the index. What a text says more often it is more about; a title says everything once.
FIELDS = {"title": "basic", "context": "basic", "body": "freq"}
#: Characters of a body that are read.
MOST_BODY = 2_000
#: Words in more than this share of many documents find everything and tell nothing.
TOO_COMMON, MANY = 0.1, 5_000
_HEAP = 96_000_000
#: Texts whose words are kept while an index is built.
MOST_KEPT = 40_000
NO_WORDS = Words()
DECIDING = Path(__file__).with_name("deciding.yaml")
#: The words for everywhere; what the later ones say comes first.
GENERAL = tuple(
    Path(__file__).with_name(f"words{part}.yaml") for part in ("", "_talk", "_elsewhere", "_life", "_told")
)


class IndexedFinder:
    """A finder over documents as they were when it was built. documents: folded, in the order given."""

    def __init__(self, documents: Iterable[Document], words: Words, language: Chinese) -> None:
        self._lexicon = Lexicon(words)
        self.documents: list[Folded] = []
        self._frequency: Counter[str] = Counter()
        self._bodies: Counter[str] = Counter()
        self._language = language
        #: The wordings of documents: each, written without spaces, with the numbers of those that have it.
        self._whole: dict[str, list[int]] = {}
        self._tellings = Tellings(words.told, language.cut, words.ignored)
        self._build(documents, words, language)
        for word in [one for one in self._frequency if len(one) < 2]:
            del self._frequency[word]
        self._places = {place for document in self.documents for place in document.places}
        self._reader = Reader(self._lexicon, language, self._frequency, self._bodies)

    def _build(self, documents: Iterable[Document], words: Words, language: Chinese) -> None:
        schema = SchemaBuilder()
        for name, option in FIELDS.items():
            schema.add_text_field(name, tokenizer_name="whitespace", index_option=option)
        schema.add_text_field("kind", tokenizer_name="raw", index_option="basic")
        schema.add_unsigned_field("number", fast=True)
        self._schema = schema.build()
        index = Index(self._schema)
        writer = index.writer(_HEAP, 1)
        cut = _Cutter(self._lexicon, language)
        for number, document in enumerate(documents):
            asked = words.asked_as.get(document.kind, {}).get(document.key, ())
            for one in (*document.wordings, *asked):
                self._whole.setdefault(self._gist(one), []).append(number)
            title, wordings = cut.folded(document.title), cut.folded(" ".join((*document.wordings, *asked)))
            context, body = cut.folded(" ".join(document.context)), cut.folded(document.body[:MOST_BODY])
            in_title, in_context = (
                cut.title(title) | (cut.title(wordings) if wordings else frozenset()),
                cut.context(context),
            )
            in_body = rjieba.cut_for_search(body) if body else []
            self._frequency.update(cut.words(title) | cut.words(wordings) | cut.words(context))
            self._bodies.update(frozenset(in_body))
            row = Row()
            row.add_unsigned("number", number)
            row.add_text("kind", document.kind)
            row.add_text("title", " ".join(in_title))
            row.add_text("context", " ".join(in_context))
            row.add_text("body", " ".join(in_body))
            writer.add_document(row)
            acts = self._lexicon.acts_of(in_title)
            self.documents.append(Folded.of(document, (title, wordings, context, body), acts))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._index, self._searcher = index, index.searcher()

    def __len__(self) -> int:
        return len(self.documents)

    def find(self, asked: str, *, limit: int = 10, kinds: Collection[str] = (), place: str = "") -> Found:
        reading, question, scored = self._scored(asked, kinds, place)
        hits = tuple(
            Hit(document.kind, document.key, document.title, round(score.rank, 4), score.why)
            for score, document in scored[:limit]
        )
        best = scored[0][0] if scored and not self._elsewhere(reading) else None
        sure = best is not None and (best.whole or general_weights().answers(question.evidence(best)))
        return Found(asked, hits, sure)

    def evidence(self, asked: str) -> Evidence | None:
        """Return what the decision about a question rests on, None if nothing is near or it is about elsewhere."""
        reading, question, scored = self._scored(asked)
        if not scored or self._elsewhere(reading):
            return None
        return question.evidence(scored[0][0])

    def _scored(
        self, asked: str, kinds: Collection[str] = (), place: str = ""
    ) -> tuple[Reading, Question, list[tuple[Score, Folded]]]:
        """Return a question as it was read, and the documents that are near it, the nearest first."""
        reading = self._reader.read(asked)
        near = self._tellings.near(reading.text)
        question = Question(reading, self._lexicon, self._frequency, len(self.documents), near)
        scored = []
        whole = self._whole.get(self._gist(asked), ())
        told = [
            self.documents[number] for number in whole if not kinds or self.documents[number].kind in kinds
        ]
        for document in told:
            score = question.score(document, place=place, index=1.0)
            scored.append(
                (replace(score, rank=score.rank + 1, why=score.why or (reading.text,), whole=True), document)
            )
        for index, document in self._candidates(question, kinds):
            score = question.score(document, place=place, index=index)
            if score.why and document not in told:
                scored.append((score, document))
        scored.sort(key=lambda one: (-one[0].rank, len(one[1].title), one[1].kind, one[1].key))
        return reading, question, scored

    def _gist(self, text: str) -> str:
        return gist(self._language.simplify(text))

    def _elsewhere(self, reading: Reading) -> bool:
        """Whether a question is about another city: it names places, none of them ours, and nothing goes between the two."""
        named = reading.places.values()
        if not named or not self._places or self._reader.crosses(reading):
            return False
        return not any(within(one, own) or within(own, one) for one in named for own in self._places)

    def _candidates(self, question: Question, kinds: Collection[str]) -> Iterator[tuple[float, Folded]]:
        terms = question.terms()
        known = [word for word in terms if word in self._frequency or word in self._bodies]
        most = TOO_COMMON * max(len(self.documents), MANY)
        rare = [word for word in known if self._frequency[word] + self._bodies[word] <= most] or known
        rare.sort(key=lambda word: -terms[word])
        clauses = []
        for word in rare[:MOST_TERMS]:
            for field, worth in (("title", 1.0), ("context", 0.7), ("body", 0.3)):
                if word in (self._bodies if field == "body" else self._frequency):
                    clauses.append(
                        (
                            Occur.Should,
                            Query.boost_query(
                                Query.term_query(self._schema, field, word, index_option=FIELDS[field]),
                                terms[word] * worth,
                            ),
                        )
                    )
        if not clauses:
            return
        query = Query.boolean_query(clauses)
        if kinds:
            some = [
                (Occur.Should, Query.term_query(self._schema, "kind", kind, index_option="basic"))
                for kind in kinds
            ]
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(Query.boolean_query(some), 0.0))]
            )
        found = self._searcher.search(query, CANDIDATES, count=False).hits
        best = found[0][0] if found else 1.0
        numbers = self._searcher.fast_field_values("number", [address for _, address in found])
        for (score, _), number in zip(found, numbers, strict=True):
            yield score / best, self.documents[number]


class _Cutter:
    """Texts to the words under which they are found; texts that come again and again are cut once."""

    def __init__(self, lexicon: Lexicon, language: Chinese) -> None:
        self._lexicon, self._language = lexicon, language
        self._kept: dict[
            tuple[bool, str], frozenset[str]
        ] = {}  # of no function: no circle keeps an old index

    def words(self, text: str) -> frozenset[str]:
        """Return the words that a text has: those of offices, and what the language takes for one."""
        return self._once(False, text)

    def context(self, text: str) -> frozenset[str]:
        """Return what `title` does, for texts that many documents have."""
        return self._once(True, text)

    def _once(self, inner: bool, text: str) -> frozenset[str]:
        found = self._kept.get((inner, text))
        if found is None:
            found = self.title(text) if inner else self._words(text)
            if len(self._kept) < MOST_KEPT:
                self._kept[inner, text] = found
        return found

    def folded(self, text: str) -> str:
        folded = fold(text)
        simple = self._language.simplify(folded)
        return self._lexicon.parted(folded if simple == folded else fold(simple))

    def title(self, text: str) -> frozenset[str]:
        """Return the words under which a text is found: whole ones, and those inside of them."""
        return frozenset(rjieba.cut_for_search(text)) | self.words(text)

    def _words(self, text: str) -> frozenset[str]:
        words = {word for word in rjieba.cut(text) if word != " "}
        for stretch in text.split():
            words.update(self._lexicon.inside(stretch))
        return frozenset(words)


class TextSearching:
    """`core.search.model.Searching`."""

    def __init__(self) -> None:
        self._language = Chinese()

    def build(self, documents: Iterable[Document], words: Words = NO_WORDS) -> IndexedFinder:
        return IndexedFinder(documents, general_words().joined(words), self._language)


@cache
def general_words() -> Words:
    """Return the words for everywhere that ship with the program."""
    joined = NO_WORDS
    for file in GENERAL:
        words, found = read_words(file.name, file.read_bytes())
        assert not found, found
        joined = joined.joined(words)
    return joined


@cache
def general_weights() -> Weights:
    """Return the weights of the decision that ship with the program."""
    read = yaml.safe_load(DECIDING.read_bytes())
    assert set(read) <= {"constant", *NAMES}, read
    return Weights(float(read.pop("constant")), {name: float(value) for name, value in read.items()})
