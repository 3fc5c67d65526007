"""The vendored fonts: whole, ours by name, and drawing what the coverage table says."""

import hashlib
import json
import time

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.fonts import FAMILIES, FOLDER, missing_glyphs

TABLE = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
BLOCKS = {
    "basic": (0x4E00, 0x9FFF, 0),
    "A": (0x3400, 0x4DBF, 0),
    "B": (0x20000, 0x2A6DF, 9),
    "C": (0x2A700, 0x2B739, 5),
    "D": (0x2B740, 0x2B81D, 0),
    "E": (0x2B820, 0x2CEA1, 0),
    "F": (0x2CEB0, 0x2EBE0, 0),
}


@pytest.fixture(scope="module")
def drawn() -> set[int]:
    return {point for name in TABLE for point in TTFont(FOLDER / name, lazy=True).getBestCmap()}


class TestFonts:
    @pytest.mark.parametrize("name", TABLE)
    def test_are_the_files_that_the_table_was_made_from(self, name):
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == TABLE[name]["sha256"]

    @pytest.mark.parametrize("name", TABLE)
    def test_carry_our_family_names_since_they_were_changed(self, name):
        assert TTFont(FOLDER / name, lazy=True)["name"].getDebugName(1) == TABLE[name]["family"]
        assert TABLE[name]["family"] in FAMILIES

    @pytest.mark.parametrize("name", TABLE)
    def test_draw_something_for_each_rare_character(self, name):
        font = TTFont(FOLDER / name, lazy=True)
        cmap = font.getBestCmap()
        for point in list(cmap)[:: max(1, len(cmap) // 300)]:
            if chr(point).isalpha():
                assert font["glyf"][cmap[point]].numberOfContours != 0, hex(point)

    def test_come_with_their_licences(self):
        assert "SIL Open Font License" in (FOLDER / "LICENSE-noto-serif-sc.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENSE-hanazono.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize("block", BLOCKS)
    def test_cover_the_blocks_of_names_as_the_page_says(self, block):
        first, last, lacking = BLOCKS[block]
        text = "".join(map(chr, range(first, last + 1)))
        assert len(missing_glyphs(text)) == lacking

    def test_draw_in_bold_all_that_they_draw_upright(self):
        assert TABLE["serif-bold.ttf"]["ranges"] == TABLE["serif-regular.ttf"]["ranges"]


class TestMissingGlyphs:
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    def test_agrees_with_the_fonts_themselves(self, text):
        drawn = {
            point for font in TABLE.values() for first, last in font["ranges"] for point in (first, last)
        }
        for character in missing_glyphs(text):
            assert ord(character) not in drawn

    def test_reports_exactly_what_the_fonts_lack(self, drawn):
        everything = [chr(point) for point in range(0x20, 0x32000) if not 0xD800 <= point < 0xE000]
        reported = set(missing_glyphs("".join(everything)))
        shapeless = set("\u200b\u200c\u200d\u2060\ufeff") | {chr(0xFE00 + n) for n in range(16)}
        assert reported == {c for c in everything if ord(c) not in drawn} - shapeless

    def test_names_each_once_in_order(self):
        assert missing_glyphs("张\ue001三\ue000\ue001") == ["\ue001", "\ue000"]

    @pytest.mark.parametrize(
        "name", ["龘㐂䶮𬱖𫖯𠮷", "葛󠄀", "阿卜杜热合曼·买买提", "Zoë Łukasz Nguyễn", "Ελένη", "Дарья", "", "邉󠄂"]
    )
    def test_has_nothing_against_real_names(self, name):
        assert missing_glyphs(name) == []

    def test_is_fast_enough_for_every_form(self):
        missing_glyphs("x")
        started = time.process_time()
        for _ in range(1000):
            missing_glyphs("东莞市石龙镇中山路一号陈大文𠮷")
        assert time.process_time() - started < 0.5
