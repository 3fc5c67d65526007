"""The report of towns: what they may, what was approved, what nobody approved; and numbers that are their lists."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from onething.core.catalogue.loader import load_package
from onething.core.register.definitions import entry_of
from onething.core.register.masters import base_of, differences
from onething.core.towns.report import Beside, What, counted, report
from onething.core.towns.units import units_of
from tests.areas.cases.world import city
from tests.areas.revisions.town import ALLOWANCE, FILES
from tests.core.catalogue import small

EXCEPTION = """exceptions:
  - division: "990000001000"
    approved: {number: 〔2026〕1号, on: 2026-01-10, by: 小城人民政府}
    ends_on: 2026-06-30
    promised_days: 18
    ways: {applicant/id-card: [paper]}
    because: 人手不足
"""
OFFICES = """east-welfare:
  department: welfare
  division: "990000001000"
  phone: 0769-1111111
  hours: {zh: 周一至周六, en: Mon–Sat}
"""
TOWN_STEP = b"steps:\n  - {kind: intake, name: x, department: welfare, level: town, days: 0}\n"
ON = date(2026, 3, 1)


def package(offices=OFFICES, exception=EXCEPTION):
    files = {**FILES, ALLOWANCE: FILES[ALLOWANCE].replace(b"steps:\n", TOWN_STEP) + exception.encode()}
    return small.package({**files, "offices.yaml": offices.encode()})


PACKAGE = package()


def beside(**change):
    """An entry of the town, otherwise as the definition has it."""
    master = entry_of(PACKAGE.items["allowance"], PACKAGE)
    local = replace(master, key="t", department="东街办", area="990000001000", **change)
    return Beside("gx", local, local.area, base_of(master.code, ""), True, tuple(differences(master, local)))


def lines(*entries, on=ON):
    return [(one.what, one.field.zh, one.master.zh, one.local.zh) for one in report(PACKAGE, entries, on)]


class TestOffices:
    def test_of_a_town_differ_in_what_they_post_and_in_nothing_else(self):
        assert lines()[:3] == [
            (What.ADDRESS, "地址", "小城政务服务中心", "东街政务服务中心"),
            (What.PHONE, "电话", "0769-0000000", "0769-1111111"),
            (What.HOURS, "时间", "周一至周五 9:00–12:00，13:00–17:00", "周一至周六"),
        ]

    @pytest.mark.parametrize(
        ("spoiled", "code"),
        [
            (OFFICES + "  name: 另一个\n", "unknown_key"),
            (OFFICES.replace("welfare\n", "health\n"), "no_office"),
            (OFFICES + OFFICES.replace("east-", "other-"), "duplicate_id"),
            ('e: {department: welfare, division: "990000001000"}\n', "missing_key"),
            (OFFICES.replace("990000001000", "990000009000"), "unknown_name"),
        ],
    )
    def test_that_say_more_or_are_none_are_refused_with_their_line(self, spoiled, code):
        files = {**FILES, ALLOWANCE: FILES[ALLOWANCE].replace(b"steps:\n", TOWN_STEP)}
        found = load_package({**files, "offices.yaml": spoiled.encode()}).findings
        assert [(one.code.rpartition(".")[2], one.at.file) for one in found] == [(code, "offices.yaml")]

    def test_change_no_hash_of_an_item(self):
        assert package(offices="{}").items["allowance"].hash == PACKAGE.items["allowance"].hash


class TestExceptions:
    @pytest.mark.parametrize(
        ("on", "what", "days"),
        [
            (date(2026, 1, 9), What.COMING, 172),
            (date(2026, 5, 30), What.HOLDS, 31),
            (date(2026, 5, 31), What.ENDING, 30),
            (date(2026, 6, 30), What.ENDING, 0),
            (date(2026, 7, 1), What.EXPIRED, -1),
        ],
    )
    def test_stand_as_they_do_on_a_day_with_approval_and_end(self, on, what, days):
        found = [one for one in report(PACKAGE, (), on) if one.approved]
        assert {(one.what, one.days, one.approved_by, one.until) for one in found} == {
            (what, days, "小城人民政府", date(2026, 6, 30))
        }
        assert {one.local.zh for one in found} == {"18", "纸件"}


class TestEntries:
    def test_that_follow_an_exception_in_force_are_no_violation(self):
        assert What.VIOLATION not in [one[0] for one in lines(beside(promised_days=18))]

    @pytest.mark.parametrize(("on", "approved"), [(date(2026, 7, 1), "〔2026〕1号"), (date(2026, 1, 9), "〔2026〕1号")])  # fmt: skip
    def test_that_follow_one_that_holds_no_longer_are_told_with_its_approval(self, on, approved):
        (line,) = [
            one for one in report(PACKAGE, [beside(promised_days=18)], on) if one.what is What.VIOLATION
        ]
        assert (line.approved, line.item, line.address) == (approved, "allowance", "gx/t")

    def test_that_differ_without_one_say_field_values_owner_and_what_to_do(self):
        (line,) = [
            one for one in report(PACKAGE, [beside(promised_days=20)], ON) if one.what is What.VIOLATION
        ]
        assert (line.master.zh, line.local.zh, line.owner.zh, line.unit_name) == (
            "15 工作日",
            "20 工作日",
            "东街办",
            "东街",
        )
        assert "例外" in line.to_do.zh
        assert not line.approved

    def test_without_a_master_are_told_apart_from_those_that_differ(self):
        one = replace(beside(), master=False, differing=())
        assert [each[0] for each in lines(one)].count(What.NO_MASTER) == 1


class TestNumbers:
    def test_are_the_lengths_of_their_lists(self):
        found = report(PACKAGE, [beside(promised_days=20, address="东街大厅", visits=3)], ON)
        assert counted(found) == Counter((one.unit, one.what) for one in found)
        assert counted(found)["990000001000", What.VIOLATION] == 2
        assert counted(found)["990000001000", What.ADDRESS] == 2

    def test_are_of_the_towns_that_the_city_counts(self):
        units = units_of(city())
        assert len(units) == 35
        (lake,) = [one for one in units if one.name == "松山湖"]
        assert lake.divisions == ("441900401000", "441900403000")
        assert {one.unit for one in report(city(), (), ON)} == {one.code for one in units}
