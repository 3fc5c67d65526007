"""Photos: judged before decoding, shown as a clean copy, put together as the pages of one PDF."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from onething.adapters.uploads.kinds import HEIC, FileKind
from onething.adapters.uploads.limits import STANDARD, Limits
from onething.adapters.uploads.refusals import TooManyPages, TooManyPixels, Truncated, Unreadable

pillow_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)
Image.MAX_IMAGE_PIXELS = None  # our own limits judge every picture, and say its size
_FORMATS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "webp": ["WEBP"], "heic": ["HEIF"]}
_ORIENTATION, _GPS = 0x0112, 0x8825
# A picture at the limit takes some 500 MB while it is decoded (WebP 800): large ones wait for one another.
_LARGE_PIXELS = 16_000_000
_ONE_LARGE = BoundedSemaphore(1)
DISPLAY_SIDE = 2400  # pixels: an A4 page at some 200 dpi
JPEG_QUALITY = 88


@dataclass(frozen=True, slots=True)
class DisplayCopy:
    """A JPEG made by us from the pixels alone: no metadata, no place, upright."""

    content: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """notes: `turned`, `place_removed`, `first_picture_only`, `converted`, as they apply to the display copy."""

    width: int
    height: int
    notes: tuple[str, ...]


@contextmanager
def _opened(content: bytes, kind: FileKind, name: str, limits: Limits) -> Iterator[Image.Image]:
    """Give the image with its size checked, not yet decoded; translate the library's troubles into refusals."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS[kind.id]) as image:
            width, height = image.size
            if width * height > limits.pixels or max(width, height) > limits.side:
                raise TooManyPixels(name, width=width, height=height)
            with _ONE_LARGE if width * height > _LARGE_PIXELS else nullcontext():
                yield image
    except UnidentifiedImageError as error:
        raise Unreadable(name) from error
    except (OSError, EOFError) as error:
        raise Truncated(name) from error
    except (
        SyntaxError,
        ValueError,
        RuntimeError,
        IndexError,
        KeyError,
        TypeError,
        ZeroDivisionError,
    ) as error:
        raise Unreadable(name) from error


def inspect_image(content: bytes, kind: FileKind, name: str, limits: Limits = STANDARD) -> ImageFacts:
    """Return size and notes. Raises TooManyPixels, Truncated, Unreadable."""
    with _opened(content, kind, name, limits) as image:
        notes = []
        exif = image.getexif()
        if exif.get(_ORIENTATION, 1) not in (1, None) and kind is not HEIC:
            notes.append("turned")
        if exif.get_ifd(_GPS):
            notes.append("place_removed")
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            notes.append("first_picture_only")
        if kind is HEIC:
            notes.append("converted")
        width, height = image.size
        image.draft("RGB", (DISPLAY_SIDE, DISPLAY_SIDE))
        image.load()
        return ImageFacts(width, height, tuple(notes))


def display_copy(
    content: bytes, kind: FileKind, *, name: str = "", side: int = DISPLAY_SIDE, limits: Limits = STANDARD
) -> DisplayCopy:
    """Return the picture upright, at most `side` pixels long, without any metadata. Raises as inspect_image."""
    with _opened(content, kind, name, limits) as image:
        image.draft("RGB", (side, side))
        shrunk = image.convert("RGBA") if image.mode in ("P", "PA") else image
        shrunk.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)  # first: less memory
        upright = ImageOps.exif_transpose(shrunk)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            over = upright.convert("RGBA")
            flat = Image.new("RGB", over.size, "white")
            flat.paste(over, mask=over.getchannel("A"))
        else:
            flat = upright.convert("RGB")
        clean = Image.frombytes("RGB", flat.size, flat.tobytes())
        out = BytesIO()
        clean.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
        return DisplayCopy(out.getvalue(), clean.width, clean.height)


def quarter_turn(content: bytes, kind: FileKind, *, name: str = "", limits: Limits = STANDARD) -> bytes:
    """Return the picture, upright as it was shown, turned a quarter to the right, as a JPEG. Raises as inspect_image."""
    shown = display_copy(content, kind, name=name, side=limits.side, limits=limits)
    out = BytesIO()
    with Image.open(BytesIO(shown.content)) as image:
        image.transpose(Image.Transpose.ROTATE_270).save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def pages_to_pdf(
    pages: Sequence[tuple[bytes, FileKind]], *, name: str = "", limits: Limits = STANDARD
) -> bytes:
    """Return several photos as one PDF, a page each, A4 upright or on its side; the same bytes each time.

    Raises TooManyPages, and as inspect_image.
    """
    assert pages, "a PDF needs at least one page"
    if len(pages) > limits.pages:
        raise TooManyPages(name, pages=len(pages), limit=limits.pages)
    objects: list[bytes] = []
    page_numbers = [3 + 3 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in page_numbers)
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    for number, (content, kind) in zip(page_numbers, pages, strict=True):
        picture = display_copy(content, kind, name=name, limits=limits)
        wide, high = (842, 595) if picture.width > picture.height else (595, 842)
        scale = min((wide - 40) / picture.width, (high - 40) / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left, bottom = (wide - width) / 2, (high - height) / 2
        drawing = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /P Do Q".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {number + 1} 0 R "
            f"/Resources << /XObject << /P {number + 2} 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceRGB "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(picture.content)} >>\nstream\n".encode()
            + picture.content
            + b"\nendstream"
        )
    return _assemble(objects)


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
