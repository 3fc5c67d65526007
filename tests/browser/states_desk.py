"""Pages of the window for the gallery: its own, and those of a draft in its frame."""

from tests.browser.looks import State, Window, at
from tests.browser.walking import photograph, take_the_first_answers, type_everything

CLERK = "林晓"
NOBODY = "00000000-0000-7000-8000-000000000000"
SCAN = {"name": "signed.jpg", "mimeType": "image/jpeg", "buffer": photograph()}


def wrong(window: Window) -> None:
    at("/desk/", account=CLERK)(window)
    window.page.fill("#id_number", "990000196808120011")
    window.page.click("[data-main]")
    window.page.wait_for_selector(".alert")


def begun(window: Window) -> None:
    at("/desk/", account=CLERK)(window)
    window.page.select_option("#id_scene", "disabled-services")
    for name, value in (("name", "黎国安"), ("number", "990000196808120010"), ("phone", "13800001357")):
        window.page.fill(f"#id_{name}", value)
    window.page.click("[data-main]")
    window.page.wait_for_selector(".ask")


def unfinished(window: Window) -> None:
    """A draft stands in the list of the desk."""
    begun(window)
    window.open("/desk/")


def at_consent(window: Window) -> None:
    begun(window)
    take_the_first_answers(window.page)
    window.page.click(".bar__go")
    window.page.wait_for_selector(".consent")


def at_form(window: Window) -> None:
    at_consent(window)
    window.page.check("input[name=which][value=all]")
    window.page.click("form.consent button[type=submit]")
    window.page.wait_for_selector(".sheet")


def at_papers(window: Window) -> None:
    at_form(window)
    type_everything(window.page)


def at_delivery(window: Window) -> None:
    at_papers(window)
    for _ in range(window.page.locator(".state--open").count()):
        scan(window)
        window.page.click("[value=pass]")
        window.page.wait_for_load_state()
    window.page.click("[data-main]")
    window.page.wait_for_selector("input[name=way]")


def scan(window: Window) -> None:
    with window.page.expect_navigation():  # a paper that was chosen is sent at once
        window.page.set_input_files(".send input[type=file]", SCAN)


def told(window: Window) -> None:
    """An original says another name than the form; another one is past its date."""
    at_papers(window)
    scan(window)
    window.page.fill("[name='says:applicant/person.name']", "黎国桉")
    window.page.click("[value=doubt]")
    window.page.wait_for_selector(".state--doubt")


def unseen(window: Window) -> None:
    """Nothing is wrong with an original that is to be put right."""
    at_papers(window)
    scan(window)
    window.page.click("[value=doubt]")
    window.page.wait_for_selector(".alert")


def at_signing(window: Window) -> None:
    at_delivery(window)
    window.page.check("input[name=way][value=electronic]")
    window.page.click("main .form__go button[type=submit]")
    window.page.wait_for_selector("#id_scan")


def unsigned(window: Window) -> None:
    at_signing(window)
    window.page.click("[data-main]")
    window.page.wait_for_selector(".alert")


def received(window: Window) -> None:
    at_signing(window)
    window.page.set_input_files("#id_scan", SCAN)
    window.page.click("[data-main]")
    window.page.wait_for_url("**/desk/receipts/**")


def sent_already(window: Window) -> None:
    """A draft that was submitted is only read: its pages lead to the receipt."""
    at_signing(window)
    there = window.page.url
    window.page.set_input_files("#id_scan", SCAN)
    window.page.click("[data-main]")
    window.page.wait_for_url("**/desk/receipts/**")
    window.page.goto(there)
    window.page.wait_for_url("**/desk/receipts/**")


def offline(window: Window) -> None:
    begun(window)
    window.page.evaluate(
        "Object.defineProperty(navigator, 'onLine', {get: () => false}); dispatchEvent(new Event('offline'))"
    )
    window.page.wait_for_selector("[data-offline]:not([hidden])")


STATES = [
    State("desk-start", at("/desk/", account=CLERK)),
    State("desk-start-wrong", wrong),
    State("desk-start-drafts", unfinished),
    State("desk-questions", begun),
    State("desk-offline", offline),
    State("desk-consent", at_consent),
    State("desk-form", at_form),
    State("desk-papers", at_papers),
    State("desk-papers-told", told),
    State("desk-papers-nothing-wrong", unseen),
    State("desk-delivery", at_delivery),
    State("desk-sign", at_signing),
    State("desk-sign-missing", unsigned),
    State("desk-receipt", received),
    State("desk-sent-already", sent_already),
    State("desk-draft-expired", at(f"/drafts/{NOBODY}/form", account=CLERK)),
    State("desk-receipt-unknown", at("/desk/receipts/20260305441900P003000001G/", account=CLERK)),
    State("desk-no-right", at("/who-looked", account=CLERK)),
    State("desk-not-a-clerk", at("/desk/", account="许知行")),
]
