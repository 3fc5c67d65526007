"""Every kind of printed document: its template, its names, and what it cannot be made without (docs/documents.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onething.core.errors import NotFound, RuleBroken
from onething.core.source import Text

# What a letter of an office always says.
LETTER = ("organ", "to", "item", "case_number")
REMEDY = ("remedy.review_body", "remedy.court")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document. `required`: keys of the values, dotted inside a mapping; an empty list is not given.

    today: what a document that is made today must say besides; one from before that was asked for is printed without.
    """

    id: str
    title: Text
    required: tuple[str, ...]
    numbered: bool = True
    today: tuple[str, ...] = ()


KINDS: dict[str, DocumentKind] = {
    kind.id: kind
    for kind in (
        DocumentKind(
            "receipt",
            Text("收件凭证", "Receipt for materials"),
            (*LETTER, "received_at", "tell_by", "materials"),
        ),
        DocumentKind(
            "correction",
            Text("一次性补正告知书", "Notice of corrections"),
            (*LETTER, "submitted_on", "points", "supplement_by"),
        ),
        DocumentKind(
            "acceptance",
            Text("受理通知书", "Notice of acceptance"),
            (*LETTER, "submitted_on", "accepted_on", "statutory_by|promised_by|waits"),
        ),
        DocumentKind(
            "tolerated",
            Text("容缺受理通知书及承诺书", "Acceptance with papers to follow"),
            (
                *LETTER,
                "submitted_on",
                "accepted_on",
                "statutory_by|promised_by|waits",
                "later",
                "promise",
                "consequence",
            ),
        ),
        DocumentKind(
            "declaration",
            Text("告知承诺书", "Declaration instead of proof"),
            (*LETTER, "submitted_on", "declared", "promise", "consequence", "checked_how"),
        ),
        DocumentKind(
            "declaration_broken",
            Text("承诺核查结果告知书", "Notice that a declaration was not true"),
            (*LETTER, "declared", "finding", "checked_how", "consequence", "objection"),
        ),
        DocumentKind(
            "rejection",
            Text("不予受理决定书", "Decision not to accept"),
            (*LETTER, "submitted_on", "reason", "competent", *REMEDY),
        ),
        DocumentKind(
            "not_needed",
            Text("不受理告知书", "Notice that no permit is needed"),
            (*LETTER, "submitted_on", "reason"),
        ),
        DocumentKind(
            "special_procedure",
            Text("特别程序告知书", "Notice of a special procedure"),
            (*LETTER, "procedure", "expected_days"),
            today=("from", "until"),
        ),
        DocumentKind(
            "extension",
            Text("延长办理期限告知书", "Notice of extension"),
            (*LETTER, "reason", "approver", "days", "old_due", "new_due"),
        ),
        DocumentKind(
            "grant",
            Text("准予决定书", "Decision to grant"),
            (*LETTER, "submitted_on", "accepted_on", "law", "content"),
            today=("valid_note|valid_to", "deliver_by", "deliver_way", "publication"),
        ),
        DocumentKind(
            "refusal",
            Text("不予决定书", "Decision to refuse"),
            (*LETTER, "submitted_on", "accepted_on", "reason", "law", *REMEDY),
        ),
        DocumentKind(
            "delivery",
            Text("送达回证", "Proof of delivery"),
            (*LETTER, "way", "delivered_at", "documents"),
            today=("address", "recipient", "proof"),
        ),
        DocumentKind(
            "termination",
            Text("终止办理通知书、撤回申请确认书", "Notice of termination or withdrawal"),
            (*LETTER, "submitted_on", "how", "ended_on", "how=terminated:ground"),
            today=("ground",),
        ),
        DocumentKind(
            "site_record",
            Text("现场核查笔录", "Record of a site check"),
            (*LETTER, "place", "checked_on", "officers", "found", "party"),
        ),
        DocumentKind(
            "interested_notice",
            Text("利害关系人告知书", "Notice to those concerned"),
            (*LETTER, "person", "relation", "speak_by"),
        ),
        DocumentKind(
            "statement_record",
            Text("陈述申辩笔录", "Record of a statement"),
            (*LETTER, "person", "said", "said_on"),
        ),
        DocumentKind(
            "hearing_offer",
            Text("听证告知书", "Notice of the right to a hearing"),
            (*LETTER, "about", "told", "ask_by"),
        ),
        DocumentKind(
            "hearing_notice",
            Text("听证通知书", "Notice of a hearing"),
            (*LETTER, "held_on", "time", "place", "chair"),
        ),
        DocumentKind(
            "hearing_announcement",
            Text("听证公告", "Announcement of a hearing"),
            (*LETTER, "applicant", "held_on", "time", "place", "chair", "where"),
        ),
        DocumentKind(
            "hearing_record",
            Text("听证笔录", "Minutes of a hearing"),
            (*LETTER, "held_on", "minutes", "summary", "present"),
        ),
        DocumentKind(
            "archive_list",
            Text("归档目录", "List of an archive"),
            (*LETTER, "archived_on", "entries", "kept"),
        ),
        DocumentKind(
            "completion",
            Text("办结通知书", "Notice that everything has ended"),
            (*LETTER, "results", "closed_on"),
        ),
        DocumentKind(
            "power_of_attorney",
            Text("授权委托书", "Power of attorney"),
            ("principal", "agent", "matters", "from", "until", "revoke"),
            numbered=False,
        ),
        DocumentKind(
            "approval_sheet",
            Text("审批表（内部）", "Approval sheet (internal)"),
            ("item", "case_number", "applicant", "rows"),
            numbered=False,
        ),
        DocumentKind(
            "rectification",
            Text("差评核实整改单", "Record of a bad rating put right"),
            (
                "organ",
                "item",
                "order",
                "level",
                "opened_on",
                "closed_on",
                "how",
                "called",
                "verified",
                "how=rectified:measures",
                "how=rectified:fed_back",
                "how=invalid:reviewed",
            ),
            numbered=False,
        ),
        DocumentKind(
            "joint_form",
            Text("联办申请表", "Joint application form"),
            ("scene", "sections"),
            numbered=False,
        ),
        DocumentKind(
            "application",
            Text("申请全文", "All that was sent"),
            ("scene", "to", "submitted_at", "sections"),
            numbered=False,
        ),
        DocumentKind(
            "righting_notice",
            Text("拟撤销、撤回告知书", "Notice of an intended decision"),
            (*LETTER, "righting", "how", "ground", "facts", "reason", "law", "heard_until"),
        ),
        DocumentKind(
            "righting",
            Text("更正、撤销、撤回、注销决定书", "Decision to correct, revoke, recall or cancel"),
            (
                *LETTER,
                "righting",
                "how",
                "reason",
                "law",
                "how=corrected:corrections",
                "how=revoked:remedy.review_body",
                "how=revoked:remedy.court",
                "how=recalled:remedy.review_body",
                "how=recalled:remedy.court",
                "how=recalled:compensation",
                "how=cancelled:remedy.review_body",
                "how=cancelled:remedy.court",
            ),
        ),
        DocumentKind(
            "licence_copy",
            Text("电子证照加注件", "Annotated copy of a licence"),
            ("organ", "to", "licence", "identifier", "valid", "receiver", "purpose", "until"),
        ),
        DocumentKind("checklist", Text("办事清单", "Personal checklist"), ("scene", "items"), numbered=False),
    )
}


