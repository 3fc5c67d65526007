"""A grant is corrected, taken back and restored, with the real licences, documents, messages and jobs."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, PushRow, RightingRow
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import ChangeRow, LicenceRow
from onething.areas.notices import api as notices
from onething.core.actors import Actor, PermissionMissing
from onething.core.cases.errors import (
    ReliedLicenceFallen,
    SecondPersonNeeded,
    StillBeingHeard,
)
from onething.core.cases.invariants import check
from onething.core.cases.parts import Correction, DeliveryWay, Ending, Outcome, Righting
from onething.core.papers import LicenceState
from onething.kit.jobs import api as jobs
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    FEDERATION,
    FULL,
    LI,
    STRANGER,
    SUPERVISOR,
    at,
    manager,
    submission,
)
from tests.areas.papers.test_whole_life import files
from tests.crash.store import DatabaseStore

__all__ = ["files"]
CERTIFICATE, HARDSHIP, CARE = "disability-certificate", "hardship-allowance", "care-allowance"
BOSS = manager("disabled-federation")
LEVEL = "applicant/disability.level"


@pytest.fixture
def life():
    story = Story()
    story.accept(CERTIFICATE, "pension-enrolment", HARDSHIP, CARE)
    story.on("2026-03-20").grant(CERTIFICATE)
    number = story.numbers[CERTIFICATE]
    for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
    cases.deliver(
        FEDERATION, case=number, way=DeliveryWay.ELECTRONIC, proof="已打开", receiver="黎国安", now=story.now
    )
    return story


def propose(story, kind=Righting.REVOCATION, ground="deceit", **more):
    number = story.numbers[CERTIFICATE]
    return cases.propose_righting(
        FEDERATION, case=number, kind=kind, ground=ground, grounds=FULL, now=story.now, **more
    )


def confirm(story, by=BOSS):
    return cases.confirm_righting(by, case=story.numbers[CERTIFICATE], now=story.now)


def revoked(story):
    propose(story)
    story.on("2026-04-10")
    confirm(story)
    return story


def wallet():
    return {one.identifier: one for one in licences.list_own(APPLICANT)}


class TestARevokedGrant:
    def test_revokes_its_licence_in_the_same_act(self, life):
        (held,) = wallet().values()
        revoked(life)
        found = licences.get_own(APPLICANT, identifier=held.identifier)
        assert found.state is LicenceState.REVOKED
        (happened,) = found.history
        assert (happened.what.zh, happened.document) == ("撤销", f"{life.numbers[CERTIFICATE]}-G1")
        assert happened.reason == FULL.reason

    def test_is_seen_by_whoever_verifies_the_licence(self, life):
        (held,) = wallet().values()
        revoked(life)
        seen = licences.verify(Actor.visitor(), code=held.code)
        assert (seen.state, seen.intact, seen.since) == (LicenceState.REVOKED, True, at("2026-04-10").date())

    def test_ends_what_needs_it_without_a_refusal(self, life):
        assert life.status(CARE) == "in_review"
        revoked(life)
        assert (life.status(CERTIFICATE), life.status(CARE)) == ("revoked", "precondition_failed")

    def test_tells_the_holder_before_and_after(self, life):
        propose(life)
        told = notices.list_messages(APPLICANT)[0]
        assert (told.kind, "2026-03-27" in told.body.zh) == ("righting_proposed", True)
        life.on("2026-04-10")
        confirm(life)
        assert "taken_back" in {one.kind for one in notices.list_messages(APPLICANT)}

    def test_has_its_two_documents_and_breaks_no_invariant(self, life, files):
        revoked(life)
        kinds = set(DocumentRow.objects.values_list("kind", flat=True))
        assert {"righting_notice", "revocation"} <= kinds
        jobs.drain(now=life.now)
        assert check(DatabaseStore(files), [], [], today=life.now.date()) == []

    def test_is_pushed_to_the_department_system_that_heard_of_the_grant(self, life):
        revoked(life)
        bodies = list(PushRow.objects.filter(case=life.numbers[CERTIFICATE]).values_list("body", flat=True))
        assert [one["kind"] for one in bodies if one["event"] == "GrantTakenBack"] == ["revocation"]

    def test_comes_back_with_a_new_version_of_the_licence(self, life):
        (old,) = wallet()
        revoked(life)
        propose(life, Righting.RESTORATION, "")
        confirm(life)
        new = next(one for one in wallet().values() if one.identifier != old)
        assert (new.state, new.predecessor) == (LicenceState.VALID, old)
        assert wallet()[old].successor == new.identifier
        assert life.status(CERTIFICATE) == "delivered"
        assert life.status(CARE) == "in_review"


class TestWhoMay:
    def test_confirm_is_another_manager_or_a_supervisor(self, life):
        propose(life)
        life.on("2026-04-10")
        with pytest.raises(PermissionMissing):
            confirm(life, FEDERATION)
        confirm(life, SUPERVISOR)
        assert life.status(CERTIFICATE) == "revoked"

    def test_confirm_is_not_the_manager_who_proposed(self, life):
        number = life.numbers[CERTIFICATE]
        cases.propose_righting(
            BOSS, case=number, kind=Righting.CANCELLATION, ground="death", grounds=FULL, now=life.now
        )
        with pytest.raises(SecondPersonNeeded):
            confirm(life)

    def test_propose_is_the_office_that_has_the_case(self, life):
        with pytest.raises(cases.CaseNotFound):
            cases.propose_righting(
                CIVIL,
                case=life.numbers[CERTIFICATE],
                kind=Righting.CANCELLATION,
                ground="death",
                grounds=FULL,
                now=life.now,
            )
        with pytest.raises(PermissionMissing):
            cases.propose_righting(
                APPLICANT,
                case=life.numbers[CERTIFICATE],
                kind=Righting.CANCELLATION,
                ground="death",
                grounds=FULL,
                now=life.now,
            )

    def test_be_heard_is_the_holder_alone(self, life):
        propose(life)
        number = life.numbers[CERTIFICATE]
        with pytest.raises(cases.CaseNotFound):
            cases.state_on_righting(STRANGER, case=number, statement="不是我的", now=life.now)
        with pytest.raises(StillBeingHeard):
            confirm(life)
        cases.state_on_righting(APPLICANT, case=number, statement="评定表是真的", waived=True, now=life.now)
        confirm(life)
        assert RightingRow.objects.get().ended == "GrantTakenBack"


class TestACorrection:
    def test_gives_the_licence_a_new_version_with_the_right_data(self, life):
        (old,) = wallet().values()
        assert old.fields["disability.level"] == "1"
        propose(life, Righting.CORRECTION, "", corrections=[Correction(LEVEL, "1", "2")])
        confirm(life)
        new = next(one for one in wallet().values() if one.identifier != old.identifier)
        assert new.fields == {**old.fields, "disability.level": "2"}
        assert new.identifier.split(".")[-2] == "002"
        assert new.identifier.split(".")[-3] == old.identifier.split(".")[-3]
        case = cases.case_view(FEDERATION, case=life.numbers[CERTIFICATE], now=life.now)
        assert list(case.certificates.values()) == [new.identifier]

    def test_lets_what_used_the_result_be_decided_again(self, life):
        propose(life, Righting.CORRECTION, "", corrections=[Correction(LEVEL, "1", "4")])
        confirm(life)
        assert life.status(CARE) == "precondition_failed"

    def test_is_printed_with_what_was_and_what_is(self, life):
        propose(life, Righting.CORRECTION, "", corrections=[Correction(LEVEL, "1", "2")])
        confirm(life)
        row = DocumentRow.objects.get(kind="correction_decision")
        assert row.values["names"][LEVEL]["zh"]
        (said,) = row.values["corrections"]
        assert (said["key"], said["was"]["zh"], said["now"]["zh"]) == (LEVEL, "一级", "二级")


@pytest.fixture
def relying(life):
    """Another application of the same man, told by his certificate."""
    given = submission("disabled-services-certified", on=life.now.date())
    return cases.submit(APPLICANT, submission=given, key="second", now=life.now)


class TestALicenceThatACaseReliesOn:
    def test_is_kept_with_the_submission_and_seen_by_its_holder(self, life, relying):
        (held,) = wallet().values()
        uses = licences.list_uses(APPLICANT, identifier=held.identifier)
        assert uses
        assert {one.basis.zh for one in uses} == {"提交申请时的同意"}
        assert all(one.case.startswith(relying.number) for one in uses)

    def test_reaches_every_running_case_when_it_falls(self, life, relying):
        revoked(life)
        jobs.drain(now=life.now)
        (held,) = wallet().values()
        told = {case for case, _ in licences.list_relying(SUPERVISOR, identifier=held.identifier)}
        assert told
        for number in told:
            office = CaseRow.objects.get(number=number).department
            view = cases.case_view(manager(office), case=number, now=life.now)
            assert any("撤销" in one.text.zh for one in view.history), number

    def test_keeps_them_from_being_granted_even_before_the_job_has_told_them(self, life, relying):
        (held,) = wallet().values()
        number = licences.list_relying(SUPERVISOR, identifier=held.identifier)[0][0]
        boss = manager(CaseRow.objects.get(number=number).department)
        cases.accept(boss, case=number, now=life.now)
        revoked(life)
        boss = to_decision(number, now=life.now)
        gives = {"applicant/care.amount": "200", "applicant/care.from": "2026-04-01"}
        given = {"outcome": Outcome.GRANTED, "grounds": FULL, "gives": gives, "now": life.now}
        with pytest.raises(ReliedLicenceFallen):
            cases.decide(boss, case=number, **given)
        jobs.drain(now=life.now)
        cases.look_again(
            boss, case=number, licence=held.identifier, reason="另有评定表证明等级", now=life.now
        )
        assert cases.decide(boss, case=number, **given).granted


def to_decision(number, *, now):
    """Let the case enter its decision step; returns who decides there."""
    boss = manager(CaseRow.objects.get(number=number).department)
    steps = cases.case_view(boss, case=number, now=now).steps
    index = next(index for index, (kind, _, _) in enumerate(steps) if kind == "decision")
    if cases.case_view(boss, case=number, now=now).step != index:
        cases.enter_step(boss, case=number, step=index, now=now)
    return manager(CaseRow.objects.get(number=number).department)


class TestTheRegister:
    def test_signs_every_change(self, life):
        revoked(life)
        jobs.drain(now=life.now)
        assert ChangeRow.objects.get().signature
        (held,) = wallet().values()
        ChangeRow.objects.update(reason="另一个理由")
        assert not licences.verify(Actor.visitor(), code=held.code).intact

    def test_does_not_believe_a_state_that_no_change_gave(self, life):
        (held,) = wallet().values()
        LicenceRow.objects.update(state="revoked")
        assert not licences.verify(Actor.visitor(), code=held.code).intact
        assert LI not in str(licences.verify(Actor.visitor(), code=held.code))


class TestACaseTerminatedBeforeItsDelivery:
    @pytest.mark.parametrize(("ground", "why"), [(Ending.DEATH, "death"), (Ending.DUPLICATE, "undelivered")])
    def test_cancels_the_licence_that_it_had_made(self, ground, why):
        story = Story()
        story.accept(CERTIFICATE).on("2026-03-20").grant(CERTIFICATE)
        number = story.numbers[CERTIFICATE]
        (result,) = cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
        cases.terminate(FEDERATION, case=number, ground=ground, reason="已核实。", now=story.now)
        row = LicenceRow.objects.get(case=number)
        assert row.to_core(story.now.date()).state is LicenceState.CANCELLED
        assert ChangeRow.objects.get(licence=row).ground == why
