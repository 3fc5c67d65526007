"""The editor of an entry of the register, on a city that has imported one."""

import pytest

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Role
from onething.kit.ports import now
from tests.areas.revisions.conftest import WORKER
from tests.areas.revisions.test_entries import file_with, take
from tests.browser.houses import Given, House, Sent, walk
from tests.browser.looks import State, at
from tests.channels.studio.conftest import LOADER, published, staff
from tests.channels.studio.test_entry_editor import begun, sent

__all__ = ["published"]
pytestmark = pytest.mark.django_db(transaction=True)
EDITOR = "/studio/drafts/{draft}/register/list/7"
MAIN = "main form.lines button[type=submit]"


def taken_up(published) -> Given:
    take({"days": 30})
    client = staff("顾明远", Role.ITEM_MANAGER)
    return client, {"draft": begun(client).split("/")[3]}


def city_ahead_of_towns(published) -> Given:
    take({}, {"id": "8", "town": "441900101000"}, {"id": "9", "town": "441900003000"})
    client = staff("顾明远", Role.ITEM_MANAGER)
    address = begun(client)
    sent(client, address, promised_days="3")
    return client, {"draft": address.split("/")[3]}


def source_with_news(published) -> Given:
    """The city's entry written by hand into its package, as a revision would; its source says something else since."""
    take()
    ((path, content),) = file_with(promised_days=3).items()
    files = {**catalogue.export(WORKER), path: content}
    catalogue.publish(LOADER, files=files, now=now())
    take({"days": 4, "address": "二楼"})
    return staff("顾明远", Role.ITEM_MANAGER), {}


WALKS = [
    House(
        source_with_news,
        State("studio-entry-news", at("/studio/drafts/news/list/7")),
        State("studio-register-item-news", at("/studio/register/list/7"), "studio-register-item"),
        staff=True,
    ),
    House(
        city_ahead_of_towns,
        State("studio-revision-towns", at("/studio/revisions/{draft}/towns")),
        State("studio-revision-ahead", at("/studio/revisions/{draft}"), "studio-revision"),
        staff=True,
    ),
    House(
        taken_up,
        State("studio-register-item-imported", at("/studio/register/list/7"), "studio-register-item"),
        State("studio-entry", at(EDITOR)),
        State(
            "studio-entry-wrong",
            Sent(EDITOR, {"promised_days": "三天"}, MAIN, ".field--wrong"),
            "studio-entry",
        ),
        State("studio-entry-new", at("/studio/drafts/new-entry?like=list/7")),
        State(
            "studio-entry-new-wrong",
            Sent(
                "/studio/drafts/new-entry", {"name": "护老补贴补发", "key": "补发 1"}, MAIN, ".field--wrong"
            ),
            "studio-entry-new",
        ),
        staff=True,
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_editor_is_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
