"""What a form of the editor sends is what the file says; a line sent back as it was shown changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from onething.adapters.packages import load_city, read_folder
from onething.core.catalogue.loader import load_package
from onething.core.editing import inputs
from onething.core.editing.document import Document
from onething.core.editing.inputs import FORM, NAMED
from onething.core.editing.lines import Hand, add_line, drop_line, edit_line, lines_of, move_line
from onething.core.editing.refusals import (
    ConditionWrong,
    DayWrong,
    LineWrong,
    LooksAlike,
    NameRefused,
    NameTaken,
    NumberWrong,
    ValueMissing,
)
from onething.core.editing.sections import SECTIONS, section_of
from onething.core.editing.variables import variables_of_item

CITIES = Path(__file__).resolve().parents[3] / "cities"
FILES = {city: read_folder(CITIES / city) for city in ("dongguan", "practice")}
PACKAGES = {city: load_city(CITIES / city).package for city in FILES}
PACKAGE = PACKAGES["dongguan"]
THINGS = [
    (city, name)
    for city, files in FILES.items()
    for name in sorted(files)
    if name.startswith(("items/", "scenes/"))
]
CARE = "items/care-allowance.yaml"

#: An item and a scene that have every key that a form has, with comments where people write them.
EVERY = {
    "items": """# What people say of the item.
id: thing
name: {zh: 某事, en: Something}   # the name
code: "1"
kind: "05"
department: civil-affairs
levels: [town, city]   # both
service_object: [person]
law: [某法 第一条]
clock:   # ours
  profile: benefit
  promised_days: 5
  statutory_days: 20
  day_kind: working
  # the city's own
  own_grounds: {appraisal: 某规 第二条}
  source: calibrated
subject: applicant
roles: [applicant, representative]
questions:
  # asked first
  - id: pay
    text: {zh: 怎么领？, en: How?}
    help: {zh: 随便, en: As you like}
    kind: choice
    choices: {bank: {zh: 银行, en: bank}, card: {label: 卡, help: 社保卡}}
    known_from: state
    answers_by_fact: {there: card}   # so
    fills: applicant/person.name
    fills_with: {bank: x}
    is_role: {bank: representative}
    min: 1
    max: 2026-03-05
    required_choice: true
    because: 试
    source: design
facts:
  # what the register says
  state: {label: {zh: 状态, en: State}, type: choice, choices: ["1", there], scale: 2, share: low-income-register, given_by: medical-aid, stands_in: pay, source: design, because: 试}
eligible:
  - id: age
    if: 'age >= 60'   # the law
    text: {zh: 年满, en: Old}
    law: 某法
    way_forward: {zh: 再来, en: Later}
    because: 试
    source: design
fields:
  - role: applicant
    element: person.name
    required: false
    when: 'age >= 18'
    constraints: {min: 1, max: 2, max_length: 60, allowed: [a, b]}   # stricter
    because: 试
    source: design
  - {block: person-8, role: applicant}
materials:
  - role: applicant
    material: id-card
    accepts: [licence, upload]
    form: true
    required: false
    when: 'age >= 18'   # grown up
    copies: 1
    original: true
    valid_days: 30
    law: 某法
    confirms:
      text: {zh: 属实, en: It is so}
      repeats: [applicant/person.name]
    because: 试
    source: design
steps:
  - kind: decision   # the last
    name: {zh: 决定, en: Decision}
    department: civil-affairs
    level: city
    days: 3
    officers: 2
result:
  - id: paper
    name: {zh: 决定书, en: Decision}
    kind: document
    licence: id-card
    stands_for: id-card
    role: applicant
    gives: {applicant/care.amount: officer}   # by hand
    facts: {state: applicant/care.amount}
    number: applicant/care.amount
    valid: {zh: 一年, en: one year}
    conditions:
      - {zh: 按时, en: On time}
    sample: samples/care-allowance-decision.svg
    because: 试
    source: design
