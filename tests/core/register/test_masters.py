"""A town's entry beside its master: what is otherwise, what it may be, and which master is meant."""

from dataclasses import replace

import pytest

from onething.core.register.entries import Entry, EntryMaterial, EntryStep, Form, HandleForm, Need
from onething.core.register.masters import Listed, base_of, differences, master_of

MASTER = Entry(
    key="m",
    name="困难补贴",
    code="11990000MB0000001X3440500001001",
    department="小城民政局",
    area="990000000000",
    promised_days=15,
    forms=(HandleForm.WINDOW, HandleForm.ONLINE),
    visits=0,
    address="小城大厅",
    hours="周一至周五",
    inquiry_phone="12345",
    materials=(EntryMaterial("身份证", need=Need.ALWAYS, form=Form.EITHER), EntryMaterial("申请表")),
    steps=(EntryStep("受理"), EntryStep("决定")),
)
TOWN = replace(MASTER, key="t", code="", area="990000001000", department="东街办", address="", hours="")


def keys(local):
    return [(one.key, one.allowed) for one in differences(MASTER, local)]


def test_what_follows_from_the_body_or_is_not_told_is_no_difference():
    assert keys(TOWN) == []
    assert keys(replace(TOWN, materials=(), visits=None, forms=(HandleForm.ONLINE, HandleForm.WINDOW))) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"address": "东街大厅"}, [("address", "address")]),
        ({"inquiry_phone": "0769-1"}, [("inquiry_phone", "phone")]),
        ({"hours": "全天"}, [("hours", "hours")]),
        ({"promised_days": 18}, [("promised_days", "")]),
        ({"day_kind": "calendar"}, [("promised_days", "")]),
        ({"visits": 1}, [("visits", "")]),
        ({"forms": (HandleForm.WINDOW,)}, [("forms", "")]),
        ({"steps": (EntryStep("决定"),)}, [("steps", "")]),
        ({"materials": (EntryMaterial("身份证"),)}, [("materials/申请表", "")]),
        (
            {"materials": (EntryMaterial("申请表"), EntryMaterial("身份证", form=Form.PAPER), EntryMaterial("照片"))},
            [("materials/身份证/form", ""), ("materials/照片", "")],
        ),
    ],
)  # fmt: skip
def test_everything_else_is_told_by_its_element_and_only_the_post_is_a_towns_own(change, found):
    assert keys(replace(TOWN, **change)) == found


def test_a_difference_says_both_values_as_a_person_reads_them():
    (days,) = differences(MASTER, replace(TOWN, promised_days=18, day_kind="calendar"))
    assert (days.what.zh, days.master.zh, days.local.zh) == ("承诺办结时限（天）", "15 工作日", "18 天")


def listed(source, key, name, base="440500001001", town=""):
    return Listed(source, key, name, base, town)


@pytest.mark.parametrize(
    ("city", "wanted"),
    [
        ([listed("gx", "a", "困难补贴"), listed("definitions", "b", "困难补贴")], "a"),  # its own source
        ([listed("other", "a", "困难补贴"), listed("definitions", "b", "困难补贴")], "b"),  # the city's own
        ([listed("gx", "a", "低保补贴"), listed("other", "b", "困难补贴")], "b"),  # the same name
        ([listed("definitions", "a", "低保补贴")], "a"),  # the only one of this code
        ([listed("gx", "a", "低保补贴"), listed("gx", "b", "残疾补贴")], None),  # nothing tells them apart
        ([listed("gx", "a", "困难补贴", base="440500001002")], None),
    ],
)
def test_the_master_is_the_citys_entry_of_the_same_basic_code(city, wanted):
    found = master_of(listed("gx", "t", "困难补贴", town="990000001000"), city, first="definitions")
    assert (found.key if found else None) == wanted


def test_without_a_basic_code_there_is_no_master():
    assert base_of(MASTER.code, "") == base_of("", "440500001001") == "440500001001"
    assert base_of("Q/XYZ-1", "") == ""
    one = listed("gx", "t", "困难补贴", base="", town="990000001000")
    assert master_of(one, [listed("gx", "a", "困难补贴", base="")], first="definitions") is None
