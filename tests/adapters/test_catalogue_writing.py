"""Entries written out are read back as they were, by the mapping that ships for it; a text that looks like a formula too."""

import io
import json
from contextlib import closing
from dataclasses import fields, replace

import pytest
from openpyxl import load_workbook

from onething.adapters.catalogues.apart import TablesApart
from onething.adapters.catalogues.reading import read_rows
from onething.adapters.catalogues.writing import write_json, write_xlsx
from onething.core.register.definitions import entry_of
from onething.core.register.entries import (
    Entry,
    EntryFee,
    EntryMaterial,
    EntryQuestion,
    EntryStep,
    Form,
    HandleForm,
    Kind,
    MaterialKind,
    Nature,
    Need,
    Phase,
    Project,
    ResultKind,
    Scope,
    Sheet,
    Source,
    State,
    UseLevel,
)
from onething.core.register.gbt39554 import as_object
from onething.site.commands.import_catalogue import shipped_mapping
from tests.areas.cases.world import city

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


#: An entry of which all is told that the national tables have a place for.
FULL = Entry(
    key="511-1",
    name="食品经营许可",
    kind=Kind.PERMIT,
    project=Project.PROMISED,
    promised_days=None,
    statutory_days=20,
    day_kind="calendar",
    visits=1,
    online=True,
    depth=4,
    forms=(HandleForm.WINDOW, HandleForm.COURIER),
    scope=Scope.CITY,
    objects=("自然人", "企业法人"),
    in_hall=False,
    fee=True,
    pays_online=False,
    result_kind=ResultKind.CERTIFICATE,
    materials=(
        EntryMaterial(
            "身份证",
            need=Need.ALWAYS,
            kind=MaterialKind.CERTIFICATE,
            form=Form.EITHER,
            sheet=Sheet.COPY,
            source=Source.GOVERNMENT,
            source_note="公安",
            originals=0,
            copies=2,
            paper="A4",
            fill_note="正反面",
            standard="清晰",
            basis="第三条",
            blank_at="b-1",
            sample_at="s-1",
        ),
        EntryMaterial("照片", need=Need.LATER, form=Form.PAPER, sheet=Sheet.ORIGINAL),
    ),
    steps=(EntryStep("受理", Phase.INTAKE, "当场"), EntryStep("决定", Phase.DECISION)),
    level=UseLevel.CITY,
    state=State.IN_USE,
    nature=Nature.STATUTORY,
    appointment=True,
    single_login=False,
    joint_departments=("公安局", "民政局"),
    personal_topics=("准营准办",),
    corporate_topics=("准营准办", "其他"),
    fees=(EntryFee("工本费", "10 元", "第一条", "免"),),
    faq=(EntryQuestion("多久？", "五天"),),
)
_NO_PLACE = {
    "more",
    "scene",
    "questions",
    "topics",
    "result_sample",
    "one_window",
    "kind_given",
    "promised_days",
}
FULL = replace(
    FULL,
    **{
        one.name: f"={one.name}"
        for one in fields(Entry)
        if getattr(FULL, one.name) == "" and one.name not in _NO_PLACE
    },
)


def read_back(path):
    mapping = shipped_mapping("gbt39554", as_json=False)
    with closing(TablesApart(mapping, path, {})) as tables:
        rows = read_rows(path, apart=tables.sheets)
        read = [mapping.read(row, file=path.name, tables=tables) for row in rows.rows if mapping.is_item(row)]
        assert [one for one in (*rows.found, *tables.found) if one.code != "import.other_sheets"] == []
        assert not [one for name in tables.names for one in tables.strays(name)]
    codes = {one.code for each in read for one in each.findings}
    # two persons' papers are one line each, and these tables do not say whose they are
    assert {one for one in codes if not one.startswith("register.")} <= {
        "import.line_twice",
        "import.department_code",
    }
    return [one.entry for one in read]


@pytest.mark.parametrize("name", ["list.xlsx", "list.json"])
class TestTheNationalTables:
    def write(self, entries, path):
        if path.suffix == ".xlsx":
            write_xlsx(iter(entries), path)
        else:
            with path.open("w") as out:
                write_json(iter(entries), out)
        return path

    def test_give_back_all_that_they_have_a_place_for(self, tmp_path, name):
        untold = [
            one.name
            for one in fields(Entry)
            if one.name not in _NO_PLACE and getattr(FULL, one.name) in (None, "", ())
        ]
        assert untold == []
        assert read_back(self.write([FULL, *ENTRIES], tmp_path / name)) == [FULL, *ENTRIES]

    def test_give_back_the_definitions_of_a_city_as_they_were_written(self, tmp_path, name):
        entries = [entry_of(one, city()) for one in city().items.values()]
        back = read_back(self.write(entries, tmp_path / name))
        assert [as_object(one) for one in back] == [as_object(one) for one in entries]
        assert sum(len(one.materials) for one in back) > 50

    def test_are_refused_where_a_line_names_no_item(self, tmp_path, name):
        """JSON has its lines inside; a row of a sheet can be lost."""
        path = self.write(ENTRIES, tmp_path / name)
        if path.suffix == ".json":
            assert [len(one.materials) for one in read_back(path)] == [2, 0]
            return
        book = load_workbook(path)
        book["materials"]["A4"] = 99
        book.save(path)
        mapping = shipped_mapping("gbt39554", as_json=False)
        with closing(TablesApart(mapping, path, {})) as tables:
            assert [one.made.name for one in tables.lines("materials", "1")] == ["身份证"]
            assert [(one.owner, one.at.line) for one in tables.strays("materials")] == [("99", 4)]
