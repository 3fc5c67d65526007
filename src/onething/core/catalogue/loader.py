"""From the files of a city package to its definitions, with every error of the package in one run.

Bytes in, definitions out: nothing is opened here, and the files are kept as they are, so that an export gives them
back. The format is `docs/package-format.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import (
    read_department,
    read_licence,
    read_material,
    read_minutes,
    read_settings,
)
from onething.core.catalogue.certificates import read_certificates
from onething.core.catalogue.context import Context
from onething.core.catalogue.declarations import Declared, check_same, check_stands_in
from onething.core.catalogue.examples import read_example
from onething.core.catalogue.forms import Form
from onething.core.catalogue.hashing import hashed
from onething.core.catalogue.items import read_item
from onething.core.catalogue.loading_declarations import Declarations
from onething.core.catalogue.loading_files import CITY, DICTIONARIES
from onething.core.catalogue.memory import Kept, Memory
from onething.core.catalogue.model import Example, Item, Package, Scene
from onething.core.catalogue.offices import check_offices, read_office
from onething.core.catalogue.scenes import check_given, check_lent, read_scene
from onething.core.catalogue.topics import read_topic
from onething.core.findings import Finding
from onething.core.register.filed import FiledEntry, is_entry
from onething.core.register.files import read_entry
from onething.core.source import Where

#: Files and bytes of a whole package.
MOST_FILES = 20_000
MOST_BYTES = 256_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A package and what is wrong with it; no package if anything is."""

    package: Package | None
    findings: tuple[Finding, ...]


def load_package(files: Mapping[str, bytes], memory: Memory | None = None) -> Loaded:
    """Read a city package. files: path inside the package, with "/", → content. Never raises for bad content.

    memory: of what was read before; what did not change since is not read again, and the result is the same as without it.
    """
    if memory is not None and memory.last is not None:
        ctx = Context(files=frozenset(files))
        loader = _Loader(ctx, files, memory.last)
        package = loader.load() if _fits(ctx, files) else None
        if package is not None:
            memory.last = loader.kept
            return Loaded(package, ())
    ctx = Context(files=frozenset(files))
    loader = _Loader(ctx, files, None)
    package = loader.load() if _fits(ctx, files) else None
    findings = ctx.found.all()
    if memory is not None and package is not None and not findings:
        memory.last = loader.kept
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


