"""Materials and steps in sheets and files of their own: read once, kept outside memory, given item by item."""

import tracemalloc
from contextlib import closing

import pytest
from openpyxl import Workbook

from onething.adapters.catalogues import apart
from onething.adapters.catalogues.apart import TablesApart
from onething.adapters.catalogues.reading import read_rows
from onething.core.register.files import MOST_LINES
from onething.core.register.mapping_file import read_mapping

MAPPING, _ = read_mapping(
    "demo.yaml",
    b"""
id: demo
name: {zh: "x", en: Demo}
key: id
elements: {name: name}
materials:
  elements: {name: name, originals: copies}
  table: {item: item, order: seq, sheet: papers, optional: [copies, seq]}
steps:
  elements: {name: step}
  table: {item: item, sheet: steps}
""",
)


def names(tables, owner, name="materials"):
    return [one.made.name for one in tables.lines(name, owner)]


def said(tables):
    return [(one.code, str(one.at)) for one in tables.found]


class TestAFurtherFile:
    def opened(self, tmp_path, text, name="papers.csv"):
        (tmp_path / "items.csv").write_text("id,name\n1,a\n")
        (tmp_path / name).write_text(text)
        return closing(TablesApart(MAPPING, tmp_path / "items.csv", {"materials": tmp_path / name}))

    def test_gives_the_lines_of_each_item_in_their_order(self, tmp_path):
        with self.opened(tmp_path, "item,name,copies,seq\nA,b,1,2\nB,x,,0\nA,a,2,1\nA,c,,2\n") as tables:
            assert tables.names == ("materials",)
            assert names(tables, "A") == ["a", "b", "c"]
            assert [one.made.originals for one in tables.lines("materials", "A")] == [2, 1, None]
            assert (names(tables, "B"), names(tables, "C")) == (["x"], [])
            assert not tables.found

    def test_is_read_from_json_with_its_places(self, tmp_path):
        rows = '[{"item": 7, "name": "a", "copies": 1, "seq": 1},\n{"item": 7, "name": "", "copies": 1, "seq": 2}]'
        with self.opened(tmp_path, rows, "papers.json") as tables:
            assert [one.made and one.made.name for one in tables.lines("materials", "7")] == ["a", None]
            assert said(tables) == [("import.empty", "papers.json:2:13")]

    def test_says_what_it_lacks_and_what_is_wrong_in_it_at_once(self, tmp_path):
        with self.opened(tmp_path, "item,name,remark\nA,a,\nB\n,b,\n") as tables:
            assert said(tables) == [
                ("import.column_not_read", "papers.csv:1:3"),
                ("import.column_absent", "papers.csv:1:0"),
                ("import.column_absent", "papers.csv:1:0"),
                ("import.empty", "papers.csv:4:1"),
                ("import.cells", "papers.csv:3:2"),
            ]
            assert tables.untold == {"materials": {"originals"}}

    def test_names_what_nobody_asked_for_once_for_each_owner(self, tmp_path):
        with self.opened(tmp_path, "item,name\nX,a\nA,a\nW,a\nX,b\n") as tables:
            tables.lines("materials", "A")
            strays = [(one.owner, one.at.line, one.at.column, one.rows) for one in tables.strays("materials")]
            assert strays == [("X", 2, 1, 2), ("W", 4, 1, 1)]

    def test_gives_an_item_no_more_lines_than_it_may_have(self, tmp_path):
        with self.opened(tmp_path, "item,name\n" + "A,a\n" * (MOST_LINES + 2)) as tables:
            assert said(tables)[-1] == ("import.too_many_lines", f"papers.csv:{MOST_LINES + 2}:1")
            assert len(names(tables, "A")) == MOST_LINES

    def test_that_is_all_wrong_lists_no_more_than_one_can_read_and_its_errors(self, tmp_path, monkeypatch):
        monkeypatch.setattr(apart, "MOST_FINDINGS", 3)
        with self.opened(tmp_path, "item,name,a,b,c,d\nA,,,,,\nB,,,,,\n") as tables:
            assert [one.code for one in tables.found][3:] == ["import.empty"] * 2
            assert tables.more_findings == 3

    def test_of_many_rows_is_not_held_in_memory(self, tmp_path):
        """6,000 rows of 1,000 characters are 18 MB as a file, and more as texts."""
        rows = (f"{number % 3000},{'名' * 20}{number},{'注' * 1000}\n" for number in range(6000))
        text = "item,name,remark\n" + "".join(rows)
        (tmp_path / "items.csv").write_text("id,name\n1,a\n")
        (tmp_path / "papers.csv").write_text(text)
        tracemalloc.start()
        try:
            with closing(
                TablesApart(MAPPING, tmp_path / "items.csv", {"materials": tmp_path / "papers.csv"})
            ) as tables:
                assert [len(tables.lines("materials", str(one))) for one in range(0, 3000, 100)] == [2] * 30
                held, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert held < 1_000_000
        assert most < 4_000_000


