"""Which document each statutory act needs, and what each must contain (domain §3.5).

A document is its data: `documents_for` drafts kind and values in the moment of the act; number, template, seal and
hash are the documents area's. An empty required value refuses the act, so that no paper ever goes out without it.

Law: 行政许可法 32, 38, 42, 45 (written form).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onething.core.cases import events as e
from onething.core.cases.citing import cited
from onething.core.cases.errors import FieldEmpty
from onething.core.cases.matter import Change, Matter
from onething.core.cases.parts import Declining, DeliveryWay, Grounds, OfficeKey, Outcome, Righting
from onething.core.cases.state import CaseState
from onething.core.clock import PROFILES, Ground
from onething.core.codes.licences import ROOT as LICENCE_ROOT
from onething.core.licences import GROUNDS
from onething.core.source import Text


class DocumentKind(StrEnum):
    RECEIPT = "receipt"
    CORRECTION_NOTICE = "correction_notice"
    ACCEPTANCE = "acceptance"
    NOT_A_MATTER = "not_a_matter"
    NOT_COMPETENT = "not_competent"
    TOLERANCE = "tolerance"
    DECLARATION = "declaration"
    DECLARATION_BROKEN = "declaration_broken"
    SPECIAL_PROCEDURE = "special_procedure"
    EXTENSION = "extension"
    GRANT = "grant"
    PARTIAL_GRANT = "partial_grant"
    REFUSAL = "refusal"
    DELIVERY_PROOF = "delivery_proof"
    ENDING = "ending"
    SITE_RECORD = "site_record"
    INTERESTED_NOTICE = "interested_notice"
    STATEMENT_RECORD = "statement_record"
    HEARING_OFFER = "hearing_offer"
    HEARING_NOTICE = "hearing_notice"
    HEARING_ANNOUNCEMENT = "hearing_announcement"
    HEARING_RECORD = "hearing_record"
    ARCHIVE_LIST = "archive_list"
    COMPLETION = "completion"
    RIGHTING_NOTICE = "righting_notice"
    CORRECTION_DECISION = "correction_decision"
    REVOCATION = "revocation"
    RECALL = "recall"
    CANCELLATION = "cancellation"
    RESTORATION = "restoration"

    @property
    def heading(self) -> Text:
        return TITLES[self]


K = DocumentKind

TITLES: Mapping[DocumentKind, Text] = {
    K.RECEIPT: Text("收件凭证", "Receipt"),
    K.CORRECTION_NOTICE: Text("一次性补正告知书", "Correction notice"),
    K.ACCEPTANCE: Text("受理通知书", "Notice of acceptance"),
    K.NOT_A_MATTER: Text("不受理告知书", "Notice that no application is needed"),
    K.NOT_COMPETENT: Text("不予受理决定书", "Decision not to take up"),
    K.TOLERANCE: Text("容缺受理告知书暨承诺书", "Acceptance with a material to follow, and promise"),
    K.DECLARATION: Text("告知承诺书", "Declaration instead of proof"),
    K.DECLARATION_BROKEN: Text("承诺核查结果告知书", "Notice that a declaration was not true"),
    K.SPECIAL_PROCEDURE: Text("特别程序告知书", "Notice of a special procedure"),
    K.EXTENSION: Text("延期告知书", "Notice of extension"),
    K.GRANT: Text("准予决定书", "Decision to grant"),
    K.PARTIAL_GRANT: Text("部分准予决定书", "Decision to grant in part"),
    K.REFUSAL: Text("不予决定书", "Decision to refuse"),
    K.DELIVERY_PROOF: Text("送达回证", "Proof of delivery"),
    K.ENDING: Text("终止（撤回）通知书", "Notice of an end without decision"),
    K.SITE_RECORD: Text("现场核查笔录", "Record of a site check"),
    K.INTERESTED_NOTICE: Text("利害关系人告知书", "Notice to those concerned"),
    K.STATEMENT_RECORD: Text("陈述申辩笔录", "Record of a statement"),
    K.HEARING_OFFER: Text("听证告知书", "Notice of the right to a hearing"),
    K.HEARING_NOTICE: Text("听证通知书", "Notice of a hearing"),
    K.HEARING_ANNOUNCEMENT: Text("听证公告", "Announcement of a hearing"),
    K.HEARING_RECORD: Text("听证笔录", "Minutes of a hearing"),
    K.ARCHIVE_LIST: Text("归档目录", "List of an archive"),
    K.COMPLETION: Text("办结通知书", "Notice that everything has ended"),
    K.RIGHTING_NOTICE: Text("拟撤销（撤回）告知书", "Notice of an intended decision"),
    K.CORRECTION_DECISION: Text("更正决定书", "Decision to correct"),
    K.REVOCATION: Text("撤销决定书", "Decision to revoke"),
    K.RECALL: Text("撤回决定书", "Decision to recall"),
    K.CANCELLATION: Text("注销决定书", "Decision to cancel"),
    K.RESTORATION: Text("恢复效力决定书", "Decision to restore"),
}

_TAKEN_BACK = (
    "case",
    "item",
    "righting",
    "ground",
    "facts",
    "reason",
    "article",
    "remedy",
    "officer",
    "approver",
)

_GRANTED = ("valid", "deliver_by", "deliver_way", "publication")

#: What each document must contain beside the number, the date, the office and the seal that all have.
REQUIRED: Mapping[DocumentKind, tuple[str, ...]] = {
    K.RECEIPT: ("application", "received_on", "materials", "material_count", "enquiry_code"),
    K.CORRECTION_NOTICE: ("application", "notice", "page", "points", "supplement_on", "if_you_disagree"),
    K.ACCEPTANCE: ("case", "item", "accepted_as_of", "how", "promised_on", "statutory_on", "enquiry_code"),
    K.NOT_A_MATTER: ("case", "item", "facts", "reason", "article", "remedy"),
    K.NOT_COMPETENT: ("case", "item", "facts", "reason", "article", "remedy", "whom_to_ask"),
    K.TOLERANCE: ("case", "item", "missing", "accepted_as_of", "promise", "consequence"),
    K.DECLARATION: ("case", "item", "declared", "promise", "consequence", "checked_how"),
    K.DECLARATION_BROKEN: (
        "case",
        "item",
        "declared",
        "finding",
        "checked_how",
        "consequence",
        "if_you_disagree",
    ),
    K.SPECIAL_PROCEDURE: ("case", "item", "ground", "from", "expected_days", "not_counted"),
    K.EXTENSION: ("case", "item", "reason", "days", "new_due", "approver"),
    K.GRANT: ("case", "item", "facts", "article", "content", "officer", *_GRANTED),
    K.PARTIAL_GRANT: (
        "case", "item", "facts", "article", "content", "reason", "remedy", "officer", *_GRANTED,
    ),
    K.REFUSAL: ("case", "item", "facts", "article", "reason", "remedy", "officer"),
    K.DELIVERY_PROOF: ("case", "item", "what", "receiver", "delivered_on", "way", "proof", "address"),
    K.ENDING: ("case", "item", "ground", "ended_on", "returned"),
    K.SITE_RECORD: ("case", "item", "place", "checked_on", "officers", "found", "party"),
    K.INTERESTED_NOTICE: ("case", "item", "person", "relation", "speak_by", "law"),
    K.STATEMENT_RECORD: ("case", "item", "person", "said", "said_on"),
    K.HEARING_OFFER: ("case", "item", "about", "told", "ask_by", "law"),
    K.HEARING_NOTICE: ("case", "item", "held_on", "time", "place", "chair", "law"),
    K.HEARING_ANNOUNCEMENT: ("case", "item", "held_on", "time", "place", "chair", "where", "law"),
    K.HEARING_RECORD: ("case", "item", "held_on", "minutes", "summary", "present"),
    K.COMPLETION: ("application", "results", "closed_on"),
    K.ARCHIVE_LIST: ("application", "archived_on", "entries", "kept"),
    K.RIGHTING_NOTICE: (
        "case", "item", "righting", "ground", "facts", "reason", "article", "heard_until", "to_be_heard",
    ),
    K.CORRECTION_DECISION: (
        "case", "item", "righting", "corrections", "reason", "article", "officer", "approver",
    ),
    K.REVOCATION: (*_TAKEN_BACK, "returned"),
    K.RECALL: (*_TAKEN_BACK, "returned", "compensation"),
    K.CANCELLATION: (*_TAKEN_BACK, "returned"),
    K.RESTORATION: ("case", "item", "righting", "taken_back", "reason", "article", "officer", "approver"),
}  # fmt: skip

#: A list that may truthfully be empty: an application that needed no material, nothing to give back.
MAY_BE_EMPTY = frozenset({"materials", "returned"})

IF_YOU_DISAGREE = Text(
    "如认为不应补正，可向受理机关陈述，或向监督部门投诉。",
    "If you think that this should not be asked of you, tell the office, or complain to the supervisor.",
)
NOT_COUNTED = Text(
    "上述所需时间依法不计入办理期限（行政许可法第四十五条）。",
    "This time is not counted in the limit (行政许可法 45).",
)
ANSWER_IT = Text(
    "认为核查有误的，可以向本机关说明并提供证据；也可以补交证明材料。",
    "If you think that the check is wrong, explain it to the office with your evidence, or supply the proof itself.",
)
TO_BE_HEARD = Text(
    "您可以陈述和申辩；期满前本机关不作决定，也不因此加重。",
    "You may state and defend; nothing is decided before that day, and nothing is made worse because of it.",
)
PUBLIC = Text(
    "本决定依法予以公开，公众有权查阅（《中华人民共和国行政许可法》第四十条）。",
    "This decision is public; everybody may read it (行政许可法 40).",
)
NOT_PUBLIC = Text(
    "本决定涉及个人信息，不向社会公开（《中华人民共和国政府信息公开条例》第十五条）。",
    "This decision concerns a person and is not made public (政府信息公开条例 15).",
)
AT_THE_WINDOW = Text("政务服务窗口", "the service window")
ON_THE_PAGE = Text("申请人的办件页和“我的证照”", "the applicant’s page of the matter and wallet")
NO_END = Text("没有规定有效期", "no end is set")
NO_LIMIT = Text("法律未规定期限", "no limit given by law")
WAITS = Text(
    "自前序事项结果到达之日起计算", "counted from the day on which the result that it waits for arrives"
)


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document before it has its number. stream: of the event it stands for. office: None = the lead department's.

    values: JSON-able; a text in two languages is {"zh": …, "en": …}.
    """

    kind: DocumentKind
    stream: str
    office: OfficeKey | None
    values: Mapping[str, Any]