class _Loader(Declarations):
    """The reading as a whole: names, declarations, then everything that refers to them."""

    def load(self) -> Package | None:
        ctx, before = self.ctx, self.before
        self._recognise()
        self._gather_names()
        divisions = self._divisions()
        gone = self._gone()
        elements = self._elements(gone)
        departments = self._dictionary("departments", read_department, gone)
        licences = self._dictionary("licences", read_licence, gone)
        materials = self._dictionary("materials", read_material, gone)
        blocks = self._blocks(gone)
        self._declare()
        roles = self.roles = self._roles()
        shares = self._shares(roles, gone)
        items = self._items(blocks)
        scenes = self._scenes(items)
        examples = self._examples(scenes)
        topics = {id: read_topic(ctx, id, form, scenes) for id, form in self._entries("topics.yaml")}
        offices = {id: read_office(ctx, id, form) for id, form in self._entries("offices.yaml")}
        whole = len(items) == len(self.paths["items"])
        check_offices(ctx, offices.values(), departments, divisions, items.values() if whole else None)
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
            elements=elements,
            licences=licences,
            materials=materials,
            shares=shares,
            items=items,
            scenes=scenes,
            examples=examples,
            topics=topics,
            offices=offices,
            certificates=read_certificates(ctx, city),
            register=self._register(),
            settings=read_settings(ctx, city.form("settings", shapes.SETTINGS)),
            sources=self._sources(),
        )
        if len(ctx.found):
            return package if before is None else None
        made = hashed(package, before.hashed if before else None)
        self.kept = Kept(
            made.package.sources,
            {file: self.roots.get(file) for file in (CITY, *DICTIONARIES)},
            ctx.names,
            self.declared,
            roles,
            {id: tuple(scene.roles) for id, scene in scenes.items()},
            self.bound,
            blocks,
            made,
        )
        return made.package

    def _register(self) -> dict[str, FiledEntry]:
        """Return the entries of the register that the city writes itself, by source and key."""
        before = self.before.hashed.package.register if self.before else {}
        known = {one.at.file: one for one in before.values()}
        found: dict[str, FiledEntry] = {}
        for path in sorted(path for path in self.files if is_entry(path)):
            one = known.get(path)
            if one is None or path in self.fresh:
                one = read_entry(path, self.files[path], self.ctx.found)
            if one is not None:
                found[one.id] = one
        return found

    def _items(self, blocks: dict[str, tuple[Form, ...]]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        self.read: set[str] = set()
        for file in self.paths["items"]:
            id = file.rpartition("/")[2].removesuffix(".yaml")
            lenders = self.lenders.get(id, [])
            if self.before is not None and not self._anew(file):
                lent_before = self._lenders_before().get(id, [])
                if lenders == lent_before and all(self._same_declared(one) for one in lenders):
                    items[id] = self.before.hashed.package.items[id]
                    continue
            if (form := self._form("items", id)) is None:
                continue
            self.read.add(id)
            items[id] = self._item(id, form, [self.declared[one] for one in lenders], blocks)
        return items

    def _item(
        self, id: str, form: Form, lenders: list[Declared], blocks: dict[str, tuple[Form, ...]]
    ) -> Item:
        declared = self.declared[f"items/{id}"]
        schema = declared.schema(*lenders)
        schema.lenient |= self.guessing and not lenders
        facts = frozenset(fact.id for one in (declared, *lenders) for fact in one.facts)
        item = read_item(self.ctx, id, form, declared, schema, facts, blocks)
        questions = [question for one in (declared, *lenders) for question in one.questions]
        check_stands_in(self.ctx, declared.facts, questions, schema)
        return item

    def _scenes(self, items: dict[str, Item]) -> dict[str, Scene]:
        scenes: dict[str, Scene] = {}
        self.scenes_read: set[str] = set()
        for file in self.paths["scenes"]:
            id = file.rpartition("/")[2].removesuffix(".yaml")
            if self.before is not None and not self._anew(file) and not self.read & self.bound[id].keys():
                scenes[id] = self.before.hashed.package.scenes[id]
            elif (form := self._form("scenes", id)) is not None:
                self.scenes_read.add(id)
                scenes[id] = self._scene(id, form, items)
        return scenes

    def _scene(self, id: str, form: Form, items: dict[str, Item]) -> Scene:
        bound = self.bound[id]
        declared, parts = self.declared[f"scenes/{id}"], self._others(f"scenes/{id}")
        schema = self.ctx.schemas[id] = declared.schema(*parts)
        schema.lenient |= any(item not in items for item in bound)
        everything = Declared(id, lenient=schema.lenient)
        everything.doubtful = schema.doubtful
        everything.questions = tuple(question for one in (declared, *parts) for question in one.questions)
        scene = read_scene(self.ctx, id, form, declared, schema, items, everything)
        check_same(self.ctx, declared, parts)
        check_given(self.ctx, id, declared.facts, bound, items)
        check_stands_in(self.ctx, declared.facts, everything.questions, schema)
        for item, at in bound.items():
            if item in items:
                own = self.declared[f"items/{item}"]
                elsewhere = own.schema(*(self.declared[one] for one in self.lenders[item]))
                check_lent(self.ctx, id, at, items[item], own.schema(), declared.schema(), elsewhere)
        return scene

    def _examples(self, scenes: dict[str, Scene]) -> dict[str, Example]:
        found: dict[str, Example] = {}
        for file in self.paths["examples"]:
            id = file.rpartition("/")[2].removesuffix(".yaml")
            known = self.before.hashed.package.examples.get(id) if self.before is not None else None
            if known is not None and not self._anew(file) and known.scene not in self.scenes_read:
                found[id] = known
                continue
            form = self._form("examples", id)
            example = read_example(self.ctx, id, form, scenes) if form is not None else None
            if example is not None:
                found[id] = example
        return found
