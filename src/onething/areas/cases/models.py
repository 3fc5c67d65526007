"""Tables: applications and cases as folded rows, the events that are the truth, and what leaves and comes back.

The offices that may see a case are columns from the first migration on: the one that has it now stands on the row,
those that had it before in `SeenByRow`.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from onething.core.cases.automatic import Mode, Sampling, Setting
from onething.core.cases.events import Recorded
from onething.core.cases.parts import Dues
from onething.core.cases.shapes import from_data
from onething.kit.ports import SHANGHAI, new_id

#: Sorts after every day: a case on which the office need not act.
NEVER = date(9999, 12, 31)


class ApplicationRow(models.Model):
    """One thing handed over once. key: made when the form opened. submission: the data as handed over, for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=25, unique=True)
    key = models.CharField(max_length=100, unique=True)
    code = models.CharField(max_length=16)
    scene = models.CharField(max_length=60)
    scene_hash = models.CharField(max_length=64)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    person = models.CharField(max_length=100)
    person_name = models.CharField(max_length=200)
    representative = models.CharField(max_length=100, blank=True, default="")
    representative_name = models.CharField(max_length=200, blank=True, default="")
    submitted_by = models.CharField(max_length=60)
    intake_department = models.CharField(max_length=60, blank=True, default="")
    intake_division = models.CharField(max_length=12, blank=True, default="")
    channel = models.CharField(max_length=10)
    submitted_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    envelope_hash = models.CharField(max_length=64)
    standing = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, blank=True, default="")
    cases = models.PositiveSmallIntegerField()
    ended = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(default=NEVER)
    supplement_on = models.DateField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    notice_on = models.DateField(null=True, blank=True)  # findings gathered leave on this day at the latest
    sequence = models.PositiveIntegerField()
    rating = models.CharField(max_length=60, blank=True, default="")
    archive_on = models.DateField(null=True, blank=True)  # from which it may be archived
    archive_failed = models.CharField(
        max_length=60, blank=True, default="", db_default=""
    )  # code of what kept it
    archive_failed_why = models.CharField(max_length=500, blank=True, default="", db_default="")
    archive_failed_at = models.DateTimeField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    transferred_on = models.DateField(null=True, blank=True)
    submission = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="cases_app_by_person"),
            models.Index(
                fields=["representative", "-id"],
                name="cases_app_by_representative",
                condition=~Q(representative=""),
            ),
            models.Index(
                fields=["intake_department", "-id"],
                name="cases_app_by_intake",
                condition=~Q(intake_department=""),
            ),
            models.Index(
                fields=["notice_on"], name="cases_app_by_notice", condition=Q(notice_on__isnull=False)
            ),
            models.Index(
                fields=["archive_on"], name="cases_app_by_archive", condition=Q(archive_on__isnull=False)
            ),
            models.Index(
                fields=["archived_on", "number"],
                name="cases_app_to_transfer",
                condition=Q(archived_on__isnull=False, transferred_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


#: `CaseRow.differs` of cases from before their differences were counted.
UNCOUNTED = "?"


class CaseRow(models.Model):
    """One item for one bearer. sort_on: the day that binds the office, NEVER while it need not act.

    differs: keys that somebody must judge, by blanks: fields of which a source says something else or the person says
    that it is wrong, and papers that the window doubted; UNCOUNTED where nobody counted. drafted_by: whose draft of the
    decision waits for a second officer. at_intake: the window has it back to mend it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    application = models.ForeignKey(ApplicationRow, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    bearer = models.CharField(max_length=60)
    scene = models.CharField(max_length=60)
    person_name = models.CharField(max_length=200)
    status = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=12, blank=True, default="")
    level = models.CharField(max_length=10, blank=True, default="")
    holder = models.CharField(max_length=60, blank=True, default="")
    checked = models.BooleanField(default=False)
    received_on = models.DateField()
    started_on = models.DateField()
    sort_on = models.DateField(default=NEVER)
    tell_on = models.DateField(null=True, blank=True)
    silence_on = models.DateField(null=True, blank=True)  # silence has its effect from this day on
    supplement_on = models.DateField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    statutory_on = models.DateField(null=True, blank=True)
    deliver_on = models.DateField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    ruled = models.PositiveIntegerField(default=0)  # the sequence at which the item's rule was asked last
    calendar = models.CharField(max_length=64, blank=True, default="")
    differs = models.TextField(blank=True, default=UNCOUNTED)
    outcome = models.CharField(max_length=10, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    drafted_by = models.CharField(max_length=60, blank=True, default="")
    at_intake = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)  # as the special procedure was told in writing
    rounds = models.PositiveSmallIntegerField(default=0)  # how often it was told what is missing
    how = models.CharField(max_length=10, blank=True, default="")  # it came to be accepted
    hearing_by = models.DateField(null=True, blank=True)  # to hold the hearing that was asked for
    check_on = models.DateField(null=True, blank=True)  # to check what was declared instead of proved
    remind_on = models.DateField(null=True, blank=True)  # of a paper that was promised for later
    later_on = models.DateField(null=True, blank=True)  # by which it was promised
    sequence = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["department", "sort_on", "id"], name="cases_inbox", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["department", "town", "sort_on", "id"],
                name="cases_inbox_of_town",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["silence_on", "id"], name="cases_by_silence", condition=Q(silence_on__isnull=False)
            ),
            models.Index(fields=["id"], name="cases_automatic", condition=Q(is_open=True, automatic=True)),
            models.Index(
                fields=["calendar"], name="cases_provisional", condition=Q(is_open=True, provisional=True)
            ),
            models.Index(
                fields=["supplement_on"], name="cases_by_lapse", condition=Q(supplement_on__isnull=False)
            ),
            models.Index(
                fields=["department", "check_on", "id"],
                name="cases_by_check",
                condition=Q(check_on__isnull=False),
            ),
            models.Index(
                fields=["remind_on"], name="cases_by_reminder", condition=Q(remind_on__isnull=False)
            ),
            models.Index(
                fields=["paused_until"], name="cases_by_pause", condition=Q(paused_until__isnull=False)
            ),
            models.Index(fields=["id"], name="cases_open", condition=Q(is_open=True)),
            models.Index(
                fields=["promised_on", "id"], name="cases_by_promise", condition=Q(promised_on__isnull=False)
            ),
            models.Index(
                fields=["statutory_on", "id"],
                name="cases_by_statute",
                condition=Q(statutory_on__isnull=False),
            ),
            models.Index(fields=["later_on"], name="cases_by_later", condition=Q(later_on__isnull=False)),
            models.Index(
                fields=["department", "decided_on"],
                name="cases_decided",
                condition=Q(decided_on__isnull=False),
            ),
            models.Index(
                fields=["department", "item", "differs", "decided_on"],
                name="cases_precedents",
                condition=Q(decided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def to_dues(self) -> Dues:
        return Dues(
            tell_on=self.tell_on,
            supplement_on=self.supplement_on,
            promised_on=self.promised_on,
            statutory_on=self.statutory_on,
            deliver_on=self.deliver_on,
            provisional=self.provisional,
            calendar=self.calendar,
        )


class SeenByRow(models.Model):
    """An office that had a case before, and may see it still."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "department", "division"], name="cases_seen_by_each_office_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.department}"


class EventRow(models.Model):
    """One event, never changed. application: whose stream or whose case's stream it is. for_name: the absent colleague
    in whose place it was done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(ApplicationRow, on_delete=models.PROTECT, related_name="+")
    stream = models.CharField(max_length=30)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200, blank=True, default="")
    for_name = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=40)
    shape_version = models.PositiveSmallIntegerField(default=1)
    data = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "sequence"], name="cases_one_event_for_each_place")
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.sequence} {self.name}"

    def to_core(self) -> Recorded:
        return Recorded(
            id=str(self.id),
            stream=self.stream,
            sequence=self.sequence,
            at=self.at.astimezone(SHANGHAI),
            actor=self.actor,
            shape_version=self.shape_version,
            event=from_data(self.name, self.shape_version, self.data),
        )


class SuppliedRow(models.Model):
    """What was supplied at once, in full; the event of the same sequence has its hashes."""

    application = models.ForeignKey(ApplicationRow, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    values = models.JSONField()
    materials = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "sequence"], name="cases_supplied_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.sequence}"


class FileRow(models.Model):
    """That a file was handed in with an application, by its hash: such a file is never deleted."""

    application = models.ForeignKey(ApplicationRow, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hash", "application"], name="cases_each_file_once_an_application"
            )
        ]

    def __str__(self) -> str:
        return self.hash


class NoticeRow(models.Model):
    """One correction notice: one number for each application and round, whatever happens. pages: how many left."""

    application = models.ForeignKey(ApplicationRow, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40, unique=True)
    pages = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "round"], name="cases_one_notice_for_each_round")
        ]

    def __str__(self) -> str:
        return self.number


class AskedRow(models.Model):
    """An officer asks the manager for more time. One question at a time for each case; answered, never deleted.

    The act itself is the event `Extended`; this is the paper that lies on the manager's desk until then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=60)
    asked_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="cases_one_question_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.days}"


class RightingRow(models.Model):
    """A decision that an officer wants put right or taken back, until another one decides; then how it ended.

    The acts themselves are events; this is the paper that lies before the second officer. number: `CASE-G1`.
    ended: "" while it is open, else the name of the event that ended it.
    """

    number = models.CharField(max_length=40, primary_key=True)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    ground = models.CharField(max_length=30, blank=True, default="")
    reason = models.TextField()
    proposed_by = models.CharField(max_length=60)
    proposed_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    heard_until = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended=""), name="cases_one_righting_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["-proposed_at", "number"], name="cases_rightings")]

    def __str__(self) -> str:
        return self.number


