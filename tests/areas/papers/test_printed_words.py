"""What the papers say: the days of the case, the applicant's name however rare, words and not codes."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.cases.engine.loading import load
from onething.areas.cases.engine.wording import said_of
from onething.areas.cases.models import CaseRow
from onething.areas.documents import api as documents
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import LicenceRow
from onething.core.actors import PermissionMissing
from onething.core.cases import events as e
from onething.core.cases.documents import DocumentDraft, DocumentKind
from onething.core.cases.matter import Change
from onething.core.cases.parts import DeliveryWay, Ending, Outcome
from onething.core.source import Text
from onething.core.submission import Person
from tests.areas.cases.test_working import DAY, Story
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    CIVIL,
    FEDERATION,
    FULL,
    LI,
    STRANGER,
    SUPERVISOR,
    at,
    decide,
    manager,
    submission,
)

CERTIFICATE = "disability-certificate"
ADDRESS = "http://127.0.0.1:8000"


def said(kind, number="", actor=APPLICANT):
    """Return the text of the newest paper of a kind, without blanks."""
    rows = DocumentRow.objects.filter(kind=kind).order_by("-issued_at", "-sequence")
    row = rows.filter(stream=number)[0] if number else rows[0]
    content = documents.pdf(actor, document_id=row.pk, address=ADDRESS)
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@pytest.fixture
def story():
    return Story()


class TestAPaper:
    def test_of_a_grant_gives_the_days_of_submission_and_acceptance_and_the_name(self, story):
        story.on("2026-03-09").accept(CERTIFICATE).on("2026-03-20").grant(CERTIFICATE)
        text = said("grant", story.numbers[CERTIFICATE])
        assert "黎国安" in text
        assert "2026年3月5日提出" in text
        assert "2026年3月9日受理" in text
        assert "2026年3月20日" in text

    def test_of_a_receipt_gives_the_last_day_to_tell_and_not_the_day_of_receipt(self, story):
        row = DocumentRow.objects.get(kind="receipt")
        last = row.values["tell_by"]
        assert last > DAY
        year, month, day = last.split("-")
        assert f"{year}年{int(month)}月{int(day)}日" in said("receipt")

    def test_of_an_extension_gives_the_old_day_and_the_new(self):
        values = {"case": "A9-1", "item": "事项", "reason": "需要补充核查", "days": 5, "approver": "负责人"}
        values |= {"old_due": "2026-04-02", "new_due": "2026-04-10", "to": "黎国安"}
        draft = DocumentDraft(DocumentKind.EXTENSION, "A9-1", None, values)
        documents.issue(
            CIVIL,
            draft=draft,
            department="civil-affairs",
            application="A9",
            sequence=1,
            person=LI,
            now=at(DAY),
        )
        text = said("extension", actor=SUPERVISOR)
        assert text.index("2026年4月2日") < text.index("2026年4月10日")

    def test_of_an_extension_is_told_the_day_that_the_extension_moves(self, story):
        story.accept(CERTIFICATE)
        number = story.numbers[CERTIFICATE]
        loaded = load(story.receipt.number)
        before = CaseRow.objects.get(number=number).statutory_on
        moved = Change(number, e.Extended(5, "负责人", "需要补充核查", story.now.date()))
        assert loaded is not None
        assert before is not None
        said = said_of(manager("disabled-federation"), loaded, moved, loaded.matter, on=story.now.date())
        assert said["old_due"] == before

    def test_of_a_refusal_tells_the_remedy_in_the_officers_words(self, story):
        number = story.numbers[CERTIFICATE]
        story.accept(CERTIFICATE).to_decision(CERTIFICATE)
        decide(FEDERATION, case=number, outcome=Outcome.REFUSED, grounds=FULL, now=story.now)
        text = said("refusal", number)
        assert "".join(FULL.remedy.split()) in text
        assert "复议机关：东莞市人民政府" in text
        assert "法院：" in text
        assert FULL.reason in text

    def test_of_a_delivery_says_the_way_in_words(self, story):
        story.accept(CERTIFICATE).on("2026-03-20").grant(CERTIFICATE)
        number = story.numbers[CERTIFICATE]
        for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
            cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
        cases.deliver(
            FEDERATION,
            case=number,
            way=DeliveryWay.ELECTRONIC,
            proof="已打开",
            receiver="黎国安",
            now=story.now,
        )
        text = said("delivery_proof", number)
        assert "电子送达" in text
        assert "electronic" not in text

    def test_of_a_withdrawal_names_no_way_to_object_to_ones_own_wish(self, story):
        number = story.numbers[CERTIFICATE]
        cases.withdraw(APPLICANT, case=number, reason="先不办了", now=story.now)
        assert "撤回" in said("ending", number)
        assert "如不服" not in said("ending", number)

    def test_of_a_termination_names_the_way_to_object(self, story):
        told = {"ground": Ending.DUPLICATE, "reason": "已经办过", "now": story.now}
        cases.terminate(FEDERATION, case=story.numbers[CERTIFICATE], **told)
        assert "如不服" in said("ending")

    def test_cites_the_act_in_its_marks(self, story):
        story.accept(CERTIFICATE).on("2026-03-09").grant(CERTIFICATE)
        assert "依据《残疾人证管理办法》第八条，" in said("grant")
        assert "《残疾人证管理办法》" in said("acceptance")

    def test_of_a_withdrawal_confirms_it_with_the_reason(self, story):
        number = story.numbers[CERTIFICATE]
        cases.withdraw(APPLICANT, case=number, reason="暂时不办了", now=story.now)
        text = said("ending", number)
        assert "撤回申请确认书" in text
        assert "暂时不办了" in text

    def test_draws_a_rare_name(self):
        rare = "㛃𠀀𬭎"
        cases.submit(
            APPLICANT,
            submission=submission(applicant=Person(rare, "citizen_number", LI, "13800001357")),
            key="rare",
            now=at(DAY),
        )
        assert DocumentRow.objects.get(kind="receipt").values["to"] == rare
        assert rare in said("receipt")

    def test_hides_the_number_of_a_passport_and_does_not_name_our_key(self):
        draft = DocumentDraft(
            DocumentKind.RECEIPT, "A9", None, {"received_on": DAY, "materials": [], "to": "Ann Sample"}
        )
        made = documents.issue(
            CIVIL,
            draft=draft,
            department="civil-affairs",
            application="A9",
            sequence=1,
            person="passport:X12345678",
            now=at(DAY),
        )
        content = documents.pdf(SUPERVISOR, document_id=made.id, address=ADDRESS)
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert "X1*****78" in text
        assert "passp" not in text


class TestTheUseOfALicence:
    @pytest.fixture
    def licence(self, db):
        made = licences.make(
            CIVIL,
            licence="disability-certificate",
            holder=CHEN,
            holder_name="陈思敏",
            fields={"disability.level": "2"},
            department="disabled-federation",
            case="c-1",
            now=at(DAY),
        )
        licences.give_grant(
            STRANGER,
            identifier=made.identifier,
            to=CIVIL.department,
            fields=["disability.level"],
            purpose="审核补贴",
            until=at(DAY).date() + timedelta(300),
            now=at(DAY),
        )
        return made

    def use(self, actor, day=DAY):
        return licences.use(
            actor,
            holder=CHEN,
            licence="disability-certificate",
            purpose=Text("审核补贴"),
            now=at(day),
        )

    def test_is_an_offices_and_closed_to_citizens_who_have_their_wallet(self, licence):
        assert self.use(CIVIL)["disability.level"] == "2"
        for citizen in (STRANGER, APPLICANT):
            with pytest.raises(PermissionMissing):
                self.use(citizen)

    def test_is_refused_to_auditors_and_making_to_citizens(self, licence):
        from onething.core.actors import Actor, Role

        with pytest.raises(PermissionMissing):
            self.use(Actor("user:x", "审计", frozenset({Role.AUDITOR})))
        with pytest.raises(PermissionMissing):
            licences.make(
                STRANGER,
                licence="disability-certificate",
                holder=CHEN,
                holder_name="陈",
                fields={},
                department="disabled-federation",
                case="c",
                now=at(DAY),
            )

    def test_ends_with_its_validity(self, licence):
        assert licence.valid_to is not None
        LicenceRow.objects.update(valid_to=at(DAY).date())
        assert self.use(CIVIL)
        with pytest.raises(licences.LeaveMissing):
            self.use(CIVIL, (at(DAY).date() + timedelta(1)).isoformat())

    def test_is_seen_as_changed_when_its_data_were_changed(self, licence):
        from onething.core.actors import Actor

        LicenceRow.objects.update(fields={"disability.level": "1"})
        assert not licences.verify(Actor.visitor(), identifier=licence.identifier).intact
