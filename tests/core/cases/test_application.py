"""From a plan of the real city to its cases."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onething.adapters.packages import load_city
from onething.core.cases import events as e
from onething.core.cases.application import open_cases, rechecking
from onething.core.cases.dates import dues
from onething.core.cases.errors import PlanOpen
from onething.core.cases.parts import Given, OfficeKey
from onething.core.catalogue.model import Approval, LocalException, LocalWays
from onething.core.catalogue.words import Way
from onething.core.composition import Circumstances, compose
from tests.core.cases.story import CALENDAR, Story, at

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"


@pytest.fixture(scope="module")
def package():
    loaded = load_city(CITY)
    assert loaded.package is not None, loaded.findings
    return loaded.package


def planned(package, example: str, *, of=None, **changes):
    one = package.examples[example]
    circumstances = Circumstances(
        on=one.on, answers=one.answers, facts=one.facts, supplies=one.supplies, **changes
    )
    scene = of or package.scenes[one.scene]
    return compose(scene, circumstances, package=package, calendar=CALENDAR), scene


def office_of(item, bearer, step) -> OfficeKey:
    return OfficeKey(step.department, "441900000000", step.level)


def openings(package, example: str, **changes):
    plan, scene = planned(package, example, **changes)
    return open_cases("A", plan, scene, office_of=office_of)


class TestTheDisabilityScene:
    def test_opens_one_case_per_item_and_the_allowances_need_the_certificate(self, package):
        cases = openings(package, "disabled-services-full")
        by_item = {one.item: one for one in cases}
        certificate = by_item["disability-certificate"]
        assert [one.number for one in cases] == [f"A-{n}" for n in range(1, len(cases) + 1)]
        assert by_item["hardship-allowance"].needs == (certificate.number,)
        assert by_item["care-allowance"].needs == (certificate.number,)
        assert by_item["pension-enrolment"].needs == ()
        assert "applicant/disability-certificate" in by_item["care-allowance"].comes
        assert certificate.certificates == ("disability-certificate",)
        assert by_item["medical-aid"].proactive

    def test_freezes_profile_limits_and_offices(self, package):
        cases = openings(package, "disabled-services-full")
        care = next(one for one in cases if one.item == "care-allowance")
        assert care.item_hash == package.items["care-allowance"].hash
        assert (care.limits.promised_days, care.limits.statutory_days) == (15, 30)
        assert [step.office.department for step in care.steps] == [
            step.department for step in package.items["care-allowance"].steps
        ]

    def test_keeps_the_promise_that_a_local_exception_gave_and_what_may_come_later_there(self, package):
        town, scene = "441900004000", package.scenes["disabled-services"]
        line = scene.item("care-allowance")
        ways = LocalWays("applicant/bank-account", (Way.UPLOAD, Way.LATER))
        local = LocalException(
            town, Approval("1 号", date(2026, 1, 2)), date(2026, 12, 31), promised_days=20, ways=(ways,)
        )
        item = replace(line.item, exceptions=(local,), tolerance=True)
        there = replace(
            scene, items=tuple(replace(one, item=item) if one is line else one for one in scene.items)
        )
        plan, _ = planned(package, "disabled-services-full", of=there, division=town)
        other, _ = planned(package, "disabled-services-full", of=there)

        def care(plan):
            cases = open_cases("A", plan, there, office_of=office_of)
            return next(one for one in cases if one.item == "care-allowance")

        assert (care(plan).limits.promised_days, care(other).limits.promised_days) == (20, 15)
        assert care(plan).limits.statutory_days == 30
        assert (care(plan).tolerable, care(other).tolerable) == (("applicant/bank-account",), ())

    def test_is_not_opened_while_a_question_is_open(self, package):
        plan, scene = planned(package, "disabled-services-full")
        bare = compose(scene, Circumstances(on=date(2026, 3, 5)), package=package, calendar=CALENDAR)
        assert bare.next_question is not None
        with pytest.raises(PlanOpen):
            open_cases("A", bare, scene, office_of=office_of)
        assert plan.next_question is None

    def test_a_level_that_was_stated_otherwise_ends_the_care_allowance_and_not_the_other(self, package):
        plan, scene = planned(package, "disabled-services-full")
        cases = open_cases("A", plan, scene, office_of=office_of)
        number = {one.item: one.number for one in cases}
        recheck = rechecking(scene, plan.circumstances, package=package, calendar=CALENDAR)
        story = Story(*(replace(one, steps=()) for one in cases), on=at(2026, 3, 5), recheck=recheck)
        for item in ("disability-certificate", "hardship-allowance", "care-allowance"):
            story.accept(number[item])
        assert story.status(number["care-allowance"]) == "waiting"
        story.grant(number["disability-certificate"], Given("L-1", {}, {"disability_level": "3"}))
        assert story.status(number["care-allowance"]) == "precondition_failed"
        assert story.status(number["hardship-allowance"]) == "accepted"

    def test_refusing_the_certificate_ends_both_allowances_and_not_the_pension(self, package):
        plan, scene = planned(package, "disabled-services-full")
        cases = open_cases("A", plan, scene, office_of=office_of)
        number = {one.item: one.number for one in cases}
        story = Story(*(replace(one, steps=()) for one in cases), on=at(2026, 3, 5))
        story.accept(number["disability-certificate"], number["pension-enrolment"])
        story.refuse(number["disability-certificate"])
        assert story.status(number["hardship-allowance"]) == "precondition_failed"
        assert story.status(number["care-allowance"]) == "precondition_failed"
        assert story.status(number["pension-enrolment"]) == "accepted"


class TestTwins:
    def test_have_a_case_each_of_every_item_whose_subject_they_are(self, package):
        example = package.examples["birth-twins"]
        scene = package.scenes[example.scene]
        cases = openings(package, "birth-twins", bearers={"newborn": 2})
        own = [one for one in cases if one.bearer.startswith("newborn")]
        items = {one.item for one in own}
        assert items
        for item in items:
            assert [one.bearer for one in own if one.item == item] == ["newborn[1]", "newborn[2]"]
        for one in cases:
            subject = scene.item(one.item).roles.get(
                package.items[one.item].subject, package.items[one.item].subject
            )
            assert one.bearer.split("[")[0] == subject

    def test_wait_for_their_own_predecessors_only(self, package):
        cases = openings(package, "birth-twins", bearers={"newborn": 2})
        bearer = {one.number: one.bearer for one in cases}
        edges = [(one.bearer, bearer[number]) for one in cases for number in (*one.needs, *one.after)]
        between = [edge for edge in edges if all(end.startswith("newborn") for end in edge)]
        assert between
        assert all(one == other for one, other in between)

    def test_have_one_certificate_and_the_mother_is_reimbursed(self, package):
        plan, scene = planned(package, "birth-twins", bearers={"newborn": 2})
        cases = open_cases("A", plan, scene, office_of=office_of)
        number = {(one.item, one.bearer): one.number for one in cases}
        ours = {bearer: item for item, bearer in number if item == "birth-certificate"}
        recheck = rechecking(scene, plan.circumstances, package=package, calendar=CALENDAR)
        story = Story(*(replace(one, steps=()) for one in cases), on=at(2026, 3, 5), recheck=recheck)
        story.accept(*number.values())
        first, second = (number[ours[child], child] for child in ("newborn[1]", "newborn[2]"))
        story.refuse(second)
        mothers = number["maternity-reimbursement", "mother"]
        assert story.status(mothers) == "waiting"
        story.grant(first)
        assert story.status(mothers) == "accepted"
        for item in ("birth-registration", "vaccination-file", "childcare-guidance", "social-security-card"):
            of_first, of_second = (story.status(number[item, f"newborn[{n}]"]) for n in (1, 2))
            assert (of_first in ("accepted", "waiting"), of_second) == (True, "precondition_failed"), item


class TestWhatTheSceneOfABirthPromises:
    """Five working days from the acceptance of the certificates to the card, whatever each item takes by itself."""

    @pytest.fixture
    def planned(self, package):
        return planned(package, "birth-twins", bearers={"newborn": 2})

    def of(self, planned, on):
        plan, scene = planned
        self.signed = {one.id: one.promised_on for one in plan.items if one.within is not None}
        self.cases = open_cases("A", plan, scene, office_of=office_of)
        self.number = {(one.item, one.bearer): one.number for one in self.cases}
        return Story(*(replace(one, steps=()) for one in self.cases), on=on)

    def promised(self, story):
        covered = [one for one in self.cases if one.item in self.signed]
        return {(one.item, one.bearer): story.case(one.number).dues.promised_on for one in covered}

    def signed_by_case(self):
        return {key: self.signed[key[0]] for key in self.number if key[0] in self.signed}

    def test_is_promised_to_every_case_that_waits_once_all_is_accepted(self, planned):
        story = self.of(planned, at(2026, 3, 5))
        assert self.signed["social-security-card"] == date(2026, 3, 12)
        story.accept(*reversed(self.number.values()))
        assert self.promised(story) == self.signed_by_case()

    def test_ends_on_its_day_though_what_comes_before_is_decided_late(self, planned):
        story = self.of(planned, at(2026, 3, 5)).accept(*self.number.values())
        story.on(at(2026, 3, 10)).grant(self.number["birth-certificate", "newborn[1]"])
        story.grant(self.number["birth-registration", "newborn[1]"])
        card = "social-security-card", "newborn[1]"
        assert story.status(self.number[card]) == "accepted"
        assert self.promised(story)[card] == self.signed_by_case()[card]

    @pytest.mark.parametrize(("late", "last"), [(6, 9), (9, 10), (11, 12), (13, 12)])
    def test_lets_no_office_begin_overdue_within_it(self, planned, late, last):
        """The insurance takes a day from the registration, and none beyond the end of the whole."""
        story = self.of(planned, at(2026, 3, 5)).accept(*self.number.values())
        story.on(at(2026, 3, late)).grant(self.number["birth-certificate", "newborn[1]"])
        story.grant(self.number["birth-registration", "newborn[1]"])
        assert self.promised(story)["resident-insurance", "newborn[1]"] == date(2026, 3, last)

    def test_begins_later_only_for_the_child_whose_certificate_is_accepted_later(self, planned):
        story = self.of(planned, at(2026, 3, 5))
        second = self.number["birth-certificate", "newborn[2]"]
        story.accept(*(one for one in self.number.values() if one != second))
        story.on(at(2026, 3, 10)).accept(second)
        found, signed = self.promised(story), self.signed_by_case()
        assert found["social-security-card", "newborn[1]"] == signed["social-security-card", "newborn[1]"]
        assert found["social-security-card", "newborn[2]"] == date(2026, 3, 17)
        assert found["maternity-reimbursement", "mother"] == date(2026, 3, 17)
        begun = [one.event for one in story.last if isinstance(one.event, e.PromiseBegun)]
        assert {one.as_of for one in begun} == {date(2026, 3, 10)}

    def test_is_not_known_before_what_it_waits_for_is_accepted(self, planned):
        story = self.of(planned, at(2026, 3, 5))
        card = self.number["social-security-card", "newborn[1]"]
        assert story.accept(card).case(card).dues.promised_on is None

    def test_recomputes_from_the_events_of_each_case(self, planned):
        story = self.of(planned, at(2026, 3, 5)).accept(*self.number.values())
        story.on(at(2026, 3, 6)).grant(self.number["birth-certificate", "newborn[1]"])
        for case in story.matter.cases.values():
            assert dues(case, CALENDAR) == case.dues
