"""Make the font files of this folder again from the packages named in docs/fonts.md.

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    apt-get download fonts-hanazono=20170904-2.1
    python -m onething.adapters.fonts.build FOLDER_WITH_BOTH_FILES

Needs fonttools (development dependency) and `dpkg-deb`. The same inputs give the same bytes.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

DATA = Path(__file__).parent / "data"
NOTO = "expo-google-fonts-noto-serif-sc-0.4.3.tgz"
HANAZONO = "fonts-hanazono_20170904-2.1_all.deb"
# Scripts a name on an identity document may use and Noto Serif SC leaves out.
FROM_HANA_A = [
    *range(0x00A0, 0x0250),
    *range(0x0370, 0x0500),
    *range(0x1E00, 0x1F00),
    *range(0x2E80, 0x2FE0),
    *range(0xF900, 0xFB00),
    *range(0x2F800, 0x2FA1E),
]
FIXED_DATE = 3_786_912_000  # 2024-01-01 in seconds since 1904: a fixed date makes fixed bytes


def main(sources: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        with tarfile.open(sources / NOTO) as archive:
            archive.extractall(work, filter="data")
        subprocess.run(["dpkg-deb", "-x", str(sources / HANAZONO), str(work)], check=True)
        hana = work / "usr/share/fonts/truetype/hanazono"
        noto = work / "package"
        plan: list[tuple[str, Path, str, str, set[int] | None]] = [
            (
                "serif-regular.ttf",
                noto / "400Regular/NotoSerifSC_400Regular.ttf",
                "Onething Serif",
                "Regular",
                None,
            ),
            ("serif-bold.ttf", noto / "700Bold/NotoSerifSC_700Bold.ttf", "Onething Serif", "Bold", None),
            ("han-b.ttf", hana / "HanaMinB.ttf", "Onething Han B", "Regular", None),
            ("han-a.ttf", hana / "HanaMinA.ttf", "Onething Han A", "Regular", set(FROM_HANA_A)),
        ]
        covered: set[int] = set()
        table = {}
        for name, source, family, style, wanted in plan:
            has = set(TTFont(source, lazy=True).getBestCmap())
            keep = has if wanted is None else has & wanted
            if "bold" not in name:
                keep -= covered
                covered |= keep
            reduce_font(source, DATA / name, family=family, style=style, keep=keep)
            content = (DATA / name).read_bytes()
            table[name] = {
                "family": family,
                "sha256": hashlib.sha256(content).hexdigest(),
                "ranges": ranges(set(TTFont(DATA / name, lazy=True).getBestCmap())),
            }
            print(name, len(content), table[name]["sha256"])
        (DATA / "LICENSE-noto-serif-sc.txt").write_bytes((noto / "LICENSE_FONT").read_bytes())
        copyright_ = (work / "usr/share/doc/fonts-hanazono/copyright").read_bytes()
        (DATA / "LICENSE-hanazono.txt").write_bytes(copyright_)
    (DATA / "coverage.json").write_text(json.dumps(table, indent=0, separators=(",", ":")) + "\n")


def reduce_font(source: Path, target: Path, *, family: str, style: str, keep: Iterable[int]) -> None:
    """Keep the outlines of `keep`, drop hints and vertical layout, and take a name of our own (OFL 3)."""
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["vmtx", "vhea", "VORG", "BASE", "GPOS", "GSUB", "GDEF", "DSIG", "gasp", "vrt2"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    full = f"{family} {style}"
    for record in list(font["name"].names):
        if record.platformID != 3 or record.langID != 0x409:
            font["name"].removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id, value in ((1, family), (2, style), (3, full), (4, full), (6, full.replace(" ", "-"))):
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["head"].modified = font["head"].created = FIXED_DATE
    font["head"].macStyle = int(style == "Bold")
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    subset.save_font(font, str(target), options)


def ranges(points: set[int]) -> list[list[int]]:
    """Return sorted inclusive [first, last] pairs."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
