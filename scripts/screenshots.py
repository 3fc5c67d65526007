"""`make screenshots`: the pictures of the README, cut from those that the browser tests made (`make test`)."""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
MADE, KEPT = ROOT / ".gallery", ROOT / "docs" / "screenshots"
PHONE, SCREEN = (360, 756), (900, 562)  # pixels
#: picture of the README -> picture of a test, size
PICTURES = {
    "guide": ("portal-guide-answered", PHONE),
    "form": ("portal-form", PHONE),
    "track": ("follow-track", PHONE),
    "results": ("follow-results-standard", PHONE),
    "review": ("review-case-decision", SCREEN),
}


def main() -> int:
    missing = [made for made, _ in PICTURES.values() if not (MADE / f"{made}.png").is_file()]
    if missing:
        print(f"{', '.join(missing)}: not in {MADE}; run make test first", file=sys.stderr)
        return 2
    for name, (made, size) in PICTURES.items():
        top(MADE / f"{made}.png", size).save(KEPT / f"{name}.png", optimize=True)
    return 0


def top(path: Path, size: tuple[int, int]) -> Image.Image:
    """Return the top of a picture in this shape and size, in few colours."""
    with Image.open(path) as picture:
        height = min(picture.height, round(picture.width * size[1] / size[0]))
        cut = picture.convert("RGB").crop((0, 0, picture.width, height))
        small = cut.resize((size[0], round(height * size[0] / picture.width)), Image.Resampling.LANCZOS)
        return small.quantize(128)


if __name__ == "__main__":
    sys.exit(main())
