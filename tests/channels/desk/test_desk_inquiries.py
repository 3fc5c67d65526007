"""Questions on the desk and in the cockpit: recorded, answered, handed on with a name, confirmed, counted."""

from datetime import timedelta

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.inquiries.models import InquiryRow
from onething.core.actors import Role
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.world import at
from tests.areas.inquiries.test_inquiries import ADMIN
from tests.channels.review.staff import DAY, StillClock, officer, text
from tests.shipped import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(db):
    catalogue.publish(ADMIN, files=FILES, now=at(DAY))
    with bound(Clock, made := StillClock()):
        yield made


@pytest.fixture
def clerk():
    return officer("林晓", "data-services", Role.CLERK, staff="0716")


@pytest.fixture
def fang():
    return officer("方可", "civil-affairs", staff="2301")


@pytest.fixture
def over():
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="4001")


def ask(client, **more):
    return client.post(
        "/desk/inquiries/", {"question": "孩子户口怎么上", "came": "window", **more}, follow=True
    )


def only():
    return InquiryRow.objects.get()


class TestAQuestion:
    def test_is_recorded_and_lies_with_whoever_was_asked(self, clerk):
        page = ask(clerk, asker="陈", phone="138 0000 1357")
        assert "由您负责到答复为止" in text(page)
        assert "孩子户口怎么上" in text(clerk.get("/desk/inquiries/"))
        assert only().phone == "13800001357"

    def test_is_recorded_and_answered_on_the_spot_by_one_tick(self, clerk):
        assert "当场答复" in text(ask(clerk, at_once="on"))
        assert only().told == "materials procedure time"

    def test_without_words_comes_back(self, clerk):
        page = clerk.post("/desk/inquiries/", {"question": "", "came": "window"})
        assert page.status_code == 422
        assert "写下对方问了什么" in text(page)

    def test_is_answered_with_everything_or_a_word_why_not(self, clerk):
        ask(clerk)
        place = f"/desk/inquiries/{only().id}/answer"
        lacking = clerk.post(place, {"told": ["time"], "answer": "", "way": "orally"})
        assert lacking.status_code == 422
        assert "没有一次说全" in text(lacking)
        clerk.post(place, {"told": ["time"], "answer": "只问几点下班", "way": "on_paper"})
        assert only().answered_at is not None

    def test_has_a_slip_with_number_name_and_day(self, clerk):
        ask(clerk)
        slip = text(clerk.get(f"/desk/inquiries/{only().id}/slip"))
        for words in (only().number, "林晓", "2026 年 3 月 10 日"):
            assert words in slip


class TestHandingOn:
    def test_goes_by_staff_number_and_waits_for_the_colleague(self, clerk, fang):
        ask(clerk)
        place = f"/desk/inquiries/{only().id}"
        wrong = clerk.post(f"{place}/hand-on", {"staff_number": "9999", "reason": "归民政"})
        assert "没有工号是 9999 的工作人员" in text(wrong)
        page = clerk.post(f"{place}/hand-on", {"staff_number": "2301", "reason": "归民政"}, follow=True)
        assert "对方确认前仍由您负责" in text(page)
        assert only().responsible_name == "林晓"
        assert "林晓转来，等您确认" in text(fang.get("/desk/inquiries/"))
        fang.post(f"{place}/reply", {"confirm": "1"})
        assert only().responsible_name == "方可"

    def test_is_given_back_with_a_word(self, clerk, fang):
        ask(clerk)
        place = f"/desk/inquiries/{only().id}"
        clerk.post(f"{place}/hand-on", {"staff_number": "2301", "reason": "归民政"})
        assert fang.post(f"{place}/reply", {"reason": ""}).status_code == 422
        fang.post(f"{place}/reply", {"reason": "归公安"})
        assert "归公安" in text(clerk.get(f"{place}/"))

    def test_is_seen_by_nobody_else(self, clerk):
        ask(clerk)
        other = officer("何佩仪", "health", staff="2604")
        assert other.get(f"/desk/inquiries/{only().id}/").status_code == 404


class TestTheCockpit:
    def test_counts_by_department_and_opens_to_the_lists(self, clerk, over, clock):
        ask(clerk)
        clock.moment = at(DAY) + timedelta(days=8)
        page = over.get("/cockpit/inquiries/")
        ((_, cells),) = page.context["lines"]
        assert [n for n, _ in cells] == [1, 1, 0, 1]
        for n, href in cells:
            assert (only().number in text(over.get(href))) == bool(n)
        assert "超期" in text(over.get(cells[1][1]))

    def test_says_in_its_house_how_many_have_come_to_their_day(self, clerk, over, clock):
        ask(clerk)
        clock.moment = at(DAY) + timedelta(days=8)
        rooms = {room.name: waiting for room, waiting in over.get("/cockpit/").context["rooms"]}
        assert rooms["cockpit-inquiries"] == 1

    def test_of_quiet_days_says_so(self, over):
        assert "这几天没有登记的咨询" in text(over.get("/cockpit/inquiries/?since=x&until=2026-01-05"))
        assert over.get("/cockpit/inquiries/list?what=nonsense").status_code == 200
