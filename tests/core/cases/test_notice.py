"""The one correction notice over several departments."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    AlreadyEnded,
    ComesFromOtherItem,
    NothingAsked,
    NothingToTell,
    NoticeTooEarly,
    PointIncomplete,
    SupervisorNeeded,
    ToldOnce,
    ToldTwice,
)
from onething.core.cases.notice import looking
from onething.core.cases.parts import Arising, How, Line, Point
from tests.core.cases.story import (
    APPLICANT,
    BLURRED,
    MANAGER,
    NIGHT,
    NO_PHOTO,
    REVIEWER,
    SUPERVISOR,
    Story,
    at,
    day,
    opening,
    supply,
)

MONDAY = at(2026, 3, 2)
AGAIN = replace(BLURRED, reason="not_fixed", what="仍看不清", arose=Arising.SUPPLEMENT)


def two(profile_1: str = "permit", profile_2: str = "permit", **more) -> Story:
    return Story(opening("A-1", profile=profile_1), opening("A-2", profile=profile_2, **more), on=MONDAY)


def notices(story: Story) -> list[e.NoticeSent]:
    return [change.event for change in story.log if isinstance(change.event, e.NoticeSent)]


def still_looking(story: Story) -> list[str]:
    cases = looking(story.matter.cases.values(), round=1, today=story.now.date(), calendar=story.calendar)
    return [case.number for case in cases]


class TestOneNotice:
    def test_carries_the_findings_of_two_departments(self):
        story = two().find("A-1", BLURRED)
        with pytest.raises(NoticeTooEarly, match="A-2"):
            story.tell()
        story.find("A-2", NO_PHOTO).tell()
        (sent,) = notices(story)
        assert sent.points == {"A-1": (BLURRED,), "A-2": (NO_PHOTO,)}
        assert [story.case(number).notice for number in ("A-1", "A-2")] == ["N1", "N1"]

    def test_does_not_wait_for_a_department_that_found_nothing(self):
        story = two().find("A-1", BLURRED).find("A-2").tell()
        assert story.status("A-1") == "to_supplement"
        assert story.status("A-2") == "submitted"

    def test_waits_for_a_department_that_has_found_one_fault_and_still_looks(self):
        story = two().find("A-1", BLURRED)
        story.send(c.Check(REVIEWER, "A-2", (NO_PHOTO,), finished=False))
        with pytest.raises(NoticeTooEarly, match="A-2"):
            story.tell()
        story.find("A-2", NO_PHOTO, BLURRED).tell()
        (sent,) = notices(story)
        assert sent.points["A-2"] == (NO_PHOTO, BLURRED)

    def test_carries_on_its_last_day_also_what_was_found_in_a_case_that_is_not_finished(self):
        story = two().find("A-2")
        story.send(c.Check(REVIEWER, "A-1", (BLURRED,), finished=False))
        story.on(at(2026, 3, 9, 18)).tell()
        assert story.status("A-1") == "to_supplement"

    def test_has_nobody_look_any_more_for_what_comes_by_itself(self):
        story = two(proactive=True).find("A-1", BLURRED).tell()
        assert still_looking(story) == []

    def test_names_those_who_still_look_until_their_silence_has_spoken(self):
        story = two("real_estate", "permit").find("A-1", BLURRED).tell()
        assert still_looking(story) == ["A-2"]
        assert still_looking(story.on(at(2026, 3, 10))) == []

    def test_leaves_at_the_latest_when_the_limit_of_an_item_with_findings_ends(self):
        story = two().find("A-1", BLURRED).on(at(2026, 3, 6))
        with pytest.raises(NoticeTooEarly):
            story.tell()
        story.on(at(2026, 3, 9, 18)).tell()
        assert story.status("A-1") == "to_supplement"

    def test_no_departments_limit_shortens_anothers(self):
        """The item on the spot has no finding, so its limit does not drive the other's notice."""
        story = two("permit", "real_estate").find("A-1", BLURRED)
        with pytest.raises(NoticeTooEarly):
            story.on(at(2026, 3, 2, 20)).tell()

    def test_an_on_the_spot_finding_leaves_on_its_own_day(self):
        story = two("permit", "real_estate").find("A-2", NO_PHOTO).on(at(2026, 3, 2, 20)).tell()
        assert (story.status("A-2"), story.status("A-1")) == ("to_supplement", "submitted")

    def test_later_findings_follow_as_a_page_of_the_same_notice(self):
        story = two("permit", "real_estate").find("A-2", NO_PHOTO).tell()
        story.on(at(2026, 3, 5)).find("A-1", BLURRED).tell("another number")
        assert [(one.number, one.page, one.round) for one in notices(story)] == [("N1", 1, 1), ("N1", 2, 1)]

    def test_an_item_whose_silence_has_spoken_is_accepted_and_not_told(self):
        story = two().find("A-1", BLURRED).on(at(2026, 3, 10))
        with pytest.raises(NothingToTell):
            story.tell()
        story.send(c.ApplySilence(NIGHT, "A-1"))
        assert story.case("A-1").how is How.DEEMED

    def test_without_any_limit_it_waits_for_the_last_limit_of_the_others(self):
        story = two("market_registration", "permit").find("A-1", BLURRED)
        with pytest.raises(NoticeTooEarly):
            story.tell()
        story.on(at(2026, 3, 9)).tell()
        assert story.status("A-1") == "to_supplement"

    def test_a_department_may_correct_its_findings_until_they_leave(self):
        story = two().find("A-1", BLURRED).find("A-1", NO_PHOTO).find("A-2").tell()
        assert notices(story)[0].points == {"A-1": (NO_PHOTO,)}

    def test_what_is_put_right_on_the_spot_is_not_told(self):
        story = two().find("A-1", BLURRED)
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert (story.status("A-1"), story.case("A-1").checked) == ("submitted", False)
        story.find("A-1").find("A-2")
        with pytest.raises(NothingToTell):
            story.tell()

    def test_what_another_item_produces_is_never_a_finding(self):
        story = two(comes=("applicant/disability-certificate",))
        with pytest.raises(ComesFromOtherItem):
            story.find("A-2", Point("applicant/disability-certificate", "missing", "缺残疾人证", "补交"))

    def test_a_finding_says_what_is_wrong_and_how_to_put_it_right(self):
        with pytest.raises(PointIncomplete):
            two().find("A-1", replace(BLURRED, fix=" "))


