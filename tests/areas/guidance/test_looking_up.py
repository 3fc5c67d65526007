"""What is looked up for a draft, what is given by hand, and for whom."""

from datetime import date

import pytest

from onething.areas.exchange import api as exchange
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import ChosenWay
from onething.core.catalogue.words import Way
from onething.core.guidance import LineUnknown, WayRefused
from tests.areas.guidance.drafts import FULL, begin, change, field, material, picture
from tests.areas.guidance.people import (
    CHEN,
    FOREIGNER,
    LIANG,
    NOW,
    SISTER,
    TAN,
    VISITOR,
    authorise,
    citizen,
)


class TestLookingUp:
    def agreed(self, key=LIANG, scene="disabled-services", sources=None, **more):
        me = citizen(key)
        view = begin(me, scene=scene, **more)
        every = [one.id for one in view.offer]
        return me, guidance.agree(
            me, draft_id=view.id, version=view.version, sources=every if sources is None else sources, now=NOW
        )

    def test_is_offered_before_anything_is_asked(self):
        view = begin(citizen(LIANG))
        offer = {one.id: one for one in view.offer}
        household = offer["household-register"]
        assert "性别" in {one.zh for one in household.what}
        assert household.department.zh
        assert household.purpose.zh
        assert household.items
        assert not household.agreed
        assert "licence:id-card" not in offer  # nothing of this person's card is of use here
        assert view.draft.agreed is None

    def test_answers_questions_and_fills_fields_with_their_source(self, systems):
        _, view = self.agreed()
        assert view.draft.facts["income_state"] == "dibao"
        assert "income" not in {one.id for one in view.plan.open_questions}
        sex = field(view, "applicant/person.sex")
        assert (sex.value, sex.source, sex.as_of) == ("male", "share:household-register", date(2026, 2, 28))
        assert sex.source_label.zh == "户籍信息"

    def test_asks_again_when_an_answer_needs_more(self, systems):
        me, view = self.agreed(answers={"wants": []})
        assert "applicant/bank.account" not in {one.key for one in view.fields}
        view = change(me, view, answers={"wants": ["pension", "care"], "age": "40", "pension": "none"})
        assert field(view, "applicant/bank.account").source == "share:card-account"

    def test_of_nothing_means_more_to_type_and_no_worse_answer(self, systems):
        me, view = self.agreed(sources=[])
        assert view.draft.agreed == ()
        assert view.draft.looked == ()
        view = change(me, view, answers=FULL)
        assert {one.id for one in view.plan.items} >= {"disability-certificate", "hardship-allowance"}
        assert field(view, "applicant/person.sex").open

    def test_of_some_asks_only_those(self, systems):
        _, view = self.agreed(sources=["household-register"], answers=FULL)
        assert {one.share for one in view.draft.looked} == {"household-register"}
        assert [one.share for one in view.draft.consents] == ["household-register"]

    def test_of_someone_unknown_says_why_it_must_be_typed(self, systems):
        _, view = self.agreed(TAN, answers=FULL)
        assert {one.outcome for one in view.draft.looked} == {"not_found"}
        assert all(one.reason.zh for one in view.draft.looked)
        assert field(view, "applicant/person.sex").open

    def test_of_a_system_that_is_down_leaves_the_rest_and_can_be_tried_again(self, systems):
        systems["civil-affairs"].behave(mode="down")
        me, view = self.agreed(answers=FULL)
        assert field(view, "applicant/person.sex").value == "male"
        kind = field(view, "applicant/hardship.kind")
        assert kind.open
        assert kind.value is None
        assert material(view, "applicant/low-income-certificate").way is Way.UPLOAD
        systems["civil-affairs"].behave(mode="normal")
        view = guidance.look_again(me, draft_id=view.id, now=NOW)
        assert field(view, "applicant/hardship.kind").value == "dibao"
        assert material(view, "applicant/low-income-certificate").way is Way.SHARE

    def test_of_twins_and_their_parents(self, systems):
        me, view = self.agreed(
            CHEN, scene="birth", answers={"you": "mother", "wants": ["insurance", "reimbursement"]}
        )
        view = change(me, view, bearers={"newborn": 2})
        assert field(view, "newborn[1]/person.sex").value == "female"
        assert field(view, "newborn[2]/person.sex").value == "male"
        assert field(view, "father/person.name").value == "周启航"
        assert field(view, "household/household.head").value == "周启航"
        assert material(view, "mother/marriage-certificate").way is Way.SHARE

    def test_can_be_called_wrong_and_nothing_is_blocked(self, systems):
        me, view = self.agreed(answers=FULL)
        view = change(
            me,
            view,
            disputes={"applicant/person.household_address": "已经搬了"},
            values={"applicant/person.household_address": "东莞市示例路 9 号"},
        )
        address = field(view, "applicant/person.household_address")
        assert (address.value, address.source, address.disputed) == ("东莞市示例路 9 号", "typed", "已经搬了")

    def test_withdrawn_takes_back_what_came(self, systems):
        me, view = self.agreed(answers=FULL)
        view = guidance.agree(me, draft_id=view.id, version=view.version, sources=[], now=NOW)
        assert field(view, "applicant/person.sex").value is None
        assert {one.withdrawn_at for one in exchange.list_consents(me)} == {NOW}

    def test_needs_to_know_who_it_is(self):
        view = begin(VISITOR, guest="cookie")
        with pytest.raises(guidance.DraftNotFound):
            guidance.agree(VISITOR, draft_id=view.id, version=view.version, sources=[], now=NOW)


