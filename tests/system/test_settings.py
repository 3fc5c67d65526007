"""Outside the demo mode the settings refuse to start unsafe, with one sentence each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from onething.site import environment
from onething.site.cli import main
from onething.site.environment import UnsafeSettings

ROOT = Path(__file__).resolve().parents[2]
KEY = "k9Xw2vQ7pLm4Rt8Yb3Nc6Zd1Hf5Gj0Sa-UeIoPqWxErTyVzMnBl"
SAFE = {"ONETHING_SECRET_KEY": KEY, "ONETHING_HOSTS": "one.example.cn"}


def start(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Start the command as an operator would, in a process of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONETHING_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "onething.site.cli", "manage", "check"],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), "ONETHING_VAR": str(tmp_path), **env},
        capture_output=True,
        text=True,
    )


class TestProductionSettings:
    def test_start_when_safe(self, tmp_path):
        done = start(tmp_path, **SAFE)
        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize(
        ("env", "sentence"),
        [
            ({**SAFE, "ONETHING_DEBUG": "1"}, "ONETHING_DEBUG is on"),
            ({"ONETHING_HOSTS": "one.example.cn"}, "ONETHING_SECRET_KEY is not set"),
            ({**SAFE, "ONETHING_SECRET_KEY": "short"}, "default or too simple"),
            ({**SAFE, "ONETHING_SECRET_KEY": "django-insecure-" + KEY}, "default or too simple"),
            ({"ONETHING_SECRET_KEY": KEY}, "ONETHING_HOSTS names no host"),
            ({**SAFE, "ONETHING_HOSTS": "*"}, "ONETHING_HOSTS names no host"),
            ({**SAFE, "ONETHING_SYSTEMS": "civil=http://x"}, "ONETHING_SYSTEM_KEY is missing"),
            (
                {
                    **SAFE,
                    "ONETHING_SYSTEMS": "civil=http://x",
                    "ONETHING_SYSTEM_KEY": "demo-key-of-the-stand-ins",
                },
                "ONETHING_SYSTEM_KEY is missing, a default",
            ),
            ({**SAFE, "ONETHING_DATABASE": "mysql://x/y"}, "ONETHING_DATABASE is not a PostgreSQL address"),
        ],
    )
    def test_refuse_with_one_sentence(self, tmp_path, env, sentence):
        done = start(tmp_path, **env)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    def test_leave_no_demo_accounts_on_the_sign_in_page(self, client, settings, db):
        from onething.site import demo

        demo.ensure(data=False)
        assert "演示账号" in client.get("/sign-in").content.decode()
        settings.DEMO = False
        page = client.get("/sign-in").content.decode()
        assert "演示账号" not in page
        assert "林晓" not in page


class TestKeysOfDepartmentSystems:
    SYSTEMS = {"civil": "http://x", "health": "http://y"}

    def test_differ_and_stay(self):
        keys = environment.system_keys({"ONETHING_SYSTEM_KEY": KEY}, demo=False, systems=self.SYSTEMS)
        assert keys["civil"] != keys["health"]
        assert keys == environment.system_keys({"ONETHING_SYSTEM_KEY": KEY}, demo=False, systems=self.SYSTEMS)

    def test_do_not_tell_ours_nor_are_the_same_under_another(self):
        (key,) = environment.system_keys(
            {"ONETHING_SYSTEM_KEY": KEY}, demo=False, systems={"civil": "x"}
        ).values()
        assert KEY not in key.decode()
        assert key != environment.derived_key(KEY[::-1], "civil")

    def test_are_printed_for_the_department(self, capsys):
        assert main(["system-key", "civil-affairs"]) == 0
        assert capsys.readouterr().out.strip() == settings.SYSTEM_KEYS["civil-affairs"].decode()
        assert main(["system-key", "nobody"]) == 2
        assert "civil-affairs" in capsys.readouterr().err


class TestDemoSettings:
    def test_make_a_key_once_and_keep_it_private(self, tmp_path):
        key = environment.secret_key({}, demo=True, var=tmp_path)
        assert environment.secret_key({}, demo=True, var=tmp_path) == key
        assert (tmp_path / "demo.key").stat().st_mode & 0o077 == 0

    def test_say_when_the_folder_cannot_be_written(self, tmp_path):
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(UnsafeSettings, match="cannot be written"):
            environment.secret_key({}, demo=True, var=tmp_path / "file" / "var")


class TestDatabaseAddress:
    def test_is_sqlite_with_full_sync_by_default(self, tmp_path):
        entry = environment.database({}, var=tmp_path)
        assert entry["NAME"] == str(tmp_path / "onething.sqlite3")
        assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "synchronous=FULL" in entry["OPTIONS"]["init_command"]
        assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]

    def test_takes_a_postgresql_address_with_its_options(self, tmp_path):
        dsn = "postgresql://user:p%40ss@db.example:6432/one?sslmode=require"
        entry = environment.database({"ONETHING_DATABASE": dsn}, var=tmp_path)
        assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", "6432", "one")
        assert entry["PASSWORD"] == "p@ss"
        assert entry["OPTIONS"] == {**environment.PREPARED, "sslmode": "require"}


class TestThoseWhoCarryMessages:
    def test_are_read_in_the_order_in_which_they_are_asked(self):
        env = {"ONETHING_SMS": "one=https://a.example two=https://b.example/base"}
        found = environment.named_addresses(env, "ONETHING_SMS", {"sms-first": 8621})
        assert list(found.items()) == [("one", "https://a.example"), ("two", "https://b.example/base")]

    def test_are_the_stand_ins_of_a_demo_that_names_none(self):
        assert environment.named_addresses({}, "ONETHING_SMS", {"x": 8621}) == {"x": "http://127.0.0.1:8621"}

    def test_include_mail_servers_with_the_usual_port_or_their_own(self):
        env = {"ONETHING_MAIL_HOST": "mail.example other.example:2525", "ONETHING_MAIL_PORT": "587"}
        assert environment.mail_servers(env) == [("mail.example", 587), ("other.example", 2525)]
        assert environment.mail_servers({}) == []

    def test_refuse_a_port_that_is_no_number(self):
        with pytest.raises(UnsafeSettings, match="HOST:PORT"):
            environment.mail_servers({"ONETHING_MAIL_HOST": "mail.example:smtp"})

    def test_move_with_the_other_stand_ins(self, tmp_path):
        env = {"ONETHING_SYSTEM_PORTS": "100"}
        gateways = environment.stand_ins(env, settings.ROOT, kind="GATEWAYS")
        assert gateways == {"sms-first": 8721, "sms-second": 8722}
        assert environment.stand_ins(env, tmp_path, kind="MAIL") == {}

    def test_each_have_a_key_of_their_own(self, capsys):
        assert main(["system-key", "sms-first"]) == 0
        assert capsys.readouterr().out.strip() != settings.SMS_KEYS["sms-second"].decode()
