"""Who sees which document: never more than the cases and applications that one may see."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.documents import api as documents
from onething.areas.documents.models import DocumentRow
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.phrases import point
from onething.core.people import Document, DocumentKind
from onething.core.source import Text
from onething.core.submission import Person, Representative
from onething.kit.ports import today
from tests.areas.cases.test_working import DAY, Story
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    CIVIL,
    CLERK,
    DONGCHENG,
    FEDERATION,
    HUMAN,
    LI,
    NANCHENG,
    STRANGER,
    SUPERVISOR,
    at,
    city,
    reviewer,
    signed,
    submission,
)

CERTIFICATE = "disability-certificate"
ADDRESS = "http://127.0.0.1:8000"
SCENE = "disabled-services"
AUDITOR = Actor("user:auditor", "审计", frozenset({Role.AUDITOR}), department="audit")


def acceptance(story):
    return DocumentRow.objects.get(kind="acceptance", stream=story.numbers[CERTIFICATE]).pk


def receipt():
    return DocumentRow.objects.get(kind="receipt").pk


def sees(actor, document):
    """Whether the actor can open and print the document; the list, the data and the paper must say the same."""
    listed = str(document) in {one.id for one in documents.list_documents(actor)}
    for open_it in (
        lambda: documents.get_document(actor, document_id=document),
        lambda: documents.pdf(actor, document_id=document, address=ADDRESS),
    ):
        try:
            open_it()
        except documents.DocumentNotFound:
            assert not listed
        else:
            assert listed
    return listed


def looks_at(stream):
    """Return who looked at it for what, as the person reads it."""
    return [(one.who, one.purpose) for one in audit.list_looks(APPLICANT) if one.case == stream]


class TestALook:
    @pytest.fixture
    def story(self):
        return Story().accept(CERTIFICATE)

    @pytest.mark.parametrize(
        "actor", [FEDERATION, SUPERVISOR, AUDITOR], ids=["office", "supervisor", "auditor"]
    )
    def test_at_a_document_is_written_down_for_its_person(self, story, actor):
        documents.pdf(actor, document_id=acceptance(story), address=ADDRESS)
        looked = Text("查看文书“受理通知书”", "reading the document “Notice of acceptance”")
        assert looks_at(story.numbers[CERTIFICATE]) == [(actor.name, looked)]
        documents.get_document(actor, document_id=acceptance(story))
        assert len(looks_at(story.numbers[CERTIFICATE])) == 2

    @pytest.mark.parametrize("actor", [SUPERVISOR, AUDITOR], ids=["supervisor", "auditor"])
    def test_at_a_receipt_is_written_down_and_gives_no_code(self, story, actor):
        number = story.receipt.number
        assert cases.get_receipt(actor, application=number).code == ""
        ((who, purpose),) = looks_at(number)
        assert (who, purpose.zh) == (actor.name, "办理“残疾人服务一件事”")

    def test_of_the_person_is_not_and_shows_the_code(self, story):
        number = story.receipt.number
        assert cases.get_receipt(APPLICANT, application=number).code
        documents.pdf(APPLICANT, document_id=acceptance(story), address=ADDRESS)
        documents.get_document(APPLICANT, document_id=receipt())
        assert audit.list_looks(APPLICANT) == []

    def test_at_what_one_may_not_see_is_none(self, story):
        dongcheng = reviewer("disabled-federation", division=DONGCHENG)
        with pytest.raises(documents.DocumentNotFound):
            documents.pdf(dongcheng, document_id=acceptance(story), address=ADDRESS)
        assert audit.list_looks(APPLICANT) == []

    def test_of_a_window_at_the_receipt_that_it_prints_is_written_down_and_has_the_code(self):
        given = signed(replace(submission(), channel="desk", intake=CLERK.id))
        number = cases.submit(CLERK, submission=given, key="desk", now=at(DAY)).number
        assert cases.get_receipt(CLERK, application=number).code
        assert [who for who, _ in looks_at(number)] == [CLERK.name]


class TestADocumentOfACase:
    @pytest.fixture
    def story(self):
        return Story().accept(CERTIFICATE)

    def test_is_seen_by_the_applicant_the_office_and_the_supervisor(self, story):
        nancheng = reviewer("disabled-federation", division=NANCHENG)
        for actor in (APPLICANT, FEDERATION, nancheng, SUPERVISOR):
            assert sees(actor, acceptance(story)), actor

    def test_is_not_seen_in_another_town_of_the_same_department(self, story):
        dongcheng = reviewer("disabled-federation", division=DONGCHENG)
        with pytest.raises(cases.CaseNotFound):
            cases.case_view(dongcheng, case=story.numbers[CERTIFICATE], now=story.now)
        assert not sees(dongcheng, acceptance(story))
        assert not sees(dongcheng, receipt())
        assert documents.list_documents(dongcheng) == []

    def test_is_not_seen_in_another_department(self, story):
        assert not sees(CIVIL, acceptance(story))

    def test_is_not_seen_by_another_citizen_or_a_visitor(self, story):
        assert not sees(STRANGER, acceptance(story))
        assert not sees(STRANGER, receipt())
        with pytest.raises(PermissionMissing):
            documents.get_document(Actor.visitor(), document_id=receipt())

    def test_is_not_seen_by_a_window_that_did_not_take_it_in(self, story):
        assert not sees(CLERK, receipt())
        assert not sees(CLERK, acceptance(story))


class TestTheLinksOfACase:
    """An office is offered what it may open, and nothing else."""

    @pytest.fixture
    def story(self):
        """Two offices have found something, and the notice has left; the pension office has looked and found nothing."""
        story = Story()
        for office, item, material in (
            (FEDERATION, CERTIFICATE, "photo"),
            (CIVIL, "care-allowance", "id-card"),
        ):
            found = point(f"applicant/{material}", "unreadable", city().materials[material].label)
            cases.record_findings(office, case=story.numbers[item], points=[found], now=story.now)
        for row in CaseRow.objects.exclude(item__in=[CERTIFICATE, "care-allowance"]):
            cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
        assert DocumentRow.objects.filter(kind="correction_notice").exists()
        return story

    def links(self, actor, story, item):
        view = cases.case_view(actor, case=story.numbers[item], now=story.now)
        return {one.kind: one.id for one in view.documents}

    @pytest.mark.parametrize(
        ("actor", "item", "kinds"),
        [
            (FEDERATION, CERTIFICATE, {"receipt", "correction_notice"}),
            (CIVIL, "care-allowance", {"correction_notice"}),
            (HUMAN, "pension-enrolment", set()),
        ],
        ids=["lead", "found-something", "found-nothing"],
    )
    def test_open_for_the_office_that_is_offered_them(self, story, actor, item, kinds):
        links = self.links(actor, story, item)
        assert set(links) == kinds
        assert all(sees(actor, UUID(id)) for id in links.values())

    def test_are_all_of_the_application_for_its_person_and_a_supervisor(self, story):
        view = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        assert {one.kind for one in view.documents} == {"receipt", "correction_notice"}
        assert set(self.links(SUPERVISOR, story, "pension-enrolment")) == {"receipt", "correction_notice"}

    def test_to_a_notice_are_not_for_another_town(self, story):
        dongcheng = reviewer("civil-affairs", division=DONGCHENG)
        assert not sees(dongcheng, DocumentRow.objects.get(kind="correction_notice").pk)


class TestADocumentOfWhatAWindowTookIn:
    @pytest.fixture
    def taken(self, db):
        given = signed(replace(submission(), channel="desk", intake=CLERK.id))
        return cases.submit(CLERK, submission=given, key="desk", now=at(DAY))

    def test_is_seen_there_and_at_no_other_window(self, taken):
        assert sees(CLERK, receipt())
        assert not sees(replace(CLERK, id="user:other", division=DONGCHENG), receipt())
        assert not sees(replace(CLERK, id="user:other", department="civil-affairs"), receipt())

    def test_is_seen_at_the_window_whoever_issued_it(self, taken):
        number = next(one.number for one in taken.cases if one.item == CERTIFICATE)
        cases.accept(FEDERATION, case=number, now=at(DAY, 11))
        assert sees(CLERK, DocumentRow.objects.get(kind="acceptance").pk)


class TestARepresentative:
    """With an authority for one thing only."""

    @pytest.fixture
    def authority(self, db):
        return self.give(SCENE)

    def give(self, scene):
        return people.give_authority(
            APPLICANT,
            representative=Document.of(DocumentKind.CITIZEN_NUMBER, CHEN),
            representative_name=STRANGER.name,
            scenes=[scene],
            from_on=today() - timedelta(days=1),
            to_on=today() + timedelta(days=30),
            now=at(DAY),
        )

    def hand_in(self, authority):
        agent = Representative(
            Person(STRANGER.name, "citizen_number", CHEN),
            "agent",
            str(authority.id),
            authority.from_on,
            authority.to_on - timedelta(days=1),
        )
        return cases.submit(
            STRANGER,
            submission=submission(representative=agent, on=today()),
            key="agent",
            now=at(today().isoformat()),
        )

    def test_sees_what_was_handed_in_as_long_as_the_authority_for_its_thing_holds(self, authority):
        self.hand_in(authority)
        assert sees(STRANGER, receipt())
        assert sees(APPLICANT, receipt())
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=at(today().isoformat(), 12))
        assert not sees(STRANGER, receipt())
        assert sees(APPLICANT, receipt())

    def test_no_longer_follows_the_application_after_the_authority(self, authority):
        number = self.hand_in(authority).number
        assert cases.application_view(STRANGER, application=number, today=today()).number == number
        assert [one.number for one in cases.list_applications(STRANGER, today=today()).lines] == [number]
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=at(today().isoformat(), 12))
        self.give("birth")  # for another thing
        with pytest.raises(cases.ApplicationNotFound):
            cases.application_view(STRANGER, application=number, today=today())
        assert cases.list_applications(STRANGER, today=today()).lines == ()

    def test_sees_nothing_that_the_principal_handed_in_alone(self, authority):
        Story()
        assert not sees(STRANGER, receipt())


class TestTheList:
    @pytest.mark.parametrize("actor", [APPLICANT, CLERK, FEDERATION, SUPERVISOR], ids=lambda one: one.id)
    def test_takes_the_same_number_of_queries_however_long_it_is(self, db, actor):
        counts = []
        for count in (1, 4):
            for n in range(count):
                person = replace(submission().applicant, number=LI if n == 0 else f"99000019680812{n:03d}X")
                owner = replace(APPLICANT, id=f"user:{n}", person_id=person.number)
                given = submission(applicant=person)
                made = cases.submit(owner, submission=given, key=f"k{count}-{n}", now=at(f"2026-03-0{count}"))
                number = next(one.number for one in made.cases if one.item == CERTIFICATE)
                cases.accept(FEDERATION, case=number, now=at("2026-03-05"))
            with CaptureQueriesContext(connection) as seen:
                documents.list_documents(actor)
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 2
