"""How much a file may be. One place, so that page, service and test say the same."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """bytes: a file. pixels, side: an image before decoding. pages: PDF, OFD, or photos put together.

    entries, unpacked_bytes, ratio: an archive (OFD is one), from its table of contents, before unpacking.
    """

    bytes: int = 20 * MIB
    pixels: int = 50_000_000
    side: int = 20_000
    pages: int = 300
    entries: int = 5_000
    unpacked_bytes: int = 200 * MIB
    ratio: int = 100
    ratio_from_bytes: int = 4 * MIB
    streams: int = 20_000


STANDARD = Limits()
