"""`onething credit`: the earliest repair date in words and for machines."""

import json

import pytest

from onething.core.credit.repair_dates import Area, Gravity
from onething.site.cli import main
from onething.site.commands import credit


def run(capsys, *words):
    code = main(["credit", *words])
    return code, capsys.readouterr()


class TestCredit:
    def test_says_when_and_what_is_missing(self, capsys):
        code, said = run(capsys, "2025-11-30", "--fulfilled", "2025-12-08", "--on", "2026-02-27")
        assert (code, said.out.splitlines()) == (
            0,
            [
                "rules: trial (发改委令第58号), for an application on 2026-02-27",
                "earliest: 2026-02-28",
                "displayed until: 2028-11-30",
                "missing: the public promise is not made",
                "missing: the shortest display is not over",
            ],
        )

    def test_prints_json_for_machines(self, capsys):
        words = (
            "2026-05-31",
            "--gravity",
            "minor",
            "--fulfilled",
            "2026-06-02",
            "--promised",
            "--on",
            "2026-06-02",
        )
        code, said = run(capsys, *words, "--json")
        assert (code, json.loads(said.out)) == (
            0,
            {
                "rules": "order-36",
                "earliest": "2026-06-02",
                "displayed_until": "2026-08-31",
                "missing": [],
                "ready": True,
            },
        )

    def test_says_that_no_rules_are_known(self, capsys):
        code, said = run(capsys, "2022-01-01", "--on", "2023-04-30")
        assert code == 2
        assert "no rules on the repair of credit are known for 2023-04-30" in said.err

    @pytest.mark.parametrize("words", [("--gravity", "grave"), ("--area", "sea"), ("--on", "2026-02-30")])
    def test_refuses_what_is_no_value(self, capsys, words):
        with pytest.raises(SystemExit) as ended:
            run(capsys, "2026-01-01", *words)
        assert ended.value.code == 2

    def test_offers_every_class_and_area(self):
        assert (set(credit.GRAVITIES), set(credit.AREAS)) == ({*Gravity}, {*Area})
