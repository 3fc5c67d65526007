"""All results in one parcel, or fetched at once; the applicant sees where they are."""

import pytest

from onething.areas.cases import api as cases
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import HandoverWaits
from onething.core.submission import Delivery
from tests.areas.cases.test_working import OFFICES, Story
from tests.areas.cases.world import APPLICANT, CLERK, LI, at, reviewer

pytestmark = pytest.mark.django_db
CERTIFICATE, PENSION = "disability-certificate", "pension-enrolment"
POST = Delivery("post", "黎国安", "13800000000", "石龙镇中山路 1 号")
PARCEL = {"parcel": "EMS1", "courier": "邮政"}


@pytest.fixture
def story(house):
    """One result is made and ready, one case is under way, everything else has been withdrawn."""
    made = Story()
    made.house = house
    number = made.receipt.number
    cases.choose_delivery(APPLICANT, application=number, delivery=POST, now=made.now)
    made.accept(CERTIFICATE, PENSION).grant(CERTIFICATE)
    for item, case in made.numbers.items():
        if item not in (CERTIFICATE, PENSION) and not view(made, item).status.value.startswith("precond"):
            cases.withdraw(APPLICANT, case=case, now=made.now)
    cases.make_certificate(
        OFFICES[CERTIFICATE], case=made.numbers[CERTIFICATE], result=CERTIFICATE, now=made.now
    )
    return made


def whole(story):
    return cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())


def view(story, item):
    return next(one for one in whole(story).cases if one.item == item)


def send(story, actor=OFFICES[CERTIFICATE], **more):
    return cases.send_parcel(actor, application=story.receipt.number, now=story.now, **{**PARCEL, **more})


class TestAParcel:
    def test_waits_for_what_is_still_to_come(self, story):
        with pytest.raises(HandoverWaits):
            send(story)
        assert [one.zh for one in whole(story).handover.ready] == [view(story, CERTIFICATE).name.zh]
        assert whole(story).handover.parcels == ()

    def test_is_shown_to_the_applicant_told_once_and_delivers_everything_when_it_arrives(self, story):
        story.grant(PENSION)
        send(story)
        (parcel,) = whole(story).handover.parcels
        assert (parcel.number, parcel.travels, len(parcel.names)) == ("EMS1", True, 2)
        assert [kind for _, kind, _ in story.house.messages.told].count("parcel_sent") == 1
        cases.receive_parcel(
            OFFICES[CERTIFICATE],
            application=story.receipt.number,
            parcel="EMS1",
            receiver="黎国安",
            now=story.now,
        )
        assert {view(story, one).status for one in (CERTIFICATE, PENSION)} == {"delivered"}
        assert story.house.papers.kinds().count("delivery_proof") == 2

    def test_that_came_back_is_told_and_ready_again(self, story):
        story.grant(PENSION)
        send(story)
        number = story.receipt.number
        cases.return_parcel(
            OFFICES[CERTIFICATE], application=number, parcel="EMS1", reason="查无此人", now=story.now
        )
        assert len(whole(story).handover.ready) == 2
        assert story.house.messages.told[-1][1] == "parcel_returned"

    @pytest.mark.parametrize("actor", [APPLICANT])
    def test_is_sent_by_an_office(self, story, actor):
        with pytest.raises(PermissionMissing):
            send(story, actor)

    def test_of_an_application_that_one_does_not_have_is_not_found(self, story):
        with pytest.raises(cases.ApplicationNotFound):
            send(story, reviewer("public-security"))


class TestAPickUp:
    def test_gives_whoever_stands_there_all_that_is_ready(self, story):
        number = story.receipt.number
        there = cases.in_presence(CLERK, application=number, person=LI, now=at("2026-03-05"))
        cases.hand_out(there, application=number, receiver="黎国安", proof="签收 1", now=story.now)
        assert view(story, CERTIFICATE).status == "delivered"
        assert view(story, PENSION).status != "delivered"
        assert whole(story).handover.ready == ()

    def test_is_not_recorded_by_a_clerk_before_whom_nobody_stands(self, story):
        with pytest.raises(cases.ApplicationNotFound):
            cases.hand_out(
                CLERK, application=story.receipt.number, receiver="黎国安", proof="签收 1", now=story.now
            )


def test_whoever_fetches_is_told_once_when_the_last_result_is_there(house):
    story = Story()
    number = story.receipt.number
    cases.choose_delivery(
        APPLICANT, application=number, delivery=Delivery("window", window="w"), now=story.now
    )
    story.accept(CERTIFICATE, PENSION).grant(CERTIFICATE)
    cases.make_certificate(
        OFFICES[CERTIFICATE], case=story.numbers[CERTIFICATE], result=CERTIFICATE, now=story.now
    )
    assert "ready" not in [kind for _, kind, _ in house.messages.told]
    story.house = house
    for one in whole(story).cases:
        if one.item != CERTIFICATE and one.can_withdraw:
            cases.withdraw(APPLICANT, case=one.number, now=story.now)
    assert [kind for _, kind, _ in house.messages.told].count("ready") == 1
