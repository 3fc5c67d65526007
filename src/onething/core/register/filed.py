"""An entry of the register that the city writes itself, as a file of its package: `register/SOURCE/NAME.yaml`.

The file says all of it, element by element, so that it is reviewed, merged and compared as every other file of a revision. An entry
without a file is as its source gave it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onething.core.catalogue.words import ADDED
from onething.core.data import as_data
from onething.core.register.entries import Entry
from onething.core.source import NOWHERE, Text, Where

FOLDER = "register"
#: The source of entries that definitions make: they are changed in their definition.
DEFINED = "definitions"
#: The source of entries that no catalogue gives: they are begun here.
HERE = "here"
_FILE = re.compile(rf"{FOLDER}/[^/]+/[^/]+\.yaml\Z")
#: What a name of a file may keep of a key; the rest is written by its number. Longest name, a hash for longer ones.
_KEPT = re.compile(r"[\w.()（）-]")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class EntryException:
    """One element in which a town's entry may differ from the city's: approved, and for a time. Both days are included."""

    element: str
    approved: str
    approved_on: date
    ends_on: date
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)

    def holds(self, on: date) -> bool:
        return self.approved_on <= on <= self.ends_on


@dataclass(frozen=True, slots=True)
class FiledEntry:
    """source: the mapping that it came by, or that it would. places: element → where it stands. hash: of the entry alone.

    given: hash of what the source had said when the two were last brought together, "" = the version before it was first written here.
    """

    source: str
    entry: Entry
    exceptions: tuple[EntryException, ...] = ()
    hash: str = ""
    places: Mapping[str, Where] = field(default_factory=dict, compare=False, repr=False)
    at: Where = field(default=NOWHERE, compare=False)
    given: str = field(default="", metadata=ADDED)

    @property
    def id(self) -> str:
        return f"{self.source}/{self.entry.key}"

    @property
    def name(self) -> Text:
        return Text(self.entry.name)

    def place(self, element: str) -> Where:
        """Return where an element stands; the file where it does not."""
        return self.places.get(element, self.at)


def is_entry(path: str) -> bool:
    """Say whether a path is that of an entry of the register."""
    return _FILE.match(path) is not None


def path_of(source: str, key: str) -> str:
    """Return the path of an entry's file: the key with other signs than letters, digits, `.`, `-`, `_` and brackets by their number."""
    name = "".join(sign if _KEPT.match(sign) else f"%{ord(sign):02X}" for sign in key)
    if name.startswith("."):
        name = f"%2E{name[1:]}"
    if len(name) > _LONGEST:
        name = f"{name[:40]}~{hashlib.sha256(key.encode()).hexdigest()[:24]}"
    return f"{FOLDER}/{source}/{name}.yaml"


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of all that an entry says, in hexadecimal."""
    text = json.dumps(as_data(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
