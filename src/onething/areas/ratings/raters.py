"""Who rated, and how that person is reached now: for the call back, and to keep it out of what the office reads."""

from onething.areas.cases import api as cases
from onething.areas.people import api as people
from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.views import Rater
from onething.core.actors import Actor

_HOUSE = Actor.job("ratings")


def rater_of(rating: RatingRow) -> Rater:
    account = people.find_account(_HOUSE, person=rating.person) if rating.person else None
    reached = cases.find_reached(_HOUSE, application=rating.application) if rating.application else None
    phone = rating.phone or (reached.phone if reached else "") or (account.phone if account else "")
    return Rater(account.name if account else "", phone, rating.text, rating.application)
