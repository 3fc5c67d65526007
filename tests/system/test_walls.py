"""What is deliberately absent from core, areas and channels: a clock, chance, ids and sockets of their own."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "onething"
#: Whole modules that bring a clock, dice, another process or the network with them.
FORBIDDEN_MODULES = {
    "random", "secrets", "time", "socket", "ssl", "select", "selectors", "asyncio", "subprocess", "multiprocessing",
    "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "http.server", "smtplib", "ftplib",
    "numpy", "importlib",
}  # fmt: skip
#: What may not be taken out of a module, by its full name, under whatever name it is imported.
FORBIDDEN_NAMES = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "django.utils.timezone.now", "django.utils.timezone.localdate", "django.db.models.functions.Now",
    "django.db.models.functions.Random", "django.utils.crypto.get_random_string",
    "django.core.management.utils.get_random_secret_key",
    "uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7", "uuid.uuid8", "uuid.getnode",
    "os.urandom", "os.getrandom", "os.times", "os.fork", "os.system", "os.popen", "builtins.__import__",
}  # fmt: skip
#: Read as a function they take the moment from the machine; with an argument they only turn one.
NEED_AN_ARGUMENT = {"django.utils.timezone.localtime"}
#: Fields that ask a clock by themselves, and the order of chance.
FORBIDDEN_ARGUMENTS = {"auto_now", "auto_now_add"}
#: What stands where, and why: the database notes by itself when an account's row was made; no rule reads it.
ALLOWED = {"areas/people/models.py": ["django.db.models.functions.Now"]}


def found_in(source: str) -> list[str]:
    """Return what a file takes from the world without asking `kit.ports`, by full names, whatever it calls them."""
    tree, names, found = ast.parse(source), {"__import__": "builtins.__import__"}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found += [alias.name] if _within(alias.name) else []
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found += [full] if _within(full) or full in FORBIDDEN_NAMES else []
                names[alias.asname or alias.name] = full
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and (full := _full(node, names)) in FORBIDDEN_NAMES:
            found.append(full)
        elif isinstance(node, ast.Call):
            found += _in_call(node, names)
    return sorted(set(found))


def _within(module: str) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:length]) in FORBIDDEN_MODULES for length in range(1, len(parts) + 1))


def _full(node: ast.expr, names: dict[str, str]) -> str:
    """Return the full name of `a.b.c`, with what `a` was imported as; "" for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (before := _full(node.value, names)):
        return f"{before}.{node.attr}"
    return ""


def _in_call(node: ast.Call, names: dict[str, str]) -> list[str]:
    full = _full(node.func, names)
    found = [one.arg for one in node.keywords if one.arg in FORBIDDEN_ARGUMENTS]
    if full in NEED_AN_ARGUMENT and not (node.args or node.keywords):
        found.append(full)
    by_chance = any(isinstance(one, ast.Constant) and one.value == "?" for one in node.args)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "order_by" and by_chance:
        found.append("order_by(?)")
    return found


class TestTheWalls:
    @pytest.mark.parametrize("part", ["core", "areas", "channels"])
    def test_keep_clock_chance_and_network_out(self, part):
        found = {
            str(path.relative_to(SRC)): names
            for path in sorted((SRC / part).rglob("*.py"))
            if "migrations" not in path.parts and (names := found_in(path.read_text("utf-8")))
        }
        assert found == {path: names for path, names in ALLOWED.items() if path.startswith(f"{part}/")}

    @pytest.mark.parametrize(
        "line",
        [
            "import random",
            "from time import sleep",
            "from datetime import datetime\nx = datetime.now()",
            "from django.utils import timezone\nx = timezone.now()",
            "import uuid\nx = uuid.uuid4()",
            "from urllib import request",
            "from uuid import uuid4\nclass A:\n    id = Field(default=uuid4)",
            "import time\nx = time.monotonic()",
            "import time as clock\nx = clock.perf_counter_ns()",
            "import datetime\nx = datetime.datetime.utcnow()",
            "import datetime as dt\nx = dt.date.today()",
            "from datetime import datetime as D\nx = D.now(UTC)",
            "from datetime import date\nread = date.today",
            "from django.utils.timezone import now",
            "from django.utils.timezone import now as moment",
            "from django.utils import timezone as tz\nx = tz.localdate()",
            "from django.utils.timezone import localtime\nx = localtime()",
            "from django.db.models.functions import Now",
            "from django.db.models import functions\nx = functions.Now()",
            "class A:\n    at = Field(auto_now_add=True)",
            "x = rows.order_by('?')",
            "import secrets",
            "from secrets import token_urlsafe",
            "import os\nx = os.urandom(8)",
            "from os import getrandom",
            "from django.utils.crypto import get_random_string",
            "from random import SystemRandom",
            "import numpy.random",
            "from uuid import uuid4 as new",
            "import uuid as ids\nx = ids.uuid1()",
            "import urllib.request",
            "from http.client import HTTPConnection",
            "import asyncio",
            "x = __import__('time').time()",
            "from importlib import import_module",
            "import subprocess",
        ],
    )
    def test_see_each_way_around_them(self, line):
        assert found_in(line)

    @pytest.mark.parametrize(
        "line",
        [
            "from uuid import UUID",
            "from datetime import date, datetime",
            "from datetime import time",
            "x = clock.now()",
            "from onething.kit.ports import now, new_id\nx = now(), new_id()",
            "from django.utils import timezone\nx = timezone.localtime(row.at)",
            "import os\nos.fsync(3)",
            "import uuid\nx = uuid.uuid5(SPACE, 'name')",
            "from datetime import datetime\nx = datetime.fromisoformat('2026-03-05')",
        ],
    )
    def test_let_types_and_ports_pass(self, line):
        assert found_in(line) == []

    def test_core_opens_no_file(self):
        opened = [
            str(path.relative_to(SRC))
            for path in sorted((SRC / "core").rglob("*.py"))
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
        ]
        assert opened == []
