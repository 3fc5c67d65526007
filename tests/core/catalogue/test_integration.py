"""How far an item is handled here, as its definition says it; left out, it is all here and the hashes stay."""

import pytest

from onething.core.catalogue.integration import system_of
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.words import ALL_HERE, Integration, Level
from tests.core.catalogue.small import files, package, spoiled

ITEM = "items/allowance.yaml"


def written(text):
    return spoiled(ITEM, "scope: city", f"scope: city\nintegration: {text}")


class TestAnIntegration:
    def test_is_all_here_where_the_item_says_nothing(self):
        assert package(files()).items["allowance"].integration == ALL_HERE == Integration(Level.HERE)

    def test_is_read_as_it_is_written(self):
        found = package(written('{level: L2, system: vertical, answer_hours: 48, link: "https://a.cn/b"}'))
        assert found.items["allowance"].integration == Integration(
            Level.DECIDED_THERE, "vertical", 48, "https://a.cn/b"
        )

    def test_changes_the_hash_of_its_item(self):
        plain, other = package(files()), package(written("{level: L2}"))
        assert plain.items["allowance"].hash != other.items["allowance"].hash
        assert plain.items["follow-up"].hash == other.items["follow-up"].hash

    @pytest.mark.parametrize(
        "wrong", ["{level: L4}", "{level: L2, answer_hours: 0}", "{answer_hours: 3}", "L2"]
    )
    def test_that_is_none_is_refused_with_its_place(self, wrong):
        found = load_package(written(wrong)).findings
        assert any(one.at.file == ITEM for one in found)


class TestTheSystemOfAnItem:
    def test_is_the_named_one_else_that_of_a_share_of_the_department(self):
        named, plain = package(written("{level: L2, system: vertical}")), package(files())
        assert system_of(named.items["allowance"], named) == "vertical"
        assert system_of(plain.items["allowance"], plain) == "welfare"

    def test_of_a_case_that_went_to_another_department_is_that_departments(self):
        named = package(written("{level: L2, system: vertical}"))
        assert system_of(named.items["allowance"], named, department="nobody") == ""
