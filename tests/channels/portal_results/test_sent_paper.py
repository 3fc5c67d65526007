"""All that was sent as one paper: whole, and in one language."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.people import api as people
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.ports import FrozenScenes
from onething.core.people import Document, DocumentKind
from onething.core.submission import Consent, Delivery, Person, Representative
from onething.kit.ports import bound, now, today
from tests.areas.cases.world import APPLICANT, CLERK, FEDERATION, LI, city, signed, submission
from tests.channels.portal_follow.conftest import CHEN

pytestmark = pytest.mark.django_db
FILE = "证件照 正面.jpg"


@pytest.fixture
def handed_in():
    """By an agent, with a consent, to be posted."""
    authority = people.give_authority(
        APPLICANT,
        representative=Document.of(DocumentKind.CITIZEN_NUMBER, CHEN),
        representative_name="陈思敏",
        scenes=["disabled-services"],
        from_on=today(),
        to_on=today() + timedelta(days=30),
        now=now(),
    )
    agent = Representative(
        Person("陈思敏", "citizen_number", CHEN),
        "agent",
        str(authority.id),
        today(),
        today() + timedelta(days=29),
    )
    whole = submission(representative=agent, on=today())
    materials = tuple(
        replace(one, files=tuple(replace(file, name=FILE) for file in one.files)) for one in whole.materials
    )
    share = next(one for one in city().shares.values() if one.grants and one.fields)
    consent = Consent(share.id, share.fields[:1], share.grants[0].purpose.zh, now())
    delivery = Delivery("post", "黎国安", "13900001111", "南城街道示例路 1 号")
    given = signed(replace(whole, materials=materials, consents=(consent,), delivery=delivery))
    person = Actor("user:agent", "陈思敏", frozenset({Role.CITIZEN}), person_id=CHEN)
    return given, share, cases.submit(person, submission=given, key="agent", now=now())


def paper(client, number, language="zh-hans"):
    client.cookies["language"] = language
    response = client.get(f"/applications/{number}/sent.pdf")
    assert response.status_code == 200
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    return re.sub(r"[\s\u200b]", "", text)


class TestAllThatWasSent:
    def test_holds_everything_that_was_signed(self, li, handed_in):
        given, share, receipt = handed_in
        text = paper(li, receipt.number)
        scene = city().scenes[given.scene]
        question = next(one for one in scene.questions if one.id in given.answers)
        for words in (
            question.text.zh,
            f"申请人{given.applicant.name}",
            LI,
            "代办人",
            "陈思敏",
            CHEN,
            FILE,
            share.label.zh,
            given.consents[0].purpose,
            "邮寄",
            "南城街道示例路1号",
            "13900001111",
            f"签名人{given.signature.signer}",
            "登录后在网上确认",
            given.signature.sheet_hash,
        ):
            assert re.sub(r"\s", "", words) in text, words
        for one in given.values:
            assert re.sub(r"\s", "", city().elements[one.key.partition("/")[2]].label.zh) in text
        for one in given.materials:
            assert re.sub(r"\s", "", city().materials[one.key.partition("/")[2]].label.zh) in text
        assert "各办理部门" not in text
        assert not re.search(r"[a-z-]+/[a-z]|share:|None", text)

    def test_holds_the_answers_to_questions_that_an_item_brings(self, li, handed_in):
        given, _share, receipt = handed_in
        scene = city().scenes[given.scene]
        first, *others = scene.items
        asks = replace(first, item=replace(first.item, questions=scene.questions))
        asking = replace(scene, questions=(), items=(asks, *others))

        class Scenes:
            def scene(self, scene, hash_):
                return city(), asking

        with bound(FrozenScenes, Scenes()):
            text = paper(li, receipt.number)
        question = next(one for one in scene.questions if one.id in given.answers)
        assert re.sub(r"\s", "", question.text.zh) in text

    def test_is_english_for_whoever_reads_english(self, li, handed_in):
        given, _share, receipt = handed_in
        text = paper(li, receipt.number, "en")
        for words in (
            "allthatwassent",
            "Signedby",
            "Representative",
            "Whatmaybelookedup",
            "Bypost",
            "governs",
        ):
            assert words in text, words
        entered = [FILE, given.applicant.name, "陈思敏", "南城街道示例路1号", "南城街道", "示例", "虚构数据"]
        for words in entered:
            text = text.replace(re.sub(r"\s", "", words), "")
        assert re.findall(r"[\u4e00-\u9fff]+", text) == []

    def test_is_there_with_the_other_papers_as_long_as_the_authority_holds(self, li, chen, handed_in):
        receipt = handed_in[2]
        papers = (
            f"/applications/{receipt.number}/sent.pdf",
            f"/receipts/{receipt.number}/code.svg",
            f"/receipts/{receipt.number}/paper.pdf",
            f"/documents/{receipt.document}.pdf",
        )
        for path in papers:
            assert chen.get(path).status_code == li.get(path).status_code == 200, path
        authority = people.list_authorities(APPLICANT)[0]
        people.revoke_authority(APPLICANT, authority_id=authority.id, now=now())
        for path in papers:
            assert (chen.get(path).status_code, li.get(path).status_code) == (404, 200), path


def test_what_was_signed_is_no_business_of_offices_and_windows(handed_in):
    for actor in (FEDERATION, CLERK):
        with pytest.raises(PermissionMissing):
            cases.get_submission(actor, application=handed_in[2].number)
