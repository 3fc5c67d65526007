"""What a file is, from its first bytes; its name and the sender's word decide nothing."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind that is taken. `endings`: the first one is the usual one."""

    id: str
    media_type: str
    endings: tuple[str, ...]

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


JPEG = FileKind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = FileKind("png", "image/png", ("png",))
WEBP = FileKind("webp", "image/webp", ("webp",))
HEIC = FileKind("heic", "image/heic", ("heic", "heif", "hif"))
PDF = FileKind("pdf", "application/pdf", ("pdf",))
OFD = FileKind("ofd", "application/ofd", ("ofd",))
ALLOWED = (JPEG, PNG, WEBP, HEIC, PDF, OFD)

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Kinds that are known, named to the sender, and not taken.
_KNOWN = (
    (b"MZ", "Windows 程序 (EXE)"),
    (b"\x7fELF", "Linux 程序 (ELF)"),
    (b"\xca\xfe\xba\xbe", "程序 (Java/Mach-O)"),
    (b"#!", "脚本 (script)"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel 97-2003"),
    (b"{\\rtf", "RTF"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
)


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind that is taken, or None. An archive is OFD only after a look inside (`archives`)."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and _heif_brand(content):
        return HEIC
    if content.startswith(b"%PDF-"):
        return PDF
    return None


def _heif_brand(content: bytes) -> bool:
    size = min(int.from_bytes(content[:4], "big"), 256)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, size, 4))]
    return b"avif" not in brands[:1] and any(brand in _HEIC_BRANDS for brand in brands)


def is_archive(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def name_of_other(content: bytes) -> str:
    """Return what a file that is not taken is, for the sentence; "" if unknown."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.search(rb"<svg[\s>]", start):
        return "SVG"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<body")):
        return "HTML"
    if start.startswith(b"<?php"):
        return "PHP"
    if start.startswith(b"<?xml"):
        return "XML"
    if content[4:8] == b"ftyp":
        return "AVIF/MP4"
    for mark, name in _KNOWN:
        if content.startswith(mark):
            return name
    if b"%pdf-" in content[:1024].lower():
        return "PDF with other content before it"
    try:
        content[:4096].decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if b"\x00" in content[:4096] else "TXT"
