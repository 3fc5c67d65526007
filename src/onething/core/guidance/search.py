"""Finding a thing by everyday words: a few scenes, so every one is looked at and the best come first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onething.core.catalogue.model import Package, Scene
from onething.core.codes.reading import half_width
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A scene as a list shows it. items: names. score: 0 to 1, how well it fits what was typed."""

    id: str
    name: Text
    summary: Text
    lead: Text
    topic: str
    items: tuple[Text, ...]
    score: float = 0.0


def lines_of(package: Package) -> tuple[SceneLine, ...]:
    """Return every scene, in the order of the package."""
    return tuple(_line(scene, package) for scene in package.scenes.values())


def find(text: str, *, package: Package, limit: int = 10) -> tuple[SceneLine, ...]:
    """Return the scenes that fit the words, the best first; none for a text that fits nothing."""
    typed = _plain(text)
    if not typed:
        return ()
    found = []
    for scene in package.scenes.values():
        score = max((_fits(typed, words, weight) for words, weight in _said(scene)), default=0.0)
        if score >= 0.3:
            found.append(_line(scene, package, round(score, 3)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:limit])


def _line(scene: Scene, package: Package, score: float = 0.0) -> SceneLine:
    lead = package.departments.get(scene.lead)
    names = tuple(line.item.name for line in scene.items)
    return SceneLine(
        scene.id,
        scene.name,
        scene.summary,
        lead.short if lead else Text(scene.lead),
        scene.topic,
        names,
        score,
    )


def _said(scene: Scene) -> Iterable[tuple[str, float]]:
    """Return what a scene is called, with how much each name counts."""
    yield from ((name, 1.0) for name in (scene.name.zh, scene.name.en) if name)
    yield from ((word, 1.0) for word in scene.words)
    for line in scene.items:
        yield from ((name, 0.9) for name in (line.item.name.zh, line.item.name.en) if name)
    yield from ((name, 0.6) for name in (scene.summary.zh, scene.summary.en) if name)


def _fits(typed: str, words: str, weight: float) -> float:
    said = _plain(words)
    if typed == said:
        return weight
    if said in typed:
        return weight * (0.75 + 0.2 * len(said) / len(typed))
    if typed in said:
        return weight * (0.6 + 0.3 * len(typed) / len(said))
    mine, theirs = _pairs(typed), _pairs(said)
    shared = len(mine & theirs)
    return weight * 0.8 * 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def _plain(text: str) -> str:
    return "".join(character for character in half_width(text).lower() if character.isalnum())


def _pairs(text: str) -> set[Sequence[str]]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}
