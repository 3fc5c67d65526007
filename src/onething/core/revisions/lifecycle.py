"""The life of a revision (修订稿): who may do what, when, and how often somebody else has to look.

draft → department review → city review → scheduled → published; back to the draft with a reason from every review, by hand or
by the day of publication; withdrawn by its own office before that day, afterwards by the item standard team, which makes the files
hold again that held before. Four eyes: nobody reviews what they wrote, and the two reviews are by two persons. Our reading of
domain §2.3 and §1.3: every office whose files are changed reviews, its manager speaking for it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from onething.core.actors import Actor
from onething.core.errors import Conflict, NotAllowed, RuleBroken
from onething.core.register.entries import Named


class State(Named):
    DRAFT = "draft", "草稿", "draft"
    DEPARTMENT_REVIEW = "department_review", "部门审核中", "under department review"
    CITY_REVIEW = "city_review", "市级审核中", "under city review"
    SCHEDULED = "scheduled", "待发布", "scheduled"
    PUBLISHED = "published", "已发布", "published"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


class Step(Named):
    """What was done with a revision as a whole; saving files is none."""

    SUBMITTED = "submitted", "提交审核", "submitted"
    DEPARTMENT_APPROVED = "department_approved", "部门审核通过", "approved by the department"
    CITY_APPROVED = "city_approved", "市级审核通过", "approved by the city"
    SENT_BACK = "sent_back", "退回修改", "sent back"
    PUBLISHED = "published", "发布", "published"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"


IN_REVIEW = (State.DEPARTMENT_REVIEW, State.CITY_REVIEW)
#: States in which nothing more happens to the changes themselves.
CLOSED = (State.PUBLISHED, State.WITHDRAWN)
LONGEST_TITLE, LONGEST_REASON = 200, 1000


class RevisionNotNow(Conflict):
    """The act does not belong to the state, perhaps because somebody else was faster."""

    code = "revisions.not_now"

    def __init__(self, state: State) -> None:
        super().__init__(f"the revision is in {state}")
        self.state = state.label


class RevisionMoved(Conflict):
    """It is not as it was read. seen: sequence number that was read; sequence: the one that holds."""

    code = "revisions.moved"

    def __init__(self, seen: int, sequence: int) -> None:
        super().__init__(f"the revision is at {sequence}, not at {seen} as it was read")
        self.seen, self.sequence = seen, sequence


class OwnWork(NotAllowed):
    """Four eyes: whoever wrote it does not review it."""

    code = "revisions.own_work"


class ReviewedAlready(NotAllowed):
    """Four eyes: the two reviews are by two persons."""

    code = "revisions.reviewed_already"


class NotYourOffice(NotAllowed):
    code = "revisions.not_your_office"

    def __init__(self, office: str) -> None:
        super().__init__(f"this is for {office}")
        self.office = office


class ReasonMissing(RuleBroken):
    code = "revisions.reason_missing"


class TitleMissing(RuleBroken):
    code = "revisions.title_missing"


class NothingChanged(RuleBroken):
    code = "revisions.nothing_changed"


class DayPast(RuleBroken):
    code = "revisions.day_past"

    def __init__(self, on: date, today: date) -> None:
        super().__init__(f"{on} is before {today}")
        self.on, self.today = on, today


@dataclass(frozen=True, slots=True)
class Review:
    """One step. who: id of the actor; office: of a member of staff, "" for a job; reason: "" where none is asked for."""

    step: Step
    who: str
    name: str
    office: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A set of file changes over a published version.

    base: digest of the version that it stands on. owner: the office that writes it. editors: ids of everybody who saved something,
    the author first. sequence: grows with everything that happens. paths: of the files it changes, sorted. offices: whose files
    these are, as far as definitions say, sorted. on: the day from which it shall hold. reason: why it is back with its author, or
    withdrawn. version: id of the version that it made, None before.
    """

    id: UUID
    title: str
    state: State
    base: str
    owner: str
    author: str
    author_name: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    editors: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    on: date | None = None
    reason: str = ""
    version: int | None = None

    @property
    def writers(self) -> frozenset[str]:
        return frozenset({self.author, *self.editors})

    @property
    def round(self) -> tuple[Review, ...]:
        """The reviews since it was submitted last."""
        last = max((i for i, one in enumerate(self.reviews) if one.step is Step.SUBMITTED), default=-1)
        return self.reviews[last + 1 :] if last >= 0 else ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The offices that have to review: those whose files are changed, the owner where these are of none."""
        return self.offices or (self.owner,)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The offices that have not reviewed yet."""
        done = {one.office for one in self.round if one.step is Step.DEPARTMENT_APPROVED}
        return tuple(office for office in self.asked if office not in done)


