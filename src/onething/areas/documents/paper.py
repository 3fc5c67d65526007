"""From the sealed data of a document to the values that its template prints (docs/documents.md)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onething.core.cases.documents import DocumentKind as K
from onething.core.cases.graph import Status
from onething.core.cases.parts import DeliveryWay, Ending, How, Righting
from onething.core.cases.phrases import PHRASES
from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Department
from onething.core.clock import GROUND_NAMES, DayKind
from onething.core.codes import mask
from onething.core.papers import IssuedDocument
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

#: kind of the act -> kind of the paper
KINDS: Mapping[K, str] = {
    K.RECEIPT: "receipt",
    K.CORRECTION_NOTICE: "correction",
    K.ACCEPTANCE: "acceptance",
    K.NOT_A_MATTER: "not_needed",
    K.NOT_COMPETENT: "rejection",
    K.TOLERANCE: "tolerated",
    K.SPECIAL_PROCEDURE: "special_procedure",
    K.EXTENSION: "extension",
    K.GRANT: "grant",
    K.PARTIAL_GRANT: "grant",
    K.REFUSAL: "refusal",
    K.DELIVERY_PROOF: "delivery",
    K.ENDING: "termination",
    **{
        kind: kind.value
        for kind in (
            K.DECLARATION,
            K.DECLARATION_BROKEN,
            K.SITE_RECORD,
            K.INTERESTED_NOTICE,
            K.STATEMENT_RECORD,
            K.HEARING_OFFER,
            K.HEARING_NOTICE,
            K.HEARING_ANNOUNCEMENT,
            K.HEARING_RECORD,
            K.ARCHIVE_LIST,
            K.COMPLETION,
        )
    },
    K.RIGHTING_NOTICE: "righting_notice",
    K.CORRECTION_DECISION: "righting",
    K.REVOCATION: "righting",
    K.RECALL: "righting",
    K.CANCELLATION: "righting",
    K.RESTORATION: "righting",
}
#: What stands where a day would, where each office has its own.
TOLD_BY_EACH = "各部门依法告知"
#: Where what is missing is told on the spot; elsewhere it is five days.
AT_ONCE = "当场"
COURT = "有管辖权的人民法院"
#: To whom an announcement is addressed.
#: What letters of promise said before the city's rule said it.
PROMISE = "本人承诺在上述日期前补交材料，补交的材料真实、有效。"
EVERYBODY = "各有关单位和个人"
WAYS: Mapping[str, str] = {
    DeliveryWay.WINDOW: "窗口领取",
    DeliveryWay.POST: "邮寄送达",
    DeliveryWay.ELECTRONIC: "电子送达",
    DeliveryWay.LEFT: "留置送达",
}
#: What is said of an address that the applicant chose for all results.
CHOSEN = "（申请人申请时确认的送达地址）"
UNSAID = "申请人没有写明原因"
RIGHTED: Mapping[str, str] = {
    Righting.CORRECTION: "corrected",
    Righting.REVOCATION: "revoked",
    Righting.RECALL: "recalled",
    Righting.CANCELLATION: "cancelled",
    Righting.RESTORATION: "restored",
}
#: What is corrected, where it has no name of its own.
_CORRECTED = "决定内容"
ENDINGS: Mapping[str, str] = {
    Ending.DEATH: "申请人死亡",
    Ending.SUBJECT_ENDED: "申请人依法终止",
    Ending.DUPLICATE: "重复申请",
    Ending.OBJECT_GONE: "申请的对象不复存在",
    Ending.NOT_FOUND: "经核查数据，不符合条件；本人仍可以自行申请",
}


def paper_of(document: IssuedDocument, package: Package, *, site: str = "") -> tuple[str, dict[str, Any]]:
    """Return kind and values of the printed paper. site: its address, where a paper says where on it something is."""
    given = document.values
    department = package.departments[document.department]
    values: dict[str, Any] = {
        "organ": department.name.zh,
        "phone": department.phone,
        "to": given.get("to") or "申请人",
        "to_number": _masked(document.person),
        "item": _item(given) or "、".join(_zh(one) for one in given.get("items", ())) or "本次申请",
        "case_number": document.case or document.application,
        "enquiry_code": _enquiry_code(document),
        "submitted_on": given.get("submitted_on") or given.get("received_on") or _day(document),
        "accepted_on": given.get("accepted_as_of") or given.get("accepted_on") or _day(document),
        "digest": _in_fours(document.hash),
        "officer": given.get("officer_name"),
        "remedy": None if given.get("own_wish") else _remedy(given, department),
        "permit": given.get("permit") or None,
        "law": _article(given.get("article") or given.get("law")),
        "reason": _zh(given.get("reason")),
        "facts": _zh(given.get("facts")),
    }
    kind = K(document.kind)
    if kind is K.COMPLETION:
        values["site"] = site
    if kind in _MORE:
        values |= _MORE[kind](document)
    lines = given.get("points") or given.get("missing") or given.get("declared") or ()
    if names := _Names(given, package).of(lines):
        for row, name in zip(
            values.get("points") or values.get("later") or values["declared"], names, strict=True
        ):
            row["what" if "points" in values else "name"] = name
    return KINDS[kind], {key: value for key, value in values.items() if value not in ("", None)}


def _in_fours(hash_: str) -> str:
    """Return the beginning of a hash as a person compares it."""
    return " ".join(hash_[start : start + 4] for start in range(0, 16, 4)).strip()


def _item(given: Mapping[str, Any]) -> str:
    """Return the item, and whose it is where that is not the applicant: of twins each has a letter of its own."""
    return _with(_zh(given.get("item")), _zh(given.get("whose")))


def _with(item: str, whose: str) -> str:
    return f"{item}（{whose}）" if item and whose else item


class _Names:
    """What a key is called: as the document says it, else as the city calls it today."""

    def __init__(self, given: Mapping[str, Any], package: Package) -> None:
        self._said, self._package = given.get("names") or {}, package

    def of(self, lines: Any) -> list[str]:
        return [self._name(str(one["key"])) for one in lines]

    def _name(self, key: str) -> str:
        id_ = key.partition("/")[2]
        known = self._package.materials.get(id_) or self._package.elements.get(id_)
        return _zh(self._said.get(key)) or (known.label.zh if known else "申请材料")


def _enquiry_code(document: IssuedDocument) -> str:
    """Return the code with which anyone who has the number follows the application; a number is no code."""
    code = str(document.values.get("enquiry_code") or "")
    return "" if code in (document.case, document.application) else code


def _article(law: Any) -> str:
    """Return the rule as a sentence takes it. Limits were once kept as the list of all articles of their kind."""
    return "、".join(_zh(one) for one in law) if isinstance(law, list | tuple) else _zh(law)


def _law(given: Mapping[str, Any]) -> str:
    """Return the rule of the item; what is done with a permit before its decision rests on 行政许可法 32, which the letter
    says by itself."""
    return "" if given.get("permit") else _article(given.get("law"))


def _masked(person: str) -> str:
    """Return the number of a person key with its middle hidden; other documents than the citizen number say their kind first."""
    kind, colon, number = person.partition(":")
    return mask(number, "identity") if colon else mask(kind, "citizen")


def _zh(value: Any) -> str:
    if isinstance(value, Text):
        return value.zh
    if isinstance(value, Mapping):
        return str(value.get("zh", "") or _joined(value.values()))
    if isinstance(value, list | tuple):
        return _joined(value)
    return "" if value is None else str(value)


def _joined(values: Iterable[Any]) -> str:
    """Return several sentences as one, which ends once."""
    said = [text for one in values if (text := _zh(one))]
    return "；".join([*(text.rstrip("。；") for text in said[:-1]), *said[-1:]])


def _day(document: IssuedDocument) -> str:
    return document.issued_at.astimezone(SHANGHAI).date().isoformat()


def _remedy(given: Mapping[str, Any], department: Department) -> dict[str, Any]:
    body = department.review.zh if department.review else "本级人民政府"
    told = {"review_body": body, "review_days": 60, "court": COURT, "court_months": 6}
    said = _zh(given.get("remedy"))  # as the officer told it; the paper says what was sealed
    return {**told, "text": said, "named": body in said and COURT in said} if said else told


def _receipt(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    return {
        "received_at": document.issued_at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M"),
        "tell_by": given.get("tell_by") or TOLD_BY_EACH,
        "tells": _tells(given) or None,
        "materials": _materials(given.get("materials", ()))
        or [{"name": "联办申请表", "copies": 1, "form": "电子"}],
        "to_bring": _materials(given.get("to_bring", ())) or None,
        "later": [{"name": _zh(one["name"]), "by": one["until"]} for one in given.get("later", ())] or None,
        "received_by": _zh(given.get("received_by")) or "网上提交",
        "channel": _zh(given.get("channel")),
        "away": [_zh(one) for one in given.get("away", ())] or None,
    }


def _tells(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return until when each item is told, items of the same day together; nothing where there is one item only."""
    names, days = given.get("items", ()), given.get("tells", ())
    if len(days) < 2 or len(names) != len(days):
        return []
    by_day: dict[str, list[str]] = {}
    for name, day in zip(names, days, strict=True):
        by_day.setdefault(day or TOLD_BY_EACH, []).append(_zh(name))
    return [{"by": day, "items": "、".join(items)} for day, items in sorted(by_day.items())]


