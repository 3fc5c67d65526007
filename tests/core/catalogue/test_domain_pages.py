"""The page of each scene (domain §4.3–4.9), line by line: every situation, field and material it names has its place in the city.

What each decides, the order, the clocks and the traps are asserted in `test_scene_*.py`; here nothing of a page is forgotten.
"""

import pytest
import yaml

from onething.core.knowledge import read_answers
from tests.core.catalogue.journey import THURSDAY, city

#: scene → situation of the page → question that asks it (or the field that gives it, with a slash).
SITUATIONS = {
    "utilities": {
        "resident, non-resident, project": "user",
        "new, increase, transfer, temporary": "change",
        "which utilities": "wants",
        "power level": "power_level",
        "capacity": "capacity",
        "external works": "works",
        "dig length": "dig_length",
        "pressure of gas": "gas_pressure",
        "hourly use of gas": "/gas.hourly_use",
        "pipe size": "pipe",
        "daily use of water": "/water.daily_use",
        "site ready": "ready",
        "debts": "debt",
        "illegal building": "illegal",
        "title": "title",
    },
    "end-safety-supervision": {
        "whole or sections": "scope",
        "machinery registered": "machines",
        "open hazard orders": "hazards",
        "accident": "accident",
        "contractor changed": "changed",
        "suspended before": "suspended",
    },
    "credit-repair": {
        "class of the record": "/credit.gravity",
        "area": "/credit.area",
        "fulfilled": "fulfilled",
        "shortest display over": "due",
        "restructuring": "restructuring",
        "disputed, annulled": "wrong",
        "kind of record": "records",
    },
    "school-entry": {
        "household": "household",
        "house": "house",
        "guardians": "guardians",
        "residence permit": "permit",
        "years of insurance": "/points.insured_months",
        "preferential ground": "preferential",
        "public or private": "wish",
        "twins": "twins",
        "student number": "record",
    },
    "start-company": {
        "industry": "trade",
        "area": "area",
        "seats": "seats",
        "place": "place",
        "kind": "kind",
        "standard articles": "articles",
        "pre-approval": "pre_approval",
        "licence with permits": "stage",
    },
    "close-company": {
        "kind of subject": "kind",
        "ever opened": "opened",
        "debts": "debts",
        "employees": "staff",
        "customs number, accounts, seals": "has",
        "permits": "approval",
        "listed as abnormal": "status",
        "branches": "branches",
        "notice": "notice",
        "liquidation": "liquidation",
    },
    "real-estate": {
        "type": "matter",
        "way of transfer": "cause",
        "kind of mortgage": "mortgage",
        "parties": "party",
        "mortgage on it": "mortgaged",
        "only house, years": "relief",
        "share": "shares",
        "agent": "by",
        "marriage": "married",
        "sealed up": "sealed",
        "another application": "pending",
        "land": "land",
    },
}
#: scene → the elements of the page's fields.
FIELDS = {
    "utilities": "site.name organisation.credit_code person.id_number site.address site.coordinates property.certificate person.name "
    "person.phone site.use water.pipe water.daily_use water.joint drainage.quality drainage.outlet power.voltage power.capacity "
    "power.category power.security_load gas.use gas.hourly_use gas.pressure comms.way comms.ports site.wanted_on",
    "end-safety-supervision": "project.code project.name project.address project.permit_number organisation.name organisation.credit_code "
    "organisation.contact organisation.phone project.area project.cost project.structure project.started_on project.finished_on "
    "project.supervision_number project.self_score machine.kind machine.registration_number suspension.on suspension.reason "
    "suspension.part suspension.measures",
    "credit-repair": "organisation.name organisation.credit_code organisation.legal_person person.name person.phone "
    "credit.document_number credit.authority credit.acted_on credit.gravity credit.fulfilled_on credit.payment_number credit.correction",
    "school-entry": "person.name person.sex person.ethnicity person.birth_date person.id_number person.household_address "
    "school.student_number household.number person.phone employment.employer points.insured_months house.certificate_number "
    "house.address house.area house.portion house.acquired_on permit.number permit.from permit.until school.wish_1 school.wish_2 "
    "school.special_group vaccination.number",
    "start-company": "company.name_number company.kind company.address company.address_code company.scope company.industry "
    "company.capital person.name person.id_number investor.amount investor.mode investor.paid_by officer.post company.staff_count "
    "owner.control seal.kinds seal.shop tax.invoices staff.insured fund.rate bank.name",
    "close-company": "organisation.name organisation.credit_code company.kind closing.reason closing.liquidator closing.announced_on "
    "closing.customs_number seal.kinds bank.name",
    "real-estate": "property.unit property.location property.area property.use person.name person.id_number property.share "
    "property.contract property.price mortgage.amount mortgage.until mortgage.mode property.tax_number",
}
#: scene → the materials that the page names.
MATERIALS = {
    "utilities": "id-card ownership-proof title-certificate business-licence",
    "end-safety-supervision": "completion-confirmation self-assessment self-assessment-review suspension-notice",
    "credit-repair": "fulfilment-proof credit-promise restructuring-ruling annual-report-proof",
    "school-entry": "household-book house-certificate no-house-record residence-permit social-insurance-record tax-record "
    "birth-certificate hospital-proof business-licence vaccination-record lease-record",
    "start-company": "id-card premises-document articles",
    "close-company": "dissolution-decision liquidation-report tax-clearance paper-licence investors-promise",
    "real-estate": "id-card title-certificate sale-contract loan-contract notice-agreement registration-proof mortgage-end "
    "villagers-consent",
}
#: scene → the results that the page names.
RESULTS = {
    "utilities": "water-contract drainage-permit power-contract gas-contract road-permit green-permit traffic-permit line-permit "
    "works-acceptance project-reply",
    "end-safety-supervision": "end-notice safety-rating suspension-notice resume-notice crane-cancellation completion-filing",
    "credit-repair": "penalty-repair-decision abnormal-removal-decision serious-removal-decision other-repair-decision "
    "individual-restoration-decision record-objection-answer record-withdrawal-answer",
    "school-entry": "admission-letter points-notice preferential-decision school-postponement-approval",
    "start-company": "business-licence seal-record tax-record employer-pension-record employer-medical-record employer-fund-record",
    "close-company": "tax-clearance deregistration-notice customs-closing-notice insurance-closing-notice seal-closing-notice",
    "real-estate": "title-certificate mortgage-proof correction-record objection-proof cancellation-record residence-right-proof "
    "easement-registration-proof",
}
EVERY = sorted(SITUATIONS)
ANSWERS = read_answers(city(), on=THURSDAY).answers


