"""An annotated copy says across its page for whom, for what and until when; it is verified, and ends."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.adapters.printing import GlyphMissing
from onething.areas.licences import api as licences
from onething.areas.licences.models import CopyRow, LicenceRow
from onething.areas.licences.services.lending import GrantIncomplete
from onething.core.actors import Actor, PermissionMissing
from onething.core.licences import CopyEnded, LicenceNotValid
from onething.core.ports import Clock
from onething.kit.ports import bound
from tests.areas.cases.world import APPLICANT, CIVIL, STRANGER, at

VISITOR = Actor.visitor()
ADDRESS = "http://127.0.0.1"


class StillClock:
    def __init__(self, day):
        self.day = day

    def now(self):
        return at(self.day)


@pytest.fixture(autouse=True)
def clock():
    with bound(Clock, made := StillClock("2026-03-10")):
        yield made


def make(card, actor=APPLICANT, **more):
    given = {"receiver": "东莞市公交公司", "purpose": "办理公交优待卡", "until": date(2026, 3, 31)}
    return licences.make_copy(actor, identifier=card.identifier, now=at("2026-03-10"), **{**given, **more})


def words(code):
    content = licences.copy_pdf(VISITOR, code=code, address=ADDRESS)
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


class TestACopy:
    def test_says_for_whom_for_what_and_until_when(self, card):
        said = words(make(card))
        for part in ("东莞市公交公司", "办理公交优待卡", "2026年3月31日", "残疾等级", "一级"):
            assert part in said, part

    def test_that_could_not_be_printed_is_not_made(self, card):
        with pytest.raises(GlyphMissing):
            make(card, receiver="\U00030edd公司")
        assert not CopyRow.objects.exists()

    def test_shows_only_the_fields_that_were_chosen(self, card):
        said = words(make(card, fields=["disability.kind"]))
        assert "残疾类别" in said
        assert "残疾等级" not in said

    def test_is_verified_by_its_code_with_the_state_of_the_licence_now(self, card):
        code = make(card)
        seen = licences.verify_copy(VISITOR, code=code)
        assert (seen.receiver, seen.ended, seen.intact) == ("东莞市公交公司", False, True)
        CopyRow.objects.update(purpose="别的用途")
        assert not licences.verify_copy(VISITOR, code=code).intact

    def test_is_refused_after_its_last_day(self, card, clock):
        code = make(card)
        clock.day = "2026-04-01"
        with pytest.raises(CopyEnded):
            licences.copy_pdf(VISITOR, code=code, address=ADDRESS)
        assert licences.verify_copy(VISITOR, code=code).ended

    def test_is_refused_when_the_licence_does_not_hold_any_more(self, card):
        code = make(card)
        LicenceRow.objects.update(state="suspended")
        with pytest.raises(LicenceNotValid):
            licences.copy_pdf(VISITOR, code=code, address=ADDRESS)
        with pytest.raises(LicenceNotValid):
            make(card)

    def test_with_an_unknown_code_is_none(self):
        with pytest.raises(licences.LicenceNotFound):
            licences.copy_pdf(VISITOR, code="nonsense", address=ADDRESS)


class TestWhoMakesIt:
    def test_is_the_holder(self, card):
        with pytest.raises(licences.LicenceNotFound):
            make(card, STRANGER)
        with pytest.raises(PermissionMissing):
            make(card, CIVIL)

    @pytest.mark.parametrize("wrong", [{"receiver": " "}, {"purpose": ""}, {"until": date(2026, 3, 9)}])
    def test_says_everything(self, card, wrong):
        with pytest.raises(GrantIncomplete):
            make(card, **wrong)

    def test_has_them_in_a_list(self, card):
        make(card)
        assert [one.receiver for one in licences.list_copies(APPLICANT, identifier=card.identifier)] == [
            "东莞市公交公司"
        ]
