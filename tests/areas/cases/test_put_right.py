"""What a person puts right after a notice is what counts from then on: in the licence, the letters, the lists."""

from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, SuppliedRow
from onething.areas.notices.words import body_of
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.source import Text
from onething.core.submission import GivenMaterial, GivenValue
from tests.areas.cases.test_working import FEDERATION, Story
from tests.areas.cases.world import APPLICANT, NIGHT, STRANGER, at, files_for, reviewer

pytestmark = pytest.mark.django_db
NAME = "applicant/person.name"
ITEM = "disability-certificate"


def found_wanting(*points):
    """An application of which only the federation's case was found wanting, in these points; the notice has left."""
    made = Story()
    number = made.numbers[ITEM]
    cases.record_findings(FEDERATION, case=number, points=points, now=made.now)
    for row in CaseRow.objects.exclude(number=number):
        cases.mark_checked(reviewer(row.department), case=row.number, now=made.now)
    return made


def differs(key):
    return point(key, "differs_from_source", Text(key))


@pytest.fixture
def story(house):
    """An application whose name was wrong, told and put right."""
    made = found_wanting(differs(NAME))
    cases.supplement(
        APPLICANT, application=made.receipt.number, values=[GivenValue(NAME, "黎国安正确")], now=made.now
    )
    return made


def test_the_licence_is_made_out_to_the_name_as_it_was_put_right(story, house):
    story.accept(ITEM).grant(ITEM)
    number = story.numbers[ITEM]
    officer = reviewer(CaseRow.objects.get(number=number).department)
    view = cases.case_view(officer, case=number, now=story.now)
    cases.make_certificate(officer, case=number, result=view.wanted_certificates[0], now=story.now)
    (made,) = house.licences.made
    assert made["holder_name"] == "黎国安正确"
    assert "黎国安正确" in [*made["fields"].values(), made["holder_name"]]


def test_lists_and_later_letters_have_it_too(story, house):
    line = next(
        one
        for one in cases.inbox(FEDERATION, today=story.now.date()).lines
        if one.number == story.numbers[ITEM]
    )
    assert line.applicant == "黎国安正确"
    story.accept(ITEM)
    accepted = [draft for draft, *_ in house.papers.issued if draft.kind == "acceptance"]
    assert {draft.values["to"] for draft in accepted} == {"黎国安正确"}


def test_what_only_an_ended_case_asked_for_is_a_change_of_the_request(house):
    """The case that asked for a name was withdrawn; putting the name right is a change for the cases that go on."""
    made = Story()
    cases.record_findings(FEDERATION, case=made.numbers[ITEM], points=[differs(NAME)], now=made.now)
    cases.withdraw(APPLICANT, case=made.numbers[ITEM], now=made.now)
    state = cases.supplement(
        APPLICANT,
        application=made.receipt.number,
        values=[GivenValue(NAME, "黎国安正确")],
        changes=True,
        now=made.now,
    )
    (supplied,) = SuppliedRow.objects.all()
    assert state.number == made.receipt.number
    assert [one["key"] for one in supplied.values] == [NAME]


class TestWhatIsTypedAfterANotice:
    """The rules of the form hold at the correction step, too; nothing wrong is kept."""

    NUMBER, BORN = "applicant/person.id_number", "applicant/person.birth_date"

    @pytest.fixture
    def asked(self, house):
        return found_wanting(*map(differs, (self.NUMBER, self.BORN, NAME, "applicant/person.phone")))

    def supply(self, asked, actor=APPLICANT, **typed):
        values = [GivenValue(key, value) for key, value in typed.items()]
        return cases.supplement(actor, application=asked.receipt.number, values=values, now=asked.now)

    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            (NUMBER, "990000196808120011", "校验码"),
            (BORN, "2036-03-05", "今天"),
            (BORN, "五月", "日期"),
            (NAME, "黎\ue000", "没有字库能印在文书上"),
            (NAME, "黎\u202e安", "看不见的"),
        ],
    )
    def test_is_refused_with_a_sentence_for_its_field(self, asked, key, value, says):
        with pytest.raises(cases.ValuesRefused) as refused:
            self.supply(asked, **{key: value})
        (text,) = refused.value.fields.values()
        assert says in text.zh
        assert text.en
        assert list(refused.value.fields) == [key]
        assert not SuppliedRow.objects.exists()

    def test_is_judged_beside_the_other_values(self, asked):
        with pytest.raises(cases.ValuesRefused) as refused:
            self.supply(asked, **{self.NUMBER: "990000196808120010", self.BORN: "1968-12-08"})
        assert "对不上" in refused.value.fields[self.BORN].zh

    def test_is_kept_in_canonical_form(self, asked):
        self.supply(
            asked,
            **{self.NUMBER: "９９００００１９６８０８１２００１０", self.BORN: "１９６８年８月１２日", "applicant/person.phone": "１３９ ００００ １１１１"},
        )  # fmt: skip
        (row,) = SuppliedRow.objects.all()
        assert [one["value"] for one in row.values] == ["990000196808120010", "1968-08-12", "13900001111"]

    def test_says_nothing_of_it_to_somebody_else(self, asked):
        with pytest.raises(cases.ApplicationNotFound):
            self.supply(asked, actor=STRANGER, **{self.BORN: "2036-03-05"})


