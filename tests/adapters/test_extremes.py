"""Each kind of document with each extreme of length: whole, inside its pages, tagged, its fonts embedded."""

import re
from io import BytesIO

import pytest
from documents import VARIANTS, face, faces
from extremes import EXTREMES, LATIN_NAME, LONG_NAME, ON
from PIL import Image, ImageChops
from pypdf import PdfReader

from onething.adapters.printing import KINDS, SealImage, render, render_pictures
from onething.adapters.seals import seal_svg

#: Nothing is printed so near to the edge of the paper, in millimetres; the seal and the words stay inside the margins.
EDGE = 12
#: Below, where the number of the page stands.
FOOT = 6
DOTS_PER_INCH = 50


def arguments(kind, values):
    numbered = KINDS[kind].numbered
    organ = str(values.get("organ", "东莞市"))
    return {
        "number": "东残许〔2026〕00012 号" if numbered else "",
        "on": ON,
        "demo": False,
        "verify_url": "https://onething.example/verify/7F3K9Q2M",
        "seal": SealImage(seal_svg(organ), f"测试印章：{organ}") if numbered else None,
    }


def bare(text):
    return re.sub(r"[\s\u200b]", "", text)


def text_of(document):
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages))


def said_by(kind, values):
    """Return what the paper says of the values of a face as they are: not every face prints each of them."""
    return text_of(render(kind, values, **arguments(kind, values)))


def edges(picture):
    """Return what is printed in the outer band of a page: the box of its ink, None for none."""
    grey = picture.convert("L")
    side, foot = (round(mm / 25.4 * DOTS_PER_INCH) for mm in (EDGE, FOOT))
    inner = Image.new("L", grey.size, 255)
    blank = grey.copy()
    blank.paste(255, (side, side, grey.width - side, grey.height - foot))
    return ImageChops.difference(blank, inner).point(lambda value: 255 if value > 60 else 0).getbbox()


@pytest.mark.parametrize("extreme", EXTREMES)
@pytest.mark.parametrize("name", faces())
class TestEachKind:
    def test_holds_all_of_it_in_its_pages(self, name, extreme):
        kind, values = face(name)
        stretched = EXTREMES[extreme](values)
        document = render(kind, stretched.values, **arguments(kind, stretched.values))
        reader = PdfReader(BytesIO(document))
        text = text_of(document)
        plain = said_by(kind, values)
        for said, was in stretched.whole.items():
            assert bare(said) in text or bare(was).rstrip("。") not in plain, said
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        for page in reader.pages:
            for font in page["/Resources"].get_object()["/Font"].values():
                (child,) = font.get_object()["/DescendantFonts"]
                assert "/FontFile2" in child.get_object()["/FontDescriptor"].get_object()

    def test_prints_nothing_outside_its_margins(self, name, extreme):
        if name == "licence_copy":
            return  # its use stands across the whole page
        kind, values = face(name)
        stretched = EXTREMES[extreme](values).values
        pages = render_pictures(kind, stretched, **arguments(kind, stretched), dots_per_inch=DOTS_PER_INCH)
        for number, page in enumerate(pages, start=1):
            assert edges(Image.open(BytesIO(page))) is None, number


def test_the_extremes_are_what_they_say():
    assert (len(LONG_NAME), len(LATIN_NAME)) == (50, 100)
    assert {face(name)[0] for name in faces()} == set(KINDS)
    assert set(VARIANTS) < set(faces())