class TestMaterials:
    def test_take_files_and_keep_their_order(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        line = "applicant/photo"
        for color, name in ((1, "正面.png"), (2, "反面.png"), (1, "又一次.png")):
            view = guidance.add_file(
                me, draft_id=view.id, line=line, content=picture(color), name=name, now=NOW
            )
        assert [one.name for one in material(view, line).files] == ["正面.png", "反面.png"]
        assert material(view, line).done
        first = material(view, line).files[0]
        file, name = guidance.open_draft_file(me, draft_id=view.id, hash_=first.hash, now=NOW)
        assert (file.read(), name) == (picture(1).getvalue(), "正面.png")
        with pytest.raises(guidance.DraftNotFound):
            guidance.open_draft_file(citizen(TAN), draft_id=view.id, hash_=first.hash, now=NOW)
        view = guidance.remove_file(me, draft_id=view.id, line=line, hash_=first.hash, now=NOW)
        assert [one.name for one in material(view, line).files] == ["反面.png"]

    def test_take_no_file_for_a_line_that_is_not_there(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        with pytest.raises(LineUnknown):
            guidance.add_file(
                me, draft_id=view.id, line="applicant/x", content=picture(), name="a.png", now=NOW
            )

    def test_are_given_in_a_way_that_is_open(self):
        me = citizen(LIANG)
        view = begin(me, answers=FULL)
        view = change(me, view, ways={"applicant/id-card": ChosenWay(Way.PAPER)})
        assert material(view, "applicant/id-card").way is Way.PAPER
        with pytest.raises(WayRefused):
            change(me, view, ways={"applicant/id-card": ChosenWay(Way.DECLARATION)})


class TestActingForSomeone:
    def test_needs_an_authority_that_holds(self):
        sister = citizen(SISTER)
        citizen(LIANG)
        with pytest.raises(guidance.NotRepresented):
            begin(sister, principal=LIANG)
        authorise(SISTER, LIANG)
        view = begin(sister, principal=LIANG, answers={**FULL, "by": "agent", "authority": "registered"})
        assert view.draft.applicant.name == "梁志恒"
        assert view.draft.representative.person.name == "梁志慧"
        assert field(view, "applicant/person.id_number").value == LIANG
        assert field(view, "representative/person.name").value == "梁志慧"

    def test_forgets_what_was_looked_up_about_another(self, systems):
        sister = citizen(SISTER)
        authorise(SISTER, LIANG)
        view = begin(sister, principal=LIANG, answers=FULL)
        view = guidance.agree(
            sister, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
        )
        assert view.draft.facts["income_state"] == "dibao"
        view = guidance.choose_principal(
            sister, draft_id=view.id, version=view.version, principal="", now=NOW
        )
        assert view.draft.applicant.name == "梁志慧"
        assert view.draft.facts == {}
        assert view.draft.agreed is None

    def test_is_possible_for_a_foreigner_without_a_citizen_number(self):
        view = begin(citizen(FOREIGNER), scene="birth", answers={"you": "mother", "foreign": "mother"})
        assert field(view, "mother/person.id_kind").value == "passport"
        assert field(view, "mother/person.id_number").value == "XK0099001"
