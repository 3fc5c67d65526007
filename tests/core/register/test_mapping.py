"""A mapping reads foreign rows as data, keeps what it does not know, and says what is wrong where it stands."""

import pytest

from onething.core.findings import Level
from onething.core.register.entries import HandleForm, Kind, Project, Scope
from onething.core.register.mapping_file import read_mapping, unread
from onething.core.register.reading import Row

MAPPING = """
id: demo
name: {zh: 演示, en: Demo}
area: "441900000000"
key: id
scene: {column: name, contains: 一件事}
elements:
  name: name
  department: office
  department_code: code
  kind: {column: kind, table: kinds}
  project: project
  promised_days: days
  statutory_days: law_days
  online: online
  forms: {column: forms, separator: "|"}
  scope: scope
materials:
  column: materials
  skip: {name: [无需材料]}
  elements: {name: name, originals: copies}
tables:
  kinds: {"1": "01"}
ignored: [note]
"""
ROW = {
    "id": "7",
    "name": "食品经营许可",
    "office": "市场监管局",
    "code": "",
    "kind": "1",
    "project": "承诺件",
    "days": 5,
    "law_days": "20",
    "online": "是",
    "forms": "窗口办理|网上办理",
    "scope": "全市",
    "materials": [{"name": "身份证", "copies": 1}, {"name": "无需材料"}],
}


@pytest.fixture(scope="module")
def mapping():
    made, found = read_mapping("demo.yaml", MAPPING.encode())
    assert not found
    return made


def read(mapping, **changes):
    return mapping.read(Row(3, {**ROW, **changes}, {"name": 2, "days": 7, "kind": 5}), file="list.csv")


class TestARow:
    def test_becomes_an_entry(self, mapping):
        entry = read(mapping).entry
        assert (entry.key, entry.name, entry.area) == ("7", "食品经营许可", "441900000000")
        assert (entry.kind, entry.project, entry.scope) == (Kind.PERMIT, Project.PROMISED, Scope.CITY)
        assert (entry.promised_days, entry.statutory_days, entry.online) == (5, 20, True)
        assert entry.forms == (HandleForm.WINDOW, HandleForm.ONLINE)
        assert not entry.scene

    def test_counts_its_lines_and_keeps_those_that_are_materials(self, mapping):
        found = read(mapping)
        assert found.materials == 2
        assert [(one.name, one.originals) for one in found.entry.materials] == [("身份证", 1)]

    def test_is_a_scene_by_its_mark(self, mapping):
        assert read(mapping, name="新生儿出生一件事").entry.scene


class TestWhatNoListKnows:
    def test_is_kept_as_given_and_warned_of(self, mapping):
        found = read(mapping, kind="16")
        assert (found.entry.kind, found.entry.kind_given) == (None, "16")
        (warning,) = found.findings
        assert (warning.code, warning.level) == ("import.unknown_value", Level.WARNING)
        assert (warning.at.file, warning.at.line, warning.at.column) == ("list.csv", 3, 5)
        assert "16" in warning.message.zh

    def test_a_wrong_code_of_a_department_is_kept_and_warned_of(self, mapping):
        found = read(mapping, code="11511301452259996u")
        assert found.entry.department_code == "11511301452259996u"
        assert [one.code for one in found.findings] == ["import.department_code"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": "五天"}, "import.wrong_value"),
        ({"days": -1}, "import.wrong_value"),
        ({"days": 1.5}, "import.wrong_value"),
        ({"days": True}, "import.wrong_value"),
        ({"online": "也许"}, "import.wrong_value"),
        ({"name": ""}, "import.empty"),
        ({"id": None}, "import.empty"),
        ({"name": "食品\u202e许可"}, "import.hidden_character"),
        ({"name": "食品\u200b许可"}, "import.hidden_character"),
        ({"name": "长" * 1001}, "import.too_long"),
        ({"name": ["食品"]}, "import.wrong_value"),
        ({"materials": "身份证"}, "import.wrong_value"),
        ({"materials": [{"name": ""}]}, "import.empty"),
        ({"materials": [{"name": "照片", "copies": "两张"}]}, "import.wrong_value"),
    ],
)
class TestARowThatCannotBeKept:
    def test_says_where_and_what_to_do(self, mapping, changes, code):
        found = read(mapping, **changes)
        assert found.entry is None
        errors = [one for one in found.findings if one.level is Level.ERROR]
        assert [one.code for one in errors] == [code]
        assert errors[0].at.line == 3
        (column,) = changes
        assert f"“{column}" in errors[0].message.zh


