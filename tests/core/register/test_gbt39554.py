"""Entries in the shape of the national exchange tables, those of definitions too, and back from what was kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases.shapes import read_as
from onething.core.data import as_data
from onething.core.register.consistency import contradictions
from onething.core.register.definitions import entry_of
from onething.core.register.entries import (
    Entry,
    EntryMaterial,
    EntryStep,
    Form,
    HandleForm,
    Kind,
    MaterialKind,
    Need,
    Phase,
    Project,
    Scope,
    Sheet,
    Source,
)
from onething.core.register.gbt39554 import ITEM_COLUMNS, as_object, item_row
from tests.areas.cases.world import city

ENTRY = Entry(
    key="1",
    name="食品经营许可",
    kind=Kind.PERMIT,
    project=Project.PROMISED,
    promised_days=5,
    statutory_days=20,
    visits=0,
    online=True,
    depth=4,
    forms=(HandleForm.WINDOW, HandleForm.COURIER),
    scope=Scope.CITY,
    materials=(
        EntryMaterial(
            "身份证", need=Need.ALWAYS, form=Form.EITHER, sheet=Sheet.COPY, source=Source.GOVERNMENT, copies=1
        ),
    ),
    steps=(EntryStep("受理", Phase.INTAKE, "当场"),),
)


class TestAnEntry:
    def test_has_the_columns_of_the_table_in_their_order_and_codes_for_words(self):
        row = item_row(ENTRY)
        assert list(row) == list(ITEM_COLUMNS)
        assert (row["task_type"], row["project_type"], row["promise_day"], row["promise_type"]) == (
            "01",
            "2",
            5,
            "工作日",
        )
        assert (row["online_handle_depth"], row["is_online"], row["is_express"]) == ("Ⅳ", 1, 1)
        assert (row["handle_type"], row["handle_area"]) == ("窗口办理|快递申请", "全市")

    def test_has_its_lines_inside(self):
        whole = as_object(ENTRY)
        (material,), (step,) = whole["materials"], whole["steps"]
        assert (material["is_need"], material["material_format"], material["source_type"]) == ("1", 3, "20")
        assert (material["is_original"], material["copy_num"]) == (0, 1)
        assert (step["step_name"], step["step_group"]) == ("受理", "收件与受理")

    def test_what_is_not_told_is_none_and_no_no(self):
        row = item_row(Entry(key="1", name="查询"))
        assert {name for name, value in row.items() if value is not None} == {"task_name", "task_key"}

    def test_days_of_the_calendar_are_named_so(self):
        assert item_row(replace(ENTRY, day_kind="calendar"))["promise_type"] == "自然日"

    def test_a_kind_that_no_list_knows_stays_as_it_was_given(self):
        assert item_row(replace(ENTRY, kind=None, kind_given="16"))["task_type"] == "16"


class TestADefinedItem:
    @pytest.mark.parametrize("item", sorted(city().items))
    def test_is_an_entry_whose_times_and_visits_agree(self, item):
        package = city()
        entry = entry_of(package.items[item], package)
        assert entry.name == package.items[item].name.zh
        assert len(entry.materials) == len(package.items[item].materials)
        found = {one.code for one in contradictions(entry)}
        assert not found & {
            "register.promise_over_statute",
            "register.immediate_takes_days",
            "register.wholly_online_with_visits",
            "register.fee_without_basis",
        }


@given(
    st.builds(
        Entry,
        key=st.text(min_size=1, max_size=5),
        name=st.text(min_size=1, max_size=5),
        kind=st.none() | st.sampled_from(Kind),
        promised_days=st.none() | st.integers(0, 90),
        online=st.none() | st.booleans(),
        forms=st.lists(st.sampled_from(HandleForm), max_size=2).map(tuple),
        objects=st.lists(st.text(max_size=3), max_size=2).map(tuple),
        materials=st.lists(
            st.builds(EntryMaterial, name=st.text(max_size=3), need=st.none() | st.sampled_from(Need)),
            max_size=2,
        ).map(tuple),
        steps=st.lists(
            st.builds(EntryStep, name=st.text(max_size=3), phase=st.none() | st.sampled_from(Phase)),
            max_size=2,
        ).map(tuple),
        more=st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    )
)
def test_an_entry_comes_back_from_its_data(entry):
    assert read_as(Entry, as_data(entry)) == entry


def test_a_material_says_all_that_the_table_has_room_for():
    material = EntryMaterial(
        "申请表",
        kind=MaterialKind.FORM,
        need=Need.ALWAYS,
        tolerated=True,
        source_note="窗口领取",
        paper="A4",
        basis="办法第三条",
        blank_at="F-1",
        sample_at="S-1",
    )
    row = as_object(replace(ENTRY, materials=(material,)))["materials"][0]
    wanted = {"material_type": "2", "is_need": "3", "source_explain": "窗口领取", "page_format": "A4"}
    wanted |= {"by_law": "办法第三条", "form_guid": "F-1", "example_guid": "S-1"}
    assert {name: row[name] for name in wanted} == wanted


def test_an_item_has_the_codes_of_its_handling_item_and_of_its_kind_in_both_numberings():
    row = item_row(replace(ENTRY, kind=Kind.SERVICE, handling_code="12441500196720244T344219980600301"))
    assert (row["task_type"], row["task_type_province"]) == ("20", "21")
    assert row["task_handle_item"] == "12441500196720244T344219980600301"
