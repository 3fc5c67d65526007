"""Nobody is asked for what the city has: a share, a licence or another item of the scene provides it."""

from onething.core.catalogue.model import MaterialLine, Package, SceneItem
from onething.core.catalogue.words import Way
from onething.core.proof.consistency import gives, reason
from onething.core.proof.report import Report
from onething.core.proof.situations import Situations


def check_known(situations: Situations, package: Package, report: Report) -> None:
    """Warn of each material that must be given although something provides it."""
    for line in situations.scene.items:
        for requirement in line.item.materials:
            check_provided(situations, line, requirement, package, report)


def check_provided(
    situations: Situations, line: SceneItem, requirement: MaterialLine, package: Package, report: Report
) -> None:
    """Warn if one material must be given although something provides it. Raises GaveUp."""
    for way, source in _providers(situations, line, requirement, package):
        if way in requirement.accepts:
            continue
        label = package.materials[requirement.material].label
        report.warning(
            "asked_although_known",
            requirement.at,
            f"“{line.item.name}”还要人交“{label}”，其实可以从“{source}”得到。",
            f"{line.item.id} asks for {requirement.key} although {source} provides it.",
            because=requirement.because or reason(line.item, "asked_although_known"),
            witness=situations.find(situations.applies[line.item.id], situations.formula(requirement.when)),
        )


def _providers(
    situations: Situations, line: SceneItem, requirement: MaterialLine, package: Package
) -> list[tuple[Way, str]]:
    material = package.materials[requirement.material]
    found = [
        (Way.SHARE, str(share.label))
        for share in package.shares.values()
        if requirement.material in share.materials
    ]
    if material.licence:
        found.append((Way.LICENCE, str(package.licences[material.licence].label)))
    for other in situations.scene.items:
        if other is not line and gives(other, line, requirement):
            both = situations.applies[other.item.id], situations.applies[line.item.id]
            if situations.can_be(*both, situations.formula(requirement.when)):
                found.append((Way.RESULT, str(other.item.name)))
    return found
