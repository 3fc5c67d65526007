"""The sheet: exactly what is handed over, line by line, and the hash that the one signature covers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from onething.core.catalogue.model import Package, Question, QuestionKind, Scene
from onething.core.catalogue.words import Way
from onething.core.composition import Plan
from onething.core.composition.plan import ItemState
from onething.core.guidance.answers import answers_of
from onething.core.guidance.draft import Draft, circumstances, questions_of
from onething.core.guidance.form import FieldView, MaterialView, given_materials, given_values, shown, whose
from onething.core.guidance.lookups import consented, facts_of
from onething.core.source import Text
from onething.core.submission import Delivery, Signature, Submission


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line as the person reads it. section: who, answers, items, fields, materials, delivery, consents."""

    section: str
    label: Text
    value: Text = field(repr=False)


@dataclass(frozen=True)
class Sheet:
    """What is signed. Lines and hash are made for whoever looks: a machine that signs at once needs neither."""

    submission: Submission = field(repr=False)
    _write: Callable[[], tuple[SheetLine, ...]] = field(repr=False, compare=False)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of `submission` without its signature."""
        return self.submission.sheet_hash()

    @cached_property
    def lines(self) -> tuple[SheetLine, ...]:
        return self._write()


#: How a material is given, in words.
WAYS = {
    Way.SHARE: Text("部门共享", "looked up at a department"),
    Way.LICENCE: Text("电子证照", "electronic licence"),
    Way.UPLOAD: Text("上传", "uploaded"),
    Way.PAPER: Text("交纸质件", "on paper"),
    Way.CONFIRM: Text("对方网上确认", "confirmed online"),
    Way.DECLARATION: Text("告知承诺", "declaration instead"),
    Way.LATER: Text("容缺后补", "to follow"),
    Way.RESULT: Text("本次办理结果", "result of this matter"),
}
_DELIVERY = {
    "electronic": Text("电子证照", "electronically"),
    "post": Text("邮寄", "by post"),
    "window": Text("窗口领取", "at a window"),
}


def sheet_of(
    draft: Draft,
    plan: Plan,
    fields: tuple[FieldView, ...],
    materials: tuple[MaterialView, ...],
    scene: Scene,
    package: Package,
    *,
    on: date,
    at: datetime,
    signer: str,
    intake: str = "",
) -> Sheet:
    """Return the sheet of a draft whose applicant is known. at: of the signature, which is not under the hash."""
    assert draft.applicant is not None, "a sheet needs an applicant"
    there = circumstances(draft, scene, on=on)
    submission = Submission(
        scene=scene.id,
        scene_hash=scene.hash,
        on=on,
        answers=draft.answers,
        facts=draft.facts,
        shares=tuple(sorted(there.supplies.shares)),
        licences=tuple(sorted(there.supplies.licences)),
        values=given_values(fields),
        materials=given_materials(materials),
        consents=draft.consents,
        applicant=draft.applicant,
        representative=draft.representative,
        delivery=draft.delivery or Delivery("electronic"),
        signature=Signature("electronic", signer, "", at),
        channel=draft.channel,
        intake=intake,
        division=draft.division,
        bearers=there.bearers,
        dropped=draft.dropped,
        insisted=tuple(one.id for one in plan.items if one.id in there.insisted),
        answered=answers_of(draft, plan, scene, package, on=on),
        originals=tuple(draft.originals[one.line] for one in materials if one.line in draft.originals),
    )
    return Sheet(submission, lambda: _lines(draft, plan, fields, materials, scene, package, submission))


def said_of(submission: Submission, scene: Scene, package: Package) -> tuple[tuple[Text, Text], ...]:
    """Return what was said of the situation and is under the signature, in words: every question with its answer, how
    many bearers a role of many has, what departments said of it, what was taken off, and the place of the matter.
    """
    questions = {one.id: one for one in questions_of(scene)}
    said = [
        (one.text, answer_in_words(one, submission.answers[one.id]))
        for one in questions.values()
        if submission.answers.get(one.id) is not None
    ]
    said += [
        (scene.roles[role].label, Text(str(number), str(number)))
        for role, number in submission.bearers.items()
        if role in scene.roles
    ]
    said += _found_out(submission.facts, questions, scene)
    said += [
        (part.item.name, Text("这次不办", "not this time"))
        for part in scene.items
        if part.item.id in submission.dropped
    ]
    if submission.division:
        place = package.divisions.get(submission.division)
        said.append((Text("属地", "Place"), Text(place.name if place else submission.division)))
    return tuple(said)


def _found_out(
    facts: Mapping[str, Any], questions: Mapping[str, Question], scene: Scene
) -> Iterator[tuple[Text, Text]]:
    asking = {one.known_from: one for one in questions.values() if one.known_from}
    for fact in facts_of(scene):
        value = facts.get(fact.id)
        if value is None:
            continue
        question = asking.get(fact.id) or questions.get(fact.stands_in)
        about = question.text if question else fact.label
        label = Text(f"{about.zh}（部门查到的）", f"{about.say('en')} (found by a department)")
        if question is not None:
            table = {str(known).lower(): choice for known, choice in question.answers_by_fact.items()}
            yield label, answer_in_words(question, table.get(str(value).lower(), value))
        else:
            yield label, _plainly(value)


def answer_in_words(question: Question, answer: Any) -> Text:
    """Return an answer as people read it; one that the question does not know, as it is."""
    labels = {one.id: one.label for one in question.choices}
    if question.kind is QuestionKind.MULTI and isinstance(answer, Sequence) and not isinstance(answer, str):
        taken = [labels.get(str(one), Text(str(one))) for one in answer]
        if not taken:
            return Text("都没有", "none of these")
        return Text("、".join(one.zh for one in taken), ", ".join(one.say("en") for one in taken))
    return labels.get(str(answer), _plainly(answer))


def _plainly(value: Any) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text(str(value), str(value))


def _lines(
    draft: Draft,
    plan: Plan,
    fields: tuple[FieldView, ...],
    materials: tuple[MaterialView, ...],
    scene: Scene,
    package: Package,
    submission: Submission,
) -> tuple[SheetLine, ...]:
    person, lines = submission.applicant, []
    lines.append(
        SheetLine("who", Text("申请人", "Applicant"), Text(f"{person.name} {person.number}".strip()))
    )
    if submission.representative:
        other = submission.representative.person
        lines.append(
            SheetLine("who", Text("代办人", "Representative"), Text(f"{other.name} {other.number}".strip()))
        )
    lines += [SheetLine("answers", label, value) for label, value in said_of(submission, scene, package)]
    for item in plan.items:
        if item.state is ItemState.PROACTIVE:
            value = Text("自动办理，不用申请", "comes by itself")
        elif item.promised_on:
            value = Text(f"承诺 {item.promised_on} 前办结", f"promised by {item.promised_on}")
        else:
            value = Text("按办理结果", "as the case goes")
        if item.id in submission.insisted:
            value = Text(
                f"{value.zh}；按回答暂不符合，您仍要申请",
                f"{value.say('en')}; not met by your answers, you apply all the same",
            )
        lines.append(SheetLine("items", item.name, value))
    for one in fields:
        if one.comes_with is not None:
            value = Text(
                f"随“{one.comes_with.name.zh}”的结果", f"comes with “{one.comes_with.name.say('en')}”"
            )
        elif one.value is None:
            continue
        else:
            value = Text(shown(one, package, "zh"), shown(one, package, "en"))
        zh, en = one.label.zh, one.label.say("en")
        lines.append(
            SheetLine("fields", Text(f"{one.role_label.zh} {zh}", f"{one.role_label.say('en')}: {en}"), value)
        )
        if one.disputed:
            lines.append(
                SheetLine("fields", Text(f"{zh}（更正说明）", f"{en} (what is wrong)"), Text(one.disputed))
            )
    for paper in materials:
        if paper.form or paper.way is None or not paper.done:
            continue
        way = WAYS[paper.way]
        more_zh, more_en = "", ""
        if paper.way is Way.UPLOAD:
            more_zh, more_en = f" {len(paper.files)} 个文件", f", {len(paper.files)} files"
        elif paper.confirmed is not None:
            given = paper.confirmed.reply
            more_zh = f"，{given.name} {given.at:%Y-%m-%d %H:%M} 确认"
            more_en = f" by {given.name}, {given.at:%Y-%m-%d %H:%M}"
        elif paper.until:
            more_zh, more_en = f"，{paper.until} 前补交", f" by {paper.until}"
        who = whose(paper, fields, package)
        label = (
            Text(f"{paper.label.zh}（{who.zh}）", f"{paper.label.say('en')} ({who.say('en')})")
            if who.zh
            else paper.label
        )
        lines.append(SheetLine("materials", label, Text(way.zh + more_zh, way.en + more_en)))
    delivery = submission.delivery
    way = _DELIVERY.get(delivery.way, Text(delivery.way))
    address = " ".join(
        part for part in (delivery.receiver, delivery.phone, delivery.address, delivery.window) if part
    )
    lines.append(
        SheetLine(
            "delivery",
            Text("领取方式", "Delivery"),
            Text(f"{way.zh} {address}".strip(), f"{way.say('en')} {address}".strip()),
        )
    )
    for consent in draft.consents:
        label, whom, purpose = consented(consent, package)
        lines.append(
            SheetLine(
                "consents",
                label,
                Text(
                    f"同意向{whom.zh}查询：{purpose.zh}",
                    f"agreed, at {whom.say('en')}: {purpose.say('en')}",
                ),
            )
        )
    return tuple(lines)