def _materials(lines: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": _zh(one.get("name")),
            "copies": one.get("copies") or 1,
            "form": _zh(one.get("form")) or "电子",
        }
        if isinstance(one, Mapping)
        else {"name": _zh(one), "copies": 1, "form": "电子"}
        for one in lines
    ]


def _correction(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    articles = dict.fromkeys(_zh(point.get("article")) for point in given["points"] if point.get("article"))
    whose = given.get("whose") or {}
    named = [_with(_zh(point.get("item")), _zh(whose.get(point.get("case")))) for point in given["points"]]
    items = dict.fromkeys(named)
    return {
        "points": [
            {
                "problem": _problem(point),
                "how": _zh(point.get("fix")),
                "office": item if len(items) > 1 else "",
                "law": _zh(point.get("article")) if len(articles) > 1 else "",
            }
            for point, item in zip(given["points"], named, strict=True)
        ],
        "law": ""
        if len(articles) > 1
        else next(iter(articles), _law(given)),  # several stand beside their points
        "supplement_by": given["supplement_on"],
        "item": "、".join(items),
        "looking": "、".join(_zh(one) for one in given.get("looking", ())),
        **_as_page(document),
        "objection": _zh(given.get("if_you_disagree")),
        "consequence": _consequence(given),
    }


def _consequence(given: Mapping[str, Any]) -> str:
    """Return what becomes of an application that is not put right, by the city's rule; "" for what the paper said always."""
    if not (said := _zh(given.get("consequence"))):
        return ""
    first = "请在各页写明的日期前补齐。" if given.get("earlier") else "请在上述日期前一次补齐。"
    return f"{first}补齐后即予受理；{said}"


def _as_page(document: IssuedDocument) -> dict[str, Any]:
    """Return of what notice a later page is one, and until when the pages before it may be answered."""
    given = document.values
    if not (earlier := given.get("earlier")):
        return {}
    page = int(given["page"])
    return {
        "page": page,
        "notice": document.number.removesuffix(f"/{page}"),
        "earlier": [{"page": one["page"], "by": one["supplement_on"]} for one in earlier],
    }


def _problem(point: Mapping[str, Any]) -> str:
    """Return the finding as a sentence; one that was kept as a code only, by the label of its phrase."""
    if said := _zh(point.get("what")):
        return said
    known = PHRASES.get(str(point.get("reason")))
    return known.label.zh if known else "不符合要求"


def _acceptance(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    said: dict[str, Any] = {
        "law": _law(given),
        "deemed": given.get("how") == How.DEEMED,
        "deemed_law": given.get("deemed_law"),
        "untold": AT_ONCE if given.get("tell_within") == 0 else None,
        "materials": _materials(given.get("materials") or ()) or None,
        "to_bring": _materials(given.get("to_bring") or ()) or None,
        "later": [{"by": one["until"]} for one in given.get("missing", ())] or None,
    }
    promised, statutory = given.get("promised_on"), given.get("statutory_on")
    if promised is not None and not isinstance(promised, str):
        return {**said, "waits": _zh(promised)}  # no day is known yet, so none is printed
    unit = _unit(given)
    for day, by, note, count in (
        (promised, "promised_by", "promised_note", given.get("promised_days")),
        (statutory, "statutory_by", "statutory_note", given.get("statutory_days")),
    ):
        said[by] = _zh(day)
        said[note] = f"{count} {unit}" if count is not None and isinstance(day, str) else ""
    return said


def _unit(given: Mapping[str, Any]) -> str:
    return "个自然日" if given.get("day_kind") == DayKind.CALENDAR else "个工作日"


def _tolerance(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    return {
        **_acceptance(document),
        "promise": _zh(given.get("promise")) or PROMISE,
        "consequence": _zh(given["consequence"]),
    }


def _grant(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    content = _zh(given.get("content"))
    partly = K(document.kind) is K.PARTIAL_GRANT
    return {
        "content": f"{content}（部分准予：{_zh(given.get('reason'))}）" if partly else content,
        "partly": given.get("partly") or None,
        "gives": [{"name": _zh(one["name"]), "said": _zh(one["said"])} for one in given.get("gives", ())]
        or None,
        "certificates": [
            {"name": _zh(one["name"]), "number": _zh(one["number"])} for one in given.get("certificates", ())
        ]
        or None,
        "valid_note": _zh(given.get("valid")),
        "conditions": [_zh(one) for one in given.get("conditions", ())] or None,
        "publication": _zh(given.get("publication")),
        "deliver_by": _zh(given.get("deliver_by")),
        "deliver_way": WAYS.get(str(given.get("deliver_way")), ""),
    }


def _special(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    ground = given["ground"]
    named = GROUND_NAMES.get(ground) if isinstance(ground, str) else None
    return {
        "procedure": named.zh if named else _zh(ground),
        "expected_days": given["expected_days"],
        "from": given["from"],
        "until": given.get("until"),
        "day_kind": _unit(given) if given.get("day_kind") else "",
        "new_due": given.get("new_due"),
    }


def _extension(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    return {
        "approver": _zh(given["approver"]),
        "days": given["days"],
        "old_due": given.get("old_due") or given["new_due"],
        "new_due": given["new_due"],
    }


def _delivery(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    what = given["what"]
    item = _item(given)
    papers = [(item, _zh(number)) for number in what] if isinstance(what, list) else [(item or _zh(what), "")]
    return {
        "way": WAYS.get(str(given["way"]), _zh(given["way"])),
        "delivered_at": _delivered_at(document),
        "address": _zh(given.get("address")) + (CHOSEN if given.get("chosen") else ""),
        "refused": _zh(given.get("refused")),
        "witness": _zh(given.get("witness")),
        "documents": [{"name": name, "number": number, "copies": 1} for name, number in papers],
        "deliverer": _zh(given.get("deliverer")),
        "recipient": _zh(given["receiver"]),
        "proof": _zh(given["proof"]),
    }


def _delivered_at(document: IssuedDocument) -> str:
    """Return the moment; of a parcel only the day is known, and of what was delivered before moments were told, too."""
    given = document.values
    if "address" not in given or given["way"] == DeliveryWay.POST:
        return str(given["delivered_on"])
    return document.issued_at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def _ending(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    ground = ENDINGS.get(str(given["ground"])) or _zh(given["ground"])
    withdrawn = ground == Status.WITHDRAWN.label.zh
    why = _zh(given.get("reason"))
    return {
        "how": "withdrawn" if withdrawn else "terminated",
        "ground": why or UNSAID if withdrawn else _joined((ground, why)),
        "ended_on": given["ended_on"],
        "returned": _materials(given.get("returned", ())) or None,
    }


def _righting(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    names = given.get("names") or {}
    return {
        "how": RIGHTED[given["kind"]],
        "righting": given["righting"],
        "ground": _zh(given.get("ground")),
        "heard_until": given.get("heard_until"),
        "compensation": _zh(given.get("compensation")),
        "returned": [_zh(one) for one in given.get("returned", ())] or None,
        "corrections": [
            {"what": _zh(names.get(one["key"])) or _CORRECTED, "was": _zh(one["was"]), "now": _zh(one["now"])}
            for one in given.get("corrections", ())
        ]
        or None,
    }


def _rejection(document: IssuedDocument) -> dict[str, Any]:
    return {"competent": _zh(document.values.get("whom_to_ask"))}


def _declaration(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    said = {name: _zh(given.get(name)) for name in ("promise", "finding", "checked_how", "consequence")}
    return {
        **said,
        "declared": [{} for _ in given["declared"]],
        "objection": _zh(given.get("if_you_disagree")),
    }


# --- procedures before a decision


def _said(*names: str) -> Callable[[IssuedDocument], dict[str, Any]]:
    """Return what prints these values as they were kept."""

    def values(document: IssuedDocument) -> dict[str, Any]:
        return {name: document.values.get(name) for name in names}

    return values


def _site(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    return {
        **_said("place", "checked_on", "officers", "found", "party")(document),
        "signed": "已签字" if given.get("signed") else "未签字",
        "photos": f"{given['photos']} 张" if given.get("photos") else None,
        "photo_hashes": [_in_fours(one) for one in given.get("photo_hashes", ())] or None,
    }


def _hearing_offer(document: IssuedDocument) -> dict[str, Any]:
    return {**_said("about", "ask_by")(document), "told": "、".join(document.values["told"])}


def _hearing_notice(document: IssuedDocument) -> dict[str, Any]:
    open_to = "公开举行" if document.values.get("public") else "不公开举行"
    said = _said("held_on", "time", "place", "chair", "reason")(document)
    return {**said, "open_to": open_to, "stops": document.values.get("stops") or None}


def _hearing_announcement(document: IssuedDocument) -> dict[str, Any]:
    """Return what everybody may read: of the applicant only the first character, no number and no code."""
    given = document.values
    return {
        **_hearing_notice(document),
        "to": EVERYBODY,
        "to_number": "",
        "enquiry_code": "",
        "applicant": mask(_zh(given.get("to")), "name"),
        "where": _zh(given["where"]),
    }


def _hearing_record(document: IssuedDocument) -> dict[str, Any]:
    said = _said("held_on", "minutes", "summary")(document)
    return {**said, "present": "、".join(document.values["present"])}


def _completion(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    rows = [
        {
            "name": _with(_zh(one["item"]), _zh((given.get("whose") or {}).get(one["case"]))),
            "outcome": _zh(one["status"]),
            "licences": "、".join(one["licences"]),
        }
        for one in given["results"]
    ]
    way = WAYS.get(str(given.get("way")), "")
    return {
        "results": rows,
        "closed_on": given["closed_on"],
        "electronic": any(row["licences"] for row in rows) or None,
        "way": way,
        "parcels": "、".join(given["parcels"]),
    }


#: What kind of thing a line of an archive is.
ENTRIES: Mapping[str, str] = {"submission": "申请", "document": "文书", "file": "材料"}


def _archive(document: IssuedDocument) -> dict[str, Any]:
    given = document.values
    rows = [
        {**one, "kind": ENTRIES.get(one["kind"], one["kind"]), "hash": _in_fours(one["hash"])}
        for one in given["entries"]
    ]
    said = _said("archived_on", "keep_until")(document)
    return {**said, "entries": rows, "kept": _zh(given["kept"])}


_MORE = {
    K.RECEIPT: _receipt,
    K.CORRECTION_NOTICE: _correction,
    K.ACCEPTANCE: _acceptance,
    K.TOLERANCE: _tolerance,
    K.GRANT: _grant,
    K.PARTIAL_GRANT: _grant,
    K.SPECIAL_PROCEDURE: _special,
    K.EXTENSION: _extension,
    K.DELIVERY_PROOF: _delivery,
    K.ENDING: _ending,
    K.NOT_COMPETENT: _rejection,
    K.DECLARATION: _declaration,
    K.DECLARATION_BROKEN: _declaration,
    K.SITE_RECORD: _site,
    K.INTERESTED_NOTICE: _said("person", "relation", "speak_by"),
    K.STATEMENT_RECORD: _said("person", "said", "said_on"),
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
