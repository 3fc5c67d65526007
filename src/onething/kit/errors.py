"""Every concrete error of the house, found by importing it; the page that documents their codes."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages

import onething
from onething.core.errors import DomainError
from onething.kit.problems import OWN, STATUS, sentences

SKIPPED = (".migrations.", ".management.", ".commands.", ".wsgi", ".settings")


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def every_error() -> Sequence[type[DomainError]]:
    """Return each concrete error of `onething`, by code. Imports every module, so only tests and docs call it."""
    for module in walk_packages(onething.__path__, "onething."):
        if not any(part in f"{module.name}." for part in SKIPPED) and not module.name.endswith("__main__"):
            import_module(module.name)
    own = {kind for kind in _below(DomainError) if kind.__module__.startswith("onething.")}
    concrete = [kind for kind in own if kind not in STATUS and "code" in vars(kind)]
    return sorted(concrete, key=lambda kind: (kind.code, kind.__module__))


def status_of_kind(kind: type[DomainError]) -> int:
    return next((status for family, status in STATUS.items() if issubclass(kind, family)), 500)


def page(errors: Sequence[type[DomainError]]) -> str:
    """Return docs/errors.md in Markdown."""
    known = sentences()
    lines = [
        "# Error codes",
        "",
        "Made by `onething manage errors`; stable, never renamed once shipped. `{…}` are facts of the error.",
        "",
        "| code | status | what it says | what to do |",
        "|---|---|---|---|",
    ]
    for kind in errors:
        family = known.get(f"{kind.code.partition('.')[0]}.*")
        sentence = known.get(kind.code) or family
        own = getattr(kind, "sentences", None) or getattr(kind, "zh", None)
        told = sentence and (not own or (kind.code in known and sentence.what != OWN))
        what = str(sentence.what) if sentence and told else str(own or "")
        then = str(sentence.next or (family.next if family else "")) if sentence else ""
        lines.append(f"| `{kind.code}` | {status_of_kind(kind)} | {what} | {then} |".replace("\n", " "))
    return "\n".join(lines) + "\n"