fees:
  - {name: {zh: 工本费, en: Fee}, fen: 500, basis: 某文, when: 'age >= 18', source: design}   # small
visits:
  - {place: bank, purpose: open, reason: 要本人, when: 'age >= 18'}   # once
competent:
  # where the household is
  - when: 'household == "dongguan"'
    value: household_town   # there
    source: design
  - {else: city}
scope: city
channels: [window, online]
depth: 3
retention_years: 10
tolerance: true
declaration: true
automatic: 'age >= 60'   # in the shadow
exceptions:
  # the eastern street
  - division: "441900003000"
    approved: {number: 一号, on: 2026-01-15}   # approved
    ends_on: 2026-12-31
    promised_days: 8
    ways: {applicant/id-card: [paper]}   # nothing else
    because: 试
    source: design
integration:   # not all here
  level: L2
  system: other
  answer_hours: 12
  link: https://example.cn
  source: design
source: design
""",
    "scenes": """# What people say of the scene.
id: thing
name: {zh: 一件事, en: One thing}
summary: {zh: 一起, en: Together}
lead: civil-affairs
topic: family   # for now
words: [证, 卡]
version: "1"
effective_from: 2026-01-01
roles:
  # whose matter it is
  applicant: {label: {zh: 本人, en: Person}, many: true, min: 1, max: 3}
questions:
  - {id: also, text: {zh: 还办, en: Also}, kind: multi, required_choice: true, choices: {bank: 银行, card: 卡}}
facts:
  old: {label: {zh: 老, en: Old}, type: bool, share: low-income-register}   # known
constraints:
  # nobody is both
  - 'age > 1'
items:
  - item: medical-aid
    when: 'age >= 60'   # old
    optional: also.aid
    proactive: true
    needs: [care-allowance]
    after: [care-allowance]
    roles: {applicant: applicant}   # the same
    because: 试
  - {item: care-allowance}
promise:   # for all
  days: 5
  items: [medical-aid]
  source: design
outcomes:
  - {if: 'age < 60', text: {zh: 等等, en: Wait}, source: design}   # too young
periods:
  - {from: 04-01, to: 05-31, note: {zh: 以公告为准, en: As told}, source: design}   # spring
