"""A later page of the one notice shortens nobody's time, and nobody is told a later day than the own one."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.source import Text
from onething.core.submission import GivenMaterial
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, NIGHT, at, files_for, reviewer, signed, submission

pytestmark = pytest.mark.django_db
BOOK, CARD = "mother/household-book", "father/id-card"


class Birth(Story):
    """The registration tells on the spot, the certificate a week later."""

    def __init__(self):
        super().__init__("birth-twins")
        self.rows = {row.item: row for row in CaseRow.objects.order_by("-id")}

    def finds(self, item, key, day, hour=11):
        row = self.rows[item]
        self.on(day, hour)
        wrong = [point(key, "unreadable", Text(key))]
        cases.record_findings(reviewer(row.department), case=row.number, points=wrong, now=self.now)

    def notice(self):
        (found,) = cases.application_view(
            APPLICANT, application=self.receipt.number, today=self.now.date()
        ).notices
        return found


@pytest.fixture
def story(house):
    made = Birth()
    made.finds("birth-registration", BOOK, "2026-03-05")
    cases.look_after(NIGHT, now=at("2026-03-05", 23))
    return made


def test_of_which_more_may_come_says_so(story):
    assert (story.notice().pages, story.notice().whole) == (1, False)


def test_keeps_the_day_of_each_page_and_leads_with_the_first_that_is_open(story, house):
    story.finds("birth-certificate", CARD, "2026-03-07")
    cases.look_after(NIGHT, now=at("2026-03-12", 18))
    first, second = date(2026, 3, 19), date(2026, 3, 26)
    notice = story.notice()
    assert {one.key: one.until for one in notice.points} == {BOOK: first, CARD: second}
    assert (notice.pages, notice.supplement_on, notice.days) == (2, first, (first, second))
    _person, kind, facts = house.messages.told[-1]
    assert (kind, facts["supplement_on"], facts["points"]) == ("asked_more", second.isoformat(), 1)

    book = GivenMaterial(BOOK, Way.UPLOAD, files=files_for(BOOK, Way.UPLOAD))
    cases.supplement(APPLICANT, application=story.receipt.number, materials=[book], now=at("2026-03-13"))
    assert (story.notice().supplement_on, story.notice().days) == (second, (second,))


class TestANoticeAfterEveryOfficeHasLooked:
    """The medical aid waits for nobody's papers: no office looks at it, whatever its state is."""

    @pytest.fixture
    def story(self, house):
        whole = submission()
        facts = {name: value for name, value in whole.facts.items() if name != "income_state"}
        receipt = cases.submit(
            APPLICANT, submission=signed(replace(whole, facts=facts)), key="k", now=at("2026-03-05")
        )
        rows = list(CaseRow.objects.exclude(item="medical-aid").order_by("id"))
        wrong = [point("applicant/id-card", "unreadable", Text("身份证"))]
        cases.record_findings(
            reviewer(rows[0].department), case=rows[0].number, points=wrong, now=at("2026-03-05", 11)
        )
        for row in rows[1:]:
            cases.mark_checked(reviewer(row.department), case=row.number, now=at("2026-03-05", 11))
        return receipt

    def test_says_on_paper_that_it_is_all(self, story, house):
        (draft,) = (one for one, *_ in house.papers.issued if one.kind.value == "correction_notice")
        assert draft.values["looking"] == []

    def test_says_on_the_page_that_it_is_all(self, story):
        assert CaseRow.objects.get(item="medical-aid").status == "submitted"
        view = cases.application_view(APPLICANT, application=story.number, today=date(2026, 3, 5))
        assert [notice.whole for notice in view.notices] == [True]
