"""`onething replay` and `onething sweep`, as somebody types them: what they print, how they end, where they go on."""

import argparse
import json

import pytest
from django.conf import settings

from onething.areas.cases.models import CaseRow
from onething.areas.supervision.models import WarningRow
from onething.site.cli import BadInput
from onething.site.commands import replay, sweep
from onething.site.commands._long import Place
from tests.areas.cases.conftest import house
from tests.areas.cases.lives import RandomLife

__all__ = ["house"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lives(house):
    return [RandomLife(seed) for seed in range(3)]


def call(command, *words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def figures(capsys, command, *words):
    code = call(command, *words, "--json")
    return code, json.loads(capsys.readouterr().out)


class TestReplay:
    def test_compares_and_says_that_nothing_differs(self, capsys):
        code, found = figures(capsys, replay, "--compare")
        assert (code, found["applications"], found["differences"], found["stopped"]) == (0, 3, 0, False)

    def test_lists_what_differs_and_ends_with_one(self, capsys, lives):
        CaseRow.objects.filter(number=lives[0].numbers[0]).update(holder="wrong")
        assert call(replay, "--compare") == 1
        said = capsys.readouterr().out
        assert f"cases {lives[0].numbers[0]} holder: kept wrong, the log says" in said

    def test_puts_right_and_ends_with_zero(self, capsys):
        CaseRow.objects.update(holder="wrong")
        code, found = figures(capsys, replay)
        assert (code, found["differences"]) == (0, CaseRow.objects.count())
        assert figures(capsys, replay, "--compare")[1]["differences"] == 0

    def test_goes_on_where_a_run_was_stopped(self, capsys, lives):
        CaseRow.objects.update(holder="wrong")
        figures(capsys, replay, "--step", "1")
        place = Place(settings.VAR / "replay.json")
        assert place.read() is None
        first = CaseRow.objects.get(number=lives[0].numbers[0]).application_id
        place.keep({"compare": True, "after": str(first), "applications": 1, "events": 6, "differences": 0})
        _, found = figures(capsys, replay, "--compare", "--resume")
        assert found["applications"] == 3
        assert place.read() is None

    def test_says_what_cannot_be_gone_on_with(self):
        with pytest.raises(BadInput, match="no replay was stopped"):
            call(replay, "--resume")
        Place(settings.VAR / "replay.json").keep(
            {"compare": True, "after": "", "applications": 1, "events": 6, "differences": 0}
        )
        try:
            with pytest.raises(BadInput, match="with --compare"):
                call(replay, "--resume")
        finally:
            Place(settings.VAR / "replay.json").clear()


class TestSweep:
    def test_raises_the_warnings_of_today_once(self, capsys):
        code, found = figures(capsys, sweep, "--step", "4")
        assert (code, found["done"]) == (0, True)
        assert found["cases"] == CaseRow.objects.filter(is_open=True).count()
        assert found["raised"] == WarningRow.objects.count() > 0
        figures(capsys, sweep)  # what has changed since, and pushes that are stuck
        code, found = figures(capsys, sweep)
        assert (code, found["raised"]) == (0, 0)