Values = dict[str, Any]

#: Values that cite rules.
_RULES = ("law", "article", "deemed_law")


def kinds_for(event: e.Event) -> tuple[DocumentKind, ...]:
    """Return the documents that this event must have, none if it is no statutory act."""
    if isinstance(event, e.Accepted):
        later = (K.TOLERANCE,) if event.later else ()
        declared = (K.DECLARATION,) if event.declared else ()
        return (K.ACCEPTANCE, *later, *declared)
    if isinstance(event, e.DeclarationChecked):
        return () if event.holds else (K.DECLARATION_BROKEN,)
    if isinstance(event, e.Declined):
        return (K.NOT_A_MATTER if event.kind is Declining.NOT_A_MATTER else K.NOT_COMPETENT,)
    if isinstance(event, e.Decided):
        return (_DECISIONS[event.outcome],)
    if isinstance(event, e.HearingSet):
        return (K.HEARING_NOTICE, K.HEARING_ANNOUNCEMENT) if event.announced else (K.HEARING_NOTICE,)
    if isinstance(event, e.RightingProposed):
        return (K.RIGHTING_NOTICE,) if event.heard_until else ()
    if isinstance(event, e.GrantTakenBack):
        return (_TAKING_BACK[event.kind],)
    return _ALWAYS.get(type(event), ())


