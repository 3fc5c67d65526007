"""The checklist to take along: what the guide said, on paper, with a code that brings the answers back and names nobody."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.guidance.models import ListRow
from onething.areas.offices import api as offices
from onething.core.actors import Actor
from onething.kit.ports import now
from tests.channels.portal_apply.conftest import ADMIN

SCENE = "/matters/disabled-services/"
JOB = Actor.job("tidy")


def words(content: bytes) -> str:
    """Return the text of a paper without the blanks that its lines put in."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def printed(visitor):
    offices.load_offices(ADMIN, package=catalogue.current(ADMIN))
    visitor.post("/topics/family/disabled-services/first")
    return visitor.get(f"{visitor.post(f'{SCENE}list').headers['Location']}/paper.pdf")


class TestTheChecklist:
    def test_is_one_sheet_that_says_what_to_bring_and_where_to_go(self, printed):
        assert printed["Content-Type"] == "application/pdf"
        assert printed["Cache-Control"] == "private, no-store"
        assert len(PdfReader(io.BytesIO(printed.content)).pages) == 1
        text = words(printed.content)
        for said in ("残疾人服务一件事", "要带的材料", "残疾人证办理", "您有残疾人证吗", "在哪里办", "扫码"):
            assert said in text, said

    def test_prints_the_address_of_its_code_for_who_has_no_camera(self, printed):
        assert f"/lists/{ListRow.objects.get().code}" in words(printed.content).replace("\u200b", "")

    def test_says_what_the_guide_says(self, visitor, printed):
        guide = visitor.get(SCENE).context["guide"]
        text = words(printed.content)
        assert guide.needed
        for one in guide.needed:
            assert "".join(one.name.split()) in text, one.name
        for one in guide.items:
            assert "".join(one.name.split()) in text, one.name

    def test_speaks_english_to_who_reads_it(self, visitor, printed):
        visitor.cookies["language"] = "en"
        code = ListRow.objects.get().code
        assert "Whattobring" in words(visitor.get(f"/lists/{code}/paper.pdf").content)

    def test_code_brings_the_answers_to_another_device(self, printed):
        code = ListRow.objects.get().code
        kiosk = Client()
        page = kiosk.get(f"/lists/{code}")
        assert page.status_code == 200
        assert page["Cache-Control"] == "private, no-store"
        assert kiosk.post(f"/lists/{code}").headers["Location"] == SCENE
        shown = kiosk.get(SCENE).content.decode()
        assert "?change=certified" in shown
        assert "?change=household" in shown

    def test_code_holds_thirty_days_and_is_then_gone(self, visitor, printed):
        row = ListRow.objects.get()
        assert (row.ends_at - row.made_at) > timedelta(days=30)
        ListRow.objects.update(ends_at=now())
        answer = visitor.get(f"/lists/{row.code}")
        assert answer.status_code == 404
        assert "再答一次" in answer.content.decode()
        assert visitor.post(f"/lists/{row.code}").status_code == 404
        guidance.delete_expired(JOB, now=now())
        assert not ListRow.objects.exists()

    def test_keeps_answers_and_nobody(self, printed):
        row = ListRow.objects.get()
        assert row.content["answers"] == {"certified": "none", "household": "dongguan"}
        assert sorted(row.content) == ["answers", "bearers", "dropped", "insisted"]

    def test_of_an_unknown_code_is_a_404(self, visitor):
        assert visitor.get("/lists/nothing").status_code == 404
        assert visitor.get("/lists/nothing/paper.pdf").status_code == 404
