"""Every registered page, in every state and mode: no violation, no sideways scroll, no tiny text, and a picture.

A channel adds `tests/browser/states_NAME.py` with a list `STATES`.
"""

from importlib import import_module
from pathlib import Path

import pytest

from tests.browser.looks import State, Window

STATES: list[State] = [
    state
    for path in sorted(Path(__file__).parent.glob("states_*.py"))
    for state in import_module(f"tests.browser.{path.stem}").STATES
]
#: one page is walked in English once, in the standard mode; the modes differ in style, not in words
LOOKS = [(mode, "zh-hans") for mode in ("standard", "elder", "contrast")] + [("standard", "en")]
#: kinds of requests that bring a page or a part of it
BRINGING = frozenset({"document", "fetch"})
CASES = [pytest.param(state, id=state.name) for state in STATES]


def test_each_state_has_a_name_of_its_own():
    names = [state.name for state in STATES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("state", CASES)
def test_page_is_accessible_in_every_mode(state: State, window: Window, gallery: Path):
    page = window.page
    page.set_viewport_size({"width": 1440, "height": 900} if state.staff else {"width": 390, "height": 844})
    page.goto("/healthz")
    asked: list[str] = []  # methods: a page that came by GET comes again in another language
    page.on("request", lambda one: asked.append(one.method) if one.resource_type in BRINGING else None)
    found: dict[str, list[str]] = {}
    for number, (mode, language) in enumerate(LOOKS):
        if mode not in state.modes or language not in state.languages:
            continue
        if number and language == "en" and asked[-1] == "GET":
            window.show(mode=mode, language=language)
            page.reload()
        elif number == 0 or language == "en":
            page.context.clear_cookies()
            window.show(mode=mode, language=language)
            state.prepare(window)
        set_mode(window, mode)
        look = f"{mode} {language}"
        found[f"{look} axe"] = window.violations()
        found[f"{look} sideways"] = window.scrolls_sideways()
        found[f"{look} small"] = window.small_text()
        suffix = (
            "" if (mode, language) == ("standard", "zh-hans") else f"-{mode if language != 'en' else 'en'}"
        )
        window.picture(gallery / f"{state.name}{suffix}.png", full=not state.staff)
    assert {look: lines for look, lines in found.items() if lines} == {}


def set_mode(window: Window, mode: str) -> None:
    """Show the page in a mode as the server would: the attributes decide the style."""
    window.page.evaluate(
        """([elder, high]) => {
          const root = document.documentElement;
          elder ? root.setAttribute('data-size', 'elder') : root.removeAttribute('data-size');
          high ? root.setAttribute('data-contrast', 'high') : root.removeAttribute('data-contrast');
        }""",
        [mode == "elder", mode == "contrast"],
    )
