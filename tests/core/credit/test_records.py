"""One list of all records: asked one after the other, each with its own earliest day."""

from datetime import date

from onething.core.credit.records import (
    answers_of,
    first_questions,
    lines_of,
    more_questions,
    picked,
    records_of,
)
from onething.core.exchange import Answer, Outcome
from tests.core.catalogue.journey import city

SCENE = city().scenes["credit-repair"]
ON = date(2026, 4, 1)


def answer(role, number, acted_on, gravity="ordinary", proof=True, **more):
    values = {
        "credit.acted_on": acted_on and acted_on.isoformat(),
        "credit.gravity": gravity,
        "credit.document_number": f"{number} 号",
        **more,
    }
    papers = ("fulfilment-proof",) if proof else ()
    return Answer("credit-records", Outcome.ANSWERED, role, number, values, materials=papers)


def records(*answers, on=ON):
    return records_of(answers, SCENE, city(), on=on)


class TestTheQuestions:
    def test_are_about_each_kind_of_record_that_the_register_knows(self):
        assert set(lines_of(SCENE, city())) == {"penalty", "listing", "serious", "other"}
        asked = first_questions(SCENE, city(), subject="x", name="某")
        places = [("penalty", 1), ("listing", 0), ("serious", 1), ("other", 1)]
        assert [(one.role, one.bearer) for one in asked] == places
        assert all("credit.authority" in one.fields for one in asked if one.role != "listing")
        assert all("credit.fulfilled_on" in one.fields for one in asked)
        assert not lines_of(city().scenes["birth"], city())

    def test_go_on_as_far_as_the_register_has_records(self):
        asked = first_questions(SCENE, city(), subject="x", name="某")
        found = [
            Answer("credit-records", Outcome.ANSWERED, "penalty", 1, bearers=3),
            Answer("credit-records", Outcome.ANSWERED, "listing", 0, bearers=5),
            Answer("credit-records", Outcome.NOT_FOUND, "serious", 1),
            Answer("credit-records", Outcome.ANSWERED, "other", 1, bearers=200),
        ]
        more = more_questions(asked, found, SCENE)
        assert [one.bearer for one in more if one.role == "penalty"] == [2, 3]
        assert [one for one in more if one.role in {"serious", "listing"}] == []
        assert max(one.bearer for one in more) == SCENE.roles["other"].max


class TestARecord:
    def test_has_its_own_earliest_day_to_the_end_of_a_short_month(self):
        early, later = records(
            answer("penalty", 2, date(2025, 11, 30)),
            answer("penalty", 1, date(2026, 2, 5)),
            on=date(2026, 2, 28),
        )
        assert (early.number, early.repair.earliest, early.ready) == (1, date(2026, 5, 5), False)
        assert (later.number, later.ready) == (2, True)

    def test_is_named_with_whoever_made_it(self):
        (one,) = records(answer("penalty", 1, date(2026, 1, 5), **{"credit.authority": "fire-rescue"}))
        assert (one.kind.zh, one.authority.zh, one.gravity.zh) == ("行政处罚", "消防救援机构", "一般")

    def test_without_a_proof_waits_for_the_duty(self):
        (one,) = records(answer("penalty", 1, date(2025, 3, 5), "serious", proof=False))
        assert [each.value for each in one.waits] == ["fulfilment"]
        assert one.repair.earliest is None

    def test_of_which_the_register_says_no_day_has_none(self):
        (one,) = records(answer("other", 1, None))
        assert (one.repair, one.ready, one.waits) == (None, False, ())

    def test_waits_no_longer_than_the_day_on_which_the_duty_was_done(self):
        done = {"credit.fulfilled_on": "2026-03-20"}
        (one,) = records(answer("penalty", 1, date(2025, 11, 30), **done))
        assert (one.repair.earliest, one.ready) == (date(2026, 3, 20), True)
        assert one.fulfilled_on == date(2026, 3, 20)

    def test_of_a_duty_to_be_done_later_waits_for_it(self):
        (one,) = records(answer("penalty", 1, date(2025, 11, 30), **{"credit.fulfilled_on": "2026-04-09"}))
        assert [each.value for each in one.waits] == ["fulfilment"]


def listing(listed_on, **more):
    values = {"credit.listed_on": listed_on.isoformat(), **more}
    return Answer("credit-records", Outcome.ANSWERED, "listing", 0, values)


class TestAnEntryInTheAbnormalList:
    def test_has_no_shortest_display_and_leaves_when_the_duty_is_done(self):
        (one,) = records(listing(date(2025, 7, 8), **{"credit.fulfilled_on": "2026-03-20"}))
        assert (one.key, one.acted_on, one.repair.earliest) == (
            "listing:0",
            date(2025, 7, 8),
            date(2026, 3, 20),
        )
        assert (one.ready, one.authority.zh, one.document) == (True, "东莞市市场监督管理局", "")

    def test_waits_for_the_duty_alone(self):
        (one,) = records(listing(date(2026, 3, 30)))
        assert [each.value for each in one.waits] == ["fulfilment"]

    def test_moves_on_to_the_serious_list_after_three_years(self):
        done = {"credit.fulfilled_on": "2026-03-20"}
        on_the_day, a_day_before = (
            records(listing(day, **done))[0] for day in (date(2023, 4, 1), date(2023, 4, 2))
        )
        assert [each.value for each in on_the_day.waits] == ["moved_on"]
        assert (a_day_before.ready, a_day_before.moves_on) == (True, date(2026, 4, 2))

    def test_is_picked_with_its_day_and_without_a_number(self):
        done = {"credit.fulfilled_on": "2026-03-20"}
        found = records(listing(date(2025, 7, 8), **done), answer("penalty", 1, date(2025, 11, 30), **done))
        assert picked(found) == {"penalty": (1,)}
        assert answers_of(found, on=ON) == {
            "wrong": "right",
            "records": ["abnormal", "penalty"],
            "due": "ready",
            "fulfilled": "yes",
            "listed_on": date(2025, 7, 8),
        }
        assert "due" not in answers_of(found[1:], on=ON)


class TestPicking:
    def test_answers_what_the_register_says_of_those_that_were_picked(self):
        ready, early = records(
            answer("penalty", 1, date(2025, 11, 30)), answer("serious", 1, date(2026, 3, 1), "serious")
        )
        assert answers_of([ready], on=ON) == {
            "wrong": "right",
            "records": ["penalty"],
            "due": "ready",
            "fulfilled": "yes",
        }
        assert answers_of([ready, early], on=ON)["due"] == "early"

    def test_keeps_the_numbers_of_the_register(self):
        found = records(*(answer("penalty", number, date(2025, 11, 30)) for number in (1, 2, 3)))
        assert picked([found[0], found[2]]) == {"penalty": (1, 3)}
