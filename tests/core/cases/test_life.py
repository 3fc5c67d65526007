"""Random applicants and officers, with days passing: whatever they do, every invariant holds after every step."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from onething.core.cases import commands as c
from onething.core.cases import matter as m
from onething.core.cases.dates import silence_spoke
from onething.core.cases.graph import ENDED, FINAL, TO_CHECK, Status
from onething.core.cases.invariants import check
from onething.core.cases.parts import (
    Arising,
    Contact,
    Declining,
    DeliveryWay,
    Ending,
    Given,
    Grounds,
    How,
    OfficeKey,
    Outcome,
    Point,
    Promise,
)
from onething.core.cases.state import fold
from onething.core.errors import DomainError
from onething.core.source import Text
from onething.core.workdays import CalendarMissing
from tests.core.cases.memory import Memory
from tests.core.cases.story import (
    APPLICANT,
    CALENDAR,
    CLERK,
    COLLEAGUE,
    FULL,
    MANAGER,
    NIGHT,
    REVIEWER,
    SUPERVISOR,
    at,
    opening,
    submission,
    supply,
)

CASES = ("A-1", "A-2", "A-3", "A-4")
KEYS = ("applicant/id-card", "applicant/photo", "applicant/form")
OFFICERS = (CLERK, REVIEWER, COLLEAGUE, MANAGER, NIGHT)

case = st.sampled_from(CASES)
officer = st.sampled_from(OFFICERS)
points = st.builds(
    Point,
    key=st.sampled_from(KEYS),
    reason=st.sampled_from(("missing", "unreadable", "not_fixed")),
    what=st.just("缺"),
    fix=st.just("补"),
    arose=st.sampled_from(Arising),
)
profiles = st.sampled_from(("permit", "real_estate", "market_registration", "benefit"))


#: What ends a case comes now and then, or no story would grow long.
seldom = st.integers(0, 4).map(lambda roll: roll == 0)


class Life(RuleBasedStateMachine):
    """Every command may be tried by anyone at any time; a refusal must leave everything as it was."""

    def __init__(self):
        super().__init__()
        self.now = at(2026, 2, 27)
        self.memory = Memory(CALENDAR)
        self.fails = False
        self.ended: dict[str, Status] = {}

    @initialize(profile_1=profiles, profile_2=profiles, automatic=st.booleans(), fails=st.booleans())
    def submits(self, profile_1, profile_2, automatic, fails):
        self.fails = fails
        steps = ("intake", "check", "decision", "certificate")
        command = submission(
            opening("A-1", profile="permit", steps=steps, certificates=("card",), tolerable=KEYS[1:2]),
            opening("A-2", profile=profile_1, automatic=automatic),
            opening("A-3", profile=profile_2, needs=("A-1",), comes=KEYS[2:]),
            opening("A-4", profile="permit", needs=("A-1",), after=("A-2",)),
        )
        self.memory.keep("A", m.submit(None, command, self.now, CALENDAR), self.now, APPLICANT)

    @property
    def matter(self) -> m.Matter:
        return self.memory.matters["A"]

    def recheck(self, state, given):
        if self.fails and state.number == "A-3" and "A-1" in given:
            return m.Verdict(False, Text("等级不符"), Text("可另行申请"))
        return m.HOLDS

    def send(self, command):
        before = self.matter
        try:
            changes = m.handle(before, command, self.now, calendar=CALENDAR, recheck=self.recheck)
        except (DomainError, CalendarMissing):
            assert self.matter is before
            return
        self.memory.keep("A", changes, self.now, command.by)

    # -- days and nights

    @rule(days=st.integers(0, 9))
    def days_pass(self, days):
        """Every night the jobs draw what follows from silence and from nothing having been supplied."""
        for _ in range(days):
            self.now += timedelta(1)
            for number in CASES:
                self.send(c.ApplySilence(NIGHT, number))
                self.send(c.Lapse(NIGHT, number, "本市补正期限"))

    # -- offices

    @rule(number=case, by=officer)
    def takes_in(self, number, by):
        self.send(c.TakeIn(by, number))

    @rule(number=case, by=officer, found=st.lists(points, max_size=2).map(tuple), finished=st.booleans())
    def checks(self, number, by, found, finished):
        self.send(c.Check(by, number, found, finished))

    @rule(faulty=st.sets(case), key=st.sampled_from(KEYS), allowed=st.sampled_from((MANAGER, SUPERVISOR)))
    def every_department_checks_and_the_notice_leaves(self, faulty, key, allowed):
        """The ordinary course of rounds 1 and 2, which single random steps would seldom hit."""
        for number, one in self.matter.cases.items():
            arose = Arising.SUPPLEMENT if one.rounds else Arising.FIRST
            reason = "not_fixed" if one.rounds else "missing"
            found = (Point(key, reason, "缺", "补", arose=arose),) if number in faulty else ()
            self.send(c.Check(REVIEWER, number, found))
        self.send(c.SendNotice(NIGHT, f"N{len(self.memory.papers)}", allowed, "补件有误"))

    @rule(allowed=st.sampled_from((None, MANAGER, SUPERVISOR)), number=st.integers(10**4, 10**6))
    def sends_the_notice(self, allowed, number):
        self.send(c.SendNotice(NIGHT, f"N{number}", allowed, "补件有误"))

    @rule(number=case, by=officer, how=st.sampled_from(How), later=st.booleans())
    def accepts(self, number, by, how, later):
        promise = (Promise(KEYS[1], self.now.date() + timedelta(5)),) if later else ()
        self.send(c.Accept(by, number, how, promise))

    @rule(number=case, by=officer, kind=st.sampled_from(Declining), now=seldom)
    def declines(self, number, by, kind, now):
        if not now:
            return
        self.send(c.Decline(by, number, kind, FULL, "市民政局"))

    @rule(
        number=case,
        by=officer,
        ground=st.sampled_from(("hearing", "testing", "site_check")),
        days=st.integers(0, 9),
    )
    def pauses(self, number, by, ground, days):
        self.send(c.Pause(by, number, ground, days, "特告 1"))

    @rule(number=case, by=officer, ground=st.sampled_from(("hearing", "testing")))
    def resumes(self, number, by, ground):
        self.send(c.Resume(by, number, ground))

    @rule(number=case, by=officer, days=st.integers(0, 12))
    def extends(self, number, by, days):
        self.send(c.Extend(by, number, days, "局长", "情况复杂"))

    @rule(number=case, by=officer, step=st.integers(-1, 4), reason=st.sampled_from(("", "重新核查")))
    def enters_a_step(self, number, by, step, reason):
        self.send(c.EnterStep(by, number, step, reason))

    @rule(number=case, by=officer)
    def takes_over(self, number, by):
        self.send(c.TakeOver(by, number, "同事休假"))

    @rule(number=case, by=officer)
    def transfers(self, number, by):
        self.send(c.TransferTo(by, number, OfficeKey("right", "441900101000", "town"), "户籍在莞城"))

    @rule(
        number=case,
        by=officer,
        outcome=st.sampled_from(Outcome),
        grounds=st.sampled_from((FULL, FULL, Grounds("事实", "条文"))),
    )
    def decides(self, number, by, outcome, grounds):
        given = Given(fields={"applicant/disability.level": "2"}, facts={"disability_level": "2"})
        self.send(c.Decide(by, number, outcome, grounds, "准予", given, ("rule",)))

    @rule(by=officer, outcome=st.sampled_from(Outcome))
    def works_the_certificate_through(self, by, outcome):
        self.send(c.Accept(by, "A-1"))
        self.send(c.EnterStep(by, "A-1", 2))
        self.send(c.Decide(by, "A-1", outcome, FULL, "准予", Given(facts={"disability_level": "2"})))

    @rule(days=st.integers(1, 9), ends=st.booleans())
    def a_test_is_made(self, days, ends):
        self.send(c.Accept(REVIEWER, "A-1"))
        self.send(c.Pause(REVIEWER, "A-1", "testing", days, "特告 1"))
        if ends:
            self.days_pass(days=days // 2)
            self.send(c.Resume(REVIEWER, "A-1", "testing"))

    @rule()
    def everything_granted_is_handed_over(self):
        for number in CASES:
            self.send(c.MakeCertificate(REVIEWER, number, "card", "L-1"))
            self.send(c.Deliver(CLERK, number, DeliveryWay.WINDOW, "签收", "申请人"))

    @rule(number=case, by=officer)
    def makes_and_delivers(self, number, by):
        self.send(c.MakeCertificate(by, number, "card", "L-1"))
        self.send(c.Deliver(by, number, DeliveryWay.WINDOW, "签收", "申请人"))

    @rule(number=case, by=officer, ground=st.sampled_from(Ending), now=seldom)
    def terminates(self, number, by, ground, now):
        if not now:
            return
        self.send(c.Terminate(by, number, ground, "证明 1"))

    @rule(number=case, by=officer)
    def is_annulled(self, number, by):
        self.send(c.Annul(by, number, "复议决定 7 号", "撤销"))

    # -- the applicant

    @rule(keys=st.sets(st.sampled_from(KEYS), min_size=1), changes=st.booleans())
    def supplies(self, keys, changes):
        changed = supply("applicant/address") if changes else ()
        self.send(c.Supplement(APPLICANT, supply(*sorted(keys)), changed))

    @rule()
    def supplies_exactly_what_is_asked(self):
        keys = {point.key for one in self.matter.cases.values() for point in one.open_points}
        if keys:
            self.send(c.Supplement(APPLICANT, supply(*sorted(keys))))

    @rule(number=case, now=seldom)
    def withdraws(self, number, now):
        if not now:
            return
        self.send(c.Withdraw(APPLICANT, number))

    @rule(phone=st.sampled_from(("1", "2")))
    def changes_the_phone(self, phone):
        self.send(c.ChangeContact(APPLICANT, Contact(phone)))

    @rule(same=st.booleans())
    def submits_again(self, same):
        size = len(self.memory.kept["A"])
        self.send(submission(opening("B-1"), number="B", content="content" if same else "other"))
        assert len(self.memory.kept["A"]) == size

    # -- always

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def every_invariant_holds(self):
        assert check(self.memory, self.memory.receipts, [], today=self.now.date()) == []

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def folding_gives_the_state_that_grew_step_by_step(self):
        assert fold(self.memory.kept["A"]) == self.matter.application
        for number in CASES:
            assert fold(self.memory.kept[number]) == self.matter.cases[number]

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def what_is_final_stays(self):
        for number, one in self.matter.cases.items():
            if number in self.ended:
                assert one.status is self.ended[number]
            if one.status in FINAL:
                self.ended[number] = one.status

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def nobody_waits_for_what_has_ended(self):
        for one in self.matter.cases.values():
            if one.status not in ENDED:
                for number in one.waits_for:
                    before = self.matter.cases[number]
                    assert not before.granted, (one.number, number)
                    assert not before.ended, (one.number, number)

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def silence_is_drawn_the_night_it_speaks(self):
        for one in self.matter.cases.values():
            if one.status in TO_CHECK:
                assert silence_spoke(one, self.now.date(), CALENDAR) is None

    @precondition(lambda self: self.memory.matters)
    @invariant()
    def the_standing_is_that_of_the_cases(self):
        open_ = [one for one in self.matter.cases.values() if one.status not in ENDED]
        asked = any(one.status is Status.TO_SUPPLEMENT for one in open_)
        expected = "waiting_for_you" if asked else "waiting_for_office" if open_ else "ended"
        assert self.matter.standing.value == expected
        assert (self.matter.outcome is None) == bool(open_)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
