"""All records of credit in one list, and a draft of those that are chosen from it."""

from datetime import timedelta

import pytest
from django.test import Client

from onething.areas.audit import api as audit
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.exchange import DepartmentSystems, Outcome, Reply
from onething.core.people import Document, DocumentKind
from onething.kit.ports import bound, now, today
from onething.kit.problems import written_day
from tests.channels.portal_apply.applying import draft_of
from tests.channels.portal_apply.test_portal_guide import text_of

LIST = "/matters/credit-repair/records"
PENALTIES = [
    {"credit.document_number": "甲 1 号", "credit.authority": "market-supervision", "credit.acted_on": "2025-02-10", "credit.gravity": "serious", "credit.area": "food"},
    {"credit.document_number": "甲 2 号", "credit.authority": "fire-rescue", "credit.acted_on": "2025-02-28", "credit.gravity": "serious", "credit.area": "fire"},
    {"credit.document_number": "甲 3 号", "credit.authority": "ecology", "credit.acted_on": today().isoformat(), "credit.gravity": "serious", "credit.area": "other"},
]  # fmt: skip

LISTING = {
    "credit.listed_on": (today() - timedelta(days=200)).isoformat(),
    "credit.fulfilled_on": today().isoformat(),
}


class Register:
    """A register of credit with three penalties, of which it says how many they are."""

    def __init__(self):
        self.down, self.asked = False, []

    def ask(self, questions, *, budget):
        self.asked += questions
        return [self.reply(one.body) for one in questions]

    def reply(self, body):
        if self.down:
            return Reply(Outcome.DOWN)
        there = body["role"] == "penalty" and body["bearer"] <= len(PENALTIES)
        fields = PENALTIES[body["bearer"] - 1] if there else {}
        if body["role"] == "listing":
            there, fields = True, LISTING
        return Reply(
            Outcome.ANSWERED,
            {
                "found": there,
                "as_of": today().isoformat(),
                "fields": {name: fields[name] for name in body["fields"] if name in fields},
                "facts": {},
                "materials": body["materials"],
                "bearers": len(PENALTIES),
            },
        )


@pytest.fixture
def register():
    made = Register()
    with bound(DepartmentSystems, made):
        yield made


class TestTheList:
    def test_names_every_record_with_its_day_its_body_and_its_earliest_day(self, li, register):
        page = text_of(li.get(LIST))
        for said in (
            "甲 1 号",
            "甲 2 号",
            "甲 3 号",
            "消防救援机构",
            "2026 年 2 月 28 日",
            "最短公示期还没满",
        ):
            assert said in page, said
        assert page.count("checked") == 3

    def test_has_the_entry_of_the_abnormal_list_beside_the_penalties(self, li, register):
        page = text_of(li.get(LIST))
        assert "异常名录记录" in page
        assert "转入严重违法失信名单" in page

    def test_says_why_it_is_empty_where_the_register_is_silent(self, li, register):
        register.down = True
        assert "连不上" in text_of(li.get(LIST))

    def test_is_for_who_is_signed_in_and_of_a_matter_with_records(self, li, register):
        assert Client().get(LIST).status_code == 302
        assert li.get("/matters/disabled-services/records")["location"] == "/matters/disabled-services/"

    def test_stands_on_the_guide(self, visitor):
        assert LIST in text_of(visitor.get("/matters/credit-repair/"))
        assert "/records" not in text_of(visitor.get("/matters/disabled-services/"))


