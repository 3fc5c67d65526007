"""From the files of a city package to its definitions, with every error of the package in one run.

Bytes in, definitions out: nothing is opened here, and the files are kept as they are, so that an export gives them
back. The format is `docs/package-format.md`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import (
    entries,
    pairs_of,
    read_department,
    read_divisions,
    read_element,
    read_licence,
    read_material,
    read_minutes,
    read_settings,
    read_share,
)
from onething.core.catalogue.certificates import read_certificates
from onething.core.catalogue.context import Context
from onething.core.catalogue.declarations import (
    Declared,
    check_same,
    check_stands_in,
    read_facts,
    read_questions,
)
from onething.core.catalogue.examples import read_example
from onething.core.catalogue.findings import hint, shown
from onething.core.catalogue.forms import ELEMENT_ID, ID, Form, form_of
from onething.core.catalogue.hashing import with_hashes
from onething.core.catalogue.items import item_roles, read_block, read_item
from onething.core.catalogue.model import Example, Item, Package, Scene
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.catalogue.scenes import bound_items, check_given, check_lent, read_scene, scene_roles
from onething.core.catalogue.topics import read_topic
from onething.core.findings import Finding
from onething.core.search.words import read_words
from onething.core.source import Where

#: Files and bytes of a whole package.
MOST_FILES = 20_000
MOST_BYTES = 256_000_000

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
}
FOLDERS = {"items": "item", "scenes": "scene", "examples": "example"}

#: Kept as they are: samples, and the answers of the knowledge base, which `core.knowledge.files` reads.
KEPT = ("samples/", "knowledge/")
#: Files of these kinds are definitions; one that the format does not know is a mistake. Others are kept as they are.
_DEFINITIONS = (".yaml", ".yml", ".csv", ".json")
_SAFE_PATH = re.compile(r"[^/\\\x00-\x1f]+(/[^/\\\x00-\x1f]+)*\Z")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A package and what is wrong with it; no package if anything is."""

    package: Package | None
    findings: tuple[Finding, ...]


def load_package(files: Mapping[str, bytes]) -> Loaded:
    """Read a city package. files: path inside the package, with "/", → content. Never raises for bad content."""
    ctx = Context(files=frozenset(files))
    package = _Loader(ctx, files).load() if _fits(ctx, files) else None
    findings = ctx.found.all()
    return Loaded(None if findings else package, findings)


def export_package(package: Package) -> dict[str, bytes]:
    """Return the files of a package, byte for byte as they were read."""
    return dict(package.sources)


def _fits(ctx: Context, files: Mapping[str, bytes]) -> bool:
    size = sum(len(data) for data in files.values())
    if len(files) <= MOST_FILES and size <= MOST_BYTES:
        return True
    ctx.found.error(
        "too_large",
        Where(),
        f"城市包有 {len(files)} 个文件、{size} 字节，超过上限（{MOST_FILES} 个、{MOST_BYTES} 字节）；请删去不属于它的文件。",
        f"The package has {len(files)} files and {size} bytes, more than the {MOST_FILES} and {MOST_BYTES} allowed; "
        "take out what does not belong to it.",
    )
    return False


