"""Pages of the window for the gallery: its own, and those of a draft in its frame."""

from tests.browser import states_apply
from tests.browser.looks import NO_PAGE, State, Walk, Window, at
from tests.browser.walking import photograph, take_the_first_answers, type_everything

CLERK, APPLICANT_NUMBER = "林晓", "990000198811230025"
NOBODY = "00000000-0000-7000-8000-000000000000"
SCAN = {"name": "signed.jpg", "mimeType": "image/jpeg", "buffer": photograph()}


def wrong(window: Window) -> None:
    window.page.fill("#id_number", "990000196808120011")
    window.page.click("[data-main]")
    window.page.wait_for_selector(".alert")


def begin(window: Window) -> None:
    window.open("/desk/")
    window.page.select_option("#id_scene", "disabled-services")
    for name, value in (("name", "黎国安"), ("number", "990000196808120010"), ("phone", "13800001357")):
        window.page.fill(f"#id_{name}", value)
    window.page.click("[data-main]")
    window.page.wait_for_selector(".ask")


def wrong_code(window: Window) -> None:
    window.open("/desk/codes/")
    window.page.fill("#id_number", APPLICANT_NUMBER)
    window.page.fill("#id_code", "00000000")
    window.page.click("[data-main]")
    window.page.wait_for_selector(".alert")


def open_from_home(window: Window) -> None:
    """Somebody fills everything in at home and gets a code; the clerk opens it."""
    window.sign_in(states_apply.APPLICANT)
    for step in (
        states_apply.begin,
        states_apply.agree,
        states_apply.fill_in,
        states_apply.give_papers,
        states_apply.choose_delivery,
        states_apply.to_the_window,
        states_apply.give_code,
    ):
        step(window)
    code = window.page.locator("[data-code]").inner_text()
    window.sign_in(CLERK)
    window.open("/desk/codes/")
    window.page.fill("#id_number", APPLICANT_NUMBER)
    window.page.fill("#id_code", code)
    window.page.keyboard.press("Enter")  # as a scanner does
    window.page.wait_for_selector("#id_scan")


def offline(window: Window) -> None:
    window.page.evaluate(
        "Object.defineProperty(navigator, 'onLine', {get: () => false}); dispatchEvent(new Event('offline'))"
    )
    window.page.wait_for_selector("[data-offline]:not([hidden])")


def answer(window: Window) -> None:
    """From the list of the desk through the questions to the consents."""
    window.page.locator(".queue a").first.click()
    window.page.wait_for_selector(".ask")
    take_the_first_answers(window.page)
    window.page.click(".bar__go")
    window.page.wait_for_selector(".consent")


def agree(window: Window) -> None:
    window.page.check("input[name=which][value=all]")
    window.page.click("form.consent button[type=submit]")
    window.page.wait_for_selector(".sheet")


def fill_in(window: Window) -> None:
    type_everything(window.page)


def scan(window: Window) -> None:
    with window.page.expect_navigation():  # a paper that was chosen is sent at once
        window.page.set_input_files(".send input[type=file]", SCAN)


def nothing_wrong(window: Window) -> None:
    """Nothing is wrong with an original that is to be put right."""
    scan(window)
    window.page.click("[value=doubt]")
    window.page.wait_for_selector(".alert")


def doubt(window: Window) -> None:
    """An original says another name than the form; another one is past its date."""
    window.page.fill("[name='says:applicant/person.name']", "黎国桉")
    window.page.click("[value=doubt]")
    window.page.wait_for_selector(".state--doubt")


def give_papers(window: Window) -> None:
    """Take the doubt back and pass every original."""
    with window.page.expect_navigation():
        window.page.click("[value=forget]")
    while window.page.locator(".state--open").count():
        if not window.page.locator(".images").count():
            scan(window)
        with window.page.expect_navigation():
            window.page.click("[value=pass]")
    window.page.click("[data-main]")
    window.page.wait_for_selector("input[name=way]")


def choose_delivery(window: Window) -> None:
    window.page.check("input[name=way][value=electronic]")
    window.page.click("main .form__go button[type=submit]")
    window.page.wait_for_selector("#id_scan")


def unsigned(window: Window) -> None:
    window.page.click("[data-main]")
    window.page.wait_for_selector(".alert")


def sign(window: Window) -> None:
    window.page.set_input_files("#id_scan", SCAN)
    window.page.click("[data-main]")
    window.page.wait_for_url("**/desk/receipts/**")


def sent_already(window: Window) -> None:
    """A draft that was submitted is only read: its pages lead to the receipt."""
    window.page.goto(window.page.evaluate("document.referrer"))  # the page that was signed
    window.page.wait_for_url("**/desk/receipts/**")


WALKS = [
    Walk(
        State("desk-start", at("/desk/")),
        State("desk-start-wrong", wrong, "desk"),
        State("desk-inquiries", at("/desk/inquiries/")),
        State("desk-returned-none", at("/desk/returned/")),
        account=CLERK,
        staff=True,
    ),
    Walk(
        State("desk-questions", begin, "draft-questions"),
        State("desk-offline", offline),
        State("desk-start-drafts", at("/desk/")),
        State("desk-consent", answer, "draft-consent"),
        State("desk-form", agree, "draft-form"),
        State("desk-papers", fill_in, "desk-papers"),
        State("desk-papers-nothing-wrong", nothing_wrong, "desk-papers"),
        State("desk-papers-told", doubt, "desk-papers"),
        State("desk-delivery", give_papers, "draft-delivery"),
        State("desk-sign", choose_delivery, "desk-sign"),
        State("desk-sign-missing", unsigned, "desk-sign"),
        State("desk-receipt", sign, "desk-receipt"),
        State("desk-sent-already", sent_already, "desk-receipt"),
        State("desk-draft-expired", at(f"/drafts/{NOBODY}/form"), NO_PAGE),
        State("desk-receipt-unknown", at("/desk/receipts/20260305441900P003000001G/"), NO_PAGE),
        State("desk-no-right", at("/who-looked"), NO_PAGE),
        account=CLERK,
        staff=True,
    ),
    Walk(
        State("desk-claims", at("/desk/claims/")),
        State("desk-supplements", at("/desk/supplements/")),
        State("desk-running-elsewhere", at("/desk/running/20260305441900P003000001G/")),
        account=CLERK,
        staff=True,
    ),
    Walk(
        State("desk-handed", at("/desk/codes/")),
        State("desk-handed-wrong", wrong_code, "desk-handed"),
        State("desk-handed-opened", open_from_home),
        account=CLERK,
        staff=True,
    ),
    Walk(State("desk-not-a-clerk", at("/desk/"), NO_PAGE), account="许知行"),
]
