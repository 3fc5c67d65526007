"""People without a citizen number: passports, permits of Hong Kong, Macao and Taiwan, and a newborn without any."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.codes import make_citizen_number
from onething.core.people import AccountKind, AuthorityKind, Document, DocumentKind
from onething.kit.ports import now, today
from tests.channels.portal_apply.applying import (
    TYPED,
    draft_of,
    give_papers,
    page,
    signed,
    text_of,
)
from tests.channels.portal_apply.conftest import ADMIN, Citizen
from tests.channels.portal_apply.test_portal_guide import BIRTH, DISABLED, FULL, walk

pytestmark = pytest.mark.django_db
ALONE = {**FULL, "by": "self", "wants": ["hardship"], "income": "dibao"}


@dataclass(frozen=True)
class Who:
    name: str
    kind: DocumentKind
    number: str


PERMIT = make_citizen_number(date(2001, 3, 5), 1, region="810000")  # the birthday that the tests type
PEOPLE = [
    Who("Anna-Karin Lindqvist", DocumentKind.PASSPORT, "XK0099001"),
    Who("何嘉欣", DocumentKind.HONG_KONG_MACAO, "H99009901"),
    Who("林志玲", DocumentKind.TAIWAN, "99009901"),
    Who("陈大文", DocumentKind.RESIDENCE_PERMIT, PERMIT),
    Who("Robert Jones", DocumentKind.FOREIGN_PERMANENT, "XKA990000199001"),
]


@pytest.fixture(params=PEOPLE, ids=lambda one: one.kind.value)
def who(request) -> Who:
    return request.param


def enter(city, who: Who) -> Citizen:
    account = people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN,
        login=who.number,
        name=who.name,
        roles={Role.CITIZEN},
        document=Document.of(who.kind, who.number),
        phone="13800001357",
        demo=True,
    )
    client = Client()
    client.post(f"/sign-in/demo/{account.id}")
    client.__class__ = Citizen
    client.actor = account.to_actor()
    return client


def fill(citizen, **told):
    """Type what is asked; `told` by element for what must be said in a certain way."""
    draft = draft_of(citizen)
    data = {"version": draft.version, "next": "1"}
    for one in draft.fields:
        if one.open and one.comes_with is None and (one.source in ("", "typed") or one.issue):
            value = one.choices[0].id if one.choices else TYPED.get(one.kind, "示例")
            if one.element == "person.id_kind":
                value = "id_card"
            if one.constraints.min is not None:
                value = str(one.constraints.min)
            data[f"f:{one.key}"] = told.get(one.key, value)
    return citizen.post(page(citizen, draft, "form"), data)


def send(citizen, answers, path, *, principal="", **told):
    """Go from the guide to the receipt; return the draft that was signed and the number of the application."""
    walk(citizen, path, answers)
    citizen.post(f"{path}begin", {"principal": principal})
    draft = draft_of(citizen)
    citizen.post(page(citizen, draft, "consent"), {"which": "none"})
    response = fill(citizen, **told)
    assert response.status_code == 302, [(one.key, one.issue) for one in draft_of(citizen).wrong_fields]
    give_papers(citizen)
    citizen.post(page(citizen, draft, "delivery"), {"way": "electronic"})
    made = draft_of(citizen)
    response = signed(citizen, draft)
    assert response.status_code == 302, text_of(response)
    return made, response.url.split("/")[2]


class TestSomebodyWithAnotherDocument:
    def test_sees_the_own_number_filled_in_and_is_planned_for(self, city, who):
        citizen = enter(city, who)
        walk(citizen, DISABLED, ALONE)
        citizen.post(f"{DISABLED}begin", {"principal": ""})
        found = {one.key: one for one in draft_of(citizen).fields}
        number = found["applicant/person.id_number"]
        assert (number.value, number.source, number.issue) == (who.number, "sign_in", None)
        assert found["applicant/person.name"].value == who.name
        assert draft_of(citizen).plan.items

    def test_reaches_the_receipt_and_finds_the_application(self, city, who):
        citizen = enter(city, who)
        made, number = send(citizen, ALONE, DISABLED)
        assert made.draft.applicant.document == who.kind.value
        (line,) = cases.list_applications(citizen.actor, limit=5, today=today()).lines
        assert line.number == number
        assert number in text_of(citizen.get("/applications/"))

    def test_is_shown_the_first_application_at_the_second(self, city, who):
        citizen = enter(city, who)
        _, number = send(citizen, ALONE, DISABLED)
        walk(citizen, DISABLED, ALONE)
        assert number in text_of(citizen.get(f"{DISABLED}begin"))


class TestAChildWithoutANumber:
    def test_is_applied_for_by_the_guardian_under_the_birth_certificate(self, city):
        guardian = enter(city, PEOPLE[1])
        child = Document.of(DocumentKind.BIRTH_CERTIFICATE, "P990000001")
        people.record_authority(
            Actor("job:setup", "setup", frozenset({Role.SYSTEM})),
            kind=AuthorityKind.GUARDIAN,
            principal=child,
            principal_name="何小宝",
            representative=Document.of(PEOPLE[1].kind, PEOPLE[1].number),
            representative_name=PEOPLE[1].name,
            scenes=["disabled-services"],
            from_on=today(),
            to_on=None,
            document="",
            now=now(),
        )
        made, _ = send(guardian, ALONE, DISABLED, principal=child.key)
        assert (made.draft.applicant.document, made.draft.applicant.number) == (
            "birth_certificate",
            "P990000001",
        )
        number = next(one for one in made.fields if one.key == "applicant/person.id_number")
        assert (number.value, number.issue) == ("P990000001", None)


class TestANewbornWithoutANumber:
    @pytest.fixture
    def answers(self, city):
        """What a mother of another passport answers: the whole birth, nothing issued yet."""
        package, _scene = catalogue.get_scene(ADMIN, scene="birth")
        return {**package.examples["birth-first-child"].answers, "you": "mother"}

    def test_is_born_to_a_foreign_mother_and_a_number_comes_with_the_household(self, city, answers):
        mother = enter(city, PEOPLE[0])
        told = {"father/person.id_number": "990000198601200119", "father/person.birth_date": "1986-01-20"}
        made, _ = send(mother, answers, BIRTH, **told)
        found = {one.key: one for one in made.fields}
        kind = found["mother/person.id_kind"]
        assert (kind.value, kind.source) == ("passport", "sign_in")
        newborn = [one for one in made.fields if one.role == "newborn" and one.element == "person.id_number"]
        assert all(one.comes_with is not None for one in newborn)

    @pytest.mark.parametrize(
        ("kind", "number", "said"),
        [
            ("passport", "990000198601200119", "证件类型选错"),
            ("hmt_pass", "K1234567", "H 或 M"),
            ("id_card", "XK0099001", "18 位"),
            ("id_card", "990000198601200118", "校验码不符"),
        ],
    )
    def test_has_a_father_whose_number_is_read_by_its_kind(self, city, answers, kind, number, said):
        mother = enter(city, PEOPLE[1])
        walk(mother, BIRTH, answers)
        mother.post(f"{BIRTH}begin", {"principal": ""})
        mother.post(page(mother, draft_of(mother), "consent"), {"which": "none"})
        told = {"father/person.id_kind": kind, "father/person.id_number": number}
        response = fill(mother, **told)
        assert response.status_code == 422
        errors = " ".join(re.findall(r'<p class="field__err"[^>]*>(.*?)</p>', text_of(response)))
        assert said in errors

    def test_draft_keeps_the_foreign_number_as_it_was_typed(self, city, answers):
        mother = enter(city, PEOPLE[0])
        told = {"father/person.id_kind": "passport", "father/person.id_number": "xk 0099002"}
        made, _ = send(mother, answers, BIRTH, **told)
        assert {one.key: one.value for one in made.fields}["father/person.id_number"] == "XK0099002"
        assert made.draft.values["father/person.id_number"] == "xk 0099002"
        assert guidance.list_drafts(mother.actor, now=now()) == []