_DECISIONS = {Outcome.GRANTED: K.GRANT, Outcome.PARTLY: K.PARTIAL_GRANT, Outcome.REFUSED: K.REFUSAL}

_TAKING_BACK = {
    Righting.REVOCATION: K.REVOCATION,
    Righting.RECALL: K.RECALL,
    Righting.CANCELLATION: K.CANCELLATION,
}

_ALWAYS: Mapping[type[e.Event], tuple[DocumentKind, ...]] = {
    e.Submitted: (K.RECEIPT,),
    e.NoticeSent: (K.CORRECTION_NOTICE,),
    e.Paused: (K.SPECIAL_PROCEDURE,),
    e.Extended: (K.EXTENSION,),
    e.Delivered: (K.DELIVERY_PROOF,),
    e.Withdrawn: (K.ENDING,),
    e.Terminated: (K.ENDING,),
    e.Lapsed: (K.ENDING,),
    e.PreconditionFailed: (K.ENDING,),
    e.SiteChecked: (K.SITE_RECORD,),
    e.InterestedTold: (K.INTERESTED_NOTICE,),
    e.StatementTaken: (K.STATEMENT_RECORD,),
    e.HearingOffered: (K.HEARING_OFFER,),
    e.HearingHeld: (K.HEARING_RECORD,),
    e.Archived: (K.ARCHIVE_LIST,),
    e.Closed: (K.COMPLETION,),
    e.DecisionCorrected: (K.CORRECTION_DECISION,),
    e.GrantRestored: (K.RESTORATION,),
}


