"""Sending messages by e-mail, once each, where the city has a mail server."""

from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction

from onething.areas.notices.models import MessageRow
from onething.areas.notices.services import MAIL
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs


@jobs.handler(MAIL)
def mail(job: jobs.Job, now: datetime) -> None:
    """Hand one message to the mail server. A server that refuses is asked again by the job's own waits."""
    with transaction.atomic():
        row = MessageRow.objects.select_for_update().get(pk=job.payload["message"])
        if row.mailed_at is not None:
            return
        account = people.find_account(Actor.job("mail"), person=row.person)
        if account is None or not account.email:
            return
        message = row.to_core()
        english = account.language.startswith("en")
        send_mail(
            message.title.say("en" if english else "zh"),
            message.body.say("en" if english else "zh"),
            None,
            [account.email],
        )
        row.mailed_at = now
        row.save(update_fields=["mailed_at"])
