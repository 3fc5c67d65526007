"""All results that are there, handed to whoever stands at the window."""

import pytest

from onething.areas.cases import api as cases
from onething.channels.desk.supplying import HERE
from onething.core.actors import Role
from onething.core.submission import Delivery
from onething.kit.ports import now
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, FEDERATION, LI
from tests.channels.desk.window import staff

ITEM = "disability-certificate"


@pytest.fixture
def ready(desk):
    """An application with one result to fetch, whose person stands here: the address of the page."""
    story = Story()
    number, here = story.receipt.number, Delivery("window", window="w")
    cases.choose_delivery(APPLICANT, application=number, delivery=here, now=story.now)
    story.accept(ITEM).grant(ITEM)
    cases.make_certificate(FEDERATION, case=story.numbers[ITEM], result=ITEM, now=story.now)
    session = desk.session
    session[HERE] = {number: [LI, now().timestamp()]}
    session.save()
    return f"/desk/supplements/{number}/fetch"


def test_begins_with_the_name_of_the_person_not_of_the_clerk(desk, ready):
    page = desk.get(ready)
    assert page.context["form"]["receiver"].value() == "黎国安"
    assert "残疾人证办理" in page.content.decode()


def test_hands_everything_out_once_somebody_signed(desk, ready):
    refused = desk.post(ready, {"receiver": "黎国安", "proof": ""})
    assert refused.status_code == 422
    assert "写签收单号" in refused.content.decode()
    done = desk.post(ready, {"receiver": "黎国安", "proof": "签收 1"}, follow=True)
    assert "已登记领取" in done.content.decode()
    assert "现在没有可以领取的结果" in desk.get(ready).content.decode()


def test_leads_back_where_nobody_stands(desk, ready):
    session = desk.session
    del session[HERE]
    session.save()
    assert desk.get(ready).url == "/desk/supplements/"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR])
def test_is_for_clerks(ready, role):
    assert staff("别人", "9001", role, "civil-affairs").get(ready).status_code == 403
