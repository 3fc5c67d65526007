"""Documents on paper: read back through another library than the one that made them."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import LETTER, MATERIALS, SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from onething.adapters.fonts import missing_glyphs
from onething.adapters.printing import (
    KINDS,
    GlyphMissing,
    SealImage,
    UnknownKind,
    ValuesMissing,
    check_before,
    render,
    render_pictures,
)
from onething.adapters.printing.render import TEMPLATES
from onething.adapters.seals import seal_svg

ON = date(2026, 3, 6)
SOURCE = Path(__file__).parents[2] / "src"
LONG_NAME = "阿卜杜热合曼·" * 7 + "买"  # 50 characters
LONG_LATIN = "MacGillivray-Featherstonehaugh" * 2


def printed(kind: str, values: dict[str, Any] | None = None, **changes: Any) -> bytes:
    arguments: dict[str, Any] = {
        "number": "东残许〔2026〕12 号" if KINDS[kind].numbered else "",
        "on": ON,
        "demo": False,
        "verify_url": "https://onething.example/v/7F3K9Q2M",
        **changes,
    }
    return render(kind, SAMPLES[kind] | (values or {}), **arguments)


def pages(document: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


def words(document: bytes) -> str:
    """Return the text without blanks and line ends, so that a line's width does not matter."""
    return re.sub(r"[\s\u200b]", "", "".join(pages(document)))


def fonts(document: bytes) -> list[dict[str, Any]]:
    found = []
    for page in PdfReader(io.BytesIO(document)).pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            found.extend(child.get_object() for child in font.get_object()["/DescendantFonts"])
    return found


class TestEveryKind:
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_made_with_its_number_addressee_and_matter(self, kind):
        text = words(printed(kind))
        values = SAMPLES[kind]
        for key in ("organ", "to", "item", "case_number", "scene", "reason", "content"):
            if key in values:
                assert re.sub(r"\s", "", values[key]) in text, key
        if KINDS[kind].numbered:
            assert "东残许〔2026〕12号" in text

    @pytest.mark.parametrize("kind", KINDS)
    def test_embeds_every_font_and_is_tagged_and_archivable(self, kind):
        document = printed(kind)
        reader = PdfReader(io.BytesIO(document))
        root = reader.trailer["/Root"]
        assert fonts(document)
        assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts(document))
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == "zh-CN"
        metadata = root["/Metadata"].get_data().decode()
        assert re.search(r"pdfuaid:part>?=?\"?1", metadata)
        assert re.search(r"pdfaid:part>?=?\"?2", metadata)
        assert re.search(r"pdfaid:conformance>?=?\"?A", metadata)

    @pytest.mark.parametrize("kind", KINDS)
    def test_has_a_title_and_the_documents_own_date(self, kind):
        information = PdfReader(io.BytesIO(printed(kind))).metadata
        assert information.title
        assert information.creation_date.date() == ON

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_the_same_byte_for_byte_each_time(self, kind):
        first = printed(kind)
        printed("receipt", on=date(2025, 1, 1))
        assert printed(kind) == first

    def test_is_the_same_in_another_process_time_zone_and_hash_order(self):
        program = (
            "import sys, hashlib; from test_printing import printed; "
            "sys.stdout.write(hashlib.sha256(printed('acceptance')).hexdigest())"
        )
        path = os.pathsep.join([str(SOURCE), str(Path(__file__).parent)])
        environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": path}
        answer = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        )
        assert answer.stdout.decode() == hashlib.sha256(printed("acceptance")).hexdigest()

    @pytest.mark.parametrize("kind", KINDS)
    def test_carries_the_demo_mark_on_each_page_only_in_demo(self, kind):
        marked = pages(printed(kind, demo=True))
        assert all("演示" in page for page in marked)
        assert "演示" not in "".join(pages(printed(kind)))

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("name", [LONG_NAME, LONG_LATIN, "龘㐂䶮𬱖𫖯𠮷"])
    def test_takes_long_and_rare_names_whole(self, kind, name):
        changes = {key: name for key in ("to", "organ", "scene") if key in SAMPLES[kind]}
        if kind == "power_of_attorney":
            changes = {who: [{"label": "姓名", "value": name}] for who in ("principal", "agent")}
        text = words(printed(kind, changes))
        assert name in text

    @pytest.mark.parametrize("kind", KINDS)
    def test_keeps_everything_inside_the_page(self, kind):
        name = LONG_LATIN * 2
        changes = {
            key: name for key in ("to", "organ", "scene", "item", "case_number") if key in SAMPLES[kind]
        }
        if "materials" in SAMPLES[kind]:
            changes["materials"] = [{"name": name, "copies": 1, "form": name}]
        for page in PdfReader(io.BytesIO(printed(kind, changes))).pages:
            places: list[float] = []
            page.extract_text(
                visitor_text=lambda text, cm, tm, *_, keep=places: (
                    keep.append(tm[4] + cm[4]) if text.strip() else None
                )
            )
            assert places
            assert max(places) <= float(page.mediabox.width) - 40

    @pytest.mark.parametrize("kind", KINDS)
    def test_refuses_without_any_of_what_it_must_say(self, kind):
        for key in KINDS[kind].required:
            wanted = key.rpartition(":")[2]
            values = dict(SAMPLES[kind])
            if key.startswith("how="):
                values["how"] = key.removeprefix("how=").partition(":")[0]
            for name in wanted.split("|"):
                top, _, inner = name.partition(".")
                values[top] = {k: v for k, v in values[top].items() if k != inner} if inner else "  "
            with pytest.raises(ValuesMissing) as refused:
                render(kind, values, number="1", on=ON, demo=False, verify_url="")
            assert refused.value.fields == (key,) or wanted in refused.value.fields

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].today])
    def test_made_today_says_more_than_one_that_was_made_before(self, kind):
        check_before(kind, SAMPLES[kind], number="1")
        for key in KINDS[kind].today:
            values = {**SAMPLES[kind], **dict.fromkeys(key.rpartition(":")[2].split("|"))}
            with pytest.raises(ValuesMissing) as refused:
                check_before(kind, values, number="1")
            assert refused.value.fields == (key,)
            assert render(kind, values, number="1", on=ON, demo=False, verify_url="")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].numbered])
    def test_with_an_office_refuses_to_be_without_number(self, kind):
        with pytest.raises(ValuesMissing) as refused:
            printed(kind, number="")
        assert refused.value.fields == ("number",)


