"""The language: what is read, what is refused and where, what unknown answers do, what is explained."""

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.errors import RuleBroken
from onething.core.rules import (
    BOOL,
    DATE,
    INT,
    STRING,
    Choice,
    Fixed,
    Int,
    Labels,
    OutsideSubset,
    RuleError,
    SyntaxBroken,
    TooBig,
    UnknownChoice,
    UnknownName,
    ValueRefused,
    WrongType,
    checked,
    explain,
    parse,
)
from onething.core.rules.tree import depth, walk, whole_months, whole_years
from onething.core.source import Text, Where

SCHEMA = {
    "age": Int(0, 130),
    "income": Fixed(2),
    "level": Choice(("none", "1", "2")),
    "town": STRING,
    "works": BOOL,
    "wants.pension": BOOL,
    "wants.subsidy": BOOL,
    "born": DATE,
    "on": DATE,
    "big": Int(),
}


def outcome(text: str, **values: object) -> bool | None:
    return parse(text, SCHEMA)({name.replace("__", "."): value for name, value in values.items()})


PLACE = Where("items/a.yaml", 12, 9)


def refusal(text: str, at: Where = PLACE) -> RuleError:
    with pytest.raises(RuleError) as caught:
        parse(text, SCHEMA, at=at)
    return caught.value


class TestUnknown:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("works && age > 200", None),
            ("works && false", False),
            ("false && works", False),
            ("works || true", True),
            ("true || works", True),
            ("works || false", None),
            ("!works", None),
            ("works == works", None),
            ("age + 1 > 0", None),
            ("age * 0 == 0", None),
            ('level in ["1"]', None),
            ("level in []", False),
            ("!(level in [])", True),
            ("works ? true : true", None),
            ("true ? false : works", False),
            ("true ? works : false", None),
            ("years(born, on) >= 16", None),
            ('town == "东莞" || town != "东莞"', None),
        ],
    )
    def test_is_a_value_of_its_own(self, text, expected):
        assert outcome(text) is expected
        assert parse(text, SCHEMA)(dict.fromkeys(SCHEMA)) is expected

    def test_is_decided_by_any_part_that_is_known_wherever_it_stands(self):
        assert outcome("works && wants.pension && age > 3", age=1) is False
        assert outcome("works || wants.pension || age > 3", age=4) is True
        assert outcome("works && age > 3 && wants.pension", age=1) is False
        assert outcome("age > 3 || works", age=1) is None
        assert outcome("works || age > 3", age=1) is None

    def test_an_empty_text_is_refused_and_never_taken_for_an_answer(self):
        for text in ('town == "东莞"', 'town != "东莞"', 'level in ["1"]'):
            with pytest.raises(ValueRefused, match="empty text"):
                parse(text, SCHEMA)({"town": "", "level": ""})
            with pytest.raises(ValueRefused):
                parse(text, SCHEMA).trace({"town": "", "level": ""})


class TestReading:
    def test_a_dotted_name_is_one_variable(self):
        condition = parse("wants . pension && !wants.subsidy", SCHEMA)
        assert condition.names == {"wants.pension", "wants.subsidy"}
        assert condition({"wants.pension": True, "wants.subsidy": False}) is True

    @pytest.mark.parametrize(
        ("text", "values", "expected"),
        [
            ("1 + 2 * 3 == 7", {}, True),
            ("10 - 4 - 3 == 3", {}, True),
            ("true || false && false", {}, True),
            ("!false == true", {}, True),
            ("false ? false : true ? true : false", {}, True),
            ("-age < 0 // a remark\n && age == 0x1F", {"age": 31}, True),
            ("income * 12.0 >= 18000.00", {"income": Decimal("1500.00")}, True),
            ("income + .5 == 0.8", {"income": Decimal("0.30")}, True),
            ("'1' == level", {"level": "1"}, True),
            (r'town == r"a\b" || town == "\u4e1c\u839e"', {"town": "东莞"}, True),
            ('born <= date("2008-02-29")', {"born": date(2008, 2, 29)}, True),
            ("age in [1, 2, 3,]", {"age": 3}, True),
            ("works in [true]", {"works": True}, True),
            ("big == -9223372036854775808", {"big": -(2**63)}, True),
            ("!!!works", {"works": False}, True),
        ],
    )
    def test_follows_cel(self, text, values, expected):
        assert parse(text, SCHEMA)(values) is expected

    def test_equal_conditions_are_one_key_wherever_they_stand_and_whatever_their_limits(self):
        one = parse("age >= 60", {"age": INT}, at=Where("a.yaml", 1, 1))
        two = parse("age >= 60", {"age": Int(0, 130)}, at=Where("b.yaml", 9, 9))
        assert one == two
        assert len({one, two}) == 1
        assert one != parse("age >= 61", {"age": INT})
        assert one != parse("age  >= 60", {"age": INT})

    def test_is_copied_and_kept_as_data(self):
        condition = parse("age >= 60 && works", SCHEMA)
        assert condition({"age": 61, "works": True}) is True
        for other in (pickle.loads(pickle.dumps(condition)), copy.deepcopy(condition)):
            assert other == condition
            assert other({"age": 61, "works": True}) is True

    def test_a_trace_holds_the_outcome_of_every_part(self):
        condition = parse("age >= 60 && (works || wants.pension)", SCHEMA)
        assert [condition.text[slice(*part.span)] for part in condition.parts] == [
            "age >= 60 && (works || wants.pension)",
            "age >= 60",
            "works || wants.pension",
            "works",
            "wants.pension",
        ]
        assert condition.trace({"age": 59, "works": False}) == (False, False, None, False, None)


