"""Taking a submission: checked, sealed, kept, acknowledged, in this order.

The envelope lies on disk before the transaction begins, and the receipt leaves after it has committed. Whoever asks
again with the same key, or with the same content within a day, gets the number that is there.
"""

from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from onething.areas.audit import api as audit
from onething.areas.cases.engine import acknowledging, doors, envelopes, pushing, relying, telling
from onething.areas.cases.engine.acknowledging import Acknowledged
from onething.areas.cases.engine.doors import Act
from onething.areas.cases.engine.files import note_files
from onething.areas.cases.engine.keeping import event_row, follow
from onething.areas.cases.engine.loading import Loaded, remember
from onething.areas.cases.engine.numbers import keep_number, next_number
from onething.areas.cases.engine.receipts import receipt_of
from onething.areas.cases.engine.rows import came_to_nothing, fill_application, fill_case, fill_opened
from onething.areas.cases.engine.showing import Given, differing
from onething.areas.cases.engine.wording import lists, officer, promised
from onething.areas.cases.errors import (
    AuthorityEnded,
    KeyTaken,
    NotYourself,
    OutsidePeriod,
    PeriodOver,
    SheetChanged,
    SubmissionRefused,
)
from onething.areas.cases.models import NEVER, ApplicationRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.offices import api as places
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.application import open_cases, retention_of
from onething.core.cases.documents import documents_for
from onething.core.cases.errors import KeyReused
from onething.core.cases.matter import Change
from onething.core.cases.matter import submit as first_changes
from onething.core.cases.parts import Contact
from onething.core.cases.receiving import (
    declared_by,
    faults_of,
    is_repeat,
    offices,
    person_key,
    plan_hash,
    promises_of,
    to_bring,
)
from onething.core.cases.views import Receipt
from onething.core.catalogue.model import Scene
from onething.core.catalogue.periods import applying_on
from onething.core.composition import Plan
from onething.core.exchange import AWAY
from onething.core.source import Text
from onething.core.submission import Submission
from onething.kit.jobs import api as jobs
from onething.kit.points import point
from onething.kit.ports import SHANGHAI, choose, new_id
from onething.kit.statements import Lookup, insert

_CODE_LENGTH = 8
_CHANNELS = {"portal": Text("网上提交", "online"), "desk": Text("窗口提交", "at a window")}
_BY_KEY = Lookup(ApplicationRow, "key")
_LAST_ALIKE = Lookup(ApplicationRow, "person", "scene", "content_hash", last=True)


def submit(actor: Actor, *, submission: Submission, key: str, now: datetime) -> Receipt:
    """Keep a submission for ever and acknowledge it.

    key: made when the form opened; the same key with the same content gives the same receipt, with another content
    KeyReused (409). The same person's same content within 24 hours gives the receipt of the first (`repeated`),
    unless that one has ended and nothing of it was granted: withdrawn, say.
    Raises NotAllowed, AuthorityEnded, NotYourself, SceneUnknown, OutsidePeriod, PeriodOver, SheetChanged,
    DeliveryIncomplete, WindowUnknown, SubmissionRefused (all findings), PlanOpen, KeyReused, KeyTaken, ClockJumped, ClockSetBack.
    """
    actor.must(CasesPermission.SUBMIT)
    at = now.astimezone(SHANGHAI)
    data = submission.to_data()
    content = submission.content_hash(data)
    if earlier := _by_key(key):
        return _again(actor, earlier, content)
    jobs.must_be_right()  # what came before is acknowledged also by a clock that is wrong
    person = person_key(submission.applicant)
    _may_submit(actor, submission, person, at)
    frozen = doors.frozen(submission.scene, submission.scene_hash)
    _in_period(frozen.scene, at.date())
    if submission.signature.sheet_hash != submission.sheet_hash(data):
        raise SheetChanged
    plan = frozen.plan_of(submission)
    places.check_delivery(actor, delivery=submission.delivery)
    if findings := faults_of(submission, plan, frozen.package, frozen.scene):
        raise SubmissionRefused(findings)
    shown = plan_hash(plan)  # reckoned here, since SQLite has one writer and it is not kept waiting for sums
    point("cases.submit.before_envelope")
    envelope = envelopes.seal(actor, data, key=key, at=at)
    point("cases.submit.after_envelope")
    try:
        with transaction.atomic():
            receipt = keep(
                actor,
                submission=submission,
                plan=plan,
                frozen=frozen,
                shown=shown,
                person=person,
                content=content,
                key=key,
                at=at,
                envelope=envelope,
            )
            point("cases.submit.before_commit")
    except IntegrityError:
        if earlier := _by_key(key):  # someone with the same key was faster by a moment
            return _again(actor, earlier, content)
        raise
    point("cases.submit.after_commit")
    return acknowledging.note(receipt)


