"""Each invariant catches what it is for: a good store has no breach, each way to spoil it has its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.core.actors import Role
from onething.core.audit import link
from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.graph import Status
from onething.core.cases.invariants import Callback, Effect, Intent, Read, Receipt, Work, check
from onething.core.cases.parts import (
    Arising,
    DeliveryWay,
    Ending,
    How,
    OfficeKey,
    Outcome,
    Promise,
    SiteOfficer,
)
from onething.core.looks import LOOKED
from tests.core.cases.memory import Memory, System
from tests.core.cases.story import (
    APPLICANT,
    BLURRED,
    CALENDAR,
    CLERK,
    FULL,
    NIGHT,
    NO_PHOTO,
    REVIEWER,
    SUPERVISOR,
    at,
    day,
    opening,
    submission,
    supply,
)

START = at(2026, 3, 2)
TODAY = day("2026-03-20")
NOW = at(2026, 3, 20)
TOWN = "441900004000"


class Spoiled(Memory):
    shows_too = staticmethod(lambda actor: ())

    def rows(self):
        return self.spoil_rows(super().rows()) if hasattr(self, "spoil_rows") else super().rows()

    def shown_to(self, actor):
        return [*super().shown_to(actor), *self.shows_too(actor)]


def good() -> Spoiled:
    """Two cases told, supplemented, told again by rule, accepted, paused, one granted and delivered; looked at by the
    office, shared by another; with a file and jobs in every good state."""
    memory = Spoiled(CALENDAR)
    memory.windows["A"] = ("hall", TOWN)
    first = submission(opening("A-1", steps=("civil-affairs",)), opening("A-2", steps=("civil-affairs",)))
    memory.keep("A", m.submit(None, first, START, CALENDAR), START, APPLICANT)
    again = replace(BLURRED, reason="not_fixed", arose=Arising.SUPPLEMENT)
    script = [
        (0, c.Check(REVIEWER, "A-1", (BLURRED,))),
        (0, c.Check(REVIEWER, "A-2", (NO_PHOTO,))),
        (1, c.SendNotice(NIGHT, "N1")),
        (2, c.Supplement(APPLICANT, supply(BLURRED.key, NO_PHOTO.key))),
        (2, c.Check(REVIEWER, "A-1", (again,))),
        (2, c.Check(REVIEWER, "A-2")),
        (3, c.SendNotice(NIGHT, "N2", SUPERVISOR, "补件仍不清")),
        (4, c.Supplement(APPLICANT, supply(BLURRED.key))),
        (7, c.Accept(REVIEWER, "A-1")),
        (7, c.Accept(REVIEWER, "A-2")),
        (8, c.Pause(REVIEWER, "A-1", "testing", 5, "特告 1")),
        (9, c.Resume(REVIEWER, "A-1", "testing")),
        (9, c.Decide(REVIEWER, "A-1", Outcome.GRANTED, FULL, "准予")),
        (10, c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人")),
    ]
    for days, command in script:
        now = START + timedelta(days)
        changes = m.handle(
            memory.matters["A"], command, now, calendar=CALENDAR, recheck=lambda case, given: m.HOLDS
        )
        memory.keep("A", changes, now, command.by)
    memory.looks = [memory.look(REVIEWER, "person", "A-1", START + timedelta(1))]
    memory.asked = [
        memory.look(NIGHT, "person", "A-1", START, source="household-of-a-person", kind="system"),
    ]
    memory.lying = {"f1": "f1", "f2": "f2", "f0": "f0"}
    memory.needed = ["f1", "f2", "f1"]
    memory.loose = ["f0", "already deleted"]
    memory.work = [
        Work("1", "cases.push", "ready"),
        Work("2", "cases.push", "done"),
        Work("3", "cases.push", "running", lease_until=NOW + timedelta(minutes=1)),
        Work("4", "cases.push", "dead", told=True),
    ]
    memory.outbox = [Intent("A-1/12", "civil-affairs", "body", done=True)]
    memory.applied = [Callback("A-1", "civil-affairs", 1), Callback("A-1", "civil-affairs", 2)]
    return memory


def breaches(memory: Memory, *systems: System, receipts=None, today=TODAY) -> set[str]:
    systems = systems or (System(Effect("A-1/12", "body"), Effect("A-1/12", "body")),)
    receipts = memory.receipts if receipts is None else receipts
    found = check(memory, receipts, systems, today=today, now=NOW, reads=memory.looks)
    return {one.invariant for one in found}


def swap(memory: Memory, stream: str, kind: type, **changes) -> None:
    events = memory.kept[stream]
    index = next(i for i, one in enumerate(events) if isinstance(one.event, kind))
    events[index] = replace(events[index], event=replace(events[index].event, **changes))


def append(memory: Memory, stream: str, event: e.Event) -> None:
    last = memory.kept[stream][-1]
    memory.kept[stream].append(replace(last, sequence=last.sequence + 1, event=event))


def test_a_good_store_has_no_breach():
    memory = good()
    assert memory.matters["A"].cases["A-1"].status is Status.DELIVERED
    seen = [System(Effect("A-1/12", "body"))]
    assert check(memory, memory.receipts, seen, today=TODAY, now=NOW, reads=memory.looks) == []
    assert check(memory, memory.receipts, seen, today=TODAY) == []


def lose_the_application(memory):
    del memory.kept["A"]


def lose_the_envelope(memory):
    memory.sealed.clear()


def change_the_envelope(memory):
    memory.sealed["A"] = "other"


def acknowledge_what_is_not_there(memory):
    memory.receipts.append(Receipt("Z", "key-9", "content", "envelope"))


def acknowledge_other_content(memory):
    memory.receipts[0] = replace(memory.receipts[0], content_hash="other")


def keep_one_key_twice(memory):
    later = START + timedelta(days=3)
    other = submission(opening("B-1"), number="B", content="other")
    memory.keep("B", m.submit(None, other, later, CALENDAR), later, APPLICANT)


def keep_the_same_thing_twice(memory):
    later = START + timedelta(hours=2)
    other = submission(opening("B-1"), number="B", key="key-2")
    memory.keep("B", m.submit(None, other, later, CALENDAR), later, APPLICANT)


def acknowledge_one_key_as_two(memory):
    memory.receipts.append(replace(memory.receipts[0], number="B"))


def leave_a_final_state(memory):
    append(memory, "A-1", e.Withdrawn(TODAY))


def terminate_after_delivery(memory):
    append(memory, "A-1", e.Terminated(Ending.DEATH, "x", TODAY))


def decide_before_acceptance(memory):
    memory.kept["A-2"][1:] = []
    append(memory, "A-2", e.Decided(Outcome.GRANTED, TODAY, "user:12", FULL))


def begin_without_opening(memory):
    del memory.kept["A-2"][0]


def by(memory, stream, kind, actor):
    memory.kept[stream] = [
        replace(one, actor=actor) if isinstance(one.event, kind) else one for one in memory.kept[stream]
    ]


def refuse_by_a_machine(memory):
    swap(memory, "A-1", e.Decided, outcome=Outcome.REFUSED)
    by(memory, "A-1", e.Decided, "job:night")


def find_by_a_machine(memory):
    by(memory, "A-2", e.FoundIncomplete, "system:civil-affairs")


def decide_by_who_took_it_in(memory):
    first = memory.kept["A-1"][0]
    taken = replace(first, sequence=2, event=e.TakenIn(REVIEWER.id))
    memory.kept["A-1"][1:] = [
        taken,
        *(replace(one, sequence=one.sequence + 1) for one in memory.kept["A-1"][1:]),
    ]


def refuse_with_one_signature(memory):
    opened = memory.kept["A-1"][0].event
    swap(memory, "A-1", e.Opened, opening=replace(opened.opening, officers_against=2))
    swap(memory, "A-1", e.Decided, outcome=Outcome.REFUSED)


def grant_before_all_is_there(memory):
    swap(memory, "A-1", e.Accepted, later=(Promise("applicant/photo", TODAY),))


def refuse_with_half_a_remedy(memory):
    swap(memory, "A-1", e.Decided, outcome=Outcome.REFUSED, grounds=replace(FULL, remedy="60 日内复议"))


def refuse_without_a_remedy(memory):
    swap(memory, "A-1", e.Decided, outcome=Outcome.REFUSED, grounds=replace(FULL, remedy=" "))


def extended(memory, *events):
    """Let these extensions stand before the decision of the granted case."""
    at = next(i for i, one in enumerate(memory.kept["A-1"]) if isinstance(one.event, e.Decided))
    before, after = memory.kept["A-1"][:at], memory.kept["A-1"][at:]
    more = [replace(before[-1], event=one) for one in events]
    whole = [*before, *more, *after]
    memory.kept["A-1"] = [replace(one, sequence=index) for index, one in enumerate(whole, start=1)]


def decide_while_a_notice_hangs(memory):
    extended(memory, e.NoticePosted("网站", "拟准予", TODAY, TODAY))


def decide_before_the_hearing(memory):
    extended(
        memory,
        e.HearingOffered("重大利益", ("申请人",), TODAY, TODAY),
        e.HearingAsked("申请人", TODAY, TODAY),
    )


def check_a_place_alone(memory):
    extended(
        memory, e.SiteChecked("现场", TODAY, (SiteOfficer("甲", "证 1"),), "一致", True, "无异议", "", ())
    )


def extend_twice(memory):
    on = START.date() + timedelta(9)
    extended(memory, e.Extended(3, "局长", "复杂", on), e.Extended(3, "局长", "复杂", on))


def extend_without_a_reason(memory):
    extended(memory, e.Extended(3, "局长", "", START.date() + timedelta(9)))


def extend_by_a_machine(memory):
    extended(memory, e.Extended(3, "局长", "复杂", START.date() + timedelta(9)))
    by(memory, "A-1", e.Extended, "job:night")


def edit_a_date(memory):
    event = next(one.event for one in memory.kept["A-2"] if isinstance(one.event, e.Accepted))
    swap(memory, "A-2", e.Accepted, dues=replace(event.dues, statutory_on=day("2026-12-31")))


def lose_the_calendar(memory):
    memory.calendars.clear()


def edit_a_date_in_the_row(memory):
    memory.spoil_rows = lambda rows: [
        replace(row, dues=replace(row.dues, promised_on=TODAY)) if row.stream == "A-2" else row
        for row in rows
    ]


def send_a_second_number_in_one_round(memory):
    events = memory.kept["A"]
    index = max(i for i, one in enumerate(events) if isinstance(one.event, e.NoticeSent))
    events[index] = replace(events[index], event=replace(events[index].event, round=1))


def tell_a_case_that_no_notice_names(memory):
    swap(memory, "A", e.NoticeSent, points={"A-1": (BLURRED,)})


def send_round_two_without_a_reason(memory):
    events = memory.kept["A"]
    index = max(i for i, one in enumerate(events) if isinstance(one.event, e.NoticeSent))
    events[index] = replace(events[index], event=replace(events[index].event, reason=""))


def repeat_a_finding(memory):
    events = memory.kept["A-1"]
    index = max(i for i, one in enumerate(events) if isinstance(one.event, e.FoundIncomplete))
    events[index] = replace(events[index], event=e.FoundIncomplete((BLURRED,), 2))


def leave_silence_undrawn(memory):
    later = at(2026, 3, 11)
    other = submission(opening("B-1"), number="B", key="key-2", content="other")
    memory.keep("B", m.submit(None, other, later, CALENDAR), later, APPLICANT)


def tell_after_silence(memory):
    for stream in ("A", "A-1", "A-2"):
        memory.kept[stream][1:] = [
            replace(one, at=one.at + timedelta(days=30)) for one in memory.kept[stream][1:]
        ]


def mean_an_effect_twice(memory):
    memory.outbox *= 2


def lose_an_intent(memory):
    memory.outbox = []


def mean_something_else(memory):
    memory.outbox = [replace(memory.outbox[0], body_hash="other")]


def count_as_done_what_nobody_saw(memory):
    memory.outbox.append(Intent("A-2/9", "civil-affairs", "body", done=True))


def act_without_a_leaf(memory):
    rewrite(memory, [one.entry for one in memory.log if one.entry["action"] != "cases:Decided"])


def write_an_act_down_twice(memory):
    last = memory.kept["A-1"][-1]
    memory.leaf(NIGHT, "cases:Delivered", "person", "A-1", {"sequence": last.sequence}, last.at)


def write_down_an_act_that_was_not(memory):
    memory.leaf(REVIEWER, "cases:Decided", "person", "A-2", {"sequence": 40}, NOW)


def write_an_act_down_under_another_name(memory):
    spoil_leaf(memory, "cases:Decided", actor=CLERK.id)


def read_without_a_leaf(memory):
    memory.looks.append(Read("person", "A-2", "", NOW))


def write_down_a_look_that_was_not(memory):
    memory.look(REVIEWER, "person", "A-2", NOW)


def ask_a_share_without_a_leaf(memory):
    memory.asked.append(Read("person", "A-1", "income", START))


def look_without_a_purpose(memory):
    spoil_leaf(memory, LOOKED, detail={"fields": [], "purpose": "", "kind": "person", "source": ""})


def spoil_leaf(memory, action, **changes):
    entries = [one.entry for one in memory.log]
    rewrite(memory, [entry | changes if entry["action"] == action else entry for entry in entries])


def rewrite(memory, entries):
    """Make the chain whole again behind what was changed, as who rewrites the whole log would."""
    memory.log.clear()
    for entry in entries:
        memory.log.append(link(memory.log[-1] if memory.log else None, entry, algorithm="sha256"))
    memory.head = memory.log[-1].sequence, memory.log[-1].hash


def change_a_leaf(memory):
    memory.log[4] = replace(memory.log[4], entry={**memory.log[4].entry, "subject": "somebody else"})


def cut_the_log_off(memory):
    memory.log.pop()


def take_a_leaf_out(memory):
    del memory.log[3]


def show_a_stranger(memory):
    memory.shows_too = lambda actor: ["A"] if actor.person_id == "no-such-person" else []


def show_another_department(memory):
    memory.shows_too = lambda actor: ["A-1"] if actor.department == "no-such-department" else []


def show_another_town(memory):
    memory.kept["A-1"][0] = replace(memory.kept["A-1"][0], event=in_town(memory.kept["A-1"][0].event))
    memory.shows_too = lambda actor: ["A-1"] if actor.division == "999999999000" else []


def in_town(event):
    steps = tuple(
        replace(step, office=OfficeKey("civil-affairs", TOWN, "town")) for step in event.opening.steps
    )
    return replace(event, opening=replace(event.opening, steps=steps))


def show_another_window(memory):
    memory.windows["A"] = ("hall", "441900003000")
    memory.spoil_rows = lambda rows: [
        replace(row, window=("hall", TOWN)) if row.stream == "A" else row for row in rows
    ]
    memory.shows_too = lambda actor: ["A"] if Role.CLERK in actor.roles else []


def show_a_visitor(memory):
    memory.shows_too = lambda actor: ["A"] if Role.VISITOR in actor.roles else []


def show_what_is_not_there(memory):
    memory.shows_too = lambda actor: ["Z"] if Role.REVIEWER in actor.roles else []


def lose_a_file(memory):
    del memory.lying["f1"]


def leave_a_file_over(memory):
    memory.lying["f3"] = "f3"


def damage_a_file(memory):
    memory.lying["f1"] = "other"


def let_a_lease_run_out(memory):
    memory.work.append(Work("5", "cases.push", "running", lease_until=NOW - timedelta(seconds=1)))


def run_without_a_lease(memory):
    memory.work.append(Work("5", "cases.push", "running"))


def bury_a_job_in_silence(memory):
    memory.work.append(Work("5", "cases.push", "dead"))


def leave_a_job_in_no_state(memory):
    memory.work.append(Work("5", "cases.push", "waiting"))


def lose_a_document(memory):
    del memory.papers[2]


def issue_a_document_twice(memory):
    last = max(memory.papers, key=lambda one: (one.office == "lead", one.serial))
    memory.papers.append(replace(last, serial=last.serial + 1, number="new"))


def number_a_page_like_another_document(memory):
    first = memory.papers[0]
    memory.papers.append(replace(first, sequence=2, number=f"{first.number}/2", serial=first.serial + 40))


def skip_a_number(memory):
    memory.papers[-1] = replace(memory.papers[-1], serial=memory.papers[-1].serial + 1)


def repeat_a_number(memory):
    memory.papers[-1] = replace(memory.papers[-1], number=memory.papers[0].number)


def leave_a_document_unsealed(memory):
    memory.papers[0] = replace(memory.papers[0], sealed=False)


def lose_a_case(memory):
    del memory.kept["A-2"]


def lose_a_row(memory):
    memory.spoil_rows = lambda rows: [row for row in rows if row.stream != "A-2"]


def keep_a_row_twice(memory):
    memory.spoil_rows = lambda rows: [row for row in rows for _ in range(2)]


def count_a_case_in_another_state(memory):
    memory.spoil_rows = lambda rows: [
        replace(row, status="refused") if row.stream == "A-2" else row for row in rows
    ]


def close_what_is_open(memory):
    append(memory, "A", e.Closed("all"))
    memory.spoil_rows = lambda rows: [
        replace(row, sequence=row.sequence + 1) if row.stream == "A" else row for row in rows
    ]


def leave_the_row_behind(memory):
    memory.spoil_rows = lambda rows: [
        replace(row, sequence=row.sequence - 1) if row.stream == "A-1" else row for row in rows
    ]


def leave_a_gap_in_the_sequence(memory):
    memory.kept["A-1"][3:] = [replace(one, sequence=one.sequence + 1) for one in memory.kept["A-1"][3:]]


def go_back_in_time(memory):
    memory.kept["A-1"][3] = replace(memory.kept["A-1"][3], at=START - timedelta(days=1))


def apply_an_older_answer_later(memory):
    memory.applied.reverse()


CAUGHT = [
    ("I1", lose_the_application),
    ("I1", lose_the_envelope),
    ("I1", change_the_envelope),
    ("I1", acknowledge_what_is_not_there),
    ("I1", acknowledge_other_content),
    ("I2", keep_one_key_twice),
    ("I2", keep_the_same_thing_twice),
    ("I2", acknowledge_one_key_as_two),
    ("I3", leave_a_final_state),
    ("I3", terminate_after_delivery),
    ("I3", decide_before_acceptance),
    ("I3", begin_without_opening),
    ("I3", refuse_by_a_machine),
    ("I3", find_by_a_machine),
    ("I3", decide_by_who_took_it_in),
    ("I3", refuse_with_one_signature),
    ("I3", grant_before_all_is_there),
    ("I3", refuse_with_half_a_remedy),
    ("I3", refuse_without_a_remedy),
    ("I3", decide_while_a_notice_hangs),
    ("I3", decide_before_the_hearing),
    ("I3", check_a_place_alone),
    ("I4", extend_twice),
    ("I4", extend_without_a_reason),
    ("I4", extend_by_a_machine),
    ("I4", edit_a_date),
    ("I4", lose_the_calendar),
    ("I4", edit_a_date_in_the_row),
    ("I5", send_a_second_number_in_one_round),
    ("I5", tell_a_case_that_no_notice_names),
    ("I5", send_round_two_without_a_reason),
    ("I5", repeat_a_finding),
    ("I5", leave_silence_undrawn),
    ("I5", tell_after_silence),
    ("I6", mean_an_effect_twice),
    ("I6", lose_an_intent),
    ("I6", mean_something_else),
    ("I6", count_as_done_what_nobody_saw),
    ("I7", act_without_a_leaf),
    ("I7", write_an_act_down_twice),
    ("I7", write_down_an_act_that_was_not),
    ("I7", write_an_act_down_under_another_name),
    ("I7", read_without_a_leaf),
    ("I7", write_down_a_look_that_was_not),
    ("I7", ask_a_share_without_a_leaf),
    ("I7", look_without_a_purpose),
    ("I7", change_a_leaf),
    ("I7", cut_the_log_off),
    ("I7", take_a_leaf_out),
    ("I8", lose_a_document),
    ("I8", issue_a_document_twice),
    ("I8", number_a_page_like_another_document),
    ("I8", skip_a_number),
    ("I8", repeat_a_number),
    ("I8", leave_a_document_unsealed),
    ("I9", show_a_stranger),
    ("I9", show_another_department),
    ("I9", show_another_town),
    ("I9", show_another_window),
    ("I9", show_a_visitor),
    ("I9", show_what_is_not_there),
    ("I10", lose_a_case),
    ("I10", lose_a_row),
    ("I10", keep_a_row_twice),
    ("I10", count_a_case_in_another_state),
    ("I10", close_what_is_open),
    ("I11", lose_a_file),
    ("I11", leave_a_file_over),
    ("I11", damage_a_file),
    ("I12", let_a_lease_run_out),
    ("I12", run_without_a_lease),
    ("I12", bury_a_job_in_silence),
    ("I12", leave_a_job_in_no_state),
    ("I15", leave_the_row_behind),
    ("I15", leave_a_gap_in_the_sequence),
    ("I15", go_back_in_time),
    ("I15", apply_an_older_answer_later),
]


@pytest.mark.parametrize(("invariant", "spoil"), CAUGHT, ids=lambda one: getattr(one, "__name__", one))
def test_every_fault_is_caught_by_its_invariant(invariant, spoil):
    memory = good()
    spoil(memory)
    assert invariant in breaches(memory)


@pytest.mark.parametrize(
    ("invariant", "spoil"),
    [pair for pair in CAUGHT if pair[0] in ("I7", "I9", "I11", "I12")],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_what_is_no_fault_of_a_case_is_seen_by_no_other_invariant(invariant, spoil):
    memory = good()
    spoil(memory)
    assert breaches(memory) == {invariant}


def test_a_lease_of_today_lives_where_nobody_says_the_moment():
    memory = good()
    memory.work = [Work("3", "cases.push", "running", lease_until=NOW)]
    assert check(memory, memory.receipts, [System(Effect("A-1/12", "body"))], today=TODAY) == []


def test_breaches_are_named_by_what_is_wrong():
    """Several ways to spoil a history break other invariants as well; the sentence says which rule fell."""
    for spoil, words in (
        (refuse_by_a_machine, "decided against the person by a machine"),
        (decide_by_who_took_it_in, "decided by who took it in"),
        (refuse_with_one_signature, "by one officer alone"),
        (grant_before_all_is_there, "granted before what was promised"),
        (refuse_with_half_a_remedy, "with half a remedy"),
        (refuse_without_a_remedy, "without facts, article, reason and remedy"),
        (decide_while_a_notice_hangs, "while a public notice hangs"),
        (decide_before_the_hearing, "before the hearing"),
        (check_a_place_alone, "one officer alone"),
        (extend_twice, "extended a second time"),
        (extend_without_a_reason, "without a reason"),
    ):
        memory = good()
        spoil(memory)
        found = check(memory, memory.receipts, [], today=TODAY)
        assert any(words in one.what for one in found), (spoil, found)


def test_a_person_who_signs_in_the_system_of_a_department_is_no_machine():
    memory = good()
    refuse_by_a_machine(memory)
    by(memory, "A-1", e.Decided, "system:civil-affairs/signer")
    found = check(memory, memory.receipts, [], today=TODAY)
    assert not any("by a machine" in one.what for one in found)


def test_what_came_to_nothing_may_be_asked_for_again_on_the_same_day():
    memory = Memory(CALENDAR)
    for number, key, hours in (("A", "key-1", 0), ("B", "key-2", 3)):
        at_ = START + timedelta(hours=hours)
        command = submission(opening(f"{number}-1"), number=number, key=key)
        memory.keep(number, m.submit(None, command, at_, CALENDAR), at_, APPLICANT)
        if number == "A":
            soon = at_ + timedelta(hours=1)
            withdrawn = m.handle(
                memory.matters["A"],
                c.WithdrawAll(APPLICANT),
                soon,
                calendar=CALENDAR,
                recheck=lambda case, given: m.HOLDS,
            )
            memory.keep("A", withdrawn, soon, APPLICANT)
    assert check(memory, memory.receipts, [], today=START.date()) == []


def test_a_further_page_has_the_number_of_its_notice():
    memory = good()
    first = memory.papers[0]
    memory.papers.append(replace(first, sequence=99, number=f"{first.number}/2"))
    found = check(memory, memory.receipts, [System(Effect("A-1/12", "body"))], today=TODAY)
    assert [one.what for one in found if "number" in one.what] == []


def test_two_different_effects_of_one_key_are_seen():
    assert "I6" in breaches(good(), System(Effect("A-1/12", "body"), Effect("A-1/12", "changed")))


def test_a_deemed_acceptance_is_part_of_a_good_store():
    memory = Memory(CALENDAR)
    memory.keep("A", m.submit(None, submission(opening("A-1")), START, CALENDAR), START, APPLICANT)
    night = at(2026, 3, 10, 0)
    changes = m.handle(
        memory.matters["A"],
        c.ApplySilence(NIGHT, "A-1"),
        night,
        calendar=CALENDAR,
        recheck=lambda case, given: m.HOLDS,
    )
    memory.keep("A", changes, night, NIGHT)
    assert memory.matters["A"].cases["A-1"].how is How.DEEMED
    assert check(memory, memory.receipts, [], today=TODAY) == []