class UnknownKind(NotFound):
    code = "documents.unknown_kind"

    def __init__(self, kind: str) -> None:
        super().__init__(f"no document kind {kind!r}; there are: {', '.join(sorted(KINDS))}")
        self.kind = kind


class ValuesMissing(RuleBroken):
    """A document that says less than the law asks of it is not made."""

    code = "documents.values_missing"

    def __init__(self, kind: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"document {kind!r} lacks {', '.join(fields)}: give these values")
        self.kind = kind
        self.title = KINDS[kind].title
        self.fields = fields


def check(kind: str, values: Mapping[str, Any], *, number: str, today: bool = False) -> DocumentKind:
    """Return the kind, or raise UnknownKind or ValuesMissing with every missing key at once.

    today: it is being made now, so it must also say what older ones of its kind need not.
    """
    known = KINDS.get(kind)
    if known is None:
        raise UnknownKind(kind)
    required = (*known.required, *known.today) if today else known.required
    missing = [key for key in required if not _given(values, key)]
    if known.numbered and not number:
        missing.insert(0, "number")
    if missing:
        raise ValuesMissing(kind, tuple(missing))
    return known


def _given(values: Mapping[str, Any], key: str) -> bool:
    """`a|b` one of both, `a.b` inside a mapping, `a=x:b` b only when a is x."""
    if ":" in key:
        condition, key = key.split(":")
        name, wanted = condition.split("=")
        if values.get(name) != wanted:
            return True
    return any(_present(values, choice) for choice in key.split("|"))


def _present(values: Mapping[str, Any], path: str) -> bool:
    found: Any = values
    for part in path.split("."):
        if not isinstance(found, Mapping):
            return False
        found = found.get(part)
    if isinstance(found, str):
        return bool(found.strip())
    return found is not None and found != () and found != [] and found != {}
