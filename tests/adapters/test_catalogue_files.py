"""Catalogue files as people send them: every thing that is wrong is said at once with its place, nothing is guessed."""

import zipfile

import pytest
from openpyxl import Workbook

from onething.adapters.catalogues import reading
from onething.adapters.catalogues.reading import read_rows


@pytest.fixture
def write(tmp_path):
    def made(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


def all_of(path):
    read = read_rows(path)
    return list(read.rows), read


def said(read):
    return [(one.code, one.at.line, one.at.column) for one in read.found]


class TestCsv:
    def test_gives_each_row_with_the_line_where_it_begins(self, write):
        rows, read = all_of(write('id,name\r\n1,"两\n行"\r\n\r\n2,许可\r\n'))
        assert read.columns == ("id", "name")
        assert [(one.number, one.cells) for one in rows] == [
            (2, {"id": "1", "name": "两\n行"}),
            (5, {"id": "2", "name": "许可"}),
        ]
        assert rows[0].columns == {"id": 1, "name": 2}
        assert not read.found

    def test_of_old_offices_is_read_as_gb_18030_and_says_so(self, write):
        rows, read = all_of(write("id,name\n1,许可\n".encode("gb18030")))
        assert rows[0].cells["name"] == "许可"
        assert said(read) == [("import.encoding", 1, 0)]

    def test_in_neither_encoding_is_refused_with_the_line(self, write):
        rows, read = all_of(write(b"id,name\n1,\xff\xff\n"))
        assert not rows
        assert said(read) == [("import.encoding", 2, 0)]

    @pytest.mark.parametrize("cells", ["1", "1,2,3"])
    def test_a_row_with_other_cells_than_the_header_is_refused_and_the_next_one_read(self, write, cells):
        rows, read = all_of(write(f"id,name\n{cells}\n2,许可\n"))
        assert [one.number for one in rows] == [3]
        assert said(read) == [("import.cells", 2, 0)]

    def test_a_quote_that_never_ends_is_refused(self, write):
        rows, read = all_of(write('id,name\n1,"许可\n'))
        assert not rows
        assert [one.code for one in read.found] == ["import.syntax"]

    def test_a_column_that_stands_twice_is_refused(self, write):
        _, read = all_of(write("id,name,id\n1,许可,2\n"))
        assert said(read) == [("import.header", 1, 3)]

    def test_with_too_many_rows_is_refused(self, write, monkeypatch):
        monkeypatch.setattr(reading, "MOST_ROWS", 3)
        rows, read = all_of(write("id\n" + "1\n" * 5))
        assert len(rows) == 3
        assert said(read) == [("import.too_many_rows", 5, 0)]

    def test_that_is_too_large_is_not_opened(self, write, monkeypatch):
        monkeypatch.setattr(reading, "MOST_BYTES", 10)
        rows, read = all_of(write("id,name\n1,许可\n"))
        assert not rows
        assert [one.code for one in read.found] == ["import.too_large"]


class TestJson:
    def test_gives_each_object_with_its_line(self, write):
        rows, read = all_of(write('[\n{"id": 1},\n\n{"id": 2,\n "x": []}]', "list.json"))
        assert read.columns == ("id",)
        assert [(one.number, one.cells["id"]) for one in rows] == [(2, 1), (4, 2)]
        assert not read.found

    def test_of_nothing_has_no_rows(self, write):
        assert all_of(write("[]", "list.json"))[0] == []

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ('[{"id": 1},\n{"id": }]', "import.syntax", 2),
            ('[{"id": 1}\n{"id": 2}]', "import.syntax", 2),
            ('[{"id": 1},\n', "import.syntax", 2),
            ('[{"id": 1},\n7]', "import.shape", 2),
            ('{"id": 1}', "import.shape", 1),
            ("[" + "[" * 100_000, "import.syntax", 1),
        ],
    )
    def test_that_is_wrong_says_where(self, write, text, code, line):
        _, read = all_of(write(text, "list.json"))
        assert [(one.code, one.at.line) for one in read.found] == [(code, line)]


@pytest.fixture
def book(tmp_path):
    """Give a sheet with a header and two rows, and what saves it."""
    made = Workbook()
    sheet = made.active
    for row in (("id", "name", "days"), ("1", "许可", 5), ("2", "备案", None)):
        sheet.append(row)

    def saved():
        made.save(tmp_path / "list.xlsx")
        return tmp_path / "list.xlsx"

    return sheet, saved


class TestXlsx:
    def test_gives_its_rows_with_the_numbers_of_rows_and_columns(self, book):
        rows, read = all_of(book[1]())
        assert read.columns == ("id", "name", "days")
        assert [(one.number, one.cells) for one in rows] == [
            (2, {"id": "1", "name": "许可", "days": 5}),
            (3, {"id": "2", "name": "备案", "days": None}),
        ]
        assert not read.found

    def test_all_that_cannot_be_meant_is_said_at_once(self, book):
        sheet, saved = book
        sheet["C2"] = "=2+3"
        sheet.row_dimensions[3].hidden = True
        sheet.append(("3", "年检", 1))
        sheet.merge_cells("B4:C4")
        rows, read = all_of(saved())
        assert [one.number for one in rows] == [2, 4]
        assert sorted(said(read)) == [
            ("import.formula", 2, 3),
            ("import.hidden_row", 3, 0),
            ("import.merged", 4, 2),
        ]
        texts = " ".join(one.message.zh for one in read.found)
        assert "C2" in texts
        assert "粘贴为数值" in texts

    def test_with_macros_is_refused(self, book):
        path = book[1]()
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr("xl/vbaProject.bin", b"x")
        rows, read = all_of(path)
        assert not rows
        assert [one.code for one in read.found] == ["import.macros"]

    def test_that_unpacks_to_more_than_is_taken_is_not_unpacked(self, book, monkeypatch):
        monkeypatch.setattr(reading, "MOST_BYTES", 12_000)
        path = book[1]()
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/more.xml", b" " * 20_000)
        rows, read = all_of(path)
        assert not rows
        assert [one.code for one in read.found] == ["import.too_large"]

    def test_that_is_another_archive_is_refused(self, tmp_path):
        path = tmp_path / "list.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("readme.txt", "x")
        rows, read = all_of(path)
        assert not rows
        assert [one.code for one in read.found] == ["import.shape"]
