"""What must agree in an entry of the register, rule by rule, and silence about what nobody gave."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.register.consistency import contradictions
from onething.core.register.entries import Entry, EntryFee, EntryStep, HandleForm, Kind, Project, ResultKind

STEPS = tuple(EntryStep(name) for name in ("受理", "审核", "审批", "办结", "送达"))
PERMIT = Entry(
    key="1",
    name="食品经营许可",
    kind=Kind.PERMIT,
    project=Project.PROMISED,
    promised_days=5,
    statutory_days=20,
    visits=0,
    online=True,
    depth=4,
    forms=(HandleForm.WINDOW, HandleForm.ONLINE),
    fee=False,
    inquiry_phone="0769-22830000",
    complaint_phone="0769-12345678",
    result="食品经营许可证",
    result_kind=ResultKind.CERTIFICATE,
    result_sample=True,
    questions=2,
    objects=("企业法人",),
    corporate_topics=("准营准办",),
    steps=STEPS,
)
#: What a permit for a fee says of it.
FEE = {
    "fee": True,
    "fee_basis": "粤发改价格〔2020〕1号",
    "fees": (EntryFee("工本费", "每证 10 元"),),
    "pays_online": True,
}


def codes(entry, told=None):
    return [one.code for one in contradictions(entry, told=told)]


class TestAnEntryThatAgrees:
    def test_has_no_findings(self):
        assert codes(PERMIT) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"project": Project.IMMEDIATE}, "register.immediate_takes_days"),
        ({"promised_days": 1}, "register.promised_at_once"),
        ({"promised_days": 21}, "register.promise_over_statute"),
        ({"visits": 1, "depth": 3}, "register.visit_without_reason"),
        ({"online": False, "depth": 1}, "register.no_way_in"),
        ({"visits": 1, "visit_reason": "人脸核验"}, "register.wholly_online_with_visits"),
        ({**FEE, "fee_basis": ""}, "register.fee_without_basis"),
        ({**FEE, "fees": ()}, "register.fee_without_lines"),
        ({**FEE, "pays_online": None}, "register.fee_without_way_to_pay"),
        ({"personal_topics": ("生育收养",)}, "register.topic_without_object"),
        ({"corporate_topics": ()}, "register.object_without_topic"),
        ({"pays_online": True}, "register.pays_for_nothing"),
        ({"complaint_phone": PERMIT.inquiry_phone}, "register.same_phone"),
        ({"inquiry_phone": "22830000"}, "register.phone_without_area"),
        ({"inquiry_phone": "12830000"}, "register.phone_without_area"),
        ({"result_kind": ResultKind.APPROVAL}, "register.result_of_another_kind"),
        ({"result": "关于设立的批复"}, "register.result_of_another_kind"),
        ({"result_sample": False}, "register.result_without_sample"),
        ({"steps": STEPS[:4]}, "register.permit_with_few_steps"),
        ({"questions": 0}, "register.permit_without_questions"),
    ],
)
class TestEachRule:
    def test_is_said_alone_with_what_to_do(self, change, code):
        (found,) = contradictions(replace(PERMIT, **change))
        assert found.code == code
        assert found.message.zh
        assert found.message.en
        assert hasattr(PERMIT, found.element)


class TestWhatNobodyGave:
    def test_is_no_contradiction(self):
        assert codes(Entry(key="1", name="查询"), told={"name"}) == []

    def test_a_source_without_a_column_for_reasons_is_not_asked_for_them(self):
        asked = replace(PERMIT, visits=2, depth=2)
        assert codes(asked, told={"visits"}) == []
        assert codes(asked, told={"visits", "visit_reason"}) == ["register.visit_without_reason"]

    def test_a_number_of_the_hotline_needs_no_area_code(self):
        assert codes(replace(PERMIT, complaint_phone="12345")) == []


@given(
    promised=st.none() | st.integers(0, 90),
    statutory=st.none() | st.integers(0, 90),
    project=st.none() | st.sampled_from(Project),
)
def test_times_agree_exactly_when_the_promise_fits_its_kind_and_the_law(promised, statutory, project):
    entry = Entry(key="1", name="x", promised_days=promised, statutory_days=statutory, project=project)
    found = codes(entry)
    over = promised is not None and statutory is not None and promised > statutory
    assert ("register.promise_over_statute" in found) == over
    kept = promised is None or project is None or (promised <= 1) == (project is Project.IMMEDIATE)
    assert (not {"register.promised_at_once", "register.immediate_takes_days"} & set(found)) == kept
