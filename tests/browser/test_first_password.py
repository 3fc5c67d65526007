"""The page on which a password that somebody else set is changed, before anything else: on a phone and at the desk."""

import pytest
from playwright.sync_api import Browser

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, Document, DocumentKind
from tests.browser.looks import LOOKS, Window, errors_of, set_mode
from tests.channels.portal_apply import conftest

city = conftest.city
pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (280, 320, 390, 1024, 1280, 1440, 1920)
ADMIN = Actor("job:setup", "setup", frozenset({Role.ADMIN}))
GIVEN, OWN = "four words make one", "a long one of mine"
CHEN = Document.of(DocumentKind.CITIZEN_NUMBER, "990000199203150026")


def opened(role: Role) -> str:
    """Open an account as an office does; return the name to sign in with."""
    citizen = role is Role.CITIZEN
    made = people.open_account(
        ADMIN,
        kind=AccountKind.CITIZEN if citizen else AccountKind.STAFF,
        login=CHEN.number if citizen else "0717",
        name="陈思敏" if citizen else "高明",
        roles={role},
        password=GIVEN,
        document=CHEN if citizen else None,
        department="" if citizen else "data-services",
        staff_number="" if citizen else "0717",
    )
    return made.login


def change(window: Window, new: str) -> None:
    for name, value in (("old", GIVEN), ("new", new), ("again", new)):
        window.page.fill(f"#id_{name}", value)
    window.page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize(
    ("role", "size"), [(Role.CITIZEN, (390, 844)), (Role.CLERK, (1440, 900))], ids=["phone", "desk"]
)
def test_a_first_password_is_changed_before_anything_else(
    chromium: Browser, live_server, city, gallery, role, size
):
    context = chromium.new_context(
        base_url=live_server.url, viewport=dict(zip(("width", "height"), size, strict=True))
    )
    context.set_default_timeout(15_000)
    window = Window(context.new_page())
    errors, found, name = errors_of(window.page), {}, f"account-first-password-{role}"
    window.open("/sign-in")
    window.page.fill("#id_login", opened(role))
    window.page.fill("#id_password", GIVEN)
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_url("**/account/password?next=**")
    for language, modes in LOOKS.items():
        window.show(language=language)
        window.page.reload()
        for mode in modes:
            set_mode(window, mode)
            found[f"{mode} {language}"] = [
                *window.violations(),
                *window.scrolls_sideways(WIDTHS),
                *window.small_text(),
            ]
            suffix = "-en" if language == "en" else "" if mode == "standard" else f"-{mode}"
            window.picture(gallery / f"{name}{suffix}.png", full=role is Role.CITIZEN)
    window.show()
    window.open("/account")
    assert "/account/password" in window.page.url
    change(window, GIVEN)
    window.page.wait_for_selector(".alert")
    found["the same again"] = window.violations()
    window.picture(gallery / f"{name}-same.png")
    change(window, OWN)
    window.page.wait_for_url("**/account")
    context.close()
    assert errors == []
    assert {place: lines for place, lines in found.items() if lines} == {}
