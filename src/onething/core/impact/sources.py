"""Shares and licences that a version may use and the one before could not: nobody looked them up for those who applied then."""

from collections.abc import Iterator

from onething.core.catalogue.model import Package, Supplies
from onething.core.catalogue.words import Way
from onething.core.composition.prepare import Prepared
from onething.core.source import Text

#: Kind of source, its name in supplies, what it is for, and for which item.
_Use = tuple[str, str, str, str]


def new_sources(old: Prepared, new: Prepared) -> Supplies:
    """Return the sources from which `new` may fill something that `old` could not fill from them. Licences are those of one role."""
    added = {*_uses(new)} - {*_uses(old)}
    return Supplies(
        frozenset(name for kind, name, *_ in added if kind == "share"),
        frozenset(name for kind, name, *_ in added if kind == "licence"),
    )


def _uses(prepared: Prepared) -> Iterator[_Use]:
    for item in prepared.items:
        for asked in (*item.fields, *item.forms, *item.materials):
            yield from (("share", share, asked.key, item.item.id) for share in asked.until)
        for asked in item.materials:
            if Way.LICENCE in asked.line.accepts:
                names = prepared.materials[asked.key].licences
                yield from (("licence", name, asked.key, item.item.id) for name in names if "/" in name)
    for field in prepared.fields.values():
        yield from (("licence", name, field.key, "") for name, _ in field.licences if "/" in name)


def together(one: Supplies, other: Supplies) -> Supplies:
    return Supplies(one.shares | other.shares, one.licences | other.licences)


def without(one: Supplies, other: Supplies) -> Supplies:
    """Return one without what the other holds as well; a plain licence is held for every role."""
    held = other.licences
    licences = {name for name in one.licences if not {name, name.rpartition("/")[2]} & held}
    return Supplies(one.shares - other.shares, frozenset(licences))


def named(supplies: Supplies, package: Package) -> tuple[Text, ...]:
    """Return what sources are called, shares first, each once."""
    shares = [package.shares[id].label for id in sorted(supplies.shares)]
    licences = {name.rpartition("/")[2] for name in supplies.licences}
    return tuple(dict.fromkeys([*shares, *(package.licences[id].label for id in sorted(licences))]))