class TestTime:
    @pytest.mark.parametrize(
        ("start", "end", "months"),
        [
            ((2026, 1, 31), (2026, 2, 28), 0),
            ((2026, 1, 31), (2026, 3, 1), 1),
            ((2024, 2, 29), (2025, 2, 28), 11),
            ((2024, 2, 29), (2025, 3, 1), 12),
            ((2024, 2, 29), (2028, 2, 29), 48),
            ((2024, 2, 29), (2028, 2, 28), 47),
            ((2026, 3, 5), (2026, 3, 5), 0),
            ((2026, 3, 5), (2026, 3, 4), -1),
            ((2026, 3, 5), (2025, 3, 5), -12),
        ],
    )
    def test_a_month_is_full_on_the_day_of_its_number_or_else_on_the_first_of_the_next(
        self, start, end, months
    ):
        assert whole_months(date(*start), date(*end)) == months

    @given(start=st.dates(), end=st.dates())
    def test_a_year_is_twelve_months(self, start, end):
        assert whole_years(start, end) == whole_months(start, end) // 12

    @given(start=st.dates(date(1900, 1, 1)), end=st.dates(date(1900, 1, 1)), later=st.dates(date(1900, 1, 1)))
    def test_time_never_runs_backwards(self, start, end, later):
        if end <= later:
            assert whole_months(start, end) <= whole_months(start, later)
            assert whole_months(later, start) <= whole_months(end, start)

    def test_sixteen_is_reached_on_the_birthday(self):
        values = {"born": date(2010, 3, 5)}
        condition = parse("years(born, on) >= 16", SCHEMA)
        assert condition({**values, "on": date(2026, 3, 4)}) is False
        assert condition({**values, "on": date(2026, 3, 5)}) is True


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "kind", "column", "nearest"),
        [
            ("agee > 3", UnknownName, 9, ("age",)),
            ("works && wants.pensoin", UnknownName, 18, ("wants.pension",)),
            ("pension", UnknownName, 9, ("wants.pension",)),
            ('level == "none " ', UnknownChoice, 18, ("none",)),
            ('level in ["1", "3"]', UnknownChoice, 24, ()),
            ('age > "x"', WrongType, 15, ()),
            ("age", WrongType, 9, ()),
            ("age > 3 ? works : age", WrongType, 27, ()),
            ("income > 1500", WrongType, 18, ()),
            ("works + 1 > 2", WrongType, 9, ()),
            ("!age", WrongType, 10, ()),
            ("age && works", WrongType, 9, ()),
            ('on > date("2026-02-30")', WrongType, 14, ()),
            ('on > date("2026-2-3")', WrongType, 14, ()),
            ("years(age, on) > 3", WrongType, 9, ()),
            ("age > null", OutsideSubset, 15, ()),
            ("has(age)", OutsideSubset, 9, ()),
            ('on > timestamp("2026-03-05T00:00:00Z")', OutsideSubset, 14, ()),
            ("size(town) > 3", OutsideSubset, 9, ()),
            ("year(born, on) > 3", OutsideSubset, 9, ("years",)),
            ("age / 2 > 3", OutsideSubset, 13, ()),
            ("age % 2 == 0", OutsideSubset, 13, ()),
            ("age * big > 3", OutsideSubset, 13, ()),
            ("on + 1 > on", OutsideSubset, 12, ()),
            ('town < "b"', OutsideSubset, 14, ()),
            ("town == level", OutsideSubset, 9, ()),
            ('town == ""', OutsideSubset, 17, ()),
            ("town in [level]", OutsideSubset, 18, ()),
            ("age in works", OutsideSubset, 16, ()),
            ("age > 3u", OutsideSubset, 15, ()),
            ("income > 1e3", OutsideSubset, 18, ()),
            ("age[0] > 3", OutsideSubset, 12, ()),
            ('town == b"x"', OutsideSubset, 17, ()),
            ("age > ", SyntaxBroken, 15, ()),
            ("", SyntaxBroken, 9, ()),
            ("(age > 3", SyntaxBroken, 9, ()),
            ("age > 3)", SyntaxBroken, 16, ()),
            ("age = 3", SyntaxBroken, 13, ()),
            ("age > 3 & works", SyntaxBroken, 17, ()),
            ("age ＞ 3", SyntaxBroken, 13, ()),
            ("town == “东莞”", SyntaxBroken, 17, ()),
            ("年龄 > 3", SyntaxBroken, 9, ()),
            ('town == "a', SyntaxBroken, 17, ()),
            ('town == "\\q"', SyntaxBroken, 18, ()),
            ('town == "\\ud800"', SyntaxBroken, 18, ()),
            ('town == "\ud800"', SyntaxBroken, 17, ()),
            ("for > 3", SyntaxBroken, 9, ()),
            ("age not in [1]", SyntaxBroken, 13, ()),
            ("age > 3 age", SyntaxBroken, 17, ()),
            ("age\u00a0> 3", SyntaxBroken, 12, ()),
            ("age\x00> 3", SyntaxBroken, 12, ()),
            ("big > 9223372036854775808", TooBig, 15, ()),
            ("big * 10000 > 3", TooBig, 9, ()),
            ("income > 0.0000000001", TooBig, 18, ()),
        ],
    )
    def test_name_the_kind_the_place_and_the_nearest_name(self, text, kind, column, nearest):
        error = refusal(text)
        assert type(error) is kind
        assert error.at == Where("items/a.yaml", 12, column), error
        assert error.nearest == nearest

    def test_are_broken_rules_with_facts_for_a_page(self):
        error = refusal("agee > 3")
        assert isinstance(error, RuleBroken)
        assert error.code == "rules.unknown_name"
        assert error.facts() == {
            "file": "items/a.yaml",
            "line": 12,
            "column": 9,
            "zh": "没有变量“agee”。是否想写“age”？",
            "en": "There is no variable “agee”. Did you mean “age”?",
            "nearest": ["age"],
        }
        assert str(error) == "items/a.yaml:12:9: There is no variable “agee”. Did you mean “age”?"

    def test_count_lines_within_a_text_of_several(self):
        assert refusal("age > 3 &&\n  agee > 3").at == Where("items/a.yaml", 13, 3)


