"""What is not proved again would have been found the same: a proof is kept by everything that its findings hang on."""

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory
from onething.core.findings import Finding, Level
from onething.core.proof import prove
from onething.core.proof.again import Proofs, as_kept, keys_of, proved, read_kept
from onething.core.source import Text, Where
from onething.core.workdays import WorkCalendar
from tests.core.catalogue.test_reading_again import CITY, edited

CALENDAR, ON = load_calendar(), date(2026, 3, 5)
QUICK = ("disabled-services", "end-safety-supervision")


def only(package, scenes=QUICK):
    return replace(package, scenes={id: one for id, one in package.scenes.items() if id in scenes})


def from_the_beginning(package, *, calendar=CALENDAR, on=ON):
    return [
        finding
        for scene in package.scenes.values()
        for finding in prove(scene, package=package, calendar=calendar, on=on)
    ]


def without_witness(findings):
    """A solver may lead to the same place by other answers."""
    return [replace(one, witness=None) for one in findings]


def again(package, proofs, *, calendar=CALENDAR, on=ON):
    return without_witness(proved(package, calendar=calendar, on=on, proofs=proofs))


def changed(path, old, new):
    return {**CITY, path: CITY[path].replace(old.encode(), new.encode(), 1)}


EDITS = {
    "a promise over the statute": changed(
        "items/care-allowance.yaml", "promised_days: 15", "promised_days: 31"
    ),
    "a line above": changed("items/care-allowance.yaml", "id: care", "# a remark\nid: care"),
    "a material that is a village certificate": changed(
        "materials.yaml", "id-card:\n", "id-card:\n  village_certificate: 居民养犬\n"
    ),
    "a block's condition": changed(
        "blocks.yaml", "element: person.name}", "element: person.name, when: age >= 0}"
    ),
    "a share that supplies nothing": changed(
        "shares.yaml", "materials: [low-income-certificate]", "materials: []"
    ),
    "a label in a dictionary": changed("materials.yaml", "zh: 身份证", "zh: 居民身份证"),
}


class TestProofs:
    @pytest.mark.parametrize("edit", EDITS)
    def test_are_those_of_a_proof_from_the_beginning_after(self, edit):
        proofs, memory = Proofs(), Memory()
        again(only(load_package(CITY, memory).package), proofs)
        package = load_package(EDITS[edit], memory).package
        if package is None:
            pytest.fail(str(load_package(EDITS[edit]).findings[0]))
        assert EDITS[edit] != CITY
        assert again(only(package), proofs) == without_witness(from_the_beginning(only(package)))

    @settings(max_examples=2)
    @given(st.integers(0, 2**32))
    def test_are_those_of_a_proof_from_the_beginning_after_any_edits(self, seed):
        dice, memory, files, proofs = random.Random(seed), Memory(), CITY, Proofs()
        again(only(load_package(CITY, memory).package), proofs)
        for _ in range(4):
            after = edited(files, dice)
            if (package := load_package(after, memory).package) is not None:
                files = after
                assert again(only(package), proofs) == without_witness(from_the_beginning(only(package)))

    def test_of_scenes_that_are_as_before_are_not_made_again(self):
        class Counted(Proofs):
            made = 0

            def keep(self, key, findings):
                self.made += 1
                super().keep(key, findings)

        proofs, memory = Counted(), Memory()
        again(only(load_package(CITY, memory).package), proofs)
        assert proofs.made == 2
        again(only(load_package(EDITS["a promise over the statute"], memory).package), proofs)
        assert proofs.made == 3

    def test_hang_on_the_day_the_calendar_and_the_rules(self):
        package = load_package(CITY).package
        year = max(CALENDAR.notices)
        less = WorkCalendar(
            {key: one for key, one in CALENDAR.notices.items() if key != year}, CALENDAR.lunar
        )
        keys = {
            keys_of(package, calendar=calendar, on=on, program=program)["disabled-services"]
            for calendar, on, program in (
                (CALENDAR, ON, ""),
                (CALENDAR, date(2026, 3, 6), ""),
                (less, ON, ""),
                (CALENDAR, ON, "other"),
            )
        }
        assert len(keys) == 4

    def test_hang_on_what_the_city_says_of_a_certificate(self):
        files = EDITS["a material that is a village certificate"]
        city = files["city.yaml"].decode().replace("  居民养犬:", "  居民养犬登记:", 1)
        listed = "kept_certificates:\n  居民养犬: {en: Dogs, source: calibrated}\n"
        kept = {**files, "city.yaml": city.replace("kept_certificates:\n", listed, 1).encode()}
        proofs = Proofs()
        codes = [
            {one.code for one in again(only(load_package(one).package), proofs)} for one in (files, kept)
        ]
        assert ["proof.forbidden_certificate" in one for one in codes] == [True, False]


class TestTheMemory:
    def test_forgets_what_was_used_longest_ago(self):
        finding = Finding("proof.x", Level.WARNING, Text("x"))
        proofs = Proofs(most=2)
        proofs.keep("a", (finding,))
        proofs.keep("b", ())
        assert proofs.get("a") == (finding,)
        proofs.keep("c", ())
        assert (proofs.get("b"), len(proofs)) == (None, 2)


class TestWhatIsKept:
    def test_is_read_back_as_it_was_with_its_witness(self):
        package = load_package(CITY).package
        for finding in from_the_beginning(only(package)):
            assert read_kept(json.loads(json.dumps(as_kept(finding)))) == finding

    def test_has_days_and_decimals_inside_lists_and_mappings(self):
        witness = {"on": ON, "facts": {"of": [Decimal("1.50"), True, None]}}
        finding = Finding("proof.x", Level.ERROR, Text("x", "y"), Where("a", 1, 2), "s", witness, "b")
        assert read_kept(json.loads(json.dumps(as_kept(finding)))) == finding
