"""`onething clock` and `onething code`, as a shell would call them."""

import argparse
import json
from datetime import date
from io import StringIO

import pytest

from onething.core.codes import make_case_number, make_citizen_number
from onething.site.cli import BadInput
from onething.site.commands import clock, code

NOTICE = "year: 2027\nnotice: A notice\nfestivals: {new_year: {rest: [2027-01-01/2027-01-03], work: [2027-01-09]}}\n"


def call(command, *words: str, lines: str | None = None) -> tuple[int, list[str]]:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    out = StringIO()
    exit_code = command.run(
        parser.parse_args(words), out, None if lines is None else lines.splitlines(keepends=True)
    )
    return exit_code, out.getvalue().splitlines()


class TestClockDue:
    def test_prints_the_day(self):
        assert call(clock, "due", "2026-02-13", "20") == (0, ["2026-03-19"])
        assert call(clock, "due", "2026-02-13", "20", "--profile", "permit") == (0, ["2026-03-19"])
        assert call(clock, "due", "2026-02-15", "0") == (0, ["2026-02-15"])

    def test_refuses_a_year_without_a_notice_and_shows_it_provisionally_when_asked(self):
        exit_code, (line,) = call(clock, "due", "2026-12-30", "20")
        assert exit_code == 1
        assert line.startswith("refused: no working-day calendar for 2027")
        assert call(clock, "due", "2026-12-30", "20", "--provisional") == (0, ["2027-01-28 provisional"])
        assert call(clock, "due", "2026-02-13", "5", "--provisional") == (0, ["2026-02-27"])

    def test_takes_a_newer_notice_as_data(self, tmp_path):
        file = tmp_path / "2027.yaml"
        file.write_text(NOTICE, encoding="utf-8")
        assert call(clock, "due", "2026-12-30", "7", "--notice", str(file)) == (0, ["2027-01-09"])
        file.write_text("year: 2027", encoding="utf-8")
        with pytest.raises(BadInput, match="not a holiday notice"):
            call(clock, "due", "2026-12-30", "7", "--notice", str(file))
        with pytest.raises(BadInput, match="No such file"):
            call(clock, "due", "2026-12-30", "7", "--notice", str(tmp_path / "none.yaml"))

    def test_answers_each_line_in_order_also_when_it_refuses(self):
        lines = "2026-02-13 5\n\n  2026-13-01 5\n2026-12-31 1\n2026-02-13\n2026-02-13 x\n2026-02-13 20\n"
        exit_code, answers = call(clock, "due", "-", lines=lines)
        assert exit_code == 1
        assert [answer.partition(":")[0] for answer in answers] == [
            "2026-02-27",
            *["refused"] * 4,
            "2026-03-19",
        ]
        assert "2026-13-01" in answers[1]
        assert call(clock, "due", "2026-02-13", "-", lines="5\n20\n") == (0, ["2026-02-27", "2026-03-19"])
        assert call(clock, "due", "-", lines="") == (0, [])

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["2026-02-30", "5"], "2026-02-30 is no day"),
            (["20260213", "5"], "is no day"),
            (["2026-02-13", "-1"], "no number of days"),
            (["2026-02-13", "5.5"], "no number of days"),
            (["2026-02-13", "12345"], "0 to 9999"),
            (["9999-12-31", "5"], "too far ahead"),
            (["2026-02-13"], "DATE and N"),
            (["2026-02-13", "5", "6"], "DATE and N"),
            (["-", "5"], "last values"),
            (["2026-02-13", "5", "--profile", "permits"], "did you mean permit"),
        ],
    )
    def test_names_what_is_wrong_with_its_usage(self, words, says):
        with pytest.raises(BadInput, match=says):
            call(clock, "due", *words)

    def test_speaks_json(self):
        exit_code, (line,) = call(clock, "due", "2026-02-13", "20", "--json")
        assert (exit_code, json.loads(line)) == (0, {"due": "2026-03-19", "provisional": False})
        _, answers = call(clock, "due", "-", "--json", lines="2026-02-13 20\nx 1\n")
        assert [list(json.loads(answer)) for answer in answers] == [["due", "provisional"], ["refused"]]


