"""The suite itself: its lanes run every test once, and its last line counts them all."""

import subprocess
import sys

from tests.conftest import ROOT
from tests.run import closing_line

SOME = ["tests/kit/test_texts.py", "tests/browser/test_frame.py"]


def collected(*options: str) -> set[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *options, *SOME]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return {line for line in done.stdout.splitlines() if "::" in line}


class TestTheLanes:
    def test_run_every_test_once_between_them(self):
        browsers, rest = collected("--lane=browsers"), collected("--lane=rest")
        assert browsers
        assert rest
        assert not browsers & rest
        assert browsers | rest == collected()


class TestTheLastLine:
    def test_adds_the_runs_up(self):
        outputs = ["...\n3 failed, 10 passed, 9 deselected in 4.00s", "5 passed, 13 deselected in 1.00s", ""]
        assert closing_line(outputs, 6.5) == "3 failed, 15 passed in 6.50s"

    def test_says_how_many_tests_had_no_data(self):
        assert closing_line(["5 passed, 70 deselected in 1.00s"], 75, left_out=57) == (
            "5 passed, 57 deselected in 75.00s (0:01:15)"
        )

    def test_says_so_when_nothing_ran(self):
        assert closing_line(["no tests ran in 0.10s"], 1) == "no tests ran in 1.00s"
