"""Every kind of paper, printed from real acts: it says what the law wants in words, and nothing that is ours only."""

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.areas.documents import api as documents
from onething.areas.documents.models import DocumentRow
from onething.areas.notices import api as notices
from onething.core.cases import events as e
from onething.core.cases.documents import DocumentKind, kinds_for
from onething.core.cases.parts import (
    Correction,
    Declining,
    DeliveryWay,
    Ending,
    Outcome,
    Promise,
    Righting,
    SiteOfficer,
)
from onething.core.cases.phrases import point
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.source import Text
from onething.kit.ports import bound
from tests.areas.cases import world
from tests.areas.cases.permits import permits
from tests.areas.cases.test_declared import declaring
from tests.areas.cases.test_working import GIVES, OFFICES, Story
from tests.areas.cases.tolerant import PHOTO, DeclaringScenes
from tests.areas.cases.world import (
    APPLICANT,
    CLERK,
    FULL,
    NIGHT,
    Scenes,
    at,
    city,
    manager,
    reviewer,
    signed,
    submission,
)
from tests.channels.review.staff import officer

CERTIFICATE, PENSION, HARDSHIP, CARE = (
    "disability-certificate",
    "pension-enrolment",
    "hardship-allowance",
    "care-allowance",
)
ADDRESS = "http://127.0.0.1:8000"
LIN = reviewer("disabled-federation", name="许知行")
GROUNDS = replace(FULL, facts="条件已核实，登记信息与申请一致。", reason="不符合第八条。")


def pages_of(row):
    content = documents.pdf(NIGHT, document_id=row.pk, address=ADDRESS)
    return [
        "".join(page.extract_text().replace("\u200b", "").split())
        for page in PdfReader(BytesIO(content)).pages
    ]


def printed(kind, number=""):
    """Return the newest paper of a kind, without blanks."""
    rows = DocumentRow.objects.filter(kind=kind).order_by("-issued_at", "-sequence")
    return "".join(pages_of((rows.filter(stream=number) if number else rows)[0]))


def chinese(day):
    return f"{day.year}年{day.month}月{day.day}日"


# --- acts of every kind ------------------------------------------------------------------------------------


def receive():
    Story()


def correct():
    """Two departments ask for something: a material, and a field in the officer's own words without article."""
    story = Story()
    photo = point("applicant/photo", "unreadable", city().materials["photo"].label)
    own = point("applicant/person.name", "own", Text("姓名"), what="姓名有一个字看不清。", fix="请重写。")
    cases.record_findings(LIN, case=story.numbers[CERTIFICATE], points=[photo, own], now=story.now)
    card = point("applicant/id-card", "missing", city().materials["id-card"].label)
    cases.record_findings(OFFICES[CARE], case=story.numbers[CARE], points=[card], now=story.now)
    for row in CaseRow.objects.exclude(item__in=[CERTIFICATE, CARE]):
        cases.mark_checked(reviewer(row.department), case=row.number, now=story.now)
    return story


def accept():
    story = Story()
    cases.accept(LIN, case=story.numbers[CERTIFICATE], now=story.now)
    return story.accept(HARDSHIP, CARE, PENSION)


def keep_silent():
    Story()
    cases.look_after(NIGHT, now=at("2026-04-20"))


def decline(kind):
    story = Story()
    cases.decline(
        LIN, case=story.numbers[CERTIFICATE], kind=kind, grounds=GROUNDS, body="广州市残联。", now=story.now
    )


class _Tolerant(Scenes):
    """The city as if the certificate could be accepted with one material to follow."""

    def scene(self, scene, hash_):
        package, found = super().scene(scene, hash_)
        items = tuple(
            replace(line, item=replace(line.item, tolerance=True, materials=self._later(line.item)))
            if line.item.id == CERTIFICATE
            else line
            for line in found.items
        )
        return package, replace(found, items=items)

    def _later(self, item):
        return tuple(
            replace(one, accepts=(*one.accepts, Way.LATER)) if one.material == "photo" else one
            for one in item.materials
        )


def tolerate():
    with bound(FrozenScenes, _Tolerant()):
        story = Story()
        promise = Promise("applicant/photo", date(2026, 3, 20))
        cases.accept(LIN, case=story.numbers[CERTIFICATE], later=[promise], now=story.now)


def pause():
    story = accept()
    cases.pause(
        LIN, case=story.numbers[CERTIFICATE], ground="appraisal", told_days=5, document="特告1", now=story.now
    )


