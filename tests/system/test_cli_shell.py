"""The commands as a shell runs them: each in a process of its own, where nobody has started Django before."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.conftest import ROOT

EXAMPLE = "cities/dongguan/examples/disabled-services-full.yaml"


def onething(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONETHING_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "onething.site.cli", *words]
    env = {**clean, "PYTHONPATH": str(ROOT / "src"), **more}
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


def test_a_database_gets_its_tables_once_and_is_left_alone_when_they_are_old(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("nr,titel\n1,许可\n")
    (tmp_path / "own.yaml").write_text(
        "id: own\nname: {zh: 自己的, en: Own}\nkey: nr\nelements: {name: titel}\n"
    )
    place = {"ONETHING_DEMO": "1", "ONETHING_VAR": str(tmp_path / "var")}
    words = ("import", str(tmp_path / "own.yaml"), str(file), "--into", "dongguan", "--dry-run")
    done = onething(*words, **place)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "a dry run: nothing was written"), (
        done.stderr
    )

    nothing_yet = onething("search", "许可", **place)
    assert nothing_yet.returncode == 2
    assert nothing_yet.stderr.strip().endswith("run onething load dongguan")

    with closing(sqlite3.connect(tmp_path / "var" / "onething.sqlite3")) as database, database:
        last = "SELECT max(id) FROM django_migrations WHERE app = 'register'"
        database.execute(f"DELETE FROM django_migrations WHERE id = ({last})")
    done = onething(*words, **place)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("onething manage migrate")