def documents_for(
    change: Change, matter: Matter, extra: Mapping[str, Any] | None = None
) -> tuple[DocumentDraft, ...]:
    """Return the drafts that this change needs. matter: after the change.

    extra: what no event knows and the area adds or overrides: "materials" and "enquiry_code" (the application's
    number if not given), "returned", "valid", "conditions", "certificates", "publication", "consequence", "if_you_disagree", "law" of the item, "officer_name" of who acted,
    "names": key of a material or field -> what it is called. "words": kind -> what the city's own rule has its letters
    say: promises, what follows when they are not kept, how they are checked.
    Raises FieldEmpty, naming document and fields.
    """
    return tuple(_draft(kind, change, matter, extra or {}) for kind in kinds_for(change.event))


def _draft(kind: DocumentKind, change: Change, matter: Matter, extra: Mapping[str, Any]) -> DocumentDraft:
    case = matter.cases.get(change.stream)
    values: Values = {"application": matter.application.number, "enquiry_code": change.stream}
    if case is not None:
        values |= {"case": case.number, "item": case.opening.name, "bearer": case.opening.bearer}
        values |= {"submitted_on": case.received_on, "accepted_on": case.accepted_as_of}
    values |= {"permit": _is_permit(change.event, matter, case), **_VALUES[kind](change.event, matter, case)}
    values |= extra.get("words", {}).get(kind.value, {})
    values |= {name: value for name, value in extra.items() if name != "words"}
    values |= {name: cited(values[name]) for name in _RULES if isinstance(values.get(name), str)}
    if kind is K.RECEIPT:
        values.setdefault("material_count", len(values.get("materials") or ()))
    missing = [name for name in REQUIRED[kind] if _is_empty(name, values.get(name))]
    if missing:
        raise FieldEmpty(document=kind.heading, missing=", ".join(missing))
    plain = {name: _plain(value) for name, value in values.items()}
    return DocumentDraft(kind, change.stream, case.office if case else None, plain)


def _is_permit(event: e.Event, matter: Matter, case: CaseState | None) -> bool:
    """Whether the letter is one of a permit; one about several items is if all of them are."""
    if case is not None:
        return case.opening.limits.profile.is_permit
    numbers = event.points if isinstance(event, e.NoticeSent) else matter.cases
    return all(matter.cases[number].opening.limits.profile.is_permit for number in numbers)


def _is_empty(name: str, value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Text):
        return not value.zh.strip()
    if isinstance(value, list | tuple | Mapping):
        return not value and name not in MAY_BE_EMPTY
    return value is None


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


# --- the values of each kind -------------------------------------------------------------------------------


def _receipt(event: e.Submitted, matter: Matter, case: CaseState | None) -> Values:
    names = [matter.cases[number].opening.name for number in event.cases if number in matter.cases]
    told = [case.dues.tell_on for case in matter.cases.values() if case.dues.tell_on]
    return {
        "received_on": event.received_on,
        "items": names,
        "tells": [matter.cases[number].dues.tell_on for number in event.cases if number in matter.cases],
        "envelope_hash": event.envelope_hash,
        "tell_by": max(told, default=None),
    }


