"""What the key and the codes of an entry that is begun here have to be, and what it takes over."""

from datetime import date

import pytest

from onething.core.codes import CodeBroken
from onething.core.register.beginning import (
    CodesDiffer,
    KeyMalformed,
    begun_like,
    check_basic,
    check_code,
    check_codes,
    check_key,
)
from onething.core.register.consistency import contradictions
from onething.core.register.entries import Entry, EntryMaterial, State, UseLevel
from onething.core.register.filed import FiledEntry
from onething.core.register.mapping_file import read_mapping
from onething.core.register.towns import check_town

#: Credit code with a valid check character, level, basic code.
CODE = "11990000MB2C00019X" + "3" + "440111007000"
MASTER = Entry(
    key="7",
    name="护老补贴",
    code="A1",
    catalogue_code="440111007000",
    department="民政局",
    promised_days=5,
    address="一楼",
    hours="周一至周五",
    state=State.CANCELLED,
    materials=(EntryMaterial("户口簿"),),
)


@pytest.mark.parametrize("key", ["7", "护老-2026", "A_1.b", "（一）号", "x" * 100])
def test_a_key_is_made_of_what_the_name_of_a_file_keeps(key):
    check_key(key)


@pytest.mark.parametrize(
    ("key", "sign", "at"),
    [
        ("a b", " ", 2),
        (".x", ".", 1),
        ("护/老", "/", 2),
        ("a?", "?", 2),
        ("护\u202e老", "U+202E", 2),
        ("a%2", "%", 2),
    ],
)
def test_another_sign_is_refused_with_its_place(key, sign, at):
    with pytest.raises(KeyMalformed) as refused:
        check_key(key)
    assert (refused.value.sign, refused.value.at) == (sign, at)


def test_a_code_is_refused_where_it_is_mistyped_and_one_of_a_shape_of_its_own_passes():
    check_code("11B1-食品-7")
    with pytest.raises(CodeBroken):
        check_code("4401 1007000")
    with pytest.raises(CodeBroken):  # the credit code inside does not fit
        check_code("11990000MB2C00019Y" + "3" + "440111007000")
    check_basic("440111007000")
    for wrong in ("44011100700", "4401110070000", "44011100700O"):
        with pytest.raises(CodeBroken):
            check_basic(wrong)


def test_two_codes_of_one_entry_agree():
    inside = "9" * 18 + "3" + "440111007000"
    check_codes(inside, "440111007000")
    check_codes("A1", "440111007000")
    check_codes("", "440111007000")
    with pytest.raises(CodesDiffer) as refused:
        check_codes(inside, "440111008000")
    assert (refused.value.inside, refused.value.basic) == ("440111007000", "440111008000")


def test_a_new_entry_holds_from_its_publication_on():
    made = begun_like(None, Entry(key="8", name="补发"))
    assert (made.state, made.level) == (State.IN_USE, UseLevel.CITY)


def test_one_like_another_says_what_that_does_but_for_who_it_is():
    made = begun_like(MASTER, Entry(key="8", name="补发", department="卫健局", code="A2"))
    assert (made.key, made.name, made.department, made.code, made.catalogue_code) == (
        "8",
        "补发",
        "卫健局",
        "A2",
        "",
    )
    assert (made.promised_days, made.address, made.materials) == (5, "一楼", MASTER.materials)
    assert made.state is State.IN_USE


def test_a_towns_entry_begins_without_a_difference_and_without_the_citys_address():
    new = Entry(key="8", name="护老补贴", catalogue_code="440111007000", town_code="990000001000")
    made = begun_like(Entry(key="7", name="护老补贴", promised_days=5, address="一楼", hours="全天"), new)
    assert (made.address, made.hours, made.promised_days, made.level) == ("", "", 5, UseLevel.TOWN)
    master = Entry(key="7", name="护老补贴", promised_days=5, address="一楼")
    assert list(check_town(FiledEntry("here", made), master, date(2026, 3, 5))) == []
    assert list(contradictions(made)) == []


@pytest.mark.parametrize("id", ["here", "definitions"])
def test_no_mapping_takes_the_name_of_the_citys_own_entries(id):
    text = f"id: {id}\nname: {{zh: 示例, en: An example}}\narea: '990000000000'\nkey: id\nelements: {{name: name}}\ntables: {{}}\n"
    made, found = read_mapping("m.yaml", text.encode())
    assert (made, [(one.code, one.at.line) for one in found]) == (None, [("package.bad_value", 1)])
