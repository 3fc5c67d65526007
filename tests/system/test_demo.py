"""The demo city: everyone in it is invented, consistent and can sign in."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.automatic import Mode
from onething.core.cases.graph import Status
from onething.core.catalogue.periods import applying_on
from onething.core.catalogue.words import Constraints
from onething.core.codes import DEMO_REGION, parse_citizen_number
from onething.core.codes.credit import parse_credit_code
from onething.core.credit.repair_dates import Area, Gravity, Shown, due_of
from onething.core.values import parse_value
from onething.kit.ports import now, today
from onething.site import demo, demo_life, stand_ins

#: States that a case leaves in the act by which it comes there.
NEVER_LEFT = {Status.ACCEPTED}
PEOPLE = Path(settings.ROOT) / "simulators" / "people.yaml"


@pytest.mark.django_db
class TestTheDemo:
    def test_opens_an_account_for_every_invented_person_once(self):
        demo.ensure(data=False)
        demo.ensure(data=False)
        names = {one.name for one in people.list_demo_accounts(Actor.visitor())}
        assert {one.name for one in stand_ins.people(PEOPLE)} <= names

    def test_lets_the_sister_act_for_her_brother(self):
        demo.ensure(data=False)
        sister = Actor("user:x", "", frozenset({Role.CITIZEN}), person_id="990000199005080223")
        found = people.find_authority(
            sister, principal="990000198601200119", scene="disabled-services", on=today()
        )
        assert found is not None

    def test_lets_somebody_confirm_for_each_organisation_of_the_building_site(self):
        demo.ensure(data=False)
        demo.ensure(data=False)
        held = {}
        for person in stand_ins.people(PEOPLE):
            actor = Actor("user:x", "", frozenset({Role.CITIZEN}), person_id=person.key)
            for one in people.list_authorities(actor, organisations=True):
                if one.for_organisation:
                    held.setdefault(one.principal_number, []).append(person.name)
                    assert one.holds(scene="end-safety-supervision", on=today())
        site = next(
            person.shares["construction-register"]["roles"]
            for person in stand_ins.people(PEOPLE)
            if "construction-register" in person.shares
        )
        codes = [
            site[role]["fields"]["organisation.credit_code"]
            for role in ("builder", "contractor", "supervisor")
        ]
        assert [held[code] for code in codes] == [["周启航"], ["古德明"], ["谭晓彤"]]
        assert all(code == parse_credit_code(code).text for code in codes)

    def test_holds_only_what_the_city_can_read(self):
        demo.ensure(data=False)
        package = catalogue.current(Actor.visitor())
        facts = {fact.id: fact for scene in package.scenes.values() for fact in scene.facts}
        for person in stand_ins.people(PEOPLE):
            if person.document.kind.value == "citizen_number":
                assert parse_citizen_number(person.document.number, on=today()).region == DEMO_REGION
            assert set(person.licences) <= set(package.licences)
            for share, record in person.shares.items():
                known = package.shares[share]
                parts = [record]
                for part in record.get("roles", {}).values():
                    parts += part if isinstance(part, list) else [part]
                for part in parts:
                    for element, raw in part.get("fields", {}).items():
                        assert element in known.fields, (person.name, share, element)
                        parse_value(package.elements[element], raw, Constraints(), on=today())
                    assert set(part.get("materials", ())) <= set(known.materials)
                    assert set(part.get("facts", {})) <= set(known.facts) & set(facts)

    @pytest.mark.parametrize("on", [date(2026, 3, 5), date(2026, 4, 1), date(2027, 12, 1)])
    def test_tells_of_credit_what_the_rule_reckons(self, on):
        told = [
            one.shares["credit-records"] for one in stand_ins.people(PEOPLE) if "credit-records" in one.shares
        ]
        assert told
        for record in told:
            shown = [
                Shown(
                    date.fromisoformat(part["fields"]["credit.acted_on"]),
                    Gravity(part["fields"]["credit.gravity"]),
                    Area(part["fields"]["credit.area"]),
                )
                for part in record["roles"]["penalty"]
            ]
            assert record["facts"]["repair_due"] == due_of(shown, on=on)

    def test_has_an_officer_for_every_step_of_every_item(self):
        demo.ensure(data=False)
        steps = {
            step.department
            for item in catalogue.current(Actor.visitor()).items.values()
            for step in item.steps
        }
        whole_city = {
            department for _, _, roles, department, *town in demo.STAFF if Role.REVIEWER in roles and not town
        }
        assert steps <= whole_city


@pytest.mark.django_db
class TestOtherScenes:
    def test_have_cases_under_way_and_cases_that_were_decided(self):
        demo.ensure(data=False)
        demo_life.begin(Actor.job("demo"), now=now())
        package = catalogue.current(Actor.visitor())
        there = set(CaseRow.objects.values_list("item", "status"))
        for example in demo_life.OTHERS:
            scene = package.scenes[package.examples[example].scene]
            states = {status for line in scene.items for item, status in there if item == line.item.id}
            applying = applying_on(scene.periods, now().date())
            if applying is None or applying.now is not None:
                assert {"in_review", "granted"} <= states, scene.id
            else:  # what was handed in while one could apply has ended by now, unless that was the other day
                assert "granted" in states, scene.id


@pytest.mark.django_db
class TestTheInvented:
    """As many as `make run` invents."""

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def lives(cls, rows_of_class):
        with rows_of_class():
            demo.ensure(data=False)
            demo_life.fill(Actor.job("demo"), count=160, now=now())

    @pytest.fixture
    def submissions(self):
        return [json.loads(row.submission) for row in ApplicationRow.objects.all()]

    def test_have_birthday_and_sex_of_their_numbers(self, submissions):
        compared = 0
        for one in submissions:
            values = {value["key"]: value["value"] for value in one["values"]}
            for key, number in values.items():
                if not key.endswith("/person.id_number"):
                    continue
                whose, known = key.partition("/")[0], parse_citizen_number(number, on=today())
                for element, said in (
                    ("person.birth_date", known.born_on.isoformat()),
                    ("person.sex", "male" if known.male else "female"),
                ):
                    if f"{whose}/{element}" in values:
                        assert values[f"{whose}/{element}"] == said
                        compared += 1
        assert compared > 20

    def test_differ_from_a_register_now_and_then_and_say_why(self, submissions):
        differing = [one for one in submissions if one["answered"]]
        assert 0 < len(differing) < len(submissions)
        for one in differing:
            (answer,) = one["answered"]
            value = next(value for value in one["values"] if value["key"] == answer["key"])
            assert value["value"] != answer["value"]
            assert value["disputed"]

    def test_let_rules_be_compared_before_two_supervisors_switch_them_on(self):
        over = people.find_account_by_login(Actor.job("demo"), login="4001").to_actor()
        items = [
            (one.id, one.name, one.automatic.text)
            for one in catalogue.current(over).items.values()
            if one.automatic
        ]
        before = cases.list_automatic(over, items=items)[1:]
        assert {one.setting.mode for one in before} == {Mode.SHADOW}
        demo.switch_rules_on(now())
        for was, line in zip(before, cases.list_automatic(over, items=items)[1:], strict=True):
            assert (line.setting.mode is Mode.LIVE) == (was.counts["shadow"] > 0)
        assert any(one.counts["shadow"] for one in before)

    def test_leave_no_room_empty(self):
        """The worker's own daily work is done once."""
        cases.look_after(Actor.job("deadlines"), now=now())
        there = set(CaseRow.objects.values_list("status", flat=True))
        assert set(Status) - there <= NEVER_LEFT
        children = CaseRow.objects.filter(item="birth-registration")
        assert {"granted", "delivered"} & set(children.values_list("status", flat=True))
        clerk = next(one for one in people.list_demo_accounts(Actor.visitor()) if Role.CLERK in one.roles)
        assert cases.list_taken_in(clerk.to_actor(), on=today())