def extend():
    with permits():
        story = Story().accept(CERTIFICATE)
        boss = manager("disabled-federation")
        number = story.numbers[CERTIFICATE]
        cases.extend(boss, case=number, days=5, reason="需要补充核查。", now=story.now)
        cases.pause(LIN, case=number, ground="testing", told_days=5, document="特告1", now=story.now)


def decide(outcome):
    story = accept().on("2026-03-20")
    story.to_decision(CERTIFICATE)
    more = {} if outcome is Outcome.REFUSED else {"gives": {}, "content": "核发残疾人证。"}
    if more:
        wanted = cases.case_view(LIN, case=story.numbers[CERTIFICATE], now=story.now).officer_fills
        more["gives"] = {key: GIVES[key] for key, _ in wanted}
    world.decide(
        LIN, case=story.numbers[CERTIFICATE], outcome=outcome, grounds=GROUNDS, now=story.now, **more
    )
    return story


def hand_over():
    story = decide(Outcome.GRANTED)
    number = story.numbers[CERTIFICATE]
    for result in cases.case_view(LIN, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(LIN, case=number, result=result, now=story.now)
    cases.deliver(
        LIN, case=number, way=DeliveryWay.WINDOW, proof="当面签收", receiver="黎国安", now=story.now
    )


def end():
    story = accept()
    number = story.numbers[PENSION]
    cases.terminate(
        OFFICES[PENSION], case=number, ground=Ending.DUPLICATE, reason="已在别处参保。", now=story.now
    )
    cases.withdraw(APPLICANT, case=story.numbers[CERTIFICATE], reason="暂时不办了。", now=story.now)


def let_lapse():
    correct()
    last = CaseRow.objects.get(item=CERTIFICATE).supplement_on
    cases.look_after(NIGHT, now=at((last + timedelta(days=1)).isoformat(), 3))


def inquire():
    """Everything that may come before a decision: the check of a place, those concerned, the hearing."""
    with permits():
        story = Story().accept(CERTIFICATE)
        number = story.numbers[CERTIFICATE]
        officers = (SiteOfficer("林晓", "粤A-0001"), SiteOfficer("许知行", "粤A-0002"))
        place = {"place": "石龙镇中山路 1 号", "found": "与申请一致。", "party": "没有意见。"}
        cases.check_site(LIN, case=number, officers=officers, **place, now=story.now)
        cases.tell_interested(
            LIN, case=number, person="邻居李某", relation="相邻房屋。", days=3, now=story.now
        )
        cases.take_statement(LIN, case=number, person="邻居李某", text="没有意见。", now=story.now)
        cases.offer_hearing(LIN, case=number, about="油烟管道经过窗前。", to=["邻居李某"], now=story.now)
        cases.ask_hearing(APPLICANT, case=number, now=story.now)
        chair = officer("谭雨桐", "disabled-federation", staff="2207")
        day = {"held_on": date(2026, 3, 20), "time": "09:30", "place": "三楼听证室", "announced": "镇公告栏"}
        cases.set_hearing(LIN, case=number, chair=str(chair.account.id), **day, now=story.now)
        minutes = {"minutes": "听笔〔2026〕1号", "summary": "双方同意。", "present": ["黎国安", "邻居李某"]}
        cases.hold_hearing(LIN, case=number, **minutes, now=at("2026-03-20", 14))
    return story


def declare():
    with bound(FrozenScenes, DeclaringScenes()):
        made = cases.submit(APPLICANT, submission=declaring(), key="k", now=at("2026-03-05"))
        number = next(one.number for one in made.cases if one.item == CERTIFICATE)
        cases.accept(LIN, case=number, now=at("2026-03-05", 11))
        untrue = {"key": PHOTO, "holds": False, "how": "看原件", "finding": "照片不是本人。"}
        cases.check_declaration(LIN, case=number, **untrue, now=at("2026-03-05", 12))


def archive():
    story = Story()
    cases.withdraw_all(APPLICANT, application=story.receipt.number, now=story.now)
    cases.archive_due(NIGHT, now=at("2026-06-03"))


def right(kind, ground="", *, corrections=()):
    """Propose to put the granted certificate right, and decide it when the holder could be heard."""
    story = decide(Outcome.GRANTED)
    number = story.numbers[CERTIFICATE]
    boss = manager("disabled-federation")
    more = {"compensation": "造成损失的，依法补偿。"} if kind is Righting.RECALL else {}
    more |= {"ground": ground, "corrections": corrections}
    cases.propose_righting(LIN, case=number, kind=kind, grounds=GROUNDS, now=story.now, **more)
    story.on("2026-04-20")
    cases.confirm_righting(boss, case=number, now=story.now)
    return story


def restore():
    story = right(Righting.CANCELLATION, "death")
    number = story.numbers[CERTIFICATE]
    cases.propose_righting(LIN, case=number, kind=Righting.RESTORATION, grounds=GROUNDS, now=story.now)
    cases.confirm_righting(manager("disabled-federation"), case=number, now=story.now)


WRONG = Correction("applicant/disability.level", "1", "2")

ACTS = {
    "receipt": receive,
    "correction": correct,
    "acceptance": accept,
    "silence": keep_silent,
    "no matter": lambda: decline(Declining.NOT_A_MATTER),
    "not competent": lambda: decline(Declining.NOT_COMPETENT),
    "tolerance": tolerate,
    "special procedure": pause,
    "extension": extend,
    "grant": lambda: decide(Outcome.GRANTED),
    "partial grant": lambda: decide(Outcome.PARTLY),
    "refusal": lambda: decide(Outcome.REFUSED),
    "delivery": hand_over,
    "ending": end,
    "lapse": let_lapse,
    "inquiry": inquire,
    "declaration": declare,
    "archive": archive,
    "correction of a decision": lambda: right(Righting.CORRECTION, corrections=[WRONG]),
    "revocation": lambda: right(Righting.REVOCATION, "deceit"),
    "recall": lambda: right(Righting.RECALL, "law_changed"),
    "cancellation": lambda: right(Righting.CANCELLATION, "death"),
    "restoration": restore,
}
KINDS_OF_ACTS = {
    "receipt": DocumentKind.RECEIPT,
    "correction": DocumentKind.CORRECTION_NOTICE,
    "acceptance": DocumentKind.ACCEPTANCE,
    "no matter": DocumentKind.NOT_A_MATTER,
    "not competent": DocumentKind.NOT_COMPETENT,
    "tolerance": DocumentKind.TOLERANCE,
    "special procedure": DocumentKind.SPECIAL_PROCEDURE,
    "extension": DocumentKind.EXTENSION,
    "grant": DocumentKind.GRANT,
    "partial grant": DocumentKind.PARTIAL_GRANT,
    "refusal": DocumentKind.REFUSAL,
    "delivery": DocumentKind.DELIVERY_PROOF,
    "lapse": DocumentKind.ENDING,
    "correction of a decision": DocumentKind.CORRECTION_DECISION,
    "revocation": DocumentKind.REVOCATION,
    "recall": DocumentKind.RECALL,
    "cancellation": DocumentKind.CANCELLATION,
    "restoration": DocumentKind.RESTORATION,
}
#: Acts that make several kinds.
MORE = {
    "revocation": (DocumentKind.RIGHTING_NOTICE,),
    "inquiry": (
        DocumentKind.SITE_RECORD,
        DocumentKind.INTERESTED_NOTICE,
        DocumentKind.STATEMENT_RECORD,
        DocumentKind.HEARING_OFFER,
        DocumentKind.HEARING_NOTICE,
        DocumentKind.HEARING_ANNOUNCEMENT,
        DocumentKind.HEARING_RECORD,
    ),
    "declaration": (DocumentKind.DECLARATION, DocumentKind.DECLARATION_BROKEN),
    "archive": (DocumentKind.ARCHIVE_LIST, DocumentKind.COMPLETION),
}
#: What no paper says: our codes, keys, ids, what Python says for nothing, placeholders, ends that end twice.
NEVER = re.compile(
    r"[a-z-]+/[a-z]|(user|job|system|share|licence|result):|None|\{|\}|本事项的设定依据|。。|；。|。；|。，|，，|承办—"
    r"|missing|unreadable|\bown\b|appraisal|hearing|deemed|window|electronic|duplicate|uploaded?|share"
)


@cache
def papers_of(act):
    """Do it and return kind, number and pages of each paper that it makes; read once for all who look at them."""
    ACTS[act]()
    rows = list(DocumentRow.objects.all())
    assert rows
    return [(row.kind, row.number, pages_of(row)) for row in rows]


class TestEveryPaper:
    @pytest.mark.parametrize("act", ACTS)
    def test_says_nothing_that_is_ours_only_and_ends_its_sentences_once(self, act):
        for kind, number, pages in papers_of(act):
            text = "".join(pages).replace("http://", "")
            assert NEVER.findall(text) == [], (kind, text)
            assert number.replace(" ", "") in text

    @pytest.mark.parametrize("act", ACTS)
    def test_of_one_page_stays_on_one_and_no_seal_stands_alone(self, act):
        for kind, _number, pages in papers_of(act):
            assert len(pages) == 1 or (kind, len(pages)) == ("correction_notice", 2), (kind, pages)
            assert all("签章页" not in page for page in pages)


class TestACorrectionNotice:
    def test_says_the_finding_the_way_out_and_the_article_in_words(self):
        correct()
        text = printed("correction_notice")
        assert "“近期免冠彩色照片”看不清，无法辨认" in text or "看不清，无法辨认" in text
        assert "姓名有一个字看不清" in text
        assert "请重写" in text
        assert "依据：《中华人民共和国残疾人保障法》、《残疾人证管理办法》（残联发〔2017〕34号）" in text
        assert "依据：《中华人民共和国残疾人保障法》第四十八条、" in text
        assert "行政许可法" not in text  # neither is a permit


class TestAnAcceptance:
    def test_has_both_last_days_with_their_number_of_days_the_code_and_the_officer(self):
        story = accept()
        row = CaseRow.objects.get(number=story.numbers[CERTIFICATE])
        text = printed("acceptance", row.number)
        days = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
        limits = next(one for one in days.cases if one.number == row.number)
        assert f"承诺最迟办结{chinese(row.promised_on)}{limits.promised_days}个工作日" in text
        assert f"法定最迟办结{chinese(row.statutory_on)}{limits.statutory_days}个工作日" in text
        assert f"查询码{row.application.code}" in text
        assert "承办许知行" in text

    def test_lists_the_materials_that_lie_there(self):
        story = accept()
        text = printed("acceptance", story.numbers[CERTIFICATE])
        view = cases.case_view(LIN, case=story.numbers[CERTIFICATE], now=story.now)
        assert "已收材料" in text
        for one in view.materials:
            assert (one.label.zh in text) == (one.given.way not in (Way.RESULT, Way.LATER)), one.label

    def test_of_a_case_that_waits_names_no_day_and_says_once_since_when_it_counts(self):
        story = accept()
        assert story.status(CARE) == "waiting"
        text = printed("acceptance", story.numbers[CARE])
        assert "最迟办结20" not in text
        assert text.count("自前序事项结果到达之日起计算") == 1

    def test_by_silence_names_nobody(self):
        keep_silent()
        text = printed("acceptance")
        assert "承办" not in text
        assert "电话" in text


class TestAReceipt:
    def test_has_the_code_with_which_anybody_follows_the_application(self):
        story = Story()
        code = ApplicationRow.objects.get().code
        assert f"查询码{code}" in printed("receipt")
        assert cases.progress(NIGHT, number=story.receipt.number, code=code).number == story.receipt.number

    def test_of_a_window_names_who_took_it_in(self):
        given = signed(replace(submission(), channel="desk", intake=CLERK.id))
        cases.submit(CLERK, submission=given, key="desk", now=at("2026-03-05"))
        text = printed("receipt")
        assert "接收人：林晓" in text
        assert "窗口提交" in text


class TestADecision:
    @pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.REFUSED])
    def test_names_the_officer(self, outcome):
        decide(outcome)
        assert "承办许知行" in printed("grant" if outcome is Outcome.GRANTED else "refusal")