class TestASupplement:
    def test_serves_every_case_that_asked(self):
        story = two().find("A-1", BLURRED).find("A-2", BLURRED).tell()
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert (story.status("A-1"), story.status("A-2")) == ("supplemented", "supplemented")
        assert sum(isinstance(change.event, e.ApplicationSupplemented) for change in story.log) == 1

    def test_of_what_nobody_asked_for_is_refused(self):
        story = two().find("A-1", BLURRED).find("A-2").tell()
        with pytest.raises(NothingAsked, match="person/address"):
            story.send(c.Supplement(APPLICANT, supply(BLURRED.key, "person/address")))

    def test_is_welcome_late_until_the_case_has_lapsed(self):
        story = two().find("A-1", BLURRED).find("A-2").tell().on(at(2026, 3, 30))
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        assert story.status("A-1") == "supplemented"

    def test_begins_a_new_telling_period_whose_silence_accepts_as_of_its_day(self):
        story = two().find("A-1", BLURRED).find("A-2").tell().on(at(2026, 3, 4))
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        story.on(at(2026, 3, 12, 0)).send(c.ApplySilence(NIGHT, "A-1"))
        assert story.case("A-1").clock.accepted_on == day("2026-03-04")


class TestRoundTwo:
    @pytest.fixture
    def supplemented(self) -> Story:
        story = Story(opening("A-1"), on=MONDAY).find("A-1", BLURRED, NO_PHOTO).tell()
        story.on(at(2026, 3, 4)).send(c.Supplement(APPLICANT, supply(BLURRED.key, NO_PHOTO.key)))
        return story

    def test_is_for_what_arose_from_the_supplement_only(self, supplemented):
        for point in (
            replace(BLURRED, reason="expired"),
            replace(BLURRED, key="applicant/form", arose=Arising.SUPPLEMENT),
            replace(BLURRED, arose=Arising.SUPPLEMENT),  # the same finding again
            replace(BLURRED, key="applicant/address", arose=Arising.CHANGE),
        ):
            with pytest.raises(ToldOnce):
                supplemented.find("A-1", point)

    def test_needs_a_supervisor_with_a_reason(self, supplemented):
        supplemented.find("A-1", AGAIN)
        for command in (
            c.SendNotice(NIGHT, "N2"),
            c.SendNotice(NIGHT, "N2", MANAGER, "补件仍不清"),
            c.SendNotice(NIGHT, "N2", SUPERVISOR, " "),
        ):
            with pytest.raises(SupervisorNeeded):
                supplemented.send(command)
        supplemented.send(c.SendNotice(NIGHT, "N2", SUPERVISOR, "补件仍不清"))
        last = notices(supplemented)[-1]
        assert (last.number, last.round, last.allowed_by) == ("N2", 2, SUPERVISOR.id)

    def test_is_the_last(self, supplemented):
        supplemented.find("A-1", AGAIN)
        supplemented.send(c.SendNotice(NIGHT, "N2", SUPERVISOR, "补件仍不清"))
        supplemented.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        with pytest.raises(ToldTwice):
            supplemented.find("A-1", replace(AGAIN, reason="third"))
        assert supplemented.accept("A-1").status("A-1") == "accepted"

    def test_also_exists_for_a_change_of_the_request(self):
        story = Story(opening("A-1"), on=MONDAY).find("A-1", BLURRED).tell()
        changed = Line("applicant/address", "new")
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key), (changed,)))
        story.find("A-1", Point("applicant/address", "unclear", "新地址不全", "写全", arose=Arising.CHANGE))
        story.send(c.SendNotice(NIGHT, "N2", SUPERVISOR, "申请人变更了地址"))
        assert story.case("A-1").rounds == 2

    def test_no_change_is_taken_once_everything_is_accepted(self):
        story = Story(opening("A-1"), on=MONDAY).accept("A-1")
        with pytest.raises(AlreadyEnded):
            story.send(c.Supplement(APPLICANT, (), (Line("applicant/address", "new"),)))

    def test_a_late_first_check_stays_on_the_first_notice_while_another_case_is_in_round_two(self):
        story = two("permit", "real_estate").find("A-2", BLURRED).tell()
        story.send(c.Supplement(APPLICANT, supply(BLURRED.key)))
        story.find("A-1", NO_PHOTO).find("A-2", AGAIN).tell("N2")
        assert (notices(story)[-1].number, notices(story)[-1].page) == ("N1", 2)
        story.send(c.SendNotice(NIGHT, "N2", SUPERVISOR, "补件仍不清"))
        assert (notices(story)[-1].number, notices(story)[-1].page, notices(story)[-1].round) == ("N2", 1, 2)


class TestWhateverTheOrderOfWork:
    @given(
        order=st.permutations(["A-1", "A-2", "A-3"]),
        faulty=st.sets(st.sampled_from(["A-1", "A-2", "A-3"]), min_size=1),
    )
    def test_findings_made_in_time_leave_together_once(self, order, faulty):
        story = Story(*(opening(f"A-{n}") for n in (1, 2, 3)), on=MONDAY)
        for number in order:
            story.find(number, *((BLURRED,) if number in faulty else ()))
        story.tell()
        (sent,) = notices(story)
        assert set(sent.points) == faulty
        with pytest.raises(NothingToTell):
            story.tell()
