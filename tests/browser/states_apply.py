"""States of the pages up to the receipt, for the gallery."""

from tests.browser.looks import NO_PAGE, State, Walk, Window, at
from tests.browser.walking import choose, photograph_everything, take_the_first_answers, type_everything

SCENE = "/matters/disabled-services/"
APPLICANT = "欧阳若曦"


def answered(window: Window) -> None:
    """Two questions answered, the third open."""
    window.open(SCENE)
    for value in ("none", "dongguan"):
        choose(window.page.locator(f".ask input[value={value}]"))
        window.page.click(".ask button[type=submit]")
        window.page.wait_for_selector(f"input[value={value}]", state="detached")


def no_answer(window: Window) -> None:
    window.page.click(".ask button[type=submit]")
    window.page.wait_for_selector(".alert")


def unfold(window: Window) -> None:
    for fold in window.page.locator("details > summary").all():
        fold.click()


def records_of_another(window: Window) -> None:
    """The list of whom one acts for."""
    window.open("/matters/credit-repair/records")
    window.page.locator("a[href*='by=']").click()
    window.page.wait_for_selector("input[name=record]")


def begin(window: Window) -> None:
    """Every question answered, a draft begun: its consents are asked."""
    window.open(SCENE)
    take_the_first_answers(window.page)
    window.page.click(".bar__go")
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".consent, .sheet")
    if "/consent" not in window.page.url:
        window.open(window.page.url.replace("/form", "/consent"))


def delete(window: Window) -> None:
    window.page.locator("a[href$='/delete']").click()


def draft_order(window: Window) -> None:
    window.open(window.page.url.replace("/delete", "/order"))


def agree(window: Window) -> None:
    window.page.check("input[name=which][value=all]")
    window.page.click("form.consent button[type=submit]")
    window.page.wait_for_selector(".sheet")


def go_on_with_the_draft(window: Window) -> None:
    """From the list of drafts to the form of the first one."""
    window.page.locator("article .btn").first.click()
    window.page.wait_for_selector(".consent, .sheet")
    agree(window)


def form_wrong(window: Window) -> None:
    window.page.click("button[name=next]")
    window.page.wait_for_load_state()
    unfold(window)


def fill_in(window: Window) -> None:
    type_everything(window.page)


def papers_wrong(window: Window) -> None:
    window.page.click("main form.form__go button[type=submit]")
    window.page.wait_for_selector(".alert")
    unfold(window)


def give_papers(window: Window) -> None:
    photograph_everything(window.page)
    window.page.click("main form.form__go button[type=submit]")
    window.page.wait_for_selector("input[name=way][value=electronic]")


def choose_delivery(window: Window) -> None:
    window.page.check("input[name=way][value=electronic]")
    window.page.click("main form button[type=submit]")
    window.page.wait_for_selector("#id_confirm")


def to_the_window(window: Window) -> None:
    window.page.click("a[href$='/window']")
    window.page.wait_for_selector("button[value=give]")


def give_code(window: Window) -> None:
    window.page.click("button[value=give]")
    window.page.wait_for_selector("[data-code]")


def unsigned(window: Window) -> None:
    """Back from the code to the last page, which is sent without the tick."""
    window.open(window.page.url.replace("/window", "/check"))
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".alert")


def sign(window: Window) -> None:
    window.page.check("#id_confirm")
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".receipt")


def withdraw_consent(window: Window) -> None:
    window.open("/who-looked")
    window.page.locator("a[href^='/consents/']").first.click()
    window.page.wait_for_url("**/withdraw")


def to_the_version(window: Window) -> None:
    window.page.locator(".chart-scene:visible").first.click()
    window.page.wait_for_url("**/versions/**")


def to_the_item(window: Window) -> None:
    window.page.locator(".chart-possible:visible").first.click()
    window.page.wait_for_url("**/items/**")


def to_the_list(window: Window) -> None:
    """A situation is taken, and its checklist made."""
    window.open("/topics/family/birth/here")
    window.page.click("main form[method=post] button[type=submit]")
    window.page.click("form[action$='/list'] button")
    window.page.wait_for_url("**/lists/*")


WALKS = [
    Walk(
        State("portal-topics", at("/topics/")),
        State("portal-situation", at("/topics/family/birth/here")),
        State("portal-chart", at("/matters/end-safety-supervision/chart")),
        State("portal-chart-version", to_the_version, "chart-version"),
        State("portal-item-version", to_the_item, "item-version"),
        State("portal-list", to_the_list, "list"),
        State("portal-own-order", at("/matters/birth/order")),
    ),
    Walk(
        State("portal-home", at("/")),
        State("portal-find-none", at("/find?q=登月")),
        State("portal-find", at("/find?q=给孩子上户口")),
        State("portal-guide", at("/matters/birth/")),
        State("portal-guide-no-answer", no_answer, "guide"),
        State("portal-guide-answered", answered, "guide"),
        State("portal-guide-unfolded", unfold, "guide"),
    ),
    Walk(State("portal-home-signed-in", at("/")), account="陈思敏"),
    Walk(
        State("portal-drafts-none", at("/drafts/")),
        State("portal-draft-not-mine", at("/drafts/00000000-0000-7000-8000-000000000000/form"), NO_PAGE),
        account="谭晓彤",
    ),
    Walk(State("portal-records", at("/matters/credit-repair/records"), "records"), account="何冠霖"),
    Walk(State("portal-records-agent", records_of_another, "records"), account="梁志慧"),
    Walk(
        State("portal-consent", begin, "draft-consent"),
        State("portal-draft-delete", delete, "draft-delete"),
        State("portal-draft-order", draft_order, "draft-order"),
        State("portal-begin-again", at(f"{SCENE}begin")),
        State("portal-drafts", at("/drafts/")),
        State("portal-form", go_on_with_the_draft, "draft-form"),
        State("portal-form-wrong", form_wrong, "draft-form"),
        State("portal-papers", fill_in, "draft-papers"),
        State("portal-papers-wrong", papers_wrong, "draft-papers"),
        State("portal-delivery", give_papers, "draft-delivery"),
        State("portal-check", choose_delivery, "draft-check"),
        State("portal-window", to_the_window, "draft-window"),
        State("portal-window-code", give_code, "draft-window"),
        State("portal-check-unsigned", unsigned, "draft-check"),
        State("portal-receipt", sign, "receipt"),
        State("follow-consent-withdraw", withdraw_consent, "consent-withdraw"),
        account=APPLICANT,
    ),
]
