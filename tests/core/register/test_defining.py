"""From an entry to a definition: what is taken over, what is not guessed, and what is said about it."""

import pytest

from onething.core.catalogue.loader import load_package
from onething.core.register.defining import define_item, define_scene
from onething.core.register.entries import (
    Entry,
    EntryMaterial,
    EntryStep,
    Form,
    HandleForm,
    Kind,
    Need,
    Phase,
    Scope,
    Sheet,
)
from onething.core.register.names import meant, read_names

CITY = {
    "city.yaml": 'id: town\nname: {zh: 小城}\ndivision: "990000000000"\nsign_in: [applicant/person.name]\n',
    "divisions.csv": "code,name,level,kind,parent,unit\n990000000000,小城,city,地级市,,\n",
    "departments.yaml": 'police: {name: 小城公安局, code: 11990000MB0000001X, division: "990000000000"}\n',
    "elements.yaml": "person.name: {label: 姓名, kind: name, constraints: {max_length: 100}}\nperson.phone: {label: 手机号, kind: phone}\n",
    "licences.yaml": "id-card: {label: 身份证, type_code: 11990000MB0000001X001}\n",
    "materials.yaml": "id-card: {label: 身份证, licence: id-card}\nlease: {label: 租赁合同}\nform-home: {label: 申请表, form: true}\n",
}
NAMES = """
id: town
departments: {公安: police}
materials: {租房合同: lease, 身份: id-card}
roles: {房东: owner, 房东的孩子: child}
kinds: {"16": "20"}
personal: [id-card]
forms: [申请表]
"""


def package(**more: str):
    loaded = load_package({name: text.encode() for name, text in (CITY | more).items()})
    assert loaded.package is not None, loaded.findings
    return loaded.package


@pytest.fixture
def names():
    made, found = read_names("names.yaml", NAMES.encode())
    assert not found
    return made


def entry(*papers: EntryMaterial, **other) -> Entry:
    given = {"key": "A-1", "name": "居住登记", "kind": Kind.CONFIRMATION, "department": "小城公安局"}
    days = {"promised_days": 2, "statutory_days": 10}
    return Entry(**(given | days | {"materials": papers} | other))


def defined(names, *papers: EntryMaterial, **other):
    return define_item(entry(*papers, **other), id="home", names=names, package=package())


def codes(made) -> set[str]:
    return {one.code for one in made.findings}


class TestAnItem:
    def test_takes_over_kind_days_channels_scope_and_key(self, names):
        made = defined(names, forms=(HandleForm.WINDOW, HandleForm.COURIER), scope=Scope.PROVINCE)
        for line in (
            'kind: "07"',
            "department: police",
            "clock: {profile: confirmation, promised_days: 2, statutory_days: 10}",
            "channels: [window, courier]",
            "scope: province",
            "source: 目录 A-1",
            "depth: 4",
        ):
            assert line in made.text.splitlines()

    def test_can_be_loaded_as_it_is_written(self, names):
        papers = (
            EntryMaterial("身份证"),
            EntryMaterial("房东身份证", need=Need.SOMETIMES, form=Form.PAPER, sheet=Sheet.ORIGINAL),
            EntryMaterial("从没听说过的条子"),
            EntryMaterial("居住登记申请表"),
        )
        steps = (
            EntryStep("收", Phase.INTAKE),
            EntryStep("批", Phase.DECISION),
            EntryStep("发", Phase.DELIVERY),
        )
        made = defined(
            names, *papers, visits=2, fee=True, steps=steps, objects=("自然人",), name='登记: "新"#1'
        )
        item = package(**{made.path: made.text}).items["home"]
        assert (item.promised_days, item.statutory_days, item.name.zh) == (2, 10, '登记: "新"#1')
        assert [f"{one.role}/{one.material}" for one in item.materials] == [
            "applicant/form-home",
            "applicant/id-card",
            "owner/id-card",
        ]
        assert item.materials[2].required is False
        assert item.materials[2].original
        assert len(item.visits) == 2
        assert sum(step.days for step in item.steps) == 2

    def test_stands_in_for_nothing_without_saying_so(self, names):
        made = defined(
            names, kind=None, kind_given="77", department="环保局", promised_days=None, statutory_days=None
        )
        assert {"define.kind", "define.department", "define.clock"} <= codes(made)
        assert "define.kind" not in codes(defined(names, kind=None, kind_given="16"))

    def test_says_every_time_what_the_catalogue_cannot_know(self, names):
        always = {"english", "code", "law", "fields", "steps", "result", "competent"}
        assert {f"define.{one}" for one in always} <= codes(defined(names))

    def test_gives_each_finding_the_line_that_it_is_about(self, names):
        made = defined(names, EntryMaterial("身份证"), visits=1)
        lines = made.text.splitlines()
        at = {one.code: lines[one.at.line - 1] for one in made.findings}
        assert at["define.whose"].startswith("  - {role: applicant, material: id-card")
        assert at["define.visit"].startswith("  - {place: hall")
        assert {one.at.file for one in made.findings} == {"items/home.yaml"}

    def test_names_the_form_that_the_dictionary_does_not_have(self, names):
        assert defined(names).papers == ""
        made = define_item(entry(), id="other", names=names, package=package())
        assert made.papers == "form-other:\n  label: TODO\n  form: true\n"


