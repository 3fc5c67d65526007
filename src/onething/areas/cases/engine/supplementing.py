"""From what a person supplies to the lines that core and the log know."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onething.areas.cases.engine.loading import Loaded
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import Line
from onething.core.catalogue.words import Way
from onething.core.data import as_data
from onething.core.submission import GivenMaterial, GivenValue


@dataclass(frozen=True, slots=True)
class Supplied:
    """What was supplied at once."""

    values: tuple[GivenValue, ...]
    materials: tuple[GivenMaterial, ...]

    @property
    def values_data(self) -> list[Any]:
        return [as_data(one) for one in self.values]

    @property
    def materials_data(self) -> list[Any]:
        return [as_data(one) for one in self.materials]

    @property
    def lines(self) -> tuple[Line, ...]:
        fields = [Line(one.key, _canonical(one.value), one.source) for one in self.values]
        return (*fields, *(Line(one.key, _content(one), _source(one)) for one in self.materials))

    def command(self, actor: Actor, loaded: Loaded, *, changes: bool) -> c.Supplement:
        """Return the command; with `changes`, what no undecided case asks for is a change of the request."""
        lines = self.lines
        if not changes:
            return c.Supplement(actor, lines)
        asked = frozenset[str]().union(*loaded.matter.asking().values())
        return c.Supplement(
            actor,
            tuple(line for line in lines if line.key in asked),
            tuple(line for line in lines if line.key not in asked),
        )


def supplied(values: Sequence[GivenValue], materials: Sequence[GivenMaterial]) -> Supplied:
    return Supplied(tuple(values), tuple(materials))


def _canonical(value: Any) -> str:
    return json.dumps(as_data(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _content(material: GivenMaterial) -> str:
    """Return the hash of the one file, or of the hashes of several, "" for what comes without a file."""
    hashes = [file.hash for file in material.files]
    return (
        hashes[0]
        if len(hashes) == 1
        else hashlib.sha256(" ".join(hashes).encode()).hexdigest()
        if hashes
        else ""
    )


def _source(material: GivenMaterial) -> str:
    if material.way in (Way.SHARE, Way.LICENCE) and material.source:
        return f"{material.way.value}:{material.source}"
    return material.way.value
