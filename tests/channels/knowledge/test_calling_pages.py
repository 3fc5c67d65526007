"""The caller's case on the page of 12345 (J20): found, read out, written down, and never in an address."""

import re

import pytest

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from tests.areas.cases.conftest import house  # noqa: F401
from tests.areas.cases.test_working import asked_by_two_departments
from tests.areas.cases.world import APPLICANT, LI
from tests.areas.knowledge.world import TODAY
from tests.channels.studio.conftest import text

PATH = "/hotline/case"


@pytest.fixture
def receipt():
    return asked_by_two_departments().receipt


def sent(receipt, **more):
    return {"number": receipt.printed, "reason": "missing", **more}


class TestTheCallersCase:
    def test_is_read_out_with_its_state_what_is_missing_and_the_next_day(self, hotline, receipt):
        page = hotline.post(PATH, sent(receipt, code=receipt.code))
        shown = text(page)
        for said in (
            "“残疾人服务一件事”3 月 5 日",
            "共 5 项：",
            "等您补 2 项",
            "还差 2 份：",
            "登录后从“我的申请”上传，或者送到任何一个窗口。",
            "下一个日期是",
            "用于",
        ):
            assert said in shown, re.findall(r"<li>(.*?)</li>", shown)
        assert "/hotline/?q=" in shown
        assert 'href="/matters/disabled-services/"' in shown
        assert page["Cache-Control"] == "no-store"

    def test_is_said_in_the_words_of_the_applicants_own_page(self, hotline, receipt):
        view = cases.application_view(APPLICANT, application=receipt.number, today=TODAY)
        told = text(hotline.post(PATH, sent(receipt, code=receipt.code)))
        for notice in view.notices:
            for point in notice.open:
                assert point.label.zh in told
                assert point.what.zh in told

    def test_is_named_by_no_address_and_by_nothing_on_the_page(self, hotline, receipt):
        page = hotline.post(PATH, sent(receipt, name="黎国安", last=LI[-4:], note="本人"))
        assert page.status_code == 200
        assert page.request["QUERY_STRING"] == ""
        shown = text(page)
        assert receipt.code not in shown
        assert "黎国安" not in shown
        assert LI[-4:] not in shown
        assert hotline.get(PATH, {"number": receipt.printed, "code": receipt.code}).status_code == 200
        assert receipt.printed not in text(
            hotline.get(PATH, {"number": receipt.printed, "code": receipt.code})
        )

    def test_without_more_than_its_number_says_only_that_there_is_one(self, hotline, receipt):
        shown = text(hotline.post(PATH, sent(receipt)))
        assert "这个编号有一件申请" in shown
        assert "请报收件凭证上的查询码" in shown
        assert "残疾" not in shown

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"number": ""}, "请对方念收件凭证上的编号"),
            ({"reason": ""}, "选来电的原因"),
            ({"number": "20260305"}, "位"),
            ({"code": "000000"}, "对方报的和这一件对不上"),
            ({"name": "黎国安", "last": "0000"}, "对方报的和这一件对不上"),
        ],
    )
    def test_that_cannot_be_told_says_what_to_ask_next(self, hotline, receipt, change, says):
        page = hotline.post(PATH, sent(receipt, **change))
        assert page.status_code == 422
        assert says in text(page)
        assert "照着念" not in text(page)

    def test_leaves_a_look_that_the_applicant_reads(self, hotline, receipt):
        hotline.post(PATH, sent(receipt, code=receipt.code))
        assert audit.list_looks(APPLICANT)[0].purpose.zh == "接听 12345 来电：问还缺什么"

    def test_is_for_12345_alone(self, window, supervisor, visitor, receipt):
        for client, status in ((window, 403), (supervisor, 403), (visitor, 302)):
            assert client.get(PATH).status_code == status
            assert client.post(PATH, sent(receipt, code=receipt.code)).status_code == status
        assert audit.list_looks(APPLICANT) == []

    def test_is_found_from_the_page_that_answers(self, hotline):
        assert f'href="{PATH}"' in text(hotline.get("/hotline/"))


def test_a_number_of_a_person_in_a_question_stays_out_of_the_address(hotline):
    there = hotline.post("/hotline/no-answer", {"q": "狗证在哪里办，我是 13800001357"})
    assert "13800001357" not in there["Location"]
