"""Reading the catalogue: defined items, the register with its facets and ratios, and the whole of it in the shapes that others read."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from onething.adapters.catalogues.writing import json_pieces
from onething.adapters.linked.writing import MEDIA_TYPES, write
from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.channels.rest.errors import ItemUnknown
from onething.channels.rest.wire import unchanged
from onething.core.actors import Actor
from onething.core.catalogue.model import Item, Package
from onething.core.data import as_data
from onething.core.linked.catalogue import catalogue_nodes
from onething.core.linked.described import service_of_entry
from onething.core.linked.shares import share_nodes
from onething.core.linked.uris import Uris
from onething.core.register.definitions import entry_of
from onething.core.register.entries import Entry
from onething.core.register.ratios import Ratio, Says

router = Router(tags=["catalogue"])
LIMIT = Query(100, ge=1, le=500)
Name = Annotated[str, Field(max_length=200)]
#: What a read gives: its data, or 304 to who has them already.
Answer = dict[str, Any] | list[dict[str, Any]] | HttpResponse
Shape = Literal["gbt39554", "turtle", "json-ld", "shares-turtle", "shares-json-ld"]


class Narrowed(Schema):
    """Which items of the register are meant. ratio, says: those of the base that say so of a ratio."""

    words: Name = ""
    kind: Annotated[str, Field(max_length=10)] = ""
    level: Annotated[str, Field(max_length=20)] = ""
    department: Name = ""
    source: Annotated[str, Field(max_length=80)] = ""
    scene: bool | None = None
    ratio: Ratio | None = None
    says: Says = Says.YES

    def asked(self) -> register.Asked:
        return register.Asked(**self.model_dump())


class LineOut(Schema):
    """version: its number in the register; uri: its name for ever."""

    source: str
    key: str
    name: str
    department: str
    kind: str
    version: int
    uri: str


class LinesOut(Schema):
    """after: what asks for the next page, "" on the last."""

    items: list[LineOut]
    total: int
    after: str


class VersionOut(Schema):
    number: int
    at: str


class EntryOut(Schema):
    """entry: every element that is told (docs/areas/register.md)."""

    source: str
    version: int
    newest: bool
    uri: str
    entry: dict[str, Any]
    versions: list[VersionOut]


class RatioOut(Schema):
    """percent: of those that are told and those that are not, to two digits; null without a base."""

    ratio: str
    name: str
    yes: int
    no: int
    untold: int
    percent: str | None


class ItemLineOut(Schema):
    id: str
    name: str
    code: str
    department: str
    version: str
    uri: str


class ItemLinesOut(Schema):
    items: list[ItemLineOut]
    total: int
    after: str


class ItemOut(ItemLineOut):
    """A defined item in the language of the request. version: the hash of its content. scenes: where it is a part."""

    kind: str
    promised_days: int
    statutory_days: int | None
    day_kind: str
    law: list[str]
    channels: list[str]
    depth: int
    materials: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    results: list[dict[str, Any]]
    fees: list[dict[str, Any]]
    scenes: list[str]


@router.get("/items", response={200: ItemLinesOut, 304: None}, url_name="rest-items")
def list_items(request: HttpRequest, response: HttpResponse, after: Name = "", limit: int = LIMIT) -> Answer:
    """The items that the city has defined, in the order of their ids; `after` of one page asks for the next."""
    package = catalogue.current(request.actor)
    if same := unchanged(request, response, package.hash):
        return same
    those = sorted(id for id in package.items if id > after)
    page = those[:limit]
    return {
        "items": [_item_line(package.items[id], package) for id in page],
        "total": len(package.items),
        "after": page[-1] if len(those) > limit else "",
    }


@router.get("/items/{item}", response={200: ItemOut, 304: None}, url_name="rest-item")
def get_item(request: HttpRequest, response: HttpResponse, item: str = Path(max_length=80)) -> Answer:
    """One defined item as it holds now; its ETag changes with its version and with the scenes that it is a part of."""
    package = catalogue.current(request.actor)
    found = package.items.get(item)
    if found is None:
        raise ItemUnknown(item)
    if same := unchanged(request, response, found.hash, *_scenes(found, package)):
        return same
    return _item(found, package)


@router.get("/register/items", response={200: LinesOut, 304: None}, url_name="rest-register-items")
def list_entries(
    request: HttpRequest,
    response: HttpResponse,
    narrowed: Query[Narrowed],
    after: Annotated[str, Field(max_length=300)] = "",
    limit: int = LIMIT,
) -> Answer:
    """The register in the order of source and key, keyset by keyset."""
    if same := unchanged(request, response, register.last_change(request.actor)):
        return same
    asked, uris = narrowed.asked(), _uris()
    found = register.list_items(request.actor, city=settings.CITY, asked=asked, after=after, limit=limit + 1)
    page = found[:limit]
    return {
        "items": [
            {
                "source": one.source,
                "key": one.key,
                "name": one.name,
                "department": one.department,
                "kind": one.kind,
                "version": one.number,
                "uri": _uri(uris, one.source, one.key),
            }
            for one in page
        ],
        "total": register.count_items(request.actor, city=settings.CITY, asked=asked),
        "after": f"{page[-1].source}/{page[-1].key}" if len(found) > limit else "",
    }


@router.get(
    "/register/items/{source}/{key}", response={200: EntryOut, 304: None}, url_name="rest-register-item"
)
def get_entry(
    request: HttpRequest,
    response: HttpResponse,
    source: str = Path(max_length=80),
    key: str = Path(max_length=200),
    version: int | None = Query(None, ge=1, le=1_000_000),
) -> Answer:
    """One entry as it is, or as it was in a version; the ETag is the number of the version, with the newest one behind it if it is another."""
    held = register.get_item(request.actor, city=settings.CITY, source=source, key=key, number=version)
    newest = held.versions[0].number
    tag = str(held.number) if held.newest else f"{held.number}-{newest}"
    if same := unchanged(request, response, tag=tag):
        return same
    return {
        "source": held.source,
        "version": held.number,
        "newest": held.newest,
        "uri": _uri(_uris(), source, key),
        "entry": as_data(held.entry),
        "versions": [{"number": one.number, "at": one.at.isoformat()} for one in held.versions],
    }


@router.get(
    "/register/facets", response={200: dict[str, dict[str, int]], 304: None}, url_name="rest-register-facets"
)
def count_facets(request: HttpRequest, response: HttpResponse, narrowed: Query[Narrowed]) -> Answer:
    """Facet → value → how many of these items."""
    if same := unchanged(request, response, register.last_change(request.actor)):
        return same
    return register.count_facets(request.actor, city=settings.CITY, asked=narrowed.asked())


@router.get("/register/ratios", response={200: list[RatioOut], 304: None}, url_name="rest-register-ratios")
def list_ratios(request: HttpRequest, response: HttpResponse, narrowed: Query[Narrowed]) -> Answer:
    """Every ratio of these items; `/register/items?ratio=…&says=…` lists the items behind each number."""
    if same := unchanged(request, response, register.last_change(request.actor)):
        return same
    language = get_language() or "zh"
    return [
        {
            "ratio": one.ratio.value,
            "name": one.ratio.label.say(language),
            "yes": one.yes,
            "no": one.no,
            "untold": one.untold,
            "percent": str(one.percent) if one.percent is not None else None,
        }
        for one in register.tally(request.actor, city=settings.CITY, asked=narrowed.asked())
    ]


@router.get("/exports/{shape}", response={200: bytes, 304: None}, url_name="rest-export")
def export(
    request: HttpRequest, response: HttpResponse, shape: Shape
) -> HttpResponse | StreamingHttpResponse:
    """All that is in force and all that was imported, written item by item: GB/T 39554, CPSV-AP, or the shares as DCAT-AP."""
    package, uris = catalogue.current(request.actor), _uris()
    if same := unchanged(request, response, package.hash, register.last_change(request.actor)):
        return same
    sent = _export(request.actor, shape, package, uris)
    for name in ("ETag", "Vary"):
        sent.headers[name] = response.headers[name]
    return sent


def _export(actor: Actor, shape: Shape, package: Package, uris: Uris) -> StreamingHttpResponse:
    if shape == "gbt39554":
        return _sent(json_pieces(_entries(actor, package)), "application/json")
    syntax = shape.removeprefix("shares-")
    if shape.startswith("shares-"):
        return _sent(write(share_nodes(package, uris), syntax), MEDIA_TYPES[syntax])
    kept = register.iterate_kept(actor, city=package.id, without=register.DEFINED)
    more = (service_of_entry(one.entry, uris, source=one.source, version=one.hash) for one in kept)
    return _sent(write(catalogue_nodes(package, uris, more=more), syntax), MEDIA_TYPES[syntax])


def _entries(actor: Actor, package: Package) -> Iterator[Entry]:
    yield from (entry_of(item, package) for item in package.items.values())
    yield from register.iterate_entries(actor, city=package.id, without=register.DEFINED)


def _sent(pieces: Iterable[str], media: str) -> StreamingHttpResponse:
    return StreamingHttpResponse((one.encode() for one in pieces), content_type=media)


def _uris() -> Uris:
    return Uris(settings.PUBLIC_ADDRESS)


def _uri(uris: Uris, source: str, key: str) -> str:
    """A definition is the item itself, wherever it stands."""
    return uris.item(key) if source == register.DEFINED else uris.entry(source, key)


def _item_line(item: Item, package: Package) -> dict[str, Any]:
    language = get_language() or "zh"
    return {
        "id": item.id,
        "name": item.name.say(language),
        "code": item.code,
        "department": package.departments[item.department].name.say(language),
        "version": item.hash,
        "uri": _uris().item(item.id),
    }


def _item(item: Item, package: Package) -> dict[str, Any]:
    language = get_language() or "zh"
    return {
        **_item_line(item, package),
        "kind": item.kind,
        "promised_days": item.promised_days,
        "statutory_days": item.statutory_days,
        "day_kind": item.day_kind,
        "law": list(item.law),
        "channels": list(item.channels),
        "depth": item.depth,
        "materials": [
            {
                "key": one.key,
                "label": package.materials[one.material].label.say(language),
                "accepts": [way.value for way in one.accepts],
                "required": one.required,
                "when": one.when.text if one.when else None,
                "copies": one.copies,
            }
            for one in item.materials
        ],
        "fields": [
            {
                "key": one.key,
                "label": package.elements[one.element].label.say(language),
                "required": one.required,
                "when": one.when.text if one.when else None,
            }
            for one in item.fields
        ],
        "results": [{"id": one.id, "name": one.name.say(language), "kind": one.kind} for one in item.result],
        "fees": [{"name": one.name.say(language), "fen": one.fen, "basis": one.basis} for one in item.fees],
        "scenes": _scenes(item, package),
    }


def _scenes(item: Item, package: Package) -> list[str]:
    return [
        scene.id for scene in package.scenes.values() if any(line.item.id == item.id for line in scene.items)
    ]
