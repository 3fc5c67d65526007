"""What people choose and see about messages, and the room of those that did not arrive."""

from datetime import timedelta

import pytest

from onething.areas.notices import api as notices
from onething.areas.notices.models import LetterRow
from onething.core.actors import Role
from onething.core.notices import MessageWay
from onething.kit.ports import now
from tests.areas.cases.world import APPLICANT
from tests.areas.notices.test_letters import NOW, OFFICER, TestWhatDidNotArrive, carry, tell
from tests.channels.notices.people import browser, staff

pytestmark = pytest.mark.django_db
CHOICE = {
    "ways": ["sms", "mail_instead"],
    "language": "en",
    "quiet_from": "12:00",
    "quiet_until": "14:00",
}


class TestChoosing:
    def test_keeps_ways_language_and_hours(self, li):
        client = browser(li)
        assert client.post("/settings/messages", CHOICE).status_code == 302
        chosen = notices.get_preference(APPLICANT)
        assert (chosen.ways, chosen.mail_instead, chosen.language) == ((MessageWay.SMS,), True, "en")
        page = client.get("/settings/messages").content.decode()
        assert 'value="12:00"' in page
        assert 'value="14:00"' in page

    def test_says_the_hours_of_the_city(self, li):
        assert "全市 22:00 到 08:00 不发" in browser(li).get("/settings/messages").content.decode()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"quiet_until": ""}, "两个时间要一起填"),
            ({"quiet_from": "08:00", "quiet_until": "20:00"}, "一天只剩 2 小时"),
        ],
    )
    def test_refuses_hours_that_are_half_or_too_long(self, li, wrong, said):
        response = browser(li).post("/settings/messages", {**CHOICE, **wrong})
        assert response.status_code == 422
        assert said in response.content.decode()

    def test_may_be_to_have_nothing_sent(self, li, carriers, gateways, mail):
        browser(li).post("/settings/messages", {"language": "zh-hans"})
        tell()
        carry()
        assert gateways[0].sent() == mail.sent() == []


class TestThePageOfMessages:
    def test_says_what_became_of_each(self, li, carriers, gateways):
        gateways[0].behave(mode="reject")
        tell()
        carry()
        page = browser(li).get("/messages/").content.decode()
        assert "短信 138****1357 没有送到" in page
        assert "邮件 l*@people.example 已发出" in page
        assert "13800001357" not in page


class TestTheRoom:
    failed = TestWhatDidNotArrive.failed

    def test_lists_what_nobody_has_seen_to(self, failed):
        client = staff(Role.SUPERVISOR)
        page = client.get("/cockpit/undelivered/").content.decode()
        assert "空号" in page
        assert "138****1357" in page
        assert "市残联" in page
        assert '<b class="num">1</b>' in client.get("/cockpit/").content.decode()

    def test_lets_one_be_sent_again(self, failed, gateways):
        response = staff(Role.ADMIN).post(f"/cockpit/undelivered/{failed.pk}/", {"again": "1"}, follow=True)
        assert "没有等处理的" in response.content.decode()
        carry(now())
        assert len(gateways[0].sent()) == 1

    def test_takes_how_the_person_was_told_and_asks_for_it(self, failed):
        client, path = (
            staff(Role.MANAGER, department="disabled-federation"),
            f"/cockpit/undelivered/{failed.pk}/",
        )
        assert client.post(path, {"how": ""}).status_code == 422
        assert client.post(path, {"how": "上午打电话告诉本人"}).status_code == 302
        assert LetterRow.objects.get().settled == "上午打电话告诉本人"
        assert "上午打电话告诉本人" in client.get(path).content.decode()

    def test_is_closed_to_others(self, failed):
        assert staff(Role.CLERK).get("/cockpit/undelivered/").status_code == 403
        assert (
            staff(Role.AUDITOR).post(f"/cockpit/undelivered/{failed.pk}/", {"again": "1"}).status_code == 403
        )
        other = staff(Role.MANAGER, department="tax")
        assert other.get(f"/cockpit/undelivered/{failed.pk}/").status_code == 404

    def test_costs_the_same_however_long_the_list(self, failed, gateways, django_assert_max_num_queries):
        client = staff(Role.SUPERVISOR)
        with django_assert_max_num_queries(40) as few:
            client.get("/cockpit/undelivered/")
        gateways[0].behave(mode="reject")
        for number in range(12):
            tell(actor=OFFICER, application=f"20260305441900{number:02}", now=NOW + timedelta(hours=1))
        carry(NOW + timedelta(hours=1))
        with django_assert_max_num_queries(len(few.captured_queries)):
            assert client.get("/cockpit/undelivered/").content.decode().count("<tr>") == 14
