"""The composer and the editor: every change is a form that comes back to its place; what cannot be kept is said."""

import html
import re
from datetime import timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.impact import api as impact
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.core.editing.proving import KINDS
from onething.kit.ports import now
from tests.areas.cases.conftest import house
from tests.areas.cases.world import APPLICANT, CITY_CODE, submission
from tests.channels.studio.conftest import staff, text

__all__ = ["house"]

MANAGER = Actor("user:m", "顾明远", frozenset({Role.ITEM_MANAGER}), "data-services", CITY_CODE)
FIVE = ["company-registration", "seal-engraving", "employer-pension", "employer-medical", "employer-fund"]
BREAKS = {"item": "disability-certificate", "when": 'certified in ["none", "lost"]'}
SCENE = "scenes/disabled-services.yaml"


def draft_of(client, **said):
    """Open a draft and return where it leads and its id."""
    answer = client.post("/studio/drafts/", said)
    assert answer.status_code == 302, text(answer)
    return answer["Location"], re.search(r"drafts/([0-9a-f-]{36})/", answer["Location"])[1]


def kept(id, path):
    return revisions.files_of(MANAGER, revision_id=id)[path].decode()


def paths(id):
    return revisions.get_revision(MANAGER, revision_id=id).paths


@pytest.fixture
def disabled(item_manager):
    return draft_of(item_manager, new="edit", scene="disabled-services")


@pytest.fixture
def composed(item_manager):
    """A scene of five items that exist, as the page makes it."""
    _where, id = draft_of(item_manager, new="scene")
    answer = item_manager.post(f"/studio/drafts/{id}/pick", {"item": FIVE, "name": "开办五样"})
    assert answer.status_code == 302, text(answer)
    return answer["Location"], id