class TestClockExplain:
    def test_prints_a_line_per_day(self):
        exit_code, lines = call(clock, "explain", "2026-02-13", "5")
        assert exit_code == 0
        assert lines[0] == "2026-02-13 day 0"
        assert (
            lines[1] == "2026-02-14 day 1: Saturday 2026-02-14 is worked for Spring Festival and is counted."
        )
        assert lines[2].startswith("2026-02-15 not counted: Sunday 2026-02-15 is off for Spring Festival")
        assert lines[-2:] == ["2026-02-27 day 5", "due 2026-02-27"]
        assert len(lines) == 16

    def test_answers_a_line_with_a_line(self):
        exit_code, lines = call(
            clock, "explain", "-", "--language", "zh", lines="2026-03-05 2\n2026-12-31 1\n"
        )
        assert exit_code == 1
        assert lines[0] == "2026-03-09 2026-03-07（周六）是周末，不计。 2026-03-08（周日）是周末，不计。"
        assert lines[1].startswith("refused: ")

    def test_speaks_json(self):
        _, (line,) = call(clock, "explain", "2026-03-05", "2", "--json")
        days = json.loads(line)["days"]
        assert [day["counted"] for day in days] == [1, None, None, 2]
        assert [day["why"] for day in days] == ["workday", "weekend", "weekend", "workday"]


class TestCodeCheck:
    def test_prints_the_canonical_form(self):
        assert call(code, "check", "citizen", "11010519491231002x") == (0, ["valid 11010519491231002X"])
        printed = make_case_number(date(2026, 11, 5), "441900", "W001", 123).printed
        assert call(code, "check", "case", *printed.split()) == (0, ["valid 20261105441900W0010001233"])

    def test_prints_the_reason(self):
        assert call(code, "check", "citizen", "11010519491231002") == (
            1,
            ["invalid: too short by one: a citizen number has 18 characters, this has 17"],
        )
        assert call(code, "check", "citizen", "1", "--language", "zh")[1] == [
            "invalid: 公民身份号码应为 18 位，现为 1 位，少 17 位"
        ]

    def test_knows_today_and_takes_another_day(self):
        born_far_ahead = make_citizen_number(date(2190, 1, 1), 1)
        assert call(code, "check", "citizen", born_far_ahead)[0] == 1
        assert call(code, "check", "citizen", born_far_ahead, "--on", "2190-01-01")[0] == 0

    def test_answers_each_line_in_order(self):
        lines = "11010519491231002X\n\n123\n１１０１０５１９４９１２３１００２ｘ\n"
        exit_code, answers = call(code, "check", "citizen", "-", lines=lines)
        assert exit_code == 1
        assert answers[0] == answers[2] == "valid 11010519491231002X"
        assert answers[1].startswith("invalid: too short by 15")

    def test_reads_the_kind_from_the_line_too(self):
        lines = "item 442199806003\nphone 0769 2283 0000\nshoe 42\nitem\n"
        exit_code, answers = call(code, "check", "-", lines=lines)
        assert exit_code == 1
        assert answers[:2] == ["valid 442199806003", "valid 0769-22830000"]
        assert answers[2].startswith("refused: shoe is no kind of code")
        assert answers[3] == "invalid: the item code is empty"

    @pytest.mark.parametrize("words", [["citizen"], ["shoe", "42"], ["shoe", "-"], ["-", "x"]])
    def test_names_what_is_wrong_with_its_usage(self, words):
        with pytest.raises(BadInput):
            call(code, "check", *words)

    def test_speaks_json(self):
        _, answers = call(
            code, "check", "credit", "-", "--json", lines="11511301008778183N\n11511301008778183n\n"
        )
        first, second = map(json.loads, answers)
        assert first == {"valid": True, "canonical": "11511301008778183N"}
        assert (second["valid"], second["code"]) == (False, "codes.wrong_character")
