"""Every kind of paper looks as its kept picture: a layout changes knowingly or not at all."""

import pytest
from PIL import Image

from onething.adapters.printing import KINDS
from tests.adapters.golden import DIFFERING, FOLDER, differing, path_of, pictures


@pytest.mark.parametrize("kind", KINDS)
def test_looks_as_it_was_kept(kind):
    now = pictures(kind)
    kept = [Image.open(path_of(kind, page)).convert("L") for page in range(1, len(now) + 1)]
    apart = [differing(one, other) for one, other in zip(now, kept, strict=True)]
    assert max(apart) <= DIFFERING, f"look at it, then keep it: python -m tests.adapters.golden ({apart})"


def test_no_picture_is_kept_of_what_is_not_printed():
    pages = {path_of(kind, page).name for kind in KINDS for page in range(1, len(pictures(kind)) + 1)}
    assert {one.name for one in FOLDER.glob("*.png")} == pages


def test_a_line_that_is_missing_is_seen():
    (page, *_) = pictures("acceptance")
    cut = page.copy()
    cut.paste(255, (60, 220, page.width - 60, 250))
    assert differing(page, cut) > DIFFERING
