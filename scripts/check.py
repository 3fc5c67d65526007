"""`make check`: every gate that is not a test, each by name; all of them run, and the exit says whether all held."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
ENV = {
    **os.environ,
    "ONETHING_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
}

GATES = [
    ("lint", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("types of core", [BIN / "mypy"]),
    ("walls", [BIN / "lint-imports", "--no-cache"]),
    (
        "migrations in step with models",
        [BIN / "onething", "manage", "makemigrations", "--check", "--dry-run"],
    ),
    ("Django", [BIN / "onething", "manage", "check", "--fail-level", "WARNING"]),
    ("templates", [BIN / "onething", "manage", "templates"]),
    ("English of every sentence", [BIN / "onething", "manage", "texts"]),
    ("error codes in docs/errors.md", [BIN / "onething", "manage", "errors", "--check"]),
    ("locks name no host", [sys.executable, ROOT / "scripts" / "locks.py"]),
]


def main() -> int:
    failed = []
    for name, command in GATES:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, env=ENV, capture_output=True, text=True
        )
        print(f"{'ok    ' if not done.returncode else 'FAILED'} {name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    if failed:
        print(f"{len(failed)} of {len(GATES)} gates failed: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
