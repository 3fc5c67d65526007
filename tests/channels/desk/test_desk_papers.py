"""Originals at the window: laid beside form and register, passed, doubted, told about once."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.channels.desk.papers import known_of
from onething.core.actors import Role
from onething.core.errors import NotAllowed
from onething.core.guidance import Looked, papers_of
from onething.core.source import Text
from onething.kit.ports import now
from tests.channels.desk.window import begun, hand_in, ready, staff
from tests.channels.portal_apply.applying import draft_of, fill, page, photo


def paper_of(desk, draft):
    """Return the first paper of which there is an original."""
    papers = guidance.list_papers(desk.actor, draft_id=draft.id, now=now())
    return next(one for one in papers if one.material.on_paper and one.compared)


def judge(desk, draft, paper, act="pass", **given):
    return desk.post(
        f"/desk/drafts/{draft.id}/papers", {"act": act, "line": paper.material.line, "copies": "1", **given}
    )


NAME = "applicant/person.name"


class TestPapers:
    def test_of_a_draft_are_shown_at_the_window_not_as_to_a_citizen(self, desk):
        draft = ready(desk)
        assert desk.get(page(desk, draft, "papers")).url == f"/desk/drafts/{draft.id}/papers"

    def test_lay_the_form_beside_what_a_register_said(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        draft = draft_of(desk)
        said = {"person.birth_date": "1968-08-21"}
        looked = Looked("household-register", "applicant", 0, "answered", tuple(said), said)
        package = catalogue.current(desk.actor)
        papers = papers_of(replace(draft.draft, looked=(looked,)), draft.fields, draft.materials, package)
        compared = {one.key: one for paper in papers for one in paper.compared}
        born, name = compared["applicant/person.birth_date"], compared[NAME]
        assert (born.form.zh, born.register.zh) == ("1968 年 8 月 12 日", "1968 年 8 月 21 日")
        assert born.source == package.shares["household-register"].label
        assert (name.form.zh, name.register.zh) == ("黎国安", "")
        assert "1968 年 8 月 12 日" in desk.get(f"/desk/drafts/{draft.id}/papers").content.decode()

    @pytest.mark.parametrize(
        ("outcome", "said"),
        [
            ("down", "系统连不上"),
            ("slow", "没有及时回复"),
            ("unreadable", "返回的内容读不懂"),
            ("not_found", "没有查到记录"),
            ("answered", "没有查到记录"),
            (None, "未共享"),
        ],
    )
    def test_say_why_a_register_said_nothing_as_the_office_reads_it(self, desk, outcome, said):
        draft = ready(desk)
        looked = Looked("household-register", "applicant", 0, outcome, ("person.birth_date",))
        view = replace(draft, draft=replace(draft.draft, looked=(looked,) if outcome else ()))
        paper = paper_of(desk, draft)
        one = next(one for one in paper.compared if one.key == "applicant/person.birth_date")
        assert known_of(view, paper, replace(one, register=Text(""))).zh == said

    def test_name_a_source_that_was_away_without_asking_the_person_for_it(self, desk):
        looked = [
            Looked("marriage-register", "applicant", 0, "unreadable", ()),
            Looked("household-register", "applicant", 0, "not_found", ()),
        ]
        (said,) = guidance.unanswered(desk.actor, looked=looked)
        assert said.zh == "婚姻登记信息：返回的内容读不懂"
        assert "自己填写" not in said.zh

    def test_go_on_to_the_next_that_is_not_seen_yet(self, desk):
        draft = ready(desk)
        waiting = [
            one.material.line
            for one in guidance.list_papers(desk.actor, draft_id=draft.id, now=now())
            if one.state == "given"
        ]
        response = judge(desk, draft, paper_of(desk, draft))
        assert response.status_code == 302
        followed = desk.get(response.url).content.decode()
        assert f'name="line" value="{waiting[1]}"' in followed

    def test_that_are_not_there_are_named_when_the_clerk_wants_to_go_on(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        response = desk.post(f"/desk/drafts/{draft.id}/papers", {"act": "go"})
        assert response.status_code == 422
        assert "缺“身份证”" in response.content.decode()

    def test_are_scanned_turned_and_taken_out_again(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        where, line = f"/desk/drafts/{draft.id}/papers", paper_of(desk, draft).material.line
        assert desk.post(where, {"act": "scan", "line": line, "file": photo("card.jpg")}).status_code == 302
        (first,) = draft_of(desk).draft.files[line]
        assert desk.post(where, {"act": "turn", "line": line, "hash": first.hash}).status_code == 302
        (turned,) = draft_of(desk).draft.files[line]
        assert turned.hash != first.hash
        assert desk.post(where, {"act": "remove", "line": line, "hash": turned.hash}).status_code == 302
        assert not draft_of(desk).draft.files.get(line)
        assert desk.post(where, {"act": "scan", "line": line}).status_code == 422
        bad = SimpleUploadedFile("bad.png", b"no picture at all", content_type="image/png")
        answer = desk.post(where, {"act": "scan", "line": line, "file": [photo("good.jpg"), bad]})
        assert answer.status_code == 422
        assert [one.name for one in answer.context["one"].material.files] == ["good.jpg"]
        assert line not in {one.line for one in answer.context["view"].open_materials}
        desk.post(where, {"act": "remove", "line": line, "hash": draft_of(desk).draft.files[line][0].hash})
        assert desk.post(where, {"act": "way", "line": line, "way": "paper"}).status_code == 302
        assert draft_of(desk).draft.ways[line].way == "paper"

    def test_give_one_sheet_with_everything_that_is_to_be_put_right(self, desk):
        draft = ready(desk)
        judge(desk, draft, paper_of(desk, draft), "doubt", **{f"says:{NAME}": "黎国桉"})
        paper = desk.get(f"/desk/drafts/{draft.id}/telling.pdf")
        text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
        text = "".join(text.split())
        assert "一次性告知单" in text
        assert "黎国桉" in text


class TestOriginals:
    def test_are_kept_with_who_saw_them_and_the_copies_taken(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, copies="2")
        response = hand_in(desk, draft)
        kept = json.loads(ApplicationRow.objects.get(number=response.url.split("/")[-2]).submission)
        (seen,) = kept["originals"]
        assert (seen["key"], seen["copies"], seen["by"], seen["name"]) == (
            paper.material.key,
            2,
            desk.actor.id,
            "林晓",
        )
        auditor = staff("谭明", "9001", Role.AUDITOR, "data-services").actor
        told = [one for one in audit.list_entries(auditor) if one.action == "guidance:originals_seen"]
        assert [(one.actor, one.detail["copies"]) for one in told] == [
            (desk.actor.id, {paper.material.line: 2})
        ]

    def test_are_shown_to_the_office_that_decides_without_the_clerk(self, desk):
        draft = ready(desk)
        for one in draft.materials:
            if one.on_paper:
                see(desk, draft_of(desk), one.line, copies=2)
        number = hand_in(desk, draft_of(desk)).url.split("/")[-2]
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        view = cases.case_view(reviewer.actor, case=f"{number}-1", now=now())
        assert view.materials
        assert all(one.seen.copies == 2 for one in view.materials if one.given.files)
        shown = reviewer.get(f"/review/{number}-1/").content.decode()
        assert "原件看过，复印件 2 份" in shown
        assert "林晓" not in shown

    def test_that_say_another_thing_are_told_to_the_person_and_to_the_office(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, "doubt", **{f"says:{NAME}": " 黎国桉 "})
        (told,) = paper_of(desk, draft).told
        assert "是“黎国桉”，申请表写的是“黎国安”" in told.what
        number = hand_in(desk, draft_of(desk)).url.split("/")[-2]
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        assert "窗口看到：原件上姓名是“黎国桉”" in reviewer.get(f"/review/{number}-1/").content.decode()

    def test_with_a_standard_phrase_are_in_doubt_until_it_is_taken_back(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, phrase="expired")
        assert (paper_of(desk, draft).state, paper_of(desk, draft).told[0].fix) == (
            "doubt",
            "提供在有效期内的“身份证”",
        )
        judge(desk, draft, paper, "forget")
        assert paper_of(desk, draft).state == "given"

    def test_that_say_what_the_form_says_are_no_doubt(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, **{f"says:{NAME}": "黎国安"})
        assert paper_of(desk, draft).state == "seen"

    def test_without_anything_wrong_are_no_reason_to_tell_something(self, desk):
        draft = ready(desk)
        response = judge(desk, draft, paper_of(desk, draft), "doubt", **{f"says:{NAME}": "黎国安"})
        assert response.status_code == 422
        assert paper_of(desk, draft).state == "given"
        assert "选一句标准用语" in response.content.decode()

    def test_with_a_number_of_copies_that_is_none_keep_what_was_typed(self, desk):
        draft = ready(desk)
        response = judge(
            desk,
            draft,
            paper_of(desk, draft),
            copies="viele",
            **{f"says:{NAME}": "黎国桉", "phrase": "expired"},
        )
        shown = response.content.decode()
        assert response.status_code == 422
        assert "viele" in shown
        assert "黎国桉" in shown

    def test_leave_the_signed_hash_as_it_was(self, desk):
        draft = ready(desk)
        before = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        see(desk, draft, paper_of(desk, draft).material.line)
        after = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        assert after.submission.originals
        assert after.hash == before.hash
        assert after.submission.content_hash() == before.submission.content_hash()

    @pytest.mark.parametrize(
        "wrong", [{"line": "nothing"}, {"copies": 100}, {"phrase": "missing-page"}, {"says": {"x": "y"}}]
    )
    def test_are_seen_only_where_there_is_such_a_paper(self, desk, wrong):
        draft = ready(desk)
        given = {"line": paper_of(desk, draft).material.line, "copies": 1, **wrong}
        with pytest.raises(guidance.LineUnknown):
            guidance.see_original(desk.actor, draft_id=draft.id, version=draft.version, now=now(), **given)

    def test_are_seen_by_clerks_only(self, desk):
        draft = ready(desk)
        given = {"draft_id": draft.id, "now": now()}
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation").actor
        with pytest.raises(NotAllowed):
            guidance.list_papers(reviewer, **given)
        with pytest.raises(NotAllowed):
            guidance.see_original(reviewer, version=draft.version, line="x", copies=0, **given)
        with pytest.raises(NotAllowed):
            guidance.forget_original(reviewer, version=draft.version, line="x", **given)
        with pytest.raises(NotAllowed):
            guidance.list_unanswered(reviewer, number="20260305441900P003000001G", now=now())


def see(desk, draft, line, copies=1):
    return guidance.see_original(
        desk.actor, draft_id=draft.id, version=draft.version, line=line, copies=copies, now=now()
    )
