"""A new entry of the register begun on a page: from the register or like another one, into a draft, reviewed and published as every change."""

import re

import pytest

from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.core.register.entries import Kind, State, UseLevel
from onething.core.register.filed import path_of
from onething.core.revisions.lifecycle import OwnWork
from tests.areas.revisions.conftest import NOW, TODAY, WORKER
from tests.areas.revisions.test_entries import CITY, take
from tests.channels.studio.conftest import staff, text
from tests.channels.studio.test_entry_editor import sent

NEW = "/studio/drafts/new-entry"
BASIC = "440011009000"
TOWN = "441900101000"
STANDARD = Actor(
    "user:st", "st", frozenset({Role.ITEM_STANDARD}), department="data-services", division="441900000000"
)


@pytest.fixture
def manager(published):
    take()
    return staff("甲", Role.ITEM_MANAGER)


def said(**changes):
    """Return what a browser would send of the page, filled in as for one that no catalogue has."""
    given = {
        "name": "护老补贴补发",
        "kind": "05",
        "source": "here",
        "key": "补发-1",
        "department": "civil-affairs",
    }
    return {**given, "code": "", "catalogue_code": "", "place": "", "revision": "", "like": "", **changes}


def draft_of(answer):
    return re.search(r"drafts/([0-9a-f-]{36})/", answer.url)[1]


def content(answer, source="here", key="补发-1"):
    return revisions.files_of(WORKER, revision_id=draft_of(answer))[path_of(source, key)].decode()


def test_is_begun_in_the_register_and_goes_on_in_the_editor(manager):
    assert f'href="{NEW}"' in text(manager.get("/studio/register/"))
    page = text(manager.get(NEW))
    assert "本市自编" in page
    answer = manager.post(NEW, said(catalogue_code=BASIC))
    assert answer.status_code == 302
    assert sent(manager, answer.url, promised_days="5", project="2").status_code == 302
    held = content(answer)
    assert held.startswith("source: here\nkey: 补发-1\nname: 护老补贴补发\n")
    for line in (
        'kind: "05"',
        f'catalogue_code: "{BASIC}"',
        "promised_days: 5",
        'project: "2"',
        "state: in_use",
    ):
        assert f"\n{line}\n" in held
    assert "护老补贴补发" in text(manager.get(f"/studio/drafts/{draft_of(answer)}/"))


def test_goes_into_a_draft_of_ones_own_that_is_there(manager):
    first = manager.post(NEW, said())
    into = manager.get(NEW, {"revision": draft_of(first)})
    assert f'value="{draft_of(first)}" selected' in text(into)
    second = manager.post(NEW, said(key="补发-2", revision=draft_of(first)))
    assert draft_of(second) == draft_of(first)
    assert len(revisions.get_revision(WORKER, revision_id=draft_of(first)).paths) == 2


def test_is_reviewed_by_others_and_holds_from_its_day_on(manager):
    answer = manager.post(NEW, said(code="123456"))
    id = draft_of(answer)
    writer = manager.get(answer.url).context["actor"]
    one = revisions.submit(writer, revision_id=id, now=NOW)
    assert one.offices == ("civil-affairs",)
    with pytest.raises(OwnWork):
        revisions.approve_department(
            Actor(writer.id, "甲", frozenset({Role.MANAGER}), department="civil-affairs"),
            revision_id=id,
            now=NOW,
        )
    chief = Actor("user:chief", "chief", frozenset({Role.MANAGER}), department="civil-affairs")
    revisions.approve_department(chief, revision_id=id, now=NOW)
    revisions.approve_city(STANDARD, revision_id=id, on=TODAY, now=NOW)
    assert register.find_item(WORKER, city=CITY, source="here", key="补发-1") is None
    assert revisions.publish_due(WORKER, now=NOW) == 1
    entry = register.get_item(WORKER, city=CITY, source="here", key="补发-1").entry
    assert (entry.kind, entry.level, entry.state) == (Kind.BENEFIT, UseLevel.CITY, State.IN_USE)
    assert "本市自编" in text(manager.get("/studio/register/here/补发-1"))
    assert set(manager.post(NEW, said(name="又一项")).context["form"].errors) == {"key"}
    assert set(manager.post(NEW, said(key="补发-2", code="123456")).context["form"].errors) == {"code"}


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(manager):
    page = manager.post(
        NEW, said(key="补发 1", code="4401 1007000", catalogue_code="44011", name="护老\u202e补贴", kind="")
    )
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"key", "code", "catalogue_code", "name", "kind"}
    for typed in ("补发 1", "4401 1007000", "44011"):
        assert f'value="{typed}"' in text(page)
    page = manager.post(NEW, said(key="补发 1"))
    assert "第 3 位“ ”不能用" in page.context["form"].errors["key"][0]
    assert 'value="护老补贴补发"' in text(page)
    assert set(manager.post(NEW, said(key="")).context["form"].errors) == {"key"}
    assert revisions.list_revisions(WORKER) == []


