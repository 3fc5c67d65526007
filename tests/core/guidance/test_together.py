"""Values of one person beside each other: number, birthday, sex, kind of document; and characters without a shape."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.codes import make_citizen_number
from onething.core.composition import compose
from onething.core.guidance import Draft, Looked, circumstances, fields_of
from onething.core.guidance.together import CODE, NO_GLYPH
from onething.core.submission import Person
from tests.core.guidance.test_form import CALENDAR, ON, city, draft, fields, scene

NUMBER = "applicant/person.id_number"
HER_NUMBER, HER_KIND = "mother/person.id_number", "mother/person.id_kind"
BORN, SEX = "applicant/person.birth_date", "applicant/person.sex"
NOBODY = Person("", "none", "")
BOY = make_citizen_number(date(1992, 3, 15), 1)  # an odd serial


def typed(**more):
    """The form of somebody whom signing in does not know, so that every value is typed."""
    keys = {"number": NUMBER, "born": BORN, "sex": SEX}
    values = {keys[name]: value for name, value in more.items()}
    return fields(replace(draft(values=values), applicant=NOBODY))


def wrong(found) -> dict[str, str]:
    return {key: one.issue.text.zh for key, one in found.items() if one.issue and one.issue.code == CODE}


class TestABirthday:
    def test_that_agrees_with_the_number_is_right(self):
        assert wrong(typed(number=BOY, born="1992-03-15", sex="male")) == {}

    @pytest.mark.parametrize(
        ("born", "slip"),
        [("1929-03-15", "年份写错了"), ("1992-03-16", "日期写错了")],
    )
    def test_that_does_not_is_named_with_the_number_and_the_likely_slip(self, born, slip):
        found = typed(number=BOY, born=born, sex="male")
        ((key, text),) = wrong(found).items()
        assert key == BORN
        assert "出生日期" in text
        assert "身份号码" in text
        assert slip in text
        assert found[BORN].issue.likely == "1992-03-15"

    def test_with_month_and_day_exchanged_is_said_so(self):
        number = make_citizen_number(date(1992, 3, 5), 1)
        assert "月和日写反了" in wrong(typed(number=number, born="1992-05-03"))[BORN]

    def test_said_by_a_register_is_not_put_in_question(self):
        looked = Looked("household-register", "applicant", 0, "answered", ("person.birth_date",), {"person.birth_date": "1950-01-01"})  # fmt: skip
        found = fields(draft(looked=(looked,), agreed=("household-register",)))
        assert found[BORN].value == "1950-01-01"
        assert wrong(found) == {}

    @given(
        born=st.dates(date(1900, 1, 1), ON), said=st.dates(date(1900, 1, 1), ON), serial=st.integers(0, 999)
    )
    def test_is_refused_exactly_when_it_is_another_day(self, born, said, serial):
        found = typed(number=make_citizen_number(born, serial), born=said.isoformat())
        assert bool(wrong(found)) == (born != said)


class TestASex:
    def test_that_does_not_agree_names_both(self):
        text = wrong(typed(number=BOY, born="1992-03-15", sex="female"))[SEX]
        assert "性别" in text
        assert "身份号码" in text
        assert "“男”" in text

    def test_wrong_together_with_the_birthday_means_somebody_elses_number(self):
        found = wrong(typed(number=BOY, born="1994-07-01", sex="female"))
        assert list(found) == [NUMBER]
        assert "别人的号码" in found[NUMBER]


def mother(*, document=NOBODY, **more):
    """What the form of a birth says about a mother, kind of document and number."""
    of, keys = city().scenes["birth"], {"kind": "person.id_kind", "number": "person.id_number"}
    answers = {**city().examples["birth-first-child"].answers, "you": "mother"}
    values = {f"mother/{keys[name]}": value for name, value in more.items()}
    one = Draft("birth", of.hash, applicant=document, answers=answers, values=values)
    plan = compose(of, circumstances(one, of, on=ON), package=city(), calendar=CALENDAR)
    return {line.key: line for line in fields_of(one, plan, of, city(), on=ON) if line.role == "mother"}


class TestANumberAndItsKind:
    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            ("id_card", BOY),
            ("passport", "XK0099001"),
            ("passport", "123456789"),
            ("hmt_pass", "H99009901"),
            ("hmt_pass", "M9900990101"),
            ("hmt_pass", "99009901"),
            ("hmt_permit", make_citizen_number(date(1990, 1, 1), 2, region="810000")),
            ("foreign_permit", "XKA990000199001"),
        ],
    )
    def test_that_fit_are_kept_as_they_are(self, kind, number):
        found = mother(kind=kind, number=number)
        assert wrong(found) == {}
        assert found[HER_NUMBER].value == number

    def test_a_citizen_number_under_another_kind_means_the_wrong_kind(self):
        assert "证件类型选错" in wrong(mother(kind="passport", number=BOY))[HER_KIND]

    @pytest.mark.parametrize(
        ("kind", "number", "shape"),
        [
            ("hmt_pass", "X1234567", "H 或 M"),
            ("id_card", "XK0099001", "18 位"),
            ("hmt_permit", "H99009901", "81"),
        ],
    )
    def test_that_do_not_fit_say_how_such_a_number_looks(self, kind, number, shape):
        text = wrong(mother(kind=kind, number=number))[HER_NUMBER]
        assert "证件类型" in text
        assert shape in text

    @pytest.mark.parametrize(
        ("document", "number", "choice"),
        [("passport", "XK0099001", "passport"), ("taiwan", "99009901", "hmt_pass")],
    )
    def test_of_the_sign_in_need_no_typing(self, document, number, choice):
        found = mother(document=Person("Anna Lindqvist", document, number))
        assert (found[HER_KIND].value, found[HER_NUMBER].value) == (choice, number)
        assert wrong(found) == {}


class TestACharacterThatNoFontHas:
    def read(self, value):
        one = replace(draft(values={"applicant/person.residence_address": value}))
        plan = compose(scene(), circumstances(one, scene(), on=ON), package=city(), calendar=CALENDAR)
        found = fields_of(
            one, plan, scene(), city(), on=ON, undrawn=lambda text: [c for c in text if c == "𱁬"]
        )
        return {line.key: line for line in found}["applicant/person.residence_address"]

    def test_is_named_and_what_was_typed_is_kept(self):
        field = self.read("东莞市𱁬路")
        assert field.issue.code == NO_GLYPH
        assert "“𱁬”（U+3106C）" in field.issue.text.zh
        assert field.raw == "东莞市𱁬路"

    def test_others_pass(self):
        assert self.read("东莞市𫖯路").issue is None
