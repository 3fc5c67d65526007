"""Pages of a house that a test sets up by services, for the gallery: what the demo city has not, or not every day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.looks import LOOKS, At, State, Walk, Window, errors_of, look

#: Who walks, and what stands for the names in the addresses of the states: `{number}`.
Given = tuple[Client, Mapping[str, object]]


class House(Walk):
    """A walk through the house that `set_up` makes. No state changes anything: each is walked in both languages.

    set_up: named after what it makes; it takes fixtures by their names.
    """

    def __init__(self, set_up: Callable[..., Given], *states: State, staff: bool = False) -> None:
        super().__init__(*states, staff=staff)
        self.set_up = set_up

    def __str__(self) -> str:
        return self.set_up.__name__


@dataclass(frozen=True, slots=True)
class Sent(At):
    """The step that sends the form of an address: it comes back, wrong or to be read once more."""

    given: Mapping[str, str] = field(default_factory=dict)
    button: str = "[data-main]"
    awaits: str = ".field--wrong, .sure"

    def __call__(self, window: Window) -> None:
        At.__call__(self, window)
        for name, value in self.given.items():
            fill(window, name, value.format(**window.given))
        window.page.locator(self.button).first.click()
        window.page.wait_for_selector(self.awaits)


def sent(path: str, **given: str) -> Sent:
    return Sent(path, given)


def fill(window: Window, name: str, value: str) -> None:
    """Give a field its value, whatever kind it is."""
    box = window.page.locator(f"main [name='{name}']:not([type=hidden])")
    match box.first.evaluate("box => box.type"):
        case "radio" | "checkbox":
            window.page.check(f"main [name='{name}'][value='{value}']")
        case "select-one":
            box.select_option(value)
        case _:
            box.fill(value)


def walk(
    house: House, request: pytest.FixtureRequest, chromium: Browser, address: str, gallery: Path
) -> list[str]:
    """Set the house up, pass its states in both languages, and return what is wrong."""
    wanted: dict[str, Any] = {
        name: request.getfixturevalue(name) for name in signature(house.set_up).parameters
    }
    client, given = house.set_up(**wanted)
    size = {"width": 1440, "height": 900} if house.staff else {"width": 390, "height": 844}
    context = chromium.new_context(base_url=address, locale="zh-CN", viewport=size)
    context.set_default_timeout(15_000)
    if client.cookies:
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": address}])
    window = Window(context.new_page())
    window.given.update(given)
    errors = errors_of(window.page)
    window.open("/healthz")
    wrong: list[str] = []
    try:
        for language in LOOKS:
            window.show(language=language)
            for state in house.states:
                state.step(window)
                found = {"page": state.missed(window)}
                found |= look(window, language, gallery / state.name, full=not house.staff)
                found["errors"] = errors.copy()
                errors.clear()
                wrong += [f"{state.name} {one}: {line}" for one, lines in found.items() for line in lines]
    finally:
        context.close()
    return wrong
