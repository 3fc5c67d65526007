"""The acts on an order of a bad rating: core decides, the row is folded, the act is kept for ever."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.ratings.models import ActRow, RatingRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries.orders import OrderNotFound, visible_to
from onething.areas.ratings.queries.ratings import get_rules
from onething.areas.ratings.raters import rater_of
from onething.core.actors import Actor
from onething.core.ratings import Complexity, InvalidBecause, Order
from onething.core.ratings.orders import told_to_office
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def call_back(
    actor: Actor,
    *,
    order: UUID,
    reached: bool,
    summary: str,
    complexity: Complexity = Complexity.SIMPLE,
    now: datetime,
) -> Order:
    """Note a call to the rater, and what it is about, for the office. Raises OrderNotFound, WordsMissing, NamesRater, NotNow."""
    rules, calendar = get_rules(actor), _calendar()
    return _act(
        actor,
        RatingsPermission.CALL_BACK,
        order,
        "called_back" if reached else "unreached",
        summary,
        lambda one: one.called_back(reached=reached, complexity=complexity, rules=rules, calendar=calendar),
        now=now,
    )


def verify(
    actor: Actor, *, order: UUID, findings: str, because: InvalidBecause | None = None, now: datetime
) -> Order:
    """Note what the office found. because: why the rating should not count, None = it does.

    findings: with the evidence. Raises as `call_back`.
    """

    def find(one: Order) -> Order:
        return one.found_valid() if because is None else one.found_invalid(by=actor.id, because=because)

    kind = "found_valid" if because is None else "found_invalid"
    return _act(actor, RatingsPermission.VERIFY, order, kind, findings, find, now=now)


def review(actor: Actor, *, order: UUID, agreed: bool, reason: str, now: datetime) -> Order:
    """Say as a second person whether the rating is invalid. Raises SecondPerson too."""
    kind = "agreed" if agreed else "not_agreed"
    return _act(
        actor,
        RatingsPermission.REVIEW,
        order,
        kind,
        reason,
        lambda one: one.reviewed(by=actor.id, agreed=agreed),
        now=now,
    )


def rectify(actor: Actor, *, order: UUID, measures: str, now: datetime) -> Order:
    return _act(
        actor, RatingsPermission.VERIFY, order, "rectified", measures, lambda one: one.rectified(), now=now
    )


def feed_back(actor: Actor, *, order: UUID, content: bool, words: str, now: datetime) -> Order:
    """Note that the rater was told what became of it. content: the rater is satisfied with that."""
    on = now.astimezone(SHANGHAI).date()
    kind = "fed_back" if content else "not_content"
    return _act(
        actor,
        RatingsPermission.CALL_BACK,
        order,
        kind,
        words,
        lambda one: one.fed_back(content=content, on=on),
        now=now,
    )


def appeal(actor: Actor, *, order: UUID, reason: str, now: datetime) -> Order:
    """The rated office says why the rating should not count. Raises AppealTooLate too."""
    rules, calendar, on = get_rules(actor), _calendar(), now.astimezone(SHANGHAI).date()
    return _act(
        actor,
        RatingsPermission.VERIFY,
        order,
        "appealed",
        reason,
        lambda one: one.appealed(on=on, rules=rules, calendar=calendar),
        now=now,
    )


def answer_appeal(actor: Actor, *, order: UUID, upheld: bool, reason: str, now: datetime) -> Order:
    kind = "upheld" if upheld else "rejected"
    return _act(
        actor,
        RatingsPermission.REVIEW,
        order,
        kind,
        reason,
        lambda one: one.answered(upheld=upheld),
        now=now,
    )


@transaction.atomic
def _act(
    actor: Actor,
    needs: RatingsPermission,
    order: UUID,
    kind: str,
    words: str,
    change: Callable[[Order], Order],
    *,
    now: datetime,
) -> Order:
    """Change an order and keep the act. Every word is read by the office, so none of them may tell who rated."""
    actor.must(needs)
    row = visible_to(actor).select_for_update(of=("self",)).filter(pk=order).first()
    if row is None:
        raise OrderNotFound
    said = told_to_office(words, secrets=_secrets(row.rating))
    after = change(row.to_core())
    row.keep(after)
    row.save()
    RatingRow.objects.filter(pk=row.rating_id).update(invalid=after.invalid)
    ActRow.objects.create(
        order=row,
        sequence=row.acts.count() + 1,
        at=now,
        kind=kind,
        actor=actor.id,
        actor_name=actor.name,
        department=actor.department,
        words=said[:2000],
    )
    audit.record(actor, action=f"ratings:{kind}", detail={"order": str(row.pk)}, now=now)
    return after


def _secrets(rating: RatingRow) -> tuple[str, ...]:
    rater = rater_of(rating)
    number = rating.person.rpartition(":")[2]
    return (rater.name, rater.phone, number, rating.application, rating.representative.rpartition(":")[2])


def _calendar() -> WorkCalendar:
    return port(WorkCalendar).provisional()
