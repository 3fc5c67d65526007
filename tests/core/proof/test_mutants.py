"""Seeded faults: every one is found, and a finding about a situation carries answers that lead there."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from onething.adapters.calendars import load_calendar
from onething.adapters.packages import read_folder
from onething.core.catalogue.answers import read_answers
from onething.core.catalogue.loader import Loaded, load_package
from onething.core.catalogue.model import Package, Scene
from onething.core.composition import compose
from onething.core.composition.order import OrderCircular
from onething.core.composition.plan import ItemState
from onething.core.findings import Finding
from onething.core.proof import prove
from tests.core.proof.mutants import MUTANTS, Mutant

CITY = Path(__file__).parents[3] / "cities" / "dongguan"
ON = date(2026, 3, 5)
#: Nothing can happen at all, so there is nothing to show.
WITHOUT_SITUATION = {"proof.no_situation"}
CALENDAR = load_calendar()
FILES = read_folder(CITY)


def prove_all(package: Package) -> list[Finding]:
    return [
        finding
        for scene in package.scenes.values()
        for finding in prove(scene, package=package, calendar=CALENDAR, on=ON)
    ]


def broken(mutant: Mutant) -> Loaded:
    doc = yaml.safe_load(FILES[mutant.file])
    mutant.edit(doc)
    text = yaml.safe_dump(doc, allow_unicode=True, sort_keys=False)
    return load_package({**FILES, mutant.file: text.encode()})


@pytest.fixture(scope="module")
def clean() -> Package:
    loaded = load_package(FILES)
    assert loaded.package is not None, loaded.findings
    return loaded.package


@pytest.fixture(scope="module")
def before(clean: Package) -> list[str]:
    return codes(prove_all(clean))


def codes(findings: list[Finding]) -> list[str]:
    return sorted(finding.code for finding in findings)


class TestCleanPackage:
    def test_has_no_error_and_no_warning_without_its_reason(self, clean):
        assert [(f.code, str(f.at), f.message.en) for f in prove_all(clean) if f.blocks] == []


class TestSeededFault:
    def test_there_are_at_least_forty(self):
        assert len(MUTANTS) >= 40
        assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)

    @pytest.mark.parametrize("mutant", MUTANTS, ids=str)
    def test_is_found(self, mutant, before):
        loaded = broken(mutant)
        if loaded.package is None:
            assert {f.code.split(".")[0] for f in loaded.findings} == {"package"}, loaded.findings
            assert "proof.package" in mutant.codes, loaded.findings
            assert {f.at.file for f in loaded.findings} == {mutant.file}
            assert all(f.at.line for f in loaded.findings)
            return
        found = prove_all(loaded.package)
        new = [
            f for f in found if codes(found).count(f.code) > before.count(f.code) and f.code in mutant.codes
        ]
        assert new, (mutant.name, [(f.code, f.message.en) for f in found if f.code not in before])
        assert all(f.at.file and f.at.line for f in new)
        for finding in new:
            if finding.code in WITHOUT_SITUATION:
                assert finding.witness is None
            else:
                replay(finding, loaded.package)


def item_of(finding: Finding, scene: Scene) -> str:
    """Return the item of which the finding speaks, "" if it speaks of the scene or of what several share."""
    at = (finding.at.file, finding.at.line)
    for line in scene.items:
        if line.item.at.file == finding.at.file or (line.at.file, line.at.line) == at:
            return line.item.id
    return ""


def replay(finding: Finding, package: Package) -> None:
    """Hold what a finding claims of its witness against the plan that compose makes of it."""
    scene = package.scenes[finding.scene]
    circumstances, problems = read_answers(finding.witness, scene, package)
    assert problems == ()
    if finding.code == "proof.cycle":
        with pytest.raises(OrderCircular):
            compose(scene, circumstances, package=package, calendar=CALENDAR)
        return
    plan = compose(scene, circumstances, package=package, calendar=CALENDAR)
    states = {entry.id: entry.state for entry in (*plan.items, *plan.left_out)}
    there = {name for name, state in states.items() if state in {ItemState.APPLIES, ItemState.PROACTIVE}}
    match finding.code:
        case "proof.dead_end":
            assert not there
            assert plan.outcome is None
        case "proof.dead_end_material" | "proof.no_way":
            assert any(entry.required and entry.way is None for entry in plan.materials)
        case "proof.dead_end_needs":
            needed = {(line.item.id, name) for line in scene.items for name in line.needs}
            assert any(item in there and states[name] is ItemState.NOT_MET for item, name in needed)
        case "proof.same_result_twice" | "proof.contradictory_constraints":
            assert there
        case "proof.unreachable_item":
            assert item_of(finding, scene) not in there
        case _ if item := item_of(finding, scene):
            assert item in there
