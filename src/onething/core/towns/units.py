"""The towns of a city as it counts them: some divisions are counted with another one (35 towns, 36 divisions)."""

from dataclasses import dataclass

from onething.core.catalogue.model import Package


@dataclass(frozen=True, slots=True)
class Unit:
    """A town as it is counted. code: of the division that gives it its name, or of its first. divisions: codes of all of its own."""

    code: str
    name: str
    divisions: tuple[str, ...]


def units_of(package: Package) -> tuple[Unit, ...]:
    """Return the towns of a city in the order of its divisions."""
    found: dict[str, list[str]] = {}
    for one in package.divisions.values():
        if one.level == "town":
            found.setdefault(one.unit or one.name, []).append(one.code)
    return tuple(
        Unit(
            next((code for code in codes if package.divisions[code].name == name), codes[0]),
            name,
            tuple(codes),
        )
        for name, codes in found.items()
    )