def _correction(event: e.NoticeSent, matter: Matter, case: CaseState | None) -> Values:
    points = [
        {
            "case": number,
            "item": matter.cases[number].opening.name,
            "key": point.key,
            "reason": point.reason,
            "what": point.what,
            "fix": point.fix,
            "article": cited(point.article),
        }
        for number, found in event.points.items()
        for point in found
    ]
    days = matter.application.rounds[event.round].last_days[: event.page - 1]
    earlier = [{"page": page, "supplement_on": day} for page, day in enumerate(days, start=1)]
    return {
        "notice": event.number,
        "submitted_on": min(matter.cases[number].received_on for number in event.points),
        "page": event.page,
        **({"earlier": earlier} if earlier else {}),
        "round": event.round,
        "points": points,
        "supplement_on": event.supplement_on,
        "provisional": event.provisional,
        "if_you_disagree": IF_YOU_DISAGREE,
        "allowed_because": event.reason,
    }


def _acceptance(event: e.Accepted, matter: Matter, case: CaseState | None) -> Values:
    """A case that waits has no dates yet and says so; a case without a statutory limit says that."""
    assert case is not None
    waits, limits = case.clock.accepted_on is None, case.opening.limits
    profile = limits.profile
    missing = [{"key": one.key, "until": one.until} for one in event.later]
    return {
        **({"missing": missing} if missing else {}),
        "accepted_as_of": event.as_of,
        "how": event.how,
        "deemed_law": profile.silence_law or PROFILES.get(profile.id, profile).silence_law,
        "tell_within": profile.tell_within,
        "promised_on": WAITS if waits else event.dues.promised_on,
        "statutory_on": WAITS if waits else event.dues.statutory_on or NO_LIMIT,
        "provisional": event.dues.provisional,
        "promised_days": limits.promised_days,
        "statutory_days": limits.statutory_days,
        "day_kind": limits.day_kind,
    }


def _tolerance(event: e.Accepted, matter: Matter, case: CaseState | None) -> Values:
    return _acceptance(event, matter, case)


def _declaration(event: e.Accepted, matter: Matter, case: CaseState | None) -> Values:
    return {"declared": [{"key": key} for key in event.declared]}


def _declaration_broken(event: e.DeclarationChecked, matter: Matter, case: CaseState | None) -> Values:
    return {
        "declared": [{"key": event.key}],
        "finding": event.finding,
        "checked_how": event.how,
        "if_you_disagree": ANSWER_IT,
    }


def _grounds(grounds: Grounds) -> Values:
    return {
        "facts": grounds.facts,
        "article": grounds.article,
        "reason": grounds.reason,
        "remedy": grounds.remedy,
    }


def _declined(event: e.Declined, matter: Matter, case: CaseState | None) -> Values:
    return {**_grounds(event.grounds), "whom_to_ask": event.body, "declined_on": event.on}