@pytest.fixture
def book(tmp_path):
    made = Workbook()
    sheets = {
        "items": made.active,
        "papers": made.create_sheet("papers"),
        "steps": made.create_sheet("steps"),
    }
    for sheet, rows in (
        ("items", [("id", "name"), (1, "许可")]),
        ("papers", [("item", "name", "copies", "seq"), (1, "照片", 2, 1), ("1", "身份证", 1, 0)]),
        ("steps", [("item", "step"), (1, "受理")]),
    ):
        for row in rows:
            sheets[sheet].append(row)

    def opened(**further):
        made.save(tmp_path / "list.xlsx")
        return closing(TablesApart(MAPPING, tmp_path / "list.xlsx", further))

    return sheets, opened, tmp_path


class TestSheetsOfTheSameWorkbook:
    def test_are_found_by_their_names_wherever_they_stand(self, book):
        sheets, opened, tmp_path = book
        sheets["items"].parent.move_sheet(sheets["items"], 2)
        with opened() as tables:
            assert tables.names == ("materials", "steps")
            assert (names(tables, "1"), names(tables, "1", "steps")) == (["身份证", "照片"], ["受理"])
            read = read_rows(tmp_path / "list.xlsx", apart=tables.sheets)
            assert [row.cells["name"] for row in read.rows] == ["许可"]
            assert not read.found
            assert not tables.found

    def test_are_held_to_the_same_as_the_first(self, book):
        sheets, opened, _ = book
        sheets["papers"]["C2"] = "=1+1"
        sheets["papers"].row_dimensions[3].hidden = True
        sheets["papers"].append((1, "合并", 1, 2))
        sheets["papers"].merge_cells("B4:C4")
        sheets["steps"].sheet_state = "hidden"
        with opened() as tables:
            assert {(code.removeprefix("import."), at) for code, at in said(tables)} >= {
                ("formula", "list.xlsx[papers]:2:3"),
                ("hidden_row", "list.xlsx[papers]:3:0"),
                ("merged", "list.xlsx[papers]:4:2"),
                ("hidden_sheet", "list.xlsx[steps]:0:0"),
            }

    def test_stand_back_behind_a_file_that_is_named(self, book):
        _, opened, tmp_path = book
        (tmp_path / "papers.csv").write_text("item,name\n1,户口簿\n")
        with opened(materials=tmp_path / "papers.csv") as tables:
            assert names(tables, "1") == ["户口簿"]
            assert tables.sheets == ["steps"]
            assert [one.code for one in read_rows(tmp_path / "list.xlsx", apart=tables.sheets).found] == [
                "import.other_sheets"
            ]

    def test_that_are_not_there_bring_nothing(self, book):
        sheets, opened, _ = book
        sheets["items"].parent.remove(sheets["steps"])
        with opened() as tables:
            assert tables.names == ("materials",)
