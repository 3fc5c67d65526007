"""Whoever may confirm a paper is known by a number when it is asked for, and knows what to confirm: docs/confirming.md."""

from collections.abc import Iterator

import z3

from onething.core.catalogue.confirming import identity_elements
from onething.core.catalogue.model import MaterialLine, Package, SceneItem
from onething.core.catalogue.words import Way
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations
from onething.core.rules.solver import Formula


def check_confirming(situations: Situations, package: Package, report: Report) -> None:
    """Report each paper that somebody may confirm and nobody could. Raises GaveUp."""
    for line in situations.scene.items:
        for requirement in line.item.materials:
            if not line.proactive:
                check_confirmed(situations, line, requirement, package, report)


def check_confirmed(
    situations: Situations, line: SceneItem, requirement: MaterialLine, package: Package, report: Report
) -> None:
    """Report one paper that its role may confirm although nothing says what, or the number is not known. Raises GaveUp."""
    if Way.CONFIRM not in requirement.accepts:
        return
    label = package.materials[requirement.material].label
    if requirement.form or requirement.confirms is None:
        zh, en = "没有写确认什么，请加上 confirms", "nothing says what is confirmed; add `confirms`"
        if requirement.form:
            zh, en = "它是申请表，由申请人签", "it is the application form, which the applicant signs"
        report.error(
            "confirm_refused",
            requirement.at,
            f"“{line.item.name}”的“{label}”不能在网上确认：{zh}。",
            f"{requirement.key} of {line.item.id} cannot be confirmed: {en}.",
        )
        return
    role = line.roles.get(requirement.role, requirement.role)
    asked = z3.And(situations.applies[line.item.id], situations.formula(requirement.when))
    known = situations.any_of(_known(situations, role, package))
    if witness := situations.find(asked, z3.Not(known)):
        who = situations.scene.roles[role].label if role in situations.scene.roles else role
        names = "、".join(identity_elements(package)) or "settings.identity_elements"
        report.error(
            "nobody_to_confirm",
            requirement.at,
            f"“{line.item.name}”的“{label}”可以由“{who}”在网上确认，可是有人不用填它的号码（{names}），"
            "不知道由谁确认；请加上这个字段，或者去掉 confirm。",
            f"{requirement.key} of {line.item.id} may be confirmed by a bearer whose number ({names}) somebody is not "
            "asked for; ask for it, or take `confirm` out.",
            witness=witness,
        )


def _known(situations: Situations, role: str, package: Package) -> Iterator[Formula]:
    """Yield the situations in which the number of the role's bearer is known when the application is handed in. A number
    that comes with a result of the scene is not.
    """
    keys = {f"{role}/{element}" for element in identity_elements(package)}
    items = [one for one in situations.scene.items if not one.proactive]
    for one in situations.scene.items:
        for key in (key for result in one.item.result for key in result.gives):
            own, _, element = key.partition("/")
            keys.discard(f"{one.roles.get(own, own)}/{element}")
    if not keys.isdisjoint(package.sign_in):
        yield situations.all_of(())
    for one in items:
        for entry in one.item.fields:
            if entry.required and f"{one.roles.get(entry.role, entry.role)}/{entry.element}" in keys:
                yield z3.And(situations.applies[one.item.id], situations.formula(entry.when))
