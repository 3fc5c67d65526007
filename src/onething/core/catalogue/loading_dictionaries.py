"""Reads the dictionaries of a package, those that say something else than before."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import entries, pairs_of, read_divisions, read_element, read_share
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.items import read_block
from onething.core.catalogue.loading_files import CITY, DICTIONARIES, DIVISIONS, Files
from onething.core.catalogue.memory import changed_blocks
from onething.core.catalogue.scenes import scene_roles
from onething.core.catalogue.words import Department, Division, Element, Licence, Material, Share
from onething.core.source import Where

Entry = TypeVar("Entry", Department, Licence, Material)


class Dictionaries(Files):
    """The dictionaries, and what of them every item and scene hangs on."""

    def _entries(self, file: str) -> Iterator[tuple[str, Form]]:
        _, shape, pattern = DICTIONARIES[file]
        return entries(self.ctx, self.roots.get(file), shape, pattern)

    def _divisions(self) -> Mapping[str, Division]:
        if self.before is not None and self.before.same(DIVISIONS, self.files.get(DIVISIONS)):
            for collection in ("division", "town"):
                self.ctx.names[collection] = dict(self.before.names[collection])
            return self.before.hashed.package.divisions
        if DIVISIONS not in self.files:
            return {}
        return read_divisions(self.ctx, DIVISIONS, self.files[DIVISIONS])

    def _elements(self, gone: set[str]) -> Mapping[str, Element]:
        """Read the elements; what fields and answers may hold hangs on what they say."""
        ctx, file = self.ctx, "elements.yaml"
        if self.before is not None and not gone and self.before.same(file, self.files.get(file)):
            ctx.elements = dict(self.before.hashed.package.elements)
            return ctx.elements
        for id, form in self._entries(file):
            if (element := read_element(ctx, id, form)) is not None:
                ctx.elements[id] = element
        if self.before is not None:
            old = self.before.hashed.package.elements
            self.changed = {id for id, one in ctx.elements.items() if old.get(id) != one}
            self._look_again(self.changed)
        return ctx.elements

    def _dictionary(
        self, part: str, read: Callable[[Context, str, Form], Entry], gone: set[str]
    ) -> Mapping[str, Entry]:
        file = f"{part}.yaml"
        if self.before is not None and not gone and self.before.same(file, self.files.get(file)):
            kept: Mapping[str, Entry] = getattr(self.before.hashed.package, part)
            return kept
        return {id: read(self.ctx, id, form) for id, form in self._entries(file)}

    def _blocks(self, gone: set[str]) -> dict[str, tuple[Form, ...]]:
        file, before = "blocks.yaml", self.before
        if before is not None:
            touched = changed_blocks(self.roots.get(file), before.roots.get(file), gone | self.changed)
            if not touched and self.roots.get(file) is before.roots.get(file):
                return before.blocks
            self._look_again(touched)
        pairs = pairs_of(self.ctx, self.roots.get(file))
        return {name.text: read_block(self.ctx, node, name) for name, node in pairs}

    def _shares(self, roles: Mapping[str, tuple[str, ...]], gone: set[str]) -> Mapping[str, Share]:
        before = self.before
        same = before is not None and not gone and before.same("shares.yaml", self.files.get("shares.yaml"))
        if before is not None and same and before.roles == roles:
            return before.hashed.package.shares
        return {id: read_share(self.ctx, id, form, roles) for id, form in self._entries("shares.yaml")}

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
        if self.before is not None:
            kept = (id for id in self.before.scene_roles if f"scenes/{id}.yaml" in self.files)
            others = (self.before.scene_roles[id] for id in kept if id not in self.forms["scenes"])
            roles |= {role for names in others for role in names}
        keys = []
        for key, at in city.marked("sign_in"):
            if self.ctx.key(key, at, roles or {key.partition("/")[0]}):
                keys.append(key)
        return tuple(keys)
