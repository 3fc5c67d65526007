"""Makes `.venv` from a lock file with plain pip: `environment.py run` or `environment.py dev`. Standard library only.

A stamp is written last, so an install that was stopped halfway is seen and finished. Nothing is done when
the stamp fits the lock file, the Python and this folder.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from onething.site.cli import main

sys.exit(main())
"""


class Refused(Exception):
    """One sentence: what is wrong, and what to do."""


def wanted(kind: str) -> str:
    """Return what the stamp has to say: lock, Python and folder (a moved folder breaks the scripts in it)."""
    lock = (ROOT / "requirements" / f"{kind}.lock").read_bytes()
    return f"{hashlib.sha256(lock).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]} {ROOT}\n"


def stamped(kind: str) -> bool:
    stamp = VENV / f"onething-{kind}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted(kind)


def run(*command: str, failing: str) -> None:
    """Run a command quietly; show its output only when it fails. Raises Refused."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:])
        raise Refused(failing)


def make(kind: str) -> None:
    """Make or finish the environment. Raises Refused."""
    if stamped(kind) or (kind == "run" and stamped("dev")):
        return
    if not os.access(ROOT, os.W_OK):
        raise Refused(
            f"The folder {ROOT} cannot be written by this user; copy it to a folder of your own and start there."
        )
    started = VENV / "onething.started"
    if VENV.exists() and (started.exists() or not PYTHON.exists() or _other_place()):
        print("An earlier install was not finished or was moved; starting it again.", flush=True)
        shutil.rmtree(VENV)
    print(f"Installing into .venv from requirements/{kind}.lock (once, about a minute) …", flush=True)
    if not VENV.exists():
        run(
            sys.executable,
            "-m",
            "venv",
            str(VENV),
            failing=f"{sys.executable} has no venv module; install it (Debian, Ubuntu: apt-get install python3-venv) and start again.",
        )
    started.write_text("half-finished while this file is here\n", "utf-8")
    for stamp in VENV.glob("onething-*.stamp"):
        stamp.unlink()
    run(
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        f"requirements/{kind}.lock",
        failing="The packages could not be installed (see above); check that the package registry is reachable and that the disk has 2 GB free, then start again.",
    )
    _put_ourselves()
    (VENV / f"onething-{kind}.stamp").write_text(wanted(kind), "utf-8")
    if kind == "dev":
        (VENV / "onething-run.stamp").write_text(wanted("run"), "utf-8")
    started.unlink()


def _other_place() -> bool:
    """Return whether the environment was made in another folder or for another Python."""
    for stamp in VENV.glob("onething-*.stamp"):
        _, version, folder = stamp.read_text("utf-8").rstrip("\n").split(" ", 2)
        if (version, folder) != (f"{sys.version_info[0]}.{sys.version_info[1]}", str(ROOT)):
            return True
    return False


def _put_ourselves() -> None:
    """Make `onething` importable and give it its command, in a folder with blanks too."""
    site = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (site / "onething.pth").write_text(f"{ROOT / 'src'}\n", "utf-8")
    script = VENV / "bin" / "onething"
    script.write_text(SCRIPT.format(python=PYTHON), "utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    try:
        make(sys.argv[1] if len(sys.argv) > 1 else "run")
    except Refused as error:
        sys.exit(f"onething: {error}")
    except OSError as error:
        sys.exit(
            f"onething: {error.filename or ROOT} cannot be written ({error.strerror}); free space or rights, then start again."
        )
    except KeyboardInterrupt:
        sys.exit("onething: stopped; start again and the install goes on.")
