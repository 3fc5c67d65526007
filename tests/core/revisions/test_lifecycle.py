"""The life of a revision: what follows what, and everybody who is refused."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from onething.core.actors import Actor, Role
from onething.core.revisions import lifecycle
from onething.core.revisions.lifecycle import Revision, State, Step, acts_open

NOW, TODAY = datetime(2026, 3, 5, 2, tzinfo=UTC), date(2026, 3, 5)


def actor(id, office):
    return Actor(id, id, frozenset({Role.ITEM_MANAGER}), department=office)


AUTHOR, CHIEF, CITY, OTHER = actor("a", "w"), actor("m", "w"), actor("c", "d"), actor("o", "h")
DRAFT = Revision(
    UUID(int=1), "t", State.DRAFT, "b", "w", "a", "a", 1, NOW, NOW, ("a",), ("items/x.yaml",), ("w",)
)


def submitted():
    return lifecycle.submit(DRAFT, AUTHOR, city=False, now=NOW)


def reviewed():
    return lifecycle.approve_department(submitted(), CHIEF, now=NOW)


def scheduled(on=TODAY):
    return lifecycle.approve_city(reviewed(), CITY, on=on, today=TODAY, now=NOW)


def published():
    return lifecycle.publish(scheduled(), CITY, version=7, today=TODAY, now=NOW)


STATES = {
    State.DRAFT: lambda: DRAFT,
    State.DEPARTMENT_REVIEW: submitted,
    State.CITY_REVIEW: reviewed,
    State.SCHEDULED: scheduled,
    State.PUBLISHED: published,
    State.WITHDRAWN: lambda: lifecycle.withdraw(DRAFT, AUTHOR, reason="x", city=False, now=NOW),
}
ACTS = {
    "edit": lambda one: lifecycle.edit(one, AUTHOR, city=False, seen=None, now=NOW),
    "submit": lambda one: lifecycle.submit(one, AUTHOR, city=False, now=NOW),
    "department": lambda one: lifecycle.approve_department(one, CHIEF, now=NOW),
    "city": lambda one: lifecycle.approve_city(one, CITY, on=TODAY, today=TODAY, now=NOW),
    "back": lambda one: lifecycle.send_back(one, CITY, reason="x", city=True, now=NOW),
    "publish": lambda one: lifecycle.publish(one, CITY, version=7, today=TODAY, now=NOW),
    "withdraw": lambda one: lifecycle.withdraw(one, CITY, reason="x", city=True, now=NOW),
}
LEADS = {
    (State.DRAFT, "edit"): State.DRAFT,
    (State.DRAFT, "submit"): State.DEPARTMENT_REVIEW,
    (State.DEPARTMENT_REVIEW, "department"): State.CITY_REVIEW,
    (State.CITY_REVIEW, "city"): State.SCHEDULED,
    (State.SCHEDULED, "publish"): State.PUBLISHED,
    **{(state, "back"): State.DRAFT for state in (*lifecycle.IN_REVIEW, State.SCHEDULED)},
    **{(state, "withdraw"): State.WITHDRAWN for state in State if state is not State.WITHDRAWN},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_leads_on_or_is_refused(state, act):
    one = STATES[state]()
    if (state, act) in LEADS:
        after = ACTS[act](one)
        assert (after.state, after.sequence) == (LEADS[state, act], one.sequence + 1)
    else:
        with pytest.raises(lifecycle.RevisionNotNow):
            ACTS[act](one)


@pytest.mark.parametrize(
    ("refused", "act"),
    [
        (lifecycle.OwnWork, lambda: lifecycle.approve_department(submitted(), AUTHOR, now=NOW)),
        (
            lifecycle.OwnWork,
            lambda: lifecycle.approve_city(reviewed(), AUTHOR, on=TODAY, today=TODAY, now=NOW),
        ),
        (lifecycle.OwnWork, lambda: lifecycle.withdraw(published(), AUTHOR, reason="x", city=True, now=NOW)),
        (
            lifecycle.ReviewedAlready,
            lambda: lifecycle.approve_city(reviewed(), CHIEF, on=TODAY, today=TODAY, now=NOW),
        ),
        (lifecycle.NotYourOffice, lambda: lifecycle.approve_department(submitted(), OTHER, now=NOW)),
        (lifecycle.NotYourOffice, lambda: lifecycle.edit(DRAFT, OTHER, city=False, seen=1, now=NOW)),
        (
            lifecycle.NotYourOffice,
            lambda: lifecycle.send_back(submitted(), OTHER, reason="x", city=False, now=NOW),
        ),
        (
            lifecycle.NotYourOffice,
            lambda: lifecycle.withdraw(published(), CHIEF, reason="x", city=False, now=NOW),
        ),
        (
            lifecycle.ReasonMissing,
            lambda: lifecycle.send_back(submitted(), CHIEF, reason=" ", city=False, now=NOW),
        ),
        (lifecycle.DayPast, lambda: scheduled(date(2026, 3, 4))),
        (lifecycle.RevisionMoved, lambda: lifecycle.edit(DRAFT, AUTHOR, city=False, seen=0, now=NOW)),
        (lifecycle.TitleMissing, lambda: lifecycle.check_title("  ")),
        (
            lifecycle.RevisionNotNow,
            lambda: lifecycle.publish(scheduled(date(2026, 3, 6)), CITY, version=7, today=TODAY, now=NOW),
        ),
    ],
)
def test_is_refused(refused, act):
    with pytest.raises(refused):
        act()


@pytest.mark.parametrize(
    ("state", "who", "offered"),
    [
        (State.DRAFT, AUTHOR, {Step.SUBMITTED, Step.WITHDRAWN}),
        (State.DRAFT, OTHER, set()),
        (State.DEPARTMENT_REVIEW, CHIEF, {Step.DEPARTMENT_APPROVED, Step.SENT_BACK, Step.WITHDRAWN}),
        (State.DEPARTMENT_REVIEW, OTHER, set()),
        (State.CITY_REVIEW, CITY, {Step.CITY_APPROVED, Step.SENT_BACK, Step.WITHDRAWN}),
        (State.PUBLISHED, CITY, {Step.WITHDRAWN}),
        (State.PUBLISHED, AUTHOR, set()),
    ],
)
def test_a_page_offers_what_is_open(state, who, offered):
    found = acts_open(STATES[state](), who, city=who is CITY, writes=True, reviews=who is not CITY)
    assert set(found) == offered
