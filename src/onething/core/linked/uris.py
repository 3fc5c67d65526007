"""Names for ever: the URI of a thing is the same in every version, and says nothing that could change.

`BASE/id/item/ID` is an item, `BASE/id/item/ID/version/HASH` what it was in one version; offices go by their credit code where
it is known. What has no code of its own goes by a digest of what it is called.
"""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

#: Characters of a digest in a URI: enough that no two things of a city share one.
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Uris:
    """The names of a city. base: its public address without a slash at the end. Raises nothing; every text makes a URI."""

    base: str

    def item(self, id: str) -> str:
        return self._of("item", id)

    def entry(self, source: str, key: str) -> str:
        return self._of("entry", source, key)

    def scene(self, id: str) -> str:
        return self._of("scene", id)

    def event(self, scene: str) -> str:
        return self._of("event", scene)

    def version(self, uri: str, hash_: str) -> str:
        """Return the name of one version of a thing. hash_: of its content; its first digits are enough."""
        return f"{uri}/version/{hash_[:DIGITS]}"

    def part(self, uri: str, kind: str, name: str) -> str:
        """Return the name of a part of a thing, such as a material of an item."""
        return f"{uri}/{kind}/{quote(name, safe='-._~')}"

    def office(self, code: str, name: str) -> str:
        return self._of("office", code or digest(name))

    def law(self, text: str) -> str:
        return self._of("law", digest(text))

    def division(self, code: str) -> str:
        return self._of("division", code)

    def concept(self, scheme: str, value: str) -> str:
        return self._of("concept", scheme, value)

    def catalogue(self, city: str) -> str:
        return self._of("catalogue", city)

    def share(self, id: str) -> str:
        return self._of("share", id)

    def _of(self, *parts: str) -> str:
        return "/".join((self.base, "id", *(quote(part, safe="-._~") for part in parts)))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:DIGITS]
