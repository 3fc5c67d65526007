"""What the city has defined stands in its register, version by version, whoever published it."""

from dataclasses import replace

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.register.entries import State
from tests.areas.cases.world import at
from tests.shipped import FILES

ANYBODY = Actor("user:c", "某人", frozenset({Role.CITIZEN}))
CITY, ITEM = "dongguan", "care-allowance"
pytestmark = pytest.mark.django_db


def publish(files, day):
    catalogue.publish(Actor.job("load"), files=files, now=at(day))


def item(number=None):
    return register.get_item(ANYBODY, city=CITY, source=register.DEFINED, key=ITEM, number=number)


class TestAPublication:
    def test_puts_every_item_into_the_register(self):
        publish(FILES, "2026-01-05")
        asked = register.Asked(source=register.DEFINED)
        held = catalogue.current(ANYBODY)
        assert register.count_items(ANYBODY, city=CITY, asked=asked) == len(held.items)
        assert item().entry.promised_days == held.items[ITEM].promised_days

    def test_makes_a_version_of_what_changed_and_of_nothing_else(self):
        files = dict(FILES)
        publish(files, "2026-01-05")
        path = f"items/{ITEM}.yaml"
        changed = files[path].replace(b"promised_days: 15", b"promised_days: 16")
        publish({**files, path: changed}, "2026-02-05")
        assert [one.number for one in item().versions] == [2, 1]
        assert (item().entry.promised_days, item(1).entry.promised_days) == (16, 15)
        other = register.get_item(ANYBODY, city=CITY, source=register.DEFINED, key="birth-registration")
        assert [one.number for one in other.versions] == [1]

    def test_cancels_what_is_defined_no_longer(self):
        publish(FILES, "2026-01-05")
        held = catalogue.current(ANYBODY)
        less = {key: one for key, one in held.items.items() if key != ITEM}
        register.take_definitions(Actor.job("load"), package=replace(held, items=less), now=at("2026-02-05"))
        assert item().entry.state is State.CANCELLED
        assert item(1).entry.state is State.IN_USE


class TestAnItem:
    def test_that_nobody_knows_is_not_found_nor_is_a_version_that_never_was(self):
        publish(FILES, "2026-01-05")
        with pytest.raises(register.ItemNotFound):
            register.get_item(ANYBODY, city=CITY, source="elsewhere", key=ITEM)
        with pytest.raises(register.ItemNotFound):
            item(7)

    def test_is_taken_in_by_those_who_may_import_only(self):
        publish(FILES, "2026-01-05")
        package = catalogue.current(ANYBODY)
        with pytest.raises(PermissionMissing):
            register.take_definitions(ANYBODY, package=package, now=at("2026-02-05"))