class TestAGrant:
    """Says what its holder has to know: number, time, conditions, delivery, and how public it is."""

    def said(self, *, permit=False):
        with permits() if permit else nullcontext():
            story = Story().accept(CERTIFICATE).on("2026-03-20")
            story.grant(CERTIFICATE)
            row = DocumentRow.objects.get(kind="grant")
            return printed("grant"), row, CaseRow.objects.get(item=CERTIFICATE)

    def test_names_the_certificate_with_the_number_that_the_officer_gave(self):
        text, _, _ = self.said()
        number = GIVES["applicant/disability.certificate_number"]
        assert f"证照、编号残疾人证（证件和电子证照）：{number}" in text

    def test_says_how_long_it_holds_and_what_is_to_be_observed(self):
        text, _, _ = self.said()
        assert "有效期自证照签发之日起10年" in text
        assert "应当遵守的条件1.有效期满前三十日内申请换领" in text

    def test_says_by_when_and_how_it_is_delivered(self):
        text, _, case = self.said()
        assert f"送达最迟{chinese(case.deliver_on)}，电子送达" in text

    def test_of_a_permit_is_public_and_any_other_is_not(self):
        assert "不向社会公开" in self.said()[0]

    def test_of_a_permit_says_that_everybody_may_read_it(self):
        text, _, _ = self.said(permit=True)
        assert "本决定依法予以公开，公众有权查阅" in text
        assert "许可内容" in text

    def test_whose_certificate_has_no_number_yet_says_where_it_will_stand(self):
        with_number = city().items[CERTIFICATE].result[0]
        unnumbered = replace(city().items[CERTIFICATE], result=(replace(with_number, number=""),))

        class Unnumbered(Scenes):
            def scene(self, scene, hash_):
                package, found = super().scene(scene, hash_)
                lines = (
                    replace(one, item=unnumbered) if one.item.id == CERTIFICATE else one
                    for one in found.items
                )
                return package, replace(found, items=tuple(lines))

        with bound(FrozenScenes, Unnumbered()):
            assert "证照、编号残疾人证（证件和电子证照）：制证时编号" in self.said()[0]


