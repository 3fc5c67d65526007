"""What happens to a draft while nobody looks: another tab, a second click, a new version of the matter, its end."""

import re
from datetime import timedelta

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.core.actors import Actor
from onething.kit.ports import now
from tests.channels.portal_apply.applying import (
    begun,
    draft_of,
    fill,
    page,
    photo,
    ready,
    signed,
    text_of,
)
from tests.channels.portal_apply.test_portal_guide import DISABLED, answer
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
STEPS = ["questions", "consent", "form", "papers", "delivery", "check"]


def publish_another_version():
    """One more paper for the certificate, and three days less for it."""
    files = dict(FILES)
    name = "items/disability-certificate.yaml"
    files[name] = (
        files[name]
        .replace(
            b"  - {role: applicant, material: photo,",
            b"  - {role: applicant, material: single-parent-declaration, accepts: [upload, paper]}\n"
            b"  - {role: applicant, material: photo,",
        )
        .replace(b"promised_days: 15", b"promised_days: 12")
        .replace(b"level: village, days: 5", b"level: village, days: 2")
    )
    catalogue.publish(Actor.job("load"), files=files, now=now())


class TestANewVersion:
    @pytest.mark.parametrize("name", ["consent", "form", "papers", "delivery", "check"])
    def test_is_told_with_its_differences_on_every_step(self, li, name):
        draft = ready(li)
        publish_another_version()
        text = text_of(li.get(page(li, draft, name), follow=True))
        assert "这件事的办法刚更新过" in text
        assert "您填的都还在" in text
        assert "单方申请声明" in text

    def test_is_planned_anew_and_loses_nothing(self, li):
        draft = ready(li)
        publish_another_version()
        again = draft_of(li)
        assert again.draft.values == draft.draft.values
        assert again.draft.files == draft.draft.files
        assert [one.key for one in again.open_materials] == ["applicant/single-parent-declaration"]

    def test_cannot_be_signed_by_the_old_sheet(self, li):
        draft = ready(li)
        sheet = guidance.make_sheet(li.actor, draft_id=draft.id, now=now())
        publish_another_version()
        given = {"version": draft.version, "hash": sheet.hash, "confirm": "on"}
        response = li.post(page(li, draft, "check"), given)
        assert response.url.endswith("/papers")
        assert draft_of(li).number == ""

    def test_once_seen_is_not_told_again_and_can_be_sent(self, li):
        draft = ready(li)
        publish_another_version()
        assert li.post(page(li, draft, "news")).status_code == 302
        assert "刚更新过" not in text_of(li.get(page(li, draft, "form")))
        (line,) = [one.line for one in draft_of(li).open_materials]
        li.post(page(li, draft, "papers"), {"line": line, "file": [photo(colour="red")]})
        assert signed(li, draft).status_code == 302


def publish_without_the_choice():
    """Who applies for oneself is called otherwise now, as far as the program is concerned."""
    files = {
        name: re.sub(rb"\bself\b(?!-)", b"myself", content)
        if name.startswith(("scenes/disabled", "items/"))
        else content
        for name, content in FILES.items()
        if not name.startswith("examples/disabled")
    }
    catalogue.publish(Actor.job("load"), files=files, now=now())


class TestAVersionWithoutTheChoice:
    """An answer that is no longer among the choices is asked for again; everything else stays as it was."""

    @pytest.mark.parametrize("name", STEPS)
    def test_opens_every_step_and_says_what_was_set_aside(self, li, name):
        draft = ready(li)
        publish_without_the_choice()
        shown = li.get(page(li, draft, name), follow=True)
        assert shown.status_code == 200
        assert "“谁来办？”原来答的是“本人”，现在没有这一项了，请重新回答" in text_of(shown)

    def test_keeps_everything_else_and_is_sent_once_it_is_answered_again(self, li):
        draft = ready(li)
        publish_without_the_choice()
        again = draft_of(li)
        assert again.plan.next_question.id == "by"
        assert (again.draft.values, again.draft.files) == (draft.draft.values, draft.draft.files)
        assert again.draft.answers == {id: one for id, one in draft.draft.answers.items() if id != "by"}
        li.post(page(li, draft, "questions"), {"question": "by", "q-by": "myself"})
        li.post(page(li, draft, "news"))
        sent = signed(li, draft)
        assert sent.status_code == 302, text_of(sent)
        assert "困难残疾人生活补贴" in text_of(li.get(sent.url))


