"""Which printing this is: whatever decides the bytes of a paper besides its data."""

from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from onething.adapters.fonts import FOLDER

HERE = Path(__file__).parent
#: The programs that draw, beside our own.
PROGRAMS = ("typst", "segno")


@cache
def edition(*more: Path) -> str:
    """Return the hash of our templates, fonts and programs. more: further files that decide how a paper looks."""
    hashed = sha256("".join(f"{name} {version(name)}\n" for name in PROGRAMS).encode())
    for path in (*sorted((*HERE.glob("*.py"), *HERE.glob("templates/*"), *FOLDER.iterdir())), *more):
        with path.open("rb") as file:
            hashed.update(path.name.encode() + file_digest(file, "sha256").digest())
    return hashed.hexdigest()