def check_title(title: str) -> str:
    """Return the title as it is kept. Raises TitleMissing."""
    if not (kept := title.strip()[:LONGEST_TITLE]):
        raise TitleMissing
    return kept


def check_seen(revision: Revision, seen: int | None) -> None:
    """Raises RevisionMoved if somebody or something changed it since it was read; None = the reader did not look."""
    if seen is not None and seen != revision.sequence:
        raise RevisionMoved(seen, revision.sequence)


def may_write(revision: Revision, actor: Actor, *, city: bool) -> bool:
    """Say whether the files of a revision are the actor's to change. city: the actor writes for every office."""
    return (
        city or actor.id == revision.author or (bool(revision.owner) and actor.department == revision.owner)
    )


def edit(revision: Revision, actor: Actor, *, city: bool, seen: int | None, now: datetime) -> Revision:
    """Return the revision with one more change of its files. Raises NotYourOffice, RevisionNotNow, RevisionMoved."""
    _must_write(revision, actor, city)
    _must_be(revision, State.DRAFT)
    check_seen(revision, seen)
    editors = revision.editors if actor.id in revision.editors else (*revision.editors, actor.id)
    return replace(revision, editors=editors, sequence=revision.sequence + 1, changed_at=now)


def submit(revision: Revision, actor: Actor, *, city: bool, now: datetime) -> Revision:
    """Hand it to the offices that review. Raises NotYourOffice, RevisionNotNow, NothingChanged."""
    _must_write(revision, actor, city)
    _must_be(revision, State.DRAFT)
    if not revision.paths:
        raise NothingChanged
    return _after(revision, State.DEPARTMENT_REVIEW, Step.SUBMITTED, actor, now)


def approve_department(revision: Revision, actor: Actor, *, now: datetime) -> Revision:
    """Approve for the actor's own office; the last office asked hands it to the city.

    Raises RevisionNotNow, OwnWork, ReviewedAlready (its own office did already), NotYourOffice (its files are not touched).
    """
    _must_be(revision, State.DEPARTMENT_REVIEW)
    _must_not_be_own(revision, actor)
    if actor.department not in revision.asked:
        raise NotYourOffice("、".join(revision.waiting))
    if actor.department not in revision.waiting:
        raise ReviewedAlready
    after = _after(revision, State.DEPARTMENT_REVIEW, Step.DEPARTMENT_APPROVED, actor, now)
    return after if after.waiting else replace(after, state=State.CITY_REVIEW)


def approve_city(revision: Revision, actor: Actor, *, on: date, today: date, now: datetime) -> Revision:
    """Approve for the city, to hold from a day on: today or later. Raises RevisionNotNow, OwnWork, ReviewedAlready, DayPast."""
    _must_be(revision, State.CITY_REVIEW)
    _must_not_be_own(revision, actor)
    if any(one.who == actor.id for one in revision.round):
        raise ReviewedAlready
    if on < today:
        raise DayPast(on, today)
    return replace(_after(revision, State.SCHEDULED, Step.CITY_APPROVED, actor, now), on=on)


