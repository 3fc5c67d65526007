"""The stand-ins of real estate, construction and tax answer whole scenes: nobody types what the registers of the demo know."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from onething.adapters.calendars import load_calendar
from onething.core.guidance.draft import Draft
from onething.core.guidance.lookups import lookups_of
from onething.core.submission import Person
from simulators import SYSTEMS
from simulators.system import DepartmentSystem
from tests import shipped
from tests.core.catalogue.journey import walk
from tests.core.catalogue.test_scene_real_estate import SALE

ROOT = Path(settings.ROOT)
PEOPLE = ROOT / "simulators" / "people.yaml"
OWNER, SEALED_UP, BUILDER = "990000197904300358", "990000196808120010", "990000199107020133"
ON = date(2026, 3, 5)


def told(person, scene, answers, *shares, bearers=None):
    """Ask the registers everything that a draft of this person agreed to; (values by key, facts, papers)."""
    package = shipped.city()
    found = package.scenes[scene]
    open_answers = {key: one for key, one in answers.items() if key not in asked_of_registers(found)}
    draft = Draft(
        scene,
        found.hash,
        answers=open_answers,
        applicant=Person("某某", "citizen_number", person, "13800000000"),
        agreed=shares,
        bearers=bearers or {},
    )
    values, facts, papers = {}, {}, set()
    for one in lookups_of(
        draft, found, package, ref="draft", subject=person, calendar=load_calendar(), on=ON
    ):
        share = package.shares[one.share]
        assert share.system in SYSTEMS
        system = DepartmentSystem(share.system, b"key", PEOPLE, "http://127.0.0.1")
        request = {
            "subject": {"id_number": person},
            "role": one.role,
            "bearer": one.bearer,
            "fields": one.fields,
            "facts": one.facts,
            "materials": one.materials,
        }
        status, answer = system.look_up(one.share, request)
        assert status == 200
        whose = f"{one.role}[{one.bearer}]" if one.bearer else one.role
        values |= {f"{whose}/{name}": value for name, value in answer["fields"].items()}
        facts |= answer["facts"]
        papers |= set(answer["materials"])
    return values, facts, papers


def asked_of_registers(scene):
    return {one.id for one in scene.questions if one.known_from}


class TestTheRegisterOfRealEstate:
    def test_answers_the_scene_without_a_typed_fact(self):
        values, facts, _ = told(OWNER, "real-estate", SALE, "real-estate-register")
        assert facts == {"unit_sealed": False, "unit_pending": False}
        assert set(values) == {f"unit/property.{name}" for name in ("unit", "location", "area", "use")}
        made = walk("real-estate", SALE, facts=facts, shares=("real-estate-register",))
        assert not {"sealed", "pending"} & set(made.asked)
        assert "transfer-registration" in made.applies

    def test_tells_of_a_seal(self):
        _, facts, _ = told(SEALED_UP, "real-estate", SALE, "real-estate-register")
        assert walk("real-estate", SALE, facts=facts).applies.isdisjoint(
            {"transfer-registration", "deed-tax"}
        )

    def test_knows_the_title_for_those_who_want_water_and_power(self):
        _, facts, _ = told(OWNER, "utilities", {"who": "resident"}, "property-register")
        assert facts == {"registered_title": True}


def test_the_register_of_construction_names_project_firms_and_machines():
    values, facts, _ = told(
        BUILDER,
        "end-safety-supervision",
        {"action": "end", "stage": "finished", "scope": "whole"},
        "construction-register",
        bearers={"machine": 2},
    )
    assert facts == {"open_hazards": False, "machines_registered": True, "supervision_state": "never"}
    assert values["project/project.structure"] == "frame"
    assert {values[f"machine[{at}]/machine.kind"] for at in (1, 2)} == {"tower_crane", "hoist"}
    assert {f"{who}/organisation.credit_code" for who in ("builder", "contractor", "supervisor")} <= set(
        values
    )


def test_the_tax_register_clears_a_company():
    _, facts, papers = told(OWNER, "close-company", {"kind": "company"}, "tax-register")
    assert facts == {"tax_cleared": True}
    assert papers <= {"tax-clearance"}


@pytest.mark.parametrize("person", [OWNER, SEALED_UP])
def test_nobody_hears_of_another_ones_flat(person):
    values, *_ = told(person, "real-estate", SALE, "real-estate-register")
    other = told(OWNER if person == SEALED_UP else SEALED_UP, "real-estate", SALE, "real-estate-register")[0]
    assert values["unit/property.unit"] != other["unit/property.unit"]