class TestReceipt:
    def test_says_what_could_not_be_looked_up_and_nothing_of_it_otherwise(self):
        assert "收件时暂时查不到：户籍信息、低保信息。" in words(printed("receipt"))
        assert "查不到" not in words(printed("receipt", {"away": ""}))


class TestAcceptanceNotice:
    def test_fits_one_page(self):
        assert len(pages(printed("acceptance"))) == 1

    def test_says_both_last_days_and_the_article(self):
        text = words(printed("acceptance"))
        assert "承诺最迟办结2026年3月19日" in text
        assert "法定最迟办结2026年4月10日" in text
        assert "《中华人民共和国行政许可法》第三十二条第一款第五项" in text

    def test_names_silence_as_its_ground_when_deemed(self):
        assert "自收到申请材料之日起即为受理" in words(printed("acceptance", {"deemed": True}))

    def test_spills_forty_materials_to_further_pages_with_head_row_and_page_numbers(self):
        materials = [{"name": f"材料第{n}号", "copies": 1, "form": "电子"} for n in range(1, 41)]
        found = pages(printed("acceptance", {"materials": materials}))
        assert len(found) > 1
        text = re.sub(r"\s", "", "".join(found))
        assert [f"材料第{n}号" in text for n in range(1, 41)] == [True] * 40
        assert all("材料名称" in page for page in found[:2])
        for n, page in enumerate(found, start=1):
            assert f"第{n}页共{len(found)}页" in re.sub(r"\s", "", page)

    def test_keeps_signature_and_date_together(self):
        for count in range(1, 25):
            found = pages(printed("acceptance", {"materials": MATERIALS[:1] * count}))
            last = re.sub(r"\s", "", found[-1])
            assert "申请人（代理人）签收" in last
            assert "扫码查进度" in last
            assert ("的签章页" in last) == (len(found) > 1 and "材料名称" not in last)

    def test_calls_a_matter_that_is_no_permit_by_its_own_name(self):
        text = words(printed("acceptance", {"permit": False}))
        assert "行政许可" not in text
        assert "受理通知书" in text


class TestASealOnALaterPage:
    """Never stands there alone: the last row or the last words come with it."""

    @pytest.mark.parametrize("kind", ["receipt", "acceptance", "termination"])
    def test_has_a_row_of_the_table_under_its_head(self, kind):
        key = "returned" if kind == "termination" else "materials"
        for count in range(6, 46, 3):
            found = pages(printed(kind, {key: MATERIALS[:1] * count}))
            last = re.sub(r"\s", "", found[-1])
            assert "签章页" not in last
            assert "签收" in last
            assert len(found) == 1 or ("材料名称" in last and f"{count}残疾人证申请表" in last), count

    def test_has_the_last_words_of_a_correction(self):
        for count in range(1, 16):
            found = pages(printed("correction", {"points": SAMPLES["correction"]["points"][:1] * count}))
            last = re.sub(r"\s", "", found[-1])
            assert "签章页" not in last
            assert "对上述内容有异议的" in last
            assert "签收" in last

    def test_has_the_remedy_of_a_refusal(self):
        for length in range(1, 1200, 60):
            last = re.sub(r"\s", "", pages(printed("refusal", {"facts": "查" * length}))[-1])
            assert "签章页" not in last
            assert "申请行政复议" in last
            assert "签收" in last


