"""Every error of the adapters for documents, seals and files has its words, in both languages, with its facts."""

import re
from datetime import date

import pytest
import zoo
from django.utils.translation import override

from onething.adapters.printing import GlyphMissing, UnknownKind, ValuesMissing, render
from onething.adapters.printing.sentences import SENTENCES as DOCUMENTS
from onething.adapters.seals import SealUnavailable
from onething.adapters.uploads import UploadRefused, inspect, refusals
from onething.adapters.uploads.sentences import NOTES
from onething.adapters.uploads.sentences import SENTENCES as UPLOADS
from onething.core.errors import DomainError
from onething.kit.problems import say, sentences

CHINESE = re.compile(r"[㐀-鿿]")


def codes(base: type[DomainError]) -> set[str]:
    return {base.code} | {code for child in base.__subclasses__() for code in codes(child)}


class TestWords:
    def test_exist_for_every_code(self):
        assert set(UPLOADS) == codes(UploadRefused) | {
            refusals.StorageFull.code,
            refusals.FileMissing.code,
            refusals.FileDamaged.code,
        }
        assert set(DOCUMENTS) == {ValuesMissing.code, GlyphMissing.code}
        assert {UnknownKind.code, SealUnavailable.code} <= set(sentences())

    @pytest.mark.parametrize("table", [UPLOADS, DOCUMENTS])
    def test_are_english_for_english_readers(self, table):
        with override("en"):
            for code, sentence in table.items():
                for part in (str(sentence.what), str(sentence.next)):
                    assert part, code
                    assert not CHINESE.search(part), (code, part)

    def test_of_notes_are_english_too(self):
        with override("en"):
            assert not any(CHINESE.search(str(note)) for note in NOTES.values())

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_name_the_file_and_what_was_found(self, language):
        with override(language):
            for content, name in (
                (zoo.SVG_SCRIPT, "图.svg"),
                (zoo.HTML, "a.pdf"),
                (zoo.png_claiming(50_000, 50_000), "b.png"),
            ):
                with pytest.raises(UploadRefused) as refused:
                    inspect(content, name=name)
                said = str(say(refused.value))
                assert name in said
                assert "—" not in said
                assert "{" not in said

    def test_name_the_missing_characters_and_the_missing_parts(self):
        with override("zh-hans"):
            assert "𰻝（U+30EDD）" in str(say(GlyphMissing(["𰻝"])))
            with pytest.raises(ValuesMissing) as refused:
                render("refusal", {}, number="1", on=date(2026, 3, 5), demo=False, verify_url="")
            assert "remedy.court" in str(say(refused.value))
            assert "不予决定书" in str(say(refused.value))
