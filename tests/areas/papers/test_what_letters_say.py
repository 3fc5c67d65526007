"""What single letters must say by law or reference format, read off the paper of a real act (goals of documents)."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.documents.models import DocumentRow
from onething.areas.documents.paper import paper_of
from onething.core.cases.errors import FieldEmpty, RecordIncomplete
from onething.core.cases.parts import DeliveryWay, Ending, Promise, SiteOfficer
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.words import Way
from onething.core.source import Text
from onething.core.submission import Delivery, GivenMaterial, SeenOriginal
from onething.kit.ports import bound
from tests.areas.cases.permits import permits
from tests.areas.cases.test_declared import declaring
from tests.areas.cases.test_working import Story
from tests.areas.cases.tolerant import PHOTO, DeclaringScenes
from tests.areas.cases.world import APPLICANT, CLERK, Scenes, at, city, signed, submission
from tests.areas.papers.test_golden import CERTIFICATE, LIN, _Tolerant, accept, chinese, correct, printed


class TestAReceipt:
    def test_says_until_when_each_item_is_told_items_of_one_day_together(self):
        story = Story()
        text = printed("receipt")
        rows = CaseRow.objects.filter(application__number=story.receipt.number)
        told = {row.tell_on for row in rows if row.tell_on}
        assert len(rows) > len(told)
        for row in rows:
            assert row.name_zh in text
        for day in told:
            assert chinese(day) in text

    def test_of_one_item_says_it_once(self):
        Story()
        receipt = DocumentRow.objects.get(kind="receipt").to_core()
        assert len(paper_of(receipt, city())[1]["tells"]) > 1
        one = {name: receipt.values[name][:1] for name in ("items", "tells")}
        assert "tells" not in paper_of(replace(receipt, values={**receipt.values, **one}), city())[1]


PAPERS = ("applicant/photo", "applicant/id-card")


def on_paper():
    """Everything as ever, but two papers lie at the window that took them in."""
    draft = submission()
    given = tuple(GivenMaterial(one.key, Way.PAPER) if one.key in PAPERS else one for one in draft.materials)
    seen = tuple(SeenOriginal(key, 1, CLERK.id, CLERK.name, at("2026-03-05")) for key in PAPERS)
    return signed(replace(draft, materials=given, originals=seen, channel="desk", intake=CLERK.id))


class TestAnEnd:
    @pytest.fixture
    def numbers(self):
        made = cases.submit(CLERK, submission=on_paper(), key="k", now=at("2026-03-05"))
        return {one.item: one.number for one in made.cases}

    def test_lists_the_papers_that_go_back_and_not_those_that_another_item_still_needs(self, numbers):
        cases.withdraw(APPLICANT, case=numbers[CERTIFICATE], reason="", now=at("2026-03-06"))
        text = printed("ending", numbers[CERTIFICATE])
        assert "退还的材料（原件清单）" in text
        assert city().materials["photo"].label.zh in text
        assert city().materials["id-card"].label.zh not in text
        assert "撤回原因：申请人没有写明原因。" in text

    def test_of_the_last_item_gives_everything_back(self, numbers):
        cases.withdraw_all(
            APPLICANT, application=numbers[CERTIFICATE].rpartition("-")[0], now=at("2026-03-06")
        )
        listed = {
            one["key"] for row in DocumentRow.objects.filter(kind="ending") for one in row.values["returned"]
        }
        assert listed == set(PAPERS)

    def test_by_the_office_says_why(self, numbers):
        cases.accept(LIN, case=numbers[CERTIFICATE], now=at("2026-03-06"))
        cases.terminate(
            LIN,
            case=numbers[CERTIFICATE],
            ground=Ending.DUPLICATE,
            reason="已经发证",
            now=at("2026-03-06"),
        )
        assert "因重复申请；已经发证，本机关于" in printed("ending", numbers[CERTIFICATE])


class TestASpecialProcedure:
    def test_says_from_when_until_when_the_clock_stands(self):
        with permits():
            story = Story().accept(CERTIFICATE)
            number = story.numbers[CERTIFICATE]
            cases.pause(LIN, case=number, ground="testing", told_days=5, document="特告1", now=story.now)
        row = CaseRow.objects.get(number=number)
        text = printed("special_procedure")
        assert "所需时间5个工作日" in text
        assert f"停止计时{chinese(story.now.date())}至{chinese(row.paused_until)}" in text


def granted():
    story = accept().on("2026-03-20")
    story.grant(CERTIFICATE)
    number = story.numbers[CERTIFICATE]
    for result in cases.case_view(LIN, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(LIN, case=number, result=result, now=story.now)
    return story, number


class TestADelivery:
    def deliver(self, **more):
        story, number = granted()
        said = {"way": DeliveryWay.WINDOW, "proof": "签收单 1", "receiver": "黎国安"}
        cases.deliver(LIN, case=number, now=story.now, **{**said, **more})
        return printed("delivery_proof")

    def test_at_a_window_says_the_moment_the_place_and_who_signed(self):
        text = self.deliver()
        assert "送达时间2026年3月20日11时00分" in text
        assert "送达地点政务服务窗口" in text
        assert "收件人黎国安" in text

    def test_electronic_goes_where_the_applicant_chose(self):
        text = self.deliver(way=DeliveryWay.ELECTRONIC, proof="已阅读")
        assert "申请人的办件页和“我的证照”（申请人申请时确认的送达地址）" in text

    def test_by_post_needs_an_address_before_anything_is_kept(self):
        with pytest.raises(FieldEmpty, match="address"):
            self.deliver(way=DeliveryWay.POST, proof="EMS 1")
        assert not EventRow.objects.filter(name="Delivered").exists()
        assert not DocumentRow.objects.filter(kind="delivery_proof").exists()

    def test_by_post_goes_to_the_address_that_the_applicant_confirmed(self):
        story, number = granted()
        chosen = Delivery("post", "黎国安", "13800001357", "石龙镇中山路 1 号")
        cases.choose_delivery(APPLICANT, application=story.receipt.number, delivery=chosen, now=story.now)
        said = {"way": DeliveryWay.POST, "proof": "EMS 1", "receiver": "黎国安"}
        cases.deliver(LIN, case=number, now=story.now, **said)
        text = printed("delivery_proof")
        assert "送达地点石龙镇中山路1号（申请人申请时确认的送达地址）" in text
        assert "送达时间2026年3月20日送达人" in text  # of a parcel the day is known, no moment

    def test_left_at_the_place_says_why_and_who_saw_it(self):
        left = {"way": DeliveryWay.LEFT, "address": "石龙镇中山路 1 号", "refused": "认为等级有误"}
        text = self.deliver(**left, witness="中山社区居委会 陈某")
        for said in ("留置送达", "石龙镇中山路1号", "拒收事由认为等级有误", "见证人中山社区居委会陈某"):
            assert said in text, said
        assert "送达人、见证人签名" in text

    @pytest.mark.parametrize("missing", ["address", "refused", "witness"])
    def test_left_without_one_of_these_is_refused(self, missing):
        left = {"address": "石龙镇中山路 1 号", "refused": "认为等级有误", "witness": "陈某"}
        with pytest.raises(RecordIncomplete):
            self.deliver(way=DeliveryWay.LEFT, **{**left, missing: " "})


class TestACompletion:
    def test_says_where_the_licences_are_and_where_to_rate_but_gives_nobody_the_token(self):
        story, number = granted()
        cases.deliver(LIN, case=number, way=DeliveryWay.WINDOW, proof="1", receiver="黎国安", now=story.now)
        cases.withdraw_all(APPLICANT, application=story.receipt.number, now=story.now)
        text = printed("completion")
        assert "领取方式：电子送达" in text
        assert "http://127.0.0.1:8000/licences/" in text
        assert f"http://127.0.0.1:8000/applications/{story.receipt.number}/results" in text
        token = CaseRow.objects.get(number=number).application.rating
        assert token
        assert token not in text


class TestASiteRecord:
    def test_counts_the_photographs_and_names_each_by_its_hash(self):
        story = Story().accept(CERTIFICATE)
        number = story.numbers[CERTIFICATE]
        officers = (SiteOfficer("林晓", "粤A-0001"), SiteOfficer("许知行", "粤A-0002"))
        cases.check_site(
            LIN,
            case=number,
            officers=officers,
            place="石龙镇中山路 1 号",
            found="与申请一致。",
            unsigned="当事人不在场",
            photos=["ab12cd34" * 8, "99887766" * 8],
            now=story.now,
        )
        text = printed("site_record")
        assert "林晓（执法证粤A-0001）；许知行（执法证粤A-0002）" in text
        assert "随附现场照片2张" in text
        assert "1ab12cd34ab12cd34" in text
        assert "29988776699887766" in text
        assert "当事人不在场。（当事人未签字）" in text


class TestWordsOfTheCity:
    """What follows from a broken promise is the city's rule: its package says it, and the letter takes it from there."""

    SAID = {
        "tolerance": {"promise": Text("我保证补齐。"), "consequence": Text("不补的，退回重来。")},
        "declaration": {
            "promise": Text("我说的是真的。"),
            "consequence": Text("说假话的，收回。"),
            "checked_how": Text("上门看。"),
        },
        "declaration_broken": {"consequence": Text("收回，并公示。")},
        "correction_notice": {"consequence": Text("到期没补的，退回材料。")},
    }

    def city_that_says(self, scenes, letters):
        class Saying(scenes):
            def scene(self, scene, hash_):
                package, found = super().scene(scene, hash_)
                settings = {name: said for name, said in package.settings.items() if name != "letters"}
                return replace(package, settings={**settings, "letters": letters}), found

        return bound(FrozenScenes, Saying())

    def declare(self, letters):
        with self.city_that_says(DeclaringScenes, letters):
            made = cases.submit(APPLICANT, submission=declaring(), key="k", now=at("2026-03-05"))
            number = next(one.number for one in made.cases if one.item == CERTIFICATE)
            cases.accept(LIN, case=number, now=at("2026-03-05", 11))
            untrue = {"key": PHOTO, "holds": False, "how": "看原件", "finding": "照片不是本人。"}
            cases.check_declaration(LIN, case=number, **untrue, now=at("2026-03-05", 12))

    def test_are_those_of_a_declaration_and_of_one_that_is_not_true(self):
        self.declare(self.SAID)
        text = printed("declaration")
        for said in ("我说的是真的", "说假话的，收回", "上门看"):
            assert said in text, said
        broken = printed("declaration_broken")
        assert "收回，并公示" in broken
        assert "看原件" in broken

    def test_missing_refuse_the_act(self):
        with pytest.raises(FieldEmpty, match="promise"):
            self.declare({**self.SAID, "declaration": {}})
        assert not EventRow.objects.filter(name="Accepted").exists()

    def test_are_those_of_a_tolerance(self):
        with self.city_that_says(_Tolerant, self.SAID):
            story = Story()
            promise = Promise("applicant/photo", date(2026, 3, 20))
            cases.accept(LIN, case=story.numbers[CERTIFICATE], later=[promise], now=story.now)
        text = printed("tolerance")
        assert "我保证补齐" in text
        assert "不补的，退回重来" in text

    def test_are_those_of_a_correction(self):
        with self.city_that_says(Scenes, self.SAID):
            correct()
        assert "请在上述日期前一次补齐。补齐后即予受理；到期没补的，退回材料。" in printed(
            "correction_notice"
        )
