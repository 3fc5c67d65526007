"""Opens items, scenes and examples: what they declare, and to whom they lend it."""

from collections.abc import Mapping

from onething.core.catalogue import shapes
from onething.core.catalogue.declarations import Declared, read_facts, read_questions
from onething.core.catalogue.findings import shown
from onething.core.catalogue.forms import ID, Form, form_of
from onething.core.catalogue.items import item_roles
from onething.core.catalogue.loading_dictionaries import Dictionaries
from onething.core.catalogue.loading_files import FOLDERS
from onething.core.catalogue.model import Fact
from onething.core.catalogue.reading import Mapping_, Node, Scalar
from onething.core.catalogue.scenes import bound_items, scene_roles
from onething.core.source import Where


class Declarations(Dictionaries):
    """What every item and scene declares, before any condition is read."""

    def _declare(self) -> None:
        """Read the facts and questions of all items and scenes, before any condition."""
        self.bound: dict[str, Mapping[str, Where]] = {}
        self.lenders: dict[str, list[str]] = {}
        for folder in FOLDERS:
            for file in self.paths[folder]:
                id = file.rpartition("/")[2].removesuffix(".yaml")
                if self.before is not None and not self._anew(file):
                    self.declared[f"{folder}/{id}"] = self.before.declared[f"{folder}/{id}"]
                else:
                    self._open(folder, id, file)
                if folder == "scenes":
                    self._bind(id, file)
        for folder in ("scenes", "items"):
            for id, form in self.forms[folder].items():
                read_facts(self.ctx, form, self.declared[f"{folder}/{id}"])
        self._declare_again()
        #: Some scene names an item that cannot be read: an item that no scene has may be the one that is meant.
        self.guessing = any(f"items/{item}" not in self.declared for item in self.lenders)
        for folder in ("scenes", "items"):
            for id, form in self.forms[folder].items():
                owner = f"{folder}/{id}"
                facts = [fact for one in (self.declared[owner], *self._others(owner)) for fact in one.facts]
                roles = scene_roles(form) if folder == "scenes" else item_roles(form)
                read_questions(self.ctx, form, self.declared[owner], facts, roles)

    def _open(self, folder: str, id: str, file: str) -> None:
        """Look at one item, scene or example, as far as it can be without the others."""
        root = self._root(file)
        broken = root is None or (isinstance(root, Mapping_) and root.broken)
        self.declared[f"{folder}/{id}"] = Declared(id, lenient=broken)
        self._check_file_id(id, root, folder, file)
        shape = {"items": shapes.ITEM, "scenes": shapes.SCENE, "examples": shapes.EXAMPLE}[folder]
        if root is not None and (form := form_of(self.ctx.found, root, shape, id, name=id)) is not None:
            self.forms[folder][id] = form

    def _bind(self, scene: str, file: str) -> None:
        if self.before is not None and not self._anew(file):
            self.bound[scene] = self.before.bound[scene]
        else:
            self.bound[scene] = bound_items(self._root(file))
        for item in self.bound[scene]:
            self.lenders.setdefault(item, []).append(f"scenes/{scene}")

    def _others(self, owner: str) -> list[Declared]:
        """Return what lends to an owner: the scenes of an item, the items of a scene."""
        folder, _, id = owner.partition("/")
        names = self.lenders.get(id, []) if folder == "items" else [f"items/{one}" for one in self.bound[id]]
        return [self.declared[name] for name in names if name in self.declared]

    def _declare_again(self) -> None:
        """Open also those to whom other facts are lent than before: a question may be known from them."""
        before = self.before
        if before is None:
            return
        for folder in ("scenes", "items"):
            for file in self.paths[folder]:
                owner = file.removesuffix(".yaml")
                if self._anew(file) or self._lent(owner) == self._lent_before(owner):
                    continue
                id = owner.partition("/")[2]
                self.again.add(file)
                self._open(folder, id, file)
                if (form := self.forms[folder].get(id)) is not None:
                    read_facts(self.ctx, form, self.declared[owner])

    def _lent(self, owner: str) -> list[tuple[Fact, ...]]:
        return [one.facts for one in self._others(owner)]

    def _lent_before(self, owner: str) -> list[tuple[Fact, ...]]:
        assert self.before is not None
        folder, _, id = owner.partition("/")
        if folder == "scenes":
            return [self.before.declared[f"items/{item}"].facts for item in self.before.bound[id]]
        return [self.before.declared[one].facts for one in self._lenders_before().get(id, ())]

    def _lenders_before(self) -> Mapping[str, list[str]]:
        if self._known_lenders is None:
            assert self.before is not None
            self._known_lenders = {}
            for scene in sorted(self.before.bound):
                for item in self.before.bound[scene]:
                    self._known_lenders.setdefault(item, []).append(f"scenes/{scene}")
        return self._known_lenders

    def _roles(self) -> dict[str, tuple[str, ...]]:
        """Return the roles of every item, in the order of their files."""
        found: dict[str, tuple[str, ...]] = {}
        for file in self.paths["items"]:
            id = file.rpartition("/")[2].removesuffix(".yaml")
            if (form := self.forms["items"].get(id)) is not None:
                found[id] = item_roles(form)
            elif self.before is not None and not self._anew(file):
                found[id] = self.before.roles[id]
        return found

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

    def _form(self, folder: str, id: str) -> Form | None:
        """Return the form of an item, scene or example, read when it is asked for if its file is as before."""
        if id not in self.forms[folder] and self.before is not None and not self._anew(f"{folder}/{id}.yaml"):
            root = self._root(f"{folder}/{id}.yaml")
            shape = {"items": shapes.ITEM, "scenes": shapes.SCENE, "examples": shapes.EXAMPLE}[folder]
            if root is not None and (form := form_of(self.ctx.found, root, shape, id, name=id)) is not None:
                self.forms[folder][id] = form
        return self.forms[folder].get(id)

    def _same_declared(self, owner: str) -> bool:
        assert self.before is not None
        now, then = self.declared.get(owner), self.before.declared.get(owner)
        return now is then or (
            now is not None
            and then is not None
            and (now.facts, now.questions) == (then.facts, then.questions)
        )
