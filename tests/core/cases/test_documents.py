"""Each statutory act has its document, and no document goes out without what it must contain."""

import json
from dataclasses import replace

import pytest

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.documents import REQUIRED, TITLES, DocumentKind, documents_for, kinds_for
from onething.core.cases.errors import FieldEmpty
from onething.core.cases.parts import (
    ArchiveEntry,
    Correction,
    Declining,
    DeliveryWay,
    How,
    Outcome,
    Promise,
    Righting,
)
from onething.core.cases.shapes import REGISTRY
from tests.core.cases.story import (
    APPLICANT,
    BLURRED,
    CLERK,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    WORDS,
    Story,
    at,
    day,
    opening,
    supply,
)
from tests.core.cases.test_matter import LEVEL, disabled
from tests.core.cases.test_procedures import ASKED, HELD, OFFERED, SEEN, hearing_on

RECEIPT = {"materials": ["身份证"], "words": WORDS}


def drafts(story: Story):
    """Return the documents of the last command, without the one that closes an application of one case."""
    made = (draft for change in story.last for draft in documents_for(change, story.matter, RECEIPT))
    return [draft for draft in made if draft.kind is not DocumentKind.COMPLETION]


def kinds(story: Story) -> list[str]:
    return [draft.kind.value for draft in drafts(story)]


@pytest.fixture
def story() -> Story:
    return Story(opening("A-1", certificates=("card",), tolerable=("applicant/photo",)), on=at(2026, 3, 2))


class TestEachAct:
    def test_submission_has_a_receipt_with_the_materials(self, story):
        (draft,) = drafts(story)
        assert draft.kind is DocumentKind.RECEIPT
        assert (draft.values["material_count"], draft.values["received_on"]) == (1, "2026-03-02")

    @pytest.mark.parametrize("other", ["permit", "joint_permit", "benefit"])
    def test_receipt_and_notice_are_those_of_a_permit_if_all_that_they_name_are(self, other):
        story = Story(opening("A-1"), opening("A-2", profile=other), on=at(2026, 3, 2))
        (receipt,) = drafts(story)
        assert receipt.values["permit"] == (other != "benefit")
        story.find("A-1", BLURRED)
        (notice,) = drafts(story.accept("A-2").tell())
        assert notice.values["permit"] is True

    def test_correction_has_every_point_with_reason_fix_and_deadline(self, story):
        (draft,) = drafts(story.find("A-1", BLURRED).tell())
        assert draft.kind is DocumentKind.CORRECTION_NOTICE
        assert draft.values["points"][0]["fix"] == BLURRED.fix
        assert draft.values["supplement_on"] == "2026-03-16"
        assert draft.office is None

    def test_acceptance_has_both_dates(self, story):
        (draft,) = drafts(story.accept("A-1"))
        assert (draft.values["promised_on"], draft.values["statutory_on"]) == ("2026-03-23", "2026-03-30")

    def test_acceptance_by_silence_has_the_same_document(self, story):
        story.on(at(2026, 3, 10, 0)).send(c.ApplySilence(NIGHT, "A-1"))
        (draft,) = drafts(story)
        assert (draft.values["how"], draft.values["accepted_as_of"]) == ("deemed", "2026-03-02")

    @pytest.mark.parametrize(
        "profile", ["permit", "real_estate", "benefit", "confirmation", "public_service"]
    )
    def test_acceptance_says_whose_rule_gives_silence_its_effect(self, profile):
        (draft,) = drafts(Story(opening("A-1", profile=profile), on=at(2026, 3, 2)).accept("A-1"))
        promised = profile not in ("permit", "real_estate")
        assert ("并非法律规定" in draft.values["deemed_law"], "《" in draft.values["deemed_law"]) == (
            promised,
            not promised,
        )

    def test_acceptance_of_a_case_opened_before_profiles_said_what_they_cite_cites_the_same(self):
        kept = opening("A-1", profile="benefit")
        limits = replace(kept.limits, profile=replace(kept.limits.profile, silence_law=""))
        (draft,) = drafts(Story(replace(kept, limits=limits), on=at(2026, 3, 2)).accept("A-1"))
        assert draft.values["deemed_law"] == kept.limits.profile.silence_law

    def test_acceptance_of_a_waiting_item_says_what_its_dates_wait_for(self):
        (draft,) = drafts(disabled().accept("A-3"))
        assert "前序事项" in draft.values["promised_on"]["zh"]

    def test_acceptance_with_a_material_to_follow_has_a_promise_too(self, story):
        promise = Promise("applicant/photo", day("2026-03-20"))
        story.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (promise,)))
        assert kinds(story) == ["acceptance", "tolerance"]

    @pytest.mark.parametrize("kind", list(Declining))
    def test_declining_has_its_own_document(self, story, kind):
        story.send(c.Decline(REVIEWER, "A-1", kind, FULL, "市民政局"))
        assert kinds(story) == [kind.value]

    def test_pause_and_extension_have_theirs(self, story):
        story.accept("A-1").send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))
        assert kinds(story) == ["extension"]
        story.send(c.Pause(REVIEWER, "A-1", "testing", 10, "特告 1"))
        assert kinds(story) == ["special_procedure"]

    @pytest.mark.parametrize(
        ("outcome", "kind"),
        [(Outcome.GRANTED, "grant"), (Outcome.PARTLY, "partial_grant"), (Outcome.REFUSED, "refusal")],
    )
    def test_each_outcome_has_its_decision(self, story, outcome, kind):
        story.accept("A-1").send(c.Decide(REVIEWER, "A-1", outcome, FULL, "每月 100 元"))
        assert kinds(story) == [kind]

    def test_delivery_has_a_proof_that_names_the_licence(self, story):
        story.accept("A-1").grant("A-1", LEVEL).send(c.MakeCertificate(REVIEWER, "A-1", "card", "L-1"))
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.POST, "EMS 1", "申请人", "中山路 1 号"))
        (draft,) = drafts(story)
        assert (draft.kind.value, draft.values["what"]) == ("delivery_proof", ["L-1"])

    def test_the_end_of_everything_has_a_notice_with_each_result_and_its_licences(self):
        story = Story(opening("A-1", certificates=("card",)), opening("A-2"), on=at(2026, 3, 2))
        story.accept("A-1", "A-2").grant("A-1").refuse("A-2")
        story.send(c.MakeCertificate(REVIEWER, "A-1", "card", "L-1"))
        story.send(c.Deliver(CLERK, "A-1", DeliveryWay.POST, "EMS 1", "申请人", "中山路 1 号"))
        made = [one for change in story.last for one in documents_for(change, story.matter)]
        (paper,) = [one for one in made if one.kind is DocumentKind.COMPLETION]
        said = [(one["status"]["zh"], one["licences"]) for one in paper.values["results"]]
        assert said == [("准予", ["L-1"]), ("不予", [])]
        assert paper.values["closed_on"] == "2026-03-02"

    def test_every_end_without_decision_is_told(self):
        story = disabled().accept("A-1")
        story.send(c.Withdraw(APPLICANT, "A-1"))
        assert kinds(story) == ["ending"] * 3  # the one withdrawn, and the two that needed it

    def test_a_draft_is_plain_data(self, story):
        for change in (*story.find("A-1", BLURRED).tell().log,):
            for draft in documents_for(change, story.matter, RECEIPT):
                assert json.loads(json.dumps(draft.values)) == draft.values

    def test_what_is_no_statutory_act_has_none(self, story):
        story.find("A-1", BLURRED).tell()
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert kinds(story) == []


