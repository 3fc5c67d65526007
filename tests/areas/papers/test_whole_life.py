"""One application from submission to rating, with the real documents, licences, messages and ratings."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.adapters.uploads import FileStore
from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.documents import api as documents
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor, Role
from onething.core.cases.invariants import check
from onething.core.cases.parts import DeliveryWay, Outcome
from onething.core.papers import Level, LicenceState
from onething.core.source import Text
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from tests.areas.cases.ruled import live
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    CIVIL,
    FEDERATION,
    FULL,
    LI,
    NIGHT,
    PHOTO,
    STRANGER,
    at,
    reviewer,
    signed,
    submission,
)
from tests.crash.store import DatabaseStore

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def life():
    """A man of 40 has his certificate granted, made and delivered."""
    story = Story()
    story.accept("disability-certificate", "pension-enrolment", "hardship-allowance", "care-allowance")
    story.on("2026-03-20").grant("disability-certificate")
    number = story.numbers["disability-certificate"]
    for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
    cases.deliver(
        FEDERATION, case=number, way=DeliveryWay.ELECTRONIC, proof="已打开", receiver="黎国安", now=story.now
    )
    return story


@pytest.fixture
def files(tmp_path):
    """The folder in which the uploaded file lies."""
    FileStore(tmp_path).put(PHOTO)
    return tmp_path


class TestTheDocumentsOfOneApplication:
    def test_are_numbered_without_gap_in_each_office(self, life):
        by_office: dict[tuple[str, int], list[int]] = {}
        for row in DocumentRow.objects.order_by("serial"):
            by_office.setdefault((row.department, row.year), []).append(row.serial)
        assert len(by_office) >= 3
        for serials in by_office.values():
            assert serials == list(range(1, len(serials) + 1))

    def test_can_each_be_printed_and_are_the_same_bytes_twice(self, life):
        for row in DocumentRow.objects.all():
            one = documents.pdf(APPLICANT, document_id=row.pk, address=ADDRESS)
            text = "".join(page.extract_text() for page in PdfReader(BytesIO(one)).pages)
            assert row.number.split(" ")[0][:4] in text.replace("\n", ""), (row.kind, text[:200])
            assert one == documents.pdf(APPLICANT, document_id=row.pk, address=ADDRESS)

    def test_verify_by_their_code_and_no_longer_once_changed(self, life):
        row = DocumentRow.objects.get(kind="grant")
        verified = documents.verify(Actor.visitor(), code=row.code)
        assert (verified.number, verified.intact, verified.test_seal) == (row.number, True, True)
        DocumentRow.objects.filter(pk=row.pk).update(values={**row.values, "content": "别的"})
        assert not documents.verify(Actor.visitor(), code=row.code).intact

    def test_are_not_there_for_others(self, life):
        row = DocumentRow.objects.get(kind="grant")
        with pytest.raises(documents.DocumentNotFound):
            documents.get_document(STRANGER, document_id=row.pk)
        with pytest.raises(documents.DocumentNotFound):
            documents.get_document(CIVIL, document_id=row.pk)
        with pytest.raises(documents.CodeUnknown):
            documents.verify(Actor.visitor(), code="")


class TestTheLicence:
    def test_is_in_the_holders_wallet_with_a_right_identifier(self, life):
        (one,) = licences.list_own(APPLICANT)
        assert (one.licence, one.state, one.holder) == ("disability-certificate", LicenceState.VALID, LI)
        assert one.fields["disability.level"] == "1"
        assert licences.list_own(STRANGER) == []
        assert licences.list_of_application(APPLICANT, application=life.receipt.number) == [one]

    def test_is_verified_by_anyone_with_a_masked_name(self, life):
        (one,) = licences.list_own(APPLICANT)
        verified = licences.verify(Actor.visitor(), code=one.code)
        assert verified.intact
        assert verified.holder_name == one.holder_name[0] + "*" * (len(one.holder_name) - 1)

    def test_leaves_a_trace_when_it_is_used(self, life):
        now, purpose = at("2026-03-21"), Text("审核补贴")
        (one,) = licences.list_own(APPLICANT)
        licences.give_grant(
            APPLICANT,
            identifier=one.identifier,
            to=CIVIL.department,
            fields=["disability.level"],
            purpose="审核补贴",
            until=now.date(),
            now=now,
        )
        before = audit.count_looks(APPLICANT)
        got = licences.use(CIVIL, holder=LI, licence=one.licence, purpose=purpose, now=now)
        assert got["disability.level"] == "1"
        assert audit.count_looks(APPLICANT) == before + 1
        with pytest.raises(licences.LeaveMissing):
            licences.use(CIVIL, holder=LI, licence="id-card", purpose=purpose, now=now)


class TestMessages:
    def test_tell_what_happened_in_both_languages(self, life):
        told = notices.list_messages(APPLICANT)
        accepted = ["accepted"] * 4
        assert [one.kind for one in told] == ["started", "started", "decided", *accepted, "received"]
        assert "残疾人证办理" in told[2].title.zh
        assert "Disability certificate" in told[2].title.en
        assert "最迟" in told[3].body.zh
        assert notices.list_messages(STRANGER) == []

    def test_are_read_once_and_only_by_their_person(self, life):
        first = notices.list_messages(APPLICANT)[0]
        with pytest.raises(notices.MessageNotFound):
            notices.mark_read(STRANGER, message_id=first.id, now=at("2026-03-21"))
        assert notices.count_unread(APPLICANT) == 8
        notices.mark_read(APPLICANT, message_id=first.id, now=at("2026-03-21"))
        assert notices.count_unread(APPLICANT) == 7


class TestRating:
    def test_is_asked_once_at_the_end_and_given_once(self, life):
        token = ratings.ask(
            Actor.job("x"), application=life.receipt.number, person=LI, channel="portal", now=at("2026-03-22")
        )
        assert token == ratings.ask(
            Actor.job("x"), application=life.receipt.number, person=LI, channel="portal", now=at("2026-03-23")
        )
        rated = ratings.rate(Actor.visitor(), token=token, level=Level.GOOD, text="快", now=at("2026-03-23"))
        assert rated.level is Level.GOOD
        ratings.rate(Actor.visitor(), token=token, level=Level.GOOD, now=at("2026-03-24"))
        with pytest.raises(ratings.AlreadyRated):
            ratings.rate(Actor.visitor(), token=token, level=Level.BAD, now=at("2026-03-24"))
        with pytest.raises(ratings.TokenUnknown):
            ratings.get_rating(Actor.visitor(), token="no")
        with pytest.raises(ratings.TextTooLong):
            ratings.rate(
                Actor.visitor(), token=token, level=Level.GOOD, text="长" * 2001, now=at("2026-03-24")
            )


@pytest.fixture
def rules_are_live(published):
    live()


@pytest.mark.usefixtures("rules_are_live")
class TestAGrantByTheRule:
    @pytest.fixture
    def aid(self):
        """The register says yes, the results come electronically: the night's work leaves nothing to do."""
        whole = submission()
        whole = signed(replace(whole, facts={**whole.facts, "income_state": "dibao"}))
        receipt = cases.submit(APPLICANT, submission=whole, key="k", now=at("2026-03-05"))
        cases.look_after(Actor.job("deadlines"), now=at("2026-03-05", 11))
        jobs.drain(now=at("2026-03-05", 12))
        return next(one.number for one in receipt.cases if one.item == "medical-aid")

    def test_breaks_no_invariant(self, aid, files):
        assert CaseRow.objects.get(number=aid).status == "delivered"
        assert check(DatabaseStore(files), [], [], today=at("2026-03-05").date()) == []

    def test_tells_the_person_in_both_languages(self, aid):
        (told,) = [one for one in notices.list_messages(APPLICANT) if one.kind == "delivered"]
        assert "医疗救助" in told.title.zh
        assert "Medical aid" in told.title.en
        assert "不用去取" in told.body.zh
        assert "nothing has to be fetched" in told.body.en

    def test_has_its_proof_of_delivery_which_names_no_officer(self, aid):
        row = DocumentRow.objects.get(stream=aid, kind="delivery_proof")
        paper = PdfReader(BytesIO(documents.pdf(APPLICANT, document_id=row.pk, address=ADDRESS)))
        text = "".join("".join(page.extract_text() for page in paper.pages).replace("\u200b", "").split())
        assert "电子送达" in text
        assert "登录后可以查看和下载" in text
        assert "送达人" not in text.replace("受送达人", "")

    def test_stands_in_the_log_under_the_name_of_the_job(self, aid):
        row = EventRow.objects.get(stream=aid, name="Delivered")
        assert (row.actor, row.department) == ("job:deadlines", "")
        auditor = Actor("user:auditor", "审计", frozenset({Role.AUDITOR}))
        entries = audit.list_entries(auditor, case=aid)
        assert (entries[0].action, entries[0].actor) == ("cases:Delivered", "job:deadlines")
        assert audit.check_chains(auditor) == {}

    def test_puts_the_licence_of_each_twin_into_the_wallet_of_the_parent(self, files):
        now = at("2026-03-05")
        mother = Person("陈思敏", "citizen_number", CHEN, "13800001357")
        twins = submission("birth-twins", applicant=mother)
        receipt = cases.submit(STRANGER, submission=twins, key="twins", now=now)
        cases.look_after(NIGHT, now=now)
        for one in receipt.cases:
            if one.item == "birth-certificate":
                self.grant(CaseRow.objects.get(number=one.number), now=now)
        cases.look_after(NIGHT, now=now)
        jobs.drain(now=now)
        vaccinations = CaseRow.objects.filter(item="vaccination-file")
        assert [one.status for one in vaccinations] == ["delivered", "delivered"]
        held = licences.list_own(STRANGER)
        assert {(one.licence, one.case) for one in held} == {
            ("vaccination-record", one.number) for one in vaccinations
        }
        assert check(DatabaseStore(files), [], [], today=now.date()) == []

    def grant(self, row, *, now):
        officer = reviewer(row.department, division=row.division)
        cases.accept(officer, case=row.number, now=now)
        view = cases.case_view(officer, case=row.number, now=now)
        decision = [kind for kind, _, _ in view.steps].index("decision")
        cases.enter_step(officer, case=row.number, step=decision, now=now)
        gives = {key: "示例" for key, _ in view.officer_fills}
        cases.decide(officer, case=row.number, outcome=Outcome.GRANTED, grounds=FULL, gives=gives, now=now)
