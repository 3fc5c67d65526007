"""The room of the register (事项库): its items, what they can be narrowed by, the ratios with the list behind every number, one item."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.register.api import RegisterPermission
from onething.areas.revisions.api import RevisionPermission
from onething.areas.search import api as search
from onething.channels.studio.entry_beginning import WRITTEN_HERE
from onething.channels.studio.entry_editing import drafts_of
from onething.channels.studio.permissions import StudioPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.register.certificates import Forbidden, forbidden_of, forbidden_papers
from onething.core.register.consistency import contradictions
from onething.core.register.elements import GROUPS, LABELS
from onething.core.register.entries import Entry, Kind, Named, UseLevel
from onething.core.register.filed import HERE
from onething.core.register.ratios import Ratio, Says
from onething.core.source import Text
from onething.kit.pages import page

ROOM = "studio-register"
#: Items on one page of a list, and at most those that are meant by the words beside those that have them in their name.
PAGE, MOST_MEANT = 50, 10
FACETS = {
    "kind": _("类型"),
    "level": _("行使层级"),
    "department": _("实施主体"),
    "source": _("来源"),
    "scene": _("一件事"),
}
SOURCES = {register.DEFINED: Text("本市定义", "defined here"), HERE: WRITTEN_HERE}
YES, NO = Text("是", "yes"), Text("否", "no")

ROOMS.append(
    Room(
        ROOM,
        _("事项库"),
        _("全市事项按要素登记；可网办率、全程网办率、一门、一窗，每个数都能点开清单。"),
        RegisterPermission.READ,
    )
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the address asks for; what it does not know is as if it were not there."""

    asked: register.Asked
    after: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Sought":
        ratio, says = given.get("ratio", ""), given.get("says", "")
        return cls(
            register.Asked(
                words=given.get("words", "").strip()[:100],
                kind=given.get("kind", ""),
                level=given.get("level", ""),
                department=given.get("department", ""),
                source=given.get("source", ""),
                scene={"yes": True, "no": False}.get(given.get("scene", "")),
                ratio=Ratio(ratio) if ratio in set(Ratio) else None,
                says=Says(says) if says in set(Says) else Says.YES,
            ),
            given.get("after", ""),
        )

    def link(self, *, after: str = "", **other: Any) -> str:
        """Return the address that asks for the same but for `other`."""
        asked = replace(self.asked, **other)
        words = {
            "words": asked.words,
            "kind": asked.kind,
            "level": asked.level,
            "department": asked.department,
            "source": asked.source,
            "scene": {True: "yes", False: "no", None: ""}[asked.scene],
            "ratio": asked.ratio or "",
            "says": asked.says if asked.ratio else "",
            "after": after,
        }
        return f"{reverse(ROOM)}?{urlencode({key: value for key, value in words.items() if value})}"


def room(request: HttpRequest) -> HttpResponse:
    """Show the items asked for, with the ratios of what is chosen, whichever ratio is looked into."""
    sought, actor, city = Sought.of(request.GET), request.actor, settings.CITY
    asked = sought.asked
    lines = register.list_items(actor, city=city, asked=asked, after=sought.after, limit=PAGE + 1)
    shown = lines[:PAGE]
    context = {
        **frame(actor, current=ROOM),
        "asked": asked,
        "total": register.count_items(actor, city=city, asked=asked),
        "lines": [(one, _kind(one.kind), _source(one.source)) for one in shown],
        "meant": list(_meant(actor, sought, {f"{one.source}/{one.key}" for one in shown})),
        "more": sought.link(after=f"{shown[-1].source}/{shown[-1].key}") if len(lines) > PAGE else "",
        "shares": [
            (one, [(says, sought.link(ratio=one.ratio, says=says)) for says in Says])
            for one in register.tally(actor, city=city, asked=replace(asked, ratio=None))
        ],
        "facets": list(_facets(actor, asked)),
        "chosen": list(_chosen(sought)),
        "may_write": actor.can(RevisionPermission.WRITE),
    }
    return render(request, "studio/register.html", context)


