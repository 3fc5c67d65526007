"""How a person is reached, and how results come, while an application runs."""

import pytest

from onething.areas.cases import api as cases
from onething.core.cases.parts import Contact
from onething.core.submission import Delivery, DeliveryIncomplete
from tests.areas.cases.world import APPLICANT, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")


@pytest.fixture
def number():
    return cases.submit(APPLICANT, submission=submission(), key="k", now=NOW).number


@pytest.mark.parametrize(
    ("delivery", "missing"),
    [
        (Delivery("post"), ("receiver", "phone", "address")),
        (Delivery("post", receiver="黎国安", phone="13800001357", address=" "), ("address",)),
        (Delivery("window"), ("window",)),
    ],
)
def test_a_way_of_delivery_needs_what_it_cannot_do_without(number, delivery, missing):
    with pytest.raises(DeliveryIncomplete) as refused:
        cases.choose_delivery(APPLICANT, application=number, delivery=delivery, now=NOW)
    assert refused.value.parts == missing
    view = cases.application_view(APPLICANT, application=number, today=NOW.date())
    assert view.delivery.way == "electronic"


def test_a_telephone_or_an_email_is_left(number):
    with pytest.raises(cases.Unreachable):
        cases.change_contact(APPLICANT, application=number, contact=Contact("", "某路 1 号"), now=NOW)
    state = cases.change_contact(
        APPLICANT, application=number, contact=Contact("", email="li@example.cn"), now=NOW
    )
    assert state.contact.email == "li@example.cn"


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u202e\ufeff", "\u3000"])
def test_what_nobody_can_see_is_nothing(number, nothing):
    post = Delivery("post", receiver="黎国安", phone="13800001357", address=nothing)
    with pytest.raises(DeliveryIncomplete):
        cases.choose_delivery(APPLICANT, application=number, delivery=post, now=NOW)
    with pytest.raises(cases.Unreachable):
        cases.change_contact(APPLICANT, application=number, contact=Contact("", email=nothing), now=NOW)