class TestWhatMustBeThere:
    @pytest.mark.parametrize("missing", ["article", "facts"])
    def test_a_grant_without_its_rule_or_facts_is_refused(self, story, missing):
        story.accept("A-1")
        story.send(c.Decide(REVIEWER, "A-1", Outcome.GRANTED, replace(FULL, **{missing: ""}), "准予"))
        with pytest.raises(FieldEmpty) as refused:
            drafts(story)
        assert missing in refused.value.facts()["missing"]
        assert "准予决定书" in refused.value.sentence.zh

    @pytest.mark.parametrize("kind", ["tolerance", "declaration", "declaration_broken"])
    def test_a_letter_of_the_citys_own_rule_without_its_words_is_refused(self, kind):
        stories = (_everything(), _procedures())
        change, matter = next(
            (change, story.matter)
            for story in stories
            for change in story.log
            if DocumentKind(kind) in kinds_for(change.event)
        )
        words = {name: said for name, said in WORDS.items() if name != kind}
        with pytest.raises(FieldEmpty, match="consequence"):
            documents_for(change, matter, {**RECEIPT, "words": words})

    @pytest.mark.parametrize("kind", list(DocumentKind))
    def test_every_required_field_is_checked(self, kind):
        """Each field taken out of a whole draft is missed, so none is only written down."""
        change, matter = next(
            (change, story.matter)
            for story in (_everything(), _other_ends(), _procedures(), _put_right())
            for change in story.log
            if kind in kinds_for(change.event)
        )
        for name in REQUIRED[kind]:
            with pytest.raises(FieldEmpty, match=name):
                documents_for(change, matter, {**RECEIPT, name: None})

    def test_an_application_without_materials_still_has_a_receipt(self, story):
        (draft,) = documents_for(story.log[0], story.matter, {"materials": []})
        assert draft.values["material_count"] == 0

    def test_a_receipt_without_its_list_is_refused(self, story):
        with pytest.raises(FieldEmpty, match="materials"):
            documents_for(story.log[0], story.matter)


