"""What keys, sources and values are called, as the version of a package says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Element, ElementKind, Licence, Share
from onething.core.source import Text
from onething.core.values import show_to_owner, show_value

#: What is looked at of an application besides its fields and materials, as a look is written down.
CONTACT, DELIVERY, ANSWERS, SIGNATURE = "contact", "delivery", "answers", "signature"
_OTHERS: Mapping[str, Text] = {
    CONTACT: Text("联系方式", "how to reach you"),
    DELIVERY: Text("送达方式", "how results come"),
    ANSWERS: Text("选择题的答案", "answers to the questions"),
    SIGNATURE: Text("签名页", "signed page"),
}


def role_label(scene: Scene, role: str, bearer: int) -> Text:
    """Return what a role of the scene is called, with the number of its bearer where there can be several."""
    found = scene.roles.get(role)
    label = found.label if found else Text(role)
    if not bearer or found is None or found.max == 1:
        return label
    return Text(f"{label.zh} {bearer}", f"{label.say('en')} {bearer}")


#: The one form of a matter, which is a material like others and stands in no city's catalogue.
JOINT_FORM, JOINT_FORM_LABEL = "joint-form", Text("联办申请表", "Joint application form")


def value_in_words(
    package: Package, element: Element, value: Any, language: str, *, masked: bool = False
) -> str:
    """Return a canonical value as the reader's language writes it; a division by the name that the package knows."""
    if element.kind is ElementKind.DIVISION and value in package.divisions and not masked:
        return package.divisions[value].name
    return show_value(element, value, language, masked=masked)


#: What acts are called in English; their Chinese names are what is cited.
ACTS = {"政务数据共享条例": "Regulations on the Sharing of Government Data"}


def several(bearers: Iterable[str]) -> frozenset[str]:
    """Return the roles of which there is more than one bearer among `newborn[1]`, `newborn[2]`, `applicant`."""
    found: dict[str, set[str]] = {}
    for one in bearers:
        found.setdefault(one.partition("[")[0], set()).add(one)
    return frozenset(role for role, those in found.items() if len(those) > 1)


@dataclass(frozen=True, slots=True)
class Named:
    """Names in one version of a package; with a scene, they say whose a field or paper is."""

    package: Package
    scene: Scene | None = None

    def material_name(self, key: str) -> Text:
        """Return what a material key (`role/material`) is called; the key itself if the package does not know it."""
        id = key.partition("/")[2]
        if id == JOINT_FORM:
            return JOINT_FORM_LABEL
        material = self.package.materials.get(id)
        return self._whose(key, material.label) if material else Text(key, key)

    def field_name(self, key: str) -> Text:
        """Return what a field key (`role/element`) is called; the key itself if the package does not know it."""
        element = self.package.elements.get(key.partition("/")[2])
        return self._whose(key, element.label) if element else Text(key, key)

    def _whose(self, key: str, label: Text) -> Text:
        """Add whose it is to a name, unless it is the applicant's own."""
        role, _, bearer = key.partition("/")[0].rstrip("]").partition("[")
        if role == "applicant" or self.scene is None or role not in self.scene.roles:
            return label
        who = role_label(self.scene, role, int(bearer or 0))
        return Text(f"{label.zh}（{who.zh}）", f"{label.say('en')} ({who.say('en')})")

    def told_apart(
        self, name: Text, bearer: str, among: Iterable[str], values: Mapping[str, Any] | None = None
    ) -> Text:
        """Return a name with whose it is, where there are several of that role among these bearers.

        values: what is known, by field key, for the bearer's own name.
        """
        role, _, number = bearer.rstrip("]").partition("[")
        if self.scene is None or not number or role not in several(among):
            return name
        who = role_label(self.scene, role, int(number))
        own = self.person_name(bearer, values or {})
        own = f" {own}" if own else ""
        return Text(f"{name.zh}（{who.zh}{own}）", f"{name.say('en')} ({who.say('en')}{own})")

    def person_name(self, bearer: str, values: Mapping[str, Any]) -> str:
        """Return the name of a person of the matter, "" if it is not known."""
        for key in self.package.sign_in:
            id = key.rpartition("/")[2]
            element = self.package.elements.get(id)
            if element is not None and element.kind is ElementKind.NAME:
                return str(values.get(f"{bearer}/{id}") or "")
        return ""

    def source_name(self, source: str) -> Text:
        """Return what a source (`share:S`, `licence:L`) is called, as it stands if the package does not know it."""
        kind, _, id = source.partition(":")
        known: Mapping[str, Mapping[str, Share | Licence]]
        known = {"share": self.package.shares, "licence": self.package.licences}
        found = known.get(kind, {}).get(id)
        return found.label if found else Text(source)

    def value_in_words(self, key: str, value: Any) -> Text:
        """Return a value of a field as people read it, "" for none; one that does not fit the element, as it is."""
        element = self.package.elements.get(key.partition("/")[2])
        try:
            if element is not None:
                said = [value_in_words(self.package, element, value, one) for one in ("zh", "en")]
                return Text(*said)
        except (ValueError, TypeError):
            pass
        return Text("" if value is None else str(value))

    def value_for_owner(self, key: str, value: Any) -> Text:
        """Return a value as its owner reads it on a page, with the middle of numbers hidden."""
        element = self.package.elements.get(key.partition("/")[2])
        if element is None or value is None:
            return self.value_in_words(key, value)
        return Text(*(show_to_owner(element, value, one) for one in ("zh", "en")))

    def is_field(self, key: str) -> bool:
        return key.partition("/")[2] in self.package.elements

    def sample_of(self, key: str) -> str:
        """Return the path, below `samples/`, of a picture of the material; that of its licence where it has none, or ""."""
        material = self.package.materials.get(key.partition("/")[2])
        if material is None:
            return ""
        licence = self.package.licences.get(material.licence)
        path = material.sample or (licence.sample if licence else "")
        return path.removeprefix("samples/")

    def name_of(self, key: str) -> Text:
        if key in _OTHERS:
            return _OTHERS[key]
        return self.field_name(key) if self.is_field(key) else self.material_name(key)

    def department_name(self, department: str) -> Text:
        found = self.package.departments.get(department)
        return found.short if found else Text(department, department)
