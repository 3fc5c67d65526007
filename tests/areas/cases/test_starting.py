"""An item that waited and begins, or comes back: the person is told by which day, as its letter had promised."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.notices.words import body_of, title_of
from onething.core.cases.phrases import point
from onething.core.source import Text
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, CIVIL, SUPERVISOR, reviewer

pytestmark = pytest.mark.django_db
CERTIFICATE, HARDSHIP, CARE = "disability-certificate", "hardship-allowance", "care-allowance"
PENSION = "pension-enrolment"


@pytest.fixture
def story(house):
    return Story().accept(CERTIFICATE, HARDSHIP, CARE).on("2026-03-20")


def told(house, kind, number):
    """Return title and body of the messages of a kind about a case."""
    return [
        (title_of(one, facts), body_of(one, facts))
        for _, one, facts in house.messages.told
        if one == kind and facts.get("case") == number
    ]


class TestAnItemThatWaited:
    def test_is_told_with_its_last_days_when_it_starts(self, story, house):
        story.grant(CERTIFICATE)
        number = story.numbers[CARE]
        row = CaseRow.objects.get(number=number)
        ((title, body),) = told(house, "started", number)
        assert row.name_zh in title.zh
        assert f"从 2026-03-20 起计时，最迟 {row.promised_on} 办结" in body.zh
        assert f"法定最迟 {row.statutory_on}" in body.zh
        assert f"to be decided by {row.promised_on}" in body.en
        assert str(row.statutory_on) in body.en

    def test_is_not_told_so_when_it_starts_with_its_acceptance(self, house):
        story = Story().accept(CERTIFICATE).on("2026-03-09")
        story.grant(CERTIFICATE)
        story.accept(CARE)
        assert told(house, "started", story.numbers[CARE]) == []


def test_the_next_day_of_a_list_is_provisional_only_where_it_is_itself(house):
    """Accepted in December: the promise ends in the year, the statute in one without a holiday notice."""
    story = Story(day="2026-12-10").accept(PENSION)
    row = CaseRow.objects.get(number=story.numbers[PENSION])
    assert (str(row.promised_on), row.statutory_on.year, row.provisional) == ("2026-12-11", 2027, True)
    (line,) = cases.list_applications(APPLICANT, today=story.now.date()).lines
    assert (str(line.due_on), line.provisional) == ("2026-12-11", False)


class TestAnAnnulledRefusal:
    @pytest.fixture
    def back(self, story):
        story.refuse(CERTIFICATE)
        story.on("2026-04-10")
        number = story.numbers[CERTIFICATE]
        cases.annul(SUPERVISOR, case=number, document="复决〔2026〕3 号", reason="事实不清", now=story.now)
        return story

    def test_is_told_with_the_new_last_day(self, back, house):
        row = CaseRow.objects.get(number=back.numbers[CERTIFICATE])
        ((title, body),) = told(house, "reopened", row.number)
        assert row.name_zh in title.zh
        assert f"最迟 {row.promised_on} 办结" in body.zh
        assert f"by {row.promised_on}" in body.en

    def test_is_told_of_what_had_ended_with_it_and_waits_again(self, back, house):
        ((_, body),) = told(house, "reopened", back.numbers[CARE])
        assert "等前一项的结果" in body.zh
        assert "waits for" in body.en

    def test_starts_what_waited_with_a_message_too(self, back, house):
        back.on("2026-04-17").grant(CERTIFICATE)
        assert len(told(house, "started", back.numbers[CARE])) == 1


class TestAnItemThatCameBackUnaccepted:
    @pytest.mark.parametrize("asked", [False, True])
    def test_is_told_what_comes_next(self, house, asked):
        story = Story()
        if asked:
            missing = point("applicant/id-card", "missing", Text("身份证"))
            cases.record_findings(CIVIL, case=story.numbers[CARE], points=[missing], now=story.now)
            for row in CaseRow.objects.exclude(item=CARE):
                cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
        story.accept(CERTIFICATE).on("2026-03-09").refuse(CERTIFICATE)
        cases.annul(SUPERVISOR, case=story.numbers[CERTIFICATE], document="x", reason="y", now=story.now)
        row = CaseRow.objects.get(item=CARE)
        ((_, body),) = told(house, "reopened", row.number)
        if asked:
            assert f"请在 {row.supplement_on} 前补上" in body.zh
            assert f"by {row.supplement_on}" in body.en
        else:
            assert "一次告诉您" in body.zh
            assert "told" in body.en
