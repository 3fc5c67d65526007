"""Taking a rating, once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.opening import open_order
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries.ratings import TokenUnknown, get_rules
from onething.core.actors import Actor
from onething.core.errors import Conflict, NotAllowed, RuleBroken
from onething.core.papers import Level, Rating
from onething.core.ratings import Dimension, RatingRules, dimensions_at, in_burst, place_of

LONGEST_TEXT = 2000


class AlreadyRated(Conflict):
    code = "ratings.already_rated"

    def __init__(self, level: str) -> None:
        super().__init__(f"this application was already rated: {level}")
        self.level = level


class NotYours(NotAllowed):
    """Somebody is signed in who has nothing to do with the application."""

    code = "ratings.not_yours"

    def __init__(self) -> None:
        super().__init__("this application is somebody else's")


class TextTooLong(RuleBroken):
    code = "ratings.text_too_long"

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters; at most {LONGEST_TEXT}")
        self.length, self.most = length, LONGEST_TEXT


@transaction.atomic
def rate(
    actor: Actor,
    *,
    token: str,
    level: Level,
    text: str = "",
    dimensions: Mapping[Dimension, Level] | None = None,
    about: str = "",
    phone: str = "",
    device: str = "",
    now: datetime,
) -> Rating:
    """Take a rating. The same level again changes nothing (of a visit it is refused); what nobody rated in time can still be rated.

    about: the item of the application that is meant, "" = the whole. dimensions: those of the place; others are left
    out. device: keyed hash of what the rating came from. A bad one opens an order, unless it is held back.
    Raises TokenUnknown, TextTooLong, NotYours, AlreadyRated (with another level).
    """
    actor.must(RatingsPermission.RATE)
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(len(text))
    row = RatingRow.objects.select_for_update().filter(pk=token).first()
    if row is None:
        raise TokenUnknown
    if row.person and actor.person_id and actor.person_id not in (row.person, row.representative):
        raise NotYours
    if row.given:
        if row.visit or row.level != level:  # of a visit not even by trying can one learn what was given
            raise AlreadyRated("" if row.visit else row.level)
        return row.to_core()
    rules = get_rules(actor)
    fitting = dimensions_at(place_of(row.channel))
    row.level, row.text, row.rated_at, row.default = level.value, text.strip(), now, False
    row.dimensions = {one.value: said.value for one, said in (dimensions or {}).items() if one in fitting}
    row.about = about if row.served.filter(item=about).exclude(item="").exists() else ""
    row.phone, row.device, row.rules = phone, device, rules.version
    row.save()
    if not _held_back(row, rules, now=now) and level.is_bad:
        open_order(row, now=now, rules=rules)
    return row.to_core()


def _held_back(row: RatingRow, rules: RatingRules, *, now: datetime) -> bool:
    """Hold back the ratings of one device, or of one officer's window, that form a burst with this one."""
    since = now - rules.burst_window
    held = False
    for source in ({"device": row.device}, {"officer": row.officer}):
        if not all(source.values()):
            continue
        recent = RatingRow.objects.filter(**source, rated_at__gt=since, rated_at__lte=now, default=False)
        near = list(recent.order_by("rated_at", "ref").values_list("token", "rated_at", "looked_by"))
        places = in_burst([at for _, at, _ in near], most=rules.burst_count, within=rules.burst_window)
        tokens = [near[place][0] for place in places if not near[place][2]]
        RatingRow.objects.filter(token__in=tokens).update(held=True)
        held = held or row.token in tokens
    return held
