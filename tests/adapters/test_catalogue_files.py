"""Catalogue files as people send them: every thing that is wrong is said at once with its place, nothing is guessed."""

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from onething.adapters.catalogues import rows as shared
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
        assert [one[:2] for one in said(read)] == [("import.cells", 2)]

    def test_a_quote_that_never_ends_is_refused(self, write):
        rows, read = all_of(write('id,name\n1,"许可\n'))
        assert not rows
        assert [one.code for one in read.found] == ["import.syntax"]

    def test_with_a_broken_header_is_refused(self, write):
        rows, read = all_of(write('"id"x,name\n1,许可\n'))
        assert not rows
        assert said(read) == [("import.syntax", 1, 1)]

    @pytest.mark.parametrize("separator", ["\t", ";", "，"])
    def test_with_other_separators_says_so_and_nothing_else(self, write, separator):
        rows, read = all_of(write(f"id{separator}name\n1{separator}许可\n"))
        assert not rows
        assert said(read) == [("import.separator", 1, 3)]

    def test_with_an_unseen_character_in_its_header_is_refused_with_the_cell(self, write):
        _, read = all_of(write("id,na\u200bme\n1,许可\n"))
        assert said(read) == [("import.hidden_character", 1, 2)]
        assert "第 3 个字符（U+200B）" in read.found[0].message.zh

    def test_a_text_of_any_length_is_given_to_the_mapping_which_says_so(self, write):
        rows, read = all_of(write(f"id,name\n1,{'长' * 200_000}\n"))
        assert len(rows[0].cells["name"]) == 200_000
        assert not read.found

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "import.no_rows"),
            (b"\n \n", "import.no_rows"),
            (b"id,name\n", "import.no_rows"),
            ("id,name\n1,x\n".encode("utf-16"), "import.encoding"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import.other_file"),
            (b"%PDF-1.4\n", "import.other_file"),
            (b"\x1f\x8b\x08\x00", "import.other_file"),
        ],
    )
    def test_that_is_no_list_is_named_for_what_it_is(self, write, content, code):
        rows, read = all_of(write(content))
        assert not rows
        assert [one.code for one in read.found] == [code]

    def test_a_column_that_stands_twice_is_refused(self, write):
        _, read = all_of(write("id,name,id\n1,许可,2\n"))
        assert said(read) == [("import.header", 1, 3)]

    def test_with_too_many_rows_is_refused(self, write, monkeypatch):
        monkeypatch.setattr(shared, "MOST_ROWS", 3)
        rows, read = all_of(write("id\n" + "1\n" * 5))
        assert len(rows) == 3
        assert said(read) == [("import.too_many_rows", 5, 0)]

    def test_that_is_too_large_is_not_opened(self, write, monkeypatch):
        monkeypatch.setattr(shared, "MOST_BYTES", 10)
        rows, read = all_of(write("id,name\n1,许可\n"))
        assert not rows
        assert [one.code for one in read.found] == ["import.too_large"]


class TestJson:
    def test_gives_each_object_with_its_line(self, write):
        rows, read = all_of(write('[\n{"id": 1},\n\n{"id": 2,\n "x": []}]', "list.json"))
        assert read.columns == ("id", "x")
        assert [(one.number, one.cells["id"]) for one in rows] == [(2, 1), (4, 2)]
        assert not read.found

    def test_says_where_each_key_stands(self, write):
        text = '[{"id": 1,\n "m": [{"n": "a,]:"}, {"k": {"n": 2},\n  "n": "\\"n\\":"}], "id2": [1, 2]}]'
        row = all_of(write(text, "list.json"))[0][0]
        places = {
            "id": (1, 3),
            "m": (2, 2),
            "m[1].n": (2, 9),
            "m[2].k.n": (2, 30),
            "m[2].n": (3, 3),
            "id2": (3, 20),
        }
        assert {path: row.place(path) for path in places} == places
        assert row.place("m[9].n") == (2, 2)
        assert row.place("other") == (1, 2)

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ('[{"id": 1},\n{"id": }]', "import.syntax", 2),
            ('[{"id": 1}\n{"id": 2}]', "import.syntax", 2),
            ('[{"id": 1},\n', "import.syntax", 2),
            ('[{"id": 1},\n7]', "import.shape", 2),
            ('{"id": 1}', "import.shape", 1),
            ("[" + "[" * 100_000, "import.syntax", 1),
            ('[{"id": 1}]\n[{"id": 2}]', "import.syntax", 2),
            ('[{"id": 1}] and more', "import.syntax", 1),
            ('[{"id": ' + "9" * 5000 + "}]", "import.syntax", 1),
            ('[{"id": 1, "id": 2}]', "import.key_twice", 1),
            ("[]", "import.no_rows", 0),
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


