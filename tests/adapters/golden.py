"""The look of every kind of paper, kept as pictures; `python -m tests.adapters.golden` takes them anew.

A picture is grey and small: it shows that something moved, was cut off or is missing, not how it looks in print.
"""

from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from onething.adapters.printing import KINDS, SealImage, render_pictures
from onething.adapters.seals import seal_svg
from tests.adapters.documents import face, faces

ON = date(2026, 3, 6)
ORGAN = "东莞市残疾人联合会"
FOLDER = Path(__file__).parent / "golden"
DOTS_PER_INCH = 60
#: So many of a thousand pixels may differ clearly.
DIFFERING = 1


def pictures(name: str) -> list[Image.Image]:
    """Return the pages of a face of a kind, as they look now."""
    kind, values = face(name)
    number = "东残许〔2026〕12号" if KINDS[kind].numbered else ""
    pages = render_pictures(
        kind,
        values,
        number=number,
        on=ON,
        demo=False,
        verify_url="https://example.org/v/1",
        seal=SealImage(seal_svg(ORGAN), f"测试印章：{ORGAN}") if KINDS[kind].numbered else None,
        dots_per_inch=DOTS_PER_INCH,
    )
    return [Image.open(BytesIO(page)).convert("L") for page in pages]


def path_of(name: str, page: int) -> Path:
    return FOLDER / f"{name}-{page}.png"


def differing(one: Image.Image, other: Image.Image) -> float:
    """Return how many of a thousand pixels differ clearly; pictures of another size differ everywhere."""
    if one.size != other.size:
        return 1000.0
    counts = ImageChops.difference(one, other).histogram()
    return 1000 * sum(counts[64:]) / (one.width * one.height)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in faces():
        for page, picture in enumerate(pictures(name), start=1):
            picture.quantize(16).save(path_of(name, page), optimize=True)


if __name__ == "__main__":
    main()