source: design
""",
}
KEYS = [
    (folder, section.id, one.key)
    for folder, parts in SECTIONS.items()
    for section in parts
    for one in section.inputs
]


def sent(section, line):
    """Return what a browser would send for a line that nobody touched."""
    typed = {}
    for one in section.inputs:
        here = line.shown(one)
        if one.kind in (inputs.TEXT, inputs.OFFICE):
            typed |= {f"{one.key}.{part}": [said] for part, said in here.items()}
        elif one.kind == inputs.ROWS_ONE:
            typed |= {f"{one.key}@{row}": [said] for row, said in here.items()}
        elif one.kind == inputs.ROWS_MANY:
            typed |= {f"{one.key}@{row}": ticked for row, ticked in here.items()}
        elif one.kind == inputs.MANY:
            typed[one.key] = here
        elif one.kind == inputs.FLAG:
            typed[one.key] = ["1"] if here else []
        else:
            typed[one.key] = [here.replace("\n", "\r\n")]
    return typed


#: For each way of typing: what somebody types, and what the file says then.
OTHERWISE = {
    inputs.TEXT: ({".zh": ["另一个"], ".en": ["Another"]}, {"zh": "另一个", "en": "Another"}),
    inputs.TEXTS: ({"": ["新的 | New\r\n第二条"]}, [{"zh": "新的", "en": "New"}, "第二条"]),
    inputs.LINE: ({"": [" other "]}, "other"),
    inputs.NUMBER: ({"": ["77"]}, 77),
    inputs.BOUND: ({"": ["2027-01"]}, "2027-01"),
    inputs.DAY: ({"": ["2027-02-28"]}, "2027-02-28"),
    inputs.FLAG: ({"": []}, False),
    inputs.LIST: ({"": ["甲\r\n\r\n乙\r\n"]}, ["甲", "乙"]),
    inputs.CHOICES: (
        {"": ["bank = 银行 | bank\r\ncard = 卡片 | | 社保卡"]},
        {"bank": {"zh": "银行", "en": "bank"}, "card": {"label": "卡片", "help": "社保卡"}},
    ),
    inputs.CONDITION: ({"": ["age  >= 61"]}, "age >= 61"),
    inputs.REFER: ({"": ["person.phone"]}, "person.phone"),
    inputs.KEYS: (
        {"": ["applicant/person.name = copy:applicant/person.name"]},
        {"applicant/person.name": "copy:applicant/person.name"},
    ),
    inputs.OFFICE: (
        {".office": ["residence_town"], ".role": ["representative"], ".element": [""]},
        "residence_town:representative",
    ),
    inputs.ROWS_ONE: ({"@applicant": ["representative"]}, {"applicant": "representative"}),
    inputs.ROWS_MANY: (
        {"@applicant/id-card": ["upload", "paper"]},
        {"applicant/id-card": ["upload", "paper"]},
    ),
}
#: Keys that only one of a few values fits.
PICKED = {"kind": "check", "profile": "permit", "day_kind": "calendar", "scope": "town", "level": "town"}
PICKED |= {"required": "true", "type": "int"}


def typed_otherwise(one):
    """Return what is typed into the boxes of a key so that it becomes another, and what the file says then."""
    typed, value = OTHERWISE.get(one.kind, ({}, None))
    if one.kind == inputs.ONE:
        said = "L1" if one.key == "level" and one.options[0][0] == "L0" else PICKED[one.key]
        return {one.key: [said]}, said == "true" or said
    if one.kind == inputs.MANY:
        ids = [id for id, _label in one.options[-2:]] or ["z", "b"]
        return {one.key: ids[::-1]}, ids if one.options else ids[::-1]
    if one.key == "material":
        return {one.key: ["photo"]}, "photo"
    if one.key == "stands_for":
        return {one.key: ["photo"]}, "photo"
    return {one.key + part: said for part, said in typed.items()}, value


def put(value, path, new):
    """Return plain data with another value at a place: what somebody would have typed by hand."""
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) > 1:
        copy[path[0]] = put(copy[path[0]], path[1:], new)
    else:
        copy[path[0]] = new
    return copy


def comments(text):
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


class TestALineSentBack:
    @pytest.mark.parametrize(("city", "name"), THINGS)
    def test_as_it_was_shown_leaves_the_file_byte_for_byte(self, city, name):
        document = before = Document.of(FILES[city][name], name)
        for section in SECTIONS[name.partition("/")[0]]:
            for at, line in enumerate(lines_of(before, section)):
                document, _at = edit_line(document, section, at, sent(section, line), Hand(PACKAGES[city]))
        assert document.data() == FILES[city][name]

    @pytest.mark.parametrize("folder", EVERY)
    def test_with_every_key_leaves_the_file_as_it_is(self, folder):
        document = before = Document(EVERY[folder], f"{folder}/thing.yaml")
        for section in SECTIONS[folder]:
            for at, line in enumerate(lines_of(before, section)):
                document, _at = edit_line(document, section, at, sent(section, line), Hand(PACKAGE))
        assert document.text == EVERY[folder]


class TestEveryKey:
    @pytest.mark.parametrize(("folder", "part", "key"), KEYS)
    def test_changed_by_form_is_the_tree_that_is_typed_by_hand(self, folder, part, key):
        section = section_of(folder, part)
        one = next(one for one in section.inputs if one.key == key)
        document = Document(EVERY[folder], f"{folder}/thing.yaml")
        line = lines_of(document, section)[0]
        typed, value = typed_otherwise(one)
        edited, _at = edit_line(document, section, 0, sent(section, line) | typed, Hand(PACKAGE))
        if section.kind == NAMED and key == "id":
            whole = document.value()
            named = {value if name == line.value["id"] else name: said for name, said in whole[part].items()}
            assert edited.value() == whole | {part: named}
        else:
            path = (*line.path, *(() if section.kind == inputs.PLAIN else one.path))
            assert edited.value() == put(document.value(), path, value)
        assert comments(edited.text) == comments(document.text)

    @pytest.mark.parametrize(("folder", "part", "key"), KEYS)
    def test_emptied_by_form_is_gone_unless_it_must_be_there(self, folder, part, key):
        section = section_of(folder, part)
        one = next(one for one in section.inputs if one.key == key)
        document = Document(EVERY[folder], f"{folder}/thing.yaml")
        line = lines_of(document, section)[0]
        typed = sent(section, line)
        gone = {name: [""] for name in typed if name == key or name.startswith((f"{key}.", f"{key}@"))}
        if one.must:
            with pytest.raises(ValueMissing) as refused:
                edit_line(document, section, 0, typed | gone, Hand(PACKAGE))
            assert refused.value.key == key
            return
        if (part, key) in {("competent", "when"), ("fields", "element"), ("facts", "id")}:
            return  # another case is the last one already; a line is of an element or of a block
        edited, _at = edit_line(document, section, 0, typed | gone, Hand(PACKAGE))
        left = edited.value((*line.path, *one.path), "gone")
        assert left in ("gone", False)
        assert one.path[:-1] == () or edited.value((*line.path, one.path[0]), {"x": 1}) != {}

    @pytest.mark.parametrize(("folder", "part"), [(f, one.id) for f in SECTIONS for one in SECTIONS[f]])
    def test_a_line_typed_anew_says_what_the_line_said_that_was_taken_away(self, folder, part):
        section = section_of(folder, part)
        before = Document(EVERY[folder], f"{folder}/thing.yaml")
        typed = sent(section, lines_of(before, section)[0])
        if section.kind != FORM:
            document, at = add_line(drop_line(before, section, 0), section, typed, Hand(PACKAGE))
        elif section.optional:
            document, at = edit_line(before.remove(section.path), section, 0, typed, Hand(PACKAGE))
        else:
            return
        assert lines_of(document, section)[at].value == lines_of(before, section)[0].value


class TestAChange:
    def edited(self, part, at, **typed):
        document = Document.of(FILES["dongguan"][CARE], CARE)
        section = section_of("items", part)
        line = sent(section, lines_of(document, section)[at]) | {
            key.replace("__", ".").replace("_zh", ".zh"): [value] for key, value in typed.items()
        }
        hand = Hand(PACKAGE, variables_of_item(PACKAGE.items["care-allowance"], PACKAGE))
        return edit_line(document, section, at, line, hand)[0]

    def test_reads_back_and_the_package_still_loads(self):
        document = self.edited("clock", 0, promised_days="10", statutory_days="")
        assert document.value(("clock",)) == {
            "profile": "benefit",
            "promised_days": 10,
            "day_kind": "working",
            "source": "calibrated",
        }
        files = {**FILES["dongguan"], CARE: document.data()}
        assert load_package(files).package.items["care-allowance"].promised_days == 10

    def test_of_a_text_keeps_the_other_language(self):
        document = self.edited("eligible", 0, text_zh="户籍在广东")
        assert document.value(("eligible", 0, "text")) == {
            "zh": "户籍在广东",
            "en": "The applicant’s household is registered in Guangdong",
        }

    def test_of_choices_keeps_what_stands_beside_a_label(self):
        name = "scenes/disabled-services.yaml"
        document = Document.of(FILES["dongguan"][name], name)
        section = section_of("scenes", "questions")
        lines = lines_of(document, section)
        at = [line.value["id"] for line in lines].index("by")
        line = sent(section, lines[at])
        me, _guardian, agent = line["choices"][0].splitlines()
        line["choices"] = ["\n".join([me.replace("本人", "我自己"), agent, "neighbour = 邻居"])]
        edited = edit_line(document, section, at, line, Hand(PACKAGE))[0].value(("questions", at, "choices"))
        assert list(edited) == ["self", "agent", "neighbour"]
        assert edited["self"] == {"zh": "我自己", "en": "The person"}
        assert edited["agent"]["help"]["zh"].startswith("家人")
        assert edited["neighbour"] == "邻居"

    @pytest.mark.parametrize(
        ("part", "at", "typed", "error", "key"),
        [
            ("clock", 0, {"promised_days": "five"}, NumberWrong, "promised_days"),
            ("clock", 0, {"promised_days": ""}, ValueMissing, "promised_days"),
            ("clock", 0, {"own_grounds": "appraisal"}, LineWrong, "own_grounds"),
            ("materials", 1, {"material": "残疾评定表格"}, LooksAlike, "material"),
            ("fields", 4, {"element": "火箭推力"}, LooksAlike, "element"),
            ("fields", 4, {"element": ""}, ValueMissing, "element"),
            ("materials", 1, {"when": 'houshold == "dongguan"'}, ConditionWrong, "when"),
            ("automatic", 0, {"automatic": "age >="}, ConditionWrong, "automatic"),
            ("competent", 0, {"value__office": ""}, ValueMissing, "value"),
            ("competent", 0, {"value__office": "town"}, ValueMissing, "value"),
            ("integration", 0, {"system": "x"}, ValueMissing, "level"),
        ],
    )
    def test_that_cannot_be_is_refused_with_its_key(self, part, at, typed, error, key):
        with pytest.raises(error) as refused:
            self.edited(part, at, **typed)
        assert refused.value.key == key

    def test_of_the_office_and_of_an_exception_holds_in_the_package(self):
        hand, section = Hand(PACKAGE), section_of("items", "competent")
        document = Document.of(FILES["dongguan"][CARE], CARE)
        office = {"when": ['household == "dongguan"'], "value.office": ["household_town"]}
        document, at = add_line(document, section, office, hand)
        assert at == 0  # before the last one
        assert document.value(("competent",)) == [
            {"when": 'household == "dongguan"', "value": "household_town"},
            {"else": "household_town"},
        ]
        town = next(code for code, one in PACKAGE.divisions.items() if one.level == "town")
        typed = {"division": [town], "approved.number": ["一号"], "approved.on": ["2026-01-15"]}
        typed |= {"ends_on": ["2026-12-31"], "promised_days": ["20"], "ways@applicant/id-card": ["paper"]}
        document, _at = add_line(document, section_of("items", "exceptions"), typed, hand)
        machine, _at = edit_line(
            document, section_of("items", "automatic"), 0, {"automatic": ['income == "dibao"']}, hand
        )
        item = load_package({**FILES["dongguan"], CARE: machine.data()}).package.items["care-allowance"]
        assert [(case.when is None, case.value) for case in item.competent] == [
            (False, "household_town"),
            (True, "household_town"),
        ]
        (exception,) = item.exceptions
        assert (exception.division, exception.ends_on) == (town, date(2026, 12, 31))
        assert (exception.approved.number, exception.promised_days) == ("一号", 20)
        assert item.automatic.text == 'income == "dibao"'


class TestCases:
    SECTION = section_of("items", "competent")
    TEXT = "competent:\n  # first\n  - {when: 'a', value: city}   # here\n  - {else: 'town:site/site.address'}   # else\n"

    def edited(self, text, at, **typed):
        document = Document(text, "items/thing.yaml")
        line = sent(self.SECTION, lines_of(document, self.SECTION)[at])
        return edit_line(
            document, self.SECTION, at, line | {key: [value] for key, value in typed.items()}, Hand()
        )

    def test_the_last_one_becomes_a_case_and_a_case_the_last_one(self):
        document, at = self.edited(self.TEXT, 1, when="b")
        assert at == 1
        assert document.value(("competent", 1)) == {"value": "town:site/site.address", "when": "b"}
        document, at = self.edited(document.text, 0, when="")
        assert at == 1
        assert document.value(("competent",))[1] == {"else": "city"}
        assert sorted(comments(document.text)) == sorted(comments(self.TEXT))

    def test_of_the_last_one_the_office_is_changed_where_it_stands(self):
        document, at = self.edited(self.TEXT, 1, **{"value.office": "hospital", "value.role": ""})
        assert (at, document.text) == (1, self.TEXT.replace("'town:site/site.address'", "'hospital'"))

    def test_there_is_one_last_one(self):
        with pytest.raises(ValueMissing) as refused:
            self.edited(self.TEXT, 0, when="")
        assert refused.value.key == "when"
        with pytest.raises(ValueMissing):
            add_line(Document(self.TEXT, "items/x.yaml"), self.SECTION, {"value.office": ["any"]}, Hand())


class TestNames:
    SECTION = section_of("scenes", "facts")
    TEXT = "facts:\n  old: {label: 老, type: bool}   # so\n  poor: {label: 穷, type: bool}\n"

    @pytest.mark.parametrize(
        ("name", "error"), [("poor", NameTaken), ("Alt", NameRefused), ("", ValueMissing)]
    )
    def test_that_are_taken_or_no_names_are_refused(self, name, error):
        document = Document(self.TEXT, "scenes/thing.yaml")
        typed = sent(self.SECTION, lines_of(document, self.SECTION)[0]) | {"id": [name]}
        with pytest.raises(error) as refused:
            edit_line(document, self.SECTION, 0, typed, Hand())
        assert refused.value.key == "id"
        with pytest.raises(error):
            add_line(document, self.SECTION, typed, Hand())

    def test_of_days_that_are_none_are_refused(self):
        section = section_of("items", "exceptions")
        typed = {"division": ["1"], "approved.number": ["1"], "approved.on": ["2026-02-30"]}
        with pytest.raises(DayWrong) as refused:
            add_line(Document("id: x\n", "items/x.yaml"), section, typed | {"ways@a/b": ["paper"]}, Hand())
        assert refused.value.key == "approved.on"


class TestANewLine:
    def test_has_the_keys_in_the_order_of_the_format(self):
        typed = {
            "accepts": ["paper", "upload"],
            "material": ["身份证复印件"],
            "role": ["applicant"],
            "copies": ["2"],
        }
        document = Document("id: x\n", "items/x.yaml")
        document, _at = add_line(document, section_of("items", "materials"), typed, Hand(PACKAGE))
        assert document.text == (
            "id: x\nmaterials:\n  - {role: applicant, material: id-card, accepts: [upload, paper], copies: 2}\n"
        )

    def test_takes_whose_it_is_from_its_name(self):
        typed = {"accepts": ["upload"], "material": ["代理人身份证复印件"], "role": [""]}
        document = Document("id: x\n", "items/x.yaml")
        document, _at = add_line(document, section_of("items", "materials"), typed, Hand(PACKAGE))
        assert document.value(("materials", 0, "role")) == "representative"
        named = {"element": ["监护人身份证号"], "role": [""]}
        document, _at = add_line(document, section_of("items", "fields"), named, Hand(PACKAGE))
        assert document.value(("fields", 0)) == {"role": "representative", "element": "person.id_number"}

    def test_needs_what_must_be_there(self):
        with pytest.raises(ValueMissing):
            add_line(
                Document("id: x\n", "items/x.yaml"),
                section_of("items", "fees"),
                {"name.zh": ["工本费"]},
                Hand(),
            )

    def test_moves_with_its_comment(self):
        document = Document(EVERY["items"], "items/thing.yaml")
        moved, at = move_line(document, section_of("items", "competent"), 0, 1)
        assert at == 1
        assert comments(moved.text) == comments(document.text)
        assert moved.value(("competent", 0)) == {"else": "city"}
