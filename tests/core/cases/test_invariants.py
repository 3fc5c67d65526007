"""Each invariant catches what it is for: a good store has no breach, each way to spoil it has its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import matter as m
from onething.core.cases.graph import Status
from onething.core.cases.invariants import Callback, Effect, Intent, Receipt, check
from onething.core.cases.parts import Arising, DeliveryWay, Ending, How, Outcome
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


class Spoiled(Memory):
    def rows(self):
        return self.spoil_rows(super().rows()) if hasattr(self, "spoil_rows") else super().rows()


def good() -> Spoiled:
    """Two cases told, supplemented, told again by rule, accepted, paused, one granted and delivered."""
    memory = Spoiled(CALENDAR)
    first = submission(opening("A-1"), opening("A-2"))
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
        (8, c.Pause(REVIEWER, "A-1", "hearing", 5, "特告 1")),
        (9, c.Resume(REVIEWER, "A-1", "hearing")),
        (9, c.Decide(REVIEWER, "A-1", Outcome.GRANTED, FULL, "准予")),
        (10, c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人")),
    ]
    for days, command in script:
        now = START + timedelta(days)
        changes = m.handle(
            memory.matters["A"], command, now, calendar=CALENDAR, recheck=lambda case, given: m.HOLDS
        )
        memory.keep("A", changes, now, command.by)
    memory.outbox = [Intent("A-1/12", "civil-affairs", "body", done=True)]
    memory.applied = [Callback("A-1", "civil-affairs", 1), Callback("A-1", "civil-affairs", 2)]
    return memory


def breaches(memory: Memory, *systems: System, receipts=None, today=TODAY) -> set[str]:
    systems = systems or (System(Effect("A-1/12", "body"), Effect("A-1/12", "body")),)
    receipts = memory.receipts if receipts is None else receipts
    return {one.invariant for one in check(memory, receipts, systems, today=today)}


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
    assert check(memory, memory.receipts, [System(Effect("A-1/12", "body"))], today=TODAY) == []


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


def lose_a_document(memory):
    del memory.papers[2]


def issue_a_document_twice(memory):
    last = max(memory.papers, key=lambda one: (one.office == "lead", one.serial))
    memory.papers.append(replace(last, serial=last.serial + 1, number="new"))


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
    ("I8", lose_a_document),
    ("I8", issue_a_document_twice),
    ("I8", skip_a_number),
    ("I8", repeat_a_number),
    ("I8", leave_a_document_unsealed),
    ("I10", lose_a_case),
    ("I10", lose_a_row),
    ("I10", keep_a_row_twice),
    ("I10", count_a_case_in_another_state),
    ("I10", close_what_is_open),
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
