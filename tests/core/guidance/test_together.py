"""Values of one person beside each other: number, birthday, sex, kind of document; and characters without a shape."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.codes import make_citizen_number
from onething.core.composition import compose
from onething.core.guidance import Draft, Looked, circumstances, fields_of, handed_on
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


SINCE = "applicant/disability.since"


class TestADayOfSomebodysLife:
    def since(self, day):
        found = fields(replace(draft(values={NUMBER: BOY, SINCE: day}), applicant=NOBODY))
        return wrong(found).get(SINCE, "")

    def test_before_the_birth_is_refused_with_the_likely_slip(self):
        assert "早于出生日期 1992-03-15" in self.since("1970-01-01")
        assert "年份" in self.since("1970-01-01")

    @given(day=st.dates(date(1900, 1, 1), ON))
    def test_is_refused_exactly_before_the_birth(self, day):
        assert bool(self.since(day.isoformat())) == (day < date(1992, 3, 15))


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


HER, HIS = "mother/person.id_number", "father/person.id_number"
BABY, TWIN = "newborn[1]/person.id_number", "newborn[2]/person.id_number"
MOMENT, BABY_SEX = "newborn[1]/birth.moment", "newborn[1]/person.sex"
BABY_BOY = make_citizen_number(date(2026, 3, 1), 31)
ENTERED = {"issued": "yes", "hukou": "yes", "wants": ["insurance", "reimbursement"], "insured": "employee"}


def birth(values, *, you="mother", document=NOBODY, newborns=1, **more):
    """What the form of a birth says beside each other."""
    of = city().scenes["birth"]
    answers = {**city().examples["birth-first-child"].answers, "you": you, **more}
    one = Draft(
        "birth", of.hash, applicant=document, answers=answers, bearers={"newborn": newborns}, values=values
    )
    plan = compose(of, circumstances(one, of, on=ON), package=city(), calendar=CALENDAR)
    return {line.key: line for line in fields_of(one, plan, of, city(), on=ON)}


class TestANumberOfANewborn:
    def say(self, moment, number=BABY_BOY, sex="male"):
        return birth({BABY: number, MOMENT: moment, BABY_SEX: sex}, **ENTERED)

    def test_agrees_with_the_moment_of_birth(self):
        assert wrong(self.say("2026-03-01 23:50")) == {}

    def test_that_does_not_names_the_moment_and_keeps_its_time(self):
        found = self.say("2026-03-02 23:50")
        assert set(wrong(found)) == {MOMENT}
        assert "日期写错了" in found[MOMENT].issue.text.zh
        assert found[MOMENT].issue.likely == "2026-03-01 23:50"

    def test_of_another_day_and_sex_is_somebody_elses(self):
        found = self.say("2026-03-02 23:50", sex="female")
        assert set(wrong(found)) == {BABY}
        assert "别人的号码" in found[BABY].issue.text.zh

    @given(
        born=st.dates(date(2026, 1, 1), ON), said=st.dates(date(2026, 1, 1), ON), serial=st.integers(0, 999)
    )
    def test_is_refused_exactly_when_born_on_another_day(self, born, said, serial):
        sex = "male" if serial % 2 else "female"
        found = self.say(f"{said} 12:00", make_citizen_number(born, serial), sex)
        assert bool(wrong(found)) == (born != said)


class TestOneNumberOfTwoPersons:
    def test_is_said_of_both_where_both_were_typed(self):
        found = birth({HER: BOY, HIS: BOY}, you="guardian")
        assert set(wrong(found)) == {HER, HIS}
        assert "爸爸" in wrong(found)[HER]
        assert "妈妈" in wrong(found)[HIS]
        assert "Father" in found[HER].issue.text.say("en")

    def test_does_not_put_the_sign_in_in_question(self):
        her = Person("陈思敏", "citizen_number", make_citizen_number(date(1992, 3, 15), 2))
        assert set(wrong(birth({HIS: her.number}, document=her))) == {HIS}

    def test_is_found_beside_whoever_signed_in_and_is_neither(self):
        him = Person("陈建国", "citizen_number", BOY)
        found = birth({HIS: BOY}, you="guardian", document=him)
        assert set(wrong(found)) == {HIS}
        assert "办理人" in wrong(found)[HIS]

    def test_may_be_the_applicant_in_another_role(self):
        him = Person("陈建国", "citizen_number", BOY)
        assert wrong(birth({}, you="father", document=him)) == {}

    def test_may_be_the_applicant_as_long_as_nobody_said_who_that_is(self):
        him = Person("陈建国", "citizen_number", BOY)
        assert wrong(birth({HIS: BOY}, you=None, document=him)) == {}

    def test_of_twins_is_said_of_both(self):
        found = birth({BABY: BABY_BOY, TWIN: BABY_BOY}, newborns=2, **ENTERED)
        assert set(wrong(found)) == {BABY, TWIN}
        assert "孩子 2" in wrong(found)[BABY]

    def test_of_two_kinds_of_document_are_two_numbers(self):
        kinds = {"mother/person.id_kind": "hmt_pass", "father/person.id_kind": "passport"}
        values = {HER: "12345678", HIS: "12345678"}
        assert wrong(birth(kinds | values, you="guardian", foreign="both")) == {}
        same = {"mother/person.id_kind": "passport", "father/person.id_kind": "passport"}
        assert set(wrong(birth(same | values, you="guardian", foreign="both"))) == {HER, HIS}

    @given(hers=st.integers(0, 3), his=st.integers(0, 3), other=st.integers(0, 3))
    def test_is_refused_exactly_where_two_carry_it(self, hers, his, other):
        def made(serial):
            return make_citizen_number(date(1990, 1, 1), serial)

        signed_in = Person("陈建国", "citizen_number", made(other))
        found = birth({HER: made(hers), HIS: made(his)}, you="guardian", document=signed_in)
        assert bool(wrong(found)) == (len({hers, his, other}) < 3)


class TestWhatAResultHandsOn:
    """A number that the office adds is judged beside all that is known of its bearer and of the others."""

    KNOWN = {MOMENT: "2026-03-01T23:50", BABY_SEX: "male", HER: make_citizen_number(date(1992, 3, 15), 2)}
    GUARDIAN = Person("陈建国", "citizen_number", BOY)

    def said(self, number, *, key=BABY, wants=("insurance",), **known):
        of = city().scenes["birth"]
        answers = {
            **city().examples["birth-first-child"].answers, "you": "guardian", "wants": list(wants)
        }  # fmt: skip
        one = Draft("birth", of.hash, answers=answers, bearers={"newborn": 2})
        plan = compose(of, circumstances(one, of, on=ON), package=city(), calendar=CALENDAR)
        (found,) = handed_on(
            plan,
            of,
            city(),
            known=self.KNOWN | known,
            said={key: number},
            applicant=self.GUARDIAN,
            on=ON,
        )
        assert found.key == key
        return found

    @pytest.mark.parametrize("number", ["E12345678", "H12345678", "123456", BABY_BOY[:-1]])
    def test_is_a_citizen_number_where_nothing_is_known_of_another_document(self, number):
        found = self.said(number)
        assert found.value is None
        assert found.issue is not None

    @pytest.mark.parametrize("wants", [("insurance",), ()])
    def test_agrees_whether_the_form_has_the_field_or_not(self, wants):
        found = self.said(BABY_BOY.lower(), wants=wants)
        assert (found.issue, found.value) == (None, BABY_BOY)

    @pytest.mark.parametrize("wants", [("insurance",), ()])
    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (make_citizen_number(date(2026, 3, 1), 32), "性别"),
            (make_citizen_number(date(2026, 3, 2), 31), "出生时间"),
            (make_citizen_number(date(1926, 3, 1), 31), "出生时间"),
            (KNOWN[HER], "妈妈"),
            (GUARDIAN.number, "办理人"),
        ],
    )
    def test_is_refused_where_it_contradicts(self, number, said, wants):
        assert said in self.said(number, wants=wants).issue.text.zh

    def test_is_not_the_twins(self):
        twin = {TWIN: BABY_BOY}
        assert "孩子 2" in self.said(BABY_BOY, wants=(), **twin).issue.text.zh
        assert self.said(BABY_BOY, wants=(), **{TWIN: BOY}).issue is None

    @given(
        born=st.dates(date(2026, 1, 1), ON), said=st.dates(date(2026, 1, 1), ON), serial=st.integers(0, 999)
    )
    def test_passes_exactly_with_the_day_and_the_sex(self, born, said, serial):
        known = {MOMENT: f"{said}T08:00"}
        found = self.said(make_citizen_number(born, serial), **known)
        assert (found.issue is None) == (born == said and serial % 2 == 1)


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
