"""All results in one parcel, or fetched at once."""

from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases.errors import (
    HandoverWaits,
    NoSuchParcel,
    NothingReady,
    NotPosted,
    ParcelKnown,
    ProofMissing,
    ReasonMissing,
)
from onething.core.cases.handing import gather
from onething.core.cases.parts import Ending
from onething.core.submission import Delivery
from tests.core.cases.story import APPLICANT, CLERK, REVIEWER, Story, at, day, opening

POST = Delivery("post", "申请人", "13800000000", "石龙镇中山路 1 号")
SEND = c.SendParcel(CLERK, "EMS1", "邮政")
ARRIVED = c.ReceiveParcel(CLERK, "EMS1", "申请人")


@pytest.fixture
def story():
    """Three cases by post: one granted with a card that is made, one to be refused, one under way."""
    made = Story(opening("A-1", certificates=("card",)), opening("A-2"), opening("A-3"), on=at(2026, 3, 2))
    made.send(c.ChooseDelivery(APPLICANT, POST))
    made.accept("A-1", "A-2", "A-3").grant("A-1")
    made.send(c.MakeCertificate(REVIEWER, "A-1", "card", "L-1"))
    return made


def ready(story):
    found = gather(story.matter.application, story.matter.cases.values())
    return [case.number for case in found.ready] if found else []


class TestAParcel:
    def test_waits_for_the_results_to_come_until_the_first_limit_of_those_that_are_there(self, story):
        with pytest.raises(HandoverWaits) as refused:
            story.send(SEND)
        assert refused.value.facts()["leaves_on"] == day("2026-03-16")
        assert "事项2、事项3" in refused.value.sentence.zh
        story.on(at(2026, 3, 16)).send(SEND)
        assert story.last[0].event.cases == ("A-1",)

    def test_leaves_with_everything_once_nothing_is_awaited_refusals_included(self, story):
        story.refuse("A-2").grant("A-3").send(SEND)
        assert story.last[0].event.cases == ("A-1", "A-2", "A-3")
        assert ready(story) == []

    def test_that_arrives_delivers_every_case_in_it_and_closes_the_application(self, story):
        story.refuse("A-2").grant("A-3").send_all(SEND, ARRIVED)
        assert [story.status(one) for one in ("A-1", "A-2", "A-3")] == ["delivered", "refused", "delivered"]
        assert story.case("A-2").delivered_on == day("2026-03-02")
        assert story.matter.application.closed

    def test_that_comes_back_is_handed_over_again(self, story):
        story.refuse("A-2").grant("A-3").send(SEND)
        with pytest.raises(ReasonMissing):
            story.send(c.ReturnParcel(CLERK, "EMS1", " "))
        story.send(c.ReturnParcel(CLERK, "EMS1", "查无此人"))
        assert ready(story) == ["A-1", "A-2", "A-3"]
        with pytest.raises(ParcelKnown):
            story.send(SEND)
        story.send_all(replace(SEND, parcel="EMS2"), replace(ARRIVED, parcel="EMS2"))
        assert story.status("A-1") == "delivered"

    def test_is_not_received_twice_nor_when_it_never_left(self, story):
        with pytest.raises(NoSuchParcel):
            story.send(ARRIVED)
        story.refuse("A-2").grant("A-3").send_all(SEND, ARRIVED)
        with pytest.raises(NoSuchParcel):
            story.send(ARRIVED)

    def test_does_not_deliver_what_ended_while_it_travelled(self, story):
        story.refuse("A-2").grant("A-3").send(SEND)
        story.send(c.Terminate(REVIEWER, "A-3", Ending.DEATH, "死亡证明 1"))
        story.send(ARRIVED)
        assert story.status("A-3") == "terminated"

    def test_is_not_sent_to_somebody_who_fetches_or_without_its_number(self, story):
        story.refuse("A-2").grant("A-3")
        with pytest.raises(ProofMissing):
            story.send(replace(SEND, parcel=" "))
        story.send(c.ChooseDelivery(APPLICANT, Delivery("window", window="石龙")))
        with pytest.raises(NotPosted):
            story.send(SEND)


class TestAPickUp:
    def test_hands_out_what_is_there_without_waiting_for_the_rest(self, story):
        story.refuse("A-2").send(c.HandOut(CLERK, "申请人", "签收 1"))
        assert (story.status("A-1"), story.status("A-3")) == ("delivered", "accepted")
        assert story.case("A-2").delivered_on == day("2026-03-02")

    def test_of_nothing_is_refused(self, story):
        story.send(c.HandOut(CLERK, "申请人", "签收 1"))
        with pytest.raises(NothingReady):
            story.send(c.HandOut(CLERK, "申请人", "签收 2"))

    def test_needs_a_receipt_and_its_receiver(self, story):
        with pytest.raises(ProofMissing):
            story.send(c.HandOut(CLERK, "申请人", ""))