def _special(event: e.Paused, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    profile = case.opening.limits.profile
    by_law = "行政许可法 45" if "行政许可法 45" in profile.law else ""
    return {
        "ground": event.ground,
        "law": profile.own_grounds.get(event.ground) or by_law,
        "from": event.from_,
        "expected_days": event.told_days,
        "day_kind": case.opening.limits.day_kind,
        "notice": event.document,
        "not_counted": NOT_COUNTED,
        "new_due": event.dues.statutory_on,
    }


def _extension(event: e.Extended, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    new_due = event.dues.statutory_on or event.dues.promised_on
    law = [article for article in case.opening.limits.profile.law if article.startswith("行政许可法 42")]
    return {
        "reason": event.reason,
        "days": event.days,
        "new_due": new_due,
        "approver": f"{event.approver}（{event.document}）" if event.document else event.approver,
        "law": "、".join(law),
    }


def _decision(event: e.Decided, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    granted = event.outcome is not Outcome.REFUSED
    return {
        **_grounds(event.grounds),
        **(_granted(event, matter, case) if granted else {}),
        "content": event.content,
        "partly": event.outcome is Outcome.PARTLY,
        "officer": event.officer,
        "decided_on": event.decided_on,
        "trace": event.trace,
        **({"minutes": case.hearing.minutes} if case.hearing and case.hearing.minutes else {}),
    }


def _granted(event: e.Decided, matter: Matter, case: CaseState) -> Values:
    """Law: 行政许可法 40 (public), 44 (ten days); 政府信息公开条例 15 (what concerns a person)."""
    return {
        "valid": NO_END,
        "deliver_by": event.dues.deliver_on or NO_LIMIT,
        "deliver_way": matter.application.delivery.way,
        "publication": PUBLIC if case.opening.limits.profile.is_permit else NOT_PUBLIC,
    }


def _delivery(event: e.Delivered, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    what: Any = tuple(case.certificates.values()) or case.opening.name
    return {
        "what": what,
        "receiver": event.receiver,
        "delivered_on": event.on,
        "way": event.way,
        "proof": event.proof,
        "address": event.address or _chosen_address(event, matter),
        "chosen": not event.address and event.way in (DeliveryWay.POST, DeliveryWay.ELECTRONIC),
        **({"refused": event.refused} if event.refused else {}),
        **({"witness": event.witness} if event.witness else {}),
    }


def _chosen_address(event: e.Delivered, matter: Matter) -> Any:
    """Return where a way of delivery leads: to the address that the applicant confirmed, or to the window."""
    application = matter.application
    if event.way is DeliveryWay.POST:
        return application.delivery.address or application.contact.address
    if event.way is DeliveryWay.ELECTRONIC:
        return ON_THE_PAGE
    return AT_THE_WINDOW


def _ending(event: e.CaseEvent, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    ground: Any = case.status.label
    reason: Any = ""
    if isinstance(event, e.Terminated):
        ground, reason = event.ground, event.reason
    elif isinstance(event, e.Lapsed):
        reason = event.ground
    elif isinstance(event, e.PreconditionFailed):
        reason = {"why": event.reason, "way_forward": event.way_forward}
    elif isinstance(event, e.Withdrawn):
        reason = event.reason
    own_wish = {"own_wish": True} if isinstance(event, e.Withdrawn) else {}
    return {**own_wish, "ground": ground, "reason": reason, "ended_on": case.ended_on, "returned": ()}


# --- procedures before a decision

#: By what a permit, and by analogy everything else, hears those concerned.
HEARD_BY_LAW, HEARING_BY_LAW, SET_BY_LAW = "行政许可法 36", "行政许可法 47", "行政许可法 48"


def _site(event: e.SiteChecked, matter: Matter, case: CaseState | None) -> Values:
    return {
        "place": event.place,
        "checked_on": event.on,
        "officers": [{"name": one.name, "certificate": one.certificate} for one in event.officers],
        "found": event.found,
        "party": event.party or event.unsigned,
        "signed": not event.unsigned,
        "photos": len(event.photos),
        **({"photo_hashes": event.photos} if event.photos else {}),
    }


def _interested(event: e.InterestedTold, matter: Matter, case: CaseState | None) -> Values:
    return {
        "person": event.person,
        "relation": event.relation,
        "speak_by": event.until,
        "law": HEARD_BY_LAW,
    }


def _statement(event: e.StatementTaken, matter: Matter, case: CaseState | None) -> Values:
    return {"person": event.person, "said": event.text, "said_on": event.on}


def _hearing_offer(event: e.HearingOffered, matter: Matter, case: CaseState | None) -> Values:
    return {"about": event.about, "told": event.to, "ask_by": event.until, "law": HEARING_BY_LAW}


def _hearing_notice(event: e.HearingSet, matter: Matter, case: CaseState | None) -> Values:
    assert case is not None
    return {
        "held_on": event.held_on,
        "time": event.time,
        "place": event.place,
        "chair": event.chair_name,
        "public": event.public,
        "stops": case.opening.limits.profile.may_stop_for(Ground.HEARING),
        "reason": event.reason,
        "law": SET_BY_LAW,
    }


def _hearing_announcement(event: e.HearingSet, matter: Matter, case: CaseState | None) -> Values:
    return {**_hearing_notice(event, matter, case), "where": event.announced}


def _hearing_record(event: e.HearingHeld, matter: Matter, case: CaseState | None) -> Values:
    return {
        "held_on": event.on,
        "minutes": event.minutes,
        "summary": event.summary,
        "present": event.present,
    }


def _completion(event: e.Closed, matter: Matter, case: CaseState | None) -> Values:
    """One line for each case; what came unasked and was not found is none."""
    cases = [one for one in matter.cases.values() if one.granted or not one.opening.proactive]
    parcels = [f"{one.courier} {one.number}" for one in matter.application.parcels.values()]
    ended = [day for one in cases for day in (one.ended_on, one.delivered_on) if day is not None]
    return {
        "results": [
            {
                "case": one.number,
                "item": one.opening.name,
                "status": Text("准予", "granted") if one.granted else one.status.label,
                "licences": list(one.certificates.values()),
            }
            for one in cases
        ],
        "items": [one.opening.name for one in cases],
        "closed_on": max(ended, default=None),
        "way": matter.application.delivery.way,
        "parcels": parcels,
    }


def _archive(event: e.Archived, matter: Matter, case: CaseState | None) -> Values:
    entries = [
        {"kind": one.kind, "name": one.name, "number": one.number, "hash": one.hash} for one in event.entries
    ]
    years = event.retention_years
    kept = Text(f"{years} 年", f"{years} years") if years else Text("永久", "for ever")
    return {
        "archived_on": event.on,
        "entries": entries,
        "kept": kept,
        "keep_until": event.keep_until,
        "items": [one.opening.name for one in matter.cases.values()],
    }


def _righting(
    event: e.RightingProposed | e.DecisionCorrected | e.GrantTakenBack | e.GrantRestored,
    matter: Matter,
    case: CaseState | None,
) -> Values:
    """A licence of the house changes its state by itself; what was made on paper is to be handed in."""
    assert case is not None
    values: Values = {
        **_grounds(event.grounds),
        "righting": event.number,
        "kind": _KIND_OF[type(event)] or getattr(event, "kind", None),
        "officer": event.officer,
        "approver": getattr(event, "approver", ""),
    }
    if isinstance(event, e.RightingProposed | e.GrantTakenBack):
        values |= {"ground": GROUNDS[event.ground].text, "compensation": event.compensation}
    if isinstance(event, e.RightingProposed):
        values |= {"heard_until": event.heard_until, "to_be_heard": TO_BE_HEARD}
    elif isinstance(event, e.GrantTakenBack):
        values["returned"] = tuple(
            one for one in case.certificates.values() if not one.startswith(LICENCE_ROOT)
        )
    elif isinstance(event, e.DecisionCorrected):
        values["corrections"] = [
            {"key": one.key, "was": one.was, "now": one.now} for one in event.corrections
        ]
    else:
        values["taken_back"] = event.taken_back
    return values


#: Events that are of one kind of righting only.
_KIND_OF: Mapping[type[e.Event], Righting | None] = {
    e.RightingProposed: None,
    e.GrantTakenBack: None,
    e.DecisionCorrected: Righting.CORRECTION,
    e.GrantRestored: Righting.RESTORATION,
}


_VALUES: Mapping[DocumentKind, Callable[[Any, Matter, CaseState | None], Values]] = {
    K.RECEIPT: _receipt,
    K.CORRECTION_NOTICE: _correction,
    K.ACCEPTANCE: _acceptance,
    K.NOT_A_MATTER: _declined,
    K.NOT_COMPETENT: _declined,
    K.TOLERANCE: _tolerance,
    K.DECLARATION: _declaration,
    K.DECLARATION_BROKEN: _declaration_broken,
    K.SPECIAL_PROCEDURE: _special,
    K.EXTENSION: _extension,
    K.GRANT: _decision,
    K.PARTIAL_GRANT: _decision,
    K.REFUSAL: _decision,
    K.DELIVERY_PROOF: _delivery,
    K.ENDING: _ending,
    K.SITE_RECORD: _site,
    K.INTERESTED_NOTICE: _interested,
    K.STATEMENT_RECORD: _statement,
    K.HEARING_OFFER: _hearing_offer,
    K.HEARING_NOTICE: _hearing_notice,
    K.HEARING_ANNOUNCEMENT: _hearing_announcement,
    K.HEARING_RECORD: _hearing_record,
    K.ARCHIVE_LIST: _archive,
    K.COMPLETION: _completion,
    K.RIGHTING_NOTICE: _righting,
    K.CORRECTION_DECISION: _righting,
    K.REVOCATION: _righting,
    K.RECALL: _righting,
    K.CANCELLATION: _righting,
    K.RESTORATION: _righting,
}


def acts(events: Iterable[e.Recorded]) -> Iterable[tuple[e.Recorded, DocumentKind]]:
    """Return every statutory act among these events with the document that it must have."""
    return ((one, kind) for one in events for kind in kinds_for(one.event))
