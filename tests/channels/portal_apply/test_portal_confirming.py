"""A paper that another party confirms: the page of the applicant and that of whoever is asked."""

import html
import re
from datetime import timedelta

import pytest

from onething.areas.audit import api as audit
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Role
from onething.core.people import AuthorityKind
from onething.core.submission import Delivery
from onething.kit.ports import now
from tests.areas.guidance.works import BUILDER, CONTRACTOR, FIRMS, FORM, NAMES, SCENE
from tests.channels.portal_apply.applying import draft_of, page, text_of
from tests.channels.portal_apply.conftest import ADMIN, CHEN
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

pytestmark = pytest.mark.django_db


def may(role, citizen):
    """Let somebody confirm for an organisation from today."""
    today = now().date()
    account = people.get_own_account(citizen.actor)
    return people.record_authority(
        ADMIN_OF_POWERS,
        kind=AuthorityKind.AGENT,
        principal=FIRMS[role],
        principal_name=NAMES[role],
        representative=account.document,
        representative_name=account.name,
        scenes=(),
        from_on=today - timedelta(days=1),
        to_on=today + timedelta(days=30),
        document="",
        now=now(),
    )


ADMIN_OF_POWERS = ADMIN.__class__("job:powers", "powers", frozenset({Role.SYSTEM}))


@pytest.fixture
def draft(li, city):
    change = guidance.Change(answers=OVER, values=FORM, delivery=Delivery("electronic"))
    guidance.open_draft(li.actor, scene=SCENE, now=now(), change=change)
    return draft_of(li)


def press(citizen, draft, button, line=CONTRACTOR, **more):
    return citizen.post(page(citizen, draft, "papers"), {"line": line, "confirming": button, **more})


def choose(citizen, draft, *lines):
    for line in lines:
        assert (
            citizen.post(page(citizen, draft, "papers"), {"line": line, "way": "confirm"}).status_code == 302
        )


def seen(citizen, path):
    return html.unescape(text_of(citizen.get(path)))


def asked(li, draft) -> str:
    """Choose the way, ask, and return the address that stands on the page."""
    choose(li, draft, CONTRACTOR)
    assert press(li, draft, "ask").status_code == 302
    return re.search(r"http://testserver(/confirm/[0-9a-f-]+)", seen(li, page(li, draft, "papers")))[1]


def hash_on(citizen, path):
    return re.search(r'name="hash" value="(\w+)"', seen(citizen, path))[1]


def test_is_confirmed_by_the_agent_and_stands_beside_the_paper(li, chen, draft):
    may("contractor", chen)
    address = asked(li, draft)
    assert "没有等您确认的" not in seen(chen, "/confirm/")
    shown = seen(chen, address)
    for word in ("示例花园一期", NAMES["contractor"], "施工单位", "我确认"):
        assert word in shown
    assert "13800000188" not in shown  # nothing else of the form
    shown, looks = hash_on(chen, address), audit.count_looks(li.actor)
    assert chen.post(address, {"act": "confirm", "hash": shown}).status_code == 302
    assert audit.count_looks(li.actor) == looks > 0  # to answer is no look
    assert "收回确认" in seen(chen, address)
    beside = seen(li, page(li, draft, "papers"))
    assert "陈思敏替施工单位" in beside
    assert chen.post(address, {"act": "back"}).status_code == 302
    assert "还没答复" in seen(li, page(li, draft, "papers"))
    assert "请您确认" in seen(chen, "/messages/")
    assert "对方收回了确认" in seen(li, "/messages/")


def test_is_refused_with_a_reason_that_the_applicant_reads(li, chen, draft):
    may("contractor", chen)
    address = asked(li, draft)
    told = {"act": "refuse", "hash": hash_on(chen, address)}
    assert chen.post(address, told).status_code == 422
    assert chen.post(address, {**told, "reason": "竣工日期不对"}).status_code == 302
    beside = seen(li, page(li, draft, "papers"))
    assert "竣工日期不对" in beside
    assert "请对方再看" in beside
    assert "您上次说" in seen(chen, address)


def test_is_read_anew_when_the_form_was_changed_meanwhile(li, chen, draft):
    may("contractor", chen)
    address = asked(li, draft)
    shown = hash_on(chen, address)
    view = draft_of(li)
    change = guidance.Change(values={"project/project.name": "示例花园二期"})
    guidance.change_draft(li.actor, draft_id=view.id, version=view.version, change=change, now=now())
    late = chen.post(address, {"act": "confirm", "hash": shown})
    assert late.status_code == 409
    assert "示例花园二期" in text_of(late)
    assert chen.post(address, {"act": "confirm", "hash": hash_on(chen, address)}).status_code == 302
    view = draft_of(li)
    change = guidance.Change(values={"project/project.name": "示例花园三期"})
    guidance.change_draft(li.actor, draft_id=view.id, version=view.version, change=change, now=now())
    assert "确认以后又改了内容" in seen(li, page(li, draft, "papers"))
    assert "工程 工程名称" in seen(chen, address)
    change = guidance.Change(values={"project/project.name": None})
    guidance.change_draft(li.actor, draft_id=view.id, version=draft_of(li).version, change=change, now=now())
    assert "先填好这几处" in seen(li, page(li, draft, "papers"))
    assert "申请人还没有填完" in seen(chen, address)
    li.post(page(li, draft, "papers"), {"line": CONTRACTOR, "way": "paper"})
    assert "申请人现在没有请您确认" in seen(chen, address)
    assert "没有再请您" in seen(chen, "/confirm/")
    assert chen.post(address, {"act": "back"}).status_code == 302
    assert chen.get(address).status_code == 404


def test_is_nobody_elses(li, chen, draft):
    address = asked(li, draft)
    strangers = [chen.get(address), chen.post(address, {"act": "confirm", "hash": "ab" * 32})]
    unknown = chen.get("/confirm/00000000-0000-0000-0000-000000000001")
    assert {one.status_code for one in (*strangers, unknown)} == {404}
    assert "示例花园" not in text_of(strangers[0])
    assert (
        text_of(strangers[0]).count("没有要您确认的内容") == text_of(unknown).count("没有要您确认的内容") > 0
    )
    assert "没有等您确认的" in seen(chen, "/confirm/")
    may("contractor", chen)
    assert chen.get(address).status_code == 200
    for nothing in ("dance", "back"):
        assert chen.post(address, {"act": nothing}).status_code == 422
    assert press(li, draft, "unask").status_code == 302
    assert chen.get(address).status_code == 404


def test_is_confirmed_beside_the_paper_by_an_applicant_who_signs_for_it(li, draft):
    may("builder", li)
    choose(li, draft, BUILDER)
    shown = seen(li, page(li, draft, "papers"))
    assert "要您确认" in shown
    assert "看过了，我来确认" in shown
    told = re.search(r'name="hash" value="(\w+)"', shown)[1]
    assert press(li, draft, "own", BUILDER, hash="ab" * 32).status_code == 409
    assert press(li, draft, "own", BUILDER, hash=told).status_code == 302
    assert next(one for one in draft_of(li).materials if one.line == BUILDER).done
    assert press(li, draft, "own_back", BUILDER).status_code == 302
    assert not next(one for one in draft_of(li).materials if one.line == BUILDER).done


def test_keeps_the_page_from_going_on_until_it_is_there(li, draft):
    choose(li, draft, CONTRACTOR)
    answer = li.post(page(li, draft, "papers"), {})
    assert answer.status_code == 422
    assert "对方还没有确认" in text_of(answer)
    assert CHEN not in text_of(answer)
