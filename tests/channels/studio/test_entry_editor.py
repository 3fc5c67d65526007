"""An entry of the register edited on its page: begun from the register, element by element, errors beside the field, nothing lost."""

import re

import pytest
from django.forms import MultipleChoiceField

from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.core.actors import Role
from onething.core.register.filed import path_of
from onething.core.revisions.lifecycle import State
from tests.areas.revisions.conftest import WORKER
from tests.areas.revisions.test_entries import CITY, PATH, take
from tests.channels.studio.conftest import staff, text

ITEM = "/studio/register/list/7"


@pytest.fixture
def manager(published):
    take()
    return staff("甲", Role.ITEM_MANAGER)


def begun(client):
    """Return the address of the editor of the entry in a draft of its own."""
    return client.post("/studio/drafts/entry", {"source": "list", "key": "7"}).url


def sent(client, address, /, **changes):
    """Send the form as it is shown, with these fields otherwise."""
    return client.post(address, {**as_shown(client.get(address).context["form"]), **changes})


def as_shown(form):
    """Return what a browser would send of a form that nobody touched: of boxes only those that are ticked."""
    given = {name: form.initial.get(name) for name in form.fields}
    boxes = {name for name, field in form.fields.items() if isinstance(field, MultipleChoiceField)}
    return {
        name: "" if value is None else value for name, value in given.items() if value or name not in boxes
    }


def changes(client, address):
    id = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    actor = client.get(address).context["actor"]
    return [(one.path, one.after) for one in revisions.difference(actor, revision_id=id).changes]


def test_is_begun_from_its_page_in_a_new_draft_or_in_one_of_ones_own(manager):
    assert "改这一项" in text(manager.get(ITEM))
    address = begun(manager)
    page = text(manager.get(address))
    assert "承诺办结时限（天）" in page
    assert 'value="0769-22830000"' in page
    draft = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    assert draft in text(manager.get(ITEM))
    again = manager.post("/studio/drafts/entry", {"source": "list", "key": "7", "revision": draft})
    assert again.url == address


def test_is_not_offered_where_it_is_changed_elsewhere_or_by_somebody_who_does_not_write(manager):
    (other,) = register.list_items(WORKER, city=CITY, asked=register.Asked(source="definitions"), limit=1)
    assert "改这一项" not in text(manager.get(f"/studio/register/definitions/{other.key}"))
    address = begun(manager)
    missing = address.replace("/list/7", f"/definitions/{other.key}")
    assert manager.get(missing).status_code == 404
    assert (
        manager.post("/studio/drafts/entry", {"source": "definitions", "key": other.key}).status_code == 404
    )
    auditor = staff("丁", Role.AUDITOR)
    assert "改这一项" not in text(auditor.get(ITEM))
    assert auditor.post("/studio/drafts/entry", {"source": "list", "key": "7"}).status_code == 403
    assert "存进修订稿" not in text(staff("戊", Role.SUPERVISOR).get(address))


def test_keeps_only_what_is_changed(manager):
    address = begun(manager)
    assert sent(manager, address).status_code == 302
    assert changes(manager, address) == []
    answer = sent(
        manager,
        address,
        promised_days="3",
        forms=["window", "courier"],
        online="no",
        objects="自然人\n企业法人",
        **{"materials-0-name": "户口簿", "materials-0-copies": "2", "materials-0-need": "1"},
    )
    assert answer.status_code == 302
    assert changes(manager, address) == [
        (("promised_days",), "3"),
        (("online",), "false"),
        (("forms",), "window, courier"),
        (("objects",), "自然人, 企业法人"),
        (("materials", "户口簿"), "户口簿"),
    ]
    draft = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    assert f"/studio/drafts/{draft}/register/list/7" in text(manager.get(f"/studio/drafts/{draft}/"))
    content = revisions.files_of(manager.get(address).context["actor"], revision_id=draft)[PATH].decode()
    assert 'materials:\n  - {name: 户口簿, need: "1", copies: 2}\n' in content
    sent(manager, address, **{"materials-0-name": "", "materials-0-copies": "", "materials-0-need": ""})
    assert all(path[0] != "materials" for path, _after in changes(manager, address))


