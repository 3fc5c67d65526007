"""Advice before sending: a window looks, says what it thinks, and nothing follows from it."""

import pytest

from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.areas.guidance.models import AdviceRow
from onething.core.actors import Role
from tests.channels.desk.window import staff
from tests.channels.portal_apply.applying import draft_of, ready, signed
from tests.channels.portal_apply.conftest import again


@pytest.fixture
def clerk(city):
    return staff("林晓", "0716", Role.CLERK, "data-services")


@pytest.fixture(scope="module")
def begun(home):
    with home() as li:
        ready(li)
        view = draft_of(li)
        li.post(f"/drafts/{view.id}/advice", {"question": "照片行不行？"})
    return li, view


@pytest.fixture
def li(begun, db):
    return again(begun[0])


@pytest.fixture
def asked(begun):
    """A draft that is ready, and of which a window was asked."""
    return begun[1]


def where(advice=None):
    return f"/desk/advice/{(advice or AdviceRow.objects.get()).pk}/"


def check(li, draft):
    return li.get(f"/drafts/{draft.id}/check").content.decode()


class TestAdvice:
    def test_is_asked_for_on_the_last_page_and_waits_once(self, li, asked):
        assert "还没答复" in check(li, asked)
        li.post(f"/drafts/{asked.id}/advice", {"question": "再问一次"})
        assert AdviceRow.objects.get().question == "照片行不行？"

    def test_shows_the_window_what_would_be_sent_and_the_person_that_it_looked(self, li, clerk, asked):
        assert "黎国安" in clerk.get("/desk/advice/").content.decode()
        shown = clerk.get(where()).content.decode()
        assert "照片行不行？" in shown
        assert "准备交的内容" in shown
        assert "您请窗口预先看" in li.get("/who-looked").content.decode()

    def test_is_read_by_who_asked_and_says_when_it_is_about_what_was_before(self, li, clerk, asked):
        clerk.post(where(), {"fine": "no", "text": "照片要正面照。"})
        assert "照片要正面照。" in check(li, asked)
        assert "那以后您改过内容" not in check(li, asked)
        post = {"way": "post", "receiver": "黎国安", "phone": "13800001357", "address": "石龙镇中山路 1 号"}
        li.post(f"/drafts/{asked.id}/delivery", post)
        assert "那以后您改过内容" in check(li, asked)

    def test_has_no_effect_whatever(self, li, clerk, asked):
        clerk.post(where(), {"fine": "no", "text": "还缺户口簿。"})
        assert not ApplicationRow.objects.exists()
        assert not CaseRow.objects.exists()
        assert "签名并提交" in check(li, asked)

    @pytest.mark.parametrize(
        ("given", "said"), [({"fine": "yes", "text": " "}, "写明缺什么"), ({"text": "好"}, "选一个结论")]
    )
    def test_without_conclusion_or_words_comes_back_with_what_was_typed(self, clerk, asked, given, said):
        page = clerk.post(where(), given)
        assert page.status_code == 422
        assert said in page.content.decode()

    def test_is_given_by_whoever_is_first(self, clerk, asked):
        advice = AdviceRow.objects.get()
        clerk.post(where(advice), {"fine": "yes", "text": "没有缺的。"})
        assert clerk.get(where(advice)).status_code == 404

    def test_of_what_was_sent_meanwhile_is_over(self, clerk, asked):
        advice = AdviceRow.objects.get()
        type(advice.draft).objects.filter(pk=advice.draft_id).update(number="20260305441900P003000001G")
        assert clerk.get(where(advice)).status_code == 404
        assert "黎国安" not in clerk.get("/desk/advice/").content.decode()

    def test_about_a_draft_of_somebody_else_cannot_be_asked_for(self, chen, asked):
        assert chen.post(f"/drafts/{asked.id}/advice").status_code == 404

    def test_is_for_windows_only(self, li, asked):
        assert li.get("/desk/advice/").status_code == 403
        assert li.get(where()).status_code == 403

    def test_lets_the_window_open_the_files_that_belong_to_it_and_no_other(self, clerk, asked):
        (hash_, _name), *_ = AdviceRow.objects.get().to_core().files
        assert clerk.get(f"{where()}files/{hash_}").status_code == 200
        assert clerk.get(f"{where()}files/{'0' * 64}").status_code == 404


class TestAfterwards:
    """What was said goes along with the application."""

    @pytest.fixture
    def sent(self, li, clerk, asked):
        clerk.post(where(), {"fine": "no", "text": "照片要正面照。"})
        assert signed(li, draft_of(li)).status_code == 302

    def test_the_reviewer_reads_it_beside_the_case(self, sent):
        officer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        number = CaseRow.objects.filter(department="disabled-federation").first().number
        said = officer.get(f"/review/{number}/").content.decode()
        assert "提交前预审过" in said
        assert "照片要正面照。" in said
        assert "之后没有改。" in said

    def test_supervision_counts_it_and_opens_the_list(self, sent):
        over = staff("秦守真", "4001", Role.SUPERVISOR, "data-services")
        page = over.get("/cockpit/prechecks/")
        assert page.context["figures"].handed_in == 1
        assert ApplicationRow.objects.get().number in page.content.decode()
        none = over.get("/cockpit/prechecks/?told=yes")
        assert none.context["lines"] == []

    def test_the_window_and_the_applicant_have_no_such_page(self, li, clerk, sent):
        assert li.get("/cockpit/prechecks/").status_code == 403
        assert clerk.get("/cockpit/prechecks/").status_code == 403