def items(scene):
    return [line.item for line in city().scenes[scene].items]


@pytest.mark.parametrize("scene", EVERY)
class TestThePage:
    def test_has_every_situation_asked(self, scene):
        asked = {one.id for one in city().scenes[scene].questions}
        given = {f"/{line.element}" for item in items(scene) for line in item.fields}
        assert {one for one in SITUATIONS[scene].values() if one not in asked | given} == set()

    def test_has_every_field(self, scene):
        assert (
            set(FIELDS[scene].split()) - {line.element for item in items(scene) for line in item.fields}
            == set()
        )

    def test_has_every_material(self, scene):
        asked = {line.material for item in items(scene) for line in item.materials}
        assert set(MATERIALS[scene].split()) - asked == set()

    def test_has_every_result(self, scene):
        assert set(RESULTS[scene].split()) - {one.id for item in items(scene) for one in item.result} == set()

    def test_is_answered_by_the_knowledge_base(self, scene):
        assert [key for key, one in ANSWERS.items() if scene in one.scenes]


def test_the_end_of_supervision_is_kept_for_three_years():
    assert {
        one.retention_years for one in items("end-safety-supervision") if one.id == "end-supervision"
    } == {3}


def test_three_organisations_confirm_the_end_each_for_itself():
    (end,) = [one for one in items("end-safety-supervision") if one.id == "end-supervision"]
    confirmed = {line.role for line in end.materials if line.material == "completion-confirmation"}
    assert confirmed == {"builder", "contractor", "supervisor"}


def test_every_clock_says_where_its_days_come_from():
    silent = []
    for path, data in city().sources.items():
        if path.startswith("items/"):
            item = yaml.safe_load(data)
            if "source" not in item["clock"]:
                silent.append(path)
    assert silent == []
