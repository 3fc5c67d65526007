"""Every act of an office through its pages: what it needs, what it leaves behind, who may not do it."""

from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, NoticeRow
from onething.areas.offices import api as offices
from onething.core.actors import Role
from onething.core.cases.phrases import PHRASES
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, NIGHT, at, city, submission
from tests.channels.review.staff import (
    ADMIN,
    DAY,
    FEDERATION,
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
DECISIONS = ("grant", "partial_grant", "refusal")


def row(number):
    return CaseRow.objects.get(number=number)


class TestPausing:
    PAUSE = {"ground": "appraisal", "told_days": 7, "document": "残特〔2026〕0031 号"}

    def test_stops_the_clock_and_its_days_do_not_count(self, federation, accepted, clock, house):
        before = row(accepted).statutory_on
        assert "3 月 5 日 周四 受理，当天不算，还剩 15 个工作日。" in text(
            federation.get(f"/review/{accepted}/")
        )
        act(federation, accepted, "pause", **self.PAUSE)
        assert status(accepted) == "paused"
        assert house.papers.kinds()[-1] == "special_procedure"
        page = federation.get(f"/review/{accepted}/")
        assert page.context["lamp"].kind == "hold"
        assert page.context["view"].paused == ("appraisal",)
        clock.moment = at("2026-03-12", 11)
        act(federation, accepted, "resume", ground="appraisal")
        assert status(accepted) == "in_review"
        assert row(accepted).statutory_on > before
        clock.moment = at("2026-03-17", 11)
        page = federation.get(f"/review/{accepted}/")
        assert [cell.sign for cell in page.context["cells"]].count("停") >= 5
        assert "今天是第" in text(page)
        assert (
            "3 月 5 日 周四 至 3 月 12 日 周四 鉴定停表，不计入（残特〔2026〕0031 号，告知 7 天）。"
            in text(page)
        )

    @pytest.mark.parametrize(
        ("lacking", "said"),
        [("ground", "选停表的事由"), ("told_days", "写明要多少天"), ("document", "停表要书面告知")],
    )
    def test_says_what_is_missing_and_keeps_the_rest(self, federation, accepted, lacking, said):
        page = act(federation, accepted, "pause", **{**self.PAUSE, lacking: ""})
        assert page.status_code == 422
        assert said in text(page)
        assert status(accepted) == "in_review"
        kept = next(value for name, value in self.PAUSE.items() if name != lacking)
        assert str(kept) in text(page)

    def test_of_the_same_ground_twice_comes_back_to_the_form(self, federation, accepted):
        act(federation, accepted, "pause", **self.PAUSE)
        page = act(federation, accepted, "pause", **self.PAUSE)
        assert page.status_code == 422
        assert status(accepted) == "paused"

    def test_is_not_offered_where_the_law_knows_no_ground(self, receipt):
        human = officer("何佩仪", "human-resources", staff="2604")
        other = number_of(receipt, "pension-enrolment")
        accept(human, other)
        page = human.get(f"/review/{other}/")
        assert {"pause", "ask-extension"}.isdisjoint({one.name for one, _ in page.context["acts"]})


class TestMoreTime:
    ASK = {"days": 5, "reason": "要补查病历"}

    def ask(self, federation, boss, number):
        act(federation, number, "ask-extension", **self.ASK)
        page = boss.get("/review/asked")
        (question,) = [one for one, _ in page.context["lines"]]
        return question, page

    def test_is_asked_by_the_officer_and_lies_with_the_manager(self, federation, boss, accepted):
        assert "没有等您批的延期" in text(boss.get("/review/asked"))
        before = row(accepted).statutory_on
        _, page = self.ask(federation, boss, accepted)
        for part in ("许知行", "要延 5 个工作日", "要补查病历", accepted):
            assert part in text(page)
        assert "报延期 1 件" in text(boss.get("/review/"))
        assert "报延期 1 件" not in text(federation.get("/review/"))
        assert row(accepted).statutory_on == before

    def test_is_granted_after_it_was_read_once_more(self, federation, boss, accepted, house):
        question, _ = self.ask(federation, boss, accepted)
        before = row(accepted).statutory_on
        where = f"/review/asked/{question.id}"
        seen = boss.get(where).context["view"].sequence
        page = boss.post(where, {"granted": "yes", "seen": seen})
        assert "再看一遍" in text(page)
        assert "批准后的最后一天" in text(page)
        assert row(accepted).statutory_on == before
        page = boss.post(where, {"granted": "yes", "seen": seen, "sure": "1"}, follow=True)
        assert "已批准延期" in text(page)
        assert row(accepted).statutory_on > before
        assert house.papers.kinds()[-1] == "extension"
        assert boss.get(where).status_code == 404

    def test_is_refused_with_a_reason_that_stands_in_the_history(self, federation, boss, accepted):
        question, _ = self.ask(federation, boss, accepted)
        where = f"/review/asked/{question.id}"
        page = boss.post(where, {"granted": "no", "sure": "1"})
        assert page.status_code == 422
        assert "不批要写理由" in text(page)
        boss.post(where, {"granted": "no", "reason": "材料已齐", "sure": "1"})
        assert "不同意延期：材料已齐" in text(federation.get(f"/review/{accepted}/"))

    def test_can_be_changed_before_it_counts(self, federation, boss, accepted):
        question, _ = self.ask(federation, boss, accepted)
        page = boss.post(f"/review/asked/{question.id}", {"granted": "no", "reason": "再想想", "back": "1"})
        assert "再想想" in text(page)
        assert "再看一遍" not in text(page)

    def test_is_no_fact_of_the_decision(self, federation, boss, accepted):
        question, _ = self.ask(federation, boss, accepted)
        boss.post(f"/review/asked/{question.id}", {"granted": "no", "reason": "材料已齐", "sure": "1"})
        act(federation, accepted, "opinion", text="现场看过，属实", favourable="yes")
        facts = to_decision(federation, accepted).context["decision"].initial["facts"]
        assert facts.endswith("现场看过，属实")
        assert "延期" not in facts

    def test_asked_twice_says_so(self, federation, boss, accepted):
        self.ask(federation, boss, accepted)
        page = act(federation, accepted, "ask-extension", **self.ASK)
        assert page.status_code == 409
        assert "已经报过延期" in text(page)

    def test_beyond_the_law_comes_back_to_the_form(self, federation, accepted):
        page = act(federation, accepted, "ask-extension", days=30, reason="忙")
        assert page.status_code == 422
        assert "最多延 10 天" in text(page)
        assert "忙" in text(page)

    def test_is_for_managers_of_this_office_only(self, federation, boss, accepted):
        question, _ = self.ask(federation, boss, accepted)
        where = f"/review/asked/{question.id}"
        assert federation.get(where).status_code == 403
        assert federation.get("/review/asked").status_code == 403
        other = officer("别处", "civil-affairs", Role.REVIEWER, Role.MANAGER, staff="2300")
        assert other.get(where).status_code == 404
        assert other.get("/review/asked").context["lines"] == []

    def test_may_be_given_by_the_manager_without_being_asked(self, boss, federation, accepted):
        before = row(accepted).statutory_on
        page = act(boss, accepted, "extend", days=3, reason="补查")
        assert "再看一遍" in text(page)
        act(boss, accepted, "extend", days=3, reason="补查", sure="1")
        assert row(accepted).statutory_on > before


class TestExtendingAPermitOfSeveralBodies:
    def test_names_who_of_the_government_approved_it_and_in_which_paper(self, house):
        with permits("joint_permit"):
            receipt = cases.submit(APPLICANT, submission=submission(), key="one", now=at(DAY))
            boss = officer("黎国栋", FEDERATION, Role.REVIEWER, Role.MANAGER, staff="2200")
            number = number_of(receipt, PERMIT)
            accept(boss, number)
            page = text(act(boss, number, "extend", days=15, reason="情况复杂"))
            assert "写明由谁批准" in page
            assert "写明批准文号" in page
            assert "情况复杂" in page
            paper = {"approver": "市长", "document": "府办〔2026〕3 号"}
            act(boss, number, "extend", days=15, reason="情况复杂", **paper, sure="1")
            assert house.papers.kinds()[-1] == "extension"
            assert house.papers.issued[-1][0].values["approver"] == "市长（府办〔2026〕3 号）"

    def test_is_the_offices_own_business_elsewhere(self, boss, accepted, house):
        act(boss, accepted, "extend", days=3, reason="补查", approver="市长", document="府办 3", sure="1")
        assert house.papers.issued[-1][0].values["approver"] == "黎国栋"


class TestGivingACaseToAColleague:
    def test_is_read_once_more_and_names_both(self, federation, boss, accepted):
        other = officer("同事", FEDERATION, staff="2209")
        given = {"officer": str(other.account.id), "reason": "许知行休假"}
        page = act(boss, accepted, "assign", **given)
        assert "同事 2209" in text(page)
        assert row(accepted).holder == ""
        act(boss, accepted, "assign", **given, sure="1")
        assert row(accepted).holder == other.account.to_actor().id
        page = text(federation.get(f"/review/{accepted}/"))
        assert "交给同事办理：许知行休假" in page
        assert "同事 在办" in page

    def test_needs_a_colleague_and_a_reason(self, boss, accepted):
        page = act(boss, accepted, "assign", sure="1")
        assert page.status_code == 422
        assert "选一位同事" in text(page)
        assert "换人要写理由" in text(page)

    def test_offers_only_those_who_decide_in_this_department(self, boss, federation, accepted):
        officer("收件", FEDERATION, Role.CLERK, staff="2210")
        officer("方可", "civil-affairs", staff="2301")
        choices = boss.get(f"/review/{accepted}/assign").context["form"].fields["officer"].choices
        assert [label for _, label in choices[1:]] == ["黎国栋 2200", "许知行 2208"]

    def test_is_not_for_officers(self, federation, accepted):
        assert federation.get(f"/review/{accepted}/assign").status_code == 403


class TestTheRightOffice:
    @pytest.fixture(autouse=True)
    def _offices(self, receipt):
        offices.load_offices(ADMIN, package=city())

    def test_gets_the_case_without_a_refusal(self, federation, number):
        page = federation.get(f"/review/{number}/transfer")
        office = next(
            value for value, _ in page.context["form"].fields["office"].choices if value.startswith("civil-affairs|")
        )  # fmt: skip
        before = row(number).tell_on
        page = act(federation, number, "transfer", office=office, reason="低保先在民政认定")
        assert "已转办，没有退给申请人" in text(page)
        assert (row(number).department, row(number).status) == ("civil-affairs", "submitted")
        assert row(number).tell_on == before
        civil = officer("方可", "civil-affairs", staff="2301")
        assert "低保先在民政认定" in text(civil.get(f"/review/{number}/"))
        page = federation.get(f"/review/{number}/")
        assert page.context["main"].why
        assert page.context["acts"] == []
        assert act(federation, number, "accept").status_code == 404

    def test_needs_to_be_named_with_a_reason(self, federation, number):
        page = act(federation, number, "transfer")
        assert page.status_code == 422
        assert "选要转到哪个部门" in text(page)
        assert "写明为什么该由那里办" in text(page)

    def test_cannot_be_made_up(self, federation, number):
        page = act(federation, number, "transfer", office="nobody|000000000000", reason="x")
        assert page.status_code == 422
        assert row(number).department == FEDERATION


class TestWorkingOnACase:
    def test_an_opinion_is_read_by_whoever_comes_next(self, federation, accepted):
        act(federation, accepted, "opinion", text="照片与本人不符", favourable="no")
        assert "意见：照片与本人不符" in text(federation.get(f"/review/{accepted}/"))
        assert act(federation, accepted, "opinion", text="").status_code == 422

    def test_a_colleagues_case_is_taken_over_with_a_reason(self, federation, accepted):
        free = text(federation.get(f"/review/{accepted}/take-over"))
        assert "可不填" in free
        assert "同事正在办的件" not in free
        act(federation, accepted, "take-over")
        other = officer("同事", FEDERATION, staff="2209")
        page = other.get(f"/review/{accepted}/")
        assert page.context["main"].act == "take-over"
        assert "许知行 在办" in text(page)
        assert "可不填" not in text(other.get(f"/review/{accepted}/take-over"))
        page = act(other, accepted, "take-over", reason="")
        assert page.status_code == 422
        assert "同事正在办的件，接手要写理由" in text(page)
        act(other, accepted, "take-over", reason="许知行休假")
        assert "接手办理：许知行休假" in text(federation.get(f"/review/{accepted}/"))

    def test_two_on_one_case_see_each_other_until_one_has_gone(self, federation, boss, accepted, clock):
        federation.get(f"/review/{accepted}/")
        assert "也打开了这件：许知行" in text(boss.get(f"/review/{accepted}/"))
        assert federation.post(f"/review/{accepted}/present").json() == {"names": ["黎国栋"]}
        clock.moment += timedelta(minutes=3)
        assert federation.post(f"/review/{accepted}/present").json() == {"names": []}

    def test_a_case_is_terminated_on_a_ground_of_the_list_after_a_second_look(
        self, federation, accepted, house
    ):
        given = {"ground": "death", "reason": "户籍注销证明"}
        assert act(federation, accepted, "terminate", **{**given, "ground": "no time"}).status_code == 422
        page = act(federation, accepted, "terminate", **given)
        assert "再看一遍" in text(page)
        assert "申请人死亡" in text(page)
        assert status(accepted) == "in_review"
        act(federation, accepted, "terminate", **given, sure="1")
        assert status(accepted) == "terminated"
        assert "ending" in house.papers.kinds()

    def test_a_case_is_declined_only_with_all_grounds_after_a_second_look(self, federation, number):
        given = {
            "kind": "not_competent", "facts": "户籍在外市", "article": "第八条", "reason": "不归本市",
            "remedy": "60 日内复议，6 个月内起诉", "body": "户籍地残联",
        }  # fmt: skip
        page = act(federation, number, "decline", **{**given, "article": "", "remedy": ""})
        assert page.status_code == 422
        assert "写明依据哪一条" in text(page)
        page = act(federation, number, "decline", **{**given, "remedy": "无"}, sure="1")
        assert "救济途径要写明可以申请行政复议，也可以提起行政诉讼" in text(page)
        page = act(federation, number, "decline", **given)
        assert status(number) == "submitted"
        assert "户籍地残联" in text(page)
        act(federation, number, "decline", **given, sure="1")
        assert status(number) == "declined"


class TestOneNotice:
    """Findings of two departments, from standard phrases, leave as one notice."""

    def find(self, client, number, reason):
        key = client.get(f"/review/{number}/").context["view"].materials[0].key
        act(client, number, "find", key=key, reason=reason)
        return act(client, number, "found")

    def test_gathers_both_and_leaves_when_the_last_has_looked(self, federation, receipt, number, house):
        civil = officer("方可", "civil-affairs", staff="2301")
        human = officer("何佩仪", "human-resources", staff="2604")
        allowance = number_of(receipt, "hardship-allowance")
        self.find(federation, number, "unreadable")
        self.find(civil, allowance, "expired")
        assert NoticeRow.objects.count() == 0
        page = text(federation.get(f"/review/{number}/"))
        assert "还在查：" in page
        assert PHRASES["expired"].label.zh in page or "已超过有效期" in page
        for item, client in (("care-allowance", civil), ("pension-enrolment", human)):
            act(client, number_of(receipt, item), "checked")
        assert NoticeRow.objects.count() == 1
        assert house.papers.kinds().count("correction_notice") == 1
        said = str(next(one for one, *_ in house.papers.issued if one.kind == "correction_notice"))
        assert "看不清" in said
        assert "已超过有效期" in said
        assert (status(number), status(allowance)) == ("to_supplement", "to_supplement")
        page = federation.get(f"/review/{number}/")
        assert page.context["lamp"].words == "等申请人补正"
        assert "已告知，还没补" in text(page)

    def test_may_be_sent_by_hand_on_its_last_day(self, federation, number, clock):
        self.find(federation, number, "unreadable")
        leaves = federation.get(f"/review/{number}/").context["view"].notice.leaves_on
        clock.moment = at(leaves.isoformat(), 9)
        page = federation.get(f"/review/{number}/")
        assert page.context["main"].act == "send"
        act(federation, number, "send")
        assert status(number) == "to_supplement"

    def test_tells_everything_once(self, federation, receipt, number, clock):
        self.find(federation, number, "unreadable")
        leaves = federation.get(f"/review/{number}/").context["view"].notice.leaves_on
        clock.moment = at(leaves.isoformat(), 18)
        cases.look_after(NIGHT, now=clock.moment)
        assert status(number) == "to_supplement"
        page = act(federation, number, "find", key="applicant/photo", reason="expired")
        assert page.status_code == 422


class TestDeciding:
    def sealed(self, house):
        return str(next(one for one, *_ in reversed(house.papers.issued) if one.kind in DECISIONS))

    def decide(self, federation, number, **changes):
        return act(federation, number, "decide", **draft(to_decision(federation, number), **changes))

    def test_a_grant_says_what_and_by_which_article(self, federation, accepted, house):
        page = self.decide(
            federation, accepted, content="准予发证，肢体三级", article="残疾人证管理办法 第八条"
        )
        assert "已用印" in text(page)
        assert status(accepted) == "granted"
        assert "准予发证，肢体三级" in self.sealed(house)

    def test_a_partial_grant_says_why_not_all(self, federation, colleague, accepted, house):
        page = self.decide(federation, accepted, outcome="partly", content="只准三级")
        assert "不准予的部分要写理由" in text(page)
        self.decide(federation, accepted, outcome="partly", content="只准三级", reason="评定为三级，不是二级")
        countersign(colleague, accepted)
        assert (
            cases.case_view(federation.account.to_actor(), case=accepted, now=at(DAY, 11)).outcome == "partly"
        )
        assert "评定为三级，不是二级" in self.sealed(house)

    def test_a_refusal_says_facts_article_reason_and_remedy(self, federation, colleague, accepted, house):
        self.decide(federation, accepted, outcome="refused", reason="不符合第八条", article="第八条")
        countersign(colleague, accepted)
        assert status(accepted) == "refused"
        assert "refusal" in house.papers.kinds()
        for part in ("不符合第八条", "60 日内申请行政复议"):
            assert part in self.sealed(house)
        page = text(federation.get(f"/review/{accepted}/"))
        assert "不符合第八条" in page

    def test_a_result_is_made_and_delivered(self, federation, accepted, house):
        self.decide(federation, accepted)
        page = federation.get(f"/review/{accepted}/")
        assert page.context["main"].act == "certificate"
        result = page.context["view"].wanted_certificates[0]
        name = city().scenes["disabled-services"].item(PERMIT).item.result[0].name.zh
        offered = text(federation.get(f"/review/{accepted}/certificate"))
        assert f">{name}</option>" in offered
        assert f">{result}<" not in offered
        act(federation, accepted, "certificate", result=result)
        assert status(accepted) == "to_deliver"
        assert house.licences.made
        assert federation.get(f"/review/{accepted}/").context["main"].act == "deliver"
        page = act(federation, accepted, "deliver", way="post", proof="", receiver="黎国安")
        assert "写签收单号" in text(page)
        posted = {"way": "post", "proof": "SF1", "receiver": "黎国安", "sure": "1"}
        page = act(federation, accepted, "deliver", **posted)  # the applicant chose another way: whereto?
        assert "送到哪里" in text(page)
        assert status(accepted) == "to_deliver"
        act(federation, accepted, "deliver", **posted, address="石龙镇中山路 1 号")
        assert status(accepted) == "delivered"
        page = federation.get(f"/review/{accepted}/")
        assert [one.name for one, _ in page.context["acts"]] == ["right"]
        assert page.context["main"].act == ""

    def test_a_paper_certificate_keeps_its_own_number(self, federation, accepted, house):
        self.decide(federation, accepted)
        result = federation.get(f"/review/{accepted}/").context["view"].wanted_certificates[0]
        act(federation, accepted, "certificate", result=result, licence="纸证 001")
        assert "制证（纸证 001）" in text(federation.get(f"/review/{accepted}/"))
        assert house.licences.made == []


class TestTwoTabs:
    def test_an_older_page_shows_what_happened_and_keeps_what_was_typed(self, federation, boss, accepted):
        seen = federation.get(f"/review/{accepted}/").context["view"].sequence
        act(boss, accepted, "opinion", text="先看照片", favourable="yes")
        page = act(federation, accepted, "pause", seen=seen, ground="appraisal", told_days=7, document="文 7")
        assert page.status_code == 409
        assert "这件在您打开之后又有了变化" in text(page)
        assert [one.text for one in page.context["missed"]] == ["意见：先看照片"]
        assert 'value="文 7"' in text(page)
        assert status(accepted) == "in_review"
        again = page.context["form"].data
        act(federation, accepted, "pause", **again.dict())
        assert status(accepted) == "paused"

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("pause", {"ground": "appraisal", "told_days": 7, "document": "文 7"}),
            ("decide", {"content": "文 7"}),
        ],
    )
    def test_somebody_faster_by_a_moment_costs_nothing_typed(
        self, federation, boss, accepted, monkeypatch, name, given
    ):
        """The case moves after the page of the act has looked at it and before it writes."""
        if name == "decide":
            given = draft(to_decision(federation, accepted), **given)
        else:
            given = {**given, "seen": federation.get(f"/review/{accepted}/").context["view"].sequence}
        look, raced = cases.case_view, []

        def look_then_lose(*args, **more):
            view = look(*args, **more)
            if not raced:
                raced.append(True)
                act(boss, accepted, "opinion", text="先看照片", favourable="yes")
            return view

        monkeypatch.setattr(cases, "case_view", look_then_lose)
        page = act(federation, accepted, name, **given)
        assert page.status_code == 409
        assert "这件在您打开之后又有了变化" in text(page)
        assert "文 7" in text(page)
        assert status(accepted) == "in_review"

    def test_an_older_draft_is_not_sealed_and_not_lost(self, federation, accepted):
        page = to_decision(federation, accepted)
        act(federation, accepted, "opinion", text="还要看一眼", favourable="no")
        answer = act(federation, accepted, "decide", **draft(page, content="准予发证，独有的话"))
        assert answer.status_code == 409
        assert "意见：还要看一眼" in text(answer)
        assert "准予发证，独有的话" in text(answer)
        assert status(accepted) == "in_review"
        act(federation, accepted, "decide", **answer.context["form"].data.dict())
        assert status(accepted) == "granted"

    @pytest.mark.parametrize("seen", ["²", "9" * 5000, "x", "-1"], ids=["sign", "huge", "word", "negative"])
    def test_a_made_up_place_is_no_older_page_and_no_error_of_ours(self, federation, accepted, seen):
        page = act(federation, accepted, "opinion", seen=seen, text="看过", favourable="yes")
        assert page.status_code in (200, 409, 422)
        assert "missed" not in page.context

    def test_the_same_act_sent_twice_happens_once(self, federation, number):
        seen = federation.get(f"/review/{number}/").context["view"].sequence
        act(federation, number, "accept", seen=seen)
        page = act(federation, number, "accept", seen=seen)
        assert page.status_code == 409
        assert [one.text for one in page.context["missed"]]


