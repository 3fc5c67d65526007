"""Sending messages by e-mail, once each, where the city has a mail server."""

from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction

from onething.areas.cases import api as cases
from onething.areas.notices.models import MessageRow
from onething.areas.notices.services import MAIL
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

MAILER = Actor.job("mail")


@jobs.handler(MAIL)
def mail(job: jobs.Job, now: datetime) -> None:
    """Hand one message to the mail server. A server that refuses is asked again by the job's own waits."""
    with transaction.atomic():
        row = MessageRow.objects.select_for_update().get(pk=job.payload["message"])
        if row.mailed_at is not None:
            return
        address, language = _address(row)
        if not address:
            return
        message = row.to_core()
        english = language.startswith("en")
        send_mail(
            message.title.say("en" if english else "zh"),
            message.body.say("en" if english else "zh"),
            None,
            [address],
        )
        row.mailed_at = now
        row.save(update_fields=["mailed_at"])


def _address(row: MessageRow) -> tuple[str, str]:
    """Return where a message goes, and the language of whoever reads there: ("", …) for nowhere.

    The applicant is written to where the application says, as it stands now; everybody else, and an applicant who
    gave no address, at the own account.
    """
    account = people.find_account(MAILER, person=row.person)
    reached = cases.find_reached(MAILER, application=row.application) if row.application else None
    own = reached is not None and reached.person == row.person
    email = (reached.email if reached and own else "") or (account.email if account else "")
    language = account.language if account else reached.language if reached and own else ""
    return email, language
