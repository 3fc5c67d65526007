"""What must agree in one entry of the register (一致性校验). The rules are those that city editors are held to (domain §3.1).

Each says what is wrong, by which element, and what to do. A rule is silent about an element that nobody gave: `told` names those that
were, None for all.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onething.core.register.entries import Entry, HandleForm, Kind, Project, ResultKind
from onething.core.source import Text

#: A permit has at least so many steps (受理、审核、审批、办结、送达) and frequent questions.
STEPS_OF_A_PERMIT, QUESTIONS_OF_A_PERMIT = 5, 1
_AREA_CODE = re.compile(r"\(?0\d{2,3}\)?[- ]?\d{7,8}")
#: Numbers that are dialled everywhere without one, such as 12345.
_SHORT = re.compile(r"12\d{3,4}")
#: The end of a result's name says what it is.
_PERSON = "自然人"
_ENDINGS = (("批复", ResultKind.APPROVAL), ("证", ResultKind.CERTIFICATE), ("文", ResultKind.APPROVAL))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """code: stable. element: the name of the element of `Entry` to be put right."""

    code: str
    element: str
    message: Text


def contradictions(entry: Entry, *, told: Collection[str] | None = None) -> Iterator[Contradiction]:
    """Give what does not agree, in the order of the elements."""
    rules = (_time, _visits, _fees, _topics, _contact, _result, _permit)
    for made in (rule(entry) for rule in rules):
        for needs, found in made:
            if told is None or all(one in told for one in needs):
                yield found


_Found = Iterator[tuple[tuple[str, ...], Contradiction]]


def _time(entry: Entry) -> _Found:
    promise, statute, project = entry.promised_days, entry.statutory_days, entry.project
    if project is Project.IMMEDIATE and promise is not None and promise > 1:
        yield (
            (),
            Contradiction(
                "register.immediate_takes_days",
                "promised_days",
                Text(
                    f"是即办件，却承诺 {promise} 天；即办件当天办结，否则改为承诺件。",
                    f"is done on the spot, yet promised in {promise} days; make it one with a promised time.",
                ),
            ),
        )
    if project is Project.PROMISED and promise is not None and promise <= 1:
        yield (
            (),
            Contradiction(
                "register.promised_at_once",
                "project",
                Text(
                    f"是承诺件，却承诺 {promise} 天；当天能办结的改为即办件。",
                    f"has a promised time of {promise} day; make it one that is done on the spot.",
                ),
            ),
        )
    if promise is not None and statute is not None and promise > statute:
        yield (
            (),
            Contradiction(
                "register.promise_over_statute",
                "promised_days",
                Text(
                    f"承诺 {promise} 天，超过法定的 {statute} 天；承诺时限不能长于法定时限。",
                    f"is promised in {promise} days, above the statutory {statute}; a promise is never longer than the law.",
                ),
            ),
        )


def _visits(entry: Entry) -> _Found:
    if entry.visits and not entry.visit_reason:
        yield (
            ("visit_reason",),
            Contradiction(
                "register.visit_without_reason",
                "visit_reason",
                Text(
                    f"要到现场 {entry.visits} 次，没有写必须现场办理的原因；写上原因，或者改为 0 次。",
                    f"takes {entry.visits} visits without a reason; give the reason, or make it none.",
                ),
            ),
        )
    if entry.visits == 0 and entry.online is False and HandleForm.COURIER not in entry.forms:
        yield (
            ("forms",),
            Contradiction(
                "register.no_way_in",
                "forms",
                Text(
                    "不用到现场，又不能网上办，就要允许快递申请。",
                    "takes no visit and is not online, so it must be open to couriers.",
                ),
            ),
        )
    if entry.depth == 4 and entry.visits:
        yield (
            (),
            Contradiction(
                "register.wholly_online_with_visits",
                "visits",
                Text(
                    f"网办深度是全程网办，却要到现场 {entry.visits} 次；两项改成一致。",
                    f"is wholly online, yet takes {entry.visits} visits; one of them is wrong.",
                ),
            ),
        )


def _fees(entry: Entry) -> _Found:
    if entry.fee and not entry.fee_basis:
        yield (
            ("fee_basis",),
            Contradiction(
                "register.fee_without_basis",
                "fee_basis",
                Text(
                    "收费却没有写收费依据；写上依据，或者改为不收费。",
                    "takes a fee without its basis; give it.",
                ),
            ),
        )
    if entry.fee and entry.pays_online is None:
        yield (
            ("pays_online",),
            Contradiction(
                "register.fee_without_way_to_pay",
                "pays_online",
                Text(
                    "收费却没有写能不能网上支付；写明。",
                    "takes a fee, but does not say whether it is paid online.",
                ),
            ),
        )
    if entry.fee and not entry.fees:
        yield (
            ("fees",),
            Contradiction(
                "register.fee_without_lines",
                "fees",
                Text(
                    "收费却没有收费项目；逐项写名称、标准和依据。",
                    "takes a fee without saying for what; give each with its standard and basis.",
                ),
            ),
        )
    if entry.fee is False and entry.pays_online:
        yield (
            (),
            Contradiction(
                "register.pays_for_nothing",
                "pays_online",
                Text("不收费，就没有网上支付。", "takes no fee, so there is nothing to pay online."),
            ),
        )


def _contact(entry: Entry) -> _Found:
    if entry.inquiry_phone and entry.inquiry_phone == entry.complaint_phone:
        yield (
            (),
            Contradiction(
                "register.same_phone",
                "complaint_phone",
                Text(
                    "咨询电话和投诉电话相同；投诉要有另一个电话。",
                    "has one number for inquiries and complaints; complaints need another one.",
                ),
            ),
        )
    for element in ("inquiry_phone", "complaint_phone"):
        number: str = getattr(entry, element)
        if number and not _AREA_CODE.search(number) and not _SHORT.fullmatch(number):
            yield (
                (),
                Contradiction(
                    "register.phone_without_area",
                    element,
                    Text(
                        f"电话“{number}”没有区号；写成 0769-12345678。",
                        f"number {number!r} has no area code; write 0769-12345678.",
                    ),
                ),
            )


def _topics(entry: Entry) -> _Found:
    for element, topics, whom, others in (
        ("personal_topics", entry.personal_topics, Text("自然人", "persons"), entry.objects),
        ("corporate_topics", entry.corporate_topics, Text("法人", "organisations"), entry.objects),
    ):
        serves = any((one == _PERSON) is (element == "personal_topics") for one in others)
        if topics and others and not serves:
            yield (
                ("objects",),
                Contradiction(
                    "register.topic_without_object",
                    element,
                    Text(
                        f"有{whom.zh}主题，服务对象里却没有{whom.zh}；两项改成一致。",
                        f"has topics for {whom.en}, who are not among those it serves; one of them is wrong.",
                    ),
                ),
            )
        if serves and not topics:
            yield (
                (element, "objects"),
                Contradiction(
                    "register.object_without_topic",
                    element,
                    Text(
                        f"服务对象里有{whom.zh}，没有{whom.zh}主题；补上主题。",
                        f"serves {whom.en} without a topic for them; add one.",
                    ),
                ),
            )


def _result(entry: Entry) -> _Found:
    ends = next((kind for end, kind in _ENDINGS if entry.result.endswith(end)), None)
    if ends and entry.result_kind and entry.result_kind is not ends:
        yield (
            (),
            Contradiction(
                "register.result_of_another_kind",
                "result_kind",
                Text(
                    f"结果叫“{entry.result}”，类型却是{entry.result_kind.label.zh}；应当是{ends.label.zh}。",
                    f"gives {entry.result!r} as {entry.result_kind.label.en}; by its name it is: {ends.label.en}.",
                ),
            ),
        )
    if entry.result and not entry.result_sample:
        yield (
            ("result_sample",),
            Contradiction(
                "register.result_without_sample",
                "result_sample",
                Text(
                    f"结果“{entry.result}”没有样本；上传一份。",
                    f"shows no sample of {entry.result!r}; add one.",
                ),
            ),
        )


def _permit(entry: Entry) -> _Found:
    if entry.kind is not Kind.PERMIT:
        return
    if len(entry.steps) < STEPS_OF_A_PERMIT:
        yield (
            ("steps",),
            Contradiction(
                "register.permit_with_few_steps",
                "steps",
                Text(
                    f"许可只有 {len(entry.steps)} 个环节；至少写明受理、审核、审批、办结、送达。",
                    f"is a permit of {len(entry.steps)} steps; name acceptance, review, approval, end and delivery.",
                ),
            ),
        )
    if (entry.questions or len(entry.faq)) < QUESTIONS_OF_A_PERMIT:
        yield (
            ("questions",),
            Contradiction(
                "register.permit_without_questions",
                "questions",
                Text("许可至少要有一条常见问题。", "is a permit and needs one frequent question at least."),
            ),
        )
