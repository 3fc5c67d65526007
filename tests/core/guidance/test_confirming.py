"""Papers of other parties, confirmed online: what a statement covers, who may reply, and when a confirmation holds no more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.adapters.seals import canonical_json
from onething.core.catalogue.model import FieldLine, MaterialLine, Package, Scene, ToConfirm
from onething.core.catalogue.words import Way
from onething.core.codes import make_citizen_number
from onething.core.codes.credit import make_credit_code
from onething.core.composition import compose
from onething.core.confirmations import Confirmation
from onething.core.data import as_data
from onething.core.guidance import (
    ChosenWay,
    Confirmable,
    Confirming,
    Draft,
    NotConfirmed,
    NothingToWithdraw,
    RefusalWithoutReason,
    Reply,
    Standing,
    StatementChanged,
    StatementNotFound,
    asked_of,
    circumstances,
    confirming_of,
    fields_of,
    materials_of,
    must_be_confirmed,
    record_of,
    reply,
    standing_of,
    take_back,
    with_confirmed,
)
from onething.core.people import Authority, AuthorityKind, AuthorityState
from onething.core.source import Text
from tests.core.catalogue.test_scene_end_safety_supervision import OVER, SCENE
from tests.core.guidance.test_form import AT, CALENDAR, LIANG, ON
from tests.core.guidance.test_form import city as dongguan

SAID = Text("工程已经完工", "The works are over")
ALSO = Text("保证金可以退", "The deposit may be returned")
PAPER = "completion-confirmation"
PARTIES = ("builder", "contractor", "supervisor")
CODES = {
    role: make_credit_code("91", "990000", f"MA0000{at}0{at}") for at, role in enumerate(PARTIES, start=1)
}
OTHER_CODE = make_credit_code("91", "990000", "MA0000909")
NAME, AREA, CONTACT = "project/project.name", "project/project.area", "builder/organisation.contact"
FORM = {
    NAME: "示例花园一期",
    AREA: "1200",
    CONTACT: "王建国",
    **{f"{role}/organisation.credit_code": code for role, code in CODES.items()},
}
BUILDER, CONTRACTOR, SUPERVISOR = (f"{role}/{PAPER}" for role in PARTIES)
AGENT = make_citizen_number(date(1992, 3, 15), 1)


@cache
def city() -> Package:
    known = {"organisation": "organisation.credit_code", "person": "person.id_number"}
    return replace(dongguan(), settings={**dongguan().settings, "identity_elements": known})


def _bare(one: MaterialLine) -> tuple[Way, ...]:
    return tuple(way for way in one.accepts if way is not Way.CONFIRM)


def scene(*others: tuple[str, MaterialLine], fields: tuple[FieldLine, ...] = ()) -> Scene:
    """Return the scene in which the three confirm name and area of the works, some items asking for more papers and fields."""
    said = ToConfirm(SAID, (NAME, AREA))

    def part(line):
        more = tuple(asked for id, asked in others if id == line.item.id)
        own = tuple(
            replace(one, accepts=(*_bare(one), Way.CONFIRM), confirms=said)
            if one.material == PAPER
            else replace(one, accepts=_bare(one), confirms=None)
            for one in line.item.materials
        )
        asking = (*line.item.fields, *(fields if more else ()))
        return replace(line, item=replace(line.item, materials=own + more, fields=asking))

    found = dongguan().scenes[SCENE]
    return replace(found, items=tuple(part(line) for line in found.items))


THE_SCENE = scene()


def draft(form: dict[str, str | None] | None = None, **more: Any) -> Draft:
    values = {key: value for key, value in {**FORM, **(form or {})}.items() if value is not None}
    said = {"answers": OVER, "applicant": LIANG, **more}
    return Draft(SCENE, THE_SCENE.hash, values=values, **said)


def asked(of: Draft, within: Scene = THE_SCENE, package: Package | None = None) -> dict[str, Confirmable]:
    package = package or city()
    plan = compose(within, circumstances(of, within, on=ON), package=package, calendar=CALENDAR)
    fields = fields_of(of, plan, within, package, on=ON)
    lines = (asked_of(one, of, fields, within, package) for one in materials_of(of, plan, within, package))
    return {one.line: one for one in lines if one is not None}


def stand(lines: dict[str, Confirmable], replies: Iterable[Reply]) -> list[Confirming]:
    """Return how each line stands after these replies, each given to the statement as it is in `lines`."""
    given = [Confirmation(lines[one.line].statement, one) for one in replies]
    return [confirming_of(one, given) for one in lines.values()]


def authority(role: str = "contractor", **changes: Any) -> Authority:
    one = Authority(
        id=UUID(int=7),
        kind=AuthorityKind.AGENT,
        state=AuthorityState.GIVEN,
        principal=f"credit_code:{CODES[role]}",
        principal_name="示例建筑公司",
        representative=AGENT,
        representative_name="陈小明",
        scenes=frozenset({SCENE}),
        from_on=ON,
        to_on=ON + timedelta(days=30),
    )
    return replace(one, **changes)


def replied(one: Confirmable, role: str = "contractor", *, confirmed: bool = True, **changes: Any) -> Reply:
    said: dict[str, Any] = {
        "shown_hash": one.statement.hash if one.statement else "",
        "confirmed": confirmed,
        "reason": "" if confirmed else "面积不对",
        "person": AGENT,
        "name": "陈小明",
        "actor": "user:7",
        "authorities": (authority(role),),
        "now": AT,
    }
    return reply(one, **{**said, **changes})


class TestAStatement:
    def test_is_asked_of_each_party_that_an_item_lets_confirm(self):
        assert set(asked(draft())) == {BUILDER, CONTRACTOR, SUPERVISOR}

    def test_says_the_words_the_fields_as_the_form_has_them_and_for_whom(self):
        said = asked(draft())[CONTRACTOR].statement
        assert said.texts == (SAID,)
        assert [(row.label.zh, row.value.zh) for row in said.rows] == [
            ("工程 工程名称", "示例花园一期"),
            ("工程 建筑面积", "1200 平方米"),
        ]
        assert said.bearer == f"credit_code:{CODES['contractor']}"

    def test_carries_the_note_on_what_is_wrong_with_a_field(self):
        noted = asked(draft(disputes={AREA: "应为 1250"}))[CONTRACTOR].statement
        assert [row.value.zh for row in noted.rows] == ["示例花园一期", "1200 平方米", "应为 1250"]

    @pytest.mark.parametrize(
        ("form", "missing"),
        [
            ({NAME: None}, ["工程 工程名称"]),
            ({AREA: "很大", NAME: None}, ["工程 工程名称", "工程 建筑面积"]),
            ({"contractor/organisation.credit_code": None}, ["施工单位 统一社会信用代码"]),
            ({"contractor/organisation.credit_code": "91990000MA00000000"}, ["施工单位 统一社会信用代码"]),
        ],
    )
    def test_is_not_there_while_something_is_missing_or_wrong(self, form, missing):
        one = asked(draft(form))[CONTRACTOR]
        assert one.statement is None
        assert [name.zh for name in one.missing] == missing
        assert standing_of(one, ()) is Standing.NOT_READY
        with pytest.raises(StatementNotFound):
            replied(one)

    def test_of_a_paper_that_two_items_want_has_the_words_and_fields_of_both(self):
        more = MaterialLine(
            "contractor",
            PAPER,
            (Way.UPLOAD, Way.CONFIRM),
            confirms=ToConfirm(ALSO, ("project/project.code",)),
        )
        both = scene(("monitor-cancellation", more))
        of = draft(
            {"project/project.code": "2025-990000-01-01-100009"}, answers={**OVER, "wants": ["monitor"]}
        )
        said = asked(of, both)[CONTRACTOR].statement
        assert set(said.texts) == {SAID, ALSO}
        assert {row.value.zh for row in said.rows} == {
            "示例花园一期",
            "1200 平方米",
            "2025-990000-01-01-100009",
        }

    def test_is_not_asked_where_one_of_two_items_wants_the_paper_itself(self):
        both = scene(("monitor-cancellation", MaterialLine("contractor", PAPER, (Way.UPLOAD,))))
        of = draft(answers={**OVER, "wants": ["monitor"]})
        assert set(asked(of, both)) == {BUILDER, SUPERVISOR}

    def test_of_the_applicant_is_for_whoever_signed_in(self):
        own = MaterialLine(
            "applicant", "site-photo", (Way.UPLOAD, Way.CONFIRM), confirms=ToConfirm(SAID, (NAME,))
        )
        package = replace(city(), materials={**city().materials, "site-photo": city().materials[PAPER]})
        one = asked(draft(), scene(("end-supervision", own)), package)["applicant/site-photo"]
        assert one.statement.bearer == LIANG.number
        assert replied(one, person=LIANG.number, authorities=()).authority == ""

    def test_of_one_machine_of_several_repeats_its_own_fields_only(self):
        own = MaterialLine(
            "machine",
            PAPER,
            (Way.UPLOAD, Way.CONFIRM),
            confirms=ToConfirm(SAID, ("machine/machine.registration_number",)),
        )
        of = draft(
            {
                "machine[1]/machine.registration_number": "QTZ80",
                "machine[2]/machine.registration_number": "QTZ63",
                "machine[1]/organisation.credit_code": OTHER_CODE,
                "machine[2]/organisation.credit_code": OTHER_CODE,
            },
            answers={**OVER, "machines": "registered"},
            bearers={"machine": 2},
        )
        owned = FieldLine("machine", "organisation.credit_code")
        lines = asked(of, scene(("crane-cancellation", own), fields=(owned,)))
        assert {
            number: [row.value.zh for row in lines[f"machine[{number}]/{PAPER}"].statement.rows]
            for number in (1, 2)
        } == {1: ["QTZ80"], 2: ["QTZ63"]}

    @pytest.mark.parametrize(
        ("kind", "number", "key"),
        [
            ("id_card", AGENT, AGENT),
            ("passport", "E12345678", "passport:E12345678"),
            (None, AGENT, AGENT),
            (None, "E12345678", None),
        ],
    )
    def test_of_a_person_is_for_the_document_that_the_form_names(self, kind, number, key):
        owned = [FieldLine("supervisor", "person.id_number")]
        owned += [FieldLine("supervisor", "person.id_kind")] if kind else []
        own = MaterialLine("supervisor", PAPER, (Way.UPLOAD, Way.CONFIRM), confirms=ToConfirm(SAID, (NAME,)))
        persons = {"identity_elements": {"person": "person.id_number"}}
        package = replace(city(), settings={**city().settings, **persons})
        form = {"supervisor/person.id_number": number, "supervisor/person.id_kind": kind}
        one = asked(draft(form), scene(("end-supervision", own), fields=tuple(owned)), package)[SUPERVISOR]
        assert (one.statement.bearer if one.statement else None) == key


class TestWhoMayReply:
    def test_is_who_holds_an_authority_of_the_bearer(self):
        given_by = replied(asked(draft())[CONTRACTOR])
        assert given_by.authority == str(UUID(int=7))
        assert given_by.bearer == f"credit_code:{CODES['contractor']}"

    @pytest.mark.parametrize(
        "held",
        [
            (),
            (authority("builder"),),
            (authority(representative="990000198601200119"),),
            (authority(scenes=frozenset({"birth"})),),
            (authority(state=AuthorityState.CLAIMED),),
            (authority(state=AuthorityState.REVOKED),),
            (authority(from_on=ON + timedelta(days=1)),),
            (authority(from_on=date(2026, 1, 1), to_on=ON),),
            (authority(principal=CODES["contractor"]),),
        ],
    )
    def test_is_nobody_else_and_learns_nothing(self, held):
        with pytest.raises(StatementNotFound):
            replied(asked(draft())[CONTRACTOR], authorities=held)

    def test_is_nobody_who_is_not_signed_in(self):
        with pytest.raises(StatementNotFound):
            replied(asked(draft())[CONTRACTOR], person="", authorities=(authority(representative=""),))

    def test_sees_the_new_text_first_when_the_form_changed_meanwhile(self):
        shown = asked(draft())[CONTRACTOR].statement.hash
        with pytest.raises(StatementChanged):
            replied(asked(draft({AREA: "1300"}))[CONTRACTOR], shown_hash=shown)

    @pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
    def test_says_why_it_is_refused(self, reason):
        with pytest.raises(RefusalWithoutReason):
            replied(asked(draft())[CONTRACTOR], confirmed=False, reason=reason)


class TestALineThatWasRepliedTo:
    def test_lapses_with_what_it_repeats_and_holds_again_when_that_is_put_back(self):
        given_by = (replied(asked(draft())[CONTRACTOR]),)
        states = [standing_of(asked(draft(form))[CONTRACTOR], given_by) for form in ({}, {AREA: "1300"}, {})]
        assert states == [Standing.CONFIRMED, Standing.LAPSED, Standing.CONFIRMED]

    def test_costs_nobody_a_click_when_something_else_changes(self):
        given_by = (replied(asked(draft())[CONTRACTOR]),)
        assert standing_of(asked(draft({CONTACT: "李四"}))[CONTRACTOR], given_by) is Standing.CONFIRMED

    def test_is_not_another_bearers(self):
        given_by = (replied(asked(draft())[CONTRACTOR]),)
        other = asked(draft({"contractor/organisation.credit_code": OTHER_CODE}))[CONTRACTOR]
        assert standing_of(other, given_by) is Standing.LAPSED

    def test_is_as_the_last_reply_says(self):
        one = asked(draft())[CONTRACTOR]
        yes, no = replied(one), replied(one, confirmed=False)
        assert standing_of(one, (yes, no)) is Standing.REFUSED
        assert standing_of(one, (no, yes)) is Standing.CONFIRMED

    def test_that_refused_another_text_is_open(self):
        no = replied(asked(draft())[CONTRACTOR], confirmed=False)
        assert standing_of(asked(draft({AREA: "1300"}))[CONTRACTOR], (no,)) is Standing.OPEN


class TestHandingIn:
    def test_names_everybody_who_has_not_confirmed_at_once(self):
        lines = asked(draft())
        given_by = (replied(lines[CONTRACTOR]), replied(lines[SUPERVISOR], "supervisor", confirmed=False))
        with pytest.raises(NotConfirmed) as caught:
            must_be_confirmed(stand(lines, given_by))
        assert caught.value.count == 2
        assert "建设单位" in caught.value.names.zh
        assert "监理单位" in caught.value.names.zh
        assert "施工单位" not in caught.value.names.zh

    def test_goes_through_when_all_have(self):
        lines = asked(draft())
        must_be_confirmed(stand(lines, [replied(lines[f"{role}/{PAPER}"], role) for role in PARTIES]))

    def test_takes_along_a_record_that_can_be_sealed(self):
        one = asked(draft())[CONTRACTOR]
        record = as_data(record_of(one, replied(one)))
        assert canonical_json(record)
        assert record["statement"]["texts"] == [{"zh": SAID.zh, "en": SAID.en}]
        assert record["reply"]["hash"] == one.statement.hash


class TestTakingBack:
    def back(self, one: Confirmable, *said: Reply, **changes: Any) -> Reply:
        given_ = [Confirmation(one.statement, reply) for reply in said]
        told = {
            "line": one.line,
            "bearer": one.statement.bearer,
            "person": AGENT,
            "name": "陈小明",
            "actor": "user:1",
            "authorities": [authority()],
            "now": AT,
        }
        return take_back(given_, **{**told, **changes}).reply

    def test_is_a_reply_of_its_own_after_which_the_line_is_open(self):
        one = asked(draft())[CONTRACTOR]
        yes = replied(one)
        back = self.back(one, yes)
        assert (back.withdrawn, back.confirmed, back.hash) == (True, False, yes.hash)
        assert standing_of(one, [yes, back]) is Standing.OPEN
        assert standing_of(one, [yes, back, yes]) is Standing.CONFIRMED

    def test_needs_something_that_holds_and_somebody_who_may(self):
        one = asked(draft())[CONTRACTOR]
        yes = replied(one)
        for said in ((), (replied(one, confirmed=False),), (yes, self.back(one, yes))):
            with pytest.raises(NothingToWithdraw):
                self.back(one, *said)
        with pytest.raises(StatementNotFound):
            self.back(one, yes, authorities=[])

    def test_ends_what_was_confirmed_before_the_form_was_changed_too(self):
        one, other = asked(draft())[CONTRACTOR], asked(draft({AREA: "1300"}))[CONTRACTOR]
        yes, also = replied(one), replied(other)
        back = self.back(other, yes, also)
        assert standing_of(one, [yes, also]) is Standing.CONFIRMED
        assert standing_of(one, [yes, also, back]) is Standing.OPEN
        assert standing_of(one, [yes, replied(other, confirmed=False)]) is Standing.OPEN
        assert standing_of(one, [replied(one, confirmed=False), also]) is Standing.REFUSED


class TestTheLineOfTheMaterials:
    def test_is_done_only_while_it_is_confirmed(self):
        one = asked(draft())[CONTRACTOR]
        chosen = draft(ways={CONTRACTOR: ChosenWay(Way.CONFIRM)})
        plan = compose(THE_SCENE, circumstances(chosen, THE_SCENE, on=ON), package=city(), calendar=CALENDAR)
        lines = materials_of(chosen, plan, THE_SCENE, city())

        def line(*given: Reply):
            said = with_confirmed(lines, stand({CONTRACTOR: one}, given))
            return next(each for each in said if each.line == CONTRACTOR)

        assert line().way is Way.CONFIRM
        assert line().is_open
        assert line(replied(one, confirmed=False)).is_open
        held = line(replied(one))
        assert not held.is_open
        assert held.confirmed == Confirmation(one.statement, replied(one))

    def test_says_what_has_changed_since(self):
        before, now = asked(draft())[CONTRACTOR], asked(draft({AREA: "1300"}))[CONTRACTOR]
        lapsed = confirming_of(now, [Confirmation(before.statement, replied(before))])
        assert (lapsed.standing, [one.zh for one in lapsed.changed]) == (
            Standing.LAPSED,
            ["工程 建筑面积"],
        )


VALUES = {
    NAME: ("示例花园一期", "示例花园二期", None),
    AREA: ("1200", "1300", "很大"),
    CONTACT: ("王建国", "李四"),
    "contractor/organisation.credit_code": (CODES["contractor"], OTHER_CODE),
}
EDITS = st.sampled_from([(key, value) for key, values in VALUES.items() for value in values])
ACTS = st.one_of(EDITS, st.sampled_from([("reply", True), ("reply", False)]))


class TestWhateverHappens:
    @settings(max_examples=25, deadline=None)
    @given(acts=st.lists(ACTS, max_size=10))
    def test_a_line_is_confirmed_exactly_when_its_last_reply_to_the_text_of_now_says_so_and_no_later_one_no(
        self, acts
    ):
        form: dict[str, str | None] = {}
        replies: list[Reply] = []
        model: list[tuple[tuple[Any, ...], bool]] = []  # what was on the page, and what was said to it
        one = asked(draft())[CONTRACTOR]
        for what, value in acts:
            if what != "reply":
                form[what] = value
                one = asked(draft(form))[CONTRACTOR]
            elif one.statement is not None:
                held = (authority(principal=one.statement.bearer),)
                replies.append(replied(one, confirmed=value, authorities=held))
                model.append((read(form), value))
            mine = [(page, said) for page, said in model if page[2] == read(form)[2]]  # of the same bearer
            last = max((at for at, (page, _) in enumerate(mine) if page == read(form)), default=None)
            yes = last is not None and all(said for _, said in mine[last:])
            no = last is not None and not mine[last][1]
            complete = None not in read(form) and "很大" not in read(form)
            assert (one.statement is not None) == complete
            assert (standing_of(one, replies) is Standing.CONFIRMED) == (complete and yes)
            assert (standing_of(one, replies) is Standing.REFUSED) == (complete and no)


def read(form: dict[str, str | None]) -> tuple[Any, ...]:
    """Return what a page of the contractor's statement shows of the form."""
    said = {**FORM, **form}
    return said[NAME], said[AREA], said["contractor/organisation.credit_code"]
