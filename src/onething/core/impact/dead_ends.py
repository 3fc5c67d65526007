"""Where a plan leads nowhere: semantics §4, seen from one person's answers instead of from all that can be given."""

from collections.abc import Iterator

from onething.core.catalogue.model import Package, Scene
from onething.core.composition.plan import ItemState, Plan
from onething.core.proof.dead_ends import is_empty
from onething.core.source import Text


def dead_ends(plan: Plan, scene: Scene, package: Package) -> Iterator[Text]:
    """Give in words what this person cannot do: nothing that applies, a paper that nobody has, an item that needs one not met.

    While a question is open nothing is certain: what is only possible is no dead end.
    """
    if _nowhere(plan, scene):
        yield Text("一项也办不了，也没有说该去哪里", "nothing applies, and nothing says where to go")
    for line in plan.materials:
        if line.required and line.way is None and not line.possible and not line.form:
            material = package.materials.get(line.material)
            label = material.label if material else Text(line.key)
            yield Text(
                f"要“{label.zh}”，可是没有办法提供", f"“{label.say('en')}” is needed and cannot be given"
            )
    for field in plan.fields:
        if field.required and not field.possible and is_empty(field.constraints):
            element = package.elements.get(field.element)
            label = element.label if element else Text(field.key)
            yield Text(f"“{label.zh}”没有一个值能填", f"no value of “{label.say('en')}” is accepted")
    left = {one.id: one for one in plan.left_out}
    for item in plan.items:
        if item.state is not ItemState.APPLIES:
            continue
        for id in scene.item(item.id).needs:
            needed = left.get(id)
            if needed is not None and needed.state is ItemState.NOT_MET:
                yield Text(
                    f"“{item.name.zh}”要先办好“{needed.name.zh}”，可是办不了",
                    f"“{item.name.say('en')}” needs “{needed.name.say('en')}”, whose conditions are not met",
                )


def _nowhere(plan: Plan, scene: Scene) -> bool:
    if plan.open_questions or plan.outcome is not None:
        return False
    if any(one.state is not ItemState.PROACTIVE for one in plan.items):
        return False
    not_met = {one.id for one in plan.left_out if one.state is ItemState.NOT_MET}
    told = (rule for id in not_met for rule in scene.item(id).item.eligible)
    return not any(rule.way_forward is not None for rule in told)