def _by_key(key: str) -> ApplicationRow | None:
    return _BY_KEY.first(key)


def _again(actor: Actor, earlier: ApplicationRow, content: str) -> Receipt:
    if earlier.submitted_by != actor.id:
        raise KeyTaken
    if earlier.content_hash != content:
        raise KeyReused(number=earlier.number)
    return acknowledging.note(receipt_of(earlier, repeated=True))


def _may_submit(actor: Actor, submission: Submission, person: str, at: datetime) -> None:
    """For oneself, for someone within an authority that holds today, or at the window for whoever stands there."""
    today = at.date()
    representative = submission.representative
    if representative is not None and not (
        representative.valid_from <= today
        and (representative.valid_to is None or today <= representative.valid_to)
    ):
        raise AuthorityEnded(person)
    if Role.CLERK in actor.roles and submission.intake == actor.id:
        return
    if representative is None:
        if not actor.person_id or actor.person_id != person:
            raise NotYourself
        return
    if person_key(representative.person) != actor.person_id:
        raise NotYourself
    if not doors.may_act_for(actor, person=person, scene=submission.scene, on=today):
        raise AuthorityEnded(person)


def _in_period(scene: Scene, today: date) -> None:
    """Refuse what comes on a day on which the matter takes no applications. Raises OutsidePeriod, PeriodOver."""
    applying = applying_on(scene.periods, today)
    if applying is None or applying.now is not None:
        return
    if applying.next is None:
        raise PeriodOver(applying.days)
    raise OutsidePeriod(applying.days, applying.next.first, applying.next.last)