class TestAHiddenCharacter:
    def test_is_named_with_its_position(self, mapping):
        (found,) = read(mapping, name="食品\u202e许可").findings
        assert "第 3 个字符（U+202E）" in found.message.zh
        assert found.at.column == 2


class TestColumns:
    def test_one_that_nobody_reads_is_said(self, mapping):
        (found,) = unread(mapping, [*ROW, "note", "remark"], file="list.csv")
        assert (found.code, found.level) == ("import.column_not_read", Level.WARNING)
        assert "remark" in found.message.en

    def test_one_that_is_missing_is_an_error_with_the_nearest_name(self, mapping):
        columns = ["offices" if one == "office" else one for one in ROW]
        found = {one.code: one for one in unread(mapping, columns, file="list.csv")}
        assert found["import.column_missing"].level is Level.ERROR
        assert "offices" in found["import.column_missing"].message.zh


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("  name: name\n  department", "  nam: name\n  department", "package.unknown_element"),
        ("table: kinds", "table: kind", "package.unknown_table"),
        ("key: id\n", "", "package.missing_key"),
        ("separator:", "seperator:", "package.unknown_key"),
    ],
)
def test_a_mapping_that_is_wrong_is_not_used_and_says_where(before, after, code):
    assert before in MAPPING
    made, found = read_mapping("demo.yaml", MAPPING.replace(before, after).encode())
    assert made is None
    assert code in [one.code for one in found]
    assert all(one.at.line for one in found)


class TestAFileWithOtherColumns:
    def test_lacks_what_it_must_have(self, mapping):
        found = unread(mapping, [one for one in ROW if one != "days"], file="list.csv")
        assert [(one.code, one.level) for one in found] == [("import.column_missing", Level.ERROR)]
        assert found[0].message.zh.endswith("是不是“law_days”？")

    def test_lacks_what_it_may_lack(self):
        loose, _ = read_mapping("demo.yaml", (MAPPING + "optional: [days, materials]\n").encode())
        found = unread(loose, [one for one in ROW if one not in ("days", "materials")], file="list.csv")
        assert [(one.code, one.level) for one in found] == [("import.column_absent", Level.WARNING)] * 2
        assert loose.untold(["materials"]) == {"promised_days"}

    @pytest.mark.parametrize("column", ["id", "name"])
    def test_may_never_lack_key_or_name(self, column):
        made, found = read_mapping("demo.yaml", (MAPPING + f"optional: [{column}]\n").encode())
        assert made is None
        assert [one.code for one in found] == ["package.bad_value"]

    def test_says_once_for_the_file_that_a_column_is_not_there(self, mapping):
        cells = {key: value for key, value in ROW.items() if key != "name"}
        found = mapping.read(Row(3, cells, {"id": 1}), file="list.csv")
        assert found.entry is None
        assert [one for one in found.findings if one.level is Level.ERROR] == []


@pytest.mark.parametrize("raw", [5, True, "x", {"name": "a"}, [1]])
def test_lines_that_are_no_list_of_objects_are_refused(mapping, raw):
    found = read(mapping, materials=raw)
    assert found.entry is None
    assert [one.code for one in found.findings] == ["import.wrong_value"]


def test_what_no_list_knows_stays_with_the_entry_as_it_was_given(mapping):
    assert read(mapping, scope="火星").entry.more == {"scope": "火星"}
