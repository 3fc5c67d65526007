"""Papers as people photograph them: several pages, the wrong way round, HEIC; and what is not taken, beside its line."""

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onething.adapters.uploads import STANDARD
from onething.areas.guidance import api as guidance
from onething.core.catalogue.words import Way
from onething.core.guidance.form import given_materials
from onething.kit.ports import now
from tests.adapters import zoo
from tests.areas.guidance.test_delivering import ANSWERS as POSTED
from tests.channels.portal_apply.applying import begun, draft_of, page, photo, text_of
from tests.channels.portal_apply.conftest import again

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened_draft(home):
    with home() as li:
        return li, begun(li)


@pytest.fixture
def li(opened_draft, db):
    return again(opened_draft[0])


@pytest.fixture
def draft(opened_draft):
    return opened_draft[1]


@pytest.fixture
def line(draft):
    return draft.open_materials[0].line


@pytest.fixture
def send(li, draft, line):
    """Send the papers page with files or a button."""

    def sending(*files, **button):
        data = {"line": line, **button, **({"file": list(files)} if files else {})}
        return li.post(page(li, draft, "papers"), data)

    return sending


def names(li, line) -> list[str]:
    return [one.name for one in draft_of(li).draft.files.get(line, ())]


def hash_of(li, line, name: str) -> str:
    return next(one.hash for one in draft_of(li).draft.files[line] if one.name == name)


def block(response, line) -> str:
    """Return the part of the page that holds one paper."""
    text = html.unescape(text_of(response))
    parts = re.split(r'<li id="f-', text)
    return next(part for part in parts if f'name="line" value="{line}"' in part)


def opened(li, draft, hash_: str) -> Image.Image:
    content, _ = guidance.open_draft_file(li.actor, draft_id=draft.id, hash_=hash_, now=now())
    return Image.open(io.BytesIO(content.read()))


class TestPages:
    def test_are_kept_in_the_order_in_which_they_were_sent(self, li, line, send):
        send(photo("a.jpg"), photo("b.jpg", "red"))
        send(photo("c.jpg", "blue"))
        assert names(li, line) == ["a.jpg", "b.jpg", "c.jpg"]

    def test_move_one_place_at_a_time_and_never_beyond_an_end(self, li, line, send):
        send(photo("a.jpg"), photo("b.jpg", "red"), photo("c.jpg", "blue"))
        send(earlier=hash_of(li, line, "c.jpg"))
        assert names(li, line) == ["a.jpg", "c.jpg", "b.jpg"]
        send(later=hash_of(li, line, "a.jpg"))
        assert names(li, line) == ["c.jpg", "a.jpg", "b.jpg"]
        send(earlier=hash_of(li, line, "c.jpg"))
        send(later=hash_of(li, line, "b.jpg"))
        assert names(li, line) == ["c.jpg", "a.jpg", "b.jpg"]

    def test_the_first_has_no_way_back_and_the_last_none_on(self, li, draft, line, send):
        send(photo("a.jpg"), photo("b.jpg", "red"))
        first, last = re.split(r"<li>", block(li.get(page(li, draft, "papers")), line))[1:3]
        assert 'name="earlier"' not in first
        assert 'name="later"' in first
        assert 'name="earlier"' in last
        assert 'name="later"' not in last

    def test_turn_a_quarter_to_the_right_each_time(self, li, draft, line, send):
        send(SimpleUploadedFile("turned.jpg", zoo.jpeg((60, 40))))  # red to the left
        send(turn=hash_of(li, line, "turned.jpg"))
        image = opened(li, draft, hash_of(li, line, "turned.jpg"))
        assert image.size == (40, 60)
        red, _green, blue = image.convert("RGB").getpixel((20, 5))
        assert red > 200 > blue
        send(turn=hash_of(li, line, "turned.jpg"))
        assert opened(li, draft, hash_of(li, line, "turned.jpg")).size == (60, 40)

    def test_stay_in_their_place_when_turned(self, li, line, send):
        send(photo("a.jpg"), photo("b.jpg", "red"))
        send(turn=hash_of(li, line, "a.jpg"))
        assert names(li, line) == ["a.jpg", "b.jpg"]

    def test_are_shown_small(self, li, draft, line, send):
        send(SimpleUploadedFile("big.png", zoo.saved(zoo.picture((1200, 800)), "PNG")))
        picture = li.get(page(li, draft, f"files/{hash_of(li, line, 'big.png')}") + "?small")
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert max(Image.open(io.BytesIO(picture.content)).size) == 240

    def test_of_a_pdf_are_counted_and_not_turned(self, li, draft, line, send):
        send(SimpleUploadedFile("scan.pdf", zoo.pdf(3)))
        assert "3 页" in block(li.get(page(li, draft, "papers")), line)
        before = hash_of(li, line, "scan.pdf")
        assert li.get(page(li, draft, f"files/{before}") + "?small").status_code == 404
        send(turn=before)
        assert hash_of(li, line, "scan.pdf") == before

    def test_of_somebody_else_are_neither_shown_nor_turned(self, li, chen, draft, line, send):
        send(photo("a.jpg"))
        hash_ = hash_of(li, line, "a.jpg")
        assert chen.get(page(chen, draft, f"files/{hash_}") + "?small").status_code == 404
        assert chen.post(page(chen, draft, "papers"), {"line": line, "turn": hash_}).status_code == 404
        assert hash_of(li, line, "a.jpg") == hash_

    def test_beyond_twenty_are_refused_and_the_twenty_kept(self, li, line, send):
        colours = [f"#0000{n:02x}" for n in range(0, 250, 10)]
        response = send(*(photo(f"{n}.jpg", colour) for n, colour in enumerate(colours[:21])))
        assert response.status_code == 422
        assert len(names(li, line)) == 20
        assert "20" in re.search(r'<p class="field__error">(.*?)</p>', block(response, line))[1]


