"""The room of lights: the red list, the rate and its lists, and what is said of a light."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.supervision import api as supervision
from onething.areas.supervision.models import WarningRow
from onething.core.actors import Role
from tests.areas.cases.lives import RandomLife
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import NIGHT, at
from tests.channels.review.staff import officer, text

pytestmark = pytest.mark.django_db
NOW = at("2026-08-03", 9)


@pytest.fixture
def story(house, clock):
    made = Story().accept("pension-enrolment", "disability-certificate")
    clock.moment = NOW
    list(supervision.sweep(NIGHT, now=NOW))
    return made


@pytest.fixture
def supervisor(story):
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="9001")


@pytest.fixture
def boss(story):
    return officer("周经理", "human-resources", Role.REVIEWER, Role.MANAGER, staff="2601")


def the_red(story, item="pension-enrolment", limit="promised"):
    return WarningRow.objects.get(case=story.numbers[item], limit=limit, stage="overdue")


class TestTheRedList:
    def test_says_which_light_which_case_why_in_whose_hands_and_what_to_do(self, supervisor, story):
        page = text(supervisor.get("/cockpit/lights"))
        row = next(one for one in page.split("<tr") if str(the_red(story).pk) in one)
        for words in (
            "逾期",
            story.numbers["pension-enrolment"],
            "承诺期限到",
            "人社",
            "分派中",
            "今天决定，写明原因",
            "待部门说明",
        ):
            assert words in row, words

    def test_stands_in_the_first_page_with_what_waits(self, supervisor):
        page = supervisor.get("/cockpit/")
        assert "时限与红单" in text(page)
        waiting = WarningRow.objects.filter(red=True).count()
        assert [number for room, number in page.context["rooms"] if room.name == "lights"] == [waiting]

    def test_is_sifted_by_period_and_department(self, supervisor, clock):
        assert supervisor.get("/cockpit/lights?period=week").context["lines"]
        one = supervisor.get("/cockpit/lights?department=human-resources").context["lines"]
        assert {line["line"].department for line in one} == {"human-resources"}
        clock.moment = at("2026-09-02", 9)
        assert supervisor.get("/cockpit/lights?period=month").context["lines"] == []
        assert supervisor.get("/cockpit/lights?period=quarter").context["lines"]

    @pytest.mark.parametrize(
        "query", ["period=x", "limit=x", "from=x", "shown=x", "department=nobody", "town=1"]
    )
    def test_answers_what_it_does_not_know_as_if_it_were_not_asked(self, supervisor, query):
        assert supervisor.get(f"/cockpit/lights?{query}").status_code == 200

    def test_shows_an_office_its_own(self, boss):
        lines = boss.get("/cockpit/lights").context["lines"]
        assert {one["line"].department for one in lines} == {"human-resources"}

    def test_shows_an_officer_the_own_and_leads_back_to_the_inbox(self, story):
        page = officer("何办", "human-resources", staff="2605").get("/cockpit/lights?shown=all")
        assert {one["line"].department for one in page.context["lines"]} <= {"human-resources"}
        assert 'href="/review/"' in text(page)
        assert 'href="/cockpit/"' not in text(page)

    def test_costs_as_many_questions_for_many_lights_as_for_few(self, supervisor):
        def questions():
            with CaptureQueriesContext(connection) as asked:
                supervisor.get("/cockpit/lights?shown=all")
            return len(asked)

        questions()
        few = questions()
        for seed in range(4):
            RandomLife(seed)
        list(supervision.sweep(NIGHT, now=at("2026-08-04")))
        assert questions() == few

    def test_is_read_in_english_too(self, supervisor):
        supervisor.cookies["language"] = "en"
        page = text(supervisor.get("/cockpit/lights?shown=all"))
        main = page.partition("<main")[2]
        assert "Red list" in main
        assert "decide today" in main


class TestTheRate:
    def test_counts_nothing_that_was_due_in_another_period(self, supervisor, story):
        whole = supervisor.get("/cockpit/lights?period=quarter").context["whole"]
        assert (whole["rate"].late, whole["rate"].due) == (0, 0)

    def test_has_in_each_list_as_many_as_its_figure_says(self, supervisor, story, clock):
        clock.moment = at("2026-03-30", 9)
        page = supervisor.get("/cockpit/lights?period=month")
        figures = [page.context["whole"], *page.context["departments"], *page.context["towns"]]
        assert figures[0]["rate"].late > 0
        for one in figures:
            for link, number in ((one["late"], one["rate"].late), (one["due"], one["rate"].due)):
                assert len(supervisor.get(link).context["lines"]) == number

    def test_ranks_no_office_with_few_cases(self, supervisor, clock):
        clock.moment = at("2026-03-30", 9)
        page = supervisor.get("/cockpit/lights?period=month")
        assert all(one["small"] for one in page.context["departments"])
        assert "不排名" in text(page)

    def test_spares_a_case_whose_light_was_cancelled(self, supervisor, story, clock):
        red = the_red(story)
        clock.moment = at("2026-03-30", 9)
        before = supervisor.get("/cockpit/lights?period=month").context["whole"]["rate"]
        supervisor.post(f"/cockpit/lights/{red.pk}/cancel", {"text": "节假日录错"})
        after = supervisor.get("/cockpit/lights?period=month").context["whole"]["rate"]
        assert (after.due, after.late) == (before.due, before.late - 1)


class TestALight:
    def test_is_explained_by_the_office_and_corrected(self, supervisor, boss, story):
        red = the_red(story)
        page = boss.post(f"/cockpit/lights/{red.pk}/explain", {"text": "核查改约两次"}, follow=True)
        assert "已说明" in text(page)
        page = supervisor.post(f"/cockpit/lights/{red.pk}/correct", {"text": "已决定"}, follow=True)
        assert re.search("核查改约两次.*已决定", text(page), re.S)
        assert "秦守真" in text(page)

    def test_that_is_cancelled_stays_in_the_list(self, supervisor, story):
        red = the_red(story)
        supervisor.post(f"/cockpit/lights/{red.pk}/cancel", {"text": "节假日录错"})
        page = text(supervisor.get("/cockpit/lights"))
        row = next(one for one in page.split("<tr") if str(red.pk) in one)
        assert "已撤销" in row
        assert "节假日录错" in text(supervisor.get(f"/cockpit/lights/{red.pk}"))

    def test_is_not_cancelled_without_words_and_says_so_on_the_form(self, supervisor, story):
        red = the_red(story)
        page = supervisor.post(f"/cockpit/lights/{red.pk}/cancel", {"text": ""})
        assert page.status_code == 422
        assert "写清楚再提交" in text(page)

    def test_offers_each_only_what_may_be_said_now(self, supervisor, boss, story):
        red = the_red(story)
        names = [one.name for one in supervisor.get(f"/cockpit/lights/{red.pk}").context["acts"]]
        assert names == ["light-cancel"]
        names = [one.name for one in boss.get(f"/cockpit/lights/{red.pk}").context["acts"]]
        assert names == ["light-explain"]

    def test_of_another_office_is_not_there(self, boss, story):
        red = the_red(story, "disability-certificate")
        assert boss.get(f"/cockpit/lights/{red.pk}").status_code == 404
        assert boss.post(f"/cockpit/lights/{red.pk}/explain", {"text": "x"}).status_code == 404
