"""Asking for a rating: once for an application that has ended 一事一评, once for a visit at a window 一次一评."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from onething.areas.ratings.models import RatingRow, ServedRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.core.actors import Actor
from onething.core.cases.ports import Served
from onething.kit.ports import token

WINDOW = "window"


@transaction.atomic
def ask(
    actor: Actor,
    *,
    application: str,
    person: str,
    channel: str,
    now: datetime,
    representative: str = "",
    served: Sequence[Served] = (),
) -> str:
    """Return the token with which an application that has ended can be rated; asking again gives the same."""
    actor.must(RatingsPermission.ASK)
    row, made = RatingRow.objects.get_or_create(
        application=application,
        defaults={
            "token": token(),
            "person": person,
            "representative": representative,
            "channel": channel,
            "asked_at": now,
        },
    )
    if made:
        ServedRow.objects.bulk_create(
            ServedRow(
                rating=row,
                item=one.item,
                name_zh=one.name.zh,
                name_en=one.name.en,
                department=one.department,
                division=one.division,
            )
            for one in served
        )
    return row.token


@transaction.atomic
def ask_visit(actor: Actor, *, visit: str, window: str = "", now: datetime) -> str:
    """Return the token for one visit at the actor's window; asking again for the same visit gives the same.

    visit: the key of the visit, of the caller's own making. Whoever is handed the link rates, without signing in.
    """
    actor.must(RatingsPermission.ASK_VISIT)
    row, made = RatingRow.objects.get_or_create(
        visit=f"{actor.id} {visit}"[:80],
        defaults={
            "token": token(),
            "person": "",
            "channel": WINDOW,
            "asked_at": now,
            "department": actor.department,
            "division": actor.division,
            "window": window[:100],
            "officer": actor.id,
        },
    )
    if made:
        ServedRow.objects.create(rating=row, department=actor.department, division=actor.division)
    return row.token


class Ratings:
    """The ratings as `areas.cases` asks for them (`core.cases.ports.CaseRatings`)."""

    def ask(
        self,
        actor: Actor,
        *,
        application: str,
        person: str,
        channel: str,
        now: datetime,
        representative: str = "",
        served: Sequence[Served] = (),
    ) -> str:
        return ask(
            actor,
            application=application,
            person=person,
            channel=channel,
            now=now,
            representative=representative,
            served=served,
        )
