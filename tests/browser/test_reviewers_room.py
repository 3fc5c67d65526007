"""The reviewer's room beside the applicant's page, and beside a colleague who is there at the same time."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page

from onething.adapters.packages import read_folder
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.catalogue import api as catalogue
from onething.areas.inquiries import api as inquiries
from onething.areas.inquiries.models import InquiryRow
from onething.areas.offices import api as places
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.parts import Outcome
from onething.core.people import AccountKind, Document, DocumentKind
from onething.kit.ports import now
from tests.areas.cases.conftest import house
from tests.areas.cases.permits import permits
from tests.areas.cases.world import ROOT
from tests.browser import offices
from tests.browser.looks import Window
from tests.browser.walking import fill_what_the_result_hands_on

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
CITIZEN = "陈小雨"
JOB = Actor("job:setup", "setup", frozenset({Role.ADMIN, Role.SYSTEM}))


class Room:
    """Browser windows of several people in one house."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.contexts = []

    def window(self, name: str, viewport: dict = DESK) -> Page:
        context = self.chromium.new_context(base_url=self.address, locale="zh-CN", viewport=viewport)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        Window(page).sign_in(name)
        return page


@pytest.fixture
def room(chromium: Browser, live_server, house) -> Iterator[Room]:
    with permits():
        offices.staff()
        files = read_folder(ROOT / "cities" / "dongguan")
        catalogue.publish(JOB, files=files, now=now())
        made = Room(chromium, live_server.url)
        yield made
        for context in made.contexts:
            context.close()


def applicant_of(made: SimpleNamespace) -> None:
    """Let whoever handed it in sign in."""
    people.open_account(
        offices.ADMIN,
        kind=AccountKind.CITIZEN,
        login=made.who.person_id,
        name=CITIZEN,
        roles={Role.CITIZEN},
        document=Document.of(DocumentKind.CITIZEN_NUMBER, made.who.person_id),
        demo=True,
    )


def account(number: str) -> Actor:
    """Return the member of staff with this number."""
    found = people.find_account_by_login(JOB, login=number)
    assert found is not None
    return found.to_actor()


def office_says(page: Page, number: str) -> tuple[str, list[str]]:
    """Return state and days as the reviewer reads them."""
    page.goto(f"/review/{number}/")
    state = page.locator(".head__no").first.locator("span").nth(1).inner_text()
    return state, [one.inner_text().strip() for one in page.locator(".due dd").all()]


def citizen_reads(page: Page, number: str, item: str) -> str:
    """Return what the applicant reads about the item."""
    page.goto(f"/applications/{number.rpartition('-')[0]}/")
    return page.locator("li", has=page.locator("h3", has_text=item)).first.inner_text()


class TestTheApplicantsPage:
    def test_shows_the_same_state_and_days_at_the_same_moment(self, room):
        made = offices.handed_in(plain=True)
        applicant_of(made)
        officer, citizen = room.window("许知行"), room.window(CITIZEN, PHONE)
        number, item = made.number, CaseRow.objects.get(number=made.number).name_zh
        told = cases.case_view(offices.here(number), case=number, now=now()).dues.tell_on
        state, _ = office_says(officer, number)
        shown = citizen_reads(citizen, number, item)
        assert state == "已提交"
        assert f"{told.month} 月 {told.day} 日" in shown

        cases.accept(offices.here(number), case=number, now=now())
        self.agree(officer, citizen, number, item)
        cases.pause(
            offices.here(number), case=number, ground="appraisal", told_days=5, document="特告1", now=now()
        )
        assert self.agree(officer, citizen, number, item) == "特别程序中"

    def agree(self, officer: Page, citizen: Page, number: str, item: str) -> str:
        """Return the state that both pages show, with the same two days."""
        state, days = office_says(officer, number)
        shown = citizen_reads(citizen, number, item)
        assert state in shown, (state, shown)
        assert len(days) == 2
        for day in days:
            assert day in shown, (day, shown)
        return state

    def test_shows_nothing_decided_while_a_draft_waits_and_the_refusal_when_it_is_signed(self, room):
        made = offices.at_decision(plain=True)
        applicant_of(made)
        number, item = made.number, CaseRow.objects.get(number=made.number).name_zh
        officer, citizen = room.window("许知行"), room.window(CITIZEN, PHONE)
        drafted(offices.here(number), number)
        state, _ = office_says(officer, number)
        assert state == "审查中"
        assert "审查中" in citizen_reads(citizen, number, item)
        cases.confirm_decision(offices.manager(offices.FEDERATION), case=number, now=now())
        state, _ = office_says(officer, number)
        assert state == "不予"
        shown = citizen_reads(citizen, number, item)
        assert "不予" in shown
        assert "不符合第八条" in shown


def drafted(officer, number):
    return cases.decide(officer, case=number, outcome=Outcome.REFUSED, grounds=offices.FULL, now=now())


