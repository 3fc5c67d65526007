"""What is deliberately absent from core, areas and channels: a clock, chance, ids and sockets of their own."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "onething"
FORBIDDEN_MODULES = {
    "random",
    "secrets",
    "socket",
    "time",
    "requests",
    "urllib.request",
    "http.client",
    "subprocess",
}
FORBIDDEN_CALLS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "uuid4", "uuid1", "uuid7", "uuid.uuid4", "uuid.uuid1", "os.urandom", "get_random_string", "time.time",
    "datetime.datetime.now", "datetime.date.today", "localdate",
}  # fmt: skip


def found_in(source: str) -> list[str]:
    """Return what a file takes from the world without asking `kit.ports`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
            found += sorted(names & FORBIDDEN_MODULES)
        elif isinstance(node, (ast.Name, ast.Attribute)):
            dotted = ast.unparse(node)
            if dotted in FORBIDDEN_CALLS:
                found.append(dotted)
    return found


class TestTheWalls:
    @pytest.mark.parametrize("part", ["core", "areas", "channels"])
    def test_keep_clock_chance_and_network_out(self, part):
        found = {
            str(path.relative_to(SRC)): names
            for path in sorted((SRC / part).rglob("*.py"))
            if "migrations" not in path.parts and (names := found_in(path.read_text("utf-8")))
        }
        assert found == {}

    @pytest.mark.parametrize(
        "line",
        [
            "import random",
            "from time import sleep",
            "from datetime import datetime\nx = datetime.now()",
            "from django.utils import timezone\nx = timezone.now()",
            "import uuid\nx = uuid.uuid4()",
            "from urllib import request",
            "class A:\n    id = Field(default=uuid4)",
        ],
    )
    def test_see_each_way_around_them(self, line):
        assert found_in(line)

    @pytest.mark.parametrize(
        "line", ["from uuid import UUID", "from datetime import date, datetime", "x = clock.now()"]
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
