"""F8: the whole main job over real HTTP, every write of it sent many times at once: one effect, one answer, no 5xx."""

import sqlite3

import pytest

from tests.channels.rest import test_rest_journey as journey
from tests.channels.rest import test_rest_rules as rules
from tests.faults.twins import TwinMachine, Twins, strange

#: The double click that a person makes is two; the line of the goals is a hundred.
MANY = 100


@pytest.fixture
def twins(city, monkeypatch):
    made = Twins(city.port, MANY)
    monkeypatch.setattr(TwinMachine, "twins", made, raising=False)
    monkeypatch.setattr(journey, "Machine", TwinMachine)
    return made


class TestEveryWrite:
    def test_sent_a_hundred_times_at_once_has_one_effect_and_one_answer(self, city, twins):
        officers = {department: TwinMachine(login) for department, login in journey.OFFICERS.items()}
        journey.test_the_main_job_runs_over_rest(city, TwinMachine(), officers, journey.MATTERS[0])
        assert strange(twins.seen) == []
        assert len(twins.seen) > 40
        with sqlite3.connect(city.var / "onething.sqlite3") as database:
            applications = database.execute(
                "SELECT count(*) FROM cases_applicationrow WHERE scene = 'disabled-services'"
            ).fetchone()
            twice = database.execute(
                "SELECT stream, name, count(*) FROM cases_eventrow WHERE name IN "
                "('Accepted', 'Decided', 'Delivered', 'Opinion', 'Noticed') GROUP BY stream, name HAVING count(*) > 1"
            ).fetchall()
        assert applications == (1,)
        assert twice == []

    def test_of_a_program_that_hands_over_at_once_changes_and_withdraws_is_no_other(self, city, twins):
        who = TwinMachine(journey.LI)
        body = rules.TestHandingOverAtOnce().body(who)
        sheet = who.post("/sheets", body)
        assert sheet.status == 200, sheet
        receipt = who.post("/applications", {**body, "signed_hash": sheet.body["hash"]})
        assert receipt.status == 201, receipt
        path = f"/applications/{receipt.body['number']}"
        contact = {"phone": "13800000001", "address": "", "email": ""}
        changes = (
            ("put", "contact", contact),
            ("put", "delivery", {"way": "electronic"}),
            ("post", "withdrawal", {"reason": "改主意"}),
        )
        for method, name, body in changes:
            done = who.write(method, f"{path}/{name}", body, match=who.get(path).etag)
            assert done.status == 200, done
        assert strange(twins.seen) == []
        assert who.get(path).body["standing"] == "ended"
