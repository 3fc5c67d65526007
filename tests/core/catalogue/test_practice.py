"""The ten practice scenes, made as data from the catalogue of a real city (domain §4.10)."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import onething.adapters.catalogues as catalogues
from onething.adapters.catalogues.reading import read_rows
from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package
from onething.core.composition import compose_example
from onething.core.composition.examples import check_example
from onething.core.composition.plan import Count, Plan
from onething.core.proof import prove
from onething.core.register.defining import define_item
from onething.core.register.entries import Entry
from onething.core.register.mapping_file import read_mapping
from onething.core.register.names import Names, meant, read_names
from tests.core.catalogue.journey import CALENDAR, Walk, walk

CITY = Path(__file__).resolve().parents[3] / "cities" / "practice"
#: Promise, limit of the law and visits of each scene as the page of its city gives them (domain §4.10), and whether that page adds the
#: numbers of its items up or takes those of the longest way. The page of departing ships was not to be had.
NUMBERS = {
    "after-death": (39, "sum", 127, "sum", 7),
    "public-housing": (30, "path", 35, "path", 0),
    "hiring": (2, "path", 111, "sum", 0),
    "work-injury": (12, "path", 40, "sum", 0),
    "relocation": (4, "path", 64, "sum", 3),
    "conversion": (2, "path", 42, "sum", 1),
    "listing-check": (5, "path", 10, "path", 0),
    "job-transfer": (75, "path", 75, "path", 0),
    "veterans": (25, "path", 30, "path", 1),
}
#: The example of each scene in which everything is handled that can be handled at once.
WHOLE = {
    "after-death": "after-death-whole",
    "public-housing": "public-housing-couple",
    "hiring": "hiring-everything",
    "work-injury": "work-injury-traffic",
    "relocation": "relocation-whole",
    "conversion": "conversion-whole",
    "listing-check": "listing-check-whole",
    "ship-departure": "ship-departure-new",
    "job-transfer": "job-transfer-all",
    "veterans": "veterans-whole",
}


@cache
def practice() -> Package:
    loaded = load_package(read_folder(CITY))
    assert loaded.package is not None, loaded.findings
    return loaded.package


def whole(scene: str) -> Plan:
    return compose_example(practice().examples[WHOLE[scene]], package=practice(), calendar=CALENDAR)


def through(scene: str, **says: Any) -> Walk:
    return walk(scene, says, package=practice())


def key_of(path: str) -> str:
    """Return the key in the catalogue from which a file was made, "" if it was not."""
    match = re.search(r"^source: 目录 (\S+)$", practice().sources[path].decode(), re.M)
    return match[1] if match else ""


@cache
def read_catalogue(file: Path) -> dict[str, Entry]:
    mapping, _ = read_mapping("m", (Path(catalogues.__file__).parent / "fangchenggang.yaml").read_bytes())
    assert mapping is not None
    read = (mapping.read(row, file=file.name).entry for row in read_rows(file).rows)
    return {one.key: one for one in read if one}


class TestThePracticeCity:
    def test_has_no_findings(self):
        assert [str(one.message) for one in load_package(read_folder(CITY)).findings] == []

    def test_has_the_ten_scenes(self):
        assert set(practice().scenes) == set(WHOLE)

    @pytest.mark.parametrize("scene", WHOLE)
    def test_proves_each_scene_clean(self, scene):
        on = date(2026, 3, 5)
        found = prove(practice().scenes[scene], package=practice(), calendar=CALENDAR, on=on)
        assert [one.message.en for one in found if one.blocks] == []

    @pytest.mark.parametrize("example", sorted(practice().examples))
    def test_gives_the_figures_that_were_worked_out_by_hand(self, example):
        found = check_example(
            practice().examples[example],
            compose_example(practice().examples[example], package=practice(), calendar=CALENDAR),
        )
        assert [one.message.en for one in found] == []

    def test_asks_every_item_of_some_scene(self):
        used = {line.item.id for scene in practice().scenes.values() for line in scene.items}
        assert used == set(practice().items)

    @pytest.mark.parametrize("scene", NUMBERS)
    def test_takes_the_days_of_the_page(self, scene):
        promise, promise_is, limit, limit_is, visits = NUMBERS[scene]
        made = whole(scene)
        items = [practice().items[one.id] for one in made.items]
        assert made.schedule is not None
        promised = {"sum": sum(one.promised_days for one in items), "path": made.schedule.promised_days}
        limits = {"sum": sum(one.statutory_days or 0 for one in items), "path": made.schedule.statutory_days}
        assert (promised[promise_is], limits[limit_is]) == (promise, limit)
        assert made.schedule.promised_days <= promise
        together: Count = made.together
        assert together.visits == visits


@pytest.mark.shared
class TestTheRealCatalogue:
    """What was made from it still says what it says."""

    @pytest.fixture
    def entries(self, shared_dir) -> dict[str, Entry]:
        return read_catalogue(shared_dir / "data" / "items" / "fangchenggang" / "items.json")

    @pytest.fixture
    def names(self) -> Names:
        path = Path(catalogues.__file__).parent / "names" / "fangchenggang.yaml"
        made, _ = read_names(path.name, path.read_bytes())
        assert made is not None
        return made

    @pytest.mark.parametrize("scene", NUMBERS)
    def test_has_the_numbers_and_papers_of_each_scene(self, scene, entries, names):
        entry = entries[key_of(f"scenes/{scene}.yaml")]
        promise, _, limit, _, visits = NUMBERS[scene]
        assert entry.scene
        assert (entry.promised_days, entry.statutory_days, entry.visits) == (promise, limit, visits)
        asked = {line.material for one in practice().scenes[scene].items for line in one.item.materials}
        known = {one for paper in entry.materials if (one := meant(paper.name, names.materials))}
        assert known <= asked

    def test_has_the_items_that_name_their_key(self, entries, names):
        made = {id: key for id in practice().items if (key := key_of(f"items/{id}.yaml"))}
        assert len(made) >= 18
        for id, key in made.items():
            item, entry = practice().items[id], entries[key]
            assert (item.promised_days, item.statutory_days) == (entry.promised_days, entry.statutory_days), (
                id
            )
            assert (item.kind, len(item.visits)) == (entry.kind.value if entry.kind else "", entry.visits), id
            text = define_item(entry, id=id, names=names, package=practice()).text
            drawn = set(re.findall(r"material: ([a-z-]+)", text))
            assert drawn <= {line.material for line in item.materials}, id


class TestJourneys:
    def test_after_a_death_the_certificate_comes_first_and_stands_for_itself(self):
        made = through("after-death", death="natural", rest="yes", had=["driving"], family="none")
        assert made.ways["deceased/death-proof"] == "result"
        assert made.item("household-cancellation").waits_for == ("death-certificate",)
        certified = through("after-death", death="certified", rest="no", had=[], family="none")
        assert certified.applies == {"household-cancellation"}
        declared = through("after-death", death="declared", rest="yes", had=["pension"], family="none")
        assert "deceased/court-paper" in declared.ways
        assert "cremation-proof" not in declared.applies

    def test_public_housing_goes_to_whoever_needs_it(self):
        says = {"household": "local", "job": "none", "home": "none", "income": "low"}
        assert through("public-housing", **says).applies == {"economic-check", "housing-eligibility"}
        for other in ({"home": "enough"}, {"income": "high"}, {"household": "elsewhere"}):
            made = through("public-housing", **(says | other))
            assert made.applies == set()
            assert made.items["housing-eligibility"] == "not_met"

    def test_hiring_asks_for_the_document_that_the_person_has(self):
        says = {"employer": "company", "wants": []}
        for origin, paper in (
            ("mainland", "id-card"),
            ("hmt", "residence-permit"),
            ("foreign", "permanent-permit"),
        ):
            assert {f"employee/{paper}"} == set(through("hiring", origin=origin, **says).ways) - {
                "applicant/joint-form"
            }
        public = through("hiring", origin="mainland", employer="public", wants=["card"])
        assert "employee/wage-table" in public.ways
        assert "archive-receipt" not in public.applies

    def test_a_work_injury_is_recognised_first(self):
        says = {
            "recognised": "no",
            "graded": "no",
            "treated": ["clinic"],
            "cause": "ordinary",
            "payer": "self",
        }
        assert through("work-injury", **says).applies == set()
        made = through("work-injury", **(says | {"recognised": "yes"}))
        assert made.applies == {"injury-costs"}
        assert not {"worker/hospital-invoice", "worker/advance-papers"} & set(made.ways)

    def test_a_company_that_moves_pays_first(self):
        says = {"articles": "same", "staff": "yes", "fund": "no", "owes": ["insurance"]}
        made = through("relocation", **says)
        assert made.items["insurance-move"] == "not_met"
        assert {"archive-move", "address-change", "tax-move", "medical-update"} == made.applies
        assert "company/articles" not in made.ways

    def test_a_conversion_is_refused_to_nobody_but_waits(self):
        says = {
            "debts": "settled",
            "report": "yes",
            "listed": "no",
            "frozen": "no",
            "licence": "electronic",
            "has": ["permit"],
        }
        assert through("conversion", **says).applies == {
            "conversion-registration",
            "tax-transition",
            "permit-change",
        }
        for other in ({"debts": "open"}, {"report": "no"}, {"listed": "yes"}, {"frozen": "yes"}):
            assert through("conversion", **(says | other)).applies == set()

    def test_a_listing_check_looks_where_it_is_told(self):
        assert through("listing-check", area=[]).applies == {"compliance-report"}
        assert through("listing-check", area=["tax"]).applies == {"compliance-report", "tax-conduct"}

    def test_a_ship_needs_nothing_twice(self):
        made = through("ship-departure", owned="yes", flag="yes", trade="own", radio="no")
        assert made.applies == {"safe-manning"}
        assert made.ways["ship/nationality-certificate"] == "upload"
        new = through("ship-departure", owned="no", flag="no", trade="carry", radio="yes")
        assert new.ways["ship/nationality-certificate"] == "result"

    def test_insurances_move_side_by_side(self):
        says = {"retired": "no", "papers": "no", "soldier": "yes", "moves": ["medical", "unemployment"]}
        inside = through("job-transfer", **{"from": "inside"}, **says)
        assert inside.applies == {"medical-inside", "unemployment-move"}
        assert "applicant/military-insurance-voucher" in inside.ways
        assert all(one.waits_for == () for one in inside.plan.items)
        across = through("job-transfer", **{"from": "across"}, **says)
        assert across.applies == {"medical-across", "unemployment-move"}
        retired = through("job-transfer", **{"from": "across"}, **(says | {"retired": "yes"}))
        assert retired.applies == set()
        assert retired.plan.outcome is not None

    def test_a_veteran_reports_first(self):
        made = through("veterans", settle="here", way="own", wants=["medical", "moved"])
        assert made.item("veteran-grant").waits_for == ("veteran-report",)
        assert {"resident-medical", "medical-across"} <= made.applies
        assert through("veterans", settle="elsewhere", way="own", wants=[]).applies == set()
