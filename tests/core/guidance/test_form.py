"""The form of a draft without a database: sources, refusals of single items, and the draft as data."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.cases.receiving import circumstances_of
from onething.core.cases.shapes import read_as
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Constraints, Way
from onething.core.composition import compose
from onething.core.guidance import (
    Change,
    ChosenWay,
    Draft,
    LineUnknown,
    Looked,
    circumstances,
    differs,
    draft_from_data,
    draft_to_data,
    fields_of,
    materials_of,
    sheet_of,
)
from onething.core.guidance.answers import answers_of
from onething.core.guidance.draft import changed, questions_of
from onething.core.naming import Named
from onething.core.source import Text
from onething.core.submission import (
    Consent,
    Delivery,
    GivenFile,
    Person,
    Representative,
    SharedAnswer,
    Submission,
)
from tests import shipped

ROOT = Path(__file__).resolve().parents[3]
ON = date(2026, 3, 5)
AT = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
CALENDAR = load_calendar()
LIANG = Person("梁志恒", "citizen_number", "990000198601200119", "13800000119")
BORN = {"place": "guangdong", "issued": "no", "parents": "married", "local": "both", "voucher": "yes", "age": "month", "hukou": "no", "foreign": "none", "you": "mother", "named": "yes", "surname": "father", "follows": "mother", "book": "family", "wants": ["card"], "delivery": "pickup"}  # fmt: skip
ANSWERS = {"certified": "none", "household": "dongguan", "wants": ["pension", "hardship", "care"], "kind": "limb", "level": "1", "age": 40, "income": "dibao", "by": "self", "student": "no", "pension": "none", "drawing": [], "account": "card"}  # fmt: skip


@cache
def city() -> Package:
    return shipped.city()


def scene() -> Scene:
    return city().scenes["disabled-services"]


def stricter(item: str, element: str, limits: Constraints) -> Scene:
    """The scene with other limits of one item on one element."""

    def one(line):
        if line.item.id != item:
            return line
        fields = tuple(
            replace(f, constraints=limits) if f.element == element else f for f in line.item.fields
        )
        return replace(line, item=replace(line.item, fields=fields))

    return replace(scene(), items=tuple(one(line) for line in scene().items))


def draft(**more) -> Draft:
    return Draft("disabled-services", scene().hash, applicant=LIANG, answers=ANSWERS, **more)


def fields(one: Draft, of: Scene | None = None) -> dict:
    of = of or scene()
    plan = compose(of, circumstances(one, of, on=ON), package=city(), calendar=CALENDAR)
    return {line.key: line for line in fields_of(one, plan, of, city(), on=ON)}


class TestAValueThatOneItemRefuses:
    KEY = "applicant/person.residence_address"

    def test_names_the_item_so_that_one_may_go_on_without_it(self):
        of = stricter("care-allowance", "person.residence_address", Constraints(max_length=5))
        issue = fields(draft(values={self.KEY: "东莞市示例路 1 号"}), of)[self.KEY].issue
        assert [one.id for one in issue.items] == ["care-allowance"]
        without = draft(values={self.KEY: "东莞市示例路 1 号"}, dropped=("care-allowance",))
        assert fields(without, of)[self.KEY].issue is None

    def test_that_every_item_refuses_names_none(self):
        issue = fields(draft(values={self.KEY: "东" * 300}))[self.KEY].issue
        assert issue.items == ()
        assert issue.code == "values.too_long"


class TestSources:
    def test_name_and_number_of_the_sign_in_are_not_typed_over_but_a_telephone_is(self):
        found = fields(draft(values={"applicant/person.name": "别人", "applicant/person.phone": "12345"}))
        assert found["applicant/person.name"].value == "梁志恒"
        assert not found["applicant/person.name"].open
        assert (found["applicant/person.phone"].value, found["applicant/person.phone"].source) == (
            "12345",
            "typed",
        )

    def test_a_share_that_knows_a_part_fills_it_and_is_not_counted_on(self):
        looked = Looked("disability-register", "applicant", 0, "answered", ("disability.kind", "disability.level"), {"disability.kind": "limb"}, missing=("disability.level",))  # fmt: skip
        one = draft(looked=(looked,), agreed=("disability-register",))
        assert one.shares == frozenset()
        assert fields(one)["applicant/disability.level"].comes_with.id == "disability-certificate"

    def test_a_share_that_was_not_agreed_to_is_not_counted_on(self):
        looked = Looked(
            "household-register", "applicant", 0, "answered", ("person.sex",), {"person.sex": "male"}
        )
        assert draft(looked=(looked,), agreed=()).shares == frozenset()
        assert draft(looked=(looked,), agreed=("household-register",)).shares == {"household-register"}


class TestWhatTheSourcesSaid:
    SEX, BORN = "applicant/person.sex", "applicant/person.birth_date"

    def answers(self, one):
        plan = compose(scene(), circumstances(one, scene(), on=ON), package=city(), calendar=CALENDAR)
        return {a.key: a for a in answers_of(one, plan, scene(), city(), on=ON)}

    def looked(self, **more):
        known = {"outcome": "answered", "values": {"person.sex": "male"}, "as_of": ON, "at": AT, **more}
        return Looked(
            "household-register", "applicant", 0, names=("person.sex", "person.birth_date"), **known
        )

    def test_stays_whatever_the_person_types(self):
        one = draft(looked=(self.looked(),), agreed=("household-register",), values={self.SEX: "female"})
        assert fields(one)[self.SEX].value == "female"
        assert self.answers(one)[self.SEX] == SharedAnswer(
            self.SEX, "share:household-register", "answered", "male", ON, AT
        )

    def test_names_what_was_asked_and_not_answered(self):
        one = draft(
            looked=(self.looked(outcome="slow", values={}, as_of=None),), agreed=("household-register",)
        )
        assert self.answers(one)[self.SEX] == SharedAnswer(
            self.SEX, "share:household-register", "slow", asked_at=AT
        )

    def test_prefers_the_source_that_has_a_value(self):
        silent = replace(self.looked(outcome="down", values={}), share="other")
        one = draft(looked=(silent, self.looked()), agreed=("household-register",))
        assert self.answers(one)[self.SEX].value == "male"

    def test_of_another_person_or_unasked_is_not_there(self):
        other = replace(self.looked(), role="guardian")
        assert self.answers(draft(looked=(other,))) == {}

    def test_may_be_a_licence(self):
        one = draft(held={"id-card": {"person.sex": "male"}}, agreed=("licence:id-card",))
        assert self.answers(one)[self.SEX].source == "licence:id-card"

    def test_is_under_no_hash(self):
        one = draft(looked=(self.looked(),), agreed=("household-register",), delivery=Delivery("electronic"))
        plan = compose(scene(), circumstances(one, scene(), on=ON), package=city(), calendar=CALENDAR)
        parts = (
            fields_of(one, plan, scene(), city(), on=ON),
            materials_of(one, plan, scene(), city()),
        )
        sheet = sheet_of(one, plan, *parts, scene(), city(), on=ON, at=AT, signer="梁志恒")
        assert sheet.submission.answered
        without = replace(sheet.submission, answered=())
        assert without.sheet_hash() == sheet.hash
        assert without.content_hash() == sheet.submission.content_hash()


class TestASheetWithAnInsistedItem:
    def submission(self, **more):
        one = replace(draft(delivery=Delivery("electronic"), **more), answers={**ANSWERS, "income": "none"})
        plan = compose(scene(), circumstances(one, scene(), on=ON), package=city(), calendar=CALENDAR)
        parts = fields_of(one, plan, scene(), city(), on=ON), materials_of(one, plan, scene(), city())
        return sheet_of(one, plan, *parts, scene(), city(), on=ON, at=AT, signer="梁志恒").submission

    def test_is_signed_with_it_and_read_again(self):
        insisting = self.submission(insisted=("hardship-allowance",))
        assert insisting.insisted == ("hardship-allowance",)
        assert circumstances_of(insisting).insisted == {"hardship-allowance"}
        assert replace(insisting, insisted=()).sheet_hash() != insisting.sheet_hash()
        assert read_as(Submission, insisting.to_data()) == insisting

    def test_leaves_the_data_of_all_others_as_they_were(self):
        plain = self.submission()
        assert "insisted" not in plain.to_data()
        assert read_as(Submission, plain.to_data()) == plain


class TestASheetThatIsRead:
    def lines(self, of="disabled-services", section="answers", **more):
        there = city().scenes[of]
        one = Draft(of, there.hash, applicant=LIANG, delivery=Delivery("electronic"), **more)
        plan = compose(there, circumstances(one, there, on=ON), package=city(), calendar=CALENDAR)
        parts = fields_of(one, plan, there, city(), on=ON), materials_of(one, plan, there, city())
        sheet = sheet_of(one, plan, *parts, there, city(), on=ON, at=AT, signer="梁志恒")
        return [
            (line.label.zh, line.value.zh, line.label.say("en"), line.value.say("en"))
            for line in sheet.lines
            if line.section == section
        ]

    def test_shows_every_answer_that_the_signature_covers(self):
        found = {zh: (value, en, said) for zh, value, en, said in self.lines(answers=ANSWERS)}
        questions = {one.id: one for one in questions_of(scene()) if one.id in ANSWERS}
        assert set(found) == {one.text.zh for one in questions.values()}
        labels = {one.id: one.label for one in questions["income"].choices}
        assert found[questions["income"].text.zh] == (
            labels["dibao"].zh,
            questions["income"].text.say("en"),
            labels["dibao"].say("en"),
        )
        assert found[questions["age"].text.zh][0] == "40"
        wants = {one.id: one.label.zh for one in questions["wants"].choices}
        assert found[questions["wants"].text.zh][0] == "、".join(wants[one] for one in ANSWERS["wants"])
        assert found[questions["drawing"].text.zh][0] == "都没有"

    def test_shows_how_many_children_there_are(self):
        assert ("孩子", "2", "Child", "2") in self.lines("birth", bearers={"newborn": 2})

    def test_says_whose_each_paper_is(self):
        papers = (GivenFile("ab" * 32, "照片.png", "png", 10),)
        found = self.lines(
            "birth",
            section="materials",
            answers=BORN,
            bearers={"newborn": 2},
            values={"newborn[1]/person.name": "黎小满"},
            files={f"newborn[{number}]/photo": papers for number in (1, 2)},
        )
        photos = [(zh, en) for zh, _, en, _ in found if zh.startswith("照片")]
        assert [zh for zh, _ in photos] == ["照片（孩子 1 黎小满）", "照片（孩子 2）"]
        assert photos[1][1].endswith("(Child 2)")
        names = [zh for zh, *_ in found]
        assert len(names) == len(set(names))

    def test_names_every_source_in_words_and_who_is_asked(self):
        share = next(one for one in city().shares.values() if one.id == "low-income-register")
        purpose = share.grants[0].purpose
        consents = (
            Consent("licence:id-card", ("applicant/person.sex",), "代替纸质证件和手工填写", AT),
            Consent(share.id, (), purpose.zh, AT),
        )
        (licence, register) = self.lines(section="consents", answers=ANSWERS, consents=consents)
        assert licence == (
            "居民身份证",
            "同意向电子证照查询：代替纸质证件和手工填写",
            "Resident identity card",
            "agreed, at Electronic licences: Instead of the paper and of typing",
        )
        department = city().departments[share.department].name
        assert department.zh in register[1]
        assert purpose.say("en") in register[3]

    def test_names_a_division(self):
        named = Named(city(), city().scenes["birth"])
        assert named.value_in_words("newborn[1]/insurance.place", "441900000000").zh == "东莞市"
        assert named.name_of("applicant/joint-form").say("en") == "Joint application form"

    def test_shows_what_a_department_said_in_the_words_of_the_question(self):
        looked = Looked(
            "low-income-register",
            "applicant",
            0,
            "answered",
            ("income_state", "in_school"),
            facts={"income_state": "dibao", "in_school": False},
        )
        found = self.lines(looked=(looked,), agreed=("low-income-register",))
        question = next(one for one in questions_of(scene()) if one.known_from == "income_state")
        label = next(one.label for one in question.choices if one.id == "dibao")
        assert (f"{question.text.zh}（部门查到的）", label.zh) in [one[:2] for one in found]
        school = next(one for one in questions_of(scene()) if one.known_from == "in_school")
        said = next(one for one in found if school.text.zh in one[0])
        assert said[3] == next(one.label.say("en") for one in school.choices if one.id == "no")

    def test_shows_what_was_taken_off_and_where_the_matter_is(self):
        found = self.lines(answers=ANSWERS, dropped=("care-allowance",), division="441900004000")
        care = next(one.item.name for one in scene().items if one.item.id == "care-allowance")
        assert (care.zh, "这次不办", care.say("en"), "not this time") in found
        assert ("属地", "南城街道") in [one[:2] for one in found]


class TestADraftAsData:
    WHOLE = draft(
        representative=Representative(LIANG, "agent", "a1", ON, None),
        bearers={},
        agreed=("household-register", "licence:id-card"),
        consents=(Consent("household-register", ("applicant/person.sex",), "核对", AT),),
        looked=(
            Looked(
                "household-register",
                "applicant",
                0,
                "slow",
                ("person.sex",),
                reason=Text("慢", "slow"),
                at=AT,
            ),
        ),
        held={"id-card": {"person.sex": "male"}},
        values={"applicant/person.ethnicity": "汉族"},
        disputes={"applicant/person.sex": "不对"},
        files={"applicant/photo": (GivenFile("ab" * 32, "照片.png", "png", 10),)},
        ways={"applicant/id-card": ChosenWay(Way.LATER, ON)},
        delivery=Delivery("post", "梁志恒", "13800000119", "东莞"),
    )

    def test_comes_back_as_it_was(self):
        assert draft_from_data(draft_to_data(self.WHOLE)) == self.WHOLE

    def test_of_a_later_version_is_read_without_what_is_unknown(self):
        assert draft_from_data({**draft_to_data(self.WHOLE), "mood": "good"}) == self.WHOLE

    def test_differs_in_words(self):
        other = replace(self.WHOLE, values={"applicant/person.ethnicity": "壮族"}, delivery=None)
        assert [one.zh for one in differs(self.WHOLE, other, package=city())] == ["民族", "领取方式"]
        assert differs(self.WHOLE, self.WHOLE, package=city()) == ()


class TestAChange:
    def test_takes_off_only_items_that_are_there(self):
        assert changed(draft(), Change(dropped=["care-allowance"]), scene()).dropped == ("care-allowance",)
        for wrong in (Change(dropped=["gold"]), Change(insisted=["gold"])):
            with pytest.raises(LineUnknown):
                changed(draft(), wrong, scene())

    @given(st.dictionaries(st.sampled_from(["a/b", "c/d", "e/f"]), st.one_of(st.none(), st.text(max_size=5))))
    @settings(max_examples=50)
    def test_of_values_touches_only_what_it_names(self, values):
        before = {"a/b": "1", "c/d": "2"}
        after = changed(draft(values=before), Change(values=values), scene()).values
        for key in {*before, *values}:
            assert after.get(key) == (values[key] if key in values else before[key])


class TestTheSheet:
    def make(self, one: Draft):
        plan = compose(scene(), circumstances(one, scene(), on=ON), package=city(), calendar=CALENDAR)
        shown = fields_of(one, plan, scene(), city(), on=ON)
        papers = materials_of(one, plan, scene(), city())
        return sheet_of(one, plan, shown, papers, scene(), city(), on=ON, at=AT, signer="梁志恒")

    def test_has_one_hash_for_one_content(self):
        assert self.make(draft()).hash == self.make(draft()).hash

    @pytest.mark.parametrize(
        "other",
        [
            {"values": {"applicant/person.ethnicity": "壮族"}},
            {"ways": {"applicant/id-card": ChosenWay(Way.PAPER)}},
            {"delivery": Delivery("window")},
            {"dropped": ("care-allowance",)},
            {"disputes": {"applicant/person.phone": "不对"}},
            {"division": "441900004000"},
        ],
    )
    def test_has_another_hash_for_anything_that_is_other(self, other):
        assert self.make(draft(**other)).hash != self.make(draft()).hash

    def test_is_for_the_place_of_the_draft_also_when_the_submission_is_planned_again(self):
        one = draft(division="441900004000")
        assert circumstances(one, scene(), on=ON).division == "441900004000"
        assert circumstances_of(self.make(one).submission).division == "441900004000"