class TestTwoTabs:
    def test_an_answer_on_the_form_changes_what_is_asked_and_keeps_what_was_typed(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        key = "applicant/person.residence_address"
        li.post(
            page(li, draft, "form"),
            {
                "version": draft_of(li).version,
                f"f:{key}": "东城街道 1 号",
                "asked": "by",
                "q-by": "agent",
                "save": "1",
            },
        )
        assert draft_of(li).draft.answers["by"] == "agent"
        assert draft_of(li).draft.values[key] == "东城街道 1 号"

    def test_an_answer_that_asks_for_more_leads_there(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        given = {"version": draft_of(li).version, "asked": "by", "q-by": "agent", "next": "1"}
        assert li.post(page(li, draft, "form"), given).url.endswith("/questions")

    def test_an_answer_outside_its_choices_comes_back_and_keeps_the_rest(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        key = "applicant/person.residence_address"
        given = {"asked": "age", "q-age": "999", f"f:{key}": "东城街道 1 号", "save": "1"}
        response = li.post(page(li, draft, "form"), {"version": draft_of(li).version, **given})
        assert response.status_code == 422
        assert "太大了" in text_of(response)
        assert 'href="#id_q-age"' in text_of(response)
        assert draft_of(li).draft.values[key] == "东城街道 1 号"
        assert draft_of(li).draft.answers["age"] == 40

    def test_an_old_page_does_not_bring_back_an_old_answer(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        old = draft_of(li).version
        li.post(page(li, draft, "questions"), {"question": "income", "q-income": "edge"})
        given = {"version": old, "asked": "income", "q-income": "dibao", "next": "1"}
        response = li.post(page(li, draft, "form"), given)
        assert response.status_code == 409
        assert "情况问题的回答" in text_of(response)
        assert draft_of(li).draft.answers["income"] == "edge"

    def test_the_script_of_the_other_tab_is_told(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        old = draft_of(li).version
        key = "applicant/person.residence_address"
        li.post(page(li, draft, "form"), {"version": old, f"f:{key}": "东城街道 1 号", "save": "1"})
        response = li.post(
            page(li, draft, "form"),
            {"version": old, f"f:{key}": "南城街道 2 号"},
            headers={"X-Fragment": "part"},
        )
        assert response.status_code == 409

    def test_the_script_gets_the_changing_part_only(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        given = {"version": draft_of(li).version, "asked": "by", "q-by": "agent"}
        response = li.post(page(li, draft, "form"), given, headers={"X-Fragment": "part"})
        assert response.status_code == 200
        assert "<html" not in text_of(response)
        assert 'name="f:representative/person.name"' in text_of(response)
        assert "还有问题要说清楚" in text_of(response)

    def test_the_other_one_has_sent_it_already(self, li):
        draft = ready(li)
        url = signed(li, draft).url
        for name in STEPS:
            assert li.get(page(li, draft, name)).url == url, name
        late = li.post(page(li, draft, "papers"), {"line": "applicant/photo", "file": [photo()]})
        assert late.url == url

    def test_the_other_one_has_deleted_it(self, li):
        draft = begun(li)
        li.post(page(li, draft, "delete"))
        response = li.post(page(li, draft, "form"), {"version": draft.version, "save": "1"})
        assert response.status_code == 404


class TestADoubleClick:
    def test_on_a_file_keeps_it_once(self, li):
        draft = begun(li)
        line = draft.open_materials[0].line
        for _ in range(2):
            li.post(page(li, draft, "papers"), {"line": line, "file": [photo()]})
        assert len(draft_of(li).draft.files[line]) == 1

    def test_on_the_form_goes_on_twice(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        fill(li)
        version = draft_of(li).version
        answers = [li.post(page(li, draft, "form"), {"version": version - 1, "next": "1"}) for _ in range(2)]
        assert [one.url.rpartition("/")[2] for one in answers] == ["papers", "papers"]

    def test_on_news_is_told_nothing(self, li):
        draft = begun(li)
        publish_another_version()
        assert [li.post(page(li, draft, "news")).status_code for _ in range(2)] == [302, 302]


class TestFiguresOfAnAnswer:
    def test_are_shown_before_it_is_kept(self, visitor):
        answer(visitor, DISABLED, "certified", "none")
        before = text_of(visitor.get(DISABLED))
        shown = answer(visitor, DISABLED, "household", "elsewhere", headers={"X-Fragment": "figures"})
        assert shown.status_code == 200
        assert "data-figures" in text_of(shown)
        assert "<section" not in text_of(shown)
        assert text_of(visitor.get(DISABLED)).count("?change=") == before.count("?change=")

    def test_on_a_draft_do_not_change_it(self, li):
        draft = begun(li)
        given = {"question": "by", "q-by": "agent"}
        shown = li.post(page(li, draft, "questions"), given, headers={"X-Fragment": "figures"})
        assert "data-figures" in text_of(shown)
        assert draft_of(li).version == draft.version


class TestItsEnd:
    def test_is_told_three_days_before_on_the_home_page(self, li):
        begun(li)
        assert "没读" not in text_of(li.get("/"))
        soon = now() + timedelta(days=28)
        assert guidance.warn_of_end(Actor.job("drafts"), now=soon) == 1
        text = text_of(li.get("/"))
        assert "1 条消息没读" in text
        assert re.search(r"草稿 \d[^<]*后删除", text)

    def test_a_message_that_was_read_is_gone_from_the_home_page(self, li):
        begun(li)
        guidance.warn_of_end(Actor.job("drafts"), now=now() + timedelta(days=28))
        li.post("/messages/", {})
        assert "没读" not in text_of(li.get("/"))

    def test_home_costs_the_same_queries_however_many_messages(self, li, django_assert_max_num_queries):
        begun(li)
        guidance.warn_of_end(Actor.job("drafts"), now=now() + timedelta(days=28))
        li.get("/")
        with django_assert_max_num_queries(12):
            li.get("/")