def test_what_is_not_put_right_in_time_lapses_the_day_after_by_the_citys_rule(house):
    made = found_wanting(differs(NAME))
    number = made.numbers[ITEM]
    last = CaseRow.objects.get(number=number).supplement_on
    for day, status in ((last, "to_supplement"), (last + timedelta(days=1), "lapsed")):
        cases.look_after(NIGHT, now=at(day.isoformat(), 3))
        assert CaseRow.objects.get(number=number).status == status


def test_a_lapse_that_is_drawn_late_carries_its_legal_day_in_letter_and_message(house):
    made = found_wanting(differs(NAME))
    number = made.numbers[ITEM]
    last = CaseRow.objects.get(number=number).supplement_on
    cases.look_after(NIGHT, now=at((last + timedelta(days=26)).isoformat(), 3))
    endings = [draft for draft, *_ in house.papers.issued if draft.kind == "ending"]
    assert {number, made.numbers["hardship-allowance"]} <= {one.stream for one in endings}
    assert {one.values["ended_on"] for one in endings} == {str(last + timedelta(days=1))}
    (told,) = [facts for _, kind, facts in house.messages.told if kind == "ended" and facts["case"] == number]
    assert str(last) in body_of("ended", told).zh
    assert str(last) in body_of("ended", told).en


class TestNothing:
    """An answer without content is none: it leaves open what was asked."""

    @pytest.fixture
    def asked(self, house):
        return found_wanting(differs(NAME))

    @pytest.mark.parametrize("value", ["", None])
    def test_is_no_value(self, asked, value):
        with pytest.raises(cases.ValuesRefused) as refused:
            cases.supplement(
                APPLICANT,
                application=asked.receipt.number,
                values=[GivenValue(NAME, value)],
                now=asked.now,
            )
        assert set(refused.value.fields) == {NAME}
        assert CaseRow.objects.get(number=asked.numbers[ITEM]).person_name == "黎国安"

    @pytest.mark.parametrize("way", [Way.UPLOAD, Way.SHARE, Way.LICENCE, Way.PAPER, Way.LATER])
    def test_is_no_paper(self, asked, way):
        with pytest.raises(cases.ValuesRefused):
            cases.supplement(
                APPLICANT,
                application=asked.receipt.number,
                materials=[GivenMaterial("applicant/photo", way)],
                now=asked.now,
            )


class TestTheWrongKindOfAnswer:
    """A paper is not typed and a field not uploaded; what was asked stays open."""

    PHOTO = "applicant/photo"

    @pytest.fixture
    def asked(self, house):
        return found_wanting(differs(NAME), point(self.PHOTO, "unreadable", Text("照片")))

    def refused(self, asked, **given):
        with pytest.raises(cases.ValuesRefused) as refused:
            cases.supplement(APPLICANT, application=asked.receipt.number, now=asked.now, **given)
        assert not SuppliedRow.objects.exists()
        assert asked.status(ITEM) == "to_supplement"
        return {key: text.zh for key, text in refused.value.fields.items()}

    def test_is_refused_where_a_paper_was_asked_for(self, asked):
        said = self.refused(asked, values=[GivenValue(self.PHOTO, "照片在这里")])
        assert said == {self.PHOTO: "是一份材料，请上传文件"}

    def test_is_refused_where_a_field_was_asked_for(self, asked):
        files = files_for(NAME, Way.UPLOAD)
        said = self.refused(asked, materials=[GivenMaterial(NAME, Way.UPLOAD, files=files)])
        assert said == {NAME: "是表里的一项，请填写"}