def test_a_key_that_is_taken_is_refused_with_who_has_it(manager):
    errors = manager.post(NEW, said(source="list", key="7")).context["form"].errors
    assert "护老补贴" in errors["key"][0]
    assert "从它的页面开始改" in errors["key"][0]
    assert manager.post(NEW, said()).status_code == 302
    errors = staff("乙", Role.ITEM_MANAGER).post(NEW, said(name="别的")).context["form"].errors
    assert "新写“护老补贴补发”" in errors["key"][0]
    assert manager.post(NEW, said(source="list")).status_code == 302  # the same key in another source


def test_an_implementation_code_that_is_taken_is_refused_and_stands_for_a_key_that_is_left_empty(manager):
    (defined,) = register.list_items(WORKER, city=CITY, asked=register.Asked(source="definitions"), limit=1)
    code = register.get_item(WORKER, city=CITY, source="definitions", key=defined.key).entry.code
    errors = manager.post(NEW, said(code=code)).context["form"].errors
    assert defined.name in errors["code"][0]
    answer = manager.post(NEW, said(key="", code="A-77"))
    assert answer.url.endswith("/register/here/A-77")
    errors = manager.post(NEW, said(code="A-77")).context["form"].errors
    assert "新写“护老补贴补发”" in errors["code"][0]


def test_is_begun_like_another_one(manager):
    page = text(manager.get("/studio/register/list/7"))
    link = re.search(r'href="(/studio/drafts/new-entry\?like=[^"]+)"', page)[1]
    page = text(manager.get(link))
    assert 'value="护老补贴"' in page
    answer = manager.post(link, said(like="list/7"))
    held = content(answer)
    assert "promised_days: 5" in held
    assert "address: 一楼" in held
    assert manager.get(NEW, {"like": "list/none"}).status_code == 404


def test_that_of_a_town_begins_as_the_city_has_it(manager):
    answer = manager.post(
        NEW, said(name="护老补贴", place=TOWN, catalogue_code="440011007000", key="8", kind="05")
    )
    held = content(answer, key="8")
    assert "promised_days: 5" in held
    assert "address" not in held
    assert f'town_code: "{TOWN}"' in held
    found = revisions.findings(WORKER, revision_id=draft_of(answer), now=NOW)
    assert [one.code for one in found if one.blocks] == []


def test_contradictions_stand_beside_the_fields_of_the_editor(manager):
    answer = manager.post(NEW, said())
    sent(manager, answer.url, promised_days="30", statutory_days="20")
    form = manager.get(answer.url).context["form"]
    assert "超过法定的 20 天" in form.fields["promised_days"].help_text
    page = sent(manager, answer.url, code="4401 1007000", address="二楼")
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"code"})
    assert 'value="二楼"' in text(page)


def test_nobody_begins_one_who_does_not_write(published):
    auditor = staff("丁", Role.AUDITOR)
    assert auditor.get(NEW).status_code == 403
    assert auditor.post(NEW, said()).status_code == 403
    assert NEW not in text(auditor.get("/studio/register/"))