class _Loader:
    """One reading: names first, then what is declared, then everything that refers to it."""

    def __init__(self, ctx: Context, files: Mapping[str, bytes]) -> None:
        self.ctx, self.files = ctx, files
        self.roots: dict[str, Node | None] = {}
        self.forms: dict[str, dict[str, Form]] = {folder: {} for folder in FOLDERS}
        self.declared: dict[str, Declared] = {}

    def load(self) -> Package | None:
        ctx = self.ctx
        self._recognise()
        self._gather_names()
        divisions = read_divisions(ctx, DIVISIONS, self.files[DIVISIONS]) if DIVISIONS in self.files else {}
        for id, form in self._entries("elements.yaml"):
            if (element := read_element(ctx, id, form)) is not None:
                ctx.elements[id] = element
        departments = {id: read_department(ctx, id, form) for id, form in self._entries("departments.yaml")}
        licences = {id: read_licence(ctx, id, form) for id, form in self._entries("licences.yaml")}
        materials = {id: read_material(ctx, id, form) for id, form in self._entries("materials.yaml")}
        blocks = {
            name.text: read_block(ctx, node, name)
            for name, node in pairs_of(ctx, self.roots.get("blocks.yaml"))
        }
        self._declare()
        roles = {id: item_roles(form) for id, form in self.forms["items"].items()}
        shares = {id: read_share(ctx, id, form, roles) for id, form in self._entries("shares.yaml")}
        items = self._items(blocks)
        scenes = self._scenes(items)
        examples = self._examples(scenes)
        topics = {id: read_topic(ctx, id, form, scenes) for id, form in self._entries("topics.yaml")}
        city = self._city()
        if city is None:
            return None
        package = Package(
            id=city.identifier("id"),
            name=city.text("name"),
            division=ctx.refer(city, "division", "division"),
            minutes=read_minutes(city.form("minutes", shapes.MINUTES)),
            sign_in=self._sign_in(city),
            divisions=divisions,
            departments=departments,
            elements=ctx.elements,
            licences=licences,
            materials=materials,
            shares=shares,
            items=items,
            scenes=scenes,
            examples=examples,
            topics=topics,
            certificates=read_certificates(ctx, city),
            settings=read_settings(ctx, city.form("settings", shapes.SETTINGS)),
            sources=dict(self.files),
        )
        return package if len(ctx.found) else with_hashes(package)

    # files and names

    def _recognise(self) -> None:
        """Read every definition file to its tree, and say so about files that the format does not know."""
        known = [CITY, DIVISIONS, WORDS, *DICTIONARIES]
        for path, data in sorted(self.files.items()):
            folder, _, name = path.rpartition("/")
            if path == DIVISIONS:
                continue
            if path == WORDS:
                read_words(path, data, self.ctx.found)
                continue
            if not _SAFE_PATH.match(path) or ".." in path.split("/"):
                self._say_file(
                    "bad_path", path, "路径不合法；请改名", "is not a path inside a package; rename it"
                )
            elif path in known or (folder in FOLDERS and name.endswith(".yaml")):
                self.roots[path] = read_yaml(path, data, self.ctx.found)
            elif path.endswith(_DEFINITIONS) and not path.startswith(KEPT):
                what, do = hint(path, known)
                self._say_file(
                    "unknown_file", path, f"不属于城市包的格式；{what}", f"is no file of the format; {do}"
                )

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
        for file in self.roots:
            folder, _, name = file.rpartition("/")
            if (collection := FOLDERS.get(folder, "")) in ctx.names:
                ctx.names[collection][name.removesuffix(".yaml")] = Where(file, 1, 1)
        for file, root in self.roots.items():
            if not file.startswith(("items/", "scenes/")):
                continue
            if root is None or (isinstance(root, Mapping_) and root.broken):
                ctx.unsure.add("fact")
            facts = root.get("facts") if isinstance(root, Mapping_) else None
            for key, _ in facts.entries if isinstance(facts, Mapping_) else ():
                ctx.names["fact"].setdefault(key.text, key.at)

    def _entries(self, file: str) -> Iterator[tuple[str, Form]]:
        _, shape, pattern = DICTIONARIES[file]
        return entries(self.ctx, self.roots.get(file), shape, pattern)

    def _city(self) -> Form | None:
        root = self.roots.get(CITY)
        if CITY not in self.files:
            self.ctx.found.error(
                "missing_file",
                Where(CITY),
                "城市包缺少 city.yaml；请新建它，写明 id、name、division。",
                "The package has no city.yaml; make one with id, name and division.",
            )
        return None if root is None else form_of(self.ctx.found, root, shapes.CITY, CITY)

    def _sign_in(self, city: Form) -> tuple[str, ...]:
        """A key that signing in fills may be of any role that some scene has."""
        roles = {role for form in self.forms["scenes"].values() for role in scene_roles(form)}
        keys = []
        for key, at in city.marked("sign_in"):
            if self.ctx.key(key, at, roles or {key.partition("/")[0]}):
                keys.append(key)
        return tuple(keys)

    # items, scenes, examples

    def _declare(self) -> None:
        """Read the facts and questions of all items and scenes, before any condition."""
        lenders: dict[str, list[str]] = {}
        for folder, shape in (("items", shapes.ITEM), ("scenes", shapes.SCENE), ("examples", shapes.EXAMPLE)):
            for file, root in self.roots.items():
                if file.rpartition("/")[0] != folder:
                    continue
                id = file.rpartition("/")[2].removesuffix(".yaml")
                owner = f"{folder}/{id}"
                broken = root is None or (isinstance(root, Mapping_) and root.broken)
                self.declared[owner] = Declared(id, lenient=broken)
                self._check_file_id(id, root, folder, file)
                if (
                    root is not None
                    and (form := form_of(self.ctx.found, root, shape, id, name=id)) is not None
                ):
                    self.forms[folder][id] = form
                if folder == "scenes":
                    for item in bound_items(root):
                        lenders.setdefault(item, []).append(owner)
        for folder in ("scenes", "items"):
            for id, form in self.forms[folder].items():
                read_facts(self.ctx, form, self.declared[f"{folder}/{id}"])
        #: Some scene names an item that cannot be read: an item that no scene has may be the one that is meant.
        self.guessing = any(f"items/{item}" not in self.declared for item in lenders)
        self.lenders = {
            f"items/{id}": [self.declared[scene] for scene in lenders.get(id, ())]
            for id in self.forms["items"]
        }
        for folder in ("scenes", "items"):
            for id, form in self.forms[folder].items():
                owner = f"{folder}/{id}"
                others = self.lenders.get(owner, [])
                facts = [fact for one in (self.declared[owner], *others) for fact in one.facts]
                if folder == "scenes":
                    facts += [fact for one in self._parts(form) for fact in one.facts]
                roles = scene_roles(form) if folder == "scenes" else item_roles(form)
                read_questions(self.ctx, form, self.declared[owner], facts, roles)

    def _check_file_id(self, id: str, root: Node | None, folder: str, file: str) -> None:
        found = self.ctx.found
        if not ID.match(id):
            found.error(
                "bad_id",
                Where(file, 1, 1),
                f"文件名“{shown(id)}.yaml”不能用作标识；请只用小写字母、数字和“-”。",
                f"The file name {shown(id)!r} cannot be an id; use a-z, 0-9 and '-' between them.",
            )
        node = root.get("id") if isinstance(root, Mapping_) and folder != "examples" else None
        if isinstance(node, Scalar) and node.text != id:
            found.error(
                "id_mismatch",
                node.at,
                f"id 是“{shown(node.text)}”，文件却是 {file}；请改为一致。",
                f"The id is {shown(node.text)!r} but the file is {file}; make them alike.",
            )

    def _parts(self, scene: Form) -> list[Declared]:
        """Return what the items of a scene declare."""
        owners = (f"items/{item}" for item in bound_items(scene.node))
        return [self.declared[owner] for owner in owners if owner in self.declared]

    def _items(self, blocks: dict[str, tuple[Form, ...]]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for id, form in self.forms["items"].items():
            declared, lenders = self.declared[f"items/{id}"], self.lenders[f"items/{id}"]
            schema = declared.schema(*lenders)
            schema.lenient |= self.guessing and not lenders
            facts = frozenset(fact.id for one in (declared, *lenders) for fact in one.facts)
            items[id] = read_item(self.ctx, id, form, declared, schema, facts, blocks)
            questions = [question for one in (declared, *lenders) for question in one.questions]
            check_stands_in(self.ctx, declared.facts, questions, schema)
        return items

    def _scenes(self, items: dict[str, Item]) -> dict[str, Scene]:
        scenes: dict[str, Scene] = {}
        for id, form in self.forms["scenes"].items():
            declared, parts = self.declared[f"scenes/{id}"], self._parts(form)
            schema = self.ctx.schemas[id] = declared.schema(*parts)
            schema.lenient |= any(item not in items for item in bound_items(form.node))
            everything = Declared(id, lenient=schema.lenient)
            everything.doubtful = schema.doubtful
            everything.questions = tuple(question for one in (declared, *parts) for question in one.questions)
            scenes[id] = read_scene(self.ctx, id, form, declared, schema, items, everything)
            check_same(self.ctx, declared, parts)
            check_given(self.ctx, id, declared.facts, bound_items(form.node), items)
            check_stands_in(self.ctx, declared.facts, everything.questions, schema)
            for item, at in bound_items(form.node).items():
                if item in items:
                    own, lenders = self.declared[f"items/{item}"], self.lenders[f"items/{item}"]
                    elsewhere = own.schema(*lenders)
                    check_lent(self.ctx, id, at, items[item], own.schema(), declared.schema(), elsewhere)
        return scenes

    def _examples(self, scenes: dict[str, Scene]) -> dict[str, Example]:
        found = {id: read_example(self.ctx, id, form, scenes) for id, form in self.forms["examples"].items()}
        return {id: example for id, example in found.items() if example is not None}