class TestFourEyes:
    def refuse(self, client, number):
        page = to_decision(client, number)
        given = draft(page, outcome="refused", reason="不符合第八条", article="第八条")
        return act(client, number, "decide", **given)

    def test_a_refusal_waits_for_a_second_officer_and_says_so(self, federation, accepted, house):
        page = self.refuse(federation, accepted)
        assert "已拟好，等第二人复核签发" in text(page)
        assert status(accepted) == "in_review"
        assert "refusal" not in house.papers.kinds()

    def test_the_second_sees_the_draft_in_a_list_and_signs_it(self, federation, colleague, accepted):
        self.refuse(federation, accepted)
        assert accepted in text(colleague.get("/review/?state=sign"))
        assert accepted not in text(federation.get("/review/?state=sign"))
        page = colleague.get(f"/review/{accepted}/")
        assert "拟稿，等第二人复核" in text(page)
        assert "许知行" in text(page)
        assert page.context["main"].act == "countersign"
        countersign(colleague, accepted)
        assert status(accepted) == "refused"
        history = text(colleague.get(f"/review/{accepted}/"))
        assert "许知行" in history
        assert "高明" in history

    def test_whoever_wrote_it_is_not_offered_to_sign_and_cannot(self, federation, accepted):
        self.refuse(federation, accepted)
        page = federation.get(f"/review/{accepted}/")
        assert {"confirm_decision", "return_draft"}.isdisjoint(
            one.name for one in page.context["view"].actions
        )
        answer = countersign(federation, accepted)
        assert answer.status_code == 422
        assert status(accepted) == "in_review"

    def test_a_draft_goes_back_with_its_reason_and_keeps_what_was_written(
        self, federation, colleague, accepted
    ):
        self.refuse(federation, accepted)
        assert "写明哪里不对" in text(act(colleague, accepted, "return-draft", reason=""))
        act(colleague, accepted, "return-draft", reason="第八条不适用")
        page = federation.get(f"/review/{accepted}/")
        assert "退回拟稿：第八条不适用" in text(page)
        assert page.context["main"].act == "decide"

    def test_a_colleague_decides_nothing_beside_a_draft(self, federation, colleague, accepted):
        page = to_decision(colleague, accepted)
        given = draft(page)
        self.refuse(federation, accepted)
        answer = colleague.post(f"/review/{accepted}/decide", {**given, "seen": ""})
        assert answer.status_code == 409
        assert status(accepted) == "in_review"

    def test_the_person_sees_nothing_of_a_draft(self, federation, accepted):
        self.refuse(federation, accepted)
        view = cases.application_view(
            APPLICANT, application=accepted.rpartition("-")[0], today=at(DAY).date()
        )
        assert {"Drafted", "DraftReturned"}.isdisjoint(one.name for one in view.history)
        assert [one.status for one in view.cases if one.number == accepted] == ["in_review"]