class TestBounds:
    def test_two_hundred_parts_are_read_and_one_more_is_not(self):
        assert outcome(" && ".join(["works"] * 199), works=True) is True
        assert isinstance(refusal(" && ".join(["works"] * 200)), TooBig)

    def test_twenty_levels_are_read_and_one_more_is_not(self):
        def deep(levels: int) -> str:
            return "!(works && " * ((levels - 2) // 2) + "!works" + ")" * ((levels - 2) // 2)

        condition = parse(deep(20), SCHEMA)
        assert depth(condition.tree) == 20
        assert len(list(walk(condition.tree))) <= 200
        assert condition({"works": True}) is not None
        assert isinstance(refusal("!(works && " * 10 + "works" + ")" * 10), TooBig)

    @pytest.mark.parametrize(
        "bomb",
        [
            "(" * 5_000 + "works" + ")" * 4_000,
            "(" * 100_000,
            "!" * 9_999,
            "-" * 9_998 + "1",
            "!(" * 4_000 + "works",
            "works ? works : " * 600 + "works",
            "works" + " && works" * 1_000,
            "1" + "+1" * 4_000,
            "age in [" + "1," * 4_000,
            "years(" * 1_600,
            "[" * 9_000,
            "a." * 4_900 + "b",
            "9" * 9_000,
            "0x" + "f" * 9_000,
            "0." + "9" * 9_000,
            "a" * 1_000_000,
            "works && " * 200_000,
            '"' + "\\" * 9_000,
            "'''" + "\\'" * 4_000,
            "\ufffe" * 9_000,
            "//" + "x" * 9_000,
            "works.works" * 900,
        ],
        ids=range(22),
    )
    def test_a_bomb_is_refused_in_a_short_sentence(self, bomb):
        error = refusal(bomb)
        assert len(error.say("zh")) < 300
        assert len(error.say("en")) < 400

    @settings(max_examples=300)
    @given(text=st.text(max_size=60) | st.text("()[]!&|=<>+-*/?:.,'\"\\ \n01aegwroks", max_size=40))
    def test_any_text_is_read_or_refused_with_a_sentence(self, text):
        try:
            refused = None
            parse(text, SCHEMA)
        except RuleError as error:
            refused = error
        assert refused is None or (refused.say("zh") and refused.say("en") and refused.at.line >= 1)


class TestExplanation:
    LABELS = Labels(
        {
            "age": Text("年龄", "age"),
            "town": Text("户籍地", "household town"),
            "works": Text("就业", "in work"),
            "level": Text("残疾等级", "disability level"),
            "born": Text("出生日期", "date of birth"),
        },
        {("level", "1"): Text("一级", "first"), ("level", "none"): Text("无", "none")},
    )

    def say(self, text: str, language: str = "zh", **values: object) -> str:
        return explain(parse(text, SCHEMA), values, self.LABELS, language).text

    def test_names_the_one_part_that_decides_an_and(self):
        text = 'age >= 60 && town == "东莞" && !works'
        assert self.say(text, age=70, town="深圳", works=False) == (
            "不符合：“户籍地为东莞”不成立（户籍地：深圳）。"
        )
        assert self.say(text, "en", age=70, town="深圳") == (
            "Not met: “household town is 东莞” does not hold (household town: 深圳)."
        )

    def test_names_every_part_of_an_and_that_holds(self):
        assert self.say("age >= 60 && !works", age=70, works=False) == (
            "符合：“年龄不小于60”成立（年龄：70）；就业：否。"
        )

    def test_takes_the_shortest_reason(self):
        explanation = explain(
            parse("(age > 3 && works) || level == '1'", SCHEMA), {"age": 9, "works": True, "level": "1"}
        )
        assert explanation.names == ("level",)
        assert [part.source for part in explanation.deciding] == ["level == '1'"]

    def test_asks_for_what_is_still_open(self):
        assert self.say("age >= 60 && !works", age=70) == "还不能确定：需要知道就业。"
        assert self.say("age >= 60 && !works", "en") == "Not certain yet: age, in work must be known."

    def test_says_choices_and_days_by_their_words(self):
        assert self.say("level in ['1', 'none']", level="1") == (
            "符合：“残疾等级为一级、无之一”成立（残疾等级：一级）。"
        )
        assert self.say('date("2020-03-05") > born', "en", born=date(2020, 3, 5)) == (
            "Not met: “date of birth is before 5 March 2020” does not hold (date of birth: 5 March 2020)."
        )

    def test_speaks_only_of_the_branch_that_was_taken(self):
        explanation = explain(
            parse("(works ? age : big) >= 60", SCHEMA), {"works": True, "age": 70, "big": None}, self.LABELS
        )
        assert explanation.names == ("works", "age")
        assert explanation.outcome is True

    def test_keeps_every_part_with_its_outcome(self):
        parts = explain(parse("age >= 60 && !works", SCHEMA), {"age": 70}, self.LABELS).parts
        assert [(part.source, part.outcome, part.deciding) for part in parts] == [
            ("age >= 60 && !works", None, False),
            ("age >= 60", True, False),
            ("!works", None, False),
            ("works", None, True),
        ]


class TestValues:
    GOOD = {
        "age": 0,
        "income": Decimal("12.50"),
        "level": "none",
        "town": "东莞",
        "works": False,
        "born": date(2020, 2, 29),
    }

    def test_of_their_types_pass_and_the_unknown_are_left_out(self):
        assert checked({**self.GOOD, "on": None}, SCHEMA) == self.GOOD

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("age", "3"),
            ("age", True),
            ("age", 3.0),
            ("age", 131),
            ("age", -1),
            ("income", 12.5),
            ("income", 12),
            ("income", Decimal("12.505")),
            ("income", Decimal("NaN")),
            ("level", "3"),
            ("level", ""),
            ("level", 1),
            ("town", ""),
            ("town", 5),
            ("works", 1),
            ("works", "true"),
            ("born", "2020-02-29"),
            ("born", datetime(2020, 2, 29)),
        ],
    )
    def test_of_other_types_are_refused_by_name(self, name, value):
        with pytest.raises(ValueRefused, match=name):
            checked({name: value}, SCHEMA)

    def test_without_a_variable_are_refused_with_the_nearest(self):
        with pytest.raises(UnknownName) as caught:
            checked({"wants.pensions": True}, SCHEMA)
        assert caught.value.nearest == ("wants.pension",)
