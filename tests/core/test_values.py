"""What was typed, read into values."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.catalogue.words import Choice, Constraints, Element, ElementKind, Sensitivity
from onething.core.source import Text
from onething.core.values import (
    FieldProblem,
    HiddenCharacter,
    ImpossibleDate,
    NotAChoice,
    OutOfRange,
    TooLong,
    ValueMissing,
    ValueUnreadable,
    WrongNumber,
    is_beyond,
    is_blank,
    parse_value,
    show_to_owner,
    show_value,
)

ON = date(2026, 3, 5)
ANY = Constraints()


def element(kind: ElementKind, id: str = "person.thing", **more) -> Element:
    return Element(id, Text("某项", "Something"), kind, **more)


def read(kind: ElementKind, raw, limits: Constraints = ANY, **more):
    return parse_value(element(kind, **more), raw, limits, on=ON)


class TestADay:
    @pytest.mark.parametrize(
        "typed",
        [
            "2026年3月5日",
            "2026-3-5",
            "20260305",
            "2026/03/05",
            "2026.3.5",
            "２０２６－０３－０５",
            " 2026 年 3 月 5 日 ",
            "2026年3月5号",
        ],
    )
    def test_is_read_in_every_usual_form(self, typed):
        assert read(ElementKind.DATE, typed) == "2026-03-05"

    @pytest.mark.parametrize("typed", ["2026-02-30", "2026-13-01", "20260000", "1849-12-31", "2099-01-01"])
    def test_that_cannot_be_is_refused(self, typed):
        with pytest.raises(ImpossibleDate):
            read(ElementKind.DATE, typed)

    @pytest.mark.parametrize("typed", ["三月五日", "5/3", "2026", "abc", "2026-3-5-1", "03-05-2026"])
    def test_that_is_none_is_refused_with_an_example(self, typed):
        with pytest.raises(ValueUnreadable) as refused:
            read(ElementKind.DATE, typed)
        assert "2026-03-05" in refused.value.sentence.zh

    def test_of_birth_is_not_in_the_future_but_another_day_may_be(self):
        with pytest.raises(ImpossibleDate):
            read(ElementKind.DATE, "2026-03-06", id="person.birth_date")
        assert read(ElementKind.DATE, "2026-03-05", id="person.birth_date") == "2026-03-05"
        assert read(ElementKind.DATE, "2026-03-06", id="aid.from") == "2026-03-06"

    @given(st.dates(date(1850, 1, 1), date(2070, 1, 1)))
    def test_comes_back_as_it_was_shown(self, day):
        shown = show_value(element(ElementKind.DATE), day.isoformat(), "zh")
        assert read(ElementKind.DATE, shown) == day.isoformat()


class TestAMonthAndAMoment:
    @pytest.mark.parametrize("typed", ["2026年3月", "2026-3", "202603", "2026-03-01", "２０２６年３月"])
    def test_month_is_its_first_day(self, typed):
        assert read(ElementKind.MONTH, typed) == "2026-03-01"

    @pytest.mark.parametrize(
        "typed",
        [
            "2026-03-05 14:30",
            "2026年3月5日14时30分",
            "20260305 14:30",
            "2026-03-05T14:30",
            "2026-3-5 14点30分",
        ],
    )
    def test_moment_is_read_to_the_minute(self, typed):
        assert read(ElementKind.MOMENT, typed) == "2026-03-05T14:30"

    @pytest.mark.parametrize("typed", ["2026-03-05", "14:30"])
    def test_moment_needs_both_parts(self, typed):
        with pytest.raises(ValueUnreadable):
            read(ElementKind.MOMENT, typed)

    def test_moment_keeps_the_24_hour_clock(self):
        with pytest.raises(ImpossibleDate):
            read(ElementKind.MOMENT, "2026-03-05 25:00")


class TestAName:
    @pytest.mark.parametrize(
        "name",
        [
            "欧阳若曦",
            "阿卜杜热西提·买买提依明",
            "𠮷田㐂",
            "Anna Lindqvist",
            "O’Neil-李",
            "王" * 50,
            "\ue000明",
        ],
    )
    def test_stays_letter_for_letter(self, name):
        assert read(ElementKind.NAME, name) == name

    def test_has_room_for_fifty_characters_even_where_the_dictionary_says_less(self):
        assert read(ElementKind.NAME, "长" * 100) == "长" * 100
        with pytest.raises(TooLong):
            read(ElementKind.NAME, "长" * 101)

    @pytest.mark.parametrize("typed", ["张\u202e三", "张\u200b三", "张\x00三", "张\u2028三", "\ufeff张三"])
    def test_with_a_character_nobody_sees_is_refused(self, typed):
        with pytest.raises(HiddenCharacter) as refused:
            read(ElementKind.NAME, typed)
        assert "U+" in refused.value.sentence.zh
        assert typed not in str(refused.value)

    @pytest.mark.parametrize("typed", ["", "   ", "\u3000", None])
    def test_that_is_blank_is_missing(self, typed):
        with pytest.raises(ValueMissing):
            read(ElementKind.NAME, typed)

    def test_of_signs_only_is_none(self):
        with pytest.raises(ValueUnreadable):
            read(ElementKind.NAME, "——")

    @given(st.text(min_size=1, max_size=60))
    def test_is_never_changed_beyond_its_edges(self, typed):
        with suppress(FieldProblem):
            assert read(ElementKind.NAME, typed) == typed.strip("\u3000 \t\r\n")


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "value"), [("１２", 12), (" 12 ", 12), ("1,200", 1200), (3, 3), ("-4", -4)]
    )
    def test_integer(self, typed, value):
        assert read(ElementKind.INTEGER, typed) == value

    @pytest.mark.parametrize("typed", ["1.5", "十二", "1e5", True, "12a", [1], float("nan")])
    def test_integer_is_refused(self, typed):
        with pytest.raises(ValueUnreadable):
            read(ElementKind.INTEGER, typed)

    def test_a_unit_may_be_typed_behind_it(self):
        assert read(ElementKind.INTEGER, "2650克", unit=Text("克", "g")) == 2650

    @pytest.mark.parametrize("typed", ["12,5", "1,25", "12，50", ",5", "1,,250", "1,2500"])
    def test_with_a_comma_that_parts_no_thousands_is_refused_not_misread(self, typed):
        with pytest.raises(ValueUnreadable):
            read(ElementKind.DECIMAL, typed)

    def test_with_parted_thousands_is_the_same_number(self):
        assert read(ElementKind.DECIMAL, "1,250.5") == read(ElementKind.DECIMAL, "１，250.50") == "1250.5"

    def test_out_of_range_is_told_with_its_unit_in_both_languages(self):
        with pytest.raises(OutOfRange) as refused:
            read(ElementKind.DECIMAL, "20.5", Constraints(max=20), unit=Text("平方米", "m²"))
        assert "20 平方米" in refused.value.sentence.zh
        assert "20 m²" in refused.value.sentence.en

    @given(st.integers(-1000, 1000), st.integers(-1000, 1000))
    def test_is_beyond_its_limit_as_numbers_are_however_it_is_written(self, tenths, limit):
        decimal, text = element(ElementKind.DECIMAL), format(Decimal(tenths) / 10, "f")
        assert is_beyond(decimal, text, limit, below=True) == (tenths < limit * 10)
        assert is_beyond(decimal, text, limit, below=False) == (tenths > limit * 10)

    @pytest.mark.parametrize(
        ("typed", "fen"),
        [("180", 18000), ("180.5", 18050), ("￥1,800.05", 180005), ("１８０元", 18000), (18050, 18050)],
    )
    def test_money_is_whole_fen(self, typed, fen):
        assert read(ElementKind.MONEY, typed) == fen

    @pytest.mark.parametrize("typed", ["1.005", "-1", "很多", -500, 10**30, True])
    def test_money_is_refused(self, typed):
        with pytest.raises(ValueUnreadable):
            read(ElementKind.MONEY, typed)

    @given(st.integers(0, 10**12))
    def test_money_comes_back_as_it_was_shown(self, fen):
        assert read(ElementKind.MONEY, show_value(element(ElementKind.MONEY), fen, "zh")) == fen

    def test_limits_say_themselves(self):
        with pytest.raises(OutOfRange) as refused:
            read(ElementKind.INTEGER, "9", Constraints(max=8))
        assert "8" in refused.value.sentence.zh
        with pytest.raises(OutOfRange):
            read(ElementKind.DATE, "2026-01-01", Constraints(min=date(2026, 2, 1)))


class TestChoices:
    SEX = (Choice("male", Text("男", "Male")), Choice("female", Text("女", "Female")))

    @pytest.mark.parametrize("typed", ["male", "男", "Male"])
    def test_is_known_by_id_and_label(self, typed):
        assert read(ElementKind.CHOICE, typed, choices=self.SEX) == "male"

    def test_outside_says_what_there_is(self):
        with pytest.raises(NotAChoice) as refused:
            read(ElementKind.CHOICE, "x", choices=self.SEX)
        assert "男、女" in refused.value.sentence.zh

    def test_inside_the_dictionary_but_not_allowed_here(self):
        with pytest.raises(NotAChoice) as refused:
            read(ElementKind.CHOICE, "male", Constraints(allowed=frozenset({"female"})), choices=self.SEX)
        assert "男" not in refused.value.sentence.zh

    @pytest.mark.parametrize(("typed", "value"), [("是", True), ("no", False), (True, True), ("没有", False)])
    def test_yes_or_no(self, typed, value):
        assert read(ElementKind.YES_NO, typed) is value


class TestCodes:
    def test_full_width_and_small_x_are_the_same_number(self):
        assert read(ElementKind.CITIZEN_NUMBER, "９９００００１９５３１０１００５１x") == "99000019531010051X"

    def test_a_slip_is_named_and_guessed_for_the_form_only(self):
        with pytest.raises(WrongNumber) as refused:
            read(ElementKind.CITIZEN_NUMBER, "990000198601200191")
        assert "990000198601200191" not in refused.value.sentence.zh
        assert refused.value.likely == "990000198601200119"
        assert "likely" not in refused.value.facts()

    def test_an_identity_number_of_eighteen_digits_must_check(self):
        with pytest.raises(WrongNumber):
            read(ElementKind.IDENTITY_NUMBER, "990000198601200118")

    @pytest.mark.parametrize(("typed", "value"), [("xk 0099001", "XK0099001"), ("Ｈ99009901", "H99009901")])
    def test_an_identity_number_may_be_of_another_document(self, typed, value):
        assert read(ElementKind.IDENTITY_NUMBER, typed) == value

    def test_telephones_lose_their_spacing(self):
        assert read(ElementKind.PHONE, "138 0000 0119") == "13800000119"

    def test_accounts_are_digits(self):
        assert read(ElementKind.BANK_ACCOUNT, "6229 9900 0000 0000 119") == "6229990000000000119"
        with pytest.raises(WrongNumber):
            read(ElementKind.BANK_ACCOUNT, "6229-abc")


class TestShowing:
    def test_masks_what_is_sensitive(self):
        assert (
            show_value(element(ElementKind.IDENTITY_NUMBER), "990000198601200119", "zh", masked=True)
            == "990000********0119"
        )
        assert show_value(element(ElementKind.NAME), "梁志恒", "zh", masked=True) == "梁**"
        secret = element(ElementKind.TEXT, sensitivity=Sensitivity.SENSITIVE)
        assert "低保" not in show_value(secret, "低保", "zh", masked=True)

    def test_lets_the_owner_read_everything_but_the_middle_of_numbers(self):
        sensitive = element(ElementKind.TEXT, sensitivity=Sensitivity.SENSITIVE)
        assert show_to_owner(sensitive, "99000019680812001741", "zh") == "990000**********1741"
        assert show_to_owner(element(ElementKind.PHONE), "13800001357", "zh") == "138****1357"
        assert show_to_owner(element(ElementKind.NAME), "梁志恒", "zh") == "梁志恒"
        assert show_to_owner(element(ElementKind.MONEY), 28_600, "zh") == "286.00 元"

    def test_speaks_both_languages(self):
        assert show_value(element(ElementKind.DATE), "2026-03-05", "zh") == "2026 年 3 月 5 日"
        assert show_value(element(ElementKind.YES_NO), False, "en") == "No"


@given(
    kind=st.sampled_from(list(ElementKind)),
    raw=st.one_of(
        st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.lists(st.integers())
    ),
)
def test_whatever_comes_is_a_value_or_a_problem_in_two_languages(kind, raw):
    found: list[FieldProblem] = []
    value = None
    try:
        value = read(kind, raw, choices=TestChoices.SEX)
    except FieldProblem as problem:
        found.append(problem)
    for problem in found:
        assert problem.sentence.zh
        assert problem.sentence.en
    if not found:
        assert read(kind, value, choices=TestChoices.SEX) == value  # canonical values are read as themselves
        assert show_value(element(kind, choices=TestChoices.SEX), value, "zh") != ""


class TestABlank:
    @pytest.mark.parametrize("text", ["", " \t\n", "\u3000", "\u200b\u200d", "\u202e\ufeff", "\x00"])
    def test_is_what_nobody_can_see(self, text):
        assert is_blank(text)

    @pytest.mark.parametrize("text", ["字", " a ", "\u200b1", "。", "\ue000", "\U000323af"])
    def test_is_nothing_that_can_be_seen_or_that_a_register_may_have_written(self, text):
        assert not is_blank(text)