class TestAShortLetter:
    def test_is_set_tighter_before_it_takes_a_second_page(self):
        assert len(pages(printed("receipt", {"materials": MATERIALS[:1] * 9}))) == 1
        assert len(pages(printed("correction"))) == 1


class TestRefusal:
    def test_ends_its_sentences_once_whoever_ended_them_before(self):
        values = {"facts": "已核实。", "reason": "不符合条件。；", "law": "办法第八条。"}
        text = words(printed("refusal", values))
        assert "查明：已核实。本机关认为：不符合条件。依据办法第八条，本机关" in text

    def test_tells_both_remedies_with_body_and_time(self):
        text = words(printed("refusal"))
        assert "60日内向东莞市人民政府申请行政复议" in text
        assert "6个月内依法向东莞市第一人民法院提起行政诉讼" in text


class TestSeal:
    def test_is_printed_with_a_text_alternative(self):
        sealed = printed(
            "grant", seal=SealImage(seal_svg("东莞市残疾人联合会"), "测试印章：东莞市残疾人联合会")
        )
        assert sealed != printed("grant")
        assert "测试" in words(sealed)
        assert "测试" not in words(printed("grant"))

    def test_shows_in_the_picture_too(self):
        bare, sealed = (
            render_pictures(
                "grant", SAMPLES["grant"], number="1", on=ON, demo=False, verify_url="", seal=seal
            )
            for seal in (None, SealImage(seal_svg("东莞市残疾人联合会"), "测试印章"))
        )
        assert bare[0].startswith(b"\x89PNG")
        assert bare != sealed


class TestText:
    @pytest.mark.parametrize(
        "attack", ['#read("/etc/passwd")', "*粗*", "$x$", "]#panic()[", '"}, "demo": true', "\\u{41}", "<x>"]
    )
    def test_of_a_citizen_is_printed_and_never_run(self, attack):
        assert re.sub(r"\s", "", attack) in words(printed("receipt", {"to": attack}))

    @settings(max_examples=25, deadline=None)
    @given(st.text(st.characters(codec="gb2312", exclude_categories=["C", "Z"]), min_size=1, max_size=50))
    def test_of_any_common_characters_can_be_printed(self, name):
        document = printed("receipt", {"to": name})
        assert len(pages(document)) == 1

    def test_without_a_glyph_is_reported_and_never_printed(self):
        with pytest.raises(GlyphMissing) as refused:
            printed("receipt", {"to": "张\ue000𰻝", "materials": [{"name": "甲\U0002ffff"}]})
        assert refused.value.characters == "\ue000𰻝\U0002ffff"
        assert refused.value.code_points == "U+E000 U+30EDD U+2FFFF"

    def test_of_the_templates_themselves_has_all_its_glyphs(self):
        for path in TEMPLATES.glob("*.typ"):
            assert missing_glyphs(path.read_text(encoding="utf-8")) == [], path.name

    def test_in_english_keeps_the_chinese_letter_and_says_which_is_authentic(self):
        text = " ".join(pages(printed("acceptance", language="en")))
        assert "the Chinese text is the authentic one" in text

    def test_of_a_checklist_in_english_is_english(self):
        text = " ".join(pages(printed("checklist", language="en")))
        assert "What to bring" in text
        assert "要带的材料" not in text


class TestAsking:
    def test_for_an_unknown_kind_names_the_known_ones(self):
        with pytest.raises(UnknownKind, match="acceptance"):
            render("nothing", LETTER, number="1", on=ON, demo=False, verify_url="")

    def test_with_a_value_of_an_unprintable_type_is_our_mistake(self):
        with pytest.raises(TypeError, match="float"):
            printed("receipt", {"to": 1.5})

    def test_values_may_come_straight_from_kept_json(self):
        kept = json.loads(json.dumps(SAMPLES["acceptance"], default=lambda day: day.isoformat()))
        assert render(
            "acceptance",
            kept,
            number="东残许〔2026〕12 号",
            on=ON,
            demo=False,
            verify_url="https://onething.example/v/7F3K9Q2M",
        ) == printed("acceptance")
