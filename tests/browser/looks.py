"""How a page looks and reads: display modes, axe-core, widths without sideways scroll, pictures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from django.urls import Resolver404, resolve
from playwright.sync_api import CDPSession, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOLD = (409, 422)  #: what a form answers that comes back with what is wrong
NOBODY = "00000000-0000-7000-8000-000000000000"  #: what stands for any number or id in an address
WIDTHS = (280, 320, 390, 768, 1024, 1280, 1440, 1920)

#: name -> cookies of this device
MODES: dict[str, dict[str, str]] = {
    "standard": {"size": "standard", "contrast": "normal"},
    "elder": {"size": "elder", "contrast": "normal"},
    "contrast": {"size": "standard", "contrast": "high"},
}
#: one page is read in English in the standard mode only; the modes differ in style, not in words
LOOKS = {"zh-hans": tuple(MODES), "en": ("standard",)}


class Window:
    """A page with what our tests do to it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.given: dict[str, object] = {}  #: what the house calls by a name: `number`, `token`

    def open(self, path: str) -> None:
        self.page.goto(path)

    def sign_in(self, name: str) -> None:
        """Sign in with the demo account of this name (`林晓`)."""
        self.page.goto("/sign-in")
        self.page.locator(".door", has_text=name).first.click()
        self.page.wait_for_load_state()
        assert "/sign-in" not in self.page.url, f"{name} could not sign in"

    def show(self, *, mode: str = "standard", language: str = "zh-hans") -> None:
        """Let the device show pages in this mode and language from the next page on."""
        base = self.page.evaluate("location.origin") if self.page.url.startswith("http") else None
        assert base, "open a page first, so that the cookies have a home"
        cookies = [
            {"name": name, "value": value, "url": base}
            for name, value in {**MODES[mode], "language": language}.items()
        ]
        self.page.context.add_cookies(cookies)  # type: ignore[arg-type]

    def violations(self) -> list[str]:
        """Return what axe-core finds, one line each, with the elements."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found: Any = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
            RULES,
        )
        return [
            f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def scrolls_sideways(self, widths: Sequence[int] = WIDTHS) -> list[str]:
        """Return the widths at which the page is wider than the window, with the widest elements."""
        before = self.page.viewport_size
        assert before, "this window has no size of its own"
        wide = []
        for width in widths:
            self._resize(width, 900)
            found = self.page.evaluate(
                """width => {
                  if (innerWidth !== width) throw new Error(`${innerWidth} px instead of ${width}`);
                  const root = document.documentElement, limit = root.clientWidth;
                  if (root.scrollWidth <= limit) return null;
                  const over = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > limit + 1);
                  return `${root.scrollWidth} > ${limit}: ` + over.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' | ');
                }""",
                width,
            )
            if found:
                wide.append(f"{width} px: {found}")
        self._resize(before["width"], before["height"])
        return wide

    def _resize(self, width: int, height: int) -> None:
        """Lay the page out anew without moving the window around it, which takes Playwright five times as long."""
        size = {"width": width, "height": height, "screenWidth": width, "screenHeight": height}
        metrics = {**size, "deviceScaleFactor": 1, "mobile": False, "dontSetVisibleSize": False}
        self.devtools.send("Emulation.setDeviceMetricsOverride", metrics)

    @cached_property
    def devtools(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def small_text(self, least: float = 12.0) -> list[str]:
        """Return texts smaller than `least` CSS pixels."""
        found: list[str] = self.page.evaluate(
            """least => {
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), bad = [];
              while (walker.nextNode()) {
                const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
                if (!text || ['SCRIPT', 'STYLE'].includes(parent.tagName)) continue;
                const size = parseFloat(getComputedStyle(parent).fontSize);
                if (size < least && parent.getClientRects().length) bad.push(`${size} px: ${text.slice(0, 40)}`);
              }
              return bad;
            }""",
            least,
        )
        return found

    def picture(self, path: Path, *, full: bool = True) -> None:
        self.page.screenshot(path=str(path), full_page=full)


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


def errors_of(page: Page) -> list[str]:
    """Return the list in which the page will write its errors."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None
    )
    return errors


@dataclass(frozen=True, slots=True)
class At:
    """The step that opens an address. `{number}` in it is what the house of the state calls so."""

    path: str

    def __call__(self, window: Window) -> None:
        window.open(self.path.format(**window.given))


at = At
NO_PAGE = "no page"  #: of a state in which the address shows a problem instead of its page


@dataclass(frozen=True, slots=True)
class State:
    """One state of one page for the gallery.

    name: `portal-home-empty`, unique, also the file name. step: leads there from the state before it in its walk.
    page: the name of the route that is seen then; `at` says it by its address.
    """

    name: str
    step: Callable[[Window], None]
    page: str = ""

    @property
    def route(self) -> str:
        """Return the name of the route that this state shows; "" if it does not say."""
        if self.page or not isinstance(self.step, At):
            return self.page
        path = self.step.path.partition("?")[0]
        return resolve(re.sub(r"{\w+}", NOBODY, path)).url_name or ""

    def missed(self, window: Window) -> list[str]:
        """Return what the window shows instead of the page that this state names."""
        if not self.route or self.route == NO_PAGE:
            return []
        status = window.page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        try:
            shown = resolve(urlsplit(window.page.url).path).url_name
        except Resolver404:
            shown = None
        ok = shown == self.route and (status < 400 or status in TOLD)
        return [] if ok else [f"{window.page.url} is {shown} ({status}), not {self.route}"]


class Walk:
    """States that one window passes one after the other, once in each language.

    account: signs in before the first state. staff: drawn for 1440 × 900 instead of a phone.
    """

    def __init__(self, *states: State, account: str = "", staff: bool = False) -> None:
        self.states, self.account, self.staff = states, account, staff


def look(window: Window, language: str, picture: Path, *, full: bool) -> dict[str, list[str]]:
    """Judge the page in every mode, and leave it in the standard one; return what is wrong by look."""
    found: dict[str, list[str]] = {}
    for mode in LOOKS[language]:
        set_mode(window, mode)
        name = f"{mode} {language}"
        found[f"{name} axe"] = window.violations()
        found[f"{name} sideways"] = window.scrolls_sideways()
        found[f"{name} small"] = window.small_text()
        suffix = "-en" if language == "en" else "" if mode == "standard" else f"-{mode}"
        window.picture(picture.with_name(f"{picture.name}{suffix}.png"), full=full)
    set_mode(window, "standard")
    return found
