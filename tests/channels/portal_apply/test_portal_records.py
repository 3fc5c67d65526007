"""All records of credit in one list, and a draft of those that are chosen from it."""

import pytest
from django.test import Client

from onething.areas.guidance import api as guidance
from onething.core.exchange import DepartmentSystems, Outcome, Reply
from onething.kit.ports import bound, now, today
from tests.channels.portal_apply.applying import draft_of
from tests.channels.portal_apply.test_portal_guide import text_of

LIST = "/matters/credit-repair/records"
PENALTIES = [
    {"credit.document_number": "甲 1 号", "credit.authority": "market-supervision", "credit.acted_on": "2025-02-10", "credit.gravity": "serious", "credit.area": "food"},
    {"credit.document_number": "甲 2 号", "credit.authority": "fire-rescue", "credit.acted_on": "2025-02-28", "credit.gravity": "serious", "credit.area": "fire"},
    {"credit.document_number": "甲 3 号", "credit.authority": "ecology", "credit.acted_on": today().isoformat(), "credit.gravity": "serious", "credit.area": "other"},
]  # fmt: skip


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
        assert page.count("checked") == 2

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

    def test_nothing_is_said_and_nothing_begun(self, li, register):
        assert "至少选一条" in text_of(li.post(LIST, {}))
        assert guidance.list_drafts(li.actor, now=now()) == []