class TestAConsequence:
    def test_of_another_offices_decision_names_no_officer(self):
        story = decide(Outcome.REFUSED)
        text = printed("ending", story.numbers[HARDSHIP])
        assert "承办" not in text
        assert "市民政局" in text

    def test_of_a_result_says_the_choices_that_decide_in_words(self):
        story = accept().on("2026-03-20")
        story.grant(CERTIFICATE, level="4")
        assert story.status(CARE) == "precondition_failed"
        text = printed("ending", story.numbers[CARE])
        assert "残疾等级：四级" in text
        assert "残疾类别：肢体" in text
        told = next(one for one in notices.list_messages(APPLICANT) if one.kind == "ended")
        assert "残疾类别：肢体；残疾等级：四级" in told.body.zh
        assert "Kind of disability: Physical; Level of disability: Level 4" in told.body.en


class TestAnAnnouncementOfAHearing:
    def test_says_to_everybody_when_where_and_who_leads_and_hides_whose_matter_it_is(self):
        inquire()
        text = printed("hearing_announcement")
        for said in ("听证公告", "各有关单位和个人", "2026年3月20日", "三楼听证室", "谭雨桐", "镇公告栏"):
            assert said in text, said
        row = DocumentRow.objects.get(kind="hearing_announcement")
        assert row.values["to"] not in text
        assert f"{row.values['to'][0]}*" in text
        assert row.values["enquiry_code"] not in text
        assert row.person not in text
        assert row.person[:6] not in text

    def test_is_made_only_where_it_is_needed(self):
        inquire()
        notice = DocumentRow.objects.get(kind="hearing_notice")
        assert kinds_for(e.HearingSet(date(2026, 3, 20), "09:30", "x", "c", "n", date(2026, 3, 5))) == (
            DocumentKind.HEARING_NOTICE,
        )
        announcement = DocumentRow.objects.get(kind="hearing_announcement")
        assert (announcement.sequence, announcement.serial) == (notice.sequence, notice.serial + 1)


