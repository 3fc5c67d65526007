"""Lines of items in tables of their own: which item a row belongs to, in which order, and what a table does not tell."""

import pytest

from onething.core.findings import Level
from onething.core.register.entries import Entry, EntryMaterial, Form
from onething.core.register.mapping_file import read_mapping, unread, unread_table
from onething.core.register.reading import Row
from onething.core.register.tables import Line, completed
from onething.core.source import Where

MAPPING = """
id: demo
name: {zh: 演示, en: Demo}
key: id
skip: {id: [编号]}
elements: {name: name, code: code, day_kind: {column: unit, instead: other_unit}}
materials:
  column: materials
  skip: {name: [无需材料]}
  elements: {name: name, form: form, originals: copies}
  table: {item: item, by: code, order: seq, sheet: papers, skip: {item: [事项]}, optional: [copies], ignored: [note]}
steps:
  elements: {name: step}
  table: {item: item}
"""


@pytest.fixture(scope="module")
def mapping():
    made, found = read_mapping("demo.yaml", MAPPING.encode())
    assert not found
    return made


def line(mapping, number=2, **cells):
    columns = {"item": 1, "name": 2, "form": 3, "copies": 4, "seq": 5}
    given = {"item": "A", "name": "身份证", "form": "纸质", "copies": 1, "seq": 1, **cells}
    return mapping.line("materials", Row(number, given, columns), file="papers.csv")


class OneTable:
    """A table of papers that was read."""

    names, found, more_findings, untold = ("materials",), (), 0, {}

    def __init__(self, *lines):
        self.given = [Line(one, at=Where("papers.csv", number, 2)) for number, one in enumerate(lines, 2)]

    def lines(self, name, owner):
        return self.given if (name, owner) == ("materials", "A") else []

    def strays(self, name):
        return iter(())


class TestARowOfATable:
    def test_is_a_line_of_the_item_that_it_names(self, mapping):
        row, found = line(mapping, item=7, seq="12")
        assert (row.owner, row.place, row.owner_at) == ("7", 12, Where("papers.csv", 2, 1))
        assert row.line.made == EntryMaterial("身份证", form=Form.PAPER, originals=1)
        assert row.line.at == Where("papers.csv", 2, 2)
        assert not found

    def test_that_is_a_second_header_belongs_to_nothing(self, mapping):
        assert line(mapping, item="事项", seq="顺序", copies="份数") == (None, [])

    def test_that_says_there_is_none_is_a_line_without_a_material(self, mapping):
        row, found = line(mapping, name="无需材料")
        assert (row.owner, row.line.made, found) == ("A", None, [])

    @pytest.mark.parametrize(
        ("cells", "code", "column"),
        [
            ({"item": ""}, "import.empty", 1),
            ({"name": None}, "import.empty", 2),
            ({"copies": "两份"}, "import.wrong_value", 4),
            ({"seq": "第一"}, "import.wrong_value", 5),
            ({"name": "身份\u202e证"}, "import.hidden_character", 2),
        ],
    )
    def test_that_is_wrong_says_where(self, mapping, cells, code, column):
        (found,) = line(mapping, 9, **cells)[1]
        assert (found.code, found.level, found.at) == (code, Level.ERROR, Where("papers.csv", 9, column))

    def test_keeps_what_no_list_knows(self, mapping):
        row, (warning,) = line(mapping, form="羊皮")
        assert (row.line.made.form, row.line.kept) == (None, {"form": "羊皮"})
        assert (warning.code, warning.at.column) == ("import.unknown_value", 3)


