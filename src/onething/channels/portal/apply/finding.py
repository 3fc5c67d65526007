"""Finding a scene by one's own words: by what the words contain, then by pairs of characters in common."""

import unicodedata
from collections.abc import Iterable

from onething.core.catalogue.model import Scene

#: The share of the typed pairs that a scene must have to be shown at all; calibrated.
LEAST_SHARED = 0.34
MOST_TYPED = 100


def find(scenes: Iterable[Scene], typed: str) -> tuple[Scene, ...]:
    """Return the scenes that answer to the words, the best first; none for words that say nothing."""
    words = _plain(typed[:MOST_TYPED])
    if not words:
        return ()
    ranked = [(score(scene, words), scene) for scene in scenes]
    kept = [pair for pair in ranked if pair[0] >= LEAST_SHARED]
    return tuple(scene for _, scene in sorted(kept, key=lambda pair: (-pair[0], pair[1].id)))


def score(scene: Scene, words: str) -> float:
    """Return 0 to 2: 2 for words that a name holds or that hold a name, else the best share of common pairs."""
    names = [scene.name.zh, scene.name.en, scene.summary.zh, scene.summary.en, *scene.words]
    names += [text for part in scene.items for text in (part.item.name.zh, part.item.name.en)]
    best = 0.0
    for name in map(_plain, names):
        if name and (words in name or name in words):
            best = max(best, 1 + min(len(words), len(name)) / max(len(words), len(name)))
    asked = _pairs(words)
    known = set().union(*(_pairs(_plain(name)) for name in names))
    return max(best, len(asked & known) / len(asked) if asked else 0.0)


def _plain(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in narrow if letter.isalnum())


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or ({text} if text else set())