class TestAPhonesPhoto:
    @pytest.mark.parametrize("turned", [False, True])
    def test_in_heic_is_taken_shown_and_turned(self, li, draft, line, send, turned):
        send(SimpleUploadedFile("IMG_0001.HEIC", zoo.heic(turned=turned), "image/heic"))
        (file,) = draft_of(li).draft.files[line]
        assert file.kind == "heic"
        small = Image.open(io.BytesIO(li.get(page(li, draft, f"files/{file.hash}") + "?small").content))
        send(turn=file.hash)
        (file,) = draft_of(li).draft.files[line]
        assert (file.kind, file.name) == ("jpeg", "IMG_0001.jpg")
        assert opened(li, draft, file.hash).size == small.size[::-1]

    def test_under_the_name_of_another_kind_of_photo_is_taken(self, li, line, send):
        send(SimpleUploadedFile("IMG_0002.jpg", zoo.heic()))
        assert names(li, line) == ["IMG_0002.heic"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (zoo.heic(), ("文件名的后缀已按内容改正", "已转成 JPG 供查看，原件保留")),
            (zoo.jpeg_with_place_and_turn(), ("照片已经转正", "显示用的图片里去掉了拍照地点")),
        ],
    )
    def test_says_at_the_file_what_was_done_with_it(self, li, draft, line, send, content, said):
        send(SimpleUploadedFile("IMG_0003.jpg", content))
        shown = block(li.get(page(li, draft, "papers")), line)
        assert all(words in shown for words in said)
        (given,) = [one for one in given_materials(draft_of(li).materials) if one.files]
        assert given.files[0].notes == ()  # for who sent it, not for the case


class TestWhatIsNotTaken:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("picture.svg", zoo.SVG_SCRIPT, "SVG"),
            ("photo.jpg", zoo.SVG_SCRIPT, "内容却是"),
            ("photo.jpg", zoo.pdf(), "内容却是 PDF"),
            ("bomb.ofd", zoo.zip_bomb(), "bomb.ofd"),
            ("bomb.zip", zoo.zip_bomb(), "bomb.zip"),
            ("huge.png", zoo.png_claiming(40_000, 40_000), "40000 × 40000 像素"),
            ("scan.pdf", zoo.pdf_with_script(), "scan.pdf"),
            ("empty.jpg", b"", "0 字节"),
            ("half.jpg", zoo.jpeg((300, 300))[:-400], "half.jpg"),
            ("large.jpg", zoo.jpeg() + b"\0" * (STANDARD.bytes + 1), "超过 20 MB"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_says_so_beside_its_paper_and_keeps_the_rest(self, li, draft, line, send, name, content, said):
        send(photo("kept.jpg"))
        response = send(photo("good.jpg", "red"), SimpleUploadedFile(name, content))
        assert response.status_code == 422
        errors = re.findall(r'<p class="field__error">(.*?)</p>', block(response, line))
        assert len(errors) == 1
        assert said in errors[0]
        assert text_of(response).count("field__error") == 1
        assert names(li, line) == ["kept.jpg", "good.jpg"]
        assert draft_of(li).draft.answers == draft.draft.answers

    def test_has_a_link_on_top_that_leads_to_it(self, send):
        text = text_of(send(SimpleUploadedFile("picture.svg", zoo.SVG_SCRIPT)))
        (link,) = re.findall(r'<li><a href="#(f-[^"]+)"', text)
        assert f'<li id="{link}"' in text

    def test_of_a_long_name_is_kept_with_its_ending(self, li, line, send):
        send(SimpleUploadedFile("身份证" * 80 + ".jpg", zoo.jpeg()))
        (name,) = names(li, line)
        assert name.endswith(".jpg")
        assert len(name) <= 200


def test_a_refused_photo_of_twins_says_whose_it_is(li):
    change = guidance.Change(answers=POSTED, bearers={"newborn": 2})
    view = guidance.open_draft(li.actor, scene="birth", change=change, now=now())
    bad = SimpleUploadedFile("x.jpg", b"nothing", "image/jpeg")
    refused = li.post(page(li, view, "papers"), {"line": "newborn[2]/photo", "file": bad})
    text = html.unescape(text_of(refused))
    (wrong,) = re.findall(r'role="alert".*?</section>', text, re.S)
    assert "照片 · 孩子 2" in wrong
    assert "孩子 1" not in wrong


def test_an_original_that_is_to_be_seen_is_not_called_superfluous(li, draft):
    response = li.get(page(li, draft, "papers"))
    lines = [one for one in draft_of(li).open_materials if Way.UPLOAD in one.ways]
    assert {one.original for one in lines} == {True, False}
    for one in lines:
        text = block(response, one.line)
        assert ("原件要看一次" in text) == one.original
        assert ("办的时候不用再带" in text) == (not one.original)
        assert "复印件" not in text  # of what is uploaded nobody needs a copy