class TestChoosing:
    def test_begins_a_draft_of_these_records_and_no_others(self, li, register):
        response = li.post(LIST, {"record": ["penalty:2", "penalty:1"], "once": "a"})
        assert response.status_code == 302, text_of(response)
        draft = draft_of(li)
        assert dict(draft.draft.picked) == {"penalty": (1, 2)}
        assert draft.draft.answers["due"] == "ready"
        assert dict(draft.draft.bearers) == {"penalty": 2}

    def test_fills_each_with_what_the_register_says_of_that_one(self, li, register):
        li.post(LIST, {"record": ["penalty:2"]})
        draft = draft_of(li)
        rest = {"kind": "company", "restructuring": "none", "by": "self"}
        draft = guidance.change_draft(
            li.actor,
            draft_id=draft.id,
            version=draft.version,
            change=guidance.Change(answers=rest),
            now=now(),
        )
        shares = [one.id for one in draft.offer]
        draft = guidance.agree(li.actor, draft_id=draft.id, version=draft.version, sources=shares, now=now())
        said = {one.key: one.value for one in draft.fields}
        assert said["penalty[1]/credit.document_number"] == "甲 2 号"
        assert said["penalty[1]/credit.authority"] == "fire-rescue"

    def test_the_entry_of_the_abnormal_list_begins_a_draft_with_its_days(self, li, register):
        li.post(LIST, {"record": ["listing:0"]})
        draft = draft_of(li)
        assert draft.draft.answers["records"] == ["abnormal"]
        assert draft.draft.answers["listed_on"] == LISTING["credit.listed_on"]
        assert draft.draft.answers["fulfilled"] == "yes"

    def test_asks_of_no_other_records_how_many_they_are(self, li, register):
        response = li.post(LIST, {"record": ["penalty:1", "penalty:2", "listing:0"]})
        page = text_of(li.get(response["location"]))
        assert "行政处罚有几个" in page
        for other in ("严重违法失信名单记录", "其他失信信息", "有错的记录", "被撤销的处罚"):
            assert f"{other}有几个" not in page

    def test_says_the_day_of_the_listing_as_a_day(self, li, register):
        page = text_of(li.get(li.post(LIST, {"record": ["listing:0"]})["location"]))
        assert written_day(today() - timedelta(days=200), "zh-hans", weekday=False) in page

    def test_nothing_is_said_and_nothing_begun(self, li, register):
        assert "至少选一条" in text_of(li.post(LIST, {}))
        assert guidance.list_drafts(li.actor, now=now()) == []


@pytest.fixture
def authority(li, chen):
    """Chen may repair the records of Li until the day after tomorrow."""
    return people.give_authority(
        li.actor,
        representative=Document.of(DocumentKind.CITIZEN_NUMBER, chen.actor.person_id),
        representative_name=chen.actor.name,
        scenes=["credit-repair"],
        from_on=today(),
        to_on=today() + timedelta(days=2),
        now=now(),
    )


class TestForSomebodyElse:
    def test_an_agent_finds_the_records_of_whom_they_act_for(self, chen, li, authority, register):
        own = text_of(chen.get(LIST))
        assert "替 黎国安 查" in own
        assert li.actor.person_id not in own
        register.asked.clear()
        page = text_of(chen.get(f"{LIST}?by={authority.id}"))
        assert "甲 1 号" in page
        assert {one.body["subject"]["id_number"] for one in register.asked} == {li.actor.person_id}

    def test_who_is_looked_up_sees_who_did_it(self, chen, li, authority, register):
        chen.get(f"{LIST}?by={authority.id}")
        looks = audit.list_looks(li.actor)
        assert any(one.source == "credit-records" for one in looks)

    def test_those_that_are_chosen_begin_a_draft_for_them(self, chen, li, authority, register):
        chen.post(LIST, {"record": ["penalty:1"], "by": str(authority.id)})
        draft = draft_of(chen).draft
        assert draft.applicant.number == li.actor.person_id
        assert draft.representative.person.number == chen.actor.person_id
        assert draft.answers["by"] == "agent"

    def test_nobody_without_an_authority_that_holds_sees_them(self, chen, li, authority, register):
        people.revoke_authority(li.actor, authority_id=authority.id, now=now())
        register.asked.clear()
        for response in (
            chen.get(f"{LIST}?by={authority.id}"),
            chen.post(LIST, {"record": ["penalty:1"], "by": str(authority.id)}),
            chen.get(f"{LIST}?by=nonsense"),
        ):
            assert "甲 1 号" not in text_of(response)
        assert register.asked == []
        assert guidance.list_drafts(chen.actor, now=now()) == []

    def test_an_authority_for_another_matter_is_none_for_this_one(self, chen, li, register):
        other = people.give_authority(
            li.actor,
            representative=Document.of(DocumentKind.CITIZEN_NUMBER, chen.actor.person_id),
            representative_name=chen.actor.name,
            scenes=["birth"],
            from_on=today(),
            to_on=today() + timedelta(days=2),
            now=now(),
        )
        chen.get(f"{LIST}?by={other.id}")
        assert register.asked == []