def keep(
    actor: Actor,
    *,
    submission: Submission,
    plan: Plan,
    frozen: doors.Frozen,
    shown: str,
    person: str,
    content: str,
    key: str,
    at: datetime,
    envelope: envelopes.Envelope,
    given: Acknowledged | None = None,
) -> Receipt:
    """Keep it. given: the number and code under which it was acknowledged once, None: the next number, a new code."""
    _one_at_a_time(person, submission.scene)
    same = _LAST_ALIKE.first(person, submission.scene, content)
    if same is not None and is_repeat(same.submitted_at, at, came_to_nothing=came_to_nothing(same)):
        return receipt_of(same, repeated=True)
    if given is None:
        number = next_number(at, frozen.package.division, submission.channel)
        code = "".join(str(choose(10)) for _ in range(_CODE_LENGTH))
    else:
        number, code = given.number, given.code
        keep_number(number)
    promises = promises_of(submission)
    office_of = offices(submission, frozen.package, frozen.scene)
    awaited = to_bring(submission)
    openings = open_cases(
        number,
        plan,
        frozen.scene,
        office_of=office_of,
        to_bring=awaited,
        promises=promises,
        declared=declared_by(submission),
        check_days=int(frozen.package.settings.get("declaration_check_days", 0)),
    )
    calendar = doors.calendar()
    command = c.Submit(
        by=actor,
        number=number,
        key=key,
        content_hash=content,
        envelope_hash=envelope.hash,
        scene=submission.scene,
        applicant=person,
        channel=submission.channel,
        openings=openings,
        plan_hash=shown,
        versions={"scene": frozen.scene.hash, "package": frozen.package.hash, "calendar": calendar.version},
        answers=envelope.data["answers"],
        consents=tuple(one.share for one in submission.consents),
        representative=person_key(submission.representative.person) if submission.representative else "",
        contact=Contact(submission.applicant.phone, submission.delivery.address, submission.applicant.email),
        delivery=submission.delivery,
        supplement_days=int(frozen.package.settings.get("supplement_days", 10)),
        archive_days=int(frozen.package.settings.get("archive_days", 0)),
        retention_years=retention_of(openings, frozen.scene, frozen.package),
        took_in=submission.intake,
    )
    changes = first_changes(None, command, at, calendar)
    matter, recorded, acts = follow(actor, None, changes, None, now=at)
    row = _application_row(
        actor, submission, frozen, command, person=person, code=code, at=at, text=envelope.text
    )
    fill_application(row, matter, at.date(), calendar)
    cases, given = {}, Given(submission, at, ())
    for opening in openings:
        case = CaseRow(
            number=opening.number,
            application=row,
            person_name=submission.applicant.name,
            differs=differing(given, plan, opening.item, opening.bearer, frozen),
        )
        fill_opened(case, matter.cases[opening.number], scene=submission.scene)
        fill_case(
            case,
            matter.cases[opening.number],
            divisions=frozen.package.divisions,
            calendar=calendar,
        )
        cases[opening.number] = case
    insert([row])
    insert(list(cases.values()))
    insert([event_row(actor, row.id, one) for one in recorded])
    note_files(row.id, submission.materials, submission.signature)
    point("cases.submit.rows_kept")
    loaded = Loaded(row, cases, matter, at, submission)
    relying.keep(actor, submission, plan, openings, person=person, now=at)
    pushing.after(loaded, recorded, matter, now=at)
    silent = (one.source for one in submission.answered if one.outcome in AWAY)
    away = dict.fromkeys((*submission.away, *silent))
    bearers = [one.bearer for one in cases.values()]
    told = {one.key: one.value for one in submission.values}
    extra = {
        "items": [
            frozen.told_apart(case.opening.name, case.opening.bearer, bearers, told)
            for case in matter.cases.values()
        ],
        "enquiry_code": code,
        "to": submission.applicant.name,
        **lists(
            submission.materials, {one.key: one for one in submission.originals}, frozen, awaited=awaited
        ),
        **promised(promises, frozen),
        "received_by": officer(actor),
        "channel": _CHANNELS.get(submission.channel, Text("")),
        "away": [frozen.source_name(source) for source in away],
    }
    receipt = [
        Act(recorded[0], draft) for draft in documents_for(Change(number, recorded[0].event), matter, extra)
    ]
    issued = doors.issue(actor, row, [*receipt, *acts], frozen=frozen, now=at)
    telling.after(actor, row, recorded, matter, issued, now=at)
    audit.record(
        actor,
        action="cases:submit",
        subject=person,
        case=number,
        detail={"scene": submission.scene, "cases": len(cases), "envelope": envelope.hash},
        now=at,
    )
    remember(loaded)
    return receipt_of(row, cases=tuple(cases.values()), document=issued[0] if issued else "")


def _application_row(
    actor: Actor,
    submission: Submission,
    frozen: doors.Frozen,
    command: c.Submit,
    *,
    person: str,
    code: str,
    at: datetime,
    text: str,
) -> ApplicationRow:
    representative = submission.representative
    at_window = bool(submission.intake)
    return ApplicationRow(
        id=new_id(),
        number=command.number,
        key=command.key,
        code=code,
        scene=submission.scene,
        scene_hash=submission.scene_hash,
        name_zh=frozen.scene.name.zh,
        name_en=frozen.scene.name.en,
        person=person,
        person_name=submission.applicant.name,
        representative=command.representative,
        representative_name=representative.person.name if representative else "",
        submitted_by=actor.id,
        intake_department=actor.department if at_window else "",
        intake_division=actor.division if at_window else "",
        channel=submission.channel,
        submitted_at=at,
        content_hash=command.content_hash,
        envelope_hash=command.envelope_hash,
        cases=len(command.openings),
        due_on=NEVER,
        submission=text,
    )


def _one_at_a_time(person: str, scene: str) -> None:
    """Let two submissions of one person for one thing pass one after the other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{person} {scene}"])
