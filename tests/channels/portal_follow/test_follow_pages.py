"""A citizen follows an application: every page, every refusal."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onething.adapters.uploads import FileStore
from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, FileRow, SuppliedRow
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.guidance.models import LooseFileRow
from onething.channels.portal.follow.files import KeptFiles
from onething.core.actors import Actor
from onething.core.cases.parts import Arising
from onething.core.cases.phrases import point
from onething.core.catalogue.words import Way
from onething.core.codes.cases import case_check_character
from onething.core.submission import GivenFile
from onething.kit.ports import now
from onething.kit.problems import written_day
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    FEDERATION,
    HUMAN,
    SUPERVISOR,
    city,
    reviewer,
    signed,
    submission,
)
from tests.channels.portal_apply.applying import photo
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
PAGES = ("", "withdraw", "contact", "delivery", "results", "sent")


@pytest.fixture
def receipt():
    return cases.submit(APPLICANT, submission=submission(), key="k", now=now())


def numbers(receipt):
    return {one.item: one.number for one in receipt.cases}


@pytest.fixture
def asked(receipt):
    """Two departments ask for two papers; the others accept, so that the one notice leaves."""
    items = numbers(receipt)
    for actor, item, key in (
        (FEDERATION, "disability-certificate", "photo"),
        (CIVIL, "care-allowance", "id-card"),
    ):
        found = point(f"applicant/{key}", "missing", city().materials[key].label)
        cases.record_findings(actor, case=items[item], points=[found], now=now())
    cases.accept(CIVIL, case=items["hardship-allowance"], now=now())
    cases.accept(HUMAN, case=items["pension-enrolment"], now=now())
    return receipt


@pytest.fixture
def to_bring(db):
    """An application whose photograph comes on paper."""
    draft = submission()
    materials = tuple(
        replace(one, way=Way.PAPER, files=()) if one.key == "applicant/photo" else one
        for one in draft.materials
    )
    return cases.submit(APPLICANT, submission=signed(replace(draft, materials=materials)), key="k", now=now())


class TestAPaperToBring:
    def test_is_named_until_it_is_here_and_may_be_uploaded_instead(self, li, to_bring):
        where = f"/applications/{to_bring.number}/"
        shown = li.get(where).content.decode()
        assert "还没收到的材料" in shown
        assert "送到任何一个窗口" in shown
        assert "补正告知书" not in shown
        assert li.post(where, {"p1": photo()}).status_code == 302
        shown = li.get(where).content.decode()
        assert "材料都收到了。" in shown
        assert "还没收到的材料" not in shown


class TestPages:
    @pytest.mark.parametrize("page", PAGES)
    def test_open_for_the_applicant(self, li, receipt, page):
        response = li.get(f"/applications/{receipt.number}/{page}")
        assert response.status_code == 200
        assert "残疾" in response.content.decode()

    @pytest.mark.parametrize("page", PAGES)
    def test_of_others_are_as_absent_as_what_never_was(self, chen, receipt, page):
        other = chen.get(f"/applications/{receipt.number}/{page}")
        missing = chen.get(f"/applications/44-2026-0305-XX-00001/{page}")
        assert other.status_code == 404
        assert missing.status_code in (404, 422)
        assert "黎国安" not in other.content.decode()

    @pytest.mark.parametrize("page", PAGES)
    def test_send_a_visitor_to_sign_in(self, receipt, page):
        response = Client(headers={"host": "localhost"}).get(f"/applications/{receipt.number}/{page}")
        assert (response.status_code, response["Location"][:8]) == (302, "/sign-in")

    @pytest.mark.parametrize("path", ["/applications/", "/who-looked", "/representatives", "/settings"])
    def test_of_a_person_open_empty_and_full(self, chen, li, receipt, path):
        assert chen.get(path).status_code == 200
        assert li.get(path).status_code == 200

    def test_list_shows_only_the_own_applications(self, chen, li, receipt):
        assert receipt.number in li.get("/applications/").content.decode()
        assert receipt.number not in chen.get("/applications/").content.decode()


class TestSupplying:
    def test_shows_two_departments_in_one_notice_and_keeps_a_part(self, li, asked):
        path = f"/applications/{asked.number}/"
        page = li.get(path).content.decode()
        assert "交补正，还差 2 份" in page
        assert "可不填" not in page  # it may come in parts, but all of it is asked
        assert li.post(path, {"p1": photo()}).status_code == 302
        page = li.get(path).content.decode()
        assert "交补正，还差 1 份" in page
        assert "已收到" in page
        rest = [slot for slot in ("p1", "p2") if f'name="{slot}"' in page]
        assert li.post(path, {rest[0]: photo("b.jpg")}).status_code == 302
        assert "交补正" not in li.get(path).content.decode()

    def test_says_in_english_what_is_asked(self, li, asked):
        li.cookies["language"] = "en"
        page = li.get(f"/applications/{asked.number}/").content.decode()
        label = city().materials["photo"].label.say("en")
        assert f"“{label}” is missing" in page
        assert f"Provide “{label}”" in page
        assert "缺“" not in page

    def test_refuses_a_file_that_is_not_what_its_name_says_on_its_line(self, li, asked):
        bad = SimpleUploadedFile("a.png", b"MZ" + b"0" * 500, "image/png")
        response = li.post(f"/applications/{asked.number}/", {"p1": bad})
        assert response.status_code == 422
        assert "field__error" in response.content.decode()

    def test_says_that_nothing_was_chosen(self, li, asked):
        response = li.post(f"/applications/{asked.number}/", {})
        assert response.status_code == 422
        assert "还没有选文件" in response.content.decode()


class TestTwoRoundsAtOnce:
    """The photo was supplied and is bad again (round 2), while another department still waits for the card (round 1)."""

    @pytest.fixture
    def both(self, li, asked):
        path = f"/applications/{asked.number}/"
        page = li.get(path).content.decode()
        slot = re.search(r'name="(p[0-9])"', page)[1]
        assert li.post(path, {slot: photo("first.jpg")}).status_code == 302
        blurred = point("applicant/photo", "unreadable", city().materials["photo"].label)
        again = replace(blurred, article="办法 第九条", arose=Arising.SUPPLEMENT)
        cases.record_findings(
            FEDERATION, case=numbers(asked)["disability-certificate"], points=[again], now=now()
        )
        cases.send_notice(SUPERVISOR, application=asked.number, reason="补交的照片看不清", now=now())
        return path

    def test_stand_in_one_list_each_line_with_reason_article_sample_and_one_place(self, li, both):
        response = li.get(both)
        page = response.content.decode()
        assert "交补正，还差 2 份" in page
        asked = response.context["asked"]
        assert [notice.round for notice in asked.notices] == [1, 2]
        lines = {one.key: one for one in asked.open}
        assert set(lines) == {"applicant/photo", "applicant/id-card"}
        for one in lines.values():
            assert len(re.findall(f'name="{one.slot}"', page)) == 1
            assert one.says
            assert one.articles
            assert all(text.say("zh") in html.unescape(page) for text in one.says)
        assert "办法 第九条" in page
        assert 'href="/samples/id-card.svg"' in page
        for notice in asked.notices:
            assert notice.number in page

    def test_name_for_each_line_its_own_last_day(self, li, both):
        response = li.get(both)
        days = {one.supplement_on for one in response.context["asked"].notices}
        assert response.context["asked"].until == min(days)

    def test_keep_a_part_and_ask_for_the_rest_alone(self, li, both):
        lines = {one.key: one for one in li.get(both).context["asked"].open}
        assert li.post(both, {lines["applicant/id-card"].slot: photo("card.jpg")}).status_code == 302
        response = li.get(both)
        assert [one.key for one in response.context["asked"].open] == ["applicant/photo"]
        (slot,) = [one.slot for one in response.context["asked"].open]
        assert "交补正，还差 1 份" in response.content.decode()
        assert li.post(both, {slot: photo("sharp.jpg")}).status_code == 302
        assert li.get(both).context["asked"] is None
        given = [row.materials[0]["key"] for row in SuppliedRow.objects.order_by("id")]
        assert given == ["applicant/photo", "applicant/id-card", "applicant/photo"]

    def test_are_answered_together_with_each_thing_once(self, li, both):
        lines = [one.slot for one in li.get(both).context["asked"].open]
        given = {slot: photo(f"{slot}.jpg") for slot in lines}
        assert li.post(both, given).status_code == 302
        assert li.get(both).context["asked"] is None


class TestPuttingRight:
    """A page that comes back with its sentences loses neither what was typed nor a page that was good."""

    @pytest.fixture
    def asked(self, receipt):
        items = numbers(receipt)
        found = [
            point(
                "applicant/person.birth_date",
                "differs_from_source",
                city().elements["person.birth_date"].label,
            ),
            point("applicant/photo", "missing", city().materials["photo"].label),
        ]
        cases.record_findings(FEDERATION, case=items["disability-certificate"], points=found, now=now())
        for item in ("hardship-allowance", "care-allowance"):
            cases.mark_checked(CIVIL, case=items[item], now=now())
        cases.accept(HUMAN, case=items["pension-enrolment"], now=now())
        return f"/applications/{receipt.number}/"

    def test_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(self, li, asked):
        response = li.post(asked, {"p1": "2036-03-05"})
        page = response.content.decode()
        assert response.status_code == 422
        assert "field__error" in page
        assert 'value="2036-03-05"' in page
        assert not SuppliedRow.objects.exists()

    def test_keeps_the_good_page_beside_a_bad_one(self, li, asked):
        bad = SimpleUploadedFile("b.png", b"MZ" + b"0" * 500, "image/png")
        page = li.post(asked, {"p2": [photo("good.jpg"), bad]}).content.decode()
        assert "good.jpg" in page
        token = re.search(r'name="kept-p2" value="([^"]+)" checked', page)[1]
        assert li.post(asked, {"p1": "１９６８－０８－１２", "kept-p2": token}).status_code == 302
        (row,) = SuppliedRow.objects.all()
        assert FileRow.objects.filter(hash=row.materials[0]["files"][0]["hash"]).exists()
        assert [one["name"] for one in row.materials[0]["files"]] == ["good.jpg"]
        assert row.values[0]["value"] == "1968-08-12"

    def test_keeps_the_files_beside_a_wrong_value(self, li, asked):
        page = li.post(asked, {"p1": "2036-03-05", "p2": photo("good.jpg")}).content.decode()
        assert 'name="kept-p2"' in page
        assert not SuppliedRow.objects.exists()

    def test_leaves_no_file_behind_that_was_never_handed_in(self, li, asked):
        store = FileStore(settings.FILES)
        li.post(asked, {"p1": "2036-03-05", "p2": photo("never.jpg", "teal")})
        (file,) = LooseFileRow.objects.values_list("pk", flat=True)
        later = now() + timedelta(days=2)
        assert guidance.delete_loose_files(Actor.job("drafts"), now=later) == 1
        assert file not in store
        li.post(asked, {"p1": "1968-08-12", "p2": photo("given.jpg", "olive")})
        (row,) = SuppliedRow.objects.all()
        assert guidance.delete_loose_files(Actor.job("drafts"), now=later) == 0
        assert row.materials[0]["files"][0]["hash"] in store

    def test_takes_no_kept_file_of_another_application(self, li, asked):
        page = li.post(asked, {"p1": "2036-03-05", "p2": photo("good.jpg")}).content.decode()
        token = re.search(r'name="kept-p2" value="([^"]+)"', page)[1]
        forged = KeptFiles("user:other 1").token(GivenFile("ab" * 32, "x.png", "png", 1))
        for other in (forged, token[:-2] + "xx", "nonsense"):
            assert li.post(asked, {"kept-p2": other}).status_code == 422


class TestWithdrawing:
    def test_says_first_what_else_falls_away(self, li, receipt):
        path, items = f"/applications/{receipt.number}/withdraw", numbers(receipt)
        page = li.post(path, {"what": items["disability-certificate"]}).content.decode()
        assert "撤回 3 项" in page
        view = cases.application_view(APPLICANT, application=receipt.number, today=now().date())
        assert not any(case.status == "withdrawn" for case in view.cases)
        li.post(path, {"what": items["disability-certificate"], "confirm": "1"})
        view = cases.application_view(APPLICANT, application=receipt.number, today=now().date())
        ended = {case.item for case in view.cases if case.status in ("withdrawn", "precondition_failed")}
        assert ended == {"disability-certificate", "hardship-allowance", "care-allowance"}

    def test_of_one_twins_certificate_says_nothing_of_what_the_mother_gets_for_the_other(self, li):
        twins = cases.submit(APPLICANT, submission=submission("birth-twins"), key="t", now=now())
        first, second = (one.number for one in twins.cases if one.item == "birth-certificate")
        path = f"/applications/{twins.number}/withdraw"
        page = li.post(path, {"what": second}).content.decode()
        assert "撤回 7 项" in page
        li.post(path, {"what": second, "confirm": "1"})
        view = cases.application_view(APPLICANT, application=twins.number, today=now().date())
        assert "precondition_failed" not in {one.status for one in view.cases if one.bearer != "newborn[2]"}
        assert "撤回 8 项" in li.post(path, {"what": first}).content.decode()

    def test_leaves_no_day_at_what_was_withdrawn(self, li, receipt):
        number = numbers(receipt)["pension-enrolment"]
        cases.accept(HUMAN, case=number, now=now())
        text = li.get(f"/applications/{receipt.number}/").content.decode()
        assert text.count("承诺最迟") == 1
        assert "日期怎么算的" in text
        li.post(f"/applications/{receipt.number}/withdraw", {"what": number, "confirm": "1"})
        text = li.get(f"/applications/{receipt.number}/").content.decode()
        assert "已撤回" in text
        for word in ("承诺最迟", "法定最迟", "日期怎么算的"):
            assert word not in text

    def test_refuses_a_case_of_somebody_else(self, chen, receipt):
        path = f"/applications/{receipt.number}/withdraw"
        assert chen.post(path, {"what": "all", "confirm": "1"}).status_code == 404


class TestTwins:
    @pytest.fixture
    def twins(self, db):
        whole = submission("birth-twins")
        named = {"newborn[1]/person.name": "黎小满", "newborn[2]/person.name": "黎小寒"}
        values = tuple(
            replace(one, value=named[one.key]) if one.key in named else one for one in whole.values
        )
        return cases.submit(
            APPLICANT, submission=signed(replace(whole, values=values)), key="twins", now=now()
        )

    @pytest.mark.parametrize(
        "page", ["applications/{}/", "applications/{}/withdraw", "applications/{}/results", "receipts/{}/"]
    )
    def test_are_told_apart_on_every_page(self, li, twins, page):
        text = li.get(f"/{page.format(twins.number)}").content.decode()
        for who in ("（孩子 1 黎小满）", "（孩子 2 黎小寒）"):
            assert who in text

    def test_are_told_apart_before_a_withdrawal_is_confirmed(self, li, twins):
        path = f"/applications/{twins.number}/withdraw"
        number = next(one.number for one in twins.cases if one.bearer == "newborn[2]")
        text = li.post(path, {"what": number}).content.decode()
        gone, stays = text.split("这些照常办")
        assert "（孩子 2 黎小寒）" in gone
        assert "（孩子 1 黎小满）" not in gone
        assert "（孩子 1 黎小满）" in stays

    def test_are_told_apart_by_number_only_for_whoever_has_the_code(self, twins):
        text = TestProgress().ask(number=twins.number, code=twins.code).content.decode()
        assert "（孩子 1）" in text
        assert "（孩子 2）" in text
        assert "黎小满" not in text

    def test_one_child_needs_no_number(self, li, db):
        one = cases.submit(APPLICANT, submission=submission("birth-first-child"), key="one", now=now())
        assert "（孩子" not in li.get(f"/applications/{one.number}/withdraw").content.decode()


class TestTheReceiptPage:
    def page(self, li, receipt):
        return li.get(f"/receipts/{receipt.number}/").content.decode()

    def test_says_which_papers_are_to_be_brought(self, li, to_bring):
        text = self.page(li, to_bring)
        assert "现在不用做什么" not in text
        assert "还要带来：照片" in text

    def test_says_what_a_notice_asks_for(self, li, asked):
        text = self.page(li, asked)
        assert "现在不用做什么" not in text
        assert "有要补的" in text

    def test_lets_wait_only_what_still_waits(self, li, receipt):
        assert "现在不用做什么" in self.page(li, receipt)
        assert self.page(li, receipt).count("等前一项办好后自动开始") == 2
        cases.withdraw_all(APPLICANT, application=receipt.number, reason="", now=now())
        text = self.page(li, receipt)
        for word in ("等前一项办好后自动开始", "现在不用做什么", "前给您结果"):
            assert word not in text
        assert "都已结束" in text


class TestWhatIsAhead:
    @pytest.fixture
    def story(self, db):
        story = Story(day=(now() - timedelta(days=1)).date().isoformat())
        story.now = now()
        return story

    def view(self, story):
        return cases.application_view(APPLICANT, application=story.receipt.number, today=now().date())

    def page(self, li, story):
        return li.get(f"/applications/{story.receipt.number}/").content.decode()

    def test_leads_with_the_next_day_and_not_with_the_last(self, li, story):
        story.accept("disability-certificate", "pension-enrolment")
        days = [one.promised_on for one in self.view(story).cases if one.promised_on]
        assert len(set(days)) > 1
        assert len(set(days)) > 1
        (headline,) = re.findall(r'<p class="sum num"><b>([^<]+)</b>', self.page(li, story))
        assert headline == written_day(min(days), "zh-hans", year=False)

    def test_counts_no_days_of_what_is_granted(self, li, story):
        story.accept("pension-enrolment")
        assert "承诺最迟" in self.page(li, story)
        story.grant("pension-enrolment")
        text = self.page(li, story)
        assert "已办好" in text
        for word in ("承诺最迟", "还剩", "日期怎么算的"):
            assert word not in text

    def test_says_why_an_item_fell_and_what_can_be_done(self, li, story):
        story.accept("disability-certificate", "hardship-allowance").refuse("disability-certificate")
        failed = next(one for one in self.view(story).cases if one.item == "hardship-allowance")
        assert failed.status == "precondition_failed"
        assert failed.reason.zh
        assert failed.reason.zh in html.unescape(self.page(li, story))


class TestChanging:
    def test_keeps_phone_and_way_of_delivery(self, li, receipt):
        base = f"/applications/{receipt.number}"
        assert li.post(f"{base}/contact", {"phone": "１３９ 0000 １１１１"}).status_code == 302
        refused = li.post(f"{base}/delivery", {"way": "post"})
        assert refused.content.decode().count("这种方式要填这一项") >= 3
        sent = {"way": "post", "receiver": "黎", "phone": "13900001111", "address": "南城"}
        assert li.post(f"{base}/delivery", sent).status_code == 302
        view = cases.application_view(APPLICANT, application=receipt.number, today=now().date())
        assert (view.contact.phone, view.delivery.address) == ("13900001111", "南城")


class TestProgress:
    def ask(self, **given):
        return Client(headers={"host": "localhost"}).post("/progress", given)

    def test_is_masked_and_needs_no_sign_in(self, receipt):
        page = self.ask(number=receipt.printed, code=receipt.code).content.decode()
        assert "黎**" in page
        assert "黎国安" not in page

    def test_says_that_the_check_character_is_wrong(self, receipt):
        wrong = receipt.number[:-1] + ("A" if receipt.number[-1] != "A" else "B")
        response = self.ask(number=wrong, code=receipt.code)
        assert response.status_code == 422
        assert "field--wrong" in response.content.decode()

    def test_answers_a_wrong_code_like_a_number_that_nobody_has_and_keeps_what_was_typed(self, receipt):
        first = f"{receipt.number[:-7]}999999"
        nobody = first + case_check_character(first)
        pages = [
            self.ask(number=number, code=code)
            for number, code in ((receipt.number, "135790"), (nobody, "135790"))
        ]
        said = []
        for page, number in zip(pages, (receipt.number, nobody), strict=True):
            text = page.content.decode()
            assert page.status_code == 422
            for typed in (number, "135790"):
                assert f'value="{typed}"' in text
            assert text.count("编号和查询码对不上") == 1
            said.append(re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken[^>]+", "", text.replace(number, "")))
        assert said[0] == said[1]


class TestLooks:
    def test_name_who_looked_and_take_a_complaint(self, li, receipt):
        cases.case_view(FEDERATION, case=numbers(receipt)["disability-certificate"], now=now())
        page = li.get("/who-looked")
        assert "看了您的" in page.content.decode()
        ref = page.context["lines"][0].ref
        sent = li.post("/who-looked", {"look": ref, "reason": "我没同意"})
        assert sent.status_code == 302
        assert li.post("/who-looked", {"look": ref, "reason": ""}).status_code == 422


class TestASample:
    def test_of_a_paper_that_is_asked_for_stands_beside_its_line_with_the_article(self, li, house):
        story = Story()
        number = story.numbers["disability-certificate"]
        label = city().materials["id-card"].label
        found = point("applicant/id-card", "unreadable", label)
        cases.record_findings(FEDERATION, case=number, points=[found], now=story.now)
        for row in CaseRow.objects.exclude(number=number):
            cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
        page = li.get(f"/applications/{story.receipt.number}/").content.decode()
        assert 'href="/samples/id-card.svg"' in page
        assert "看样例" in page

    def test_is_a_picture_that_runs_nothing_and_is_open_to_all(self, published, client):
        response = client.get("/samples/id-card.svg")
        assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
        assert "sandbox" in response["Content-Security-Policy"]

    @pytest.mark.parametrize("path", ["nothing.svg", "../city.yaml", "id-card.html", "id-card"])
    def test_that_is_none_is_not_found(self, published, client, path):
        assert client.get(f"/samples/{path}").status_code == 404


@pytest.fixture
def published(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())
