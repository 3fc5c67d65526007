"""Files made here, good and bad; nothing harmful is kept in the repository."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from onething.adapters.uploads.inspection import _TEST_VIRUS

SVG_SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EICAR = _TEST_VIRUS


def picture(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Left half red, right half blue: a turn is seen."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (60, 40)) -> bytes:
    return saved(picture(size), "JPEG", quality=95)


def png() -> bytes:
    return saved(picture(), "PNG")


def webp() -> bytes:
    return saved(picture(), "WEBP", lossless=True)


def heic(*, turned: bool = False) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    pillow_heif.from_pillow(picture((64, 48))).save(out, quality=90, exif=exif.tobytes())
    return out.getvalue()


def jpeg_with_place_and_turn() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn to the right shows it upright
    exif[0x010F] = "Secret Camera"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (23.0, 2.0, 45.0)
    place[3], place[4] = "E", (113.0, 45.0, 0.0)
    return saved(picture(), "JPEG", quality=95, exif=exif)


def png_claiming(width: int, height: int) -> bytes:
    """A small file whose header says it is huge."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_script() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    return written(writer)


def pdf_with_escaped_script() -> bytes:
    plain = pdf_with_script()
    assert b"/JavaScript" in plain
    return plain.replace(b"/JavaScript", b"/J#61v#61Scri#70t")


def pdf_with_hidden_script() -> bytes:
    """The action sits in a compressed object stream."""
    hidden = b"7 0 << /S /JavaScript /JS (app.alert(1)) >>"
    return pdf_with_object(
        _stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(hidden))
    )


def pdf_with_launch() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )
    return written(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment("secret.txt", b"hello")
    return written(writer)


def pdf_encrypted() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def pdf_bomb() -> bytes:
    return pdf_with_object(_stream(b"/Filter /FlateDecode", zlib.compress(b"\0" * (160 * 1024 * 1024), 9)))


def pdf_twice_packed_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(b"\0" * (64 * 1024 * 1024), 9), 9)
    return pdf_with_object(_stream(b"/Filter [/FlateDecode /FlateDecode]", packed))


def pdf_with_strange_object_stream() -> bytes:
    return pdf_with_object(_stream(b"/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode", b"37203020"))


def pdf_with_object(body: bytes) -> bytes:
    """Put one more object before the table; the table's place is then wrong, which readers repair."""
    plain = pdf()
    at = plain.rindex(b"xref\n", 0, plain.rindex(b"startxref"))
    return plain[:at] + b"90 0 obj\n" + body + b"\nendobj\n" + plain[at:]


def _stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def zipped(members: dict[str, bytes], *, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


OFD_MEMBERS = {
    "OFD.xml": b'<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
    "Doc_0/Document.xml": b'<ofd:Document><ofd:Pages><ofd:Page ID="1" BaseLoc="a"/><ofd:Page ID="2" BaseLoc="b"/></ofd:Pages></ofd:Document>',
    "Doc_0/Res/image_1.png": b"\x89PNG\r\n\x1a\n",
}


def ofd(**more: bytes) -> bytes:
    return zipped(OFD_MEMBERS | more)


def ofd_with(name: str, content: bytes) -> bytes:
    return zipped(OFD_MEMBERS | {name: content})


def docx() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def zip_bomb() -> bytes:
    return zipped({"zeros.xml": b"\0" * (64 * 1024 * 1024)})


def zip_with_many_entries(count: int = 6000) -> bytes:
    return zipped({f"{n}": b"" for n in range(count)}, level=1)


def zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in OFD_MEMBERS.items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("Doc_0/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def zip_with_shared_bytes() -> bytes:
    """Two entries of the table point at the same packed bytes."""
    plain = zipped({"OFD.xml": b"<a/>" * 100, "b.xml": b"<b/>" * 100})
    table = plain.index(b"PK\x01\x02")
    second = plain.index(b"PK\x01\x02", table + 4)
    return plain[: second + 42] + b"\0\0\0\0" + plain[second + 46 :]


def zip_encrypted_flag() -> bytes:
    plain = bytearray(ofd())
    at = plain.index(b"PK\x01\x02")
    plain[at + 8] |= 1
    return bytes(plain)


def pages_of(document: bytes) -> int:
    return len(PdfReader(io.BytesIO(document)).pages)
