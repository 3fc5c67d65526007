"""A main item with its handling items, taken in as a catalogue, for the tests of pages."""

from collections.abc import Iterable

from onething.areas.register import api as register
from onething.core.actors import Actor, Role
from onething.core.register.mapping_file import read_mapping
from onething.core.register.reading import Row
from tests.areas.cases.world import at

MAPPING = """
id: test
name: {zh: 示例, en: An example}
area: "441900000000"
key: key
elements: {name: name, main_item: main, department: department}
"""
MANAGER = Actor("user:m", "标准组", frozenset({Role.ITEM_MANAGER}))


def take_in(keys: Iterable[str]) -> None:
    """Take in handling items of the main item 食品经营许可 with these keys."""
    mapping, found = read_mapping("test.yaml", MAPPING.encode())
    assert mapping is not None, found
    rows = [
        Row(
            number,
            {
                "key": key,
                "name": f"食品经营许可{key}",
                "main": "食品经营许可",
                "department": "市场监管局",
            },
        )
        for number, key in enumerate(keys, start=2)
    ]
    done = register.import_catalogue(
        MANAGER,
        city="dongguan",
        mapping=mapping,
        opened=lambda: (("key", "name", "main", "department"), iter(rows), []),
        file="list.csv",
        now=at("2026-03-05"),
    )
    assert done.written, done
