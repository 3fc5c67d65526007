"""Before the decision, on the pages of both sides: the check, the public notice, those concerned, the hearing."""

import pytest

from tests.areas.cases.world import LI, at
from tests.channels.review.staff import FEDERATION, act, citizen, officer, status, text

pytestmark = pytest.mark.django_db

SITE = {
    "place": "石龙镇中山路 1 号",
    "first": "林晓",
    "first_certificate": "粤A-0001",
    "second": "许知行",
    "second_certificate": "粤A-0002",
    "found": "与申请一致",
    "favourable": "yes",
    "party": "没有意见",
}
OFFER = {"about": "油烟管道经过邻居窗前", "others": "黎国安"}


def offered(client, number):
    return act(client, number, "hearing-offer", sure="1", **OFFER)


class TestASiteCheckOnThePage:
    def test_is_recorded_with_both_officers_and_has_its_record(self, federation, accepted, house):
        page = act(federation, accepted, "site-check", **SITE)
        assert "现场核查已登记" in text(page)
        assert "现场核查（林晓、许知行）：与申请一致" in text(page)
        assert house.papers.kinds()[-1] == "site_record"
        assert status(accepted) == "in_review"

    @pytest.mark.parametrize(
        ("lacking", "said"),
        [
            ("second", "核查要有两名工作人员"),
            ("second_certificate", "写明执法证号"),
            ("party", "写当事人的意见"),
        ],
    )
    def test_says_what_is_missing_and_keeps_the_rest(self, federation, accepted, lacking, said):
        page = act(federation, accepted, "site-check", **{**SITE, lacking: ""})
        assert page.status_code == 422
        assert said in text(page)
        assert "石龙镇中山路 1 号" in text(page)

    def test_by_one_officer_named_twice_comes_back_to_the_form(self, federation, accepted):
        twice = {**SITE, "second": SITE["first"], "second_certificate": SITE["first_certificate"]}
        page = act(federation, accepted, "site-check", **twice)
        assert page.status_code == 422
        assert "不能是同一人" in text(page)


class TestAPublicNoticeOnThePage:
    def test_is_put_up_and_its_end_is_offered_only_after_its_last_day(self, federation, accepted, clock):
        page = act(federation, accepted, "post", where="村务公开栏", text="拟准予名单", days=5)
        assert "期满前不能决定" in text(page)
        names = {one.name for one, _ in page.context["procedures"]}
        assert {"posting-over", "post"}.isdisjoint(names)
        clock.moment = at("2026-03-20")
        page = federation.get(f"/review/{accepted}/")
        assert "posting-over" in {one.name for one, _ in page.context["procedures"]}
        page = act(federation, accepted, "posting-over", objections="邻居认为等级偏高\n")
        assert "收到 1 条异议" in text(page)


class TestAHearingOnThePages:
    def test_is_offered_once_and_read_once_more_before_the_letter_leaves(self, federation, accepted, house):
        page = act(federation, accepted, "hearing-offer", **OFFER)
        assert "五个工作日内没有人申请" in text(page)
        page = offered(federation, accepted)
        assert house.papers.kinds()[-1] == "hearing_offer"
        assert "hearing-offer" not in {one.name for one, _ in page.context["procedures"]}

    def test_is_not_announced_before_it_was_asked_for(self, federation, accepted):
        offered(federation, accepted)
        page = federation.get(f"/review/{accepted}/")
        assert "hearing-day" not in {one.name for one, _ in page.context["procedures"]}

    def test_asked_for_on_the_applicants_page_it_stops_the_clock_until_it_was_held(
        self, federation, accepted, clock, house
    ):
        person, colleague = citizen("黎国安", LI), officer("谭雨桐", FEDERATION, staff="2207")
        offered(federation, accepted)
        where = f"/applications/{accepted.rpartition('-')[0]}/hearing/{accepted}"
        page = person.post(where, {"ask": "1"}, follow=True)
        assert "已收到您的听证申请" in text(page)
        day = {"held_on": "2026-03-20", "time": "09:30", "place": "三楼听证室", "public": "yes"}
        day["announced"] = "镇公告栏"
        page = act(federation, accepted, "hearing-day", chair=str(colleague.account.id), **day)
        assert "听证通知书已出" in text(page)
        assert "hearing_announcement" in house.papers.kinds()
        assert status(accepted) == "paused"
        federation.cookies["language"] = "en"
        assert "Notice of a hearing, 1" in text(federation.get(f"/review/{accepted}/"))
        del federation.cookies["language"]
        assert {"hearing_notice", "special_procedure"} <= set(house.papers.kinds())
        assert "听证定在" in text(person.get(where))
        clock.moment = at("2026-03-20", 14)
        minutes = {"minutes": "听笔〔2026〕1号", "summary": "双方同意", "present": "黎国安、邻居"}
        page = act(federation, accepted, "hearing-held", **minutes)
        assert "听证笔录已登记" in text(page)
        assert status(accepted) == "in_review"
        assert "听证已经举行" in text(person.get(where))

    def test_asked_for_on_paper_by_a_neighbour_who_was_told_is_registered(self, federation, accepted):
        offered(federation, accepted)
        page = act(federation, accepted, "hearing-asked", asked_by="黎国安")
        assert "已登记。二十个工作日内举行听证" in text(page)
        assert {"hearing-day"} <= {one.name for one, _ in page.context["procedures"]}

    def test_asked_for_by_nobody_is_not_registered(self, federation, accepted):
        offered(federation, accepted)
        page = act(federation, accepted, "hearing-asked", asked_by="")
        assert page.status_code == 422
        assert "写明谁申请听证" in text(page)

    def test_is_not_led_by_whoever_announces_it(self, federation, accepted):
        person = citizen("黎国安", LI)
        offered(federation, accepted)
        person.post(f"/applications/{accepted.rpartition('-')[0]}/hearing/{accepted}", {"ask": "1"})
        day = {"held_on": "2026-03-20", "time": "09:30", "place": "三楼听证室", "public": "yes"}
        page = act(federation, accepted, "hearing-day", chair=str(federation.account.id), **day)
        assert page.status_code == 422
        assert "不能主持听证" in text(page)

    def test_of_somebody_else_is_nobodys_to_ask_for(self, federation, accepted):
        offered(federation, accepted)
        other = citizen("陈思敏", "990000199203150026")
        where = f"/applications/{accepted.rpartition('-')[0]}/hearing/{accepted}"
        assert other.post(where, {"ask": "1"}).status_code == 404
        assert federation.get(where).status_code == 403
