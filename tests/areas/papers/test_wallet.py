"""Whose wallet shows a licence: the holder's, and for a child without a number yet, that of whoever keeps it."""

import pytest

from onething.areas.licences import api as licences
from tests.areas.cases.world import APPLICANT, FEDERATION, LI, STRANGER, at


@pytest.fixture
def of_a_child():
    return licences.make(
        FEDERATION,
        licence="birth-certificate",
        holder=f"{LI}/newborn[1]",
        holder_name="李新生",
        fields={},
        department="disabled-federation",
        case="A1-1",
        now=at("2026-03-05"),
    )


class TestTheWallet:
    def test_of_a_parent_shows_the_licence_of_a_child_without_a_number(self, of_a_child):
        assert [one.identifier for one in licences.list_own(APPLICANT)] == [of_a_child.identifier]
        assert licences.get_own(APPLICANT, identifier=of_a_child.identifier).holder_name == "李新生"

    def test_of_somebody_else_does_not(self, of_a_child):
        assert licences.list_own(STRANGER) == []
        with pytest.raises(licences.LicenceNotFound):
            licences.get_own(STRANGER, identifier=of_a_child.identifier)
