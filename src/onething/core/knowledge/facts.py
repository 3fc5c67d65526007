"""What a reference says: the words of the package version that holds, in both languages."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from onething.core.catalogue.local import holders, is_in_force, item_under
from onething.core.catalogue.model import Fee, Item, MaterialLine, Package, Scene
from onething.core.clock import PROFILES
from onething.core.knowledge.entries import Entries, say_of_entry
from onething.core.knowledge.references import OF_SCENES, Aspect, Reference, parts_of
from onething.core.knowledge.wording import days, listed, visits_of
from onething.core.offices import Office
from onething.core.register.entries import Entry
from onething.core.source import Text

#: What stands where the package does not know what is referred to. The answer is flagged, and this is no figure.
UNKNOWN = Text("（见办事指南）", "(see the guide)")

_BEFORE_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])")

#: (department, division) -> the office that serves this place, None if that is not known.
Offices = Callable[[str, str], Office | None]


@dataclass(frozen=True, slots=True)
class Said:
    """What a reference said."""

    reference: str
    words: Text


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with its references filled in. missing: references that the package does not know."""

    text: Text
    said: tuple[Said, ...] = ()
    missing: tuple[str, ...] = ()


def nowhere(department: str, division: str) -> Office | None:
    """Return no office: for where nobody asks for addresses."""
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a package says on a day, at a place. place: a division code, "" for the city as a whole.

    entries: the register, for references to what nobody has defined; None where there is none to ask, and they pass.
    """

    package: Package
    on: date
    place: str = ""
    offices: Offices = field(default=nowhere, repr=False)
    entries: Entries | None = field(default=None, repr=False)

    def knows(self, reference: Reference) -> bool:
        """Say whether there is such an item, scene or entry with such an aspect, without asking for offices."""
        if reference.source:
            return self.entries is None or self.say(reference) is not None
        item = self.package.items.get(reference.of)
        if item is not None and reference.aspect is not Aspect.ITEMS:
            return not reference.part or any(line.material == reference.part for line in item.materials)
        return reference.of in self.package.scenes and reference.aspect in OF_SCENES

    def entry(self, reference: Reference) -> Entry | None:
        """Return the entry of the register that is referred to, None if it is not known here."""
        return self.entries(reference.source, reference.of) if self.entries and reference.source else None

    def say(self, reference: Reference) -> Text | None:
        """Return the words of a reference, None for what the package does not know."""
        if reference.source:
            entry = self.entry(reference)
            return say_of_entry(entry, reference.aspect) if entry else None
        if not self.knows(reference):
            return None
        item = self.package.items.get(reference.of)
        if item is None or reference.aspect is Aspect.ITEMS:
            return _of_scene(self.package.scenes[reference.of], reference.aspect, self.package)
        return self._of_item(self._here(item), reference)

    def _here(self, item: Item) -> Item:
        """Return the item as the place has it: with the exception in force there, if any."""
        there = {one.division: one for one in item.exceptions if is_in_force(one, self.on)}
        around = holders(self.place, self.package.divisions)
        return item_under(item, next((there[code] for code in around if code in there), None))

    def _of_item(self, item: Item, reference: Reference) -> Text:
        match reference.aspect:
            case Aspect.NAME:
                return item.name
            case Aspect.PROMISED_DAYS:
                return days(item.promised_days, item.day_kind)
            case Aspect.STATUTORY_DAYS:
                return days(item.statutory_days or _by_profile(item), item.day_kind)
            case Aspect.FEE:
                return fees(item.fees)
            case Aspect.MATERIALS:
                return self._materials(item, reference.part)
            case Aspect.VISITS:
                return visits(item)
            case Aspect.LAW:
                return listed(Text(one) for one in item.law) or Text("没有列明依据", "no act is named")
            case Aspect.RESULT:
                return listed(one.name for one in item.result) or item.name
            case Aspect.DEPARTMENT:
                return self._department(item)
            case _:
                return self._office(item, reference.aspect)

    def _department(self, item: Item) -> Text:
        department = self.package.departments.get(item.department)
        return department.name if department else Text(item.department)

    def _office(self, item: Item, aspect: Aspect) -> Text:
        department = self.package.departments.get(item.department)
        division = self.place or (department.division if department else self.package.division)
        office = self.offices(item.department, division)
        if aspect is Aspect.ADDRESS:
            return Text(office.address) if office and office.address else self._department(item)
        if aspect is Aspect.PHONE:
            phone = office.phone if office else department.phone if department else ""
            return Text(phone or "12345")
        if office and office.hours.zh:
            return office.hours
        return Text("以窗口公布的为准", "as posted at the window")

    def _materials(self, item: Item, part: str) -> Text:
        lines = [line for line in item.materials if line.material == part or (not part and not line.form)]
        if not lines:
            return Text("不用交材料", "no papers")
        if part:
            return self._label(part)
        whose = _roles(item, self.package) if len({line.role for line in lines}) > 1 else {}
        always = listed(self._material(line, whose) for line in lines if _always(line))
        maybe = listed(self._material(line, whose) for line in lines if not _always(line))
        if maybe is None:
            return always or UNKNOWN
        if always is None:
            return Text(f"视情况交{maybe.zh}", f"depending on your situation: {maybe.say('en')}")
        return Text(
            f"{always.zh}，视情况还要{maybe.zh}",
            f"{always.say('en')}; depending on your situation also {maybe.say('en')}",
        )

    def _label(self, material: str) -> Text:
        known = self.package.materials.get(material)
        return known.label if known else Text(material)

    def _material(self, line: MaterialLine, whose: Mapping[str, Text]) -> Text:
        label, owner = self._label(line.material), whose.get(line.role)
        zh, en = label.zh, label.say("en")
        if owner is not None:
            zh, en = f"{owner.zh}的{zh}", f"{en} ({owner.say('en')})"
        return Text(zh, en)


def render(text: Text, facts: Facts) -> Rendered:
    """Fill in the references of a text. A missing English text stays empty, so that Chinese stands for it."""
    said: dict[str, Text] = {}
    missing: dict[str, None] = {}

    def fill(language: str) -> str:
        filled = []
        for part in parts_of(text.zh if language == "zh" else text.en):
            if isinstance(part, str):
                filled.append(part)
                continue
            words = facts.say(part) if isinstance(part, Reference) else None
            name = str(part) if isinstance(part, Reference) else part.text
            if words is None:
                missing[name] = None
            else:
                said[name] = words
            filled.append((words or UNKNOWN).say(language))
        return _spaced("".join(filled)) if language == "zh" and len(filled) > 1 else "".join(filled)

    rendered = Text(fill("zh"), fill("en"))
    return Rendered(rendered, tuple(Said(name, words) for name, words in said.items()), tuple(missing))


def _spaced(text: str) -> str:
    """Put a blank where a figure follows a Chinese character, as it is written elsewhere in the house."""
    return _BEFORE_FIGURE.sub(" ", text)


def yuan(fen: int) -> str:
    """Return an amount in yuan, with fen only where there are any."""
    return f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100)


def fees(lines: Iterable[Fee]) -> Text:
    def one(fee: Fee) -> Text:
        zh, en = f"{fee.name.zh} {yuan(fee.fen)} 元", f"{fee.name.say('en')}: {yuan(fee.fen)} yuan"
        return Text(f"{zh}（视情况）", f"{en} (depending on your situation)") if fee.when else Text(zh, en)

    return listed(one(fee) for fee in lines) or Text("不收费", "free of charge")


def visits(item: Item) -> Text:
    """Return how often one has to come; stops of equal place and purpose count once."""
    sure = {(one.place, one.purpose) for one in item.visits if one.when is None}
    maybe = {(one.place, one.purpose) for one in item.visits} - sure
    most = len(sure) + len(maybe)
    if maybe:
        en = f"at most {most} visit{'' if most == 1 else 's'}, depending on your situation"
        return Text(f"视情况到现场，最多 {most} 次", en)
    return visits_of(most)


def _always(line: MaterialLine) -> bool:
    return line.required and line.when is None


def _by_profile(item: Item) -> int | None:
    """Return the limit that the kind of matter has by law; one that decides on the spot has none of its own."""
    return PROFILES[item.profile].decide_within or None


def _roles(item: Item, package: Package) -> dict[str, Text]:
    """Return what the roles of an item are called, in the first scene that has it."""
    for scene in package.scenes.values():
        for line in scene.items:
            if line.item.id == item.id:
                bound = {role: line.roles.get(role, role) for role in item.roles}
                return {role: scene.roles[to].label for role, to in bound.items() if to in scene.roles}
    return {}


def _of_scene(scene: Scene, aspect: Aspect, package: Package) -> Text:
    if aspect is Aspect.NAME:
        return scene.name
    if aspect is Aspect.ITEMS:
        return listed(line.item.name for line in scene.items) or scene.name
    lead = package.departments.get(scene.lead)
    return lead.name if lead else Text(scene.lead)
