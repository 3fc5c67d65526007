"""An item of level L2: taken in here, decided in the department's system, whose answers come in any order."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.areas.cases import api as cases
from onething.areas.cases.errors import AnswerUnreadable, GivesMissing
from onething.areas.cases.models import CallbackRow, CaseRow, EventRow, PushRow
from onething.core.actors import PermissionMissing
from onething.core.cases.errors import GroundsMissing
from onething.core.cases.parts import Grounds
from onething.core.catalogue.words import Level
from onething.kit.jobs import api as jobs
from tests.areas.cases.levels import ITEM, SYSTEM_NAME, at_level
from tests.areas.cases.test_working import GIVES, Story
from tests.areas.cases.world import APPLICANT, FEDERATION, SUPERVISOR, SYSTEM

pytestmark = pytest.mark.django_db
GRANTED = {"text": "准予", "favourable": True, "decision": {"outcome": "granted", "gives": GIVES}}
REFUSED = {
    "text": "不予",
    "favourable": False,
    "decision": {
        "outcome": "refused",
        "officer": "残联 李审",
        "facts": "评定为不构成残疾",
        "article": "残疾人证管理办法 第八条",
        "remedy": "60 日内申请行政复议，6 个月内提起行政诉讼",
    },
}
PARTLY = {
    "text": "部分准予",
    "favourable": False,
    "decision": {
        "outcome": "partly",
        "officer": "残联 李审",
        "facts": "肢体残疾成立，视力残疾不成立",
        "article": "残疾人证管理办法 第八条",
        "reason": "视力残疾没有评定结论",
        "remedy": "60 日内申请行政复议，6 个月内提起行政诉讼",
        "content": "准予肢体残疾一级的残疾人证",
        "gives": GIVES,
    },
}
FINDING = {"text": "照片看不清", "favourable": False}
RECEIVED = {"received": True}


@pytest.fixture
def story(house):
    with at_level(Level.DECIDED_THERE):
        yield Story()


@pytest.fixture
def case(story):
    return story.numbers[ITEM]


def tell(story, case, version, body):
    return cases.receive_callback(
        SYSTEM, system=SYSTEM_NAME, version=version, case=case, body=body, now=story.now
    )


def row(case):
    return CaseRow.objects.get(number=case)


class TestADecisionOfTheDepartment:
    def test_grants_and_hands_on_what_the_result_gives(self, story, case):
        story.accept(ITEM, "care-allowance")
        assert tell(story, case, 1001, GRANTED)
        assert (row(case).status, row(case).outcome) == ("granted", "granted")
        assert story.status("care-allowance") == "in_review"
        assert EventRow.objects.get(stream=case, name="Decided").actor == "system:federation"

    def test_refuses_in_the_name_of_who_signed_with_facts_article_and_remedy(self, story, case, house):
        story.accept(ITEM)
        assert tell(story, case, 1001, REFUSED)
        assert row(case).status == "refused"
        decided = EventRow.objects.get(stream=case, name="Decided")
        assert decided.actor_name == "残联 李审"
        assert decided.to_core().event.grounds.article == "残疾人证管理办法 第八条"
        assert "refusal" in house.papers.kinds()

    @pytest.mark.parametrize("missing", ["officer", "facts", "article", "remedy"])
    def test_that_refuses_without_one_of_them_is_none(self, story, case, missing):
        story.accept(ITEM)
        decision = {name: value for name, value in REFUSED["decision"].items() if name != missing}
        with pytest.raises(AnswerUnreadable):
            tell(story, case, 1001, {**REFUSED, "decision": decision})
        assert row(case).status == "in_review"
        assert not CallbackRow.objects.exists()

    def test_grants_in_part_with_reason_article_and_remedy_for_the_rest(self, story, case, house):
        story.accept(ITEM, "care-allowance")
        assert tell(story, case, 1001, PARTLY)
        assert (row(case).status, row(case).outcome) == ("granted", "partly")
        decided = EventRow.objects.get(stream=case, name="Decided")
        assert decided.actor_name == "残联 李审"
        event = decided.to_core().event
        said = PARTLY["decision"]
        assert event.content == said["content"]
        assert event.grounds == Grounds(said["facts"], said["article"], said["reason"], said["remedy"])
        assert "partial_grant" in house.papers.kinds()
        assert story.status("care-allowance") == "in_review"

    @pytest.mark.parametrize("missing", ["facts", "article", "reason", "remedy"])
    def test_that_grants_in_part_is_refused_by_the_rule_for_persons_without_one_of_them(
        self, story, case, missing
    ):
        """Before the acceptance too: it does not lie in the inbox to fail later."""
        decision = {**PARTLY["decision"], missing: " "}
        for _ in range(2):
            with pytest.raises(GroundsMissing) as refused:
                tell(story, case, 1001, {**PARTLY, "decision": decision})
            assert refused.value.missing == missing
            assert not CallbackRow.objects.exists()
            if story.status(ITEM) == "submitted":
                story.accept(ITEM)
        assert row(case).status == "in_review"

    @pytest.mark.parametrize("missing", ["officer", "content"])
    def test_that_grants_in_part_says_who_signed_and_what_is_granted(self, story, case, missing):
        story.accept(ITEM)
        decision = {name: value for name, value in PARTLY["decision"].items() if name != missing}
        with pytest.raises(AnswerUnreadable):
            tell(story, case, 1001, {**PARTLY, "decision": decision})
        assert row(case).status == "in_review"

    def test_that_grants_without_what_the_result_gives_is_none(self, story, case):
        story.accept(ITEM)
        with pytest.raises(GivesMissing):
            tell(story, case, 1001, {"text": "准予", "decision": {"outcome": "granted"}})
        assert row(case).status == "in_review"

    def test_before_the_acceptance_waits_for_it(self, story, case):
        assert not tell(story, case, 1001, GRANTED)
        assert row(case).status == "submitted"
        story.accept(ITEM)
        jobs.drain(now=story.now)
        assert row(case).status == "granted"
        assert CallbackRow.objects.get().applied

    def test_holds_although_an_officer_here_had_taken_the_case_over(self, story, case):
        story.accept(ITEM)
        cases.take_over(FEDERATION, case=case, now=story.now)
        assert tell(story, case, 1001, GRANTED)

    def test_after_the_person_withdrew_is_kept_and_changes_nothing(self, story, case):
        cases.withdraw_all(APPLICANT, application=story.receipt.number, now=story.now)
        assert not tell(story, case, 1001, GRANTED)
        assert row(case).status == "withdrawn"

    def test_is_told_by_nobody_but_a_department_system(self, story, case):
        with pytest.raises(PermissionMissing):
            cases.receive_callback(
                FEDERATION, system=SYSTEM_NAME, version=1001, case=case, body=GRANTED, now=story.now
            )


class TestADecisionAboutAnItemDecidedHere:
    def test_is_an_opinion_and_decides_nothing(self, house):
        story = Story()
        case = story.numbers[ITEM]
        story.accept(ITEM)
        assert tell(story, case, 1001, REFUSED)
        assert row(case).status == "in_review"
        assert EventRow.objects.get(stream=case, name="Opinion").to_core().event.favourable is False


STEPS = ("accept", "received", "finding", "decided")


class TestWhateverTheOrder:
    @given(
        order=st.permutations(STEPS),
        again=st.lists(st.sampled_from(STEPS[1:]), max_size=4),
        refused=st.booleans(),
    )
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_the_case_ends_in_the_same_state(self, house, order, again, refused):
        news = {"received": (1001, RECEIVED), "finding": (1002, FINDING)}
        news["decided"] = (1003, REFUSED if refused else GRANTED)
        with transaction.atomic(), at_level(Level.DECIDED_THERE):
            story = Story()
            case = story.numbers[ITEM]
            jobs.drain(now=story.now)
            for step in [*order, *again]:
                if step == "accept":
                    story.accept(ITEM)
                else:
                    tell(story, case, *news[step])
            jobs.drain(now=story.now)
            assert row(case).status == ("refused" if refused else "granted")
            assert EventRow.objects.filter(stream=case, name="Decided").count() == 1
            assert not PushRow.objects.filter(case=case, sequence=1, settled_at=None).exists()
            transaction.set_rollback(True)


def unknown(story, case):
    view = cases.case_view(FEDERATION, case=case, now=story.now)
    own = cases.application_view(APPLICANT, application=story.receipt.number, today=story.now.date())
    (mine,) = [one for one in own.cases if one.number == case]
    assert (view.unknown is None) == (mine.unknown_since is None)
    return view.unknown


class TestASystemThatIsSilent:
    def silent(self, story, **after):
        from onething.areas.cases import tasks

        story.now += timedelta(**after)
        tasks.silence(story.now)

    def test_leaves_the_state_of_the_case_unknown_after_its_time_and_raises_one_alarm(
        self, story, case, house
    ):
        jobs.drain(now=story.now)
        told_at = story.now
        self.silent(story, hours=23)
        assert unknown(story, case) is None
        for _ in range(3):
            self.silent(story, hours=2)
        said = unknown(story, case)
        assert (said.system, said.since) == (SYSTEM_NAME, (told_at - timedelta(hours=1)).date())
        assert cases.count_unknown(SUPERVISOR) == 1

    def test_is_known_again_as_soon_as_it_speaks(self, story, case):
        jobs.drain(now=story.now)
        self.silent(story, hours=25)
        assert unknown(story, case) is not None
        tell(story, case, 1001, RECEIVED)
        assert unknown(story, case) is None
        self.silent(story, hours=1)
        assert unknown(story, case) is None

    def test_that_is_down_is_silent_about_items_decided_here_too(self, house):
        house.systems.down = {SYSTEM_NAME}
        story = Story()
        jobs.drain(now=story.now)
        self.silent(story, hours=25)
        case = story.numbers[ITEM]
        assert unknown(story, case) is not None
        house.systems.down = set()
        jobs.drain(now=story.now)
        assert unknown(story, case) is None