class TestAnItemWithLinesApart:
    def read(self, mapping, tables, **cells):
        return mapping.read(
            Row(2, {"id": "1", "name": "许可", "code": "A", **cells}), file="x", tables=tables
        )

    def test_has_those_that_name_it_by_the_column_of_the_mapping(self, mapping):
        papers = OneTable(EntryMaterial("身份证"), None, EntryMaterial("照片"))
        found = self.read(mapping, papers)
        assert [one.name for one in found.entry.materials] == ["身份证", "照片"]
        assert found.materials == 3
        assert self.read(mapping, papers, code="B").entry.materials == ()

    def test_is_told_of_a_line_that_says_the_same_as_another(self, mapping):
        papers = OneTable(EntryMaterial("身份证"), EntryMaterial("照片"), EntryMaterial("身份证"))
        found = self.read(mapping, papers)
        (warning,) = found.findings
        assert (warning.code, warning.level, warning.at.line) == ("import.line_twice", Level.WARNING, 4)
        assert "第 2 行" in warning.message.zh
        assert len(found.entry.materials) == 3

    def test_is_told_of_one_inside_its_row_too(self, mapping):
        inside = [{"name": "照片", "copies": 2}, {"name": "照片", "copies": 1}, {"name": "照片", "copies": 2}]
        found = mapping.read(Row(2, {"id": "1", "name": "许可", "materials": inside}), file="x")
        assert [one.code for one in found.findings] == ["import.line_twice"]

    def test_counts_days_as_the_column_says_that_is_filled(self, mapping):
        assert self.read(mapping, OneTable(), unit="", other_unit="自然日").entry.day_kind == "calendar"
        assert self.read(mapping, OneTable(), unit="工作日", other_unit="自然日").entry.day_kind == "working"
        (found,) = self.read(mapping, OneTable(), unit="小时").findings
        assert (found.code, found.level) == ("import.wrong_value", Level.ERROR)


class TestColumns:
    ITEMS = ("id", "name", "code", "unit", "other_unit")

    def codes(self, found):
        return [(one.code, one.level.value) for one in found]

    def test_of_items_without_their_tables_say_what_stays(self, mapping):
        found = unread(mapping, self.ITEMS, file="x")
        assert self.codes(found) == [("import.table_absent", "warning")] * 2
        assert "--with materials=" in found[0].message.zh
        assert "“papers”" in found[0].message.zh
        assert mapping.untold(self.ITEMS) == {"materials", "steps"}
        assert mapping.untold(self.ITEMS, ["steps"]) == {"materials"}
        assert mapping.untold([*self.ITEMS, "materials"], ["steps"]) == frozenset()

    def test_of_items_need_that_by_which_a_table_names_them(self, mapping):
        fewer = [one for one in self.ITEMS if one != "code"]
        found = unread(mapping, fewer, file="x", tables=("materials", "steps"))
        assert self.codes(found) == [("import.column_missing", "error")]

    def test_of_items_with_lines_inside_and_apart_are_told_to_be_one_too_many(self, mapping):
        found = unread(mapping, [*self.ITEMS, "materials"], file="x", tables=("materials", "steps"))
        assert self.codes(found) == [("import.told_twice", "error")]

    def test_of_a_table_are_all_read_or_said(self, mapping):
        found = unread_table(mapping, "materials", ["item", "name", "seq", "note", "more"], file="x")
        assert self.codes(found) == [
            ("import.column_not_read", "warning"),
            ("import.column_absent", "warning"),
            ("import.column_missing", "error"),
        ]
        assert mapping.tables["materials"].untold(["item", "name", "form"]) == {"originals"}


def test_what_a_table_does_not_tell_of_a_line_stays_with_the_line_of_that_name():
    before = Entry(
        "1", "许可", materials=(EntryMaterial("照片", paper="A4"), EntryMaterial("照片", paper="A3"))
    )
    now = (
        EntryMaterial("身份证"),
        EntryMaterial("照片", copies=2),
        EntryMaterial("照片"),
        EntryMaterial("照片"),
    )
    made = completed(Entry("1", "许可", materials=now), before, untold=(), lines={"materials": {"paper"}})
    assert [(one.name, one.copies, one.paper) for one in made.materials] == [
        ("身份证", None, ""),
        ("照片", 2, "A4"),
        ("照片", None, "A3"),
        ("照片", None, ""),
    ]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("  table: {item: item}\n", "", "package.missing_key"),
        ("table: {item: item}", "table: {order: seq}", "package.missing_key"),
        ("optional: [copies]", "optional: [item]", "package.bad_value"),
        ("optional: [copies]", "optional: [name]", "package.bad_value"),
        ("sheet: papers", "shet: papers", "package.unknown_key"),
        ("table: {item: item}", "table: {item: item, elements: {nam: a}}", "package.unknown_element"),
    ],
)
def test_a_table_that_is_declared_wrongly_is_said_where_it_stands(before, after, code):
    assert before in MAPPING
    made, found = read_mapping("demo.yaml", MAPPING.replace(before, after).encode())
    assert made is None
    assert code in [one.code for one in found]
    assert all(one.at.line for one in found)
