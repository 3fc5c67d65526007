"""What a town does otherwise than the city: how it is read, what is said about a bad one, and when it holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.catalogue.answers import read_answers
from onething.core.catalogue.diff import diff
from onething.core.catalogue.loader import export_package, load_package
from onething.core.catalogue.local import days_past_end, exceptions_at, is_in_force, item_under, scene_under
from onething.core.catalogue.model import Approval, LocalException, LocalWays
from onething.core.catalogue.words import Way
from tests.core.catalogue.small import DIVISIONS, TEXTS, files, package, told

ITEM = "items/allowance.yaml"
TOWN, VILLAGE, OTHER = "990000001000", "990000001001", "990000002000"
PLACES = f"{DIVISIONS}{VILLAGE},新村,village,村,{TOWN},东街\n{OTHER},西街,town,街道,990000000000,西街\n"
WRITTEN = f"""\
exceptions:
  - division: "{TOWN}"
    approved: {{number: 小政〔2026〕3 号, on: 2026-01-15}}
    ends_on: 2026-12-31
    promised_days: 20
    ways: {{applicant/id-card: [paper], representative/vow: [paper, upload]}}
    because: 窗口改造
"""
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def with_exception(before: str = "", after: str = "", **changes: str) -> dict[str, bytes]:
    """Return the small city with the exception at the end of its item, one place of it written otherwise."""
    assert before in WRITTEN, before
    found = files(**{"divisions": PLACES, **changes})
    return {**found, ITEM: (TEXTS[ITEM] + WRITTEN.replace(before, after, 1)).encode()}


def city(before: str = "", after: str = "", **changes: str):
    return package(with_exception(before, after, **changes))


def exception(
    approved_on: date = date(2026, 1, 15), ends_on: date = date(2026, 12, 31), **more
) -> LocalException:
    return LocalException(TOWN, Approval("1 号", approved_on), ends_on, **more)


class TestAGoodException:
    def test_is_read_with_its_approval_its_end_and_what_it_changes(self):
        assert city().items["allowance"].exceptions == (
            LocalException(
                division=TOWN,
                approved=Approval("小政〔2026〕3 号", date(2026, 1, 15)),
                ends_on=date(2026, 12, 31),
                promised_days=20,
                ways=(
                    LocalWays("applicant/id-card", (Way.PAPER,)),
                    LocalWays("representative/vow", (Way.PAPER, Way.UPLOAD)),
                ),
                because="窗口改造",
            ),
        )

    def test_knows_its_line_and_that_of_each_material(self):
        (one,) = city().items["allowance"].exceptions
        first = TEXTS[ITEM].count("\n") + 2
        assert str(one.at) == f"{ITEM}:{first}:5"
        assert [str(ways.at) for ways in one.ways] == [f"{ITEM}:{first + 4}:12", f"{ITEM}:{first + 4}:40"]

    @pytest.mark.parametrize("part", ["    promised_days: 20\n", "    ways: {applicant/id-card: [paper], representative/vow: [paper, upload]}\n", "    because: 窗口改造\n"])  # fmt: skip
    def test_may_leave_out_what_it_does_not_change(self, part):
        assert len(city(part).items["allowance"].exceptions) == 1

    def test_is_given_back_byte_for_byte(self):
        assert export_package(city()) == with_exception()

    def test_is_named_by_the_place_of_an_answer_set(self):
        small = city()
        scene = small.scenes["hard-times"]
        circumstances, problems = read_answers({"on": "2026-03-05", "division": VILLAGE}, scene, small)
        assert (circumstances.division, problems) == (VILLAGE, ())
        _, (problem,) = read_answers({"on": "2026-03-05", "division": "990000001002"}, scene, small)
        assert "did you mean" in problem.message.en


class TestItsHash:
    def test_is_that_of_the_item_before_there_were_exceptions_where_it_has_none(self):
        without = package(files(divisions=PLACES))
        assert city().items["allowance"].hash != without.items["allowance"].hash
        assert city().items["follow-up"].hash == without.items["follow-up"].hash

    @pytest.mark.parametrize(("before", "after"), [("20", "19"), ("2026-12-31", "2027-12-31"), ("[paper]", "[upload]"), ("3 号", "4 号")])  # fmt: skip
    def test_is_another_for_every_change(self, before, after):
        assert city().scenes["hard-times"].hash != city(before, after).scenes["hard-times"].hash

    def test_is_another_when_the_town_that_plans_name_is_called_otherwise(self):
        renamed = city(divisions=PLACES.replace("东街,town", "东大街,town"))
        assert city().items["allowance"].hash != renamed.items["allowance"].hash


class TestTheDifferenceOfTwoVersions:
    @pytest.mark.parametrize(
        ("before", "after", "message"),
        [
            ("promised_days: 20", "promised_days: 25", "promised_days: 20 → 25"),
            ("2026-12-31", "2027-06-30", "ends_on: 2026-12-31 → 2027-06-30"),
            ("3 号", "9 号", "approved › number: 小政〔2026〕3 号 → 小政〔2026〕9 号"),
            ("[paper]", "[upload]", "ways › applicant/id-card › accepts: paper → upload"),
        ],
    )
    def test_names_the_exception_that_is_other(self, before, after, message):
        (change,) = diff(city(), city(before, after))
        assert change.message.en == f"item allowance › exceptions › {TOWN} › {message}"
        assert change.at.file == ITEM

    def test_names_one_that_is_new_and_one_that_is_gone(self):
        without = package(files(divisions=PLACES))
        (new,), (gone,) = diff(without, city()), diff(city(), without)
        assert new.message.en == f"item allowance › exceptions › {TOWN} added"
        assert gone.message.en == f"item allowance › exceptions › {TOWN} removed"


#: What is written, what is written instead with ▸ where the finding must point, and its code.
BAD = [
    (f'"{TOWN}"', '▸"990000001009"', "unknown_name"),
    (f'"{TOWN}"', '▸"990000000000"', "unknown_name"),
    (f'"{TOWN}"', f'▸"{VILLAGE}"', "unknown_name"),
    (f'"{TOWN}"', "▸~", "wrong_type"),
    ("ends_on:", "▸end_on:", "unknown_key"),
    ("ends_on: 2026-12-31", "ends_on: ▸2026-02-30", "wrong_type"),
    ("ends_on: 2026-12-31", "ends_on: ▸~", "wrong_type"),
    ("ends_on: 2026-12-31", "ends_on: ▸2026-01-14", "bad_value"),
    ("    ends_on: 2026-12-31\n", "", "missing_key"),
    ("{number: 小政〔2026〕3 号, on: 2026-01-15}", "▸小政〔2026〕3 号", "wrong_type"),
    ("{number: 小政〔2026〕3 号, on: 2026-01-15}", "▸~", "wrong_type"),
    ("on: 2026-01-15", "on: ▸yesterday", "wrong_type"),
    ("number:", "▸numbr:", "unknown_key"),
    ("{number: 小政〔2026〕3 号, on", "▸{on", "missing_key"),
    ("promised_days: 20", "promised_days: ▸soon", "wrong_type"),
    ("promised_days: 20", "promised_days: ▸-1", "bad_value"),
    ("applicant/id-card: [paper]", "▸applicant/id-cart: [paper]", "unknown_name"),
    ("applicant/id-card: [paper]", "applicant/id-card: ▸[]", "wrong_type"),
    ("applicant/id-card: [paper]", "applicant/id-card: ▸paper", "wrong_type"),
    ("applicant/id-card: [paper]", "applicant/id-card: [▸papers]", "bad_value"),
    ("because: 窗口改造", "because: ▸{a: b}", "wrong_type"),
    ("because: 窗口改造", "▸reason: 窗口改造", "unknown_key"),
    ("  - division", "  - ▸方便\n  - division", "wrong_type"),
]  # fmt: skip


def spoiled(before: str, after: str) -> tuple[dict[str, bytes], tuple[int, int]]:
    """Return the files with one bad place, and the place: that of the exception itself where none is marked."""
    text = with_exception(before, after)[ITEM].decode()
    mark = text.find("▸")
    at = mark if mark >= 0 else text.index("division:", text.index("exceptions:"))
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return {**with_exception(), ITEM: text.replace("▸", "").encode()}, place


class TestABadException:
    @pytest.mark.parametrize(("before", "after", "code"), BAD)
    def test_is_found_alone_with_its_line_and_column(self, before, after, code):
        found, place = spoiled(before, after)
        loaded = load_package(found)
        assert told(loaded) == [(code, ITEM, *place)], [f.message.en for f in loaded.findings]
        (finding,) = loaded.findings
        assert finding.blocks
        assert finding.message.zh[-1] in "。；？"
        assert finding.message.en[-1] in ".?"

    def test_names_the_nearest_town_and_the_nearest_material(self):
        (town,) = load_package(spoiled(TOWN, "990000001009")[0]).findings
        assert f"There is no town '990000001009'; did you mean {TOWN!r}?" in town.message.en
        assert f"是不是“{TOWN}”？" in town.message.zh
        (material,) = load_package(spoiled("id-card", "▸id-cart")[0]).findings
        assert "did you mean 'applicant/id-card'?" in material.message.en

    def test_must_change_something(self):
        nothing = "    promised_days: 20\n    ways: {applicant/id-card: [paper], representative/vow: [paper, upload]}\n"
        (finding,) = load_package(with_exception(nothing)).findings
        assert finding.code == "package.missing_key"
        assert "changes nothing" in finding.message.en

    def test_does_not_stand_beside_another_of_its_town(self):
        again = WRITTEN.partition("\n")[2]
        (finding,) = load_package(with_exception("    because: 窗口改造\n", again)).findings
        assert finding.code == "package.duplicate_id"
        assert finding.at.line == TEXTS[ITEM].count("\n") + 7

    def test_is_told_together_with_all_other_mistakes(self):
        text = WRITTEN
        for before, after in (
            ("ends_on:", "end_on:"),
            (TOWN, OTHER[:-1] + "9"),
            ("[paper]", "[papers]"),
            ("20\n", "soon\n"),
        ):
            text = text.replace(before, after, 1)
        loaded = load_package({**with_exception(), ITEM: (TEXTS[ITEM] + text).encode()})
        assert sorted(entry[0] for entry in told(loaded)) == [
            "bad_value",
            "unknown_key",
            "unknown_name",
            "wrong_type",
        ]

    @pytest.mark.parametrize("broken", [PLACES.replace("新村,village", "新村,hamlet"), PLACES.replace(f"{TOWN},东街", "99000000100,东街"), PLACES.replace("code,name", "code")])  # fmt: skip
    def test_is_not_blamed_for_a_list_of_places_that_cannot_be_read(self, broken):
        loaded = load_package(with_exception(divisions=broken))
        assert ITEM not in {finding.at.file for finding in loaded.findings}

    def test_is_not_blamed_for_a_material_that_cannot_be_read(self):
        found = with_exception()
        found[ITEM] = found[ITEM].replace(b"material: id-card, accepts", b"material: id-cart, accepts")
        assert [entry[0] for entry in told(load_package(found)) if entry[1] == ITEM] == ["unknown_name"]


class TestTheTimeOfAnException:
    def test_begins_with_the_approval_and_takes_in_its_last_day(self):
        one = exception(date(2026, 1, 15), date(2026, 12, 31))
        days = (date(2026, 1, 14), date(2026, 1, 15), date(2026, 12, 31), date(2027, 1, 1))
        assert [is_in_force(one, day) for day in days] == [False, True, True, False]

    @given(DAYS, DAYS, DAYS)
    def test_is_over_exactly_when_days_have_passed_since_its_end(self, approved, ends, on):
        one = exception(min(approved, ends), max(approved, ends))
        past = days_past_end(one, on)
        assert (past > 0) == (on > one.ends_on)
        assert not (past and is_in_force(one, on))
        assert past == 0 or one.ends_on + timedelta(days=past) == on
        assert is_in_force(one, on) == (one.approved.on <= on and not past)


class TestThePlaceOfAnException:
    def at(self, place: str, on: date = date(2026, 3, 5)):
        small = city()
        return exceptions_at(small.scenes["hard-times"], place, on, small.divisions)

    def test_is_the_town_and_every_place_in_it(self):
        assert set(self.at(TOWN)) == set(self.at(VILLAGE)) == {"allowance"}

    @pytest.mark.parametrize("place", [OTHER, "990000000000", "", "123456789012"])
    def test_is_no_place_outside_the_town(self, place):
        assert self.at(place) == {}

    def test_is_as_everywhere_when_the_exception_is_over(self):
        assert self.at(TOWN, date(2027, 1, 1)) == {}

    def test_does_not_matter_where_places_hold_each_other_in_a_circle(self):
        small = city(divisions=PLACES.replace("村,990000001000", f"村,{VILLAGE}"))
        assert exceptions_at(small.scenes["hard-times"], VILLAGE, date(2026, 3, 5), small.divisions) == {}


class TestTheItemUnderAnException:
    def test_has_its_promise_and_its_ways_and_is_otherwise_the_same(self):
        small = city()
        item = small.items["allowance"]
        under = item_under(item, item.exceptions[0])
        assert under.promised_days == 20
        ways = {line.key: line.accepts for line in under.materials}
        assert ways["applicant/id-card"] == (Way.PAPER,)
        assert ways["representative/vow"] == (Way.PAPER, Way.UPLOAD)
        assert ways["applicant/poor-proof"] == item.materials[3].accepts
        assert (under.fields, under.steps, under.hash) == (item.fields, item.steps, item.hash)

    def test_is_the_item_itself_without_one(self):
        small = city()
        assert item_under(small.items["allowance"], None) is small.items["allowance"]
        assert scene_under(small.scenes["hard-times"], {}) == small.scenes["hard-times"]

    def test_keeps_what_the_exception_does_not_name(self):
        item = city().items["allowance"]
        assert item_under(item, exception(promised_days=3)).materials == item.materials
        assert item_under(item, exception()).promised_days == item.promised_days