def _meant(actor: Actor, sought: Sought, shown: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Give what people mean by these words (another word for it, pinyin initials, a material) and is not in the list: name,
    address, what led there. Nothing while the list is narrowed by more than words.
    """
    words = sought.asked.words
    if sought.after or not words or sought.asked != register.Asked(words=words):
        return
    found = search.search(actor, asked=words, kinds=("item",), limit=MOST_MEANT)
    for hit in found.hits if found.sure else ():
        source, _slash, key = hit.key.rpartition("/")
        address = f"{source or register.DEFINED}/{key}"
        if address not in shown:
            link = reverse("studio-register-item", args=[source or register.DEFINED, key])
            yield hit.title, link, "；".join(hit.why)


def _facets(actor: Any, asked: register.Asked) -> Iterator[tuple[str, Any, list[tuple[str, Any, int, bool]]]]:
    """Give each facet with its values as they would be counted without it: value, name, how many, whether it is chosen."""
    for facet, title in FACETS.items():
        without = replace(asked, **{facet: None if facet == "scene" else ""})
        counted = register.count_facets(actor, city=settings.CITY, asked=without, facets=(facet,))[facet]
        here = (
            {True: "yes", False: "no", None: ""}[asked.scene] if facet == "scene" else getattr(asked, facet)
        )
        values = []
        for value, many in counted.items():
            key = {"True": "yes", "False": "no"}[value] if facet == "scene" else value
            values.append((key, _value(facet, key) or "—", many, key == here))
        yield facet, title, values


def _value(facet: str, key: str) -> Text | str:
    """Return how a value of a facet is called."""
    if facet == "scene":
        return {"yes": YES, "no": NO}[key]
    if facet == "source":
        return _source(key)
    if facet == "level" and key in set(UseLevel):
        return UseLevel(key).label
    return _kind(key) if facet == "kind" else key


def _source(source: str) -> Text | str:
    return SOURCES.get(source, source)


def _chosen(sought: Sought) -> Iterator[tuple[Any, str]]:
    """Give what narrows the list, each with the address that leaves it out."""
    asked = sought.asked
    if asked.words:
        yield asked.words, sought.link(words="")
    for facet in ("kind", "level", "department", "source"):
        if value := getattr(asked, facet):
            yield _value(facet, value), sought.link(**{facet: ""})
    if asked.scene is not None:
        yield FACETS["scene"], sought.link(scene=None)
    if asked.ratio:
        said = Text(
            f"{asked.ratio.label.zh}：{asked.says.label.zh}", f"{asked.ratio.label.en}: {asked.says.label.en}"
        )
        yield said, sought.link(ratio=None)


def _kind(kind: str) -> Text | str:
    """Return a kind with both its numbers, the nation's and Guangdong's where they differ."""
    if kind not in set(Kind):
        return kind
    one = Kind(kind)
    number = one.value if one.provincial == one.value else f"{one.value}/{one.provincial}"
    return Text(f"{one.label.zh} {number}", f"{one.label.en} {number}")


def item(request: HttpRequest, source: str, key: str) -> HttpResponse:
    """Show one item, as it is now or as it was in a version."""
    wanted = request.GET.get("version", "")
    held = register.get_item(
        request.actor,
        city=settings.CITY,
        source=source,
        key=key,
        number=int(wanted) if wanted.isdecimal() and len(wanted) < 9 else None,
    )
    entry = held.entry
    context = {
        **frame(request.actor, current=ROOM),
        "held": held,
        "source": _source(source),
        "entry": entry,
        "kind": _kind(entry.kind or entry.kind_given),
        "groups": [
            (title, shown)
            for title, names in GROUPS
            if (shown := [(LABELS[name], said) for name in names if (said := _said(entry, name)) is not None])
        ],
        "more": sorted(entry.more.items()),
        "wrong": [*contradictions(entry), *forbidden_papers(entry.materials, _forbidden(request.actor))],
        "drafts": drafts_of(request.actor) if _may_edit(request.actor, held) else None,
        "may_write": request.actor.can(RevisionPermission.WRITE),
        "news": register.find_news(request.actor, city=settings.CITY, source=source, key=key)
        if held.newest and request.actor.can(RevisionPermission.READ)
        else None,
        "family": register.list_family(request.actor, city=settings.CITY, source=source, key=key),
    }
    return render(request, "studio/register_item.html", context)


def _forbidden(actor: Any) -> tuple[Forbidden, ...]:
    return forbidden_of(catalogue.current(actor))


def _may_edit(actor: Actor, held: register.Held) -> bool:
    """Say whether the entry is offered for a revision: a definition's is changed in its definition."""
    return held.newest and held.source != register.DEFINED and actor.can(RevisionPermission.WRITE)


def _said(entry: Entry, name: str) -> Any:
    """Return what an entry says by an element, as it is shown; None where it says nothing."""
    value = getattr(entry, name)
    if value in (None, "", ()):
        return None
    if isinstance(value, Named):
        return value.label
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        named = [one.label if isinstance(one, Named) else Text(str(one)) for one in value]
        return Text("、".join(one.zh for one in named), ", ".join(one.en or one.zh for one in named))
    return value


urlpatterns = [
    page("register/", room, needs={"GET": StudioPermission.ENTER}, name=ROOM),
    page(
        "register/<str:source>/<path:key>",
        item,
        needs={"GET": StudioPermission.ENTER},
        name="studio-register-item",
    ),
]
