"""How the person is reached, how results come, and the answers behind an item: what its office needs to know of them."""

import pytest

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.core.cases.parts import Contact
from onething.core.submission import Delivery
from tests.areas.cases.world import APPLICANT, at
from tests.channels.review.staff import DAY, act, draft, number_of, officer, status, text, to_decision

pytestmark = pytest.mark.django_db
POST = Delivery("post", "黎国平", "13900009999", "东莞市东城街道示例路 9 号")


@pytest.fixture
def allowance(receipt):
    return number_of(receipt, "hardship-allowance")


@pytest.fixture
def civil(receipt):
    return officer("方可", "civil-affairs", staff="2301")


class TestThePageOfACase:
    def test_shows_the_telephone_and_the_way_that_hold_now(self, federation, receipt, number):
        assert "电子送达" in text(federation.get(f"/review/{number}/"))
        cases.change_contact(
            APPLICANT, application=receipt.number, contact=Contact("13811112222"), now=at(DAY)
        )
        cases.choose_delivery(APPLICANT, application=receipt.number, delivery=POST, now=at(DAY))
        page = text(federation.get(f"/review/{number}/"))
        for part in ("13811112222", "邮寄", "黎国平", "东城街道示例路 9 号"):
            assert part in page

    def test_shows_only_the_answers_that_bear_on_its_item(self, civil, federation, allowance, number):
        assert "低保家庭" in text(civil.get(f"/review/{allowance}/"))
        assert "低保家庭" not in text(federation.get(f"/review/{number}/"))

    def test_has_the_look_written_down_for_the_person(self, civil, allowance):
        civil.get(f"/review/{allowance}/")
        (look,) = audit.list_looks(APPLICANT)
        assert {"contact", "delivery", "answers"} <= set(look.fields)


class TestADelivery:
    @pytest.fixture
    def granted(self, federation, receipt, accepted):
        cases.choose_delivery(APPLICANT, application=receipt.number, delivery=POST, now=at(DAY, 11))
        page = to_decision(federation, accepted)
        federation.post(f"/review/{accepted}/decide", draft(page))
        result = federation.get(f"/review/{accepted}/").context["view"].wanted_certificates[0]
        act(federation, accepted, "certificate", result=result)
        return accepted

    def test_begins_with_what_the_person_chose(self, federation, granted):
        page = federation.get(f"/review/{granted}/deliver")
        form = page.context["form"]
        assert (form["way"].value(), form["receiver"].value()) == ("post", "黎国平")
        assert "东城街道示例路 9 号" in text(page)
        act(federation, granted, "deliver", way="post", proof="SF1", receiver="黎国平")
        assert status(granted) == "delivered"

    @pytest.mark.parametrize("other", [{"way": "window"}, {"receiver": "陌生人"}])
    def test_in_another_way_or_to_another_is_read_once_more(self, federation, granted, other):
        given = {"way": "post", "proof": "签收单 1", "receiver": "黎国平", **other}
        page = text(act(federation, granted, "deliver", **given))
        assert "申请人选的是：邮寄，黎国平" in page
        assert status(granted) == "to_deliver"
        act(federation, granted, "deliver", **given, sure="1")
        assert status(granted) == "delivered"
