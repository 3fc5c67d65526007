"""Every part of an item and of a scene is a form: sent as it was drawn it changes nothing, and what is wrong stands beside its box."""

import re
from html.parser import HTMLParser

import pytest

from onething.core.actors import Role
from tests.channels.studio.conftest import staff, text
from tests.channels.studio.test_composer_room import FIVE, draft_of, kept, paths

CARE, BIRTH = "items/care-allowance", "items/birth-registration"
COMPANY, DISABLED = "scenes/start-company", "scenes/disabled-services"


class Forms(HTMLParser):
    """The forms of a page that keep a line, as a browser without scripts would send them when their button is pressed."""

    def __init__(self, page):
        super().__init__()
        self.found, self.form, self.select, self.area = [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        here = {name: "" if value is None else value for name, value in attrs}
        if tag == "form":
            self.form = {} if here.get("action", "").endswith("/save") else None
            if self.form is not None:
                self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and here.get("type") == "checkbox":
            if "checked" in here:
                self.form.setdefault(here["name"], []).append(here["value"])
        elif tag == "input":
            self.form.setdefault(here["name"], []).append(here.get("value", ""))
        elif tag == "select":
            self.select, self.form[here["name"]] = here["name"], []
        elif tag == "option" and self.select and ("selected" in here or not self.form[self.select]):
            self.form[self.select] = [here["value"]]
        elif tag == "textarea":
            self.area, self.form[here["name"]] = here["name"], [""]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None
        if tag == "form":
            self.form = None

    def handle_data(self, data):
        if self.area is not None:
            self.form[self.area][0] += data


@pytest.fixture
def draft(item_manager):
    _where, id = draft_of(item_manager, new="edit", scene="disabled-services")
    return id


class Editor:
    def __init__(self, client, draft, thing):
        self.client, self.draft, self.thing = client, draft, thing
        self.there = f"/studio/drafts/{draft}/edit/{thing}/"

    def page(self, part):
        return text(self.client.get(self.there, {"section": part}))

    def parts(self):
        return re.findall(r'href="\?section=([a-z]+)', self.page(""))

    def send(self, part, at=-1, **typed):
        """Change boxes of a line (the last form: the new one) and press its button."""
        form = Forms(self.page(part)).found[at]
        sent = form | {key.replace("__", "."): value for key, value in typed.items()}
        return self.client.post(self.there + "save", sent)

    @property
    def file(self):
        return kept(self.draft, f"{self.thing}.yaml")


@pytest.fixture
def editor(item_manager, draft):
    return lambda thing: Editor(item_manager, draft, thing)


class TestEveryFormOfEveryPart:
    @pytest.mark.parametrize("thing", [CARE, BIRTH, COMPANY, DISABLED])
    def test_sent_as_it_was_drawn_changes_no_byte(self, editor, draft, thing):
        one = editor(thing)
        forms = [form for part in one.parts() for form in Forms(one.page(part)).found if "at" in form]
        assert len(forms) > 15
        for form in forms:
            answer = one.client.post(one.there + "save", form)
            assert answer.status_code == 302, (form, re.findall(r'class="field__err"[^<]*', text(answer)))
        assert paths(draft) == ()


class TestKeysThatWereText:
    def test_the_office_by_case_before_the_last_one(self, editor):
        one = editor(CARE)
        office = {"value.office": "residence_town", "value.role": "representative"}
        assert one.send("competent", when='household == "elsewhere"', **office).status_code == 302
        added = (
            "competent:\n  - {when: 'household == \"elsewhere\"', value: 'residence_town:representative'}\n"
        )
        assert added + "  - {else: household_town}\n" in one.file
        assert "代办人或监护人 · 居住地的镇街" in one.page("competent")

    def test_the_town_of_an_address_in_the_form(self, editor):
        one = editor(CARE)
        where = {"value.office": "town", "value.role": "applicant", "value.element": "居住地址"}
        assert one.send("competent", at=0, **where).status_code == 302
        assert "  - {else: 'town:applicant/person.residence_address'}\n" in one.file

    def test_an_exception_of_a_town(self, editor):
        one = editor(CARE)
        answer = one.send("exceptions", division="441900003000")
        assert answer.status_code == 422
        assert 'id="b-new-approved.number-e"' in text(answer)
        typed = {
            "division": "441900003000",
            "approved.number": "东民批〔2026〕1 号",
            "approved.on": "2026-01-15",
        }
        typed |= {"ends_on": "2026-12-31", "ways@applicant/bank-account": ["paper"]}
        assert one.send("exceptions", **typed).status_code == 302
        assert "approved: {number: 东民批〔2026〕1 号, on: 2026-01-15}" in one.file
        assert "ends_on: 2026-12-31" in one.file
        assert "ways: {applicant/bank-account: [paper]}" in one.file

    def test_a_fact_and_its_new_name(self, editor):
        one = editor(DISABLED)
        fact = {"id": "has_job", "label.zh": "在职", "type": "bool", "share": "employment-register"}
        assert one.send("facts", **fact).status_code == 302
        assert "  has_job: {label: 在职, type: bool, share: employment-register}\n" in one.file
        assert one.send("facts", at=-2, id="at_work").status_code == 302
        assert "  at_work: {label: 在职" in one.file
        answer = one.send("facts", at=-2, id="in_school")
        assert answer.status_code == 422
        assert "“in_school”已经有一行了" in text(answer)

    def test_approval_by_machine_picked_row_by_row(self, editor):
        one = editor(CARE)
        assert one.send("automatic", at=0, automatic="age >= 60").status_code == 302
        there = html_unescape(
            re.search(r'href="([^"]*condition\?at=automatic[^"]*)"', one.page("automatic"))[1]
        )
        rows = {"way": "picked", "mode": "all", "name-0": "age", "sign-0": ">=", "typed-0": "65", "save": "1"}
        answer = one.client.post(there, rows)
        assert answer["Location"].endswith("?section=automatic&scene=disabled-services#line-0")
        assert "automatic: 'age >= 65'\n" in one.file

    def test_what_is_always_true(self, editor):
        one = editor(DISABLED)
        assert one.send("constraints", constraint='!(age < 6 && pension == "resident")').status_code == 302
        assert "  - '!(age < 6 && pension == \"resident\")'\n" in one.file

    def test_how_far_it_is_handled_here(self, editor):
        one = editor(CARE)
        before = one.file
        assert one.send("integration", at=0, level="L2", answer_hours="12").status_code == 302
        assert "integration: {level: L2, answer_hours: 12}\n" in one.file
        assert one.send("integration", at=0, level="", answer_hours="").status_code == 302
        assert one.file == before

    def test_limits_of_a_field_and_a_joint_promise(self, editor):
        one = editor(CARE)
        typed = {"constraints.max_length": "60", "required": "false"}
        assert one.send("fields", at=-2, **typed).status_code == 302
        line = "{role: applicant, element: care.carer, required: false, constraints: {max_length: 60}}"
        assert line in one.file
        scene = editor(DISABLED)
        assert (
            scene.send("promise", at=0, days="20", items=["medical-aid", "care-allowance"]).status_code == 302
        )
        assert "days: 20" in scene.file


class TestAComposedScene:
    def test_gets_where_to_go_its_promise_and_names_and_its_items_results_and_fees_by_form(
        self, item_manager
    ):
        _where, id = draft_of(item_manager, new="scene")
        made = item_manager.post(f"/studio/drafts/{id}/pick", {"item": FIVE, "name": "开办五样"})
        scene = Editor(item_manager, id, f"scenes/{made['Location'].split('/')[-2]}")
        question = {
            "id": "size",
            "text.zh": "多大？",
            "kind": "choice",
            "choices": "small = 小\r\nbig = 大 | big",
        }
        outcome = {"if": 'size == "big"', "text.zh": "先到镇街问一问。"}
        for part, typed in (("questions", question), ("outcomes", outcome)):
            assert scene.send(part, **typed).status_code == 302
        assert scene.send("promise", at=0, days="3", items=FIVE[:2]).status_code == 302
        assert scene.send("roles", at=0, **{"label.zh": "开办人", "label.en": "Founder"}).status_code == 302
        for said in ("if: 'size == \"big\"'", "先到镇街问一问。", "开办人", "big: {zh: 大, en: big}"):
            assert said in scene.file
        assert f"promise: {{days: 3, items: [{', '.join(FIVE[:2])}]}}" in scene.file
        item = Editor(item_manager, id, "items/seal-engraving")
        result = {"id": "receipt", "name.zh": "刻章凭证", "kind": "proof"}
        result |= {"sample": "samples/care-allowance-decision.svg", "valid.zh": "长期"}
        assert item.send("result", **result).status_code == 302
        assert item.send("fees", **{"name.zh": "工本费", "fen": "500"}).status_code == 302
        assert item.send("tolerance", at=0, tolerance="1", declaration="1").status_code == 302
        for said in (
            "sample: samples/care-allowance-decision.svg",
            "fen: 500",
            "tolerance: true",
            "declaration: true",
        ):
            assert said in item.file


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("part", "typed", "key", "said"),
        [
            ("clock", {"promised_days": "五"}, "promised_days", "应是整数"),
            ("automatic", {"automatic": "aeg > 1"}, "automatic", "读不通"),
            ("competent", {"value.office": ""}, "value", "不能空着"),
            ("integration", {"system": "household-system"}, "level", "不能空着"),
        ],
    )
    def test_stands_beside_its_box_and_what_was_typed_is_kept(self, editor, draft, part, typed, key, said):
        one = editor(CARE)
        answer = one.send(part, at=0, **typed)
        assert answer.status_code == 422
        page = text(answer)
        wrong = re.search(rf'<p class="field__err" id="b-0-{key}-e" role="alert">([^<]*)', page)[1]
        assert said in wrong
        assert f'aria-describedby="b-0-{key}-e"' in page
        for value in filter(None, typed.values()):
            assert f'value="{value.replace(">", "&gt;")}"' in page
        assert paths(draft) == ()

    def test_of_who_saves_second_is_kept_beside_what_the_first_saved(self, editor):
        one = editor(CARE)
        form = Forms(one.page("clock")).found[0]
        assert one.client.post(one.there + "save", form | {"promised_days": "7"}).status_code == 302
        answer = one.client.post(one.there + "save", form | {"promised_days": "6"})
        assert answer.status_code == 409
        page = text(answer)
        assert "草稿里现在是“7”" in re.search(r'id="b-0-promised_days-e" role="alert">([^<]*)', page)[1]
        assert "这份修订稿动过" in page
        again = Forms(page).found[0]
        assert again["promised_days"] == ["6"]
        assert one.client.post(one.there + "save", again).status_code == 302

    def test_is_told_in_english_too(self, editor):
        one = editor(CARE)
        one.client.cookies["language"] = "en"
        page = text(one.send("clock", at=0, promised_days="five"))
        assert re.search(r'id="b-0-promised_days-e" role="alert">[^<]*“promised days”[^<]*“five”', page)

    def test_in_what_is_kept_stands_beside_its_box(self, editor):
        one = editor(CARE)
        assert one.send("basics", at=0, department="nobody").status_code == 302
        page = one.page("basics")
        assert re.search(r'id="b-0-department-e" role="alert">[^<]*nobody', page)
        assert '<option value="nobody" selected>nobody</option>' in page


class TestNamesOnThePage:
    def test_lines_name_roles_groups_and_things_as_people_do(self, editor):
        assert "<summary><b>孩子 · 姓名</b>" in editor(BIRTH).page("fields")
        assert "<summary><b>本人 · 个人基本信息（姓名、性别、民族、" in editor(CARE).page("fields")

    def test_roles_of_an_item_are_bound_by_their_names(self, editor):
        page = editor("scenes/credit-repair").page("items")
        select = re.search(r'<select id="[^"]*" name="roles@record">(.*?)</select>', page, re.S)[1]
        assert re.search(r'<option value="penalty" selected>[^<]*[一-鿿]', select)


class TestWhoMay:
    def test_a_reader_sees_no_button_and_keeps_nothing(self, published, draft):
        reader = staff("读者", Role.SUPERVISOR)
        one = Editor(reader, draft, CARE)
        assert '<button class="btn btn--small"' not in one.page("integration")
        assert reader.post(one.there + "save", {"section": "integration", "level": "L1"}).status_code == 403


def html_unescape(address):
    return address.replace("&amp;", "&")
