"""What is proved where a town has a local exception, and what is said about one that is past its end."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.answers import read_answers
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package
from onething.core.composition import OrderCircular, compose
from onething.core.findings import Finding, Level
from onething.core.proof import prove
from onething.core.proof.consistency import check_items
from onething.core.proof.report import Report
from tests.core.catalogue.test_format_page import written_files

CALENDAR = load_calendar()
ON = date(2026, 3, 5)
TOWN = "990000001000"
CARD, ALLOWANCE = "items/senior-card.yaml", "items/senior-allowance.yaml"
ENDS = date(2026, 12, 31)


def city(*changes: tuple[str, str, str]) -> Package:
    """Return the city of the format page, whose card has an exception in one town, some places written otherwise."""
    found = {path: data.decode() for path, data in written_files().items()}
    found.pop("examples/senior-services-east-street.yaml")
    for path, before, after in changes:
        assert found[path].count(before) == 1, (path, before)
        found[path] = found[path].replace(before, after)
    loaded = load_package({path: text.encode() for path, text in found.items()})
    assert loaded.package is not None, [f"{f.at} {f.message.en}" for f in loaded.findings]
    return loaded.package


def proved(package: Package, on: date = ON) -> list[Finding]:
    scene = package.scenes["senior-services"]
    return [f for f in prove(scene, package=package, calendar=CALENDAR, on=on) if f.blocks]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code.removeprefix("proof.") for finding in findings]


def past_end(package: Package, on: date) -> list[Finding]:
    report = Report("senior-services")
    check_items(package.scenes["senior-services"], package, CALENDAR, on, report)
    return [finding for finding in report.findings() if finding.code == "proof.exception_past_end"]


def composed(package: Package, finding: Finding, **instead):
    """Return the plan of a finding's witness."""
    scene = package.scenes[finding.scene]
    circumstances, problems = read_answers({**finding.witness, **instead}, scene, package)
    assert problems == ()
    return compose(scene, circumstances, package=package, calendar=CALENDAR)


PHOTO = "ways: {applicant/photo: [paper]}"


class TestAnExceptionPastItsEnd:
    CITY = city()

    @pytest.mark.parametrize(
        ("days", "level"),
        [(0, None), (1, Level.WARNING), (30, Level.WARNING), (31, Level.ERROR), (400, Level.ERROR)],
    )
    def test_is_a_warning_for_thirty_days_and_then_an_error(self, days, level):
        found = past_end(self.CITY, ENDS + timedelta(days=days))
        assert [finding.level for finding in found] == [level] * (level is not None)

    @settings(deadline=None)
    @given(st.integers(-400, 400))
    def test_is_found_on_every_day_after_the_last_and_never_grows_milder(self, days):
        levels = [None, Level.WARNING, Level.ERROR]

        def level(after: int) -> int:
            return levels.index(
                next((f.level for f in past_end(self.CITY, ENDS + timedelta(days=after))), None)
            )

        assert (level(days) > 0) == (days > 0)
        assert level(days) <= level(days + 1)

    def test_says_where_which_approval_and_how_long_ago(self):
        (finding,) = past_end(self.CITY, date(2027, 1, 10))
        assert "东街" in finding.message.zh
        assert "小政审〔2026〕3 号" in finding.message.zh
        assert finding.message.en.endswith(
            "ended on 2026-12-31, 10 days ago, and holds no more. Take it out or have it renewed; "
            "in 21 days it refuses publishing."
        )
        assert finding.at.file == CARD
        assert finding.at == self.CITY.items["senior-card"].exceptions[0].at

    def test_passes_with_its_reason_as_long_as_it_is_a_warning(self):
        reasoned = city((CARD, PHOTO, f"{PHOTO}\n    because: 正在报批延期"))
        by_item = city(
            (CARD, "id: senior-card", "id: senior-card\nbecause: {proof.exception_past_end: 正在报批延期}")
        )
        for package in (reasoned, by_item):
            assert [f.blocks for f in past_end(package, ENDS + timedelta(days=30))] == [False]
            assert [f.blocks for f in past_end(package, ENDS + timedelta(days=31))] == [True]

    def test_refuses_publishing_through_the_proof(self):
        assert "exception_past_end" in codes(proved(self.CITY, date(2027, 1, 1)))
        assert "exception_past_end" not in codes(proved(self.CITY, ENDS))

    def test_is_no_longer_looked_into(self):
        nowhere = city((CARD, PHOTO, "ways: {applicant/photo: [licence]}"))
        assert "no_way" in codes(proved(nowhere, ENDS))
        assert "no_way" not in codes(proved(nowhere, ENDS + timedelta(days=1)))


