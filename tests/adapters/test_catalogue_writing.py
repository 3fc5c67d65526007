"""Entries written out are read back as they were, a text that looks like a formula too."""

import io
import json

from openpyxl import load_workbook

from onething.adapters.catalogues.writing import write_json, write_xlsx
from onething.core.register.entries import Entry, EntryMaterial, EntryStep

ENTRIES = (
    Entry(key="1", name="=1+1", promised_days=5, materials=(EntryMaterial("身份证"), EntryMaterial("照片"))),
    Entry(key="2", name="备案", steps=(EntryStep("受理"),)),
)


class TestJson:
    def test_is_an_array_of_objects(self):
        out = io.StringIO()
        assert write_json(iter(ENTRIES), out) == 2
        first, second = json.loads(out.getvalue())
        assert (first["task_name"], first["promise_day"]) == ("=1+1", 5)
        assert [one["material_name"] for one in first["materials"]] == ["身份证", "照片"]
        assert second["steps"][0]["step_name"] == "受理"

    def test_of_nothing_is_an_empty_array(self):
        out = io.StringIO()
        assert write_json(iter(()), out) == 0
        assert json.loads(out.getvalue()) == []


class TestXlsx:
    def test_has_a_sheet_each_whose_lines_name_their_item(self, tmp_path):
        assert write_xlsx(iter(ENTRIES), tmp_path / "list.xlsx") == 2
        book = load_workbook(tmp_path / "list.xlsx")
        items, materials, steps = (list(book[name].values) for name in ("items", "materials", "steps"))
        assert items[0][:4] == ("item", "catalog_code", "local_catalog_code", "task_code")
        assert items[1][:4] == ("事项序号", "基本编码", "地方基本编码", "实施编码")
        name = items[0].index("task_name")
        assert [row[name] for row in items[2:]] == ["=1+1", "备案"]
        assert [row[:3] for row in materials[2:]] == [(1, "=1+1", "身份证"), (1, "=1+1", "照片")]
        assert [row[:3] for row in steps[2:]] == [(2, "备案", "受理")]
        assert {
            cell.data_type
            for row in book["items"].iter_rows(min_row=3, max_col=6)
            for cell in row
            if cell.value is not None
        } == {
            "n",
            "s",
        }
