"""A lock file names packages and hashes, never a host: it installs from whichever registry the reader uses."""

import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"

if __name__ == "__main__":
    bad = [path.name for path in sorted(REQUIREMENTS.glob("*.lock")) if "://" in path.read_text("utf-8")]
    sys.exit(f"{', '.join(bad)} name a host; run `make lock` without index options" if bad else 0)
