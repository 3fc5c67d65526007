"""What can be found of the areas below: published scenes and items, and the entries of the register."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.core.actors import Actor
from onething.core.catalogue.loading_files import WORDS
from onething.core.catalogue.model import Package
from onething.core.search.documents import of_entry, of_item, of_scene
from onething.core.search.model import Document
from onething.core.search.words import Words, read_words

_ACTOR = Actor.job("search")


class CatalogueTexts:
    """`core.search.model.Source`: the package in force, its scenes and items, and the words that came with it."""

    def mark(self) -> str:
        return catalogue.current_digest(_ACTOR)

    def documents(self) -> Iterator[Document]:
        try:
            package = catalogue.current(_ACTOR)
        except catalogue.NothingPublished:
            return
        for scene in package.scenes.values():
            yield of_scene(package, scene)
        for item in package.items.values():
            yield of_item(package, item)

    def words(self) -> Words:
        """Return the words of the city's people, and the names of its districts and towns."""
        try:
            package = catalogue.current(_ACTOR)
        except catalogue.NothingPublished:
            return Words()
        data = package.sources.get(WORDS)
        own = read_words(WORDS, data)[0] if data else Words()
        return Words(places=_names(package)).joined(own)


def _names(package: Package) -> dict[str, str]:
    """Return the names of divisions above villages, also without their 镇 or 街道 if two characters are left."""
    names = {}
    for division in package.divisions.values():
        if division.level != "village":
            short = division.name.removesuffix("街道").removesuffix("镇")
            names |= {name: division.code for name in (division.name, short) if len(name) > 1}
    return names


class RegisterTexts:
    """`core.search.model.Source`: the entries of the city's register, but those that are definitions of the package."""

    def mark(self) -> str:
        return register.last_change(_ACTOR)

    def documents(self) -> Iterable[Document]:
        return (
            of_entry(entry, source=source)
            for source, entry in register.iterate_with_source(
                _ACTOR, city=settings.CITY, without=register.DEFINED
            )
        )

    def words(self) -> Words:
        return Words()
