"""Three organisations confirm that the works are over: each signs in, and the application goes in without an uploaded paper."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Role
from onething.core.submission import Delivery, GivenValue
from onething.kit.ports import now
from tests.areas.guidance.works import CONFIRMED, FIRMS, FORM, NAMES, SCENE
from tests.channels.desk.window import staff
from tests.channels.portal_apply.applying import draft_of, page, photo, signed, text_of
from tests.channels.portal_apply.conftest import _signed_in, chen, city, li
from tests.channels.portal_apply.test_portal_confirming import choose, hash_on, press, seen
from tests.channels.review.staff import act, officer
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

__all__ = ["chen", "city", "li"]
pytestmark = pytest.mark.django_db
TAN = "990000199512010609"


@pytest.fixture
def tan(city):
    """The browser of the supervising firm's agent."""
    return _signed_in(Client(), "谭晓彤", TAN)


def registered(citizen, clerk, role):
    """Claim the power of an organisation online, and have the window confirm it with the paper."""
    day = now().date()
    last = (day + timedelta(days=60)).isoformat()
    claim = {
        "name": NAMES[role],
        "number": FIRMS[role].code,
        "reach": "some",
        "scenes": [SCENE],
        "from_on": day.isoformat(),
        "until": last,
    }
    assert citizen.post("/representatives/claim-organisation", claim).status_code == 302
    (one,) = people.list_authorities(citizen.actor, organisations=True)
    found = clerk.post("/desk/claims/", {"text": FIRMS[role].code})
    shown = text_of(clerk.get(found.url))
    for word in (NAMES[role], FIRMS[role].code, "终止施工安全监督", "只能确认"):
        assert word in shown
    scan = {"act": "confirm", "c-from_on": day.isoformat(), "c-until": last, "c-scan": photo("power.jpg")}
    assert clerk.post(found.url, scan).status_code == 302
    assert one.code


def test_three_organisations_confirm_one_application(li, chen, tan):
    clerk = staff("林晓", "0716", Role.CLERK, "data-services")
    agents = {"builder": li, "contractor": chen, "supervisor": tan}
    for role, citizen in agents.items():
        registered(citizen, clerk, role)
    assert "示例建筑有限公司" not in text_of(chen.get(f"/matters/{SCENE}/begin"))  # nobody applies for it

    change = guidance.Change(answers=OVER, values=FORM, delivery=Delivery("electronic"))
    guidance.open_draft(li.actor, scene=SCENE, now=now(), change=change)
    draft = draft_of(li)
    choose(li, draft, *CONFIRMED)
    li.post(page(li, draft, "papers"), {"line": "contractor/self-assessment", "file": [photo()]})
    assert li.get(page(li, draft, "check")).status_code == 302  # not yet

    for line in CONFIRMED:
        role = line.partition("/")[0]
        if role == "builder":
            own = guidance.list_requested(li.actor, draft_id=draft.id, now=now())
            hash_ = next(
                one.confirming.asked.statement.hash for one in own if one.confirming.asked.line == line
            )
            assert press(li, draft, "own", line, hash=hash_).status_code == 302
            continue
        assert press(li, draft, "ask", line).status_code == 302
        waits = re.findall(r'href="(/confirm/[0-9a-f-]{36})"', seen(agents[role], "/confirm/"))
        path = next(one for one in waits if "我确认" in seen(agents[role], one))
        answer = {"act": "confirm", "hash": hash_on(agents[role], path)}
        assert agents[role].post(path, answer).status_code == 302

    assert draft_of(li).ready
    receipt = signed(li, draft)
    assert receipt.status_code == 302
    number = receipt.url.strip("/").split("/")[1]

    reviewer = officer("周立", "housing", staff="7001")
    case = CaseRow.objects.get(application__number=number, item="end-supervision")
    shown = seen(reviewer, f"/review/{case.number}/")
    for name, role in (("黎国安", "builder"), ("陈思敏", "contractor"), ("谭晓彤", "supervisor")):
        assert name in shown
        assert f"{FIRMS[role].code}）" in shown
    assert shown.count("对方已确认") == 5
    assert "合同范围内的施工已经全部结束" in shown
    assert TAN in shown

    sent = seen(li, f"/applications/{number}/sent")
    assert "谭晓彤" in sent
    assert TAN not in sent
    assert "陈思敏" in seen(li, "/who-looked")
    path = next(one for one in re.findall(r"/confirm/[0-9a-f-]{36}", seen(chen, "/confirm/")))
    assert "已随申请交出" in seen(chen, path)
    assert chen.post(path, {"act": "back"}).status_code == 409

    act(reviewer, case.number, "find", key="project/project.name", reason="wrong_value")
    act(reviewer, case.number, "found")
    named = GivenValue("project/project.name", "示例花园一期（A 区）")
    cases.supplement(li.actor, application=number, values=[named], now=now())
    shown = seen(reviewer, f"/review/{case.number}/")
    assert "工程 工程名称现在是 示例花园一期（A 区），确认的不是这个" in shown
    assert (shown.count("对方已确认"), shown.count("确认后又改过")) == (0, 5)