class TestTheComposer:
    def test_shows_numbers_graph_condition_tables_and_proof(self, item_manager, disabled):
        where, _id = disabled
        page = text(item_manager.get(where))
        for said in ("残疾人服务一件事", "事项与顺序", "材料合并", "字段合并", f"{len(KINDS)} 类全部查完"):
            assert said in page
        numbers = r"<b>19</b>.*?<b>6</b>.*?<b>78</b>.*?<b>33</b>.*?<b>46</b>.*?<b>30</b>"
        assert re.search(numbers, page, re.S)
        assert page.count('class="node') == 5
        assert "单独办合计 19" in page

    def test_keeps_a_condition_and_shows_what_it_breaks(self, item_manager, disabled):
        where, id = disabled
        answer = item_manager.post(where + "change", BREAKS)
        assert answer["Location"].endswith("?item=disability-certificate#condition")
        page = text(item_manager.get(answer["Location"]))
        for said in ("1 个错误", "没有一项能办，也没有去向", "不能送签", "补上“有，已经过期”"):
            assert said in page
        assert '    when: \'certified in ["none", "lost"]\'\n' in kept(id, SCENE)

    def test_leads_from_a_finding_to_its_line(self, item_manager, disabled):
        where, _id = disabled
        page = text(item_manager.get(where))
        link = re.search(r'href="([^"]*care-allowance/\?[^"]*)">去改这一行', page)[1].replace("&amp;", "&")
        assert link.endswith("section=materials&line=1#line-1")
        page = text(item_manager.get(link.partition("#")[0]))
        line = page.partition('id="line-1"')[2].partition('id="line-2"')[0]
        assert "<details open>" in line
        assert '<details class="rare" open>' in line

    def test_mends_the_condition_in_one_press(self, item_manager, disabled):
        where, id = disabled
        item_manager.post(where + "change", BREAKS)
        page = text(item_manager.get(where))
        offered = html.unescape(re.search(r'name="when" value="([^"]*expired[^"]*)"', page)[1])
        item_manager.post(where + "change", {**BREAKS, "when": offered})
        assert "tag--wrong" not in text(item_manager.get(where))
        assert offered in kept(id, SCENE)

    def test_does_not_keep_a_condition_that_does_not_read(self, item_manager, disabled):
        where, id = disabled
        answer = item_manager.post(where + "change", {**BREAKS, "when": 'certfied == "none"'})
        assert answer.status_code == 422
        assert "certfied == &quot;none&quot;" in text(answer)
        assert "是不是 certified？" in text(answer)
        assert paths(id) == ()

    def test_walks_the_witness_question_by_question(self, item_manager, disabled):
        where, _id = disabled
        item_manager.post(where + "change", BREAKS)
        first = text(item_manager.get(where + "walk?finding=0&step=1"))
        for said in ("您有残疾人证吗？", "这一答让它不办", 'href="?finding=0&amp;step=2"'):
            assert said in first
        last = text(item_manager.get(where + "walk?finding=0&step=99"))
        assert "走到头" in last
        assert 'rel="next"' not in last

    def test_keeps_a_witness_as_a_test(self, item_manager, disabled):
        where, id = disabled
        item_manager.post(where + "change", BREAKS)
        assert item_manager.post(where + "keep-test", {"finding": "0"}).status_code == 302
        example = kept(id, "examples/disabled-services-found-1.yaml")
        assert "certified: expired" in example
        assert "disability-certificate: applies" in example

    def test_moves_and_takes_off_items(self, item_manager, disabled):
        where, id = disabled
        item_manager.post(where + "change", {"item": "care-allowance", "move": "up"})
        item_manager.post(where + "change", {"item": "medical-aid", "drop": "1"})
        scene = kept(id, SCENE)
        assert "item: medical-aid" not in scene
        assert scene.index("item: care-allowance") < scene.index("item: hardship-allowance")

    def test_refuses_what_somebody_else_changed_meanwhile(self, item_manager, disabled):
        where, _id = disabled
        seen = re.search(r'name="seen" value="(\d+)"', text(item_manager.get(where)))[1]
        once = {"item": "care-allowance", "move": "up", "seen": seen}
        assert item_manager.post(where + "change", once).status_code == 302
        assert item_manager.post(where + "change", once).status_code == 409

    def test_a_condition_typed_meanwhile_is_kept_on_the_page(self, item_manager, disabled):
        where, id = disabled
        seen = re.search(r'name="seen" value="(\d+)"', text(item_manager.get(where)))[1]
        first = {"item": "care-allowance", "when": "false", "seen": seen}
        assert item_manager.post(where + "change", first).status_code == 302
        answer = item_manager.post(where + "change", first | {"when": "true && false"})
        assert answer.status_code == 409
        page = text(answer)
        assert "true &amp;&amp; false</textarea>" in page
        assert "草稿里现在是“false”" in page
        again = first | {"when": "true && false", "seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
        assert item_manager.post(where + "change", again).status_code == 302
        assert "true && false" in kept(id, SCENE)

    def test_of_a_scene_or_item_that_is_not_there_is_not_found(self, item_manager, disabled):
        where, id = disabled
        assert item_manager.get(f"/studio/drafts/{id}/scenes/nothing/").status_code == 404
        assert item_manager.get(f"/studio/drafts/{id}/edit/items/nothing/").status_code == 404
        assert item_manager.post(where + "change", {"item": "nothing", "when": "true"}).status_code == 404


class TestADraft:
    def test_leads_back_to_its_scene_before_and_after_a_change(self, item_manager, disabled):
        where, id = disabled
        page = text(item_manager.get(f"/studio/drafts/{id}/"))
        assert '<option value="disabled-services" selected>' in page
        opened = item_manager.get(f"/studio/drafts/{id}/", {"scene": "disabled-services"})
        assert opened["Location"] == where
        item_manager.post(where + "change", {"item": "disability-certificate", "when": 'certified == "none"'})
        page = text(item_manager.get(f"/studio/drafts/{id}/"))
        assert '<th scope="row">残疾人服务一件事 <small>' in page


class TestTheLastApplications:
    def changed(self, client, where, id):
        seen = revisions.get_revision(MANAGER, revision_id=id).sequence
        files = revisions.files_of(MANAGER, revision_id=id)
        path = "items/hardship-allowance.yaml"
        less = files[path].replace(b"accepts: [share, upload, paper]", b"accepts: [upload, paper]", 1)
        assert less != files[path]
        revisions.save_files(MANAGER, revision_id=id, files={path: less}, seen=seen, now=now())
        return client.get(where)

    def test_are_laid_on_the_draft_with_a_list_of_whom_it_touches(self, item_manager, disabled):
        cases.submit(APPLICANT, submission=submission(), key="k1", now=now() - timedelta(days=1))
        page = self.changed(item_manager, *disabled)
        said = text(page)
        assert "1 件里有 1 件要多交 1 份材料" in said
        assert page.context["squares"] == [("worse", 0, 0)]
        assert 'href="#group-1"' in said
        assert "黎国安" not in said
        laid = impact.replay_of(
            MANAGER, package=page.context["proof"].package, scene="disabled-services", now=now()
        )
        whole = impact.impact_of(
            MANAGER, files=revisions.files_of(MANAGER, revision_id=disabled[1]), now=now()
        )
        assert laid.replay == whole.replay

    def test_are_none_before_anything_is_changed_or_anybody_applied(self, item_manager, disabled):
        assert "草稿还没改什么" in text(item_manager.get(disabled[0]))
        assert "还没有人办过这件事" in text(self.changed(item_manager, *disabled))

    def test_of_a_scene_that_does_not_hold_yet_are_said_to_be_none(self, item_manager, composed):
        assert "这件事还没上线" in text(item_manager.get(composed[0]))


class TestWalkingWithOwnAnswers:
    def test_asks_one_question_after_the_other(self, item_manager, disabled):
        where, _id = disabled
        first = text(item_manager.get(where + "walk"))
        assert 'name="no-certified"' in first
        second = text(item_manager.get(where + "walk", {"q-certified": "valid", "no-certified": "1"}))
        assert "有，在有效期内" in second
        assert 'name="no-household"' in second
        assert '<input type="hidden" name="q-certified" value="valid">' in second


class TestSuggestions:
    def test_complete_say_and_prove(self, item_manager, disabled):
        where, _id = disabled
        typed = 'certified in ["none", "lost", '
        answer = item_manager.get(where + "suggest", {"text": typed, "at": len(typed)}).json()
        first = [(one["text"], one["unwritten"]) for one in answer["options"]][:2]
        assert first == [('"valid"', True), ('"expired"', True)]
        assert answer["error"]
        whole = {"text": BREAKS["when"], "at": 0, "item": "disability-certificate", "proof": "1"}
        answer = item_manager.get(where + "suggest", whole).json()
        assert answer["say"] == "“您有残疾人证吗”答的是“没有”或“有过，丢了”"
        assert answer["tables"][0]["columns"][0] == {"label": "没有", "outcome": True}
        assert answer["proof"]["errors"] == 1
        assert answer["proof"]["findings"][0]["title"] == "没有一项能办，也没有去向"

    def test_are_there_for_every_condition_of_an_item(self, item_manager, disabled):
        _where, id = disabled
        thing = f"/studio/drafts/{id}/edit/items/care-allowance/"
        place = {"place": "eligible/0/if", "scene": "disabled-services"}
        typed = "age >= 10 && ki"
        answer = item_manager.get(
            thing + "condition/suggest", {**place, "text": typed, "at": len(typed)}
        ).json()
        assert [one["text"] for one in answer["options"]][:1] == ["kind"]
        whole = {**place, "text": "age < 0", "at": 0, "proof": "1"}
        answer = item_manager.get(thing + "condition/suggest", whole).json()
        assert answer["proof"]["errors"] > 0
        assert paths(id) == ()


class TestANewScene:
    def test_is_made_of_ticked_items_and_proves_clean(self, item_manager, composed):
        where, id = composed
        page = text(item_manager.get(where))
        assert "开办五样" in page
        assert "不能送签" not in page
        assert page.count('class="node') == 5
        assert paths(id) == (f"scenes/{where.split('/')[-2]}.yaml",)

    def test_goes_to_the_second_person(self, item_manager, composed):
        _where, id = composed
        assert item_manager.post(f"/studio/drafts/{id}/submit").status_code == 302
        assert revisions.get_revision(MANAGER, revision_id=id).state == "department_review"

    def test_takes_more_items(self, item_manager, composed):
        where, id = composed
        scene = where.split("/")[-2]
        item_manager.post(
            f"/studio/drafts/{id}/pick", {"scene": scene, "item": ["food-permit", "employer-fund"]}
        )
        assert re.findall(r"item: ([a-z-]+)", kept(id, f"scenes/{scene}.yaml")) == [*FIVE, "food-permit"]

    def test_of_nothing_is_refused_with_what_to_do(self, item_manager):
        _where, id = draft_of(item_manager, new="scene")
        answer = item_manager.post(f"/studio/drafts/{id}/pick", {"name": "空的"})
        assert answer.status_code == 422
        assert "至少勾选一个事项" in text(answer)

    def test_can_be_searched_and_keeps_what_is_ticked(self, item_manager):
        _where, id = draft_of(item_manager, new="scene")
        page = text(item_manager.get(f"/studio/drafts/{id}/pick", {"words": "公章", "item": "food-permit"}))
        assert 'value="seal-engraving"' in page
        assert 'value="food-permit" form="compose" checked' in page
        assert 'value="care-allowance"' not in page


class TestTheEditor:
    def parts(self, client, id, folder, thing):
        page = text(client.get(f"/studio/drafts/{id}/edit/{folder}/{thing}/"))
        return re.findall(r'href="\?section=([a-z]+)', page)

    def save(self, client, id, **typed):
        return client.post(f"/studio/drafts/{id}/edit/items/care-allowance/save", typed)

    @pytest.mark.parametrize(
        ("folder", "thing"), [("items", "care-allowance"), ("scenes", "disabled-services")]
    )
    def test_has_a_page_for_every_part(self, item_manager, disabled, folder, thing):
        _where, id = disabled
        parts = self.parts(item_manager, id, folder, thing)
        assert len(parts) >= 4
        for part in parts:
            page = item_manager.get(f"/studio/drafts/{id}/edit/{folder}/{thing}/", {"section": part})
            assert page.status_code == 200, part

    def test_says_what_the_proof_finds_of_what_was_saved(self, item_manager, disabled):
        _where, id = disabled
        page = text(item_manager.get(f"/studio/drafts/{id}/edit/items/care-allowance/?section=materials"))
        assert "data-proof-sum" in page
        assert "个错误" not in page.partition("data-proof-sum")[2]
        typed = {"section": "materials", "scene": "disabled-services", "at": "3", "role": "applicant"}
        answer = item_manager.post(
            f"/studio/drafts/{id}/edit/items/care-allowance/save",
            {**typed, "material": "disability-certificate", "accepts": ["declaration"]},
            follow=True,
        )
        page = text(answer)
        assert "1 个错误" in page.partition("data-proof-sum")[2]
        assert "本人 · 残疾人证 · 承诺代替" in page

    def test_changes_one_line_and_nothing_else(self, item_manager, disabled):
        _where, id = disabled
        before = kept(id, "items/care-allowance.yaml")
        line = {"section": "materials", "at": "3", "role": "applicant", "material": "disability-certificate"}
        assert self.save(item_manager, id, **line, accepts=["licence", "upload"]).status_code == 302
        old = "material: disability-certificate, accepts: [licence, result, upload, paper]}"
        new = "material: disability-certificate, accepts: [licence, upload]}"
        assert kept(id, "items/care-allowance.yaml") == before.replace(old, new)

    def test_finds_the_dictionary_entry_of_a_local_name(self, item_manager, disabled):
        _where, id = disabled
        name = "代理人有效身份证件（复印件）"
        self.save(
            item_manager, id, section="materials", role="representative", material=name, accepts=["upload"]
        )
        line = "{role: representative, material: id-card, accepts: [upload]}"
        assert line in kept(id, "items/care-allowance.yaml")

    def test_says_what_a_name_may_mean_that_it_does_not_know(self, item_manager, disabled):
        _where, id = disabled
        typed = {
            "section": "materials",
            "role": "applicant",
            "material": "残疾评定表格",
            "accepts": ["upload"],
        }
        answer = self.save(item_manager, id, **typed)
        assert answer.status_code == 422
        assert "disability-assessment" in text(answer)
        assert "残疾评定表格" in text(answer)

    def test_adds_moves_and_takes_away_a_line(self, item_manager, disabled):
        _where, id = disabled
        self.save(
            item_manager, id, **{"section": "fees", "name.zh": "工本费", "fen": "500", "basis": "某文件"}
        )
        file = "items/care-allowance.yaml"
        assert "fees:\n  - {name: 工本费, fen: 500, basis: 某文件}" in kept(id, file)
        self.save(item_manager, id, section="fields", at="0", move="down")
        self.save(item_manager, id, section="fees", at="0", drop="1")
        assert "工本费" not in kept(id, file)
        assert kept(id, file).index("disability-3") < kept(id, file).index("person-8")

    @pytest.mark.parametrize(("days", "said"), [("soon", "整数"), ("", "不能空着")])
    def test_says_what_is_wrong_where_it_is(self, item_manager, disabled, days, said):
        _where, id = disabled
        answer = self.save(item_manager, id, section="clock", profile="benefit", promised_days=days)
        assert answer.status_code == 422
        assert said in text(answer)
        assert paths(id) == ()


class TestTheConditionPage:
    def test_shows_rows_of_what_was_typed_and_keeps_what_was_picked(self, item_manager, disabled):
        _where, id = disabled
        there = f"/studio/drafts/{id}/edit/scenes/disabled-services/condition?at=items/0/when"
        page = text(item_manager.get(there))
        assert 'name="value-0" value="valid" checked' in page
        rows = {"name-0": "certified", "sign-0": "==", "value-0": ["none", "lost"]}
        rows |= {"name-1": "age", "sign-1": ">=", "typed-1": "6"}
        answer = item_manager.post(there, {"way": "picked", "mode": "all", **rows, "save": "1"})
        assert answer.status_code == 302
        assert '    when: \'certified in ["none", "lost"] && age >= 6\'\n' in kept(id, SCENE)

    def test_opens_a_row_for_a_question(self, item_manager, disabled):
        _where, id = disabled
        there = f"/studio/drafts/{id}/edit/scenes/disabled-services/condition?at=items/0/when"
        page = text(item_manager.post(there, {"way": "picked", "mode": "all", "add": "income", "show": "1"}))
        assert 'name="name-0" value="income"' in page

    def test_of_an_item_typed_meanwhile_is_kept_on_the_page(self, item_manager, disabled):
        _where, id = disabled
        there = f"/studio/drafts/{id}/edit/items/care-allowance/condition?at=eligible/0/if"
        seen = re.search(r'name="seen" value="(\d+)"', text(item_manager.get(there)))[1]
        sent = {"way": "typed", "save": "1", "seen": seen}
        assert item_manager.post(there, sent | {"text": "true"}).status_code == 302
        answer = item_manager.post(there, sent | {"text": "true || false"})
        assert answer.status_code == 409
        assert "true || false</textarea>" in text(answer)
        assert "草稿里现在是“true”" in text(answer)

    def test_of_an_items_line_comes_back_to_it(self, item_manager, disabled):
        _where, id = disabled
        there = f"/studio/drafts/{id}/edit/items/care-allowance/condition?at=eligible/0/if"
        answer = item_manager.post(there, {"way": "typed", "text": 'household == "dongguan"', "save": "1"})
        assert answer["Location"].endswith("?section=eligible&scene=disabled-services#line-0")
        assert "if: 'household == \"dongguan\"'" in kept(id, "items/care-allowance.yaml")

    def test_keeps_every_row_however_many(self, item_manager, disabled):
        _where, id = disabled
        text_ = " && ".join(f"age != {n}" for n in range(1, 36))
        sent = {"way": "picked", "mode": "all", "save": "1", "seen": ""}
        sent |= {f"whole-{n}": one for n, one in enumerate(text_.split(" && "))}
        item_manager.post(f"/studio/drafts/{id}/edit/items/care-allowance/condition?at=fields/5/when", sent)
        assert kept(id, "items/care-allowance.yaml").count("age != ") == 35

    def test_says_whose_condition_it_is_in_words(self, item_manager, disabled):
        _where, id = disabled
        page = text(
            item_manager.get(f"/studio/drafts/{id}/edit/items/care-allowance/condition?at=materials/5/when")
        )
        assert "重度残疾人护理补贴 › 材料 › 代办人或监护人 · 授权委托书" in page
        assert "materials/5/when" not in page.partition("<form")[0]


class TestANewItem:
    def test_shows_what_local_names_came_to_and_writes_it(self, item_manager):
        _where, id = draft_of(item_manager, new="item")
        said = {
            "name": "测试补贴",
            "code": "1",
            "kind": "05",
            "department": "civil-affairs",
            "profile": "benefit",
        }
        said |= {"promised_days": "5", "statutory_days": "20", "law": "某办法"}
        said |= {
            "fields": "姓名\n申请人姓名\n手机号码\n监护人身份证号",
            "materials": "身份证复印件\n近期免冠照片",
        }
        page = text(item_manager.post(f"/studio/drafts/{id}/new-item", {**said, "check": "1"}))
        assert "另有 1 个重复的已合并" in page
        answer = item_manager.post(f"/studio/drafts/{id}/new-item", {**said, "save": "1"})
        assert answer.status_code == 302, text(answer)
        item = kept(id, f"items/{answer['Location'].split('/')[-2]}.yaml")
        assert "{role: applicant, element: person.name}" in item
        assert "{role: representative, element: person.id_number}" in item
        assert item.count("element:") == 3


class TestPreviews:
    @pytest.mark.parametrize("mode", ["phone", "elder", "contrast", "print"])
    def test_show_the_joint_form_of_the_draft(self, item_manager, disabled, mode):
        where, _id = disabled
        page = text(item_manager.get(where + "preview/form", {"mode": mode}))
        assert "主要照护人" in page
        assert ('data-size="elder"' in page) == (mode == "elder")
        assert ('data-contrast="high"' in page) == (mode == "contrast")

    def test_list_what_is_on_the_form(self, item_manager, disabled):
        where, _id = disabled
        assert "联办表上有什么" in text(item_manager.get(where + "preview"))


class TestWhoMayEdit:
    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
    def test_others_read_and_cannot_change(self, published, disabled, role):
        where, id = disabled
        reader = staff("读者", role)
        page = reader.get(where)
        assert page.status_code == 200
        assert "就这样写" not in text(page)
        assert reader.post("/studio/drafts/", {"new": "scene"}).status_code == 403
        for act in ("submit", "pick", "new-item"):
            assert reader.post(f"/studio/drafts/{id}/{act}").status_code == 403, act
        for act in ("change", "keep-test"):
            assert reader.post(where + act).status_code == 403, act
        for act in ("save", "condition"):
            assert reader.post(f"/studio/drafts/{id}/edit/items/care-allowance/{act}").status_code == 403, act

    def test_a_clerk_does_not_come_in(self, published, disabled):
        where, id = disabled
        clerk = staff("窗口", Role.CLERK)
        there = f"/studio/drafts/{id}/"
        for address in (
            "/studio/drafts/",
            there,
            there + "pick",
            there + "new-item",
            where,
            where + "suggest",
            where + "walk",
        ):
            assert clerk.get(address).status_code == 403, address
        for address in (where + "preview", where + "preview/form", there + "edit/items/care-allowance/"):
            assert clerk.get(address).status_code == 403, address
