"""Names of files as people give them: shown safely, never used as a path."""

import re
import unicodedata

from onething.adapters.uploads.refusals import DeceivingName, DoubleExtension

LONGEST_NAME = 100  # characters, the ending included
_TURNING = frozenset(
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_PROGRAMS = frozenset(
    [
        "exe",
        "com",
        "bat",
        "cmd",
        "scr",
        "pif",
        "msi",
        "msp",
        "dll",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "wsh",
        "ps1",
        "psm1",
        "hta",
        "lnk",
        "jar",
        "apk",
        "app",
        "sh",
        "bash",
        "py",
        "pl",
        "rb",
        "php",
        "phtml",
        "php5",
        "asp",
        "aspx",
        "jsp",
        "jspx",
        "cgi",
        "htm",
        "html",
        "xhtml",
        "svg",
        "swf",
        "reg",
        "inf",
        "url",
        "desktop",
        "docm",
        "xlsm",
        "pptm",
        "iso",
        "img",
        "vhd",
    ]
)


def shown(name: str) -> str:
    """Return `name` without folders, controls and turning characters, at most LONGEST_NAME characters."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if character not in _TURNING and unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
    )
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    if len(clean) > LONGEST_NAME:
        stem, dot, ending = clean.rpartition(".")
        clean = (
            f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"
            if dot and len(ending) < 10
            else clean[:LONGEST_NAME]
        )
    return clean or "文件"


def extension(name: str) -> str:
    """Return the ending in lower case without its dot, "" if there is none."""
    stem, dot, ending = shown(name).rpartition(".")
    return ending.lower() if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,8}", ending) else ""


def check_name(name: str) -> str:
    """Return the name made safe. Raises DeceivingName, DoubleExtension."""
    safe = shown(name)
    if any(character in _TURNING for character in name) or any(unicodedata.category(c) == "Cc" for c in name):
        raise DeceivingName(safe)
    inner = [part.strip().lower() for part in safe.split(".")[1:-1]]
    if any(part in _PROGRAMS for part in inner):
        raise DoubleExtension(safe)
    return safe
