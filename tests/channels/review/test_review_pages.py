"""An office at work in the browser's own terms: pages, forms, refusals."""

from dataclasses import replace

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.actors import Actor, Role
from onething.core.cases.phrases import point
from onething.core.source import Text
from onething.core.submission import SeenOriginal, SharedAnswer
from onething.kit.ports import new_id
from tests.areas.cases.world import APPLICANT, CITY_CODE, CIVIL, at, signed, submission
from tests.channels.review.staff import (
    DAY,
    accept,
    act,
    countersign,
    draft,
    number_of,
    officer,
    status,
    text,
    to_decision,
)

pytestmark = pytest.mark.django_db
ALLOWANCE = "hardship-allowance"


@pytest.fixture
def receipt(house):
    return cases.submit(APPLICANT, submission=submission(), key="one", now=at(DAY))


@pytest.fixture
def federation(receipt):
    return officer("许知行", "disabled-federation", staff="2208")


@pytest.fixture
def certificate(receipt):
    return number_of(receipt, "disability-certificate")


class TestInbox:
    def test_shows_only_cases_of_the_own_department(self, federation, receipt):
        page = federation.get("/review/")
        shown = {line.line.number for group in page.context["groups"] for line in group.lines}
        own = set(CaseRow.objects.filter(department="disabled-federation").values_list("number", flat=True))
        assert shown == own
        assert shown
        assert len(shown) < len(receipt.cases)

    def test_groups_by_due_day_with_a_light_in_words(self, federation, clock):
        clock.moment = at("2026-03-11", 9)
        page = text(federation.get("/review/"))
        assert "light--" in page
        assert "剩" in page or "逾期" in page or "今天" in page

    def test_finds_by_name_and_says_so_when_nothing_fits(self, federation):
        assert "黎国安" in text(federation.get("/review/?q=黎国"))
        assert "没有符合的件" in text(federation.get("/review/?q=王五"))

    def test_is_empty_with_a_sentence(self):
        page = text(officer("方可", "civil-affairs", staff="2301").get("/review/"))
        assert "现在没有要办的件" in page

    def test_shows_one_kind_only_and_what_has_ended(self, federation, certificate):
        def numbers(state):
            groups = federation.get(f"/review/?state={state}").context["groups"]
            return {one.line.number for group in groups for one in group.lines}

        assert certificate in numbers("check")
        assert certificate not in numbers("review")
        accept(federation, certificate)
        assert certificate in numbers("review")
        act(federation, certificate, "terminate", ground="death", reason="注销", sure="1")
        assert certificate in numbers("ended")
        assert certificate not in numbers("")
        assert "办结的" in text(federation.get("/review/?state=ended"))
        assert numbers("nonsense") == numbers("")

    def test_says_of_each_undecided_case_how_much_differs(self, federation, certificate):
        for differs, said in (("", "无异常"), ("a b", "2 处不同"), ("?", "")):
            CaseRow.objects.filter(number=certificate).update(differs=differs)
            page = federation.get("/review/")
            lines = {one.line.number: one for group in page.context["groups"] for one in group.lines}
            assert lines[certificate].to_judge == said
            assert said in text(page)

    def test_opens_each_number_above_into_its_list(self, federation, certificate):
        page = federation.get("/review/")
        assert page.context["counts"]["decided"] == 0
        for address in ("?due=1", "?late=1", "?state=decided"):
            assert f'href="/review/{address}"' in text(page)
        CaseRow.objects.filter(number=certificate).update(decided_on=at(DAY).date(), outcome="granted")
        page = federation.get("/review/?state=decided")
        assert [group.heading for group in page.context["groups"]] == ["今天决定的"]
        assert page.context["counts"]["decided"] == 1

    @pytest.mark.parametrize("role", [Role.CLERK, Role.HOTLINE, Role.AUDITOR, Role.ADMIN])
    def test_is_closed_to_other_roles(self, role, receipt):
        client = officer("别人", "data-services", role, staff="1")
        assert client.get("/review/").status_code == 403

    def test_sends_a_visitor_to_sign_in(self):
        assert Client().get("/review/")["Location"].startswith("/sign-in")

    def test_costs_the_same_number_of_queries_for_many_cases(
        self, federation, house, django_assert_max_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as few:
            federation.get("/review/")
        for index in range(4):
            cases.submit(
                APPLICANT,
                submission=submission(
                    answers={**submission().answers}, division=f"4419000{index:02d}000"[:12]
                ),
                key=f"many-{index}",
                now=at(f"2026-03-0{6 + index // 2}", 9 + index),
            )
        with django_assert_max_num_queries(len(few.captured_queries)):
            federation.get("/review/")


class TestCase:
    def test_shows_form_shared_data_materials_clock_and_history(self, federation, certificate):
        page = text(federation.get(f"/review/{certificate}/"))
        for part in ("三源对照", "材料", "审查意见", "经过", "承诺", "受理后起算"):
            assert part in page

    def test_is_unknown_to_another_department(self, receipt, certificate):
        other = officer("何佩仪", "human-resources", staff="2604")
        assert other.get(f"/review/{certificate}/").status_code == 404

    def test_hides_who_took_it_in(self, federation, receipt, certificate):
        clerk = Actor(
            "user:c", "林晓晓", frozenset({Role.CLERK}), department="data-services", division=CITY_CODE
        )
        row = CaseRow.objects.get(number=certificate).application
        row.intake_department, row.intake_division = "data-services", CITY_CODE
        row.save()
        cases.take_in(clerk, case=certificate, now=at(DAY, 11))
        page = text(federation.get(f"/review/{certificate}/"))
        assert "林晓晓" not in page

    def test_underlines_what_the_applicant_says_is_wrong(self, house):
        given = submission()
        first = next(one for one in given.values if one.source.startswith("share:"))
        values = tuple(replace(one, disputed="名字写错") if one is first else one for one in given.values)
        made = cases.submit(APPLICANT, submission=signed(replace(given, values=values)), key="d", now=at(DAY))
        asked = {one.number for one in made.cases}
        found = []
        for index, row in enumerate(CaseRow.objects.filter(number__in=asked)):
            page = officer("甲", row.department, staff=f"7{index}").get(
                f"/review/{row.number}/?show=different"
            )
            found += [row_ for row_ in page.context["cmp"].rows if row_.differs]
            if page.context["cmp"].rows:
                assert "<mark>" in text(page)
        assert {row.key for row in found} == {first.key}

    def answered(self, *, given, **answer):
        """Return the row of a field whose value the person typed, beside what a source said about it."""
        first = next(one for one in submission().values if one.key == "applicant/person.residence_address")
        said = SharedAnswer(first.key, "share:household-register", asked_at=at(DAY, 9), **answer)
        values = tuple(
            replace(one, value=given, source="typed") if one.key == first.key else one
            for one in submission().values
        )
        made = signed(replace(submission(), values=values, answered=(said,)))
        number = number_of(cases.submit(APPLICANT, submission=made, key="d", now=at(DAY)), ALLOWANCE)
        page = officer("方可", "civil-affairs", staff="2301").get(f"/review/{number}/")
        return page, next(row for row in page.context["cmp"].rows if row.key == first.key)

    def test_marks_where_the_form_differs_from_what_the_department_said(self, house):
        page, row = self.answered(
            given="示例路 27 号", outcome="answered", value="示例路 27 号之一", as_of=at("2026-03-01").date()
        )
        assert row.differs
        assert row.form == (("示例路 27 号", False),)
        assert row.shared == (("示例路 27 号", False), ("之一", True))
        assert row.note == "少“之一”"
        assert "户籍信息，3 月 5 日 周四 09:00 查，数据到 3 月 1 日 周日" in text(page)
        assert "<mark>之一</mark>" in text(page)

    def test_shows_how_such_cases_were_decided_before_and_lists_them(self, house):
        page, _ = self.answered(given="示例路 27 号", outcome="answered", value="示例路 27 号之一")
        assert "本单位还没有这样的先例" in text(page)
        number = page.context["view"].line.number
        row = CaseRow.objects.get(number=number)
        row.pk, row.number = new_id(), f"{number[:-1]}9"
        row.outcome, row.decided_on, row.is_open = "granted", at(DAY).date(), False
        row.save(force_insert=True)
        client = officer("何佩仪", "civil-affairs", staff="2302")
        page = client.get(f"/review/{number}/")
        link = f"/review/?like={number}&amp;outcome=granted"
        assert link in text(page)
        listed = client.get(link.replace("&amp;", "&")).context["groups"]
        assert [one.line.number for group in listed for one in group.lines] == [row.number]

    def test_lays_what_the_window_saw_on_the_original_beside_it(self, house):
        key = "applicant/person.residence_address"
        whole = submission()
        paper = next(one for one in whole.materials if "household-book" in one.key)
        seen = SeenOriginal(paper.key, 1, "user:clerk", "林晓", at(DAY, 9), says={key: "别的路 1 号"})
        made = signed(replace(whole, originals=(seen,)))
        number = number_of(cases.submit(APPLICANT, submission=made, key="o", now=at(DAY)), ALLOWANCE)
        page = officer("方可", "civil-affairs", staff="2301").get(f"/review/{number}/")
        row = next(one for one in page.context["cmp"].rows if one.key == key)
        assert row.differs
        assert "".join(text for text, _ in row.original) == "别的路 1 号"
        assert "窗口看到的原件" in text(page)

    def test_names_the_steps_in_the_history(self, federation, certificate):
        accept(federation, certificate)
        assert "进入“镇街残联初审”" in text(federation.get(f"/review/{certificate}/"))

    def test_says_that_a_department_was_asked_and_did_not_answer(self, house):
        page, row = self.answered(given="示例路 27 号", outcome="down")
        assert (row.state, row.differs) == ("silent", False)
        assert "系统连不上" in row.told
        assert "1 个没有答复" in text(page)

    def test_shows_a_value_taken_from_a_share_as_its_answer(self, federation, certificate):
        page = federation.get(f"/review/{certificate}/?show=all")
        given = {one.key for one in submission().values if one.source.startswith("share:")}
        taken = [row for row in page.context["cmp"].rows if row.key in given]
        assert "户籍信息" in {row.source for row in taken}
        assert {row.state for row in taken} == {"answered"}
        assert not any(row.differs for row in taken)

    def test_shows_first_what_must_be_judged_and_the_rest_on_demand(self, federation, certificate):
        page = federation.get(f"/review/{certificate}/")
        assert page.context["cmp"].shown == "key"
        assert all(row.is_key for row in page.context["cmp"].rows)
        whole = federation.get(f"/review/{certificate}/?show=all").context["cmp"]
        assert len(whole.rows) == whole.whole > whole.key

    def test_shows_two_reviewers_to_each_other(self, federation, certificate):
        federation.get(f"/review/{certificate}/")
        other = officer("黎国栋", "disabled-federation", Role.REVIEWER, Role.MANAGER, staff="2200")
        assert "许知行" in text(other.get(f"/review/{certificate}/"))
        answer = federation.post(f"/review/{certificate}/present")
        assert answer.json() == {"names": ["黎国栋"]}


class TestFindings:
    def material(self, client, number):
        return client.get(f"/review/{number}/").context["view"].materials[0].key

    def test_records_one_from_a_standard_phrase_and_takes_it_back(self, federation, certificate):
        key = self.material(federation, certificate)
        page = act(federation, certificate, "find", key=key, reason="unreadable")
        assert [one.reason for one in page.context["view"].found] == ["unreadable"]
        assert "看不清" in text(page)
        page = act(federation, certificate, "unfind", index=0)
        assert page.context["view"].found == ()

    def test_adds_to_what_was_found_before(self, federation, certificate):
        key = self.material(federation, certificate)
        act(federation, certificate, "find", key=key, reason="unreadable")
        page = act(federation, certificate, "find", key=key, reason="expired")
        assert [one.reason for one in page.context["view"].found] == ["unreadable", "expired"]

    def test_tells_nothing_before_the_officer_has_looked_through(self, federation, receipt, certificate):
        """Also where everybody else has looked already: two faults of one case stand in one notice."""
        for at_, row in enumerate(CaseRow.objects.exclude(number=certificate)):
            here = officer("方可", row.department, staff=f"90{at_:02}").account.to_actor()
            cases.mark_checked(here, case=row.number, now=at(DAY, 10))
        key = self.material(federation, certificate)
        act(federation, certificate, "find", key=key, reason="unreadable")
        page = act(federation, certificate, "find", key=key, reason="expired")
        assert CaseRow.objects.get(number=certificate).status == "submitted"
        assert page.context["main"].act == "found"
        page = act(federation, certificate, "found")
        assert CaseRow.objects.get(number=certificate).status == "to_supplement"
        assert [one.reason for one in page.context["view"].open] == ["unreadable", "expired"]

    def test_taken_back_leave_the_case_to_be_looked_through(self, federation, certificate):
        key = self.material(federation, certificate)
        act(federation, certificate, "find", key=key, reason="unreadable")
        page = act(federation, certificate, "unfind", index=0)
        assert not page.context["view"].line.checked

    def test_takes_own_words_and_asks_for_both_sentences(self, federation, certificate):
        key = self.material(federation, certificate)
        page = act(federation, certificate, "find", key=key, reason="own", what="照片不是一寸")
        assert page.status_code == 422
        assert "怎么补都要写" in text(page)
        page = act(
            federation, certificate, "find", key=key, reason="own", what="照片不是一寸", fix="换一寸照片"
        )
        assert page.context["view"].found[0].fix == "换一寸照片"

    def test_refuses_an_empty_form_with_a_sentence(self, federation, certificate):
        page = act(federation, certificate, "find")
        assert page.status_code == 422
        assert "选是哪个字段或哪份材料" in text(page)

    def test_says_what_others_found_and_when_the_notice_leaves(self, federation, receipt, certificate):
        other = number_of(receipt, ALLOWANCE)
        row = CaseRow.objects.get(number=other)
        who = officer("方可", row.department, staff="2301").account.to_actor()
        view = cases.case_view(who, case=other, now=at(DAY, 11))
        made = point(view.materials[0].key, "expired", Text("收入证明"))
        cases.record_findings(who, case=other, points=[made], now=at(DAY, 11))
        page = federation.get(f"/review/{certificate}/")
        assert "“收入证明”已超过有效期" in text(page)
        assert page.context["view"].notice.leaves_on is not None
        assert "补正告知书最迟" in text(page)

    def test_cannot_send_the_notice_while_others_still_look(self, federation, certificate):
        key = self.material(federation, certificate)
        act(federation, certificate, "find", key=key, reason="unreadable")
        page = act(federation, certificate, "send")
        assert page.status_code == 422
        assert CaseRow.objects.get(number=certificate).status == "submitted"

    def test_marks_a_case_without_fault(self, federation, certificate):
        act(federation, certificate, "checked")
        assert CaseRow.objects.get(number=certificate).checked


class TestActs:
    def test_accepts_with_the_main_act(self, federation, certificate):
        page = federation.get(f"/review/{certificate}/")
        assert page.context["main"].act == "accept"
        accept(federation, certificate)
        assert "strip" in text(federation.get(f"/review/{certificate}/"))

    def test_refuses_what_has_moved_since(self, federation, certificate):
        seen = federation.get(f"/review/{certificate}/").context["view"].sequence
        act(federation, certificate, "checked")
        page = act(federation, certificate, "accept", seen=seen)
        assert page.status_code == 409
        assert "又有了变化" in text(page)

    def test_of_another_department_are_not_found(self, certificate):
        other = officer("方可", CIVIL.department, staff="2301")
        assert act(other, certificate, "accept").status_code == 404


class TestDeciding:
    @pytest.mark.parametrize(
        ("lacking", "said"),
        [
            ("facts", "写明查到的事实"),
            ("article", "写明依据哪一条"),
            ("content", "写明准予什么"),
            ("remedy", "写明到哪里"),
            ("read", "还没读到底"),
        ],
    )
    def test_does_nothing_and_says_why_when_one_is_missing(self, federation, certificate, lacking, said):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        page = act(federation, certificate, "decide", **draft(page, **{lacking: ""}))
        assert page.status_code == 422
        assert said in text(page)
        assert CaseRow.objects.get(number=certificate).status == "in_review"

    def test_refusing_needs_a_reason(self, federation, colleague, certificate):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        answer = act(federation, certificate, "decide", **draft(page, outcome="refused"))
        assert "不准予的部分要写理由" in text(answer)
        act(federation, certificate, "decide", **draft(page, outcome="refused", reason="不符合第八条"))
        countersign(colleague, certificate)
        assert CaseRow.objects.get(number=certificate).status == "refused"

    def test_shows_the_letter_before_it_is_sealed(self, federation, certificate):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        letter = act(federation, certificate, "decide", **draft(page, content="准予发证，三级", look="1"))
        assert "准予发证，三级" in text(letter)
        assert "还没用印" in text(letter)
        assert 'src="data:image/png;base64,' in text(letter)
        assert CaseRow.objects.get(number=certificate).status == "in_review"

    def test_shows_of_a_refusal_no_grant(self, federation, certificate):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        refused = draft(page, outcome="refused", reason="不符合第八条", look="1")
        letter = act(federation, certificate, "decide", **refused)
        assert letter.context["words"].count("不符合第八条") == 1

    def test_keeps_what_was_typed_from_the_letter_back_to_the_case(self, federation, certificate):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        typed = draft(page, facts="另行查明：照片合格。", outcome="refused", reason="不符合第八条")
        letter = act(federation, certificate, "decide", **typed, look="1")
        assert 'name="case"' in text(letter)
        back = act(federation, certificate, "decide", **typed, case="1")
        assert back.templates[0].name == "review/case.html"
        form = back.context["decision"]
        assert {name: form[name].value() for name in ("facts", "outcome", "reason")} == {
            name: typed[name] for name in ("facts", "outcome", "reason")
        }
        assert form["seen"].value() == back.context["view"].sequence
        assert "另行查明：照片合格。" in text(back)
        assert status(certificate) == "in_review"

    def test_grants_and_goes_to_the_next_case(self, federation, certificate, house):
        accept(federation, certificate)
        page = to_decision(federation, certificate)
        answer = act(federation, certificate, "decide", **draft(page))
        assert CaseRow.objects.get(number=certificate).status == "granted", text(answer)
        assert "grant" in house.papers.kinds()

    def test_there_is_no_bulk_approval(self, federation, certificate):
        page = text(federation.get("/review/"))
        assert 'method="post"' not in page.replace('method="post" action="/display"', "")