class TestADelivery:
    def test_names_who_handed_over_and_the_paper_with_its_number(self):
        hand_over()
        text = printed("delivery_proof")
        number = CaseRow.objects.get(item=CERTIFICATE).number
        assert "送达人许知行" in text
        view = cases.case_view(LIN, case=number, now=at("2026-03-21"))
        assert all(one in text for one in view.certificates.values())


class TestATolerance:
    def test_names_the_material_that_may_follow_and_its_day(self):
        tolerate()
        text = printed("tolerance")
        assert f"{city().materials['photo'].label.zh}2026年3月20日" in text


class TestARighting:
    def test_is_announced_with_the_day_until_which_one_may_speak(self):
        right(Righting.REVOCATION, "deceit")
        text = printed("righting_notice")
        assert "拟撤销告知书" in text
        assert "2026年3月27日前以书面" in text
        assert "以欺骗、贿赂等不正当手段取得" in text

    def test_that_revokes_says_facts_ground_article_and_remedy(self):
        right(Righting.REVOCATION, "deceit")
        text = printed("revocation")
        for said in ("条件已核实", "以欺骗、贿赂等不正当手段取得", "撤销准予决定", "申请行政复议"):
            assert said in text, said

    def test_that_corrects_says_what_was_and_what_is_by_name(self):
        right(Righting.CORRECTION, corrections=[WRONG])
        text = printed("correction_decision")
        assert "更正决定书" in text
        assert "残疾等级" in text


def test_together_these_acts_make_every_kind():
    assert {*KINDS_OF_ACTS.values(), *(kind for several in MORE.values() for kind in several)} == set(
        DocumentKind
    )


@pytest.mark.parametrize(
    ("act", "kind"),
    [*KINDS_OF_ACTS.items(), *((act, kind) for act, several in MORE.items() for kind in several)],
)
def test_each_act_makes_its_kind(act, kind):
    assert kind in {made for made, _number, _pages in papers_of(act)}
