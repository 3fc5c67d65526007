"""Every error that can reach a caller has words in two languages and a line in docs/errors.md."""

from collections import Counter
from pathlib import Path
from string import Formatter

from django.utils import translation

from onething.kit.errors import every_error, page
from onething.kit.problems import sentences

DOCS = Path(__file__).resolve().parents[2] / "docs" / "errors.md"


class TestEveryErrorCode:
    def test_belongs_to_one_error(self):
        codes = Counter(kind.code for kind in every_error())
        assert [code for code, count in codes.items() if count > 1] == []

    def test_has_its_sentence(self):
        known = sentences()
        silent = [
            k.code
            for k in every_error()
            if k.code not in known and f"{k.code.partition('.')[0]}.*" not in known
        ]
        assert silent == []

    def test_is_documented(self):
        with translation.override("zh-hans"):
            assert DOCS.read_text("utf-8") == page(every_error())


class TestEverySentence:
    def test_belongs_to_an_error_or_to_kit(self):
        codes = {kind.code for kind in every_error()}
        prefixes = {f"{code.partition('.')[0]}.*" for code in codes}
        ours = {code for code in sentences() if code.startswith(("family.", "kit."))}
        assert sorted(set(sentences()) - codes - prefixes - ours) == []

    def test_says_what_to_do(self):
        assert [code for code, sentence in sentences().items() if not str(sentence.next)] == []

    def test_names_the_same_facts_in_both_languages(self):
        different = []
        for code, sentence in sentences().items():
            for part in (sentence.what, sentence.next):
                facts = []
                for language in ("zh-hans", "en"):
                    with translation.override(language):
                        facts.append({name for _, name, _, _ in Formatter().parse(str(part)) if name})
                if facts[0] != facts[1]:
                    different.append(code)
        assert different == []
