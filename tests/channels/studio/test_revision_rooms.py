"""The rooms of revisions: begun, reviewed by others, scheduled, decided place by place; versions side by side."""

import re

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.kit.ports import now
from tests.areas.revisions.conftest import AUTHOR, CHIEF, STANDARD, WORKER, changed, published, written  # noqa: F401
from tests.areas.revisions.test_entries import file_with, take
from tests.areas.revisions.town import ALLOWANCE, FILES
from tests.channels.studio.conftest import staff, text

LATER = ("promised_days: 15", "promised_days: 18")


@pytest.fixture
def manager(published):  # noqa: F811
    return staff("甲", Role.ITEM_MANAGER, department="welfare")


@pytest.fixture
def chief(published):  # noqa: F811
    return staff("乙", Role.MANAGER, department="welfare")


@pytest.fixture
def standard(published):  # noqa: F811
    return staff("丙", Role.ITEM_STANDARD)


def act(client, address, name, **more):
    seen = client.get(address).context["one"].sequence
    return client.post(address, {"act": name, "seen": seen, **more})


def test_a_revision_is_begun_and_goes_from_hand_to_hand(manager, chief, standard):
    address = manager.post("/studio/revisions/", {"title": "调整时限"}).url
    id = address.rpartition("/")[2]
    author = manager.get(address).context["actor"]
    revisions.save_files(author, revision_id=id, files=changed(ALLOWANCE, *LATER), seen=1, now=now())
    page = text(manager.get(address))
    assert "时限 › 承诺天数：15 → 18" in page
    assert "本部门同意" not in page
    assert act(manager, address, "submitted").status_code == 302
    assert "调整时限" in text(chief.get("/studio/revisions/"))
    assert act(chief, address, "department_approved").status_code == 302
    assert act(standard, address, "city_approved").status_code == 302
    assert revisions.get_revision(author, revision_id=id).state == "scheduled"
    assert revisions.publish_due(WORKER, now=now()) == 1
    assert "调整时限" in text(manager.get("/studio/versions/"))


def test_a_reason_is_asked_for_and_the_page_comes_back(manager, chief):
    author = Actor("user:x", "甲", frozenset({Role.ITEM_MANAGER}), department="welfare")
    one = written(changed(ALLOWANCE, *LATER), actor=author)
    revisions.submit(author, revision_id=one.id, now=now())
    refused = act(chief, f"/studio/revisions/{one.id}", "sent_back")
    assert refused.status_code == 422
    assert "没有写原因" in text(refused)
    assert act(chief, f"/studio/revisions/{one.id}", "sent_back", reason="写依据").status_code == 302
    assert revisions.get_revision(author, revision_id=one.id).reason == "写依据"


def test_who_looked_before_it_moved_is_refused(manager, chief):
    one = written(changed(ALLOWANCE, *LATER))
    revisions.submit(AUTHOR, revision_id=one.id, now=now())
    stale = chief.post(f"/studio/revisions/{one.id}", {"act": "department_approved", "seen": 1})
    assert stale.status_code == 409


def test_what_two_changed_is_decided_place_by_place(manager):
    author = Actor("user:x", "甲", frozenset({Role.ITEM_MANAGER}), department="welfare")
    one = written(changed(ALLOWANCE, "promised_days: 15", "promised_days: 20"), actor=author)
    catalogue.publish(WORKER, files={**FILES, **changed(ALLOWANCE, *LATER)}, now=now())
    address = f"/studio/revisions/{one.id}/conflicts"
    page = manager.get(address)
    assert "clock › promised_days" in text(page)
    (key,) = set(re.findall(r'type="radio" name="(\w+)"', text(page)))
    seen = page.context["one"].sequence
    assert manager.post(address, {"seen": seen}).status_code == 422
    assert manager.post(address, {"seen": seen, key: "theirs"}).status_code == 302
    assert revisions.get_revision(author, revision_id=one.id).paths == ()
    assert "没有冲突" in text(manager.get(address))


def test_towns_that_would_then_differ_are_told_and_opened_town_by_town(manager):
    take({}, {"id": "8", "town": "990000001000", "address": "东街 1 号"})
    one = written(file_with("7", promised_days=3))
    page = text(manager.get(f"/studio/revisions/{one.id}"))
    assert "发布后和全市不一样的镇街" in page
    assert "1 处没有批准，镇街要跟着改" in page
    link = re.search(rf'href="(/studio/revisions/{one.id}/towns\?town=990000001000)"', page)[1]
    opened = manager.get(link)
    assert [line.address for line in opened.context["lines"]] == ["list/8"]
    assert "3 工作日 → 5 工作日" in text(opened)
    assert 'href="/studio/register/list/8"' in text(opened)
    assert manager.get(f"/studio/revisions/{one.id}/towns?town=none").context["lines"] == []
    small = written(changed(ALLOWANCE, *LATER))
    assert "发布后和全市不一样的镇街" not in text(manager.get(f"/studio/revisions/{small.id}"))


def test_any_two_versions_are_compared(manager):
    first = catalogue.current_version(WORKER).id
    second = catalogue.publish(WORKER, files={**FILES, **changed(ALLOWANCE, *LATER)}, now=now()).id
    page = text(manager.get(f"/studio/versions/?old={second}&new={first}"))
    assert "时限 › 承诺天数：18 → 15" in page
    assert manager.get("/studio/versions/?old=999999&new=1").status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.CITIZEN, Role.REVIEWER])
@pytest.mark.parametrize("room", ["revisions", "versions"])
def test_others_are_refused(published, room, role):  # noqa: F811
    assert staff("丁", role).get(f"/studio/{room}/").status_code == 403
