"""A paper that another party gives by confirming a statement online: what is confirmed, by whom, and what holds of it now.

Nothing of it is stored as a state. It follows from the form as it is and the replies so far, each of which keeps the hash of exactly what
was shown (docs/confirming.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from onething.core.cases.receiving import person_key
from onething.core.catalogue.confirming import identity_elements
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import ElementKind, Way
from onething.core.confirmations import Confirmation, Reply, Statement, StatementRow
from onething.core.documents import SHAPES
from onething.core.errors import Conflict, NotFound, RuleBroken
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import FieldView, MaterialView, shown
from onething.core.guidance.together import kind_element
from onething.core.people import Authority, Document, DocumentKind, Organisation
from onething.core.source import Text
from onething.core.values.texts import is_blank


@dataclass(frozen=True, slots=True)
class Confirmable:
    """One line that may be confirmed. statement: None as long as fields that it repeats or the number are missing."""

    line: str
    paper: Text
    role: Text
    statement: Statement | None
    missing: tuple[Text, ...] = ()


class Standing(StrEnum):
    NOT_READY = "not_ready"  # what is to be confirmed is not complete yet
    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"  # what was confirmed was another text


@dataclass(frozen=True, slots=True)
class Confirming:
    """How a line that is given by confirming stands. reply: the one that counts, or the one that has lapsed.

    changed: what is other than it was when the reply that has lapsed was given.
    """

    asked: Confirmable
    standing: Standing
    reply: Reply | None = None
    changed: tuple[Text, ...] = ()


class StatementNotFound(NotFound):
    """There is none, or it is not for this person to reply to: the two look the same."""

    code = "guidance.statement_not_found"


class StatementChanged(Conflict):
    """The form was changed after the page was shown, and with it what is confirmed."""

    code = "guidance.statement_changed"


class RefusalWithoutReason(RuleBroken):
    code = "guidance.refusal_without_reason"


class NothingToWithdraw(RuleBroken):
    """What is to be taken back does not hold: nobody confirmed the statement as it is now."""

    code = "guidance.nothing_to_withdraw"


class NotConfirmed(RuleBroken):
    """Papers that are to be confirmed online are not. names: of those who have to, with the paper."""

    code = "guidance.not_confirmed"

    def __init__(self, open_lines: Sequence[Confirmable]) -> None:
        super().__init__(f"{len(open_lines)} papers are not confirmed")
        self.count = len(open_lines)
        self.names = Text(
            "、".join(f"{one.role.zh}（{one.paper.zh}）" for one in open_lines),
            ", ".join(f"{one.role.say('en')} ({one.paper.say('en')})" for one in open_lines),
        )


# --- what is asked -------------------------------------------------------------------------------------------


def asked_of(
    line: MaterialView, draft: Draft, fields: Sequence[FieldView], scene: Scene, package: Package
) -> Confirmable | None:
    """Return what is to be confirmed for a line of the materials, None if one who asks for it does not accept that.

    fields: every field of the draft's form. scene: as it holds in the matter's town (`catalogue.local.scene_under`). Texts and
    repeated fields of all who ask come together, each once. A field that is not asked, that comes with a result or that
    need not be filled in and is not, is not in the statement; a wrong one is missing. A note on what is wrong stands by its field.
    """
    wordings = _wordings(line, scene)
    if not wordings:
        return None
    repeated = {key for _, keys in wordings for key in keys}
    rows, missing = [], []
    for one in fields:
        if f"{one.role}/{one.element}" not in repeated or (
            one.role == line.role and one.bearer != line.bearer
        ):
            continue
        name = _named(one)
        if one.value is not None and one.issue is None:
            rows.append(
                StatementRow(one.key, name, Text(shown(one, package, "zh"), shown(one, package, "en")))
            )
            if one.disputed:
                note = Text(f"{name.zh}（更正说明）", f"{name.say('en')} (what is wrong)")
                rows.append(StatementRow("", note, Text(one.disputed)))
        elif one.issue is not None or one.missing:
            missing.append(name)
    bearer = _bearer(line, draft, fields, scene, package)
    if isinstance(bearer, Text):
        missing.append(bearer)
    if missing or isinstance(bearer, Text):
        return Confirmable(line.line, line.label, line.role_label, None, tuple(dict.fromkeys(missing)))
    texts = tuple(dict.fromkeys(text for text, _ in wordings))
    statement = Statement(scene.id, line.line, line.label, line.role_label, bearer, texts, tuple(rows))
    return Confirmable(line.line, line.label, line.role_label, statement)


def _wordings(line: MaterialView, scene: Scene) -> list[tuple[Text, frozenset[str]]]:
    """Return what each asking line wants confirmed, with its fields in roles of the scene; nothing if one does not."""
    found: list[tuple[Text, frozenset[str]]] = []
    reasons = {(one.item, one.condition) for one in line.asked_by}
    material = line.key.partition("/")[2]
    for part in scene.items:
        for one in part.item.materials:
            if one.material != material or part.roles.get(one.role, one.role) != line.role:
                continue
            if (part.item.id, one.when.text if one.when else "") not in reasons:
                continue
            if one.confirms is None or one.form or Way.CONFIRM not in one.accepts:
                return []
            keys = (key.partition("/") for key in one.confirms.repeats)
            own = frozenset(f"{part.roles.get(role, role)}/{name}" for role, _, name in keys)
            found.append((one.confirms.text, own))
    return found


def _bearer(
    line: MaterialView, draft: Draft, fields: Sequence[FieldView], scene: Scene, package: Package
) -> str | Text:
    """Return the key of who bears the line's role, or what is missing to know it."""
    own = {one.element: one for one in fields if (one.role, one.bearer) == (line.role, line.bearer)}
    asked = [own[id] for id in identity_elements(package) if id in own]
    for number in asked:
        if number.issue is not None or number.missing:
            return _named(number)
        if number.value is None:
            continue
        if number.kind is ElementKind.CREDIT_CODE:
            return Organisation(str(number.value)).key
        kind = _kind(str(number.value), own.get(kind_element(package)), package)
        return Document.of(kind, str(number.value)).key if kind else _named(number)
    if asked:
        return _named(asked[0])
    if line.role in draft.own_roles(scene) and draft.applicant is not None and draft.applicant.number:
        return person_key(draft.applicant)
    return Text(f"{line.role_label.zh}的号码", f"number of {line.role_label.say('en')}")


