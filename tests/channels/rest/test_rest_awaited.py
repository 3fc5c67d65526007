"""What is still to come without a notice: a paper to be brought, a paper promised for later."""

from dataclasses import replace
from datetime import date

from onething.areas.cases import api as cases
from onething.channels.rest.openapi import document
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.submission import GivenMaterial, Person
from onething.kit.ports import bound
from tests.areas.cases.tolerant import PHOTO, TolerantScenes
from tests.areas.cases.world import APPLICANT, at, signed, submission
from tests.channels.rest.conftest import LI

CARD = "applicant/id-card"


def handed_in(*others):
    """An application of the man at the machine, some of its materials met in another way."""
    other = {one.key: one for one in others}
    draft = submission(applicant=Person("何冠霖", "citizen_number", LI, "13800000358"))
    given = signed(replace(draft, materials=tuple(other.get(one.key, one) for one in draft.materials)))
    actor = replace(APPLICANT, person_id=LI)
    return cases.submit(actor, submission=given, key="k", now=at("2026-03-05")).number


def test_is_told_with_the_items_that_wait_and_the_promised_day(li):
    photo = GivenMaterial(PHOTO, Way.LATER, promised_until=date(2026, 3, 20))
    with bound(FrozenScenes, TolerantScenes()):
        number = handed_in(photo, GivenMaterial(CARD, Way.PAPER))
        seen = li.get(f"/applications/{number}").body
    awaited = {one["key"]: one for one in seen["awaited"]}
    assert awaited.keys() == {PHOTO, CARD}
    assert awaited[PHOTO]["until"] == "2026-03-20"
    assert awaited[CARD]["until"] is None
    assert awaited[PHOTO]["label"]["zh"] == "照片"
    assert [one["zh"] for one in awaited[PHOTO]["items"]] == ["残疾人证办理"]


def test_is_described(db):
    schemas = document()["components"]["schemas"]
    assert "awaited" in schemas["ApplicationView"]["properties"]
    assert schemas["OwnAwaited"]["description"]
