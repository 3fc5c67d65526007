"""Asking for a rating, and taking it once."""

from datetime import datetime

from django.db import transaction

from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries import TokenUnknown
from onething.core.actors import Actor
from onething.core.errors import Conflict, RuleBroken
from onething.core.papers import Level, Rating
from onething.kit.ports import token

LONGEST_TEXT = 2000


class AlreadyRated(Conflict):
    code = "ratings.already_rated"

    def __init__(self, level: str) -> None:
        super().__init__(f"this application was already rated: {level}")
        self.level = level


class TextTooLong(RuleBroken):
    code = "ratings.text_too_long"

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters; at most {LONGEST_TEXT}")
        self.length, self.most = length, LONGEST_TEXT


@transaction.atomic
def ask(actor: Actor, *, application: str, person: str, channel: str, now: datetime) -> str:
    """Return the token with which an application that has ended can be rated; asking again gives the same."""
    actor.must(RatingsPermission.ASK)
    row, _ = RatingRow.objects.get_or_create(
        application=application,
        defaults={"token": token(), "person": person, "channel": channel, "asked_at": now},
    )
    return row.token


@transaction.atomic
def rate(actor: Actor, *, token: str, level: Level, text: str = "", now: datetime) -> Rating:
    """Take a rating. The same level again changes nothing.

    Raises TokenUnknown, TextTooLong, AlreadyRated (with another level).
    """
    actor.must(RatingsPermission.RATE)
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(len(text))
    row = RatingRow.objects.select_for_update().filter(pk=token).first()
    if row is None:
        raise TokenUnknown
    if row.level and row.level != level.value:
        raise AlreadyRated(row.level)
    if not row.level:
        row.level, row.text, row.rated_at = level.value, text.strip(), now
        row.save(update_fields=["level", "text", "rated_at"])
    return row.to_core()


class Ratings:
    """The ratings as `areas.cases` asks for them (`core.cases.ports.CaseRatings`)."""

    def ask(self, actor: Actor, *, application: str, person: str, channel: str, now: datetime) -> str:
        return ask(actor, application=application, person=person, channel=channel, now=now)
