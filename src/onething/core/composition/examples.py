"""The examples of a package: composed as their file says, and compared with the figures that it expects."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Example, Package, Scene
from onething.core.catalogue.words import Way
from onething.core.composition.compose import compose
from onething.core.composition.plan import Plan
from onething.core.composition.prepare import prepare
from onething.core.findings import Finding, Level
from onething.core.source import Text
from onething.core.workdays import WorkCalendar


def circumstances_of(example: Example) -> Circumstances:
    return Circumstances(
        on=example.on,
        answers=example.answers,
        facts=example.facts,
        supplies=example.supplies,
        dropped=example.dropped,
        bearers=example.bearers,
        division=example.division,
    )


def compose_example(example: Example, *, package: Package, calendar: WorkCalendar) -> Plan:
    """Return the plan of an example, its overrides applied to this plan only.

    Raises KeyError for a scene that the package does not have, and what `compose` raises.
    """
    scene = with_accepts(package.scenes[example.scene], example.accepts, package)
    return compose(scene, circumstances_of(example), package=package, calendar=calendar)


def with_accepts(scene: Scene, accepts: Mapping[str, tuple[Way, ...]], package: Package) -> Scene:
    """Return the scene with other ways for some materials (key -> what every item that asks accepts), in all places."""
    if not accepts:
        return scene
    prepared = prepare(scene, package)
    lines = []
    for line, ready in zip(scene.items, prepared.items, strict=True):
        keys = {id(one.line): one.key for one in (*ready.materials, *ready.forms)}
        materials = tuple(
            replace(one, accepts=accepts.get(keys[id(one)], one.accepts)) for one in line.item.materials
        )
        said = {one.key for one in line.item.materials if keys[id(one)] in accepts}
        exceptions = tuple(
            replace(one, ways=tuple(ways for ways in one.ways if ways.key not in said))
            for one in line.item.exceptions
        )
        lines.append(replace(line, item=replace(line.item, materials=materials, exceptions=exceptions)))
    return replace(scene, items=tuple(lines))


def check_example(example: Example, plan: Plan) -> tuple[Finding, ...]:
    """Return one finding for each figure that the plan does not have as expected."""
    findings = []
    for name, expected in example.expect.items():
        actual = _actual(plan, name)
        for part, wanted in expected.items() if isinstance(expected, Mapping) else [("", expected)]:
            found = actual.get(part) if isinstance(actual, Mapping) else actual
            if _same(found, wanted):
                continue
            path = f"{name}.{part}" if part else name
            findings.append(
                Finding(
                    code="examples.figure_differs",
                    level=Level.ERROR,
                    message=Text(
                        f"示例“{example.id}”的 {path} 应为 {wanted}，算出来是 {found}。",
                        f"Example “{example.id}”: {path} should be {wanted}, it comes out as {found}.",
                    ),
                    at=example.at,
                    scene=example.scene,
                    witness={"answers": dict(example.answers), "facts": dict(example.facts)},
                )
            )
    return tuple(findings)


def _actual(plan: Plan, name: str) -> Any:
    if name == "items":
        states = {one.id: one.state.value for one in plan.items}
        return states | {one.id: one.state.value for one in plan.left_out}
    if name == "ways":
        return _ways(plan)
    value = getattr(plan, name, None)
    fields = getattr(type(value), "__dataclass_fields__", None)
    return {key: getattr(value, key) for key in fields} if fields else value


def _ways(plan: Plan) -> dict[str, Any]:
    ways: dict[str, list[str]] = {}
    for line in plan.materials:
        ways.setdefault(line.key, []).append(line.way.value if line.way else "none")
    return {key: found[0] if len(found) == 1 else found for key, found in ways.items()}


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, date) and isinstance(wanted, str):
        return found.isoformat() == wanted
    if isinstance(found, tuple) and isinstance(wanted, Iterable) and not isinstance(wanted, str):
        return list(found) == list(wanted)
    return bool(found == wanted)
