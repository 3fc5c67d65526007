"""The commands as a shell runs them: each in a process of its own, where nobody has started Django before."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

EXAMPLE = "cities/dongguan/examples/disabled-services-full.yaml"


def onething(*words: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONETHING_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "onething.site.cli", *words]
    env = {**clean, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "dongguan", "disabled-services", "--answers", EXAMPLE), "残疾人证办理"),
        (("check", "dongguan", "birth"), "0 of them keep from publishing"),
        (("diff", "cities/dongguan", "cities/dongguan"), "0 differences"),
        (("code", "check", "citizen", "11010519491231002x"), "valid 11010519491231002X"),
        (("clock", "due", "--help"), "--profile"),
        (("export", "--help"), "--format"),
        (("load", "--help"), "publish a city package"),
        (("demo", "--help"), "onething demo"),
        (("verify-log", "--help"), "--json"),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_each_command_answers_in_a_process_of_its_own(words, said):
    done = onething(*words)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
    assert "Traceback" not in done.stderr