class TestPapers:
    def test_of_a_word_are_those_of_the_longest_one(self, names):
        assert meant("房东的孩子的身份证", names.roles) == "child"
        assert meant("不知道", names.roles) == ""

    def test_that_say_who_somebody_is_ask_whose_they_are(self, names):
        assert "define.whose" in codes(defined(names, EntryMaterial("身份证明")))
        assert "define.whose" not in codes(defined(names, EntryMaterial("房东的身份证明")))
        assert "define.whose" not in codes(defined(names, EntryMaterial("租房合同")))

    def test_nobody_knows_are_said_with_the_nearest_of_the_dictionary(self, names):
        made = defined(names, EntryMaterial("租凭合同"))
        [found] = [one for one in made.findings if one.code == "define.unknown_material"]
        assert "租赁合同" in found.message.zh
        assert "  # 租凭合同" in made.text.splitlines()

    def test_that_are_one_paper_are_listed_once(self, names):
        made = defined(names, EntryMaterial("身份证"), EntryMaterial("身份证复印件"))
        assert made.text.count("material: id-card") == 1
        assert "define.same_paper" in codes(made)

    def test_of_several_kinds_in_one_line_ask_for_a_decision(self, names):
        assert "define.one_of" in codes(defined(names, EntryMaterial("身份证或者护照")))

    def test_that_are_not_always_needed_ask_when(self, names):
        made = defined(names, EntryMaterial("租房合同", need=Need.SOMETIMES))
        assert "required: false" in made.text
        assert "define.when" in codes(made)

    @pytest.mark.parametrize(
        ("paper", "ways"),
        [
            (EntryMaterial("身份证", licence=True), "[licence, upload, paper]"),
            (EntryMaterial("身份证", form=Form.ELECTRONIC), "[upload]"),
            (EntryMaterial("身份证", form=Form.PAPER), "[paper]"),
            (EntryMaterial("身份证", tolerated=True), "[upload, paper, later]"),
        ],
    )
    def test_come_in_the_ways_of_the_catalogue(self, names, paper, ways):
        assert f"material: id-card, accepts: {ways}" in defined(names, paper).text

    def test_that_can_be_shared_ask_for_the_share(self, names):
        assert "define.share" in codes(defined(names, EntryMaterial("租房合同", shared=True)))


class TestAScene:
    def test_has_its_items_and_its_promise(self, names):
        made = define_scene(entry(name="搬家“一件事”"), id="moving", items=["home"], names=names)
        assert made.path == "scenes/moving.yaml"
        assert "name: 搬家一件事" in made.text
        assert "promise:\n  days: 2\n  items: [home]\n" in made.text
        assert {"define.summary", "define.topic", "define.roles", "define.order"} == codes(made)


class TestAFileOfNames:
    def test_says_everything_that_is_wrong_with_it(self):
        made, found = read_names("names.yaml", b"id: Town\nwords: {}\n")
        assert made is None
        assert {one.code for one in found} == {
            "package.unknown_key",
            "package.missing_key",
            "package.bad_id",
        }