class AutomaticRow(models.Model):
    """One setting of automatic approval of an item, or of every item ("*"); never changed, the newest in force counts.

    in_force: a change that needs a second person is not until it is confirmed. seed: of the draw of samples. rule: its
    text, for which this was set; "" for every item.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.CharField(max_length=60)
    mode = models.CharField(max_length=10)
    share = models.PositiveSmallIntegerField(default=0)
    sampling = models.CharField(max_length=10)
    seed = models.CharField(max_length=40)
    rule = models.TextField(blank=True, default="")
    reason = models.TextField()
    set_by = models.CharField(max_length=60)
    set_name = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    in_force = models.BooleanField()
    confirmed_by = models.CharField(max_length=60, blank=True, default="")
    confirmed_name = models.CharField(max_length=200, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-id"], name="cases_automatic_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.mode}"

    def to_core(self) -> Setting:
        return Setting(Mode(self.mode), self.share, Sampling(self.sampling), self.seed, self.rule)


class RuledRow(models.Model):
    """What the rule of an item said of a case, once for each case: granted, in the shadow, or left to a person.

    version: hash of the item. sources: of the data that it asked for, with blanks around. sampled: "", before or after.
    agrees: what the quality check found, None while nobody looked.
    """

    case = models.OneToOneField(CaseRow, on_delete=models.PROTECT, primary_key=True, related_name="+")
    item = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    said = models.CharField(max_length=10)
    sources = models.TextField(blank=True, default="")
    sampled = models.CharField(max_length=10, blank=True, default="")
    receipt = models.JSONField()
    at = models.DateTimeField()
    agrees = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    checked_by = models.CharField(max_length=60, blank=True, default="")
    checked_name = models.CharField(max_length=200, blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-at"], name="cases_ruled_of_item")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.said}"


class SerialRow(models.Model):
    """The last number given in a series, such as one day and channel; counted in the transaction of its use."""

    series = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class PresenceRow(models.Model):
    """Who has a case open. seen_at: when the page last said so."""

    case = models.CharField(max_length=30)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "actor"], name="cases_present_once")]

    def __str__(self) -> str:
        return f"{self.actor} on {self.case}"


class PushRow(models.Model):
    """An effect that a department system must have exactly once, by its key. sequence: of the event of the case.

    department: that owns the case. done_at: the system confirmed it. settled_at: nothing more is awaited: confirmed, and
    answered where `answers`. answer_by: silent beyond this, the state there is unknown; None for rows from before.
    tries: how often the system refused it; dead_at: it was set aside, for `reason`, until somebody re-drives it or gives
    it up (then it is done without having been sent; the log says by whom and why).
    """

    key = models.CharField(max_length=120, primary_key=True)
    system = models.CharField(max_length=60)
    case = models.CharField(max_length=30, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    body = models.JSONField()
    body_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    department = models.CharField(max_length=60, blank=True, default="")
    answers = models.BooleanField(default=False)
    answer_by = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["system", "made_at", "case", "sequence"],
                condition=Q(done_at=None),
                name="cases_push_left",
            ),
            models.Index(
                fields=["answer_by"],
                condition=Q(settled_at=None, answer_by__isnull=False),
                name="cases_push_unsettled",
            ),
            models.Index(
                fields=["dead_at", "key"], condition=Q(dead_at__isnull=False), name="cases_push_dead"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ElsewhereRow(models.Model):
    """A case of an item of level L0 or L1, handled wholly in a department's system and registered here afterwards.

    department: that owns the item. number: that system's own. person: key of the applicant. version: its own count.
    """

    system = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    department = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    person = models.CharField(max_length=100)
    person_name = models.CharField(max_length=200)
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="cases_elsewhere_once")]
        indexes = [models.Index(fields=["person", "-received_on"], name="cases_elsewhere_by_person")]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class UnknownRow(models.Model):
    """That the state of a case at a department system is unknown, and since when. One alarm for each silence.

    department: that owns the case. since: the moment of the oldest thing the system was told and is silent about.
    over_at: it spoke, or what it was told was given up.
    """

    system = models.CharField(max_length=60)
    case = models.CharField(max_length=30, db_index=True)
    department = models.CharField(max_length=60)
    since = models.DateTimeField()
    raised_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "case"], condition=Q(over_at=None), name="cases_one_alarm_for_each_silence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.case} since {self.since}"


class CallbackRow(models.Model):
    """An answer of a department system. version: its own count for the case; applied: newer than what was there."""

    system = models.CharField(max_length=60)
    case = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    body = models.JSONField()
    applied = models.BooleanField()
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "case", "version"], name="cases_each_answer_once")
        ]
        indexes = [models.Index(fields=["case", "system", "-version"], name="cases_answers_of_a_case")]

    def __str__(self) -> str:
        return f"{self.system} {self.case} {self.version}"


class ReturnRow(models.Model):
    """One return to the window 退回收件, counted on the side whose fault it is. department, division, town: of the
    office that returned it; intake_…: of the window. Mended, never deleted; the event is the act."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=12, blank=True, default="")
    intake_department = models.CharField(max_length=60, blank=True, default="")
    intake_division = models.CharField(max_length=12, blank=True, default="")
    cause = models.CharField(max_length=20)
    side = models.CharField(max_length=20)
    key = models.CharField(max_length=120, blank=True, default="")
    reason = models.TextField()
    returned_by = models.CharField(max_length=60)
    returned_at = models.DateTimeField()
    note = models.TextField(blank=True, default="")
    mended_by = models.CharField(max_length=60, blank=True, default="")
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(mended_at=None), name="cases_one_return_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["department", "returned_at"], name="cases_returns_of_office"),
            models.Index(
                fields=["intake_department", "intake_division"],
                condition=Q(mended_at=None),
                name="cases_returns_to_mend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.cause}"


class HandOverRow(models.Model):
    """One case that an officer hands over to a colleague, who has yet to confirm: until then it is the giver's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=12, blank=True, default="")
    giver = models.CharField(max_length=60)
    giver_name = models.CharField(max_length=200)
    receiver = models.CharField(max_length=60)
    receiver_name = models.CharField(max_length=200)
    reason = models.TextField()
    offered_at = models.DateTimeField()
    confirmed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="cases_one_hand_over_at_a_time"
            )
        ]
        indexes = [
            models.Index(
                fields=["department", "offered_at"],
                condition=Q(answered_at=None),
                name="cases_hand_overs_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.giver_name} → {self.receiver_name}"
