"""Every page of the house stands in the state gallery: what a browser test looks at in every mode and language."""

from importlib import import_module

import pytest

from tests.browser.looks import NO_PAGE, State
from tests.conftest import ROOT
from tests.system.routes import ROUTES

#: Where states are told: those of the demo city, and those of a house that a test sets up.
TOLD = [
    *sorted((ROOT / "tests" / "browser").glob("states_*.py")),
    *sorted((ROOT / "tests" / "browser").glob("test_states_*.py")),
]
DOWNLOAD, REDIRECT = "a file", "leads on to another page at once"

#: route that answers no page of its own -> why
NO_PAGES = {
    "alive": "one word for machines",
    "ready": "one word for machines",
    "chart-file": DOWNLOAD,
    "cockpit-bad-rating-sheet": DOWNLOAD,
    "desk-sheet": DOWNLOAD,
    "desk-telling": DOWNLOAD,
    "desk-advice-file": DOWNLOAD,
    "desk-claim-paper": DOWNLOAD,
    "desk-receipt-paper": DOWNLOAD,
    "document": DOWNLOAD,
    "draft": REDIRECT,
    "draft-file": DOWNLOAD,
    "draft-window-code": DOWNLOAD,
    "licence-copy-paper": DOWNLOAD,
    "list-paper": DOWNLOAD,
    "calendar": DOWNLOAD,
    "id": "linked data for machines; a reader is led on to a page",
    "receipt-calendar": DOWNLOAD,
    "review-days": DOWNLOAD,
    "review-calendar-feed": DOWNLOAD,
    "studio-deviations-file": DOWNLOAD,
    "receipt-code": DOWNLOAD,
    "receipt-paper": DOWNLOAD,
    "representative-letter": DOWNLOAD,
    "review-next": REDIRECT,
    "review-original": DOWNLOAD,
    "review-roll-file": DOWNLOAD,
    "review-sheet": DOWNLOAD,
    "sample": DOWNLOAD,
    "studio-suggest": "what a page asks while somebody types",
    "studio-condition-suggest": "what a page asks while somebody types",
    "track-sent-paper": DOWNLOAD,
    "verify-code": DOWNLOAD,
}


def states() -> list[State]:
    modules = (import_module(f"tests.browser.{path.stem}") for path in TOLD)
    return [state for module in modules for walk in getattr(module, "WALKS", ()) for state in walk.states]


def pages() -> set[str]:
    """Return the routes that answer a page when they are asked for one."""
    return {name for name, methods in ROUTES.items() if "GET" in methods and not name.startswith("rest-")}


class TestEveryPage:
    def test_has_a_state_in_the_gallery(self):
        shown = {state.route for state in states()}
        assert sorted(pages() - shown - NO_PAGES.keys()) == []

    def test_without_a_state_is_one_and_has_none(self):
        assert sorted(NO_PAGES.keys() - pages()) == []
        assert sorted(NO_PAGES.keys() & {state.route for state in states()}) == []


class TestEveryState:
    def test_has_a_name_of_its_own(self):
        names = [state.name for state in states()]
        assert sorted({name for name in names if names.count(name) > 1}) == []

    @pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
    def test_names_a_page_that_there_is(self, state):
        assert state.route == "" or state.route == NO_PAGE or state.route in pages()