def send_back(revision: Revision, actor: Actor, *, reason: str, city: bool, now: datetime) -> Revision:
    """Give it back to its author with a reason. city: the actor speaks for the city, not for an office.

    An office that is asked may while it reviews, the city until the day of publication. Raises RevisionNotNow, NotYourOffice, ReasonMissing.
    """
    _must_be(revision, *IN_REVIEW, State.SCHEDULED)
    if not city:
        _must_be(revision, State.DEPARTMENT_REVIEW)
        if actor.department not in revision.asked:
            raise NotYourOffice("、".join(revision.waiting))
    given = _given(reason)
    after = _after(revision, State.DRAFT, Step.SENT_BACK, actor, now, reason=given)
    return replace(after, reason=given, on=None)


def withdraw(revision: Revision, actor: Actor, *, reason: str, city: bool, now: datetime) -> Revision:
    """Give it up, or take it back after it was published. city: the actor speaks for the city.

    Raises RevisionNotNow (withdrawn already), NotYourOffice, OwnWork (four eyes, once it is published), ReasonMissing.
    """
    if revision.state is State.PUBLISHED:
        if not city:
            raise NotYourOffice(revision.owner)
        _must_not_be_own(revision, actor)
    else:
        _must_be(revision, State.DRAFT, *IN_REVIEW, State.SCHEDULED)
        _must_write(revision, actor, city)
    given = _given(reason)
    return replace(
        _after(revision, State.WITHDRAWN, Step.WITHDRAWN, actor, now, reason=given), reason=given, on=None
    )


def publish(revision: Revision, actor: Actor, *, version: int, today: date, now: datetime) -> Revision:
    """Say that it holds. version: the one that it made. Raises RevisionNotNow (not scheduled, or not yet)."""
    _must_be(revision, State.SCHEDULED)
    if not is_due(revision, today):
        raise RevisionNotNow(revision.state)
    return replace(_after(revision, State.PUBLISHED, Step.PUBLISHED, actor, now), version=version)


def is_due(revision: Revision, today: date) -> bool:
    return revision.state is State.SCHEDULED and revision.on is not None and revision.on <= today


def _after(
    revision: Revision, state: State, step: Step, actor: Actor, now: datetime, *, reason: str = ""
) -> Revision:
    review = Review(step, actor.id, actor.name, actor.department, now, reason)
    return replace(
        revision,
        state=state,
        sequence=revision.sequence + 1,
        changed_at=now,
        reviews=(*revision.reviews, review),
        reason="",
    )


def _must_be(revision: Revision, *states: State) -> None:
    if revision.state not in states:
        raise RevisionNotNow(revision.state)


def _must_write(revision: Revision, actor: Actor, city: bool) -> None:
    if not may_write(revision, actor, city=city):
        raise NotYourOffice(revision.owner)


def _must_not_be_own(revision: Revision, actor: Actor) -> None:
    if actor.id in revision.writers:
        raise OwnWork


def _given(reason: str) -> str:
    if not (given := reason.strip()[:LONGEST_REASON]):
        raise ReasonMissing
    return given


def acts_open(
    revision: Revision, actor: Actor, *, city: bool, writes: bool, reviews: bool
) -> Collection[Step]:
    """Return what the actor could do now, for a page to offer. city, writes, reviews: what the actor's roles allow.

    The acts themselves decide; this only keeps a page from offering what would be refused.
    """
    found: list[Step] = []
    own = actor.id in revision.writers
    mine = may_write(revision, actor, city=city) and (writes or city)
    state = revision.state
    if state is State.DRAFT and mine and revision.paths:
        found.append(Step.SUBMITTED)
    asked = reviews and state is State.DEPARTMENT_REVIEW and actor.department in revision.asked
    if asked and not own and actor.department in revision.waiting:
        found.append(Step.DEPARTMENT_APPROVED)
    seen = any(one.who == actor.id for one in revision.round)
    if city and state is State.CITY_REVIEW and not own and not seen:
        found.append(Step.CITY_APPROVED)
    if asked or (city and state in (*IN_REVIEW, State.SCHEDULED)):
        found.append(Step.SENT_BACK)
    if (state not in CLOSED and mine) or (state is State.PUBLISHED and city and not own):
        found.append(Step.WITHDRAWN)
    return tuple(found)
