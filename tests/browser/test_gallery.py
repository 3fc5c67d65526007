"""Every registered page, in every state and mode: no violation, no sideways scroll, no tiny text, and a picture.

A channel adds `tests/browser/states_NAME.py` with a list `WALKS`.
"""

import traceback
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.city import City
from tests.browser.looks import LOOKS, Walk, Window, errors_of, look

WALKS: list[Walk] = [
    walk
    for path in sorted(Path(__file__).parent.glob("states_*.py"))
    for walk in import_module(f"tests.browser.{path.stem}").WALKS
]
PLACES = [pytest.param(walk, state.name, id=state.name) for walk in WALKS for state in walk.states]
Found = dict[str, list[str]]  #: what is wrong, by look


@pytest.fixture(scope="module")
def found_on(chromium: Browser, city: City, gallery: Path) -> Callable[[Walk], dict[str, Found]]:
    """Take a walk in each language, once; what is wrong is told by the names of its states."""

    def go(walk: Walk, language: str) -> dict[str, Found]:
        size = {"width": 1440, "height": 900} if walk.staff else {"width": 390, "height": 844}
        context = chromium.new_context(base_url=city.address, locale="zh-CN", viewport=size)
        context.set_default_timeout(15_000)
        window = Window(context.new_page())
        errors = errors_of(window.page)
        found: dict[str, Found] = {}
        ended = ""
        try:
            window.open("/healthz")
            window.show(language=language)
            if walk.account:
                window.sign_in(walk.account)
            for state in walk.states:
                state.step(window)
                missed = state.missed(window)
                seen = look(window, language, gallery / state.name, full=not walk.staff)
                found[state.name] = {**seen, f"page {language}": missed, f"errors {language}": errors.copy()}
                errors.clear()
        except Exception:  # whatever ended the walk, the states behind it say so, and the other walks go on
            ended = traceback.format_exc()
        finally:
            context.close()
        return {one.name: found.get(one.name, {f"not reached {language}": [ended]}) for one in walk.states}

    @cache
    def take(walk: Walk) -> dict[str, Found]:
        ways = [go(walk, language) for language in LOOKS]
        return {
            one.name: {look: lines for way in ways for look, lines in way[one.name].items()}
            for one in walk.states
        }

    return take


def test_each_state_has_a_name_of_its_own():
    names = [state.name for walk in WALKS for state in walk.states]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("walk", "name"), PLACES)
def test_page_is_accessible_in_every_mode(found_on, walk: Walk, name: str):
    wrong = [f"{look}: {line}" for look, lines in found_on(walk)[name].items() for line in lines]
    assert wrong == [], "\n".join(wrong)
