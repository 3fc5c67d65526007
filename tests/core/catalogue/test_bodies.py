"""Which department a step belongs to where a field of the form says so."""

import pytest

from onething.core.catalogue.bodies import bodies_of_step, body_chosen
from onething.core.catalogue.loader import load_package
from tests.core.catalogue.small import spoiled

ITEM = "items/allowance.yaml"


class TestAStepWhoseDepartmentIsAFieldOfTheForm:
    """`department_by`: a choice of departments that the item asks for."""

    def read(self, key, choices="{welfare: 民政, elsewhere: 外地}"):
        before = "department: welfare, level: city, days: 10}"
        found = spoiled(ITEM, before, f"{before[:-1]}, department_by: {key}}}")
        found["elements.yaml"] += f"help.body: {{label: 机关, kind: choice, choices: {choices}}}\n".encode()
        field = b"fields:\n  - {role: applicant, element: help.body}\n"
        found[ITEM] = found[ITEM].replace(b"fields:\n", field, 1)
        return load_package(found)

    def test_is_one_of_those_that_the_field_offers(self):
        found = self.read("applicant/help.body")
        assert found.findings == ()
        step = found.package.items["allowance"].steps[-1]
        assert bodies_of_step(step, found.package.elements, found.package.departments) == {"welfare"}
        assert (
            body_chosen(step, "elsewhere", found.package)
            == body_chosen(step, None, found.package)
            == "welfare"
        )

    @pytest.mark.parametrize(
        ("key", "choices"),
        [
            ("applicant/help.kind", "{welfare: 民政}"),  # no department among its choices
            ("applicant/help.body", "{nobody: 没有的部门}"),
            ("applicant/help.number", "{welfare: 民政}"),  # not asked for by the item
            ("nobody/help.body", "{welfare: 民政}"),
            ("applicant/help.boddy", "{welfare: 民政}"),
        ],
    )
    def test_that_cannot_be_is_told(self, key, choices):
        assert self.read(key, choices).package is None