def _kind(number: str, kind: FieldView | None, package: Package) -> DocumentKind | None:
    """Return of which kind a number is: as the form says it, else as its shape alone says it."""
    table = package.settings.get("identity_kinds", {})
    if kind is not None and kind.value is not None:
        return next((one for one in SHAPES if table.get(one.value) == kind.value), None)
    shaped = (DocumentKind.CITIZEN_NUMBER, DocumentKind.RESIDENCE_PERMIT)
    return next((one for one in shaped if SHAPES[one].pattern.fullmatch(number)), None)


def _named(one: FieldView) -> Text:
    return Text(f"{one.role_label.zh} {one.label.zh}", f"{one.role_label.say('en')}: {one.label.say('en')}")


# --- replies -------------------------------------------------------------------------------------------------


def authority_over(
    bearer: str, person: str, authorities: Iterable[Authority], *, scene: str, now: datetime
) -> Authority | None:
    """Return by which authority a person may reply for a bearer, None for oneself. Keys of both; now: in the city's time.

    Raises StatementNotFound if the person is neither the bearer nor holds an authority for the bearer in this scene on that day.
    """
    if person and person == bearer:
        return None
    for one in authorities:
        if (
            person
            and (one.principal, one.representative) == (bearer, person)
            and one.holds(scene=scene, on=now.date())
        ):
            return one
    raise StatementNotFound


def authority_for(
    statement: Statement, person: str, authorities: Iterable[Authority], *, now: datetime
) -> str:
    """Return the id of the authority by which a person may reply, "" for oneself. Raises StatementNotFound."""
    held = authority_over(statement.bearer, person, authorities, scene=statement.scene, now=now)
    return str(held.id) if held else ""


def reply(
    asked: Confirmable,
    *,
    shown_hash: str,
    confirmed: bool,
    reason: str,
    person: str,
    name: str,
    actor: str,
    authorities: Iterable[Authority],
    now: datetime,
) -> Reply:
    """Confirm or refuse what was shown. shown_hash: of the statement on the page. now: in the city's time.

    Raises StatementNotFound, StatementChanged, RefusalWithoutReason.
    """
    if asked.statement is None:
        raise StatementNotFound
    authority = authority_for(asked.statement, person, authorities, now=now)
    if asked.statement.hash != shown_hash:
        raise StatementChanged
    if not confirmed and is_blank(reason):
        raise RefusalWithoutReason
    return Reply(
        line=asked.line,
        hash=shown_hash,
        bearer=asked.statement.bearer,
        confirmed=confirmed,
        by=person,
        name=name,
        actor=actor,
        authority=authority,
        at=now,
        reason="" if confirmed else reason.strip(),
    )


def in_effect(given: Sequence[Confirmation], *, line: str, bearer: str) -> Confirmation | None:
    """Return what a bearer confirmed last of a line, None if nothing or if the last word was no. given: in order.

    A refusal, and taking back, ends every earlier confirmation of that bearer, whatever the text was.
    """
    last = next(
        (one for one in reversed(given) if (one.reply.line, one.reply.bearer) == (line, bearer)), None
    )
    return last if last is not None and last.reply.confirmed else None


