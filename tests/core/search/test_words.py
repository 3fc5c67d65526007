"""The words that item managers keep: read with every finding, joined with those of a city."""

import pytest

from onething.core.search.words import Words, read_words

GOOD = """
means:
  公积金 提取 / 住房 贷款: 取公积金 公积金…取
  出生 登记: 上戶口
told:
  公积金 提取: 买了房手头紧，想把每个月扣的那笔钱拿出来还贷款
same:
  - 驾驶证 驾照
acts:
  补领 补办: 丢了 不见了
begins: 申领 新办
ignored:
  - 怎么办
places:
  "4506": 防城港
crossing: 转 异地
apart: 身份/证明
asked_as:
  item: {k1: 落户 上户}
"""


def read(text):
    return read_words("words.yaml", text.encode())


class TestReading:
    def test_a_file_is_read_as_it_is_meant(self):
        words, found = read(GOOD)
        assert found == ()
        assert words.means["取公积金"] == (("公积金", "提取"), ("住房", "贷款"))
        assert words.means["公积金…取"] == words.means["取公积金"]
        assert words.told == {"买了房手头紧想把每个月扣的那笔钱拿出来还贷款": (("公积金", "提取"),)}
        assert words.same == (("驾驶证", "驾照"),)
        assert words.acts == ((("补领", "补办"), ("补领", "补办", "丢了", "不见了")),)
        assert words.places == {"防城港": "450600000000"}
        assert words.apart == (("身份", "证明"),)
        assert words.asked_as == {"item": {"k1": ("落户", "上户")}}

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ("mean:\n  a: b\n", "package.unknown_key", 1),
            ("means: 上户口\n", "package.wrong_type", 1),
            ("means:\n  出生: {a: b}\n", "package.wrong_type", 2),
            ("places:\n  防城港: 防城港\n", "package.wrong_type", 2),
            ("ignored:\n  - 怎么办\n  - ，\n", "package.bad_value", 3),
            (f"other: {'长' * 31}\n", "package.bad_value", 1),
            (f"told:\n  出生: {'长' * 61}\n", "package.bad_value", 2),
            ("apart: 身份证明\n", "package.wrong_type", 1),
            ("- 一\n", "package.wrong_type", 1),
            ("means: [\n", "package.syntax", 1),
        ],
    )
    def test_what_cannot_be_used_is_said_with_its_line(self, text, code, line):
        _, found = read(text)
        assert [(one.code, one.at.line) for one in found][:1] == [(code, line)]

    def test_a_key_that_is_nearly_right_gets_a_hint(self):
        (finding,) = read("mean:\n  a: b\n")[1]
        assert "means" in finding.message.zh
        assert "did you mean means?" in finding.message.en

    def test_every_finding_of_a_file_comes_at_once(self):
        assert len(read("mean: a\nignored: ，\nplaces: {x: y}\n")[1]) == 3


class TestJoining:
    def test_meanings_of_the_city_come_first_and_its_places_win(self):
        general = Words(means={"上户口": (("出生",),)}, places={"东城": "110000000000"})
        city = Words(means={"上户口": (("入户",),)}, places={"东城": "441900119000"})
        both = general.joined(city)
        assert both.means["上户口"] == (("入户",), ("出生",))
        assert both.places["东城"] == "441900119000"

    def test_with_nothing_is_the_same(self):
        words, _ = read(GOOD)
        assert words.joined(Words()) == words
