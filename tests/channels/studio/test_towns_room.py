"""The room of towns: the numbers of 35 towns are their lists, imported entries stand beside their master, the file says the same."""

import csv
import hashlib
from datetime import date
from io import StringIO

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.register.models import ItemRow, VersionRow
from onething.core.actors import Role
from onething.core.data import as_data
from onething.core.register.definitions import entry_of
from onething.core.register.entries import State
from onething.core.towns.report import What
from onething.kit.ports import now
from tests.areas.cases.world import city
from tests.areas.revisions.conftest import WORKER, published  # noqa: F401
from tests.areas.revisions.town import ALLOWANCE, FILES
from tests.channels.studio.conftest import staff, text

EXCEPTION = """exceptions:
  - {division: "990000001000", approved: {number: 〔2026〕1号, on: 2026-01-10, by: 小城人民政府}, ends_on: 2099-02-01, promised_days: 18, because: 人手不足}
"""
ROOM = "/studio/deviations/"


@pytest.fixture
def supervisor(published):  # noqa: F811
    files = {**FILES, ALLOWANCE: FILES[ALLOWANCE] + EXCEPTION.encode()}
    catalogue.publish(WORKER, files=files, now=now())
    return staff("督", Role.SUPERVISOR)


def imported(key, **change):
    """An entry of the town's, from another catalogue, otherwise as the definition has it."""
    package = catalogue.current(WORKER)
    data = as_data(entry_of(package.items["allowance"], package)) | {
        "key": key,
        "department": "东街办",
        **change,
    }
    kept = {"number": 1, "hash": hashlib.sha256(repr(data).encode()).hexdigest(), "data": data}
    row = ItemRow.objects.create(city=package.id, source="gx", key=key, name=data["name"], **kept)
    VersionRow.objects.create(item=row, at=now(), by="job:import", **kept)


def numbers(page):
    return {
        unit.name: {what: many for what, many in counts if many} for unit, counts in page.context["towns"]
    }


class TestTheRoom:
    def test_counts_an_exception_and_opens_it(self, supervisor):
        assert numbers(supervisor.get(ROOM)) == {"东街": {What.HOLDS: 1}}
        page = supervisor.get(ROOM + "?town=990000001000&what=holds&item=allowance")
        (line,) = page.context["lines"]
        assert (line.town_name, line.approved, line.approved_by) == ("东街", "〔2026〕1号", "小城人民政府")
        assert "15 → 18" in text(page)
        assert supervisor.get(ROOM + "?item=subsidy").context["lines"] == []

    def test_compares_an_imported_entry_of_a_town_with_its_master(self, supervisor):
        imported("follows", area="990000001000", promised_days=18)
        imported("wrong", town_code="990000001000", promised_days=20, address="东街大厅")
        imported("gone", area="990000001000", promised_days=21, state=State.CANCELLED)
        imported("alone", area="990000001000", code="X-1")
        page = supervisor.get(ROOM)
        assert numbers(page) == {
            "东街": {What.HOLDS: 1, What.VIOLATION: 1, What.ADDRESS: 1, What.NO_MASTER: 1}
        }
        assert {(one.what, one.address) for one in page.context["lines"]} == {
            (What.VIOLATION, "gx/wrong"),
            (What.NO_MASTER, "gx/alone"),
        }
        assert "15 工作日 → 20 工作日" in text(page)

    def test_sees_a_change_of_the_register_at_once(self, supervisor):
        imported("later", area="990000001000", promised_days=20)
        assert numbers(supervisor.get(ROOM))["东街"][What.VIOLATION] == 1

    def test_shows_thirty_five_towns_each_number_with_as_many_lines(self, published):  # noqa: F811
        supervisor = staff("督", Role.SUPERVISOR)
        catalogue.publish(WORKER, files=city().sources, now=now())
        page = supervisor.get(ROOM)
        assert len(page.context["towns"]) == 35
        for what, many in page.context["kinds"]:
            assert many == supervisor.get(f"{ROOM}?what={what}").context["wanted"]
        counts = numbers(page)["松山湖"]
        for what, many in counts.items():
            assert many == supervisor.get(f"{ROOM}?town=441900403000&what={what}").context["wanted"]


class TestTheFile:
    def test_has_the_lines_of_the_page_and_no_formula(self, supervisor):
        imported("wrong", area="990000001000", promised_days=20, address='=HYPERLINK("x")')
        sent = supervisor.get("/studio/deviations.csv?town=990000001000")
        table = b"".join(sent.streaming_content).decode()
        assert table.startswith("\ufeff镇街,")
        rows = list(csv.DictReader(StringIO(table.removeprefix("\ufeff"))))
        assert len(rows) == supervisor.get(ROOM + "?town=990000001000").context["wanted"] == 3
        assert {row["镇街的"] for row in rows} == {"18", "20 工作日", '\'=HYPERLINK("x")'}
        (held,) = [row for row in rows if row["批准人"]]
        assert date.fromisoformat(held["到期日"]) == date(2099, 2, 1)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CITIZEN, Role.REVIEWER])
@pytest.mark.parametrize("address", [ROOM, "/studio/deviations.csv"])
def test_others_are_refused(published, address, role):  # noqa: F811
    assert staff("丁", role).get(address).status_code == 403
