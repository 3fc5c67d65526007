"""Rating from a link, and the rooms in which ratings are counted and bad ones followed up."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from onething.areas.ratings import api as ratings
from onething.areas.ratings.models import OrderRow, RatingRow
from onething.core.actors import Role
from onething.core.codes import make_case_number
from onething.core.papers import Level
from tests.areas.cases.world import SUPERVISOR
from tests.areas.ratings.test_bad_ratings import HOUSE, LI, NOW, NUMBER, SERVED, TestWhoRated, call, rate
from tests.channels.notices.people import staff

pytestmark = pytest.mark.django_db
DEPARTMENT = "disabled-federation"


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


def text(response):
    return response.content.decode()


class TestTheLink:
    @pytest.fixture
    def path(self, db):
        token = ratings.ask(HOUSE, application=NUMBER, person=LI, channel="portal", served=SERVED, now=NOW)
        return f"/rate/{token}"

    def test_asks_for_what_counts_online(self, visitor, path):
        page = text(visitor.get(path))
        assert "指南准不准" in page
        assert "服务态度" not in page
        assert "残疾人证" in page

    def test_takes_levels_the_item_and_a_telephone_without_signing_in(self, visitor, path):
        given = {"level": "bad", "guide": "terrible", "about": "hardship-allowance", "phone": "138 0000 1357"}
        assert visitor.post(path, given).status_code == 302
        row = RatingRow.objects.get()
        assert (row.dimensions, row.about, row.phone) == (
            {"guide": "terrible"},
            "hardship-allowance",
            "13800001357",
        )
        assert OrderRow.objects.get().department == "civil-affairs"
        assert len(row.device) == 64

    def test_says_when_it_was_rated_and_takes_nothing_more(self, visitor, path):
        visitor.post(path, {"level": "good"})
        assert "您已经评过了" in text(visitor.get(path))
        assert visitor.post(path, {"level": "bad"}).status_code == 409

    def test_holds_back_many_from_one_device(self, visitor, db):
        for number in range(6):
            token = ratings.ask(
                HOUSE, application=f"A{number}", person=LI, channel="portal", served=SERVED, now=NOW
            )
            visitor.post(f"/rate/{token}", {"level": "excellent"})
        assert ratings.count_held(SUPERVISOR) == 6


class TestAVisit:
    def test_is_rated_by_the_code_that_the_clerk_shows(self, visitor, db):
        clerk = staff(Role.CLERK, number="0716")
        number = make_case_number(date(2026, 3, 5), "441900", "W001", 7).number
        shown = clerk.post(f"/desk/receipts/{number}/visit")
        (token,) = set(re.findall(r"/rate/([\w-]+)\"", text(shown)))
        assert visitor.get(f"/qr/rate/{token}.svg").status_code == 200
        page = text(visitor.get(f"/rate/{token}"))
        assert "服务态度" in page
        assert number not in page
        visitor.post(f"/rate/{token}", {"level": "excellent", "attitude": "excellent"})
        assert [one.key for one in ratings.tally(SUPERVISOR, group="window")] == ["0716"]


class TestTheRoomOfBadRatings:
    def test_leads_an_order_from_the_call_to_its_end(self, order):
        hotline, manager = staff(Role.HOTLINE), staff(Role.MANAGER, department=DEPARTMENT)
        path = f"/cockpit/bad-ratings/{order}/"
        assert "残疾人证" in text(hotline.get("/cockpit/bad-ratings/"))
        hotline.post(path, {"reached": "yes", "complexity": "simple", "words": "等候超过两小时"})
        assert "等候超过两小时" in text(manager.get(path))
        manager.post(path, {"because": "", "words": "少开一个窗口"})
        manager.post(path, {"words": "午间加开窗口"})
        hotline.post(path, {"answer": "yes", "words": "已告知本人"})
        assert OrderRow.objects.get().state == "closed"
        assert "残疾人证" in text(manager.get("/cockpit/bad-ratings/?which=closed"))

    def test_prints_a_closed_one_with_findings_measures_and_feedback_and_never_who_rated(self, order):
        hotline, manager = staff(Role.HOTLINE), staff(Role.MANAGER, department=DEPARTMENT)
        path = f"/cockpit/bad-ratings/{order}/"
        assert manager.get(f"{path}sheet.pdf").status_code == 422  # nothing was found and done yet
        assert "sheet.pdf" not in text(manager.get(path))
        hotline.post(path, {"reached": "yes", "complexity": "simple", "words": "等候超过两小时"})
        manager.post(path, {"because": "", "words": "少开一个窗口"})
        manager.post(path, {"words": "午间加开窗口"})
        hotline.post(path, {"answer": "yes", "words": "已告知"})
        assert "sheet.pdf" in text(manager.get(path))
        paper = manager.get(f"{path}sheet.pdf")
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
        words = "".join(words.split())
        for said in ("差评核实整改单", "等候超过两小时", "少开一个窗口", "午间加开窗口", "已告知"):
            assert said in words, said
        for secret in (*TestWhoRated.SECRETS, RatingRow.objects.get().token):
            assert secret not in words

    def test_prints_for_its_own_office_only(self, order):
        call(order)
        path = f"/cockpit/bad-ratings/{order}/sheet.pdf"
        assert staff(Role.MANAGER, department="tax").get(path).status_code == 404
        assert staff(Role.REVIEWER).get(path).status_code == 403

    def test_takes_a_second_person_for_an_invalid_one_and_an_answer_for_an_appeal(self, order):
        hotline, manager, supervisor = (
            staff(Role.HOTLINE),
            staff(Role.MANAGER, department=DEPARTMENT),
            staff(Role.SUPERVISOR),
        )
        path = f"/cockpit/bad-ratings/{order}/"
        hotline.post(path, {"reached": "yes", "complexity": "simple", "words": "等候超过两小时"})
        manager.post(path, {"because": "malicious", "words": "同一人多次"})
        supervisor.post(path, {"answer": "no", "words": "查无证据"})
        manager.post(path, {"words": "已改"})
        hotline.post(path, {"answer": "yes", "words": "已告知"})
        manager.post(path, {"words": "评错了对象"})
        supervisor.post(path, {"answer": "yes", "words": "属实"})
        assert OrderRow.objects.get().invalid
        assert "申诉成立" in text(manager.get(path))

    def test_shows_a_refusal_on_its_field(self, order):
        response = staff(Role.HOTLINE).post(
            f"/cockpit/bad-ratings/{order}/",
            {"reached": "yes", "complexity": "simple", "words": "黎国安等了很久"},
        )
        assert response.status_code == 422
        assert "会让人认出评价人" in text(response)

    def test_never_shows_those_who_are_rated_who_rated(self, order):
        call(order)
        for role in (Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR):
            client = staff(role, department=DEPARTMENT)
            for path in (
                "/cockpit/",
                "/cockpit/bad-ratings/",
                f"/cockpit/bad-ratings/{order}/",
                "/cockpit/ratings/",
                "/cockpit/ratings/list",
            ):
                page = text(client.get(path))
                for secret in (*TestWhoRated.SECRETS, RatingRow.objects.get().token):
                    assert secret not in page, (role, path, secret)
            assert client.get(f"/cockpit/bad-ratings/{order}/rater").status_code == 403

    def test_shows_the_hotline_whom_to_call(self, order):
        page = text(staff(Role.HOTLINE).get(f"/cockpit/bad-ratings/{order}/rater"))
        assert "13800001357" in page
        assert "等了两个小时" in page

    def test_is_closed_to_other_offices(self, order):
        other = staff(Role.MANAGER, department="tax")
        assert other.get(f"/cockpit/bad-ratings/{order}/").status_code == 404
        assert staff(Role.REVIEWER).get("/cockpit/bad-ratings/").status_code == 403

    def test_costs_the_same_however_many_there_are(self, order, django_assert_max_num_queries):
        client = staff(Role.SUPERVISOR)
        with django_assert_max_num_queries(40) as few:
            client.get("/cockpit/bad-ratings/")
        for number in range(8):
            rate(number=f"A{number}")
        with django_assert_max_num_queries(len(few.captured_queries)):
            assert text(client.get("/cockpit/bad-ratings/")).count("<tr>") == 10


class TestTheRoomOfRatings:
    @pytest.fixture(autouse=True)
    def some(self, db):
        for number, level in enumerate([Level.GOOD, Level.GOOD, Level.BAD]):
            rate(level, number=f"A{number}")

    @pytest.mark.parametrize("group", ratings.GROUPS)
    def test_counts_by_each_group(self, group):
        assert staff(Role.SUPERVISOR).get(f"/cockpit/ratings/?by={group}").status_code == 200

    def test_opens_every_figure_to_a_list_of_that_length(self):
        client = staff(Role.SUPERVISOR)
        page = text(client.get("/cockpit/ratings/?by=item"))
        links = re.findall(r'<a class="link num" href="([^"]+)">(\d+)<', page)
        assert len(links) > 10
        for path, figure in links:
            listed = text(client.get(path.replace("&amp;", "&")))
            assert listed.count('<th scope="row">') == int(figure), path

    def test_says_the_share_with_and_without_defaults(self):
        assert "66.6%（含默认 66.6%）" in text(staff(Role.SUPERVISOR).get("/cockpit/ratings/"))

    @pytest.mark.parametrize("query", ["by=person", "counted=x", "level=x"])
    def test_knows_no_other_figures(self, query):
        assert staff(Role.SUPERVISOR).get(f"/cockpit/ratings/list?{query}").status_code == 404

    def test_lets_a_supervisor_look_into_what_is_held(self):
        RatingRow.objects.update(held=True)
        client = staff(Role.SUPERVISOR)
        assert text(client.get("/cockpit/ratings/held/")).count("不计入") >= 3
        ref = RatingRow.objects.first().ref
        client.post(f"/cockpit/ratings/held/{ref}", {"counts": "no", "why": "工作人员代评"})
        assert ratings.tally_all(SUPERVISOR).invalid == 1
        client.post(
            f"/cockpit/ratings/held/{RatingRow.objects.filter(held=True).first().ref}", {"counts": "yes"}
        )
        assert ratings.count_held(SUPERVISOR) == 2