def patched(path, good, bad):
    """Return a copy of a workbook in which other bytes stand in its sheet."""
    made = path.with_name("patched.xlsx")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w") as packed:
        for name in whole.namelist():
            data = whole.read(name)
            packed.writestr(name, data.replace(good, bad) if name.endswith("sheet1.xml") else data)
    return made


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

    def test_takes_the_first_sheet_that_can_be_seen_and_names_the_others(self, book):
        sheet, saved = book
        sheet.parent.create_sheet("旧", 0).append(("x",))
        sheet.parent["旧"].sheet_state = "hidden"
        sheet.parent.create_sheet("更多").append(("id", "name"))
        sheet.parent.create_sheet("空")
        rows, read = all_of(saved())
        assert [one.cells["name"] for one in rows] == ["许可", "备案"]
        assert [one.code for one in read.found] == ["import.other_sheets"]
        assert read.found[0].message.zh.endswith("不读：更多。")

    def test_what_a_spreadsheet_makes_of_texts_is_told_or_put_right(self, book):
        sheet, saved = book
        sheet.append((7.0, datetime(2026, 3, 5), 1.5))
        sheet.append((123456789012345678, "#REF!", 1))
        sheet["B5"].data_type = "e"
        sheet["E3"] = "外面"
        rows, read = all_of(saved())
        assert rows[2].cells == {"id": 7, "name": "2026-03-05", "days": 1.5}
        assert sorted(said(read)) == [
            ("import.digits_lost", 5, 1),
            ("import.error_value", 5, 2),
            ("import.no_header", 3, 5),
        ]

    def test_of_which_something_is_hidden_says_so(self, book):
        sheet, saved = book
        sheet.column_dimensions["C"].hidden = True
        sheet["B1"] = '="na"&"me"'
        _, read = all_of(patched(saved(), b'<row r="3"', b'<row ht="0" r="3"'))
        assert sorted(said(read)) == [
            ("import.formula", 1, 2),
            ("import.hidden_column", 1, 3),
            ("import.hidden_row", 3, 0),
        ]

    def test_counts_no_rows_that_are_empty(self, book, monkeypatch):
        monkeypatch.setattr(shared, "MOST_ROWS", 3)
        sheet, saved = book
        sheet["A900"] = "3"
        rows, read = all_of(saved())
        assert [one.number for one in rows] == [2, 3, 900]
        assert not read.found

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            (b"</sheetData>", b"<row"),
            (b'r="3"', b'r="x"'),
            (b"<sheetData>", b"<sheetDate>"),
        ],
    )
    def test_that_is_damaged_anywhere_is_refused(self, book, good, bad):
        _, read = all_of(patched(book[1](), good, bad))
        assert {one.code for one in read.found} & {"import.shape", "import.no_rows"}

    def test_with_macros_is_refused(self, book):
        path = book[1]()
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr("xl/vbaProject.bin", b"x")
        rows, read = all_of(path)
        assert not rows
        assert [one.code for one in read.found] == ["import.macros"]

    def test_that_unpacks_to_more_than_is_taken_is_not_unpacked(self, book, monkeypatch):
        monkeypatch.setattr(shared, "MOST_BYTES", 12_000)
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
