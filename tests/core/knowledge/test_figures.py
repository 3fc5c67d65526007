"""Figures typed in an answer: found in every way of writing, with their place; and what only looks like one is none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.knowledge.figures import Measure, figures_in

DIGITS = "零一二三四五六七八九"
UNITS = {
    "天": Measure.DAYS,
    "日": Measure.DAYS,
    "个工作日": Measure.DAYS,
    "个月": Measure.LENGTH,
    "年": Measure.LENGTH,
    "小时": Measure.LENGTH,
    "个小时": Measure.LENGTH,
    "周": Measure.LENGTH,
    "个星期": Measure.LENGTH,
    "分钟": Measure.LENGTH,
    "元": Measure.MONEY,
    "份": Measure.COPIES,
}


def in_chinese(number):
    """Return 1 to 999 as it is spoken: 三十, 十五, 一百零八."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (DIGITS[ones] if ones else "")


def full_width(text):
    return "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in text)


WRITTEN = (str, in_chinese, lambda number: full_width(str(number)))


class TestAFigure:
    @given(
        st.integers(1, 999),
        st.sampled_from(WRITTEN),
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(["", " "]),
        st.sampled_from(["", "受理后", "要", "最快", "期限："]),
        st.sampled_from(["内办好", "以后再来。", "，不收别的"]),
    )
    def test_is_found_whole_however_it_is_written(self, number, write, unit, blank, before, after):
        typed = f"{write(number)}{blank}{unit}"
        found = figures_in(f"{before}{typed}{after}")
        assert [(one.measure, one.start, one.end) for one in found] == [
            (UNITS[unit], len(before), len(before) + len(typed))
        ]

    @pytest.mark.parametrize(
        ("text", "typed"),
        [
            ("三十日内告知", "三十日"),
            ("半个月就好", "半个月"),
            ("有效期两年", "两年"),
            ("三個月內", "三個月"),
            ("等一个半月", "一个半月"),
            ("１２个月", "１２个月"),
            ("要半年", "半年"),
            ("二十四小时内", "二十四小时"),
            ("两个多小时", "两个多小时"),
            ("一刻钟", "一刻钟"),
            ("两周后", "两周"),
            ("每年一次，三周年", "三周年"),
            ("1.5 年", "1.5 年"),
            ("十几天", "十几天"),
            ("三十余日", "三十余日"),
            ("俩月", "俩月"),
            ("30   天", "30   天"),
            ("伍佰元", "伍佰元"),
            ("③天", "③天"),
            ("2019年起两年内", "两年"),
        ],
    )
    def test_is_found_in_every_measure(self, text, typed):
        assert [text[one.start : one.end] for one in figures_in(text)] == [typed]

    @pytest.mark.parametrize(
        "text",
        [
            "9:00",
            "上午 8：30",
            "上午九点",
            "下午2点半",
            "九点钟开门",
            "9点到17点",
            "8时30分",
            "9时至17时",
            "周一至周五",
            "星期一到五",
            "9 am",
            "5:30 p.m.",
            "Monday to Friday",
            "Mon–Fri",
        ],
    )
    def test_may_be_opening_hours(self, text):
        assert {one.measure for one in figures_in(f"窗口 {text} 开")} == {Measure.HOURS}

    @pytest.mark.parametrize(
        ("text", "measure"),
        [
            ("within three months", Measure.LENGTH),
            ("a two-year permit", Measure.LENGTH),
            ("within 24 hours", Measure.LENGTH),
            ("it takes a week", Measure.LENGTH),
            ("within half a year", Measure.LENGTH),
            ("in 30 days", Measure.DAYS),
            ("400 yuan", Measure.MONEY),
            ("two copies", Measure.COPIES),
        ],
    )
    def test_is_found_in_english(self, text, measure):
        assert [one.measure for one in figures_in(text)] == [measure]


class TestNoFigure:
    @given(st.integers(1, 999), st.sampled_from(WRITTEN), st.sampled_from("条款项章编号"), st.booleans())
    def test_is_the_number_of_an_article(self, number, write, of, with_year):
        text = f"《某法》{'（2019年修正）' if with_year else ''}第{write(number)}{of}"
        assert figures_in(text) == ()

    @given(st.integers(1949, 2099), st.integers(1, 12), st.integers(1, 28), st.booleans())
    def test_is_a_day_or_a_year_of_the_calendar(self, year, month, day, chinese):
        spoken = "".join(DIGITS[int(one)] for one in str(year))
        dates = (
            (f"{spoken}年{in_chinese(month)}月{in_chinese(day)}日", f"{spoken.replace('零', '〇')}年修订")
            if chinese
            else (f"{year}年{month}月{day}日", f"{year} 年 {month} 月 {day} 日起", f"{year}年版")
        )
        for one in dates:
            assert figures_in(f"自{one}施行") == ()

    @pytest.mark.parametrize(
        "text",
        [
            "年满18周岁",
            "十六周岁以上",
            "三岁以下",
            "小学一年级",
            "上三年级的孩子",
            "第二年再来",
            "第十二年",
            "第三周",
            "每年一次",
            "同一年",
            "08年发的",
            "19年3月办的",
            "八十年代",
            "三年制",
            "怀孕28周",
            "学校四周的道路",
            "九年义务教育",
            "2025年度",
            "五月三日",
            "12月",
            "十二月",
            "早一点来",
            "有一点不同",
            "注意两点",
            "这两点到窗口问",
            "周日不办",
            "星期三休息",
            "国发〔2022〕5号",
            "打 12345",
            "比例 按比1:10",
            "日期",
            "a child of 12 years of age",
            "a 6 year old",
            "Act of 2019, article 30",
        ],
    )
    def test_is_what_only_looks_like_one(self, text):
        assert figures_in(text) == ()

    @given(st.text("一三十0９年月日个周点时:第 内半两元份天", max_size=16))
    def test_lies_outside_the_text_or_in_another(self, text):
        found = figures_in(text)
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))
