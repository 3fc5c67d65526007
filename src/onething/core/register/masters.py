"""An entry of a town beside its master, the city's own entry of the same basic code: what it does otherwise, element by element.

What one of the two does not tell is no difference, but a post of the town's own is told. What follows from the body (its codes, where one complains) is none either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from onething.core.register.elements import LABELS
from onething.core.register.entries import Entry, EntryMaterial, Named
from onething.core.register.family import sub_code
from onething.core.source import Text

#: What a town may give on its own (domain §2.3) → the word for it.
ALLOWED: Mapping[str, str] = {
    "address": "address",
    "inquiry_phone": "phone",
    "complaint_phone": "phone",
    "hours": "hours",
}
#: What tells entries apart, or follows from whose they are (an address online carries the code), and is no standard.
_OF_THE_BODY = frozenset(
    [
        "code",
        "catalogue_code",
        "local_catalogue_code",
        "level",
        "version",
        "effective_on",
        "cancelled_on",
        "department",
        "department_code",
        "nature",
        "entrusted_by",
        "area",
        "town_code",
        "village_code",
        "review_address",
        "litigation_address",
        "online_address",
        "mobile_address",
        "questions",
    ]
)
#: Of a material; ways in which it is accepted are those that an exception may name.
PAPER: Mapping[str, Text] = {
    "need": Text("必要性", "need"),
    "form": Text("形式", "form"),
    "sheet": Text("原件或复印件", "original or copy"),
    "source": Text("来源", "source"),
    "originals": Text("原件份数", "originals"),
    "copies": Text("复印件份数", "copies"),
    "signed": Text("签章", "signed"),
    "shared": Text("共享", "shared"),
    "licence": Text("电子证照", "licence"),
    "tolerated": Text("容缺", "may follow later"),
    "waived": Text("免提交", "need not be handed in"),
    "paper": Text("规格", "paper"),
    "standard": Text("受理标准", "standard"),
}
WAYS = frozenset({"need", "form", "sheet", "source", "shared", "licence", "tolerated", "waived"})
YES, NO = Text("是", "yes"), Text("否", "no")
ASKED, NOT_ASKED = Text("要", "asked for"), Text("不要", "not asked for")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the choice of its master needs it. town: code of its town, "" for one of the city. base: 12 digits, or ""."""

    source: str
    key: str
    name: str
    base: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that is otherwise. key: the element, or `materials/NAME/FIELD`; allowed: the word of `ALLOWED`, "" if it is not."""

    key: str
    what: Text
    master: Text
    local: Text
    allowed: str = ""


def base_of(code: str, catalogue_code: str) -> str:
    """Return the basic code by which an entry is known in every town, "" where it has none."""
    return sub_code(code) or sub_code(catalogue_code)


def master_of(one: Listed, city: Sequence[Listed], *, first: str) -> Listed | None:
    """Return the master of a town's entry among those of the city; None without a basic code, or where nothing tells several apart.

    The same name goes before another, its own source before others; `first` is the source that goes before the rest.
    """
    same = [each for each in city if one.base and each.base == one.base]
    ranked = sorted(
        same,
        key=lambda each: (
            each.name != one.name,
            each.source != one.source,
            each.source != first,
            each.source,
            each.key,
        ),
    )
    return ranked[0] if ranked and (ranked[0].name == one.name or len(ranked) == 1) else None


def differences(master: Entry, local: Entry) -> Iterator[Differing]:
    """Give what a town's entry says otherwise than its master, in the order in which elements are shown."""
    if master.name != local.name:
        yield Differing("name", Text("名称", "name"), Text(master.name), Text(local.name))
    for name, label in LABELS.items():
        ours, theirs = getattr(master, name), getattr(local, name)
        if name in _OF_THE_BODY or not _told(theirs) or not (_told(ours) or name in ALLOWED):
            continue
        if name in ("promised_days", "statutory_days"):
            ours, theirs = (ours, master.day_kind), (theirs, local.day_kind)
        if _plain(ours) != _plain(theirs):
            yield Differing(name, label, said(ours), said(theirs), ALLOWED.get(name, ""))
    yield from _papers(master, local)
    for name, label in (("steps", Text("环节", "steps")), ("fees", Text("收费项目", "fees"))):
        ours, theirs = (_lines(getattr(one, name)) for one in (master, local))
        if ours and theirs and ours != theirs:
            yield Differing(name, label, said(ours), said(theirs))


def _papers(master: Entry, local: Entry) -> Iterator[Differing]:
    ours, theirs = ({one.name: one for one in entry.materials} for entry in (master, local))
    if not ours or not theirs:
        return
    for name in dict.fromkeys([*ours, *theirs]):
        if name in ours and name in theirs:
            yield from _paper(ours[name], theirs[name])
        else:
            here = name in ours
            yield Differing(
                f"materials/{name}", _of(name), ASKED if here else NOT_ASKED, NOT_ASKED if here else ASKED
            )


def _paper(ours: EntryMaterial, theirs: EntryMaterial) -> Iterator[Differing]:
    for part in fields(EntryMaterial):
        a, b = getattr(ours, part.name), getattr(theirs, part.name)
        if part.name in PAPER and _told(a) and _told(b) and a != b:
            yield Differing(
                f"materials/{ours.name}/{part.name}", _of(ours.name, PAPER[part.name]), said(a), said(b)
            )


def _of(name: str, part: Text | None = None) -> Text:
    return Text(
        f"材料“{name}”" + (part.zh if part else ""), f"paper {name!r}" + (f": {part.en}" if part else "")
    )


def _told(value: Any) -> bool:
    return value not in (None, "", ())


def _plain(value: Any) -> Any:
    """Lists of an element say the same in any order."""
    return sorted(value) if isinstance(value, tuple) and all(isinstance(one, str) for one in value) else value


def _lines(lines: Iterable[Any]) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, (one.name, getattr(one, "standard", "")))) for one in lines)


def said(value: Any) -> Text:
    """Return a value of an element as a person reads it."""
    if not _told(value):
        return Text("—")
    if isinstance(value, Named):
        return value.label
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple) and len(value) == 2 and value[1] in ("working", "calendar"):
        kind = Text("工作日", "working days") if value[1] == "working" else Text("天", "days")
        return Text(f"{value[0]} {kind.zh}", f"{value[0]} {kind.en}")
    if isinstance(value, tuple):
        parts = [said(one) for one in value]
        return Text("、".join(one.zh for one in parts), ", ".join(one.en or one.zh for one in parts))
    return Text(str(value))
