"""The table of clock profiles, typed off semantics §2, and what each line means when a case runs by it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from onething.adapters.calendars import load_calendar
from onething.core.clock import (
    PROFILES,
    ClockHistory,
    Extension,
    Ground,
    GroundNotAllowed,
    GroundWithoutLaw,
    Limits,
    Pause,
    deadlines,
    due,
    extend,
    pause,
    profile_named,
    silence_effect,
)
from onething.core.clock.errors import ExtensionTooLong, NoExtension

CALENDAR = load_calendar()
ARTICLE_45 = {"听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"}
CHINESE = {
    "hearing": "听证", "tender": "招标", "auction": "拍卖", "inspection": "检验",
    "testing": "检测", "quarantine": "检疫", "appraisal": "鉴定", "expert_review": "专家评审",
}  # fmt: skip
BY_LAW, BY_PROMISE = "by law", "by the city's own promise, not by law"


@dataclass(frozen=True)
class Row:
    """tell, decide, deliver: days, None for "–" or "as the item says". own: whether an item's own rule may add a ground."""

    tell: int | None
    silence: str  # "accepted" or "nothing"
    rests_on: str
    decide: int | None
    at_once: bool
    extension: int
    approver: str
    grounds: frozenset[str]
    own: bool
    deliver: int | None
    source: tuple[str, ...]


NONE: frozenset[str] = frozenset()
EIGHT = frozenset(ARTICLE_45)
CITY = Row(5, "accepted", BY_PROMISE, None, False, 0, "", NONE, True, 10, ())
TABLE = {
    "permit": Row(
        5, "accepted", BY_LAW, 20, False, 10, "the head of the body", EIGHT, True, 10,
        ("行政许可法 32", "行政许可法 42", "行政许可法 44", "行政许可法 45"),
    ),
    "joint_permit": Row(
        5, "accepted", BY_LAW, 45, False, 15, "the head of the government", EIGHT, True, 10, ("行政许可法 42 第二款",),
    ),
    "real_estate": Row(
        0, "accepted", BY_LAW, 30, False, 0, "", NONE, True, None, ("不动产登记暂行条例 17", "不动产登记暂行条例 20"),
    ),
    "market_registration": Row(
        None, "nothing", "", 3, True, 3, "the head of the registering body", NONE, False, None,
        ("市场主体登记管理条例 19",),
    ),
    "birth_registration": Row(0, "nothing", "", 0, True, 0, "", NONE, False, None, ("户口登记条例 7",)),
    "benefit": CITY,
    "confirmation": CITY,
    "public_service": CITY,
}  # fmt: skip
RECEIVED = date(2026, 3, 2)


def test_there_is_a_line_for_each_profile_and_none_besides():
    assert TABLE.keys() == PROFILES.keys()


@pytest.mark.parametrize(("name", "row"), TABLE.items(), ids=TABLE)
class TestALine:
    def accepted(self, name, row, decide=None):
        limits = Limits.of(profile_named(name), promised_days=row.decide if row.decide is not None else 10)
        return limits, ClockHistory(RECEIVED, accepted_on=RECEIVED)

    def test_stands_in_the_profile(self, name, row):
        one = profile_named(name)
        assert (one.tell_within, one.on_silence.value, one.silence_basis.en) == (
            row.tell,
            row.silence,
            row.rests_on,
        )
        assert (one.decide_within, one.on_the_spot) == (row.decide, row.at_once)
        assert (one.extension_days, one.extension_approver.en) == (row.extension, row.approver)
        assert {CHINESE[ground] for ground in one.pause_grounds} == row.grounds
        assert (one.takes_own_grounds, one.deliver_within, one.day_kind) == (row.own, row.deliver, "working")
        for source in row.source:
            assert any(source in law for law in one.law), source

    def test_silence_has_this_effect_after_these_days_and_no_other(self, name, row):
        profile = profile_named(name)
        effect = silence_effect(profile, ClockHistory(RECEIVED), CALENDAR)
        if row.silence == "nothing":
            assert effect is None
            return
        last = due(RECEIVED, row.tell, CALENDAR)
        assert (effect.takes_effect_on, effect.as_of) == (last + timedelta(days=1), RECEIVED)

    def test_gives_these_days_to_decide_and_to_deliver(self, name, row):
        limits, history = self.accepted(name, row)
        lines = deadlines(limits, replace(history, decided_on=RECEIVED), CALENDAR)
        if row.decide is not None:
            assert lines.statutory.day == due(RECEIVED, row.decide, CALENDAR)
        else:
            assert lines.statutory is None
        delivered = due(RECEIVED, row.deliver, CALENDAR) if row.deliver else None
        assert (lines.delivery and lines.delivery.day) == delivered

    def test_is_extended_by_so_much_and_not_a_day_more(self, name, row):
        limits, history = self.accepted(name, row)
        given = Extension(max(row.extension, 1), RECEIVED, "负责人", "情况复杂")
        if row.extension == 0:
            with pytest.raises(NoExtension):
                extend(limits, history, given, CALENDAR)
            return
        assert extend(limits, history, given, CALENDAR).extension == given
        with pytest.raises(ExtensionTooLong):
            extend(limits, history, replace(given, days=row.extension + 1), CALENDAR)

    @pytest.mark.parametrize("ground", [*Ground, "site_check", "public_notice", "weather", ""])
    def test_stands_for_these_grounds_only(self, name, row, ground):
        limits, history = self.accepted(name, row)
        stop = Pause(RECEIVED, ground, 3, "特字 1 号")
        if CHINESE.get(ground) in row.grounds:
            assert pause(limits, history, stop, CALENDAR).pauses == (stop,)
            return
        with pytest.raises(GroundNotAllowed):
            pause(limits, history, stop, CALENDAR)

    def test_takes_a_ground_of_the_items_own_rule_only_where_the_table_says_so_and_cited(self, name, row):
        profile = profile_named(name)
        with pytest.raises(GroundWithoutLaw):
            profile.with_own_grounds({"public_notice": " "})
        if not row.own:
            with pytest.raises(GroundWithoutLaw):
                profile.with_own_grounds({"public_notice": "实施细则 第十七条"})
            return
        own = profile.with_own_grounds({"public_notice": "实施细则 第十七条"})
        limits, history = self.accepted(name, row)
        stop = Pause(RECEIVED, "public_notice", 3, "特字 1 号")
        assert pause(replace(limits, profile=own), history, stop, CALENDAR).pauses == (stop,)
