"""The files of a package as a loader meets them: which are definitions, which names they have, which are to be read."""

import re
from collections.abc import Mapping

from onething.core.catalogue import shapes
from onething.core.catalogue.context import Context
from onething.core.catalogue.declarations import Declared
from onething.core.catalogue.findings import hint, shown
from onething.core.catalogue.forms import ELEMENT_ID, ID, Form
from onething.core.catalogue.memory import MOST_NAMES, Kept, mentions, vanished
from onething.core.catalogue.reading import Mapping_, Node, read_yaml
from onething.core.register.filed import is_entry
from onething.core.search.words import read_words
from onething.core.source import Where

CITY = "city.yaml"
DIVISIONS = "divisions.csv"
WORDS = "words.yaml"

#: File → what the ids in it name, their shape and their pattern.
DICTIONARIES = {
    "departments.yaml": ("department", shapes.DEPARTMENT, ID),
    "elements.yaml": ("element", shapes.ELEMENT, ELEMENT_ID),
    "licences.yaml": ("licence", shapes.LICENCE, ID),
    "materials.yaml": ("material", shapes.MATERIAL, ID),
    "shares.yaml": ("share", shapes.SHARE, ID),
    "blocks.yaml": ("block", shapes.BLOCK_LINE, ID),
    "topics.yaml": ("topic", shapes.TOPIC, ID),
    "offices.yaml": ("office", shapes.OFFICE, ID),
}
FOLDERS = {"items": "item", "scenes": "scene", "examples": "example"}


#: Kept as they are: samples, and answers and exam questions, which `core.knowledge.files` and `core.training.files` read.
KEPT = ("samples/", "knowledge/", "exams/")
#: Files of these kinds are definitions; one that the format does not know is a mistake. Others are kept as they are.
_DEFINITIONS = (".yaml", ".yml", ".csv", ".json")
_SAFE_PATH = re.compile(r"[^/\\\x00-\x1f]+(/[^/\\\x00-\x1f]+)*\Z")


class Files:
    """One reading: names first, then what is declared, then everything that refers to it.

    before: the package that was read last; what is the same in it is taken from there. A reading with `before` that finds a fault
    gives no package: it is done again without.
    """

    def __init__(self, ctx: Context, files: Mapping[str, bytes], before: Kept | None) -> None:
        self.ctx, self.files, self.before = ctx, files, before
        self.kept: Kept | None = None
        #: Files that are not as before, and those that are but must be read again.
        self.fresh = {path for path, data in files.items() if before is None or not before.same(path, data)}
        self.again: set[str] = set()
        self.paths = {folder: self._in(folder) for folder in FOLDERS}
        self.roots: dict[str, Node | None] = {}
        self.forms: dict[str, dict[str, Form]] = {folder: {} for folder in FOLDERS}
        self.declared: dict[str, Declared] = {}
        #: Elements that say something else than before; scenes that lent to each item before.
        self.changed: set[str] = set()
        self._known_lenders: dict[str, list[str]] | None = None

    def _in(self, folder: str) -> list[str]:
        found = (path for path in self.files if path.rpartition("/")[0] == folder and path.endswith(".yaml"))
        return sorted(found)

    def _recognise(self) -> None:
        """Read definition files to their trees, those that are not as before; say so about files that the format does not know."""
        known = [CITY, DIVISIONS, WORDS, *DICTIONARIES]
        for path, data in sorted(self.files.items()):
            folder, _, name = path.rpartition("/")
            if path == DIVISIONS:
                continue
            if self.before is not None and path not in self.fresh:
                if path in self.before.roots:
                    self.roots[path] = self.before.roots[path]
            elif path == WORDS:
                read_words(path, data, self.ctx.found)
            elif not _SAFE_PATH.match(path) or ".." in path.split("/"):
                self._say_file(
                    "bad_path", path, "路径不合法；请改名", "is not a path inside a package; rename it"
                )
            elif is_entry(path):
                continue  # read by `core.register.files` at its time
            elif path in known or (folder in FOLDERS and name.endswith(".yaml")):
                self.roots[path] = read_yaml(path, data, self.ctx.found)
            elif path.endswith(_DEFINITIONS) and not path.startswith(KEPT):
                what, do = hint(path, known)
                self._say_file(
                    "unknown_file", path, f"不属于城市包的格式；{what}", f"is no file of the format; {do}"
                )

    def _root(self, path: str) -> Node | None:
        """Return the tree of a file, read when it is asked for if the file is as before."""
        if path not in self.roots and path in self.files and _SAFE_PATH.match(path):
            self.roots[path] = read_yaml(path, self.files[path], self.ctx.found)
        return self.roots.get(path)

    def _say_file(self, code: str, path: str, zh: str, en: str) -> None:
        self.ctx.found.error(
            code, Where(shown(path)), f"文件“{shown(path)}”{zh}", f"File {shown(path)!r} {en}"
        )

    def _gather_names(self) -> None:
        ctx = self.ctx
        for file, (collection, _, _) in DICTIONARIES.items():
            root = self.roots.get(file)
            if isinstance(root, Mapping_):
                ctx.names[collection] = {key.text: key.at for key, _ in root.entries}
            if file in self.files and (root is None or (isinstance(root, Mapping_) and root.broken)):
                ctx.unsure.add(collection)
        for folder, collection in FOLDERS.items():
            if collection in ctx.names:
                for file in self.paths[folder]:
                    name = file.rpartition("/")[2]
                    ctx.names[collection][name.removesuffix(".yaml")] = Where(file, 1, 1)
        for file in (*self.paths["items"], *self.paths["scenes"]):
            if file not in self.roots and self.before is not None:
                for fact in self.before.declared[file.removesuffix(".yaml")].facts:
                    ctx.names["fact"].setdefault(fact.id, fact.at)
                continue
            root = self.roots.get(file)
            if root is None or (isinstance(root, Mapping_) and root.broken):
                ctx.unsure.add("fact")
            facts = root.get("facts") if isinstance(root, Mapping_) else None
            for key, _ in facts.entries if isinstance(facts, Mapping_) else ():
                ctx.names["fact"].setdefault(key.text, key.at)

    def _gone(self) -> set[str]:
        """Return the names that there are no more, of files too; everything is again if there are too many to look for."""
        if self.before is None:
            return set()
        gone = vanished(self.ctx.names, self.before.names) | (self.before.files.keys() - self.files.keys())
        self._look_again(gone)
        if self.ctx.names["topic"] and not self.before.names["topic"]:
            self.again.update(self.paths["scenes"])  # where topics are listed, a scene names one of these
        return gone

    def _look_again(self, names: set[str]) -> None:
        """Mark every file in which one of these names may stand to be read again."""
        if not names:
            return
        words = [name.encode() for name in names]
        for path in (path for paths in self.paths.values() for path in paths):
            if path not in self.fresh and (len(names) > MOST_NAMES or mentions(self.files[path], words)):
                self.again.add(path)

    def _anew(self, path: str) -> bool:
        return path in self.fresh or path in self.again

    def _sources(self) -> dict[str, bytes]:
        """The files; one that is as before is the same object, so that versions share what they have in common."""
        if self.before is None:
            return dict(self.files)
        return {
            path: data if path in self.fresh else self.before.files[path] for path, data in self.files.items()
        }