class TestASituationInTheTown:
    def test_that_is_fine_has_no_finding(self):
        assert proved(city()) == []

    def test_dead_ends_where_only_the_exception_leaves_no_way(self):
        package = city((CARD, PHOTO, "ways: {applicant/photo: [later]}"))
        (finding,) = proved(package)
        assert finding.code == "proof.no_way"
        assert finding.message.zh.startswith("东街的地方例外：")
        assert finding.message.en.startswith("Local exception of 东街: ")
        assert finding.at == package.items["senior-card"].exceptions[0].ways[0].at
        assert finding.witness["division"] == TOWN

    def test_is_shown_by_a_witness_that_replays_there_and_nowhere_else(self):
        package = city((CARD, PHOTO, "ways: {applicant/photo: [licence]}"))
        (finding,) = proved(package)

        def ways(**instead):
            return {line.key: line.way for line in composed(package, finding, **instead).materials}

        assert ways()["applicant/photo"] is None
        assert ways(division="990000000000")["applicant/photo"] is not None

    def test_dead_ends_for_some_people_only(self):
        package = city((ALLOWANCE, "competent: [{else: household_town}]", f"""competent: [{{else: household_town}}]
exceptions:
  - division: "{TOWN}"
    approved: {{number: 4 号, on: 2026-01-15}}
    ends_on: 2026-12-31
    ways: {{applicant/senior-card: [result]}}"""))  # fmt: skip
        (finding,) = proved(package)
        assert finding.code == "proof.dead_end_material"
        assert finding.witness["answers"]["certified"] == "valid"
        assert any(line.required and line.way is None for line in composed(package, finding).materials)

    def test_keeps_within_the_law_and_its_own_steps(self):
        for days, code in ((21, "promise_over_statute"), (4, "steps_over_promise")):
            package = city((CARD, "promised_days: 8", f"promised_days: {days}"))
            (finding,) = proved(package)
            assert finding.code == f"proof.{code}"
            assert finding.at == package.items["senior-card"].exceptions[0].at

    def test_is_said_once_where_it_is_so_everywhere(self):
        everywhere = city((CARD, "promised_days: 5,", "promised_days: 30,"), (CARD, "promised_days: 8", "promised_days: 9"))  # fmt: skip
        assert codes(proved(everywhere)) == ["promise_over_statute"]

    def test_is_warned_of_when_it_is_asked_for_what_is_known_unless_there_is_a_reason(self):
        asked = (CARD, PHOTO, "ways: {applicant/id-card: [paper]}")
        assert codes(proved(city(asked))) == ["asked_although_known"]
        reasoned = (CARD, PHOTO, "ways: {applicant/id-card: [paper]}\n    because: 读卡设备在修")
        assert proved(city(reasoned)) == []


GIVES_PHOTO = (ALLOWANCE, "kind: document, sample", "kind: document, stands_for: photo, sample")
CIRCLE = (GIVES_PHOTO, (CARD, PHOTO, "ways: {applicant/photo: [result, paper]}"))


class TestACircleInTheTown:
    def test_is_found_with_a_witness_that_goes_round_there_only(self):
        package = city(*CIRCLE)
        (finding,) = [f for f in proved(package) if f.code == "proof.cycle"]
        assert finding.witness["division"] == TOWN
        with pytest.raises(OrderCircular):
            composed(package, finding)
        assert composed(package, finding, division="990000000000").items

    def test_is_found_on_the_day_on_which_the_exception_will_begin(self):
        later = city(*CIRCLE, (CARD, "on: 2026-01-15", "on: 2026-06-01"))
        (finding,) = [f for f in proved(later) if f.code == "proof.cycle"]
        assert finding.witness["on"] == date(2026, 6, 1)
        with pytest.raises(OrderCircular):
            composed(later, finding)

    def test_is_found_where_it_closes_only_when_another_exception_has_ended(self):
        """As long as the allowance comes first nothing waits for the card; when that ends, the two wait for each other."""
        package = city(
            GIVES_PHOTO,
            ("scenes/senior-services.yaml", ", needs: [senior-card]", ""),
            (CARD, PHOTO, "ways: {applicant/photo: [result, paper]}"),
            (ALLOWANCE, "competent: [{else: household_town}]", f"""competent: [{{else: household_town}}]
exceptions:
  - division: "{TOWN}"
    approved: {{number: 4 号, on: 2026-01-15}}
    ends_on: 2026-06-30
    because: 证照系统在换
    ways: {{applicant/senior-card: [paper]}}"""),
        )  # fmt: skip
        (finding,) = [f for f in proved(package) if f.code == "proof.cycle"]
        assert finding.witness["on"] == date(2026, 7, 1)
        with pytest.raises(OrderCircular):
            composed(package, finding)


class TestAnExceptionWithoutEnd:
    def test_is_proved_like_any_other(self):
        assert proved(city((CARD, "ends_on: 2026-12-31", "ends_on: 9999-12-31"))) == []
