"""Pages of the knowledge base for the gallery: 12345, the window, the studio."""

from tests.browser.looks import NO_PAGE, State, Walk, Window, at

HOTLINE, CLERK, TEAM, WRITER = "叶知秋", "林晓", "郑思源", "严松年"
ASKED = "给孩子上户口要多久"


def missing(window: Window) -> None:
    """Ask what nothing answers, and say that an answer is missing."""
    window.open("/hotline/?q=狗证在哪里办")
    window.page.locator("form[action$='no-answer'] button").first.click()
    window.page.wait_for_url("**/hotline/?q=*")


def first_question(window: Window) -> None:
    window.open("/studio/questions/")
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/studio/questions/*/")


def settle_with_nothing(window: Window) -> None:
    window.page.locator("button[value=close]").click()
    window.page.wait_for_selector(".field--wrong")


def write(window: Window) -> None:
    """Write an answer with a typed figure; it is kept as a draft."""
    window.open("/studio/answers/new")
    window.page.fill("#id_question_zh", "派出所几点开门？")
    window.page.fill("#id_text_zh", "5 天办好，带结婚证。")
    window.page.select_option("#id_items", "birth-registration")
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_url("**/studio/answers/of/*/")


def send(window: Window) -> None:
    """Send it to review: it comes back with everything that is wrong."""
    window.page.locator("button[value=send]").click()
    window.page.wait_for_selector(".errors, .error-summary, [role=alert]")


def edit(window: Window) -> None:
    window.open(f"{window.page.url.rstrip('/')}/write")


def write_nothing(window: Window) -> None:
    window.open("/studio/answers/new")
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_selector(".field--wrong")


WALKS = [
    Walk(
        State("hotline", at("/hotline/")),
        State("hotline-answered", at(f"/hotline/?q={ASKED}")),
        State("hotline-unsure", at("/hotline/?q=狗证在哪里办")),
        State("hotline-kept", missing, "hotline"),
        account=HOTLINE,
        staff=True,
    ),
    Walk(
        State("desk-knowledge", at("/desk/knowledge/")),
        State("desk-knowledge-answered", at(f"/desk/knowledge/?q={ASKED}")),
        State("desk-knowledge-not-12345", at("/hotline/"), NO_PAGE),
        account=CLERK,
        staff=True,
    ),
    Walk(
        State("studio-answers", at("/studio/answers/")),
        State("studio-answers-none", at("/studio/answers/?state=city")),
        State("studio-answer", at("/studio/answers/of/birth-registration-time/")),
        State("studio-answer-unknown", at("/studio/answers/of/nothing/"), NO_PAGE),
        State("studio-answer-conflicts", at("/studio/answers/conflicts")),
        State("studio-questions", at("/studio/questions/")),
        State("studio-question", first_question, "studio-question"),
        State("studio-question-wrong", settle_with_nothing, "studio-question"),
        account=TEAM,
        staff=True,
    ),
    Walk(
        State("studio-answer-new", at("/studio/answers/new")),
        State("studio-answer-new-wrong", write_nothing, "studio-answer-new"),
        State("studio-answer-draft", write, "studio-answer"),
        State("studio-answer-flaws", send, "studio-answer"),
        State("studio-answer-write", edit, "studio-answer-write"),
        account=WRITER,
        staff=True,
    ),
]
