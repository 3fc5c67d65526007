"""A condition that is typed and one that is picked are one tree and one text; both are said and tabled the same way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.catalogue.variables import ON
from onething.core.editing.completing import complete
from onething.core.editing.picking import (
    Group,
    Row,
    admitting,
    canonical,
    picked,
    row_of,
    sentence,
    written_as,
)
from onething.core.editing.truth import truth_tables
from onething.core.editing.variables import variables_of_item, variables_of_scene
from onething.core.proof.situations import conditions_of
from onething.core.rules import Bool, Choice, Int, parse
from tests import shipped

PACKAGE = shipped.city()
assert PACKAGE is not None
SCENE = PACKAGE.scenes["disabled-services"]
WORDS = variables_of_scene(SCENE)

CHOICES = sorted(name for name, type_ in WORDS.types.items() if isinstance(type_, Choice))
YES_NO = sorted(name for name, type_ in WORDS.types.items() if isinstance(type_, Bool))
NUMBERS = sorted(name for name, type_ in WORDS.types.items() if isinstance(type_, Int))


@st.composite
def rows(draw):
    kind = draw(st.sampled_from(["choice", "bool", "int"]))
    if kind == "choice":
        name = draw(st.sampled_from(CHOICES))
        type_ = WORDS.types[name]
        assert isinstance(type_, Choice)
        some = draw(st.lists(st.sampled_from(type_.values), min_size=1, unique=True))
        return row_of(name, draw(st.sampled_from(["==", "!="])), tuple(some), WORDS)
    if kind == "bool":
        return row_of(draw(st.sampled_from(YES_NO)), draw(st.sampled_from(["yes", "no"])), (), WORDS)
    sign = draw(st.sampled_from(["==", "!=", ">=", ">", "<=", "<"]))
    return row_of(draw(st.sampled_from(NUMBERS)), sign, (str(draw(st.integers(0, 120))),), WORDS)


groups = st.recursive(
    rows(),
    lambda inner: st.builds(
        Group,
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=2, max_size=3).map(tuple),
        st.booleans(),
    ),
    max_leaves=8,
)


class TestPickedAndTyped:
    @pytest.mark.parametrize("scene", sorted(PACKAGE.scenes))
    def test_are_one_tree_for_every_condition_of_the_city(self, scene):
        words = variables_of_scene(PACKAGE.scenes[scene])
        for condition in conditions_of(PACKAGE.scenes[scene]):
            again = parse(written_as(picked(condition)), words.types)
            assert again.tree == condition.tree, condition.text

    @given(groups)
    def test_are_one_text_once_written(self, part):
        text = written_as(part)
        condition = parse(text, WORDS.types)
        assert parse(canonical(condition), WORDS.types).tree == condition.tree
        assert canonical(parse(canonical(condition), WORDS.types)) == canonical(condition)

    @given(groups, st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 120)))
    def test_decide_alike(self, part, values):
        condition = parse(written_as(part), WORDS.types)
        assert parse(canonical(condition), WORDS.types)(values) == condition(values)

    def test_keep_what_rows_cannot_say_as_text(self):
        condition = parse('age + 1 >= 60 && certified == "none"', WORDS.types)
        assert picked(condition) == Group(
            "all", (Row("", "text", ("age + 1 >= 60",)), Row("certified", "==", ('"none"',)))
        )
        assert canonical(condition) == '(age + 1 >= 60) && certified == "none"'

    def test_several_choices_are_one_of_them(self):
        row = row_of("certified", "==", ("lost", "none", "nonsense"), WORDS)
        assert row is not None
        assert written_as(row) == 'certified in ["none", "lost"]'
        assert row_of("certified", "!=", ("valid",), WORDS) == Row("certified", "!=", ('"valid"',))
        assert row_of("certified", "==", (), WORDS) is None
        assert row_of("age", ">=", (" ",), WORDS) is None


class TestAdmitting:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('certified in ["none", "lost"]', 'certified in ["none", "lost", "expired"]'),
            ('certified == "none" && age >= 6', 'certified in ["none", "expired"] && age >= 6'),
            ('!(certified in ["expired", "valid"])', 'certified != "valid"'),
            ('certified != "valid"', None),
            ("age >= 6", None),
        ],
    )
    def test_a_choice_changes_only_the_rows_of_its_question(self, before, after):
        assert admitting(parse(before, WORDS.types), "certified", "expired") == after


class TestCompletions:
    def test_give_names_with_what_they_are_called(self):
        found = complete("cert", 4, WORDS)
        assert (found.start, found.end) == (0, 4)
        assert [(one.text, one.label.zh) for one in found.options] == [
            ("certified", "您有残疾人证吗"),
            ("certificate_state", "残疾人证状态"),
        ]

    def test_give_the_choices_not_written_yet_first_and_say_so(self):
        text = 'certified in ["none", "lost", '
        found = complete(text, len(text), WORDS)
        assert [(one.text, one.unwritten) for one in found.options] == [
            ('"valid"', True),
            ('"expired"', True),
            ('"none"', False),
            ('"lost"', False),
        ]

    def test_replace_the_word_under_the_cursor(self):
        text = 'certified == "val"'
        found = complete(text, len('certified == "va'), WORDS)
        assert text[found.start : found.end] == '"val"'
        assert [one.text for one in found.options] == ['"valid"']

    def test_are_found_by_their_words(self):
        text = "certified == 过期"
        assert [
            one.text for one in complete('certified == "过期', len('certified == "过期'), WORDS).options
        ] == ['"expired"']
        assert complete(text, 0, WORDS).start == 0

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("certified ", ["==", "!=", "in ["]),
            ("age ", ["==", "!=", ">="]),
            ("age >= 60 ", ["&&", "||"]),
            ("wants.care ", ["&&", "||"]),
            ("certified in ", ["["]),
            ('certified in ["none" ', [",", "]"]),
            ('certified in ["none"] ', ["&&", "||"]),
        ],
    )
    def test_follow_what_stands_before(self, text, first):
        assert [one.text for one in complete(text, len(text), WORDS).options[: len(first)]] == first

    @given(st.text(max_size=60), st.integers(-5, 80))
    def test_never_fail(self, text, position):
        found = complete(text, position, WORDS)
        assert 0 <= found.start <= found.end <= len(text)

    @given(groups, st.data())
    def test_put_in_give_a_condition_that_reads(self, part, data):
        """Cut a value out of a condition; one of the completions there gives a condition again."""
        text = written_as(part)
        quotes = [at for at, sign in enumerate(text) if sign == '"']
        if not quotes:
            return
        at = quotes[2 * data.draw(st.integers(0, len(quotes) // 2 - 1))]
        end = text.index('"', at + 1) + 1
        cut = text[:at] + text[end:]
        found = complete(cut, at, WORDS)
        assert text[at:end] in {one.text for one in found.options}
        for one in found.options:
            parse(cut[: found.start] + one.text + cut[found.end :], WORDS.types)

    def test_leave_the_day_for_last(self):
        assert complete("", 0, WORDS).options[-2].text == ON


class TestSentence:
    def test_says_a_condition_in_plain_words(self):
        condition = parse(
            'certified in ["none", "lost"] && (age >= 60 || wants.pension) && kind != "mental"', WORDS.types
        )
        assert sentence(condition, WORDS).zh == (
            "“您有残疾人证吗”答的是“没有”或“有过，丢了”，并且（“您今年几岁”不小于 60，或者选了“城乡居民养老保险”），"
            "并且“是哪一类残疾”答的不是“精神”"
        )
        assert sentence(condition, WORDS).en.startswith(
            "“Do you have a disability certificate” is answered “No” or"
        )

    @given(groups)
    def test_says_every_condition_in_both_languages(self, part):
        said = sentence(parse(written_as(part), WORDS.types), WORDS)
        assert said.zh
        assert said.en


class TestTruthTable:
    def test_has_a_column_for_every_answer_and_one_for_none(self):
        (table,) = truth_tables(parse('certified in ["none", "lost"]', WORDS.types), WORDS)
        assert [(one.value, one.outcome) for one in table.columns] == [
            ("none", True),
            ("valid", False),
            ("expired", False),
            ("lost", True),
            (None, None),
        ]

    def test_shows_numbers_around_their_limits(self):
        (table,) = truth_tables(parse("age >= 60", WORDS.types), WORDS)
        assert [(one.label.zh, one.outcome) for one in table.columns] == [
            ("59", False),
            ("60", True),
            ("61", True),
            ("没答", None),
        ]

    @given(groups)
    def test_is_what_the_condition_decides(self, part):
        condition = parse(written_as(part), WORDS.types)
        for table in truth_tables(condition, WORDS):
            for column in table.columns:
                assert column.outcome == condition({table.name: column.value})


class TestVariables:
    def test_of_an_item_are_its_own_and_those_that_all_its_scenes_have(self):
        item = PACKAGE.items["care-allowance"]
        words = variables_of_item(item, PACKAGE)
        for condition in (rule.condition for rule in item.eligible):
            assert condition.names <= set(words.types)
