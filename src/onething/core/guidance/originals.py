"""Originals at the window: what a paper shows beside the form and the registers, and what is told about it at once.

Before the submission all of it is advice and binds nobody (行政许可法 32(4) begins with the submission); the offices that
check afterwards are told what the window saw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onething.core.cases.phrases import PHRASES
from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Element
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import FieldView, MaterialView
from onething.core.source import Text
from onething.core.submission import SeenOriginal
from onething.core.values import show_value


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that can be read on a paper. register: what a department knows, of `source`; says: what the paper says
    where that is another thing, as the clerk typed it."""

    key: str
    label: Text
    form: Text = field(repr=False)
    register: Text = field(repr=False)
    source: Text
    says: str = field(default="", repr=False)

    @property
    def differs(self) -> bool:
        return bool(self.says) and self.says != self.form.zh


@dataclass(frozen=True, slots=True)
class Told:
    """What the person is told about one paper, and how it is put right; in the words of the notices."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the materials as the window handles it. seen: that the original was; compared: field by field."""

    material: MaterialView
    compared: tuple[Compared, ...]
    seen: SeenOriginal | None
    told: tuple[Told, ...]

    @property
    def state(self) -> str:
        """`free` no paper is wanted, `open` not given yet, `doubt` something is told, `seen`, `given` not seen yet."""
        if self.material.done and not self.material.on_paper:
            return "free"
        if self.told:
            return "doubt" if self.material.done else "open"
        if self.seen:
            return "seen"
        return "given" if self.material.done else "open"


def papers_of(
    draft: Draft, fields: Sequence[FieldView], materials: Sequence[MaterialView], package: Package
) -> tuple[Paper, ...]:
    """Return every material but the forms, each laid beside what is known about its fields."""
    known = _registers(draft, package)
    lines = []
    for one in materials:
        if one.form:
            continue
        seen = draft.originals.get(one.line)
        compared = _compared(one, seen, fields, known, package)
        lines.append(Paper(one, compared, seen, tuple(_told(one, seen, compared))))
    return tuple(lines)


def _registers(draft: Draft, package: Package) -> Mapping[tuple[str, int, str], tuple[object, Text]]:
    """Return (role, bearer, element) -> what a register said, and its name; the later look counts."""
    found: dict[tuple[str, int, str], tuple[object, Text]] = {}
    for one in draft.looked:
        share = package.shares.get(one.share)
        for element, value in one.values.items():
            found[one.role, one.bearer, element] = value, share.label if share else Text(one.share)
    return found


def _compared(
    material: MaterialView,
    seen: SeenOriginal | None,
    fields: Sequence[FieldView],
    known: Mapping[tuple[str, int, str], tuple[object, Text]],
    package: Package,
) -> tuple[Compared, ...]:
    catalogued = package.materials.get(material.key.rpartition("/")[2])
    shows = catalogued.shows if catalogued else ()
    says = seen.says if seen else {}
    rows = []
    for one in fields:
        if (one.role, one.bearer) != (material.role, material.bearer) or one.element not in shows:
            continue
        element = package.elements[one.element]
        value, source = known.get((one.role, one.bearer, one.element), (None, Text("")))
        form, register = _in_words(element, one.value), _in_words(element, value)
        rows.append(Compared(one.key, one.label, form, register, source, says.get(one.key, "")))
    return tuple(rows)


def _in_words(element: Element, value: object) -> Text:
    return Text(show_value(element, value, "zh"), show_value(element, value, "en"))


def _told(material: MaterialView, seen: SeenOriginal | None, compared: Sequence[Compared]) -> list[Told]:
    whose = "" if material.role == "applicant" else material.role_label.zh
    name = f"{whose}{material.label.zh}"
    codes = [seen.phrase] if seen and seen.phrase else []
    if material.required and not material.possible and not material.done:
        codes.insert(0, "missing")
    told = [
        Told(PHRASES[code].what.zh.format(name=name), PHRASES[code].fix.zh.format(name=name))
        for code in codes
    ]
    return told + [
        Told(
            f"“{name}”上的{one.label.zh}是“{one.says}”，申请表写的是“{one.form.zh}”",
            f"带更正后的“{name}”，或者把申请表改得和它一样",
        )
        for one in compared
        if one.differs
    ]