class TestTwoAtOnce:
    def test_the_second_to_decide_reads_who_was_first_and_changes_nothing(self, room):
        number = offices.at_decision(plain=True).number
        first, second = room.window("许知行"), room.window("黎国栋")
        for page in (first, second):
            page.goto(f"/review/{number}/")
            fill_what_the_result_hands_on(page)
            page.locator("#id_read").check()
        first.keyboard.press("F9")
        first.wait_for_selector(".notice--success")
        assert CaseRow.objects.get(number=number).outcome == "granted"
        second.locator("#id_content").fill("另一种准予")
        second.keyboard.press("F9")
        second.wait_for_selector(".missed")
        said = second.locator(".missed").inner_text()
        assert "许知行" in said
        assert second.input_value("#id_content") == "另一种准予"
        view = cases.case_view(offices.here(number), case=number, now=now())
        assert [one.who for one in view.history if one.name == "Decided"] == ["许知行"]

    def test_each_sees_that_the_other_has_it_open(self, room):
        number = offices.at_decision(plain=True).number
        first, second = room.window("许知行"), room.window("黎国栋")
        first.goto(f"/review/{number}/")
        second.goto(f"/review/{number}/")
        assert "许知行" in second.locator("[data-present]").inner_text()


class TestTheSecondOfficer:
    def test_signs_a_draft_in_three_keys(self, room, gallery):
        number = offices.at_decision(plain=True).number
        drafted(offices.here(number), number)
        page = room.window("黎国栋")
        page.goto(f"/review/{number}/")
        assert "拟稿，等第二人复核" in page.locator(".view").inner_text()
        Window(page).picture(gallery / "review-draft-to-sign.png", full=False)
        pressed = 0
        for selector in ("#act", "#sure", ".notice--success"):
            page.keyboard.press("F9")
            pressed += 1
            page.wait_for_selector(selector)
            page.wait_for_load_state()
        assert pressed == 3
        assert CaseRow.objects.get(number=number).status == "refused"

    def test_is_led_past_the_own_draft_by_the_next_key(self, room):
        number = offices.at_decision(plain=True).number
        page = room.window("许知行")
        page.goto(f"/review/{number}/")
        page.locator("#id_read").check()
        page.keyboard.press("Shift+F9")
        page.fill("#id_reason", "不符合第八条")
        page.wait_for_load_state()
        page.keyboard.press("F9")
        page.wait_for_selector(".notice--success")
        assert "等第二人复核签发" in page.locator(".notice--success").first.inner_text()
        assert CaseRow.objects.get(number=number).drafted_by != ""
        page.goto("/review/")
        page.keyboard.press("n")
        page.wait_for_load_state()
        assert number not in page.url


class TestAQuestionAtTheWindow:
    """Recorded in at most five keys beside its words."""

    def test_is_recorded_in_one_key_and_answered_on_the_spot_in_three(self, room):
        page = room.window("林晓")
        for keys, at_once in ((("F9",), False), (("Tab", "Space", "F9"), True)):
            page.goto("/desk/inquiries/")
            page.keyboard.type("孩子户口怎么上")  # the question has the cursor when the page opens
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_selector(".notice--success")
            newest = InquiryRow.objects.latest("number")
            assert newest.question == "孩子户口怎么上"
            assert (newest.answered_at is not None) == at_once


@pytest.mark.parametrize("mode", ["standard", "elder", "contrast"])
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("黎国栋", "/review/hand-over"),
        ("黎国栋", "/cockpit/officers/"),
        ("黎国栋", "/cockpit/officers/skills/add"),
        ("黎国栋", "/cockpit/officers/leaves/add"),
        ("秦守真", "/cockpit/apart/"),
        ("秦守真", "/cockpit/apart/list?what=load"),
        ("秦守真", "/cockpit/inquiries/"),
        ("秦守真", "/cockpit/inquiries/list"),
        ("林晓", "/desk/returned/"),
        ("林晓", "/desk/inquiries/"),
    ],
)
def test_the_new_pages_are_whole_in_every_mode(room, gallery, who, path, mode):
    number = offices.accepted().number
    boss, clerk = account("2200"), account("0716")
    cases.take_over(boss, case=number, now=now())
    places.add_skill(boss, officer=account("2208").id, from_on=now().date(), now=now())
    inquiries.take_question(clerk, question="孩子户口怎么上，要带哪些材料", now=now())
    page = room.window(who)
    window = Window(page)
    window.show(mode=mode)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    assert window.violations() == []
    assert window.scrolls_sideways((320, 390, 1024, 1440)) == []
    name = path.strip("/").replace("/", "-").replace("?", "-")
    window.picture(gallery / f"room-{name}-{mode}.png", full=False)
    page.set_viewport_size(PHONE)
    window.picture(gallery / f"room-{name}-{mode}-phone.png", full=True)
