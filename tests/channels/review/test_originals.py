"""Originals opened from a case: who may, what is written down, and that nothing in a file can act."""

import hashlib
import io
from dataclasses import replace

import pytest
from django.test import Client
from PIL import Image

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.core.actors import Actor, Role
from onething.core.guidance.ports import FileKeeper
from onething.core.submission import GivenFile
from onething.kit.ports import port
from tests.adapters import zoo
from tests.areas.cases.world import APPLICANT, at, signed, submission
from tests.channels.review.staff import DAY, number_of, officer, text

pytestmark = pytest.mark.django_db
PHOTO = "applicant/photo"


def picture(color="white"):
    content = io.BytesIO()
    Image.new("RGB", (30, 20), color).save(content, "PNG")
    content.seek(0)
    return port(FileKeeper).keep(Actor.job("test"), content=content, name="照片.png")


def handed_in(file, **more):
    given = submission(**more)
    materials = tuple(replace(one, files=(file,)) if one.key == PHOTO else one for one in given.materials)
    return cases.submit(
        APPLICANT, submission=signed(replace(given, materials=materials)), key="o", now=at(DAY)
    )


@pytest.fixture
def federation():
    return officer("许知行", "disabled-federation", staff="2208")


def address(receipt, file, item="disability-certificate"):
    return f"/review/{number_of(receipt, item)}/originals/{file.hash}"


class TestAnOriginal:
    def test_is_linked_from_the_materials_and_shows_the_very_bytes(self, federation):
        file = picture()
        receipt = handed_in(file)
        where = address(receipt, file)
        assert f'href="{where}"' in text(federation.get(where.partition("originals")[0]))
        response = federation.get(where)
        content = b"".join(response.streaming_content)
        assert hashlib.sha256(content).hexdigest() == file.hash
        assert response["Content-Type"] == "image/png"

    def test_is_alone_in_a_sandbox_and_its_kind_is_fixed(self, federation):
        file = picture()
        response = federation.get(address(handed_in(file), file))
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("; sandbox")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("inline")

    @pytest.mark.parametrize("kind", ["ofd", "svg", "html"])
    def test_of_a_kind_that_no_browser_shows_is_saved(self, federation, kind):
        kept = picture()
        file = replace(kept, kind=kind, name=f"x.{kind}")
        response = federation.get(address(handed_in(file), file))
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")

    def test_of_a_phone_is_shown_as_a_copy_and_saved_as_it_was_sent(self, federation):
        sent = zoo.heic(turned=True)
        file = port(FileKeeper).keep(Actor.job("test"), content=io.BytesIO(sent), name="IMG.heic")
        where = address(handed_in(file), file)
        response = federation.get(where)
        assert response["Content-Type"] == "image/jpeg"
        assert "attachment" not in response.get("Content-Disposition", "")
        assert response["Content-Security-Policy"].endswith("; sandbox")
        with Image.open(io.BytesIO(response.content)) as shown:
            assert (shown.format, shown.size) == ("JPEG", (48, 64))
        assert f'href="{where}?original"' in text(federation.get(where.partition("originals")[0]))
        saved = federation.get(f"{where}?original")
        assert b"".join(saved.streaming_content) == sent
        assert saved["Content-Disposition"].startswith("attachment")

    def test_is_written_down_as_a_look_that_the_person_sees(self, federation):
        file = picture()
        federation.get(address(receipt := handed_in(file), file))
        entry = EntryRow.objects.filter(action="people:looked").latest("pk")
        assert entry.detail["fields"] == [PHOTO]
        assert entry.detail["purpose"] == "办理“残疾人证办理”，看原件"
        assert (entry.case, entry.actor_name) == (number_of(receipt, "disability-certificate"), "许知行")

    def test_of_another_case_of_the_application_is_not_there(self, federation):
        file = picture()
        receipt = handed_in(file)
        other = next(one.number for one in receipt.cases if one.item == "pension-enrolment")
        human = officer("何佩仪", "human-resources", staff="2604")
        before = EntryRow.objects.count()
        response = human.get(f"/review/{other}/originals/{file.hash}")
        assert response.status_code == 404
        assert "没有这份原件" in text(response)
        assert EntryRow.objects.count() == before

    def test_is_unknown_to_another_department_and_closed_to_other_roles(self, federation):
        file = picture()
        where = address(handed_in(file), file)
        assert officer("何佩仪", "human-resources", staff="2604").get(where).status_code == 404
        assert officer("林晓", "data-services", Role.CLERK, staff="0716").get(where).status_code == 403
        assert Client().get(where)["Location"].startswith("/sign-in")

    def test_that_is_gone_from_the_store_says_so_and_is_no_look(self, federation):
        file = GivenFile("cd" * 32, "x.png", "png", 10)
        where = address(handed_in(file), file)
        before = EntryRow.objects.filter(action="people:looked").count()
        assert federation.get(where).status_code == 404
        assert EntryRow.objects.filter(action="people:looked").count() == before

    @pytest.mark.parametrize("hash_", ["x", "..", "0" * 64])
    def test_that_nobody_gave_is_not_found(self, federation, hash_):
        receipt = handed_in(picture())
        assert federation.get(address(receipt, GivenFile(hash_, "", "", 0))).status_code == 404

    def test_may_be_the_scan_of_a_paper_signature(self, federation):
        file, scan = picture(), picture("red")
        given = submission()
        given = signed(replace(given, signature=replace(given.signature, method="paper", scan=scan)))
        receipt = cases.submit(APPLICANT, submission=given, key="p", now=at(DAY))
        where = address(receipt, scan)
        assert "签名页" in text(federation.get(where.partition("originals")[0]))
        assert federation.get(where).status_code == 200
        assert file.hash != scan.hash
