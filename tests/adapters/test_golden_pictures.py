"""Every kind of paper looks as its kept picture: a layout changes knowingly or not at all."""

import pytest
from PIL import Image

from onething.adapters.printing import KINDS
from tests.adapters.documents import face, faces
from tests.adapters.golden import DIFFERING, FOLDER, differing, path_of, pictures


@pytest.mark.parametrize("name", faces())
def test_looks_as_it_was_kept(name):
    now = pictures(name)
    kept = [Image.open(path_of(name, page)).convert("L") for page in range(1, len(now) + 1)]
    apart = [differing(one, other) for one, other in zip(now, kept, strict=True)]
    assert max(apart) <= DIFFERING, f"look at it, then keep it: python -m tests.adapters.golden ({apart})"


def test_no_picture_is_kept_of_what_is_not_printed():
    pages = {path_of(name, page).name for name in faces() for page in range(1, len(pictures(name)) + 1)}
    assert {one.name for one in FOLDER.glob("*.png")} == pages


def test_every_kind_has_a_picture_and_so_has_every_word_that_changes_its_title():
    assert {face(name)[0] for name in faces()} == set(KINDS)
    hows = {(kind, values["how"]) for kind, values in map(face, faces()) if "how" in values}
    assert hows >= {("termination", how) for how in ("withdrawn", "terminated")}
    assert hows >= {("righting_notice", how) for how in ("revoked", "recalled")}
    righted = ("corrected", "revoked", "recalled", "cancelled", "restored")
    assert hows >= {("righting", how) for how in righted}


def test_a_line_that_is_missing_is_seen():
    (page, *_) = pictures("acceptance")
    cut = page.copy()
    cut.paste(255, (60, 220, page.width - 60, 250))
    assert differing(page, cut) > DIFFERING