def _everything() -> Story:
    story = Story(
        opening("A-1", tolerable=("applicant/photo",)),
        opening("A-2"),
        opening("A-3"),
        opening("A-4"),
        on=at(2026, 3, 2),
    )
    for number in ("A-1", "A-2", "A-3", "A-4"):
        story.find(number, *((BLURRED,) if number == "A-2" else ()))
    story.tell()
    story.send(c.Accept(REVIEWER, "A-1", How.TOLERATED, (Promise("applicant/photo", day("2026-03-20")),)))
    story.send(c.Supplement(APPLICANT, supply("applicant/photo")))
    story.send(c.Extend(MANAGER, "A-1", 5, "局长", "情况复杂"))
    story.send(c.Pause(REVIEWER, "A-1", "testing", 10, "特告 1"))
    story.send(c.Resume(REVIEWER, "A-1", "testing"))
    story.grant("A-1").send(c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"))
    story.send(c.Withdraw(APPLICANT, "A-2"))
    story.accept("A-3", "A-4").refuse("A-3")
    story.send(c.Decide(REVIEWER, "A-4", Outcome.PARTLY, FULL, "每月 100 元"))
    return story


def _procedures() -> Story:
    declared = opening("A-1", declared=("applicant/premises",))
    story = Story(declared, on=at(2026, 3, 2)).accept("A-1")
    untrue = c.CheckDeclaration(REVIEWER, "A-1", "applicant/premises", False, "到现场查看", "是住宅")
    story.send_all(untrue, SEEN, c.TellInterested(REVIEWER, "A-1", "邻居", "相邻房屋", 3))
    story.send_all(c.TakeStatement(REVIEWER, "A-1", "邻居", "没有意见"), OFFERED, ASKED)
    return story.send_all(hearing_on("2026-03-12", announced="公告栏")).on(at(2026, 3, 12)).send_all(HELD)


def _other_ends() -> Story:
    story = _ended()  # some acts of its end, then its archive
    entry = ArchiveEntry("submission", "申请", "A", "abc")
    return story.on(at(2026, 7, 1)).send_all(c.Archive(NIGHT, (entry,)))


def _ended() -> Story:
    story = Story(opening("A-1"), opening("A-2"), on=at(2026, 3, 2), archive_days=90)
    story.send(c.Decline(REVIEWER, "A-1", Declining.NOT_A_MATTER, FULL))
    story.send(c.Decline(REVIEWER, "A-2", Declining.NOT_COMPETENT, FULL, "市民政局"))
    return story


def _put_right() -> Story:
    """One grant corrected, revoked and restored, one recalled, one cancelled."""
    story = Story(opening("A-1"), opening("A-2"), opening("A-3"), on=at(2026, 3, 2))
    for number in ("A-1", "A-2", "A-3"):
        story.accept(number).grant(number)
    to_make_good = {"compensation": "依法补偿"}
    wrong = Correction("content", "准予", "准予，自 3 月起")
    story.send(c.ProposeRighting(REVIEWER, "A-1", Righting.CORRECTION, FULL, corrections=(wrong,)))
    story.send(c.ConfirmRighting(MANAGER, "A-1"))
    story.send(c.ProposeRighting(REVIEWER, "A-1", Righting.REVOCATION, FULL, "procedure", **to_make_good))
    story.send(c.ProposeRighting(REVIEWER, "A-2", Righting.RECALL, FULL, "law_changed", **to_make_good))
    story.send(c.ProposeRighting(REVIEWER, "A-3", Righting.CANCELLATION, FULL, "expired"))
    story.wait(30)
    for number in ("A-1", "A-2", "A-3"):
        story.send(c.ConfirmRighting(MANAGER, number))
    story.send(c.ProposeRighting(REVIEWER, "A-1", Righting.RESTORATION, FULL))
    story.send(c.ConfirmRighting(MANAGER, "A-1"))
    return story


def test_every_kind_has_its_title_and_its_list():
    assert set(TITLES) == set(REQUIRED) == set(DocumentKind)


def test_every_end_of_a_case_is_an_act():
    ends = ("Declined", "Decided", "Delivered", "Withdrawn", "Terminated", "Lapsed", "PreconditionFailed")
    assert all(name in REGISTRY.classes for name in ends)
    assert kinds_for(e.Withdrawn(day("2026-03-02"))) == (DocumentKind.ENDING,)