def take_back(
    given: Sequence[Confirmation],
    *,
    line: str,
    bearer: str,
    person: str,
    name: str,
    actor: str,
    authorities: Iterable[Authority],
    now: datetime,
) -> Confirmation:
    """Take back what a bearer confirmed, also where it is another text by now: a reply of its own. Whoever may confirm may do so.

    Raises NothingToWithdraw, StatementNotFound for who may not.
    """
    held = in_effect(given, line=line, bearer=bearer)
    if held is None:
        raise NothingToWithdraw
    authority = authority_over(bearer, person, authorities, scene=held.statement.scene, now=now)
    back = Reply(
        line=line,
        hash=held.reply.hash,
        bearer=bearer,
        confirmed=False,
        by=person,
        name=name,
        actor=actor,
        authority=str(authority.id) if authority else "",
        at=now,
        withdrawn=True,
    )
    return Confirmation(held.statement, back)


def standing_of(asked: Confirmable, replies: Sequence[Reply]) -> Standing:
    """Return what holds of a line. replies: in the order in which they were given; the last one to a text counts for it."""
    own = [one for one in replies if one.line == asked.line]
    if asked.statement is None:
        return Standing.NOT_READY
    if (counting := counting_of(asked, replies)) is not None:
        return Standing.CONFIRMED if counting.confirmed else Standing.REFUSED
    return Standing.LAPSED if own and own[-1].confirmed else Standing.OPEN


def counting_of(asked: Confirmable, replies: Sequence[Reply]) -> Reply | None:
    """Return the last reply to the statement as it is now, None if there is none, it was taken back, or it is a confirmation
    and its bearer has said no since, to whatever text.
    """
    if asked.statement is None:
        return None
    now = asked.statement
    own = [one for one in replies if (one.line, one.bearer) == (asked.line, now.bearer)]
    at = next((at for at in reversed(range(len(own))) if own[at].hash == now.hash), None)
    if at is None or own[at].withdrawn:
        return None
    if own[at].confirmed and not all(one.confirmed for one in own[at:]):
        return None
    return own[at]


def confirming_of(asked: Confirmable, given: Sequence[Confirmation]) -> Confirming:
    """Return how a line stands, with the reply that counts, or why the last one counts no more. given: in order."""
    replies = [one.reply for one in given]
    standing = standing_of(asked, replies)
    if standing is not Standing.LAPSED:
        return Confirming(asked, standing, counting_of(asked, replies))
    was = next(one for one in reversed(given) if one.reply.line == asked.line)
    assert asked.statement is not None, "what is not ready has not lapsed"
    return Confirming(asked, standing, was.reply, _changed(was.statement, asked.statement))


def _changed(was: Statement, now: Statement) -> tuple[Text, ...]:
    """Return the names of what differs between two statements of one line."""
    before, after = ({one.label: one.value for one in each.rows} for each in (was, now))
    labels = [one for one in {**after, **before} if before.get(one) != after.get(one)]
    if was.bearer != now.bearer:
        labels.insert(0, Text(f"{now.role.zh}的号码", f"number of {now.role.say('en')}"))
    if was.texts != now.texts:
        labels.append(Text("确认书的文字", "the words of the statement"))
    return tuple(labels)


def with_confirmed(
    materials: Iterable[MaterialView], confirmings: Iterable[Confirming]
) -> tuple[MaterialView, ...]:
    """Return the lines with what was confirmed of those that are given so; such a line is done only then."""
    held = {
        one.asked.line: record_of(one.asked, one.reply)
        for one in confirmings
        if one.standing is Standing.CONFIRMED and one.reply is not None
    }
    return tuple(
        replace(one, done=True, confirmed=held[one.line])
        if one.way is Way.CONFIRM and one.line in held
        else one
        for one in materials
    )


def must_be_confirmed(confirmings: Iterable[Confirming]) -> None:
    """Refuse to hand in as long as a line that is given by confirming is not confirmed. Raises NotConfirmed, all at once."""
    lines = [one.asked for one in confirmings if one.standing is not Standing.CONFIRMED]
    if lines:
        raise NotConfirmed(lines)


def record_of(asked: Confirmable, given: Reply) -> Confirmation:
    """Return what is handed in and sealed of a confirmation: the statement as it was shown, who confirmed it for whom, by what
    authority, when.
    """
    assert asked.statement is not None, "only a statement is confirmed"
    record = Confirmation(asked.statement, given)
    assert record.holds, given.line
    return record
