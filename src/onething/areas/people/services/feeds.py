"""Subscriptions to one's own days: an address that tells nothing but days, holds until it is taken back, and acts as nobody.

The address is no password: who has it can read days, and nothing else. There is one for an account; a new one ends the former.
"""

from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.people import queries
from onething.areas.people.models import FeedRow
from onething.areas.people.permissions import PeoplePermission
from onething.core.actors import Actor
from onething.kit.ports import token as random_token


@transaction.atomic
def make_feed(actor: Actor, *, now: datetime) -> str:
    """Return the token of a new subscription of the actor's own; the former one ends. It is shown once: only its hash is kept.

    Raises NotAllowed, AccountNotFound.
    """
    actor.must(PeoplePermission.OWN_ACCOUNT)
    account = queries.get_own_account(actor)
    text = random_token(bytes_=32)
    FeedRow.objects.update_or_create(
        account_id=account.id, defaults={"hash": queries._token_hash(text), "made_at": now}
    )
    audit.record(actor, action="people:feed_made", detail={}, now=now)
    return text


@transaction.atomic
def end_feed(actor: Actor, *, now: datetime) -> bool:
    """Take one's own subscription back at once. Returns whether there was one. Raises NotAllowed."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    there = FeedRow.objects.filter(account_id=queries.account_id(actor)).delete()[0] > 0
    if there:
        audit.record(actor, action="people:feed_ended", detail={}, now=now)
    return there