def test_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(manager):
    address = begun(manager)
    page = sent(
        manager,
        address,
        promised_days="三天",
        name="护老\u202e补贴",
        address="二楼 201",
        **{"materials-0-copies": "2"},
    )
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"promised_days", "name", "materials-0-name"}
    assert "第 3 个字符（U+202E）" in errors["name"][0]
    assert 'value="三天"' in text(page)
    assert 'value="二楼 201"' in text(page)
    assert changes(manager, address) == []


def test_two_who_have_it_open_the_second_is_told(manager):
    address = begun(manager)
    form = manager.get(address).context["form"]
    assert sent(manager, address, address="二楼").status_code == 302
    page = manager.post(address, {**as_shown(form), "hours": "全天"})
    assert page.status_code == 409
    assert "草稿里现在是“二楼”" in page.context["form"].errors["address"][0]
    assert "全天" in text(page)
    assert manager.post(address, {**as_shown(form), **shown_again(page)}).status_code == 302


def shown_again(page):
    return {name: page.context["form"][name].value() or "" for name in ("seen", "hours", "address")}


def test_tells_contradictions_on_the_page_and_in_the_room_of_the_revision(manager):
    address = begun(manager)
    assert sent(manager, address, promised_days="30").status_code == 302
    assert "超过法定的 20 天" in text(manager.get(address))
    draft = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    assert "register.promise_over_statute" in text(manager.get(f"/studio/revisions/{draft}"))
    one = revisions.get_revision(manager.get(address).context["actor"], revision_id=draft)
    answer = manager.post(f"/studio/revisions/{draft}", {"act": "submitted", "seen": one.sequence})
    assert answer.status_code == 422
    assert revisions.get_revision(WORKER, revision_id=one.id).state is State.DRAFT


def test_tells_a_village_certificate_beside_its_material_with_what_replaces_it(manager):
    address = begun(manager)
    sent(manager, address, **{"materials-0-name": "照片", "materials-1-name": "村委会出具的婚姻状况证明"})
    page = manager.get(address)
    assert "不得要求" in str(page.context["form"].fields["materials-1-name"].help_text)
    assert "不得要求" not in str(page.context["form"].fields["materials-0-name"].help_text)
    draft = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    one = revisions.get_revision(page.context["actor"], revision_id=draft)
    answer = manager.post(f"/studio/revisions/{draft}", {"act": "submitted", "seen": one.sequence})
    assert (answer.status_code, "register.forbidden_certificate" in text(answer)) == (422, True)


def test_a_towns_entry_takes_exceptions_that_say_everything(published):
    take({"id": "7"}, {"id": "8", "town": "441900101000", "address": "东街 1 号"})
    client = staff("甲", Role.ITEM_MANAGER)
    address = client.post("/studio/drafts/entry", {"source": "list", "key": "8"}).url
    exception = {
        "exceptions-0-element": "promised_days",
        "exceptions-0-approved": "〔2026〕1号",
        "exceptions-0-approved_on": "2026-01-10",
        "exceptions-0-ends_on": "2199-12-31",
    }
    page = sent(client, address, promised_days="8", **exception)
    assert set(page.context["form"].errors) == {"exceptions-0-because"}
    exception["exceptions-0-because"] = "人手不足"
    assert sent(client, address, promised_days="8", **exception).status_code == 302
    draft = re.search(r"drafts/([0-9a-f-]{36})/", address)[1]
    content = revisions.files_of(client.get(address).context["actor"], revision_id=draft)
    assert b"exceptions:\n  - {element: promised_days, approved:" in content[path_of("list", "8")]
    assert "register.town_differs" not in text(client.get(f"/studio/revisions/{draft}"))
    sent(client, address, **{"exceptions-0-element": "", **dict.fromkeys(list(exception)[1:], "")})
    assert "register.town_differs" in text(client.get(f"/studio/revisions/{draft}"))
