"""Everything that was handed over, as one paper in the reader's language: what was signed, and what came later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.channels.portal.follow.showing import language
from onething.core.cases.ports import FrozenScenes
from onething.core.catalogue.model import Package, Scene
from onething.core.guidance.lookups import consented
from onething.core.guidance.sheet import WAYS, said_of
from onething.core.naming import Named
from onething.core.people import AuthorityKind
from onething.core.source import Text
from onething.core.submission import (
    Consent,
    Delivery,
    GivenMaterial,
    GivenValue,
    Person,
    Representative,
    Submission,
)
from onething.kit.ports import port
from onething.kit.problems import written_day

Row = dict[str, Any]


def paper_of(view: cases.ApplicationView, sent: Submission) -> Row:
    """Return the values of the paper `application`. view: as it stands now; sent: as it was signed."""
    package, scene = port(FrozenScenes).scene(view.scene, view.scene_hash)  # type: ignore[type-abstract]
    return _Paper(view, sent, package, scene).values()


@dataclass(frozen=True, slots=True)
class _Paper:
    view: cases.ApplicationView
    sent: Submission
    package: Package
    scene: Scene

    def values(self) -> Row:
        sent = self.sent
        return {
            "scene": _say(self.view.name),
            "to": sent.applicant.name,
            "case_number": self.view.printed,
            "submitted_at": f"{timezone.localtime(self.view.submitted_at):%Y-%m-%dT%H:%M}",
            "channel": _channel(sent.channel),
            "items": self._items(),
            "answers": list(self._answers()),
            "sections": [
                {"title": title, "rows": rows}
                for title, rows in (
                    (_("申请人"), _person(sent.applicant)),
                    (_("代办人"), _representative(sent.representative)),
                    (_("填的内容"), [self._value(one) for one in sent.values]),
                    (_("领取方式"), _delivery(sent.delivery)),
                    (_("交了以后补交和更正的"), self._later()),
                )
                if rows
            ],
            "materials": [self._material(one) for one in sent.materials],
            "consents": [self._consent(one) for one in sent.consents],
            "signature": self._signature(),
        }

    def _items(self) -> list[Row]:
        found = []
        for one in self.view.cases:
            office = self.package.departments[self.scene.item(one.item).item.department]
            found.append({"name": _say(one.name), "office": _say(office.name)})
        return found

    def _answers(self) -> Iterator[Row]:
        for question, answer in said_of(self.sent, self.scene, self.package):
            yield {"question": _say(question), "answer": _say(answer)}

    def _value(self, one: GivenValue) -> Row:
        source = self._source(one.source)
        if one.disputed:
            source = _("{source}；您说不对：{why}").format(source=source, why=one.disputed)
        return {"label": self._name(one.key), "value": self._said(one), "source": source}

    @property
    def _named(self) -> Named:
        return Named(self.package, self.scene)

    def _said(self, one: GivenValue) -> str:
        return _say(self._named.value_in_words(one.key, one.value))

    def _source(self, source: str) -> str:
        kind = source.partition(":")[0]
        if (found := self._named.source_name(source)).zh != source:
            return _say(found)
        return {"answer": _("您的回答"), "sign_in": _("登录信息"), "result": _("本次办理结果")}.get(
            kind, _("本人填写")
        )

    def _name(self, key: str) -> str:
        return _say(self._named.name_of(key))

    def _material(self, one: GivenMaterial) -> Row:
        notes = [file.name for file in one.files]
        if one.promised_until:
            notes.append(_("{day}前补交").format(day=_day(one.promised_until)))
        if one.confirmed is not None:
            given = one.confirmed.reply
            notes.append(_("{who}，{at}").format(who=given.name, at=_moment(given.at)))
        if one.source and not one.files:
            notes.append(self._source(f"{one.way.value}:{one.source}"))
        return {
            "name": self._name(one.key),
            "copies": max(len(one.files), 1),
            "form": _say(WAYS[one.way]),
            "note": _("、").join(notes),
        }

    def _consent(self, one: Consent) -> Row:
        fields = [known.label for id_ in one.fields if (known := self.package.elements.get(_bare(id_)))]
        what = [_say(known) for known in dict.fromkeys(fields)]
        label, whom, purpose = consented(one, self.package)
        return {
            "what": _say(label) + (_("：{what}").format(what=_("、").join(what)) if what else ""),
            "whom": _say(whom),
            "purpose": _say(purpose),
            "agreed": True,
        }

    def _signature(self) -> list[Row]:
        signed = self.sent.signature
        method = {"electronic": _("登录后在网上确认"), "paper": _("在打印的表上签名，窗口已扫描")}
        return [
            {"label": _("签名人"), "value": signed.signer},
            {"label": _("签名时间"), "value": _moment(signed.signed_at)},
            {"label": _("签名方式"), "value": method.get(signed.method, signed.method)},
            {"label": _("所签内容的存证"), "value": signed.sheet_hash},
        ]

    def _later(self) -> list[Row]:
        """Return what was supplied or put right after the signature."""
        values = {one.key: one.value for one in self.sent.values}
        materials = {one.key: one.files for one in self.sent.materials}
        return [
            *(self._value(one) for one in self.view.values if values.get(one.key) != one.value),
            *(
                {"label": self._name(one.key), "value": _("、").join(file.name for file in one.files)}
                for one in self.view.materials
                if one.files and materials.get(one.key) != one.files
            ),
        ]


def _say(text: Text) -> str:
    return text.say(language())


def _bare(key: str) -> str:
    return key.rpartition("/")[2]


def _day(day: date) -> str:
    return written_day(day, language())


def _moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"{_day(there.date())} {there:%H:%M}"


def _channel(channel: str) -> str:
    return {"portal": _("网上"), "desk": _("窗口"), "rest": _("接口")}.get(channel, channel)


def _person(person: Person) -> list[Row]:
    rows = (
        (_("姓名"), person.name),
        (_("证件号码"), person.number),
        (_("手机号"), person.phone),
        (_("电子邮箱"), person.email),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _representative(other: Representative | None) -> list[Row]:
    if other is None:
        return []
    kinds = {
        AuthorityKind.GUARDIAN.value: _("监护人"),
        AuthorityKind.SUPPORTER.value: _("帮办人"),
        AuthorityKind.AGENT.value: _("代理人"),
    }
    until = _("到{day}").format(day=_day(other.valid_to)) if other.valid_to else _("长期")
    term = _("从{day}起，{until}").format(day=_day(other.valid_from), until=until)
    return [
        *_person(other.person),
        {"label": _("身份"), "value": kinds.get(other.kind, other.kind)},
        {"label": _("授权有效期"), "value": term},
    ]


def _delivery(delivery: Delivery) -> list[Row]:
    ways = {"electronic": _("电子证照"), "post": _("邮寄"), "window": _("窗口领取")}
    rows = (
        (_("方式"), ways.get(delivery.way, delivery.way)),
        (_("收件人"), delivery.receiver),
        (_("手机号"), delivery.phone),
        (_("地址"), delivery.address),
        (_("窗口"), delivery.window),
    )
    return [{"label": label, "value": value} for label, value in rows if value]
