"""Pages of the window for the gallery."""

from tests.browser.looks import State, at

STATES = [State("desk-start", at("/desk/", account="林晓"))]
